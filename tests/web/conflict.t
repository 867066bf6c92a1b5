# Two editors of one record: fields that only the other one changed are taken over, what both changed is asked for.
as officer
GET /place?q=Nara
let id href="/place/(\d+)"
GET /api/v1/records/place/$id
let version "version":(\d+)
as head
PATCH /api/v1/records/place/$id
json {"version": $version, "fields": {"economy": "của trưởng phòng", "wish": "đồi núi"}}
expect 200
as officer
# mine: economy (both), population (only I); wish was changed by the head alone
GET /place/$id/edit
POST /place/$id/edit
form version=$version
form economy=của chuyên viên
form wish=
form name_native=奈良県 (thử)
form anyway=yes
expect 409
has name="choose.economy" value="mine"
has name="choose.economy" value="theirs"
has của trưởng phòng
has >head ·
has của chuyên viên</textarea>
has name="name_native"
has 奈良県 (thử)
has name="conflict" value="economy"
lacks name="conflict" value="wish"
has Lấy theo người khác
has đồi núi</textarea>
let next name="version" value="(\d+)"
let since name="since" value="(\d+)"
# saving again without a choice is refused, and nothing is lost
POST /place/$id/edit
form version=$next
form since=$since
form conflict=economy
form economy=của chuyên viên
form name_native=奈良県 (thử)
form anyway=yes
expect 422
has xin chọn một giá trị
has của chuyên viên</textarea>
has name="choose.economy" value="theirs"
has >head ·
# theirs: the typed text does not count, the rest does
POST /place/$id/edit
form version=$next
form since=$since
form conflict=economy
form choose.economy=theirs
form economy=của chuyên viên
form name_native=奈良県 (thử)
form anyway=yes
expect 303
GET /api/v1/records/place/$id
has "economy":"của trưởng phòng"
has "wish":"đồi núi"
has "name_native":"奈良県 (thử)"
let now "version":(\d+)
# mine
POST /place/$id/edit
form version=$version
form economy=lần hai
form anyway=yes
expect 409
POST /place/$id/edit
form version=$now
form since=$version
form conflict=economy
form choose.economy=mine
form economy=lần hai
form anyway=yes
expect 303
GET /api/v1/records/place/$id
has "economy":"lần hai"
# a choice of something that is no field
POST /place/$id/edit
form version=$now
form choose.nonsense=mine
expect 400
# for programs: the same as JSON
PATCH /api/v1/records/place/$id
json {"version": $version, "fields": {"economy": "quá muộn", "name_native": "x"}}
expect 409
has "key":"problem.conflict"
has "conflict":{"version":
has {"field":"economy","mine":"quá muộn","theirs":"lần hai"
has "by":"officer"
# it became final while it was edited: the form stays, with what was typed
as head
GET /api/v1/records/place/$id
let version "version":(\d+)
GET /api/v1/records/place?country=KR
let other "id":(\d+)
POST /api/v1/records/place/$id/move
json {"version": $version, "move": "merge", "fields": {"successor": $other}, "reason": "sáp nhập"}
expect 200
as officer
POST /place/$id/edit
form version=$version
form economy=ba lần rồi
form anyway=yes
expect 409
has ba lần rồi</textarea>
has name="history-why"
# a record by its code or uid, in the address and in the search
GET /api/v1/records/agreement?state=draft
let code (TQ-46-\d+-\d+)
sql 1 = SELECT COUNT(*) FROM record WHERE code = '$code'
GET /agreement/$code
expect 303
to ^/agreement/\d+$
let aid Location: /agreement/(\d+)
GET /api/v1/records/agreement/$code
expect 200
has "id":$aid
let uid "uid":"([^"]+)"
GET /agreement/$uid
expect 303
to ^/agreement/$aid$
GET /place/$code
expect 404
GET /agreement/TQ-46-26-99999
expect 404
GET /api/v1/search?q=$code
has {"rows":[{"kind":"agreement","id":$aid,
as ministry
GET /agreement/$code
expect 404
