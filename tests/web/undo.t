# A move is taken back by who made it, for a day; nobody else sees it, and the audit page keeps both.
as director
GET /agreement?state=approved
let id href="/agreement/(\d+)">
GET /agreement/$id
lacks action="/agreement/$id/undo"
POST /agreement/$id/move
  form move=cancel
  form version=1
  form reason=Nhầm hồ sơ
expect 303
sql cancelled = SELECT state FROM r_agreement WHERE id = $id
GET /agreement/$id
has action="/agreement/$id/undo"
as head
GET /agreement/$id
lacks action="/agreement/$id/undo"
POST /agreement/$id/undo
  form version=2
expect 409
as director
# of an old version
POST /agreement/$id/undo
  form version=1
expect 409
POST /agreement/$id/undo
expect 400
POST /agreement/$id/undo
  form version=2
  form reason=Chọn nhầm
expect 303
sql approved = SELECT state FROM r_agreement WHERE id = $id
GET /agreement/$id
has Rút lại bước
lacks action="/agreement/$id/undo"
POST /api/v1/records/agreement/$id/undo
  json {"version": 3}
expect 409
# through the interface
POST /api/v1/records/agreement/$id/move
  json {"move": "cancel", "version": 3, "reason": "x"}
expect 200
POST /api/v1/records/agreement/$id/undo
  json {"version": 4, "reason": "y"}
expect 200
has "state":"approved"
as auditor
GET /audit?what=undo
expect 200
has director
# after a day it is over
as director
POST /api/v1/records/agreement/$id/move
  json {"move": "cancel", "version": 5, "reason": "x"}
expect 200
clock 2026-03-03T03:00:00Z
POST /api/v1/records/agreement/$id/undo
  json {"version": 6}
expect 409
