# One change to many records: boxes in the list, what shall happen, the preview record by record, written, taken back.
as officer
GET /agreement?state=signed
expect 200
has name="id"
has action="/agreement/bulk"
has Thay đổi cả 3 hồ sơ
POST /agreement/bulk
form query=state=signed
expect 303
to /agreement\?state=signed
POST /agreement/bulk
form query=state=signed
form all=yes
expect 303
let job Location: /bulk/(\d+)
GET /bulk/$job
expect 200
has Trạng thái = Đã ký
has Thay đổi 3 hồ sơ
has set.notes
has move.sign
lacks delete
GET /bulk/$job?do=set.copies
expect 200
has Để trống thì giá trị của trường này bị xóa
# what cannot be read comes back with what was typed
POST /bulk/$job/plan
form do=set.copies
form copies=hai bản
expect 422
has value="hai bản"
POST /bulk/$job/plan
form do=set.copies
form copies=4
form reason=theo công văn
expect 303
GET /bulk/$job
expect 200
has Chưa ghi gì: 3 hồ sơ sẽ thay đổi
has → 4
has Ghi các thay đổi
sql 0 = SELECT COUNT(*) FROM r_agreement WHERE copies = 4
# several fields at once: one more, one less, nothing typed is lost; a field that was never shown is not cleared
POST /bulk/$job/plan
form do=set.copies
form copies=5
form add=set.notes
expect 200
has name="copies"
has value="5"
has name="notes"
has name="do" value="set.notes"
has name="drop" formnovalidate value="set.copies"
POST /bulk/$job/plan
form do=set.copies
form do=set.notes
form copies=5
form notes=chữ đã gõ
form drop=set.copies
expect 200
has chữ đã gõ
lacks name="do" value="set.copies"
POST /bulk/$job/plan
form do=set.copies
form do=set.nothing
form copies=5
expect 422
POST /bulk/$job/plan
form do=set.copies
form do=set.notes
form copies=4
form notes=Hai bản gốc
form reason=theo công văn
expect 303
GET /bulk/$job
has → 4
has → Hai bản gốc
has name="do" value="set.notes"
# not what is not offered, nor the job of another
POST /bulk/$job/plan
form do=set.ref_no
form ref_no=1
expect 422
POST /bulk/$job/plan
form do=set.copies
form nothing=1
expect 400
as head
GET /bulk/$job
expect 404
POST /bulk/$job/commit
expect 404
as officer
POST /bulk/$job/commit
expect 303
sql 3 = SELECT COUNT(*) FROM r_agreement WHERE copies = 4 AND notes = 'Hai bản gốc'
sql 3 = SELECT COUNT(*) FROM history WHERE what = 'update' AND why LIKE 'bulk %: theo công văn'
POST /bulk/$job/commit
expect 409
GET /bulk/$job
expect 200
has Đã thay đổi 3 hồ sơ
has Hoàn tác cả lần này
GET /bulk
expect 200
has /bulk/$job
# somebody saves one of them; the undo leaves it and says so
GET /agreement?state=signed&sort=title_vi&per=1
expect 200
let rec name="id" value="(\d+)"
GET /api/v1/records/agreement/$rec
expect 200
let version "version":(\d+)
PATCH /api/v1/records/agreement/$rec
json {"version": $version, "fields": {"copies": 7}}
expect 200
POST /bulk/$job/undo
expect 303
GET /bulk/$job
expect 200
has Đã hoàn tác ở 2 hồ sơ
has 1 hồ sơ được giữ nguyên
has Hồ sơ đã được người khác lưu sau đó
sql 1 = SELECT COUNT(*) FROM r_agreement WHERE copies IS NOT NULL
sql 1 = SELECT COUNT(*) FROM r_agreement WHERE notes = 'Hai bản gốc'
# a move: who is not in its state is refused, with the reason
POST /agreement/bulk
form query=
form all=yes
expect 303
let job Location: /bulk/(\d+)
POST /bulk/$job/plan
form do=move.consult
expect 303
GET /bulk/$job?outcome=refused
expect 200
has Bị từ chối
POST /bulk/$job/plan
form do=delete
expect 303
GET /bulk/$job
expect 200
has Bị từ chối
lacks Ghi các thay đổi
POST /bulk/$job/commit
expect 303
sql 0 = SELECT COUNT(*) FROM r_agreement WHERE deleted_at IS NOT NULL
as head
POST /agreement/bulk
form query=state=draft
form all=yes
expect 303
let job Location: /bulk/(\d+)
POST /bulk/$job/plan
form do=delete
expect 303
POST /bulk/$job/commit
expect 303
sql 1 = SELECT COUNT(*) FROM r_agreement WHERE deleted_at IS NOT NULL
POST /bulk/$job/undo
expect 303
sql 0 = SELECT COUNT(*) FROM r_agreement WHERE deleted_at IS NOT NULL
GET /agreement?deleted=yes
expect 200
# the interface: dry run, write, take back
as officer
POST /api/v1/records/agreement/bulk
json {"filter": "state=signed", "action": "set", "fields": {"copies": 3}, "dry_run": true}
expect 200
has "state":"tried"
has "change":3
let job "id":(\d+),"kind"
sql 0 = SELECT COUNT(*) FROM r_agreement WHERE copies = 3
POST /api/v1/bulk/$job/commit
json {}
expect 200
has "changed":3
sql 3 = SELECT COUNT(*) FROM r_agreement WHERE copies = 3
POST /api/v1/bulk/$job/undo
json {}
expect 200
has "undone":3
sql 0 = SELECT COUNT(*) FROM r_agreement WHERE copies = 3
POST /api/v1/records/agreement/bulk
json {"records": [$rec, 99999999], "action": "set", "fields": {"copies": 5}, "reason": "bù"}
expect 200
has "total":1
has "changed":1
POST /api/v1/records/agreement/bulk
json {"records": [$rec], "filter": "state=signed", "action": "delete"}
expect 400
POST /api/v1/records/agreement/bulk
json {"records": [$rec], "action": "burn"}
expect 400
POST /api/v1/records/agreement/bulk
json {"records": [$rec], "action": "set", "fields": {"copies": "x"}}
expect 422
has "field":"copies"
POST /api/v1/records/agreement/bulk
json {"filter": "state=nowhere&q=nothing", "action": "delete"}
expect 422
as head
GET /api/v1/bulk/$job
expect 404
# who only reads has no boxes
as auditor
GET /agreement
expect 200
lacks name="id"
POST /agreement/bulk
form query=
form all=yes
expect 403
# a move and a field in one change
as head
POST /relation/bulk
form query=state=active
form all=yes
expect 303
let job Location: /bulk/(\d+)
POST /bulk/$job/plan
form do=move.sleep
form do=set.assessment
form assessment=Cùng lúc
expect 303
GET /bulk/$job
has → Cùng lúc
has name="do" value="move.sleep"
has name="do" value="set.assessment"
POST /bulk/$job/commit
expect 303
sql 0 = SELECT COUNT(*) FROM r_relation WHERE (state = 'dormant') <> (COALESCE(assessment, '') = 'Cùng lúc')
GET /bulk/$job
lacks Bị từ chối
