# A second factor: set up by its owner, asked for at the login, no code twice, recovery codes, taken away by an administrator.
as officer
GET /account/totp
expect 303
to /account
POST /account/totp/begin
  form present=wrong-wrong
expect 422
has Mật khẩu hiện tại không đúng
POST /account/totp/begin
  form present=Hue-2026-demo!
expect 303
to /account/totp
GET /account/totp
expect 200
has <svg class="qr" role="img"
has viewBox="0 0 
let key <code class="totp-key">([A-Z2-7 ]{39})</code>
# what was only begun asks for nothing
as nobody
POST /login
  form login=officer
  form password=Hue-2026-demo!
expect 303
to /
as officer
code wrong 5 $key
POST /account/totp
  form code=$wrong
expect 422
has Mã không đúng
has $key
code first 0 $key
POST /account/totp
  form code=$first
expect 200
let recovery <code>([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})
let all name="codes" value="([A-Z2-9\s-]{199})"
sql 10 = SELECT COUNT(*) FROM account_recovery WHERE length(hash) = 64
POST /account/totp/file
  form codes=$all
expect 200
has attachment
has $recovery
# the secret is nowhere to be read again
GET /account/totp
expect 303
GET /account
expect 200
has Mã khôi phục còn lại
lacks $key
sql 0 = SELECT COUNT(*) FROM account_totp WHERE secret LIKE '%' || replace('$key', ' ', '') || '%'
POST /account/totp/begin
  form present=Hue-2026-demo!
expect 422
# the login: the password alone opens nothing
as nobody
POST /login
  form login=officer
  form password=Hue-2026-demo!
  form back=/agreement
expect 200
has Xác thực hai bước
lacks chancery=
has name="back" value="/agreement"
let step Set-Cookie: chancery_step=([^;]{43}); Path=/login; Max-Age=600; HttpOnly; SameSite=Strict
header Cookie: chancery_step=$step
GET /account
expect 303
to /login.*
header Cookie: chancery=$step
GET /account
expect 303
to /login.*
header Cookie: chancery_step=$step
GET /login/code
expect 200
lacks <svg class="qr"
# the code that turned it on does not work twice
header Cookie: chancery_step=$step
POST /login/code
  form code=$first
  form back=/agreement
expect 401
has Mã không đúng
has name="back" value="/agreement"
lacks value="$first"
clock 2026-03-02T01:01:00Z
code now 0 $key
code before -1 $key
code old -2 $key
header Cookie: chancery_step=$step
POST /login/code
  form code=$old
expect 401
header Origin: https://evil.example
header Host: chancery.example
header Cookie: chancery_step=$step
POST /login/code
  form code=$now
expect 403
header Cookie: chancery_step=$step
POST /login/code
  form code=$now
  form back=/agreement
expect 303
to /agreement
has chancery_step=; Path=/login; Max-Age=0
let token Set-Cookie: chancery=([^;]{43}); Path=/; HttpOnly; SameSite=Lax
header Cookie: chancery=$token
GET /account
expect 200
# the half-open login is spent, and so is the code, and every one before it
header Cookie: chancery_step=$step
POST /login/code
  form code=$now
expect 303
to /login
POST /login
  form login=officer
  form password=Hue-2026-demo!
expect 200
let step chancery_step=([^;]{43});
header Cookie: chancery_step=$step
POST /login/code
  form code=$now
expect 401
header Cookie: chancery_step=$step
POST /login/code
  form code=$before
expect 401
# a recovery code works once, however it is typed; what was typed before the login goes on
header Cookie: chancery_step=$step
POST /login/code
  form code= $recovery 
  form keep=/agreement/new
  form keep.title_vi=Bản ghi nhớ dở dang
expect 200
has action="/agreement/new"
has name="title_vi" value="Bản ghi nhớ dở dang"
sql 9 = SELECT COUNT(*) FROM account_recovery
POST /login
  form login=officer
  form password=Hue-2026-demo!
expect 200
let step chancery_step=([^;]{43});
header Cookie: chancery_step=$step
POST /login/code
  form code=$recovery
expect 401
# after ten minutes the half-open login is over
clock 2026-03-02T01:12:00Z
code now 0 $key
header Cookie: chancery_step=$step
POST /login/code
  form code=$now
expect 303
to /login
# wrong codes count as wrong passwords do
clock 2026-03-02T03:00:00Z
POST /login
  form login=officer
  form password=Hue-2026-demo!
let step chancery_step=([^;]{43});
header Cookie: chancery_step=$step
POST /login/code
  form code=000001
expect 401
header Cookie: chancery_step=$step
POST /login/code
  form code=000002
header Cookie: chancery_step=$step
POST /login/code
  form code=000003
header Cookie: chancery_step=$step
POST /login/code
  form code=000004
header Cookie: chancery_step=$step
POST /login/code
  form code=000005
header Cookie: chancery_step=$step
POST /login/code
  form code=12
header Cookie: chancery_step=$step
POST /login/code
  form code=1234567
header Cookie: chancery_step=$step
POST /login/code
  form code=ABCD-ABCD-ABCD-ABCD
expect 401
code now 0 $key
header Cookie: chancery_step=$step
POST /login/code
  form code=$now
expect 429
POST /login
  form login=officer
  form password=Hue-2026-demo!
expect 429
# new recovery codes and turning it off want password and code
clock 2026-03-02T04:00:00Z
as officer
code now 0 $key
POST /account/totp/codes
  form present=wrong-wrong
  form code=$now
expect 422
POST /account/totp/codes
  form present=Hue-2026-demo!
  form code=000000
expect 422
has Mã không đúng
POST /account/totp/codes
  form present=Hue-2026-demo!
  form code=$now
expect 200
lacks $recovery
sql 10 = SELECT COUNT(*) FROM account_recovery
clock 2026-03-02T04:01:00Z
code now 0 $key
POST /account/totp/codes
  form present=Hue-2026-demo!
  form code=$now
  form off=yes
expect 303
to /account
sql 0 = SELECT COUNT(*) FROM account_totp
sql 0 = SELECT COUNT(*) FROM account_recovery
as nobody
POST /login
  form login=officer
  form password=Hue-2026-demo!
expect 303
# an administrator takes it away; the person reads who did it
as clerk
POST /account/totp/begin
  form present=Hue-2026-demo!
GET /account/totp
let key <code class="totp-key">([A-Z2-7 ]{39})</code>
code now 0 $key
POST /account/totp
  form code=$now
expect 200
as officer
POST /users/1/totp-reset
expect 403
as admin
GET /users
let clerk href="/users/(\d+)">clerk
GET /users/$clerk
expect 200
has Gỡ xác thực hai bước
POST /users/$clerk/totp-reset
expect 303
POST /users/$clerk/totp-reset
expect 404
as nobody
POST /login
  form login=clerk
  form password=Hue-2026-demo!
expect 303
as clerk
GET /notices
has gỡ xác thực hai bước của tài khoản bạn
as auditor
GET /audit?what=totp
expect 200
has officer: second factor on
has officer: recovery code used
has clerk: second factor off
lacks $key
# from the shell; and where a role needs it, nothing opens before it is set up
run user totp officer
exit 0
has off
run setting login.totp "KING"
as nobody
POST /login
  form login=auditor
  form password=Hue-2026-demo!
expect 200
has phải có xác thực hai bước
run setting login.totp "HEAD ADMIN"
exit 0
run user totp head
has off, required
POST /login
  form login=officer
  form password=Hue-2026-demo!
expect 303
POST /login
  form login=head
  form password=Hue-2026-demo!
  form back=/due
expect 200
has phải có xác thực hai bước
lacks chancery=
let step chancery_step=([^;]{43});
let key <code class="totp-key">([A-Z2-7 ]{39})</code>
header Cookie: chancery_step=$step
GET /due
expect 303
to /login.*
header Cookie: chancery_step=$step
GET /login/code
expect 200
has $key
header Cookie: chancery_step=$step
POST /login/code
  form code=000000
  form back=/due
expect 401
has $key
code now 0 $key
header Cookie: chancery_step=$step
POST /login/code
  form code=$now
  form back=/due
expect 200
has Mã khôi phục
has href="/due"
let token Set-Cookie: chancery=([^;]{43});
header Cookie: chancery=$token
GET /due
expect 200
header Cookie: chancery=$token
GET /account
has không tắt được
run user totp head
has on, required, since 2026-03-02 11:01, 10 recovery codes left
run user totp-reset head
exit 0
run user totp-reset head
exit 3
run user totp nobody-here
exit 3
has no account nobody-here
run user
exit 2
# a role that needs it opens nothing before it is there: no session and no key of before
run user key head kho agreement write 10
let key (chk_[A-Za-z0-9_-]{43})
as head
GET /account
expect 303
to /login.*
as nobody
header Authorization: Bearer $key
GET /api/v1/me
expect 401
run setting login.totp ""
header Authorization: Bearer $key
GET /api/v1/me
expect 200
as head
GET /account
expect 200
