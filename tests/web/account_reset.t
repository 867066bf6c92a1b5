# A forgotten password: a code of an administrator, shown once, works once and for a day; unknown names wait like known ones.
as admin
GET /users
let clerk href="/users/(\d+)">clerk
let head href="/users/(\d+)">head
GET /users/$clerk
expect 200
has Tạo mã đặt lại
as officer
POST /users/$clerk/reset
expect 403
# a newer code replaces the older one
as admin
POST /users/$clerk/reset
expect 200
let old <code>([A-Z2-9-]{19})</code>
POST /users/$clerk/reset
expect 200
let code <code>([A-Z2-9-]{19})</code>
sql 1 = SELECT COUNT(*) FROM account_reset
sql 0 = SELECT COUNT(*) FROM account_reset WHERE hash LIKE '%-%' OR length(hash) <> 64
as nobody
GET /login
has href="/login/reset"
GET /login/reset
expect 200
has name="code"
POST /login/reset
  form login=clerk
  form code=$old
  form password=một câu dài để nhớ
expect 401
has value="clerk"
has Tên đăng nhập hoặc mã đặt lại không đúng
# a weak password does not spend the code
POST /login/reset
  form login=clerk
  form code=$code
  form password=ngắn
expect 422
has value="$code"
lacks value="ngắn"
# the code of one account opens no other
POST /login/reset
  form login=head
  form code=$code
  form password=một câu dài để nhớ
expect 401
POST /login/reset
  form login=clerk
  form code=$code
  form password=một câu dài để nhớ
expect 200
has Đã đặt mật khẩu mới
POST /login/reset
  form login=clerk
  form code=$code
  form password=một câu dài khác hẳn
expect 401
POST /login
  form login=clerk
  form password=một câu dài để nhớ
expect 303
# after a day it is worth nothing
as admin
POST /users/$head/reset
expect 200
let late <code>([A-Z2-9-]{19})</code>
as nobody
clock 2026-03-03T01:00:00Z
POST /login/reset
  form login=head
  form code=$late
  form password=một câu dài để nhớ
expect 401
# a name that is no account waits after as many tries as any other
POST /login/reset
  form login=ai.do
  form code=A
  form password=một câu dài để nhớ
expect 401
has Tên đăng nhập hoặc mã đặt lại không đúng
POST /login/reset
  form login=ai.do
  form code=A
  form password=một câu dài để nhớ
expect 401
POST /login/reset
  form login=ai.do
  form code=A
  form password=một câu dài để nhớ
expect 401
POST /login/reset
  form login=ai.do
  form code=A
  form password=một câu dài để nhớ
expect 401
POST /login/reset
  form login=ai.do
  form code=A
  form password=một câu dài để nhớ
expect 401
POST /login/reset
  form login=ai.do
  form code=A
  form password=một câu dài để nhớ
expect 401
POST /login/reset
  form login=ai.do
  form code=A
  form password=một câu dài để nhớ
expect 401
POST /login/reset
  form login=ai.do
  form code=A
  form password=một câu dài để nhớ
expect 401
POST /login/reset
  form login=ai.do
  form code=A
  form password=một câu dài để nhớ
expect 429
clock 2026-03-02T02:00:00Z
as auditor
GET /audit?what=password
expect 200
has reset code for clerk
has reset code of clerk used from
lacks $code
GET /audit?what=login_fail
has ai.do from
