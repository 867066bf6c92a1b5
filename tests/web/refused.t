# What is wrong with a request is said with the right status, in words, and changes nothing.
GET /nothing-here
expect 404
has Không tìm thấy trang hoặc hồ sơ này
has id="search"
has id="menu"
GET /agreement/999999
expect 404
GET /agreement/0
expect 404
GET /agreement/12345678901234567890
expect 404
GET /agreement?nonsense=1
expect 400
GET /agreement?sign_date.from=31/31/2026
expect 400
GET /agreement?page=-1
expect 400
GET /search?q=a&q=b
expect 400
GET /search?x=1
expect 400
GET /help?x=1
expect 400
GET /agreement?q=%
expect 400
GET /agreement?q=%FF
expect 400
GET /%2e%2e/etc/passwd
expect 400
GET /assets/..%2f..%2fcore.sql
expect 400
GET /assets/app.css/
expect 400
GET //agreement
expect 400
GET /agreement%00
expect 400
GET /agreement\1
expect 400
DELETE /agreement/1
expect 405
has Allow: GET, HEAD
PUT /login
expect 405
TRACE /
expect 400
OPTIONS /agreement
expect 405
HEAD /agreement
expect 200
# forged forms
POST /agreement/new
  form -
  form title_vi=x
expect 403
has hãy mở lại trang và gửi lần nữa
header Sec-Fetch-Site: cross-site
POST /agreement/new
  form title_vi=x
expect 403
header Origin: http://evil.example
header Host: localhost:8080
POST /logout
expect 403
# too large
POST /agreement/new
  bytes 34000000
expect 413
# rights
GET /users
expect 403
GET /audit
expect 403
as auditor
GET /audit
expect 200
GET /agreement/new
expect 403
POST /agreement/new
  form title_vi=x
expect 403
as nobody
GET /healthz
expect 200
has ok
GET /assets/app.css
expect 200
has ETag: "
let tag ETag: ("[^"]+")
header If-None-Match: $tag
GET /assets/app.css
expect 304
# packed as the client takes it
header Accept-Encoding: gzip, br
GET /assets/app.css
expect 200
has Content-Encoding: br
has Vary: Accept-Encoding
header Accept-Encoding: gzip;q=0.8, br;q=0
GET /assets/app.css
expect 200
has Content-Encoding: gzip
header Accept-Encoding: identity
GET /assets/app.css
expect 200
lacks Content-Encoding
has Cache-Control: public, max-age=3600
GET /api/v1/me
expect 401
has "code":"E_LOGIN"
sql 7 = SELECT COUNT(*) FROM r_agreement
