# The interface for programs: the same rights and checks, JSON in and out.
GET /api/v1/me
expect 200
has "login":"officer"
GET /api/v1/records/agreement?state=signed&per=2
expect 200
has Content-Type: application/json
has "total":3
GET /api/v1/records/agreement?bogus=1
expect 400
has "code":"E_USAGE"
has bogus
GET /org/options?q=so%20ngoai%20vu
let org "id":"(\d+)"
POST /api/v1/records/agreement
  json {"fields": {"title_vi": "Qua API", "agr_type": "mou"}}
expect 422
has "field":"path"
POST /api/v1/records/agreement
  json {"fields": {"title_vi": "Qua API", "agr_type": "mou", "path": "ppc", "simplified": false, "proposer": $org, "signatory_org": $org, "fields": ["other"], "involves_defence": false, "involves_security": false, "involves_investment": false}}
expect 201
let id Location: /api/v1/records/agreement/(\d+)
has "title_vi":"Qua API"
GET /api/v1/records/agreement/$id
expect 200
has "version":1
let code "code":"([A-Z0-9-]+)"
let uid "uid":"([A-Z0-9]+)"
# the code does wherever the number does
GET /api/v1/records/agreement/$uid
has "id":$id,
PATCH /api/v1/records/agreement/$code
  json {"version": 1, "fields": {"title_vi": "Qua API, lần hai"}}
expect 200
has "version":2
POST /api/v1/records/agreement/$code/comments
  json {"text": "Theo mã"}
expect 201
GET /api/v1/records/agreement/$code/comments
has "text":"Theo mã"
GET /api/v1/records/agreement/$code/moves
expect 200
GET /api/v1/records/agreement/$code/history
has "what":"update"
DELETE /api/v1/records/agreement/$code
expect 403
PATCH /api/v1/records/agreement/TQ-46-26-9999
  json {"version": 1}
expect 404
PATCH /api/v1/records/agreement/007
  json {"version": 1}
expect 404
PATCH /api/v1/records/agreement/$id
  json {"version": 1, "fields": {"title_vi": "Quá muộn"}}
expect 409
has "key":"problem.conflict"
PATCH /api/v1/records/agreement/$id
  json {"version": 2, "fields": {"nonsense": 1}}
expect 422
PATCH /api/v1/records/agreement/$id
  json {"version": 2, "fields": {"title_vi": "x"}, "more": 1}
expect 400
PATCH /api/v1/records/agreement/$id
  json {"version": 2, "version": 3}
expect 400
PATCH /api/v1/records/agreement/$id
  json [1, 2
expect 400
POST /api/v1/records/agreement
  form title_vi=x
expect 400
header X-CSRF-Token: {csrf}
POST /api/v1/records/agreement
  form -
expect 415
GET /api/v1/records/agreement/$id/history
expect 200
has "what":"update"
GET /api/v1/records/agreement/$id/moves
expect 200
has "state":"
GET /api/v1/search?q=qua%20api
expect 200
has "kind":"agreement"
GET /api/v1/figures
expect 200
GET /api/v1/findings
expect 200
GET /api/v1/sources
expect 200
GET /api/v1/report?year=2025&lang=de
expect 200
has "lang":"de"
has "indicator":"AGR_SIGNED"
has "notes":[
GET /api/v1/report?year=2025&lang=fr
expect 400
GET /api/v1/indicators?year=2025
expect 200
has "indicator":"AGR_PIPELINE"
has "gap":"
GET /api/v1/openapi.json
expect 200
has "openapi":"3.1.0"
has "/api/v1/records/agreement/{record}"
has "description":"its number, its code or its uid"
DELETE /api/v1/records/agreement/$id
expect 403
# a token of one's own, and only in the header
POST /account/key
  form kinds=*
  form rights=write
  form days=90
  form name=bảng tính
expect 200
let token <code>(chk_[A-Za-z0-9_-]{43})</code>
as nobody
header Authorization: Bearer $token
GET /api/v1/me
expect 200
has "login":"officer"
header Cookie: chancery=$token
GET /agreement
expect 303
to /login.*
header Authorization: Bearer $token
GET /agreement
expect 303
header Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
GET /api/v1/me
expect 401
