# What one may not read answers as what never was, by every way that takes a number; and what is masked is not told by
# what an import finds there already.
as admin
GET /org/options?q=so%20ngoai%20vu
let org "id":"(\d+)"
POST /users/new
  form account=kin
  form password=mật khẩu đủ dài
  form name=Người giữ hồ sơ kín
  form lang=vi
  form clearance=3
  form personal=2
  form org=$org
  form roles=HEAD
expect 303
POST /users/new
  form account=che
  form password=mật khẩu đủ dài
  form name=Người không xem dữ liệu cá nhân
  form lang=vi
  form clearance=2
  form personal=0
  form org=$org
  form roles=HEAD
expect 303
as kin
POST /account/password
  form old=mật khẩu đủ dài
  form password=mật khẩu của riêng tôi
expect 303
POST /api/v1/records/agreement
  json {"fields": {"title_vi": "Thỏa thuận kín", "agr_type": "mou", "path": "ppc", "simplified": false, "proposer": $org, "signatory_org": $org, "fields": ["other"], "involves_defence": false, "involves_security": false, "involves_investment": false, "classification": "secret_ref", "secret_no": "12-M"}}
expect 201
let id "id":(\d+)
let code "code":"([^"]+)"
as officer
GET /api/v1/records/conference?per=1
let open "rows":\[\{"id":(\d+)
# asked for as a record of another register: not even which one it is
GET /api/v1/records/place/$id
expect 404
lacks agreement
lacks "detail"
GET /api/v1/records/agreement/$code
expect 404
lacks "detail"
GET /place/$id
expect 404
# as a parent: as one that cannot be a parent, and as one that is not there
POST /api/v1/records/agreement_party
  json {"parent": $id, "fields": {"kind": "place"}}
expect 404
POST /api/v1/records/agreement_party
  json {"parent": $open, "fields": {"kind": "place"}}
expect 404
POST /api/v1/records/agreement_party
  json {"parent": 99999999, "fields": {"kind": "place"}}
expect 404
GET /agreement_party/new?parent=$open
expect 404
GET /agreement_party/new?parent=$id
expect 404
POST /agreement_party/new
  form parent=$open
  form kind=place
expect 404
# a key sees no change of many records in a register that is not its own
POST /api/v1/records/conference/bulk
  json {"records": [$open], "action": "set", "fields": {"notes": "x"}, "dry_run": true}
expect 200
let bulk "id": ?(\d+)
POST /account/key
  form name=kho
  form kinds=agreement
  form rights=write
  form days=9
let key <code>(chk_[A-Za-z0-9_-]{43})</code>
GET /api/v1/bulk/$bulk
expect 200
as nobody
header Authorization: Bearer $key
GET /api/v1/bulk/$bulk
expect 404
lacks conference
header Authorization: Bearer $key
POST /api/v1/bulk/$bulk/commit
  json {}
expect 404
header Authorization: Bearer $key
POST /api/v1/bulk/$bulk/undo
  json {}
expect 404
# a person by name and address: only who may see them is told that they are there
as officer
POST /api/v1/records/contact
  json {"fields": {"full_name": "Sato Hanako", "country": "JP", "consent": "Nhiệm vụ công vụ", "dom_org": $org, "email": "hanako@example.jp"}}
expect 201
as head
POST /contact/import
  file file a.csv full_name;email;country;consent;dom_org\nSato Hanako;hanako@example.jp;JP;CV;Sở Ngoại vụ thành phố Huế\nAoki Ren;ren@example.jp;XX;CV;Sở Ngoại vụ thành phố Huế
expect 303
let job Location: /imports/(\d+)
POST /imports/$job/check
  form mode=skip
  form map=full_name
  form map=email
  form map=country
  form map=consent
  form map=dom_org
expect 303
sql 1 = SELECT skipped_n FROM import_job WHERE id = $job
GET /imports/$job/bad
expect 200
has Aoki Ren
# the file of another is not for who watches
as auditor
GET /imports/$job
expect 200
lacks Aoki
GET /imports/$job/bad
expect 403
lacks Aoki
as che
POST /account/password
  form old=mật khẩu đủ dài
  form password=mật khẩu của riêng tôi
expect 303
GET /imports/$job/bad
expect 404
POST /contact/import
  file file a.csv full_name;email;country;consent;dom_org\nSato Hanako;hanako@example.jp;JP;CV;Sở Ngoại vụ thành phố Huế
expect 303
let job Location: /imports/(\d+)
POST /imports/$job/check
  form mode=skip
  form map=full_name
  form map=email
  form map=country
  form map=consent
  form map=dom_org
expect 303
sql 0 = SELECT skipped_n FROM import_job WHERE id = $job
# nor by trying what stands behind a mask, nor may it be overwritten unseen
as kin
POST /api/v1/records/place
  json {"fields": {"name_vi": "Nơi che", "name_en": "Mask Town", "country": "JP", "level": "city", "leader_name": "Yamashita Makoto"}}
expect 201
let place Location: /api/v1/records/place/(\d+)
as che
PATCH /api/v1/records/place/$place
  json {"version": 1, "fields": {"leader_name": "Yamashita Makoto"}}
expect 422
has problem.masked_change
PATCH /api/v1/records/place/$place
  json {"version": 1, "fields": {"leader_name": "Guess"}}
expect 422
has problem.masked_change
POST /place/import
  file file a.csv name_vi;name_en;country;level;leader_name\nNơi che;Mask Town;JP;city;Yamashita Makoto
expect 303
let job Location: /imports/(\d+)
POST /imports/$job/check
  form mode=update
  form map=name_vi
  form map=name_en
  form map=country
  form map=level
  form map=leader_name
expect 303
sql 1 = SELECT invalid_n FROM import_job WHERE id = $job
POST /place/import
  file file a.csv name_vi;name_en;country;level;leader_name\nNơi che;Mask Town;JP;city;Kẻ ghi đè
expect 303
let job Location: /imports/(\d+)
POST /imports/$job/check
  form mode=update
  form map=name_vi
  form map=name_en
  form map=country
  form map=level
  form map=leader_name
expect 303
sql 1 = SELECT invalid_n FROM import_job WHERE id = $job
sql Yamashita Makoto = SELECT leader_name FROM r_place WHERE id = $place
# a condition over personal data is nobody else's: not in a shared view, not in the audit of an export
as head
POST /api/v1/views/contact
  json {"name": "Riêng tôi", "mode": "private", "state": "full_name=Sato"}
expect 201
POST /api/v1/views/contact
  json {"name": "Cho mọi người", "mode": "shared", "state": "full_name=Sato"}
expect 422
has problem.view_personal
POST /api/v1/views/contact
  json {"name": "Cho mọi người", "mode": "shared", "state": "country=JP"}
expect 201
GET /contact/csv?full_name=Sato&country=JP&cols=country
expect 200
as auditor
GET /audit?what=export
lacks Sato
sql full_name=%E2%80%A2%E2%80%A2%E2%80%A2&country=JP&cols=country = SELECT body FROM history WHERE what = 'export'
