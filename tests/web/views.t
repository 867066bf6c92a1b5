# Saved views: keep, open, change, share, lock, clash, take away; the same for programs.
as officer
GET /agreement
expect 200
has Lưu chế độ xem
GET /agreement/views?state=signed&cols=title_vi,sign_date&sort=-sign_date
expect 200
has Lưu thành chế độ xem mới
lacks Dùng chung
POST /agreement/views
form name=
form mode=private
form state=state=signed&cols=title_vi,sign_date&sort=-sign_date
expect 422
has id="problems"
has value="state=signed&amp;cols=title_vi,sign_date&amp;sort=-sign_date"
POST /agreement/views
form name=Đã ký của tôi
form mode=private
form state=state=signed&cols=title_vi,sign_date&sort=-sign_date
expect 303
to ^/agreement\?view=\d+$
let id Location: /agreement\?view=(\d+)
GET /agreement?view=$id
expect 200
has 1–3 trong 3
has active" aria-current="page" href="/agreement?view=$id">Đã ký của tôi</a>
lacks Đã khác với
# twice the same name, a shared one by an officer, a state that the list cannot have
POST /agreement/views
form name=Đã ký của tôi
form state=
expect 422
has Bạn đã có chế độ xem tên
POST /agreement/views
form name=Cho mọi người
form mode=shared
form state=state=signed
expect 422
has Chỉ lãnh đạo phòng
has value="Cho mọi người"
POST /agreement/views
form name=Hỏng
form state=nothing=1
expect 400
# a parameter beside the view takes the place of its own; one without a value takes it out
GET /api/v1/records/agreement?view=$id
expect 200
has "total":3
GET /api/v1/records/agreement?view=$id&state=
expect 200
has "total":7
GET /api/v1/records/agreement?view=$id&agr_type=mou&per=2
expect 200
has "page":1,"pages":1
GET /api/v1/records/agreement?view=99999
expect 400
has view
# what was changed since, and keeping it
GET /agreement?began=$id&state=signed&agr_type=mou
expect 200
has Đã khác với chế độ xem
has Lưu vào “Đã ký của tôi”
POST /agreement/views/$id/state
form state=began=$id&state=signed&agr_type=mou
form version=1
expect 303
GET /api/v1/views/agreement
expect 200
has "name":"Đã ký của tôi","mode":"private","display":"table","state":"state=signed&agr_type=mou"
has "version":2
# nobody else's
as head
GET /agreement?view=$id
expect 400
GET /agreement/views/$id
expect 404
POST /agreement/views/$id/delete
form version=2
expect 404
GET /agreement
lacks Đã ký của tôi
# a shared one: everyone who reads the register, each with what he may see
POST /agreement/views
form name=Phòng theo dõi
form mode=shared
form display=board
form state=agr_type=mou
form begin=yes
expect 303
let shared Location: /agreement/board\?view=(\d+)
GET /agreement
expect 303
to ^/agreement/board\?view=$shared$
GET /agreement/board?view=$shared
expect 200
has aria-current="page" href="/agreement/board?view=$shared">Phòng theo dõi</a>
GET /agreement?view=all
expect 200
has 1–7 trong 7
as officer
GET /agreement
expect 200
has Phòng theo dõi
POST /agreement/views/begin
form view=$shared
expect 303
GET /agreement
expect 303
POST /agreement/views/begin
form view=0
expect 303
GET /agreement
expect 200
GET /agreement/views/$shared
expect 403
POST /agreement/views/$shared
form version=1
form name=Của tôi
expect 403
POST /agreement/views/$shared/state
form version=1
form state=
expect 403
# two people change it: the second one is told who was faster, and loses nothing
as director
POST /agreement/views/$shared/state
form version=1
form state=agr_type=mou&state=signed
expect 303
as head
POST /agreement/views/$shared
form version=1
form name=Phòng theo dõi kỹ
form mode=shared
form display=table
expect 409
has Chế độ xem này vừa được sửa
has value="Phòng theo dõi kỹ"
has name="version" value="2"
POST /agreement/views/$shared/state
form version=1
form state=sign_date=this_year
expect 409
has value="sign_date=this_year"
has Vẫn lưu đè
has /agreement/views?sign_date=this_year
POST /agreement/views/$shared
form version=2
form name=Phòng theo dõi kỹ
form mode=locked
form display=table
expect 303
# locked: its owner and the administrator
as director
POST /agreement/views/$shared
form version=3
form name=Nữa
form mode=locked
expect 403
PATCH /api/v1/views/agreement/$shared
json {"version": 3, "state": "state=signed"}
expect 403
DELETE /api/v1/views/agreement/$shared
json {"version": 3}
expect 403
as head
PATCH /api/v1/views/agreement/$shared
json {"version": 2, "name": "zu spät"}
expect 409
has problem.view_conflict
PATCH /api/v1/views/agreement/$shared
json {"version": 3, "name": "Theo dõi", "begin": false}
expect 200
has "is_default":false
has "name":"Theo dõi"
DELETE /api/v1/views/agreement/$shared
json {"version": 4}
expect 204
GET /agreement?view=$shared
expect 400
# who was about to save into it gets his state offered as a view of his own
as director
POST /agreement/views/$shared/state
form version=4
form state=sign_date=last_year
expect 404
has Không có chế độ xem $shared
has id="view-new"
has value="sign_date=last_year"
# for programs: made, with a fault, taken away
as officer
POST /api/v1/views/agreement
json {"name": "Từ chương trình", "state": "sign_date=this_year", "begin": true}
expect 201
has "is_default":true
let api "id":(\d+)
POST /api/v1/views/agreement
json {"name": "x", "state": "nonsense=1"}
expect 422
POST /api/v1/views/agreement
json {"name": 7}
expect 400
POST /agreement/views/$api/delete
form version=1
expect 303
GET /agreement
expect 200
# in the audit trail
as auditor
GET /audit?what=view
expect 200
has Từ chương trình
