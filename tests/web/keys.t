# Keys for programs: for chosen registers and rights, for a time; never more than their owner may at that moment.
as officer
GET /api/v1/records/agreement?per=1
let total "total":(\d+)
let id "rows":\[\{"id":(\d+)
GET /api/v1/records/conference?per=1
let other "rows":\[\{"id":(\d+)
GET /api/v1/records/relation?per=1
let relation "rows":\[\{"id":(\d+)
GET /account/key
expect 200
has value="90"
has value="agreement"
has value="ledger"
# all problems at once, nothing typed is lost
POST /account/key
  form name=
  form days=0
expect 422
has Chọn ít nhất một sổ
has Số ngày từ 1 đến 365
POST /account/key
  form name=kho
  form kinds=agreement
  form kinds=nothing
  form rights=write
  form rights=fly
  form days=366
expect 422
has Không có sổ nothing
has value="366"
has value="kho"
has value="agreement" checked
# reading agreements, and nothing else by any way
POST /account/key
  form name=chỉ đọc thỏa thuận
  form kinds=agreement
  form days=1
expect 200
let key <code>(chk_[A-Za-z0-9_-]{43})</code>
sql read = SELECT rights FROM api_key
sql 0 = SELECT COUNT(*) FROM api_key WHERE instr('$key', hash) > 0 OR length(hash) <> 64
as nobody
header Authorization: Bearer $key
GET /api/v1/me
expect 200
has "login":"officer"
has "registers":"agreement","write":false,"delete":false,"until":"2026-03-03T01:00:00Z"
header Authorization: Bearer $key
GET /api/v1/records/agreement?per=1
expect 200
has "total":$total
header Authorization: Bearer $key
GET /api/v1/records/agreement/$id
expect 200
header Authorization: Bearer $key
GET /api/v1/records/agreement/$id/history
expect 200
header Authorization: Bearer $key
GET /api/v1/records/agreement/$id/moves
expect 200
header Authorization: Bearer $key
GET /api/v1/records/conference
expect 403
header Authorization: Bearer $key
GET /api/v1/records/conference/$other
expect 404
header Authorization: Bearer $key
GET /api/v1/records/conference/$other/history
expect 404
header Authorization: Bearer $key
GET /api/v1/records/conference/$other/comments
expect 404
header Authorization: Bearer $key
GET /api/v1/search?q=hue
expect 200
has "kind":"agreement"
lacks "kind":"conference"
lacks "kind":"relation"
lacks "kind":"source"
header Authorization: Bearer $key
GET /api/v1/deadlines?per=500
expect 200
has "kind":"agreement"
lacks "kind":"conference"
header Authorization: Bearer $key
GET /api/v1/figures
expect 403
header Authorization: Bearer $key
GET /api/v1/findings
expect 403
header Authorization: Bearer $key
GET /api/v1/sources
expect 403
header Authorization: Bearer $key
GET /api/v1/indicators
expect 403
header Authorization: Bearer $key
GET /api/v1/report
expect 403
header Authorization: Bearer $key
GET /api/v1/openapi.json
expect 200
has "/api/v1/records/agreement/{record}"
has "agreement_fields"
lacks conference
lacks "/api/v1/report"
lacks "patch"
header Authorization: Bearer $key
GET /agreement/csv
expect 303
to /login.*
header Authorization: Bearer $key
GET /api/v1/records/agreement?relation.title=x
expect 400
# nor by a saved view, a notice about another register's record, its deadlines, nor a file
header Authorization: Bearer $key
GET /api/v1/views/conference
expect 403
header Authorization: Bearer $key
GET /api/v1/deadlines?record=$other
expect 404
as head
POST /api/v1/records/conference/$other/comments
  json {"text": "@officer xem nhé"}
expect 201
as officer
GET /api/v1/notices
has xem nhé
as nobody
header Authorization: Bearer $key
GET /api/v1/notices
expect 200
lacks xem nhé
lacks conference
header Authorization: Bearer $key
GET /file/1
expect 303
# reading is not changing, whatever the owner may
header Authorization: Bearer $key
PATCH /api/v1/records/agreement/$id
  json {"version": 1, "fields": {"notes": "x"}}
expect 403
header Authorization: Bearer $key
POST /api/v1/records/agreement
  json {"fields": {"title_vi": "x"}}
expect 403
header Authorization: Bearer $key
POST /api/v1/records/agreement/$id/move
  json {"version": 1, "move": "cancel", "reason": "x"}
expect 403
header Authorization: Bearer $key
POST /api/v1/records/agreement/$id/comments
  json {"text": "x"}
expect 403
header Authorization: Bearer $key
DELETE /api/v1/records/agreement/$id
expect 403
# the last use is shown, the key is not
as officer
GET /account
expect 200
has chỉ đọc thỏa thuận
lacks $key
sql 1 = SELECT COUNT(*) FROM api_key WHERE seen_at IS NOT NULL AND seen_ip IS NOT NULL
# writing, but not deleting, in one register
POST /account/key
  form name=ghi
  form kinds=agreement
  form rights=write
  form days=30
let writer <code>(chk_[A-Za-z0-9_-]{43})</code>
as nobody
header Authorization: Bearer $writer
POST /api/v1/records/agreement/$id/comments
  json {"text": "từ chương trình"}
expect 201
# a link to a register that the key does not name is a link to nothing
header Authorization: Bearer $writer
POST /api/v1/records/agreement
  json {"fields": {"relation": $relation}}
expect 422
has {"field":"relation","key":"problem.no_record"
header Authorization: Bearer $writer
POST /api/v1/views/conference
  json {"name": "x", "state": ""}
expect 403
header Authorization: Bearer $writer
PATCH /api/v1/records/conference/$other
  json {"version": 1, "fields": {"notes": "x"}}
expect 404
header Authorization: Bearer $writer
POST /api/v1/records/conference
  json {"fields": {}}
expect 403
# a head may delete; his key only when it says so
as head
POST /api/v1/records/place
  json {"fields": {"name_vi": "Nơi thử", "name_en": "Place", "country": "JP", "level": "city"}}
POST /account/key
  form name=ghi
  form kinds=place
  form rights=write
  form days=30
let writing <code>(chk_[A-Za-z0-9_-]{43})</code>
POST /account/key
  form name=xóa
  form kinds=place
  form rights=delete
  form days=30
let deleting <code>(chk_[A-Za-z0-9_-]{43})</code>
GET /api/v1/records/place?per=1
let place "rows":\[\{"id":(\d+)
as nobody
header Authorization: Bearer $writing
DELETE /api/v1/records/place/$place
expect 403
header Authorization: Bearer $deleting
PATCH /api/v1/records/place/$place
  json {"version": 1, "fields": {"notes": "x"}}
expect 403
header Authorization: Bearer $deleting
POST /api/v1/records/place/$place/comments
  json {"text": "x"}
expect 403
# texts and figures are asked for by name
as officer
POST /account/key
  form name=số liệu
  form kinds=ledger
  form days=30
let reader <code>(chk_[A-Za-z0-9_-]{43})</code>
as nobody
header Authorization: Bearer $reader
GET /api/v1/figures
expect 200
header Authorization: Bearer $reader
GET /api/v1/report?year=2025
expect 200
header Authorization: Bearer $reader
GET /api/v1/records/agreement
expect 403
header Authorization: Bearer $reader
GET /api/v1/openapi.json
expect 200
has "/api/v1/report"
lacks agreement_fields
# all registers, reading
as officer
POST /account/key
  form name=tất cả
  form kinds=*
  form kinds=agreement
  form days=30
let all <code>(chk_[A-Za-z0-9_-]{43})</code>
sql * = SELECT kinds FROM api_key ORDER BY id DESC
as nobody
header Authorization: Bearer $all
GET /api/v1/records/conference
expect 200
header Authorization: Bearer $all
GET /api/v1/report?year=2025
expect 200
# what its owner may not, it may not: an officer confirms nothing at the audit page, and deletes nothing
header Authorization: Bearer $writer
DELETE /api/v1/records/agreement/$id
expect 403
# another secret for the same key; the old one is dead
as officer
GET /account
let n key-rotate[\s\S]*?name="key" value="(\d+)"
as head
POST /account/key-rotate
  form key=$n
expect 404
POST /account/key-end
  form key=$n
expect 404
as officer
POST /account/key-rotate
  form key=$n
expect 200
let fresh <code>(chk_[A-Za-z0-9_-]{43})</code>
as nobody
header Authorization: Bearer $all
GET /api/v1/me
expect 401
header Authorization: Bearer $fresh
GET /api/v1/me
expect 200
as officer
POST /account/key-end
  form key=$n
expect 303
as nobody
header Authorization: Bearer $fresh
GET /api/v1/me
expect 401
# a key is no cookie and opens no page
header Cookie: chancery=$key
GET /account
expect 303
# it dies with its day
clock 2026-03-03T01:00:00Z
header Authorization: Bearer $key
GET /api/v1/me
expect 401
as officer
GET /account
has hết hạn
# and falls with its owner: other roles, shut out
as admin
GET /users
let head href="/users/(\d+)">head
GET /users/$head
has ghi
lacks $writing
let version name="version" value="(\d+)"
as nobody
header Authorization: Bearer $writing
GET /api/v1/records/place
expect 200
as admin
POST /users/$head
  form version=$version
  form name=Trưởng phòng
  form lang=vi
  form clearance=1
  form personal=0
  form roles=EXT
expect 303
as nobody
header Authorization: Bearer $writing
GET /api/v1/records/place
expect 403
as admin
GET /users/$head
let k key-end[\s\S]*?name="key" value="(\d+)"
as officer
POST /users/$head/key-end
  form key=$k
expect 403
as admin
POST /users/$head/key-end
  form key=$k
expect 303
as nobody
header Authorization: Bearer $deleting
GET /api/v1/me
expect 401
header Authorization: Bearer $writing
GET /api/v1/me
expect 200
run user disable head
exit 0
header Authorization: Bearer $writing
GET /api/v1/me
expect 401
as auditor
GET /audit?what=key
expect 200
has of officer (chỉ đọc thỏa thuận): read; agreement; 1 days
has renew chk_
has end chk_
lacks $fresh
# the same from the shell, with sessions and the code for a forgotten password
run user key officer "từ dòng lệnh" "agreement ledger" "write" 10
exit 0
let shell (chk_[A-Za-z0-9_-]{43})
as nobody
header Authorization: Bearer $shell
GET /api/v1/me
expect 200
has "registers":"agreement ledger","write":true
run user keys officer
has từ dòng lệnh  registers: agreement ledger  rights: write  until 2026-03-13
lacks $shell
let n (\d+) +chk_\S+  từ dòng lệnh
run user key-rotate officer $n
let turned (chk_[A-Za-z0-9_-]{43})
header Authorization: Bearer $shell
GET /api/v1/me
expect 401
header Authorization: Bearer $turned
GET /api/v1/me
expect 200
run user key-end clerk $n
exit 3
run user key-end officer $n
exit 0
header Authorization: Bearer $turned
GET /api/v1/me
expect 401
run user key officer x nothing fly 400
exit 3
has There is no register nothing
has 1 to 365 days
run user key officer x agreement write ten
exit 2
POST /login
  form login=clerk
  form password=Hue-2026-demo!
let cookie chancery=([^;]{43});
run user sessions clerk
exit 0
let handle (?m)^([0-9a-f]{16})  since 2026-03-03
run user session-end officer $handle
exit 3
run user session-end clerk $handle
exit 0
header Cookie: chancery=$cookie
GET /account
expect 303
run user reset clerk
exit 0
let code ([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})
POST /login/reset
  form login=clerk
  form code=$code
  form password=một câu dài để nhớ
expect 200
