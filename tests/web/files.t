# Files chosen in the form of a record: kept when another field is at fault, saved in one version with the rest, refused with words.
GET /org/options?q=so%20ngoai%20vu
let org "id":"(\d+)"
GET /agreement/new
expect 200
has enctype="multipart/form-data"
has id="f-draft_vi" name="draft_vi"
has id="f-record-files" name="record-files"
# another field is at fault: what was chosen comes back with its box ticked, nothing is on a record
POST /agreement/new
  form title_vi=Bản ghi nhớ có tệp
  form sign_date=2026-02-31
  file draft_vi dự-thảo.txt một
  file text_final a.txt hai
  file text_final b.txt ba
  file record-files tờ-trình.txt bốn
expect 422
has value="Bản ghi nhớ có tệp"
has dự-thảo.txt <small class="text-secondary">1 KB · đã nhận, chờ lưu
has tờ-trình.txt <small
let draft name="draft_vi.kept" value="(\d+)" checked
let a name="text_final.kept" value="(\d+)" checked
let whole name="record-files.kept" value="(\d+)" checked
sql 4 = SELECT count(*) FROM upload
sql 0 = SELECT count(*) FROM attachment
# somebody else cannot use them, nor another field of the same person
as head
POST /agreement/new
  form title_vi=Của người khác
  form draft_vi.kept=$draft
expect 422
has Tệp đã chọn trước đó không còn
lacks dự-thảo.txt
as officer
POST /agreement/new
  form title_vi=Ô khác
  form draft_foreign.kept=$draft
expect 422
has Tệp đã chọn trước đó không còn
# saved without choosing again; b.txt was unticked
POST /agreement/new
  form title_vi=Bản ghi nhớ có tệp
  form agr_type=mou
  form path=ppc
  form simplified=false
  form proposer=$org
  form signatory_org=$org
  form fields=other
  form involves_defence=false
  form involves_security=false
  form involves_investment=false
  form draft_vi.kept=$draft
  form text_final.kept=$a
  form record-files.kept=$whole
expect 303
let id Location: /agreement/(\d+)
GET /agreement/$id
has >dự-thảo.txt</a>
has >a.txt</a>
has >tờ-trình.txt</a>
lacks b.txt
has + dự-thảo.txt + a.txt + tờ-trình.txt
sql 1 = SELECT version FROM r_agreement WHERE id = $id
sql 1 = SELECT count(*) FROM upload WHERE at > 0
sql 3 = SELECT count(*) FROM attachment WHERE record_id = $id
let file href="/file/(\d+)">dự-thảo.txt
GET /file/$file
has một
# the form of the record: what is there, without a new version when nothing is changed
GET /agreement/$id/edit
has >dự-thảo.txt</a>
has name="draft_vi.off" value="$file"
POST /agreement/$id/edit
  form version=1
  form title_vi=Bản ghi nhớ có tệp
expect 303
sql 1 = SELECT version FROM r_agreement WHERE id = $id
# a single file has a new one in its place, one of the record is taken off, in one version, and the history says so
GET /agreement/$id
let other href="/file/(\d+)">tờ-trình.txt
POST /agreement/$id/edit
  form version=1
  form record-files.off=$other
  file draft_vi bản-hai.txt hai
expect 303
GET /agreement/$id
has >bản-hai.txt</a>
lacks >dự-thảo.txt</a>
lacks >tờ-trình.txt</a>
has <del>dự-thảo.txt</del> → <ins>bản-hai.txt</ins>
has + bản-hai.txt − tờ-trình.txt − dự-thảo.txt
sql 2 = SELECT version FROM r_agreement WHERE id = $id
GET /file/$file
expect 404
# what cannot be taken is named, the rest is kept
POST /agreement/$id/edit
  form version=2
  form title_vi=Tên mới
  file record-files rỗng.txt 
  file record-files ..\..\cài-đặt.exe x
  file record-files giữ.txt x
expect 422
has value="Tên mới"
has Tệp rỗng: rỗng.txt
has Không nhận tệp chương trình: cài-đặt.exe
has giữ.txt <small
sql 2 = SELECT version FROM r_agreement WHERE id = $id
POST /agreement/$id/edit
  form version=2
  file title_vi x.txt x
expect 400
# too large
run setting file.upload_mib 1
exit 0
POST /agreement/$id/edit
  form version=2
  form title_vi=Tên dài
  bigfile record-files phim.mp4 1100000
expect 422
has phim.mp4 (2 MiB &gt; 1 MiB)
has value="Tên dài"
# someone saved first: the file chosen waits with the rest, and joins what the other one brought
as head
POST /agreement/$id/edit
  form version=2
  file text_final của-trưởng.txt một
expect 303
as officer
POST /agreement/$id/edit
  form version=2
  file text_final của-tôi.txt hai
expect 409
let mine name="text_final.kept" value="(\d+)" checked
has >của-trưởng.txt</a>
POST /agreement/$id/edit
  form version=3
  form since=2
  form text_final.kept=$mine
expect 303
GET /agreement/$id
has >của-trưởng.txt</a>
has >của-tôi.txt</a>
# a record of state secrets takes none, not even to wait; and what has files is not made one
POST /agreement/new
  form title_vi=Mật
  form classification=secret_ref
  file record-files mật.txt nội dung
expect 422
has chỉ được ghi số văn bản giấy
lacks mật.txt
sql 0 = SELECT count(*) FROM upload WHERE name = 'mật.txt'
# the interface: put, list, download, take off; the same rights, refusals and history
POST /api/v1/records/agreement/$id/files
  form field=text_final
  file file ký.pdf %PDF
  file file phụ-lục.pdf %PDF-2
expect 201
has "version":5
has "field":"text_final","name":"ký.pdf","type":"text/plain","bytes":4
lacks của-tôi
let n "id":(\d+)
GET /api/v1/records/agreement/$id/files
has "name":"của-tôi.txt"
has "href":"/api/v1/records/agreement/$id/files/$n"
GET /api/v1/records/agreement/$id/files/$n
expect 200
has Content-Disposition: attachment; filename*=UTF-8''k%C3%BD.pdf
has %PDF
POST /api/v1/records/agreement/$id/files
  form field=draft_vi
  file file a.txt một
  file file b.txt hai
expect 422
has "field":"draft_vi","key":"problem.one_file"
POST /api/v1/records/agreement/$id/files
  file file cài.exe x
expect 422
has "key":"problem.file_type"
POST /api/v1/records/agreement/$id/files
  form field=title_vi
  file file a.txt một
expect 422
has "key":"problem.no_field"
POST /api/v1/records/agreement/$id/files
  json {}
expect 422
has "key":"problem.file_missing"
GET /api/v1/records/agreement/$id/files/x
expect 404
sql 5 = SELECT version FROM r_agreement WHERE id = $id
DELETE /api/v1/records/agreement/$id/files/$n
  json {}
expect 204
GET /api/v1/records/agreement/$id/files/$n
expect 404
DELETE /api/v1/records/agreement/$id/files/$n
  json {}
expect 404
sql 6 = SELECT version FROM r_agreement WHERE id = $id
GET /agreement/$id
has − ký.pdf
# a record with files is not made one of state secrets
POST /api/v1/records/agreement/$id/files
  file file tờ-trình.txt một
expect 201
has "version":7
run record set $id classification=secret_ref
exit 3
has record-files
# from the shell
run record files $id --as officer
exit 0
has text_final       phụ-lục.pdf
run record attach $id /etc/passwd draft_foreign --as officer
exit 0
let host ^(\d+)
run record files $id
has draft_foreign    passwd
run record attach $id /etc/passwd title_vi --as officer
exit 3
run record detach $id $host --as officer
exit 0
run record files $id
lacks passwd
# a key for reading puts nothing there and takes nothing off
POST /account/key
  form name=tệp
  form kinds=agreement
  form days=1
let key <code>(chk_[A-Za-z0-9_-]{43})</code>
as nobody
header Authorization: Bearer $key
GET /api/v1/records/agreement/$id/files
expect 200
header Authorization: Bearer $key
POST /api/v1/records/agreement/$id/files
  file file a.txt một
expect 403
header Authorization: Bearer $key
DELETE /api/v1/records/agreement/$id/files/$n
expect 403
as officer
# another record's file is not reached through this one, and who may not read the record reaches none of it
GET /api/v1/records/agreement?per=1
let another "id":(\d+)
GET /api/v1/records/agreement/$id/files
let kept "id":(\d+)
GET /api/v1/records/agreement/$another/files/$kept
expect 404
as clerk
GET /api/v1/records/agreement/$id/files
expect 200
POST /api/v1/records/agreement/$id/files
  file file a.txt một
expect 403
run record set $id classification=restricted
exit 0
as clerk
GET /api/v1/records/agreement/$id/files
expect 404
GET /api/v1/records/agreement/$id/files/$kept
expect 404
GET /file/$kept
expect 404
as officer
# what nobody came back for is gone after a day
sql 2 = SELECT count(*) FROM upload WHERE at > 0
clock 2026-03-03T02:00:00Z
run tick uploads
exit 0
has 6 files
sql 0 = SELECT count(*) FROM upload
