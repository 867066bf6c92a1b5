# Days off: everyone reads them, an administrator changes them, and dates of records follow at once.
as officer
GET /holiday
expect 200
has Tết Nguyên đán
GET /holiday/new
expect 403
as admin
GET /holiday/new
expect 200
has name="confirmed"
POST /holiday/new
  form date=2026-03-09
  form kind=off
  form name_vi=Ngày thử
  form confirmed=true
expect 422
has href="#f-basis"
POST /holiday/new
  form date=2026-03-09
  form kind=off
  form name_vi=Ngày thử
  form confirmed=true
  form basis=QĐ 12
  form source=Công báo
expect 303
# the same day twice is refused
POST /holiday/new
  form date=2026-03-09
  form kind=work
  form name_vi=Lần hai
  form confirmed=true
  form basis=QĐ 13
expect 409
as officer
GET /api/v1/records/holiday?date=2026-03-09
expect 200
has "basis":"QĐ 12"
sql 0 = SELECT next_at FROM job WHERE name = 'recount' UNION ALL SELECT 0 LIMIT 1
