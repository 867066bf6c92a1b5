# Working together: comments, mentions, watching, notices. Nobody learns of a record that is not his to read.
as head
GET /agreement?state=draft
expect 200
let id href="/agreement/(\d+)"
POST /agreement/$id/watch
expect 303
as officer
GET /agreement/$id
expect 200
has Trao đổi
POST /agreement/$id/comments
form comment=@director xin xem giúp, và @nobody-here; mail a@b.vn @mofa.
expect 303
POST /agreement/$id/comments
form comment=   
expect 422
has Cần điền ô này
sql 1 = SELECT COUNT(*) FROM comment
# the mention to the director, the watcher head hears of it, the writer watches now
sql 1 = SELECT COUNT(*) FROM notice n JOIN account a ON a.id = n.account WHERE a.login = 'director' AND n.event = 'comment.mention'
sql 1 = SELECT COUNT(*) FROM notice n JOIN account a ON a.id = n.account WHERE a.login = 'head' AND n.event = 'comment.new'
sql 0 = SELECT COUNT(*) FROM notice n JOIN account a ON a.id = n.account WHERE a.login = 'officer' AND n.event LIKE 'comment.%'
sql 2 = SELECT COUNT(*) FROM watch WHERE record_id = $id
GET /agreement/$id
has xin xem giúp
# a second comment adds no second notice while the first is unread
POST /agreement/$id/comments
form comment=Thêm một ý nữa.
expect 303
sql 1 = SELECT COUNT(*) FROM notice n JOIN account a ON a.id = n.account WHERE a.login = 'head' AND n.event = 'comment.new'
as head
GET /notices
expect 200
has xin xem giúp
has Thông báo chưa đọc: 
let notice action="/notices/(\d+)/read"
POST /notices/$notice/read
expect 303
to /agreement/$id#comments
GET /api/v1/notices?unread=yes
expect 200
lacks comment.new
# somebody else's notice
as officer
POST /notices/$notice/read
expect 404
# a change is told to the watchers, in words
as head
as officer
GET /api/v1/records/agreement/$id
let version "version":(\d+)
PATCH /api/v1/records/agreement/$id
json {"version":$version,"fields":{"purpose":"Trao đổi văn hóa"}}
expect 200
as head
GET /notices
has đã sửa
POST /notices/read
expect 303
GET /notices?unread=yes
has Không có thông báo nào
# taking a comment away: one's own, or who may delete the record; others may not
as clerk
GET /agreement/$id
let first <p class="comment-body">(Thêm)
lacks comment-remove
as officer
GET /agreement/$id
let mine name="comment" value="(\d+)"
as clerk
POST /agreement/$id/comment-remove
form comment=$mine
expect 403
as officer
POST /agreement/$id/comment-remove
form comment=$mine
expect 303
GET /agreement/$id
lacks xin xem giúp
has Thêm một ý nữa
# for programs
POST /api/v1/records/agreement/$id/comments
json {"text":"qua giao diện"}
expect 201
GET /api/v1/records/agreement/$id/comments
has "text":"qua giao diện"
POST /api/v1/records/agreement/$id/comments
json {"text":""}
expect 422
# a record of state secrets takes no words
POST /agreement/$id/unwatch
expect 303
sql 1 = SELECT COUNT(*) FROM watch WHERE record_id = $id
as ministry
POST /agreement/$id/comments
form comment=không thấy được
expect 404
