# Fields with a search box, without a script: the button sends the form, which comes back with what was found and all that was
# typed; money keeps the day of its rate; communes are real codes.
GET /conference/new
expect 200
has data-pick="/conference/pick?field=countries&amp;q=" data-many
has name="countries.q"
has data-pick="/conference/pick?field=admin_unit&amp;q="
lacks value="JP"
POST /conference/new
  form title_vi=Hội nghị thử
  form countries=LA
  form countries.q=nhat ban
  form find=countries
expect 200
has value="Hội nghị thử"
has value="LA" type="checkbox" checked
has value="JP" type="checkbox">
has Nhật Bản
lacks id="problems"
# words left in a search box are not thrown away, whatever button was pressed
POST /conference/new
  form title_vi=Hội nghị thử
  form admin_unit.q=Thuan Hoa
expect 200
has Phường Thuận Hoá, Huế
has value="Thuan Hoa"
POST /conference/new
  form admin_unit.q=không có nơi này
expect 200
has Không tìm thấy mục nào.
GET /conference/pick?field=admin_unit&q=phuong%20thuan%20hoa
expect 200
has "title":"Phường Thuận Hoá, Huế"
let ward "id":"(\d{5})"
GET /conference/pick?field=title_vi&q=x
expect 404
GET /conference/pick?field=countries&q=lao%20dan%20chu
expect 200
POST /conference/new
  form title_vi=Hội nghị thử
  form countries=LA
  form countries=JP
  form admin_unit=$ward
  form no_such.q=1
expect 400
# five digits are no commune because they are five digits; a name that many communes have is not guessed
POST /conference/new
  form admin_unit=99999
expect 422
has Giá trị 99999 không có trong danh mục.
POST /conference/new
  form admin_unit=Xã Bình Minh
expect 422
has Có nhiều mục tên Xã Bình Minh.
# the register of organisations: filter by commune takes its label from the list
GET /org?admin_unit=$ward
expect 200
has data-label="Phường Thuận Hoá, Huế"
# a person is found by name, never typed as a number
GET /relation/pick?field=vn_focal&q=chuyen%20vien
expect 200
has "title":"
