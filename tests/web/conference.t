# Conferences and directions: what the sources name is listed, what they do not say stays unknown, the permit and its days are checked.
GET /conference
expect 200
has 1–4 trong 4
has lần thứ 5 tại Huế
# none of them is called major by a source: the three stated have no record behind them
GET /conference?state=held,closed&major=true&date_from.from=2025-01-01&date_from.to=2025-12-31
expect 200
has Không có hồ sơ nào khớp bộ lọc
GET /conference?major.set=no&date_from.from=2025-01-01&date_from.to=2025-12-31
expect 200
has 1–1 trong 1
let owhc /conference/(\d+)"
GET /conference/$owhc
expect 200
# the report of results was due on 31/10/2025 and is not on record; shown as law, it is verified
has Báo cáo kết quả hội nghị
has 31/10/2025
has Điều 4
# who decides is worked out from two answers; unknown stays unknown
GET /org/options?q=so%20ngoai%20vu
let org "id":"(\d+)"
POST /conference/new
  form title_vi=Hội thảo di sản
  form topic=Bảo tồn
  form form=onsite
  form organiser=$org
  form has_minister=true
  form sensitive=false
  form date_from=2026-05-10
  form date_to=2026-05-09
expect 422
has Ngày kết thúc không được trước ngày bắt đầu
POST /conference/new
  form title_vi=Hội thảo di sản
  form topic=Bảo tồn
  form form=onsite
  form organiser=$org
  form has_minister=true
  form sensitive=false
  form date_from=2026-05-10
  form date_to=2026-05-11
  form apply_date=2026-04-15
expect 303
let id Location: /conference/(\d+)
GET /conference/$id
expect 200
has Thủ tướng Chính phủ
has Nộp hồ sơ muộn hơn 30 ngày
has 31/03/2026
# directions: intended, never done
GET /plan?year.from=2026&kind=direction
expect 200
has 1–2 trong 2
has Năm định hướng của Bộ Ngoại giao
let plan /plan/(\d+)"
GET /plan/$plan
expect 200
has Chưa thực hiện
lacks Đã hoàn thành
GET /api/v1/records/plan_item?per=50
expect 200
has "total":22
let item "id":(\d+),
PATCH /api/v1/records/plan_item/$item
  json {"version": 1, "fields": {"done_ref": ["$id"]}}
expect 200
has "status":"doing"
PATCH /api/v1/records/plan_item/$item
  json {"version": 2, "fields": {"finished_on": "2027-01-01"}}
expect 422
GET /plan_item/$item
expect 200
has href="/conference/$id">Hội thảo di sản</a>
GET /conference/$id
has /plan_item/$item
