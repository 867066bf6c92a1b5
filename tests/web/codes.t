# Code lists as dated rows: the administrator adds, relabels and ends codes; old records keep an ended code, new ones are not offered it.
GET /codes
expect 200
has /codes/field
has Loại văn bản</a>
lacks /code_value/new
GET /codes/field
expect 200
has Kinh tế
lacks /code_value/new
POST /code_value/new
  form list=field
  form value=space
  form label_vi=Không gian vũ trụ
  form label_en=Space
  form label_de=Raumfahrt
expect 403
GET /agreement/new
lacks Không gian vũ trụ
as admin
GET /codes/field
has href="/code_value/new?list=field"
has value=energy&amp;label_vi=N%C4%83ng%20l%C6%B0%E1%BB%A3ng
POST /code_value/new
  form list=field
  form value=không gian
  form label_vi=Không gian vũ trụ
  form label_en=Space
  form label_de=Raumfahrt
  form valid_from=2026-03-01
  form valid_to=2026-02-01
expect 422
has chỉ dùng chữ không dấu
has Ngày kết thúc trước ngày bắt đầu
POST /code_value/new
  form list=role
  form value=KING
  form label_vi=Vua
  form label_en=King
  form label_de=König
expect 422
POST /code_value/new
  form list=field
  form value=space
  form label_vi=Không gian vũ trụ
  form label_en=Space
  form label_de=Raumfahrt
  form valid_from=2026-01-01
expect 303
let space Location: /code_value/(\d+)
# one code, one row
POST /code_value/new
  form list=field
  form value=space
  form label_vi=Vũ trụ
  form label_en=Outer space
  form label_de=Weltraum
  form anyway=yes
expect 422
GET /codes/field
has href="/code_value/$space/edit"
as officer
GET /agreement/new
expect 200
has Không gian vũ trụ
GET /agreement?state=signed
let id /agreement/(\d+)"
PATCH /api/v1/records/agreement/$id
  json {"version": 1, "fields": {"fields": ["space", "economic"]}}
expect 200
has "fields":["economic","space"]
# ended: kept and shown where it stands, offered and taken no more
as admin
POST /code_value/$space/edit
  form version=1
  form valid_to=2026-02-28
  form history-why=Gộp vào khoa học công nghệ
expect 303
GET /code_value/$space
has Gộp vào khoa học công nghệ
as officer
GET /agreement/$id
has Không gian vũ trụ
GET /agreement/new
lacks Không gian vũ trụ
PATCH /api/v1/records/agreement/$id
  json {"version": 2, "fields": {"sign_occasion": "Lễ ký", "fields": ["economic", "space"]}}
expect 200
POST /api/v1/records/agreement
  json {"fields": {"fields": ["space"]}}
expect 422
has problem.ended
GET /api/v1/codes/field
expect 200
has "code":"space","vi":"Không gian vũ trụ","en":"Space","de":"Raumfahrt","valid_from":"2026-01-01","valid_to":"2026-02-28","valid":false
GET /api/v1/codes/none
expect 404
# deleting the office's row gives the file's code back its place
as admin
POST /code_value/new
  form list=field
  form value=energy
  form label_vi=Năng lượng tái tạo
  form label_en=Renewable energy
  form label_de=Erneuerbare Energie
expect 303
let energy Location: /code_value/(\d+)
GET /codes/field
has Năng lượng tái tạo
POST /code_value/$energy/delete
  form reason=Nhập thử
expect 303
GET /codes/field
lacks Năng lượng tái tạo
has Năng lượng
# all languages of ISO 639-1, by the names that each language of the program has for them
GET /codes/lang?q=tieng&page=2
has <td>sw</td><td class="name">Tiếng Swahili</td>
has <td>se</td><td class="name">Tiếng Sami miền Bắc</td>
GET /api/v1/codes/lang
has {"code":"is","vi":"Tiếng Iceland","en":"Icelandic","de":"Isländisch"
as officer
GET /agreement/pick?field=languages&q=tieng%20ba
has Tiếng Ba Lan
has Tiếng Basque
# a long list comes in pages and is looked through by words, accents or not
GET /codes/admin
has 1–100 trong 3.355
has /codes/admin?page=34
lacks Phú Xuân, Huế
GET /codes/admin?q=phu%20xuan%20hue
has Phường Phú Xuân, Huế
lacks page=2"
GET /codes/admin?q=46
has <td>46</td>
GET /codes/admin?q=phuong&page=2
has /codes/admin?q=phuong&amp;page=3
GET /codes/admin?q=khong+co+xa+nay
has Không có mã nào.
GET /codes/classification
lacks name="q" type
