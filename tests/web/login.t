# Logging in and out; guesses wait; nothing typed is lost when a session is over.
as nobody
GET /
expect 303
to /login
GET /agreement?state=signed
expect 303
to /login\?back=%2Fagreement%3Fstate%3Dsigned
GET /login?back=%2Fagreement
expect 200
has <html lang="vi">
has name="password"
has Content-Security-Policy: default-src 'none'
POST /login
  form login=officer
  form password=wrong-wrong
expect 401
has Tên đăng nhập hoặc mật khẩu không đúng
has value="officer"
lacks wrong-wrong
# an unknown name answers alike
POST /login
  form login=nobody-here
  form password=wrong-wrong
expect 401
has Tên đăng nhập hoặc mật khẩu không đúng
POST /login
  form login=officer
  form password=Hue-2026-demo!
  form back=/agreement
expect 303
to /agreement
let token Set-Cookie: chancery=([^;]+); Path=/; HttpOnly; SameSite=Lax
header Cookie: chancery=$token
GET /account
expect 200
has officer
# only paths of our own
POST /login
  form login=officer
  form password=Hue-2026-demo!
  form back=//evil.example/x
expect 303
to /
# a forged cookie is nobody
header Cookie: chancery=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
GET /agreement
expect 303
to /login.*
header Cookie: chancery=' OR 1=1 --
GET /agreement
expect 303
# the session ends by itself
clock 2026-03-02T14:00:00Z
header Cookie: chancery=$token
GET /account
expect 303
# what was typed survives the login
header Cookie: chancery=$token
POST /agreement/new
  form title_vi=Bản ghi nhớ "dở dang" <b>
expect 401
has Những gì bạn vừa nhập vẫn còn
has name="keep.title_vi" value="Bản ghi nhớ &quot;dở dang&quot; &lt;b&gt;"
has name="keep" value="/agreement/new"
POST /login
  form login=officer
  form password=Hue-2026-demo!
  form keep=/agreement/new
  form keep.title_vi=Bản ghi nhớ dở dang
expect 200
has action="/agreement/new"
has name="title_vi" value="Bản ghi nhớ dở dang"
# too many guesses wait, also with the right password; later it works again
clock 2026-03-03T01:00:00Z
POST /login
  form login=head
  form password=guess-1
expect 401
POST /login
  form login=head
  form password=guess-2
expect 401
POST /login
  form login=head
  form password=guess-3
expect 401
POST /login
  form login=head
  form password=guess-4
expect 401
POST /login
  form login=head
  form password=guess-5
expect 401
POST /login
  form login=head
  form password=guess-6
expect 401
POST /login
  form login=head
  form password=guess-7
expect 401
POST /login
  form login=head
  form password=guess-8
expect 401
POST /login
  form login=head
  form password=Hue-2026-demo!
expect 429
has Hãy thử lại sau 10 phút
clock 2026-03-03T01:11:00Z
POST /login
  form login=head
  form password=Hue-2026-demo!
expect 303
# a form of another site
header Origin: https://evil.example
header Host: chancery.example
POST /login
  form login=officer
  form password=Hue-2026-demo!
expect 403
as officer
POST /logout
expect 303
to /login
has chancery=; Path=/; Max-Age=0
# a secret that was typed when the session was over does not come back in the page
as nobody
POST /account/password
  form old=Hue-2026-demo!
  form password=một câu dài để nhớ
expect 401
lacks Hue-2026-demo!
lacks một câu dài
