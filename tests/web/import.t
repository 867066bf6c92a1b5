# A spreadsheet becomes records: headings find their fields, the dry run writes nothing, every bad row says why, the
# commit writes the good ones, and all of it can be taken back.
as officer
GET /partner_org/import
expect 200
has enctype="multipart/form-data"
POST /partner_org/import
file file mot-dong.csv Tên tiếng Việt;name_en
expect 422
has Tệp chỉ có một dòng
POST /partner_org/import
file file cu.xls ĐÏà
expect 422
POST /partner_org/import
file file doi-tac.csv Tên tiếng Việt;name_en;Land;LOẠI;E-mail;thua\nQuỹ Hòa Bình;Peace Fund;JP;agency;a@example.org;1\nHội Xanh;Green Society;Đức;ingo;;\n;Nameless;JP;agency;;\nQuỹ Lỗi;Bad Fund;XX;agency;not-an-address;\nQuỹ Hòa Bình 2;Peace Fund;JP;agency;;
expect 303
let job Location: /imports/(\d+)
GET /imports/$job
expect 200
has value="name_vi" selected
has value="country" selected
has value="kind" selected
has Peace Fund
has Khi hồ sơ đã có
sql 0 = SELECT COUNT(*) FROM record WHERE kind = 'partner_org' AND title LIKE 'Quỹ Hòa%'
# a heading that is part of one label only finds its field; a wrong value of a short list says which are right
POST /partner_org/import
file file viet-tat.csv Tên tiếng Việt;Tên tiếng Anh;Viết tắt;Loại;Quốc gia\nHội A;Society A;HA;xyz;JP
expect 303
let part Location: /imports/(\d+)
GET /imports/$part
expect 200
has value="abbr" selected
POST /imports/$part/check
form mode=skip
form map=name_vi
form map=name_en
form map=abbr
form map=kind
form map=country
expect 303
GET /imports/$part
expect 200
has Các giá trị dùng được
has Nhà nước ·
# two columns into one field
POST /imports/$job/check
form mode=skip
form map=name_vi
form map=name_vi
form map=country
form map=kind
form map=email
form map=
expect 422
has Hai cột cùng ghi
POST /imports/$job/check
form mode=skip
form map=name_vi
form map=name_en
form map=country
form map=kind
form map=email
form map=
expect 303
GET /imports/$job
expect 200
has Đã kiểm tra, chưa ghi gì
has Ghi các dòng hợp lệ
has Trùng với dòng 2
has Giá trị XX không có trong danh mục
sql 0 = SELECT COUNT(*) FROM record WHERE kind = 'partner_org' AND title LIKE 'Quỹ Hòa%'
sql 3 = SELECT COUNT(*) FROM import_row WHERE job_id = $job AND outcome = 'invalid'
GET /imports/$job/bad
expect 200
has Content-Disposition: attachment
has Nameless
has "Bad Fund"
# somebody else neither sees nor writes it; an auditor reads
as clerk
GET /imports/$job
expect 404
POST /imports/$job/commit
expect 404
as auditor
GET /imports/$job
expect 200
lacks Ghi các dòng hợp lệ
as officer
POST /imports/$job/commit
expect 303
sql 2 = SELECT COUNT(*) FROM r_partner_org WHERE origin = 'import' AND deleted_at IS NULL
GET /imports/$job
sql 1 = SELECT COUNT(*) FROM history WHERE what = 'import' AND body LIKE '%committed: 2 made%'
POST /imports/$job/commit
expect 409
# the same heading: the mapping comes back; the same records: nothing to do
POST /partner_org/import
file file doi-tac-2.csv Tên tiếng Việt;name_en;Land;LOẠI;E-mail;thua\nQuỹ Hòa Bình;Peace Fund;JP;agency;new@example.org;
expect 303
let again Location: /imports/(\d+)
POST /imports/$again/check
form mode=update
form map=name_vi
form map=name_en
form map=country
form map=kind
form map=email
form map=
expect 303
POST /imports/$again/commit
expect 303
sql 1 = SELECT COUNT(*) FROM r_partner_org WHERE email = 'new@example.org'
# taken back newest first: the old value stands there again
POST /imports/$again/take-back
expect 303
sql 0 = SELECT COUNT(*) FROM r_partner_org WHERE email = 'new@example.org'
sql 1 = SELECT COUNT(*) FROM r_partner_org WHERE email = 'a@example.org' AND deleted_at IS NULL
# the first import: one record changed since (twice), so it stays; the other goes
POST /imports/$job/take-back
expect 303
sql 1 = SELECT COUNT(*) FROM r_partner_org WHERE origin = 'import' AND deleted_at IS NULL
POST /imports/$job/take-back
expect 409
GET /imports
expect 200
has doi-tac.csv
has Đã hoàn tác
as nobody
GET /imports
expect 303
