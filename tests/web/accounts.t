# Accounts: an administrator makes, changes and shuts out; everyone changes the own password.
as admin
GET /users
expect 200
has officer
has Trưởng phòng, Phó Trưởng phòng
lacks >OFF<
POST /users/new
  form account=Bad Name
  form password=short
  form name=
  form lang=vi
expect 422
has Tên đăng nhập chỉ gồm
has Mật khẩu cần ít nhất 12
has Chọn ít nhất một vai trò
lacks value="short"
POST /users/new
  form account=minhanh
  form password=Password-2026!!
  form name=Nguyễn Minh Anh
  form lang=vi
  form roles=OFF
expect 422
has quá phổ biến
POST /users/new
  form account=minhanh
  form password=123456789012
  form name=Nguyễn Minh Anh
  form lang=vi
  form roles=OFF
expect 422
has quá phổ biến
POST /users/new
  form account=minhanh
  form password=toi la nguyen day
  form name=Nguyễn Minh Anh
  form lang=vi
  form roles=OFF
expect 422
has không được chứa
POST /users/new
  form account=minh
  form password=mật khẩu dài
  form name=Minh
  form lang=de
  form clearance=1
  form personal=0
  form roles=OFF
  form roles=HEAD
expect 303
to /users
sql OFF HEAD = SELECT roles FROM account WHERE login = 'minh'
as nobody
POST /login
  form login=minh
  form password=mật khẩu dài
expect 303
to /account
as minh
GET /account
expect 200
has <html lang="de">
has Bitte ändern Sie das Anfangspasswort
POST /account/password
  form old=falsch
  form password=ein neues Passwort
expect 422
POST /account/password
  form old=mật khẩu dài
  form password=ein neues Passwort
expect 303
as admin
GET /users
let id href="/users/(\d+)">minh
GET /users/$id
expect 200
let version name="version" value="(\d+)"
POST /users/$id
  form version=$version
  form name=Minh Anh
  form lang=vi
  form clearance=1
  form personal=0
  form roles=OFF
expect 303
POST /users/$id
  form version=$version
  form name=Zu spät
  form lang=vi
  form clearance=1
  form personal=0
  form roles=OFF
expect 409
POST /users/$id/disable
expect 303
as nobody
POST /login
  form login=minh
  form password=ein neues Passwort
expect 401
as auditor
GET /audit?what=user
expect 200
has create minh
has disable minh
lacks mật khẩu dài
# what stands open is listed and can be ended, by its owner and by an administrator, never by another
as nobody
POST /login
  form login=officer
  form password=Hue-2026-demo!
let cookie chancery=([^;]{43});
header Cookie: chancery=$cookie
GET /account
expect 200
let handle phiên này[\s\S]*?name="session" value="([0-9a-f]{16})"
as head
POST /account/session
  form session=$handle
expect 404
as officer
POST /users/1/session
  form session=$handle
expect 403
POST /account/session
  form session=$handle
expect 303
to /account
as nobody
header Cookie: chancery=$cookie
GET /account
expect 303
as auditor
GET /audit?what=session
expect 200
has end a session of officer
# a new password of one's own ends the other browsers, not the one it was set in, and leaves the keys
as nobody
POST /login
  form login=chair
  form password=Hue-2026-demo!
let cookie chancery=([^;]{43});
as chair
POST /account/key
  form name=kho dữ liệu
  form kinds=*
  form days=1
let key <code>(chk_[A-Za-z0-9_-]{43})</code>
POST /account/password
  form old=Hue-2026-demo!
  form password=mười hai con giáp
expect 303
sql 1 = SELECT COUNT(*) FROM session WHERE account = (SELECT id FROM account WHERE login = 'chair')
as nobody
header Cookie: chancery=$cookie
GET /account
expect 303
header Authorization: Bearer $key
GET /api/v1/me
expect 200
# one that an administrator sets ends everything
as admin
GET /users
let chair href="/users/(\d+)">chair
POST /users/$chair/password
  form password=một mật khẩu khác hẳn
expect 303
as nobody
header Authorization: Bearer $key
GET /api/v1/me
expect 401
# roles at a further organisation, for a time: a page opens with them and closes when they end
as admin
GET /users
let clerk href="/users/(\d+)">clerk
GET /org/options?q=uy%20ban
let org "id":"(\d+)"
POST /users/$clerk/place
  form at=$org
  form as=KING
  form why=Quyết định 11
expect 422
has value="KING"
has Quyết định 11
has Chọn ít nhất một vai trò
POST /users/$clerk/place
  form at=$org
  form as=AUDITOR
  form from=2026-03-01
  form to=2026-03-31
  form why=Quyết định 12
expect 303
to /users/\d+
GET /users/$clerk
expect 200
has AUDITOR
let place name="place" value="(\d+)"
as clerk
GET /audit
expect 200
clock 2026-04-01T01:00:00Z
GET /audit
expect 403
clock 2026-03-02T01:00:00Z
as admin
POST /users/$clerk/place-end
  form place=$place
expect 303
as clerk
GET /audit
expect 403
as officer
POST /users/$clerk/place
  form at=$org
  form as=HEAD
expect 403
as auditor
GET /audit?what=user
expect 200
has give clerk: AUDITOR
has take from clerk: AUDITOR
# whoever sits before an open browser cannot guess its owner's password there either
run setting login.tries 3
exit 0
as office
POST /account/password
  form old=đoán lần một
  form password=một câu dài để nhớ
expect 422
POST /account/password
  form old=đoán lần hai
  form password=một câu dài để nhớ
POST /account/password
  form old=đoán lần ba
  form password=một câu dài để nhớ
expect 422
POST /account/password
  form old=Hue-2026-demo!
  form password=một câu dài để nhớ
expect 429
has Hãy thử lại sau 10 phút
run setting login.tries 8
# a password set from the shell ends everything too
POST /login
  form login=director
  form password=Hue-2026-demo!
as director
POST /account/key
  form name=kho
  form kinds=*
  form days=1
let key <code>(chk_[A-Za-z0-9_-]{43})</code>
run user password director < một mật khẩu khác hẳn
exit 0
as nobody
header Authorization: Bearer $key
GET /api/v1/me
expect 401
sql 0 = SELECT COUNT(*) FROM session WHERE account = (SELECT id FROM account WHERE login = 'director')
# the office keeps an administrator: the last one is neither demoted nor shut out, by nobody
as admin
GET /users
let self href="/users/(\d+)">admin
GET /users/$self
let version name="version" value="(\d+)"
POST /users/$self
  form version=$version
  form name=Quản trị
  form lang=vi
  form clearance=1
  form personal=0
  form roles=OFF
expect 422
has Phải còn ít nhất một quản trị hệ thống
run user disable admin
exit 3
has At least one administrator
sql enabled ADMIN = SELECT state || ' ' || roles FROM account WHERE login = 'admin'
POST /users/new
  form account=quantri
  form password=mật khẩu dài
  form name=Người thứ hai
  form lang=vi
  form clearance=1
  form personal=0
  form roles=SYS
expect 422
has Chọn ít nhất một vai trò
POST /users/new
  form account=quantri
  form password=mật khẩu dài
  form name=Người thứ hai
  form lang=vi
  form clearance=1
  form personal=0
  form roles=ADMIN
expect 303
POST /users/$self
  form version=$version
  form name=Quản trị
  form lang=vi
  form clearance=1
  form personal=0
  form roles=OFF
expect 303
GET /users
expect 403
# a password that somebody else gave opens the page where it is changed, and nothing else
as quantri
GET /users
expect 303
to /account
POST /users/$self/disable
expect 303
to /account
GET /api/v1/records/agreement
expect 403
GET /account
expect 200
has Hãy đổi mật khẩu ban đầu
POST /account/password
  form old=mật khẩu dài
  form password=mật khẩu dài
expect 422
has Mật khẩu mới phải khác
POST /account/password
  form old=mật khẩu dài
  form password=mật khẩu của riêng tôi
expect 303
GET /users
expect 200
