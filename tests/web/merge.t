# Two records that are the same thing become one: values by choice, everything that hangs on the other moves, its address leads on.
as head
GET /place?q=Nara
let kept href="/place/(\d+)"
POST /api/v1/records/place
json {"fields": {"name_vi": "Nara-ken", "name_en": "Nara-ken (twin)", "country": "JP", "level": "province", "wish": "trao đổi sinh viên", "economy": "lúa gạo"}}
expect 201
let gone Location: /api/v1/records/place/(\d+)
POST /api/v1/records/place
json {"fields": {"name_vi": "Huyện cũ", "name_en": "Old county", "country": "JP", "level": "province", "successor": $gone}}
expect 201
let points Location: /api/v1/records/place/(\d+)
sql 0 = SELECT COUNT(*) FROM link WHERE to_id = $gone
POST /place/$gone/comments
form comment=Hình như trùng với Nara.
expect 303
# the warning of the form leads here
POST /api/v1/records/place/$gone/comments
json {"text": "đúng là trùng"}
expect 201
GET /place/$kept/merge
expect 200
has Gộp với hồ sơ nào?
GET /place/$kept/merge?with=$kept
expect 422
has chính nó
GET /place/$kept/merge?with=TQ-46-26-0001
expect 422
GET /place/$kept/merge?with=$gone
expect 200
has name="f.name_vi" value="kept" checked
has name="f.wish" value="gone" checked
has Hồ sơ khác trỏ đến: 1
has Trao đổi: 2
has Người theo dõi: 1
has Huyện cũ
let version name="version" value="(\d+)"
let with name="with_version" value="(\d+)"
# who may not delete does not merge
as officer
GET /place/$kept/merge?with=$gone
expect 403
as head
# a choice that is none, an old version
POST /place/$kept/merge
form with=$gone
form version=$version
form with_version=$with
form f.name_vi=perhaps
expect 400
POST /place/$kept/merge
form with=$gone
form version=$version
form with_version=99
form reason=giữ lời này
expect 409
has vừa được sửa
has giữ lời này
POST /place/$kept/merge
form with=$gone
form version=$version
form with_version=$with
form f.name_vi=kept
form f.wish=gone
form f.economy=gone
form f.name_en=kept
form reason=ghi hai lần
expect 303
to ^/place/$kept$
GET /api/v1/records/place/$kept
has "economy":"lúa gạo"
has "wish":"trao đổi sinh viên"
lacks Nara-ken
GET /api/v1/records/place/$points
has "successor":$kept
has "version":2
sql 2 = SELECT COUNT(*) FROM comment WHERE record_id = $kept
sql 1 = SELECT COUNT(*) FROM watch WHERE record_id = $kept
sql 0 = SELECT COUNT(*) FROM watch WHERE record_id = $gone
sql 1 = SELECT COUNT(*) FROM history WHERE what = 'merge' AND record_id = $gone AND why LIKE 'Gộp vào %: ghi hai lần'
sql 1 = SELECT COUNT(*) FROM history WHERE what = 'merge' AND record_id = $kept AND why LIKE 'Gộp từ %: ghi hai lần'
sql 0 = SELECT COUNT(*) FROM r_place p WHERE version <> (SELECT COUNT(*) FROM history h WHERE h.record_id = p.id AND h.version IS NOT NULL)
GET /place/$kept
has Gộp hồ sơ trùng
has Hình như trùng với Nara.
# the old address leads on, for everyone who may read; the deleted one itself only for whom may delete
GET /place/$gone
expect 303
to ^/place/$kept$
GET /place/$gone?old=yes
expect 200
has /restore"
as officer
GET /place/$gone
expect 303
to ^/place/$kept$
GET /place/$gone?old=yes
expect 404
GET /api/v1/records/place/$gone
expect 303
to ^/api/v1/records/place/$kept$
# again, for programs: refused without the rights, with a fault, done with both values of a set
POST /api/v1/records/place/$kept/merge
json {"with": $points, "version": 3, "with_version": 2}
expect 403
as head
GET /api/v1/records/place/$kept
let version "version":(\d+)
POST /api/v1/records/place/$kept/merge
json {"with": $points, "version": $version, "with_version": 2, "choose": {"nonsense": "gone"}}
expect 400
POST /api/v1/records/place/$kept/merge
json {"with": $gone, "version": $version, "with_version": 2}
expect 404
# a record that pointed to the one that stays does not make it point to itself
POST /api/v1/records/place/$kept/merge
json {"with": $points, "version": $version, "with_version": 2, "choose": {"successor": "gone"}}
expect 200
has "successor":null
# restored, it stands for itself again
POST /place/$gone/restore
expect 303
GET /place/$gone
expect 200
has Nara-ken
# sub-records move; what was concluded goes only with a reason, and not by an officer's word
GET /api/v1/records/agreement?state=draft
let a "id":(\d+)
GET /api/v1/records/agreement?state=signed
let b "id":(\d+)
GET /agreement/$a/merge?with=$b
expect 200
has chỉ trưởng phòng hoặc giám đốc
let av name="version" value="(\d+)"
let bv name="with_version" value="(\d+)"
POST /agreement/$a/merge
form with=$b
form version=$av
form with_version=$bv
expect 422
has cần nêu lý do
