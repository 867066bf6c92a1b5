# Moving a record: the next moves as buttons with the fields they need; refusals in words; who and when in the history.
as officer
GET /agreement?state=approved
let id href="/agreement/(\d+)">Th
GET /agreement/$id
expect 200
has action="/agreement/$id/move"
has name="move" value="sign"
has name="sign_date"
has name="signer_foreign"
# nothing given: every missing field at once, the move stays open, nothing happened
POST /agreement/$id/move
  form move=sign
  form version=1
  form sign_place=Huế
expect 422
has href="#f-sign_date"
has href="#f-signer_foreign"
has value="Huế"
has id="move-sign" open>
sql approved = SELECT state FROM r_agreement WHERE id = $id
# a move that is not there, a field that is not there, a version that is old
POST /agreement/$id/move
  form move=fly
  form version=1
expect 404
POST /agreement/$id/move
  form move=sign
  form version=1
  form no_such_field=1
expect 400
# what is for other roles is named with them
GET /agreement?state=submitted
let waits href="/agreement/(\d+)">Th
GET /agreement/$waits
expect 200
has Bước tiếp theo chờ:
has Phê duyệt (Chủ tịch, Phó Chủ tịch UBND)
lacks value="approve"
as chair
GET /agreement/$waits
has value="approve"
lacks Phê duyệt (Chủ tịch
POST /agreement/$id/move
  form move=sign
  form version=1
expect 403
as officer
POST /agreement/$id/move
  form move=sign
  form version=1
  form title_foreign=Memorandum
  form sign_date=2026-02-27
  form sign_place=Huế
  form signer_vn=Nguyễn Minh Họa
  form signer_foreign=A. Example
  form languages=vi
  form languages=en
  form nonbinding_clause=true
  form term_kind=fixed
  form term_months=36
expect 303
to /agreement/$id
has flash=flash.moved:
sql signed = SELECT state FROM r_agreement WHERE id = $id
GET /agreement/$id
has Đã ký
has Chuyển bước
has Báo cáo sau khi ký
GET /agreement?state=signed
has 1–4 trong 4
as auditor
GET /audit?what=move
expect 200
has officer
has /agreement/$id
# who only looks makes no move, though the record names his organisation as the proposer
as auditor
GET /api/v1/records/agreement?state=draft,consulting,submitted&per=1
let looked "rows":\[\{"id":(\d+)
GET /api/v1/records/agreement/$looked/moves
expect 200
lacks "cancel"
# who moves but may not change fills what the move asks for, and nothing beside it
as chair
GET /api/v1/records/agreement?state=submitted&per=1
let waits "rows":\[\{"id":(\d+)
GET /api/v1/records/agreement/$waits
let version "version":(\d+)
POST /api/v1/records/agreement/$waits/move
  json {"move": "approve", "version": $version, "fields": {"title_vi": "Thỏa thuận khác"}}
expect 422
has "field":"title_vi"
has "field":"decision_no"
has không hỏi ô này
sql submitted = SELECT state FROM r_agreement WHERE id = $waits
POST /agreement/$waits/move
  form move=approve
  form version=$version
  form title_vi=Thỏa thuận khác
expect 422
sql submitted = SELECT state FROM r_agreement WHERE id = $waits
POST /api/v1/records/agreement/$waits/move
  json {"move": "approve", "version": $version, "fields": {"decision_no": "1/QĐ", "decision_date": "2026-03-01", "decider": "UBND", "authorised_signer": "A"}}
expect 200
sql approved = SELECT state FROM r_agreement WHERE id = $waits
