# What is due over all registers: mine, my unit's, all; the late first; filters; rights; the same for programs.
clock 2026-12-20T03:00:00Z
as head
GET /
expect 200
has href="/due?whose=unit&amp;stage=late"
has việc của đơn vị đã quá hạn
GET /due
expect 200
has href="/due?whose=mine&amp;stage=&amp;kind="
has class="list-group-item"
has Luật 70/2020
GET /due?whose=all&stage=late&kind=agreement
expect 200
lacks Huế – SVEF
GET /due?whose=unit
expect 200
GET /due?whose=everyone
expect 400
GET /due?stage=done
expect 400
GET /due?kind=no_such
expect 400
GET /due?whose=mine&lang=en
expect 400
GET /api/v1/deadlines?stage=late&per=2
expect 200
has Content-Type: application/json
has "stage":"escalated"
has "verified":
has "basis":
has "working_days_left":-
GET /api/v1/deadlines?until=yesterday
expect 400
GET /api/v1/deadlines?kind=agreement&until=2027-12-31
expect 200
has "kind":"agreement"
# one record: the met ones too, with what they stand on and the pauses
GET /agreement?state=signed
let id href="/agreement/(\d+)">
GET /api/v1/deadlines?record=$id
expect 200
has "rule":"TQ05"
has "met_at":null
has "pauses":[]
# who may read no agreement sees neither row nor number
as admin
GET /due?whose=all
expect 200
lacks href="/agreement/
GET /api/v1/deadlines?kind=agreement
expect 200
has "total":0
GET /api/v1/deadlines?record=$id
expect 404
as nobody
GET /due
expect 303
