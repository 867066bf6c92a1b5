# Making and changing a record: all problems at once, nothing lost, two people at the same time, history, deleting.
GET /agreement/new
expect 200
has name="title_vi"
lacks name="ref_no"
POST /agreement/new
  form title_vi=Bản ghi nhớ <script>alert(1)</script>
  form sign_date=2026-02-31
  form agr_type=nonsense
expect 422
has href="#f-path">Danh nghĩa ký</a>
has href="#f-agr_type"
has href="#f-sign_date"
has value="Bản ghi nhớ &lt;script&gt;alert(1)&lt;/script&gt;"
has value="2026-02-31"
lacks <script>alert
POST /agreement/new
  form title_vi=x
  form no_such_field=1
expect 400
# what an entry form says of a condition is words, not its formula
GET /partner_org/new
expect 200
has Cần có khi: Trạng thái là Không làm việc
lacks blacklisted
GET /org/options?q=so%20ngoai%20vu
expect 200
let org "id":"(\d+)"
POST /agreement/new
  form title_vi=Bản ghi nhớ thử nghiệm
  form agr_type=mou
  form path=ppc
  form simplified=false
  form proposer=$org
  form signatory_org=$org
  form fields=other
  form involves_defence=false
  form involves_security=false
  form involves_investment=false
expect 303
let id Location: /agreement/(\d+)
header Cookie: flash=flash.created:B%E1%BA%A3n
GET /agreement/$id
expect 200
has Bản ghi nhớ thử nghiệm
has Đã tạo: Bản
has Lịch sử
has Sở Ngoại vụ
# two people edit version 1
POST /agreement/$id/edit
  form version=1
  form title_vi=Tên của người thứ nhất
expect 303
POST /agreement/$id/edit
  form version=1
  form title_vi=Tên của người thứ hai
expect 409
has Người khác vừa ghi: Tên của người thứ nhất
has value="Tên của người thứ hai"
has name="version" value="2"
POST /agreement/$id/edit
  form version=2
  form title_vi=Tên của người thứ hai
  form history-why=Sau khi trao đổi
expect 303
GET /agreement/$id
has <del>Tên của người thứ nhất</del> → <ins>Tên của người thứ hai</ins>
has Sau khi trao đổi
POST /agreement/$id/edit
  form title_vi=Không có phiên bản
expect 400
GET /search?q=ten%20cua%20nguoi%20thu%20hai
expect 200
has /agreement/$id
GET /search?q=ten%20cua%20nguoi%20thu%20hai&kind=agreement
expect 200
has /agreement/$id
has aria-current
GET /search?q=ten%20cua%20nguoi%20thu%20hai&kind=org
expect 200
lacks "/agreement/$id"
GET /search?q=ten&kind=nothing
expect 404
GET /api/v1/search?q=ten%20cua%20nguoi%20thu%20hai&kind=org
expect 200
has {"rows":[],"cut":false}
GET /search?q=%E2%80%9CT%C3%AAn%20c%E1%BB%A7a%E2%80%93ng%C6%B0%E1%BB%9Di%E2%80%9D
expect 200
has /agreement/$id
# files
POST /agreement/$id/file
  file file báo-cáo.txt nội dung tệp
expect 303
GET /agreement/$id
has báo-cáo.txt
let file href="/file/(\d+)"
GET /file/$file
expect 200
has Content-Disposition: attachment; filename*=UTF-8''b%C3%A1o-c%C3%A1o.txt
has nội dung tệp
POST /agreement/$id/file-remove
  form file=$file
expect 303
# several at once, for a field that a later state asks for: the move says so until they are there
GET /agreement/$id
has name="field"
has Cần tệp: Dự thảo
POST /agreement/$id/file
  form field=draft_vi
  file file du-thao.txt một
expect 303
GET /agreement/$id
has >du-thao.txt</a>
lacks Cần tệp: Dự thảo tiếng Việt
POST /agreement/$id/file
  form field=text_final
  file file a.txt một
  file file b.txt hai
expect 303
GET /agreement/$id
has >a.txt</a>
has >b.txt</a>
POST /agreement/$id/file
  form field=title_vi
  file file c.txt ba
expect 422
has Không có tham số hoặc ô nào tên như vậy.
# an officer may not delete, a head may
POST /agreement/$id/delete
expect 403
# a reason is asked for, kept, and shown in the bin and on the page of the record, for those who may restore it
as head
GET /bin
has Thùng rác trống.
POST /agreement/$id/delete
  form reason=
expect 422
has Hãy ghi lý do xóa.
has data-address="/agreement/$id"
has back=%2Fagreement%2F$id"
GET /agreement/$id
lacks Hồ sơ này đã bị xóa.
POST /agreement/$id/delete
  form reason=Nhập <b>hai lần
expect 303
GET /agreement?q=nguoi%20thu%20hai
lacks /agreement/$id"
GET /agreement/$id
has Hồ sơ này đã bị xóa. head
has Nhập &lt;b&gt;hai lần · Còn 30 ngày
GET /bin
expect 200
has href="/agreement/$id">Tên của người thứ hai</a>
has Nhập &lt;b&gt;hai lần</div>
has Còn 30 ngày
has Thỏa thuận quốc tế (1)</option>
GET /bin?kind=org&who=head
has Không có gì khớp với bộ lọc.
lacks /agreement/$id
GET /bin?kind=agreement&who=head
has /agreement/$id
has /agreement?deleted=yes
GET /bin?kind=nothing
expect 400
GET /api/v1/bin?kind=agreement
expect 200
has {"total":1,"page":1,"days":30,"rows":[{"kind":"agreement","id":$id,"title":"Tên của người thứ hai"
has "login":"head","why":"Nhập <b>hai lần","merged":false,"last":"2026-04-01","days_left":30,"may_restore":true
GET /
has href="/bin"
# who may restore nothing of it learns nothing of it, not in counts either
as officer
GET /bin
expect 200
lacks Tên của người thứ hai
lacks (1)</option>
GET /api/v1/bin
has "total":0
as auditor
GET /bin
expect 403
GET /
lacks href="/bin"
# the last day, and the one after: then only the program itself and the administrator
as head
clock 2026-04-01T08:00:00Z
GET /bin
has Hôm nay là ngày cuối
has /agreement/$id/restore"
clock 2026-04-02T08:00:00Z
GET /bin
has Hết hạn khôi phục
lacks /agreement/$id/restore"
GET /agreement/$id
has Hết hạn khôi phục
lacks /agreement/$id/restore"
POST /agreement/$id/restore
expect 422
has Đã quá 30 ngày kể từ ngày xóa
POST /api/v1/records/agreement/$id/restore
  json {"reason": "Vẫn cần"}
expect 422
has problem.bin_over
run setting bin.days 31
GET /api/v1/bin
has "days":31
has "days_left":0,"may_restore":true
run setting bin.days 30
run record bin agreement
has until 2026-04-01 (over)
run record restore $id --as head
exit 3
run record restore $id --why "Theo yêu cầu"
exit 0
clock 2026-03-02T08:00:00Z
DELETE /api/v1/records/agreement/$id
  json {"reason": "Qua giao diện", "version": 1}
expect 409
DELETE /api/v1/records/agreement/$id
  json {"reason": "Qua giao diện"}
expect 204
GET /bin?who=head
has Qua giao diện
POST /agreement/$id/restore
  form back=/bin?who=head
expect 303
to ^/bin\?who=head$
GET /bin
lacks /agreement/$id
POST /agreement/$id/delete
  form reason=Lần cuối
expect 303
as auditor
GET /audit?login=officer
expect 200
has <del>Tên của người thứ nhất</del> → <ins>Tên của người thứ hai</ins>
GET /audit?verify=yes
expect 200
has Chuỗi băm nguyên vẹn
