# A record of state secrets holds the paper's number, level, custodian and place (MODEL 4.0, scenario 13): long texts and files are
# refused with the same words through the page, the interface, spreadsheets, moves, many at once and comments; nothing takes it out.
as admin
GET /org/options?q=so%20ngoai%20vu
let org "id":"(\d+)"
POST /users/new
  form account=mat
  form password=mật khẩu đủ dài
  form name=Người được giao tài liệu mật
  form lang=vi
  form clearance=3
  form personal=0
  form org=$org
  form roles=HEAD
expect 303
# nobody classifies above his own clearance
as officer
POST /api/v1/records/agreement
  json {"fields": {"title_vi": "Tham chiếu tài liệu mật", "agr_type": "mou", "path": "ppc", "simplified": false, "proposer": $org, "signatory_org": $org, "fields": ["other"], "involves_defence": false, "involves_security": false, "involves_investment": false, "classification": "secret_ref"}}
expect 422
has "key":"problem.clearance"
as nobody
POST /login
  form login=mat
  form password=mật khẩu đủ dài
expect 303
as mat
POST /account/password
  form old=mật khẩu đủ dài
  form password=mật khẩu của riêng tôi
expect 303
# the page
POST /agreement/new
  form title_vi=Tham chiếu tài liệu mật
  form purpose=chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ 
  form agr_type=mou
  form path=ppc
  form simplified=false
  form proposer=$org
  form signatory_org=$org
  form fields=other
  form involves_defence=false
  form involves_security=false
  form involves_investment=false
  form classification=secret_ref
  form secret_no=12-M/2026
  form secret_level=Mật
  form secret_custodian=Văn thư
  form secret_place=Tủ 3
expect 422
has chỉ được ghi số văn bản giấy
has chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ
POST /agreement/new
  form title_vi=Tham chiếu tài liệu mật
  form purpose=ngắn
  form agr_type=mou
  form path=ppc
  form simplified=false
  form proposer=$org
  form signatory_org=$org
  form fields=other
  form involves_defence=false
  form involves_security=false
  form involves_investment=false
  form classification=secret_ref
  form secret_no=12-M/2026
  form secret_level=Mật
  form secret_custodian=Văn thư
  form secret_place=Tủ 3
expect 303
let id Location: /agreement/(\d+)
POST /agreement/$id/edit
  form version=1
  form purpose=chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ 
expect 422
has chỉ được ghi số văn bản giấy
POST /agreement/$id/file
  file file mat.txt nội dung mật
expect 422
has chỉ được ghi số văn bản giấy
POST /agreement/$id/comments
  form comment=lời về tài liệu mật
expect 422
has chỉ được ghi số văn bản giấy
sql 0 = SELECT COUNT(*) FROM comment WHERE record_id = $id
# the interface
POST /api/v1/records/agreement
  json {"fields": {"title_vi": "Tham chiếu tài liệu mật", "agr_type": "mou", "path": "ppc", "simplified": false, "proposer": $org, "signatory_org": $org, "fields": ["other"], "involves_defence": false, "involves_security": false, "involves_investment": false, "classification": "secret_ref", "secret_no": "13-M", "purpose": "chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ "}}
expect 422
has "key":"problem.secret"
PATCH /api/v1/records/agreement/$id
  json {"version": 1, "fields": {"content": "chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ "}}
expect 422
has "key":"problem.secret"
POST /api/v1/records/agreement/$id/comments
  json {"text": "lời về tài liệu mật"}
expect 422
has "key":"problem.secret"
# what is long already cannot be made a secret
POST /api/v1/records/agreement
  json {"fields": {"title_vi": "Văn bản thường", "agr_type": "mou", "path": "ppc", "simplified": false, "proposer": $org, "signatory_org": $org, "fields": ["other"], "involves_defence": false, "involves_security": false, "involves_investment": false, "purpose": "chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ "}}
expect 201
let open "id":(\d+)
PATCH /api/v1/records/agreement/$open
  json {"version": 1, "fields": {"classification": "secret_ref"}}
expect 422
has "key":"problem.secret"
# many at once
POST /api/v1/records/agreement/bulk
  json {"records": [$id], "action": "set", "fields": {"content": "chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ "}}
expect 200
has "refused":1
has problem.secret
# a spreadsheet
POST /agreement/import
  file file mat.csv title_vi;classification;secret_no;purpose;agr_type;path;proposer;signatory_org;fields\nMật một;secret_ref;14-M;chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ ;mou;ppc;Sở Ngoại vụ thành phố Huế;Sở Ngoại vụ thành phố Huế;other\nMật hai;secret_ref;15-M;ngắn;mou;ppc;Sở Ngoại vụ thành phố Huế;Sở Ngoại vụ thành phố Huế;other
expect 303
let job Location: /imports/(\d+)
POST /imports/$job/check
  form mode=create
  form map=title_vi
  form map=classification
  form map=secret_no
  form map=purpose
  form map=agr_type
  form map=path
  form map=proposer
  form map=signatory_org
  form map=fields
expect 303
GET /imports/$job
has chỉ được ghi số văn bản giấy
POST /imports/$job/commit
expect 303
sql 15-M = SELECT group_concat(secret_no) FROM r_agreement WHERE origin = 'import'
# nothing of it was written, nothing takes it out, and who may not know finds nothing
sql 0 = SELECT COUNT(*) FROM attachment WHERE record_id = $id
sql 1 = SELECT version FROM r_agreement WHERE id = $id
GET /agreement/csv
expect 200
lacks Tham chiếu tài liệu mật
as officer
GET /agreement/$id
expect 404
GET /search?q=tham%20chieu%20tai%20lieu%20mat
lacks /agreement/$id
sql 0 = SELECT COUNT(*) FROM notice WHERE record_id = $id AND account = (SELECT id FROM account WHERE login = 'officer')
