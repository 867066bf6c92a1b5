# "Did you mean": a near name or the same natural key is shown before saving, in any script; the user decides.
GET /place/near?name_vi=Chungcheonam
expect 200
has Chungcheongnam
has Có thể đã có trong sổ
GET /place/near?name_en=Yokohama
expect 200
lacks Có thể đã có
# other letters: the alias itself, and Cyrillic read as Latin
GET /place/near?name_native=奈良
has Nara
GET /place/near?name_vi=Нара
has Nara
POST /place/new
  form name_vi=Tỉnh Narra
  form name_en=Nara Prefecture
  form country=JP
  form level=province
expect 409
has Có thể đã có trong sổ: ý bạn là?
has cùng khóa nhận biết
has name="anyway"
has value="Tỉnh Narra"
let nara href="/place/(\d+)"
sql 0 = SELECT count(*) FROM r_place WHERE name_vi = 'Tỉnh Narra'
# a near name and what is missing are said together
POST /place/new
  form name_vi=Tỉnh Narra
  form name_en=Nara Prefecture
  form country=JP
expect 409
has Có thể đã có trong sổ: ý bạn là?
has href="#f-level"
# what is wrong is said first, and the wish to save anyway is kept
POST /place/new
  form name_vi=Tỉnh Narra
  form name_en=Nara Prefecture
  form anyway=yes
expect 422
has name="anyway"
POST /place/new
  form name_vi=Tỉnh Narra
  form name_en=Nara Prefecture
  form country=JP
  form level=province
  form anyway=yes
expect 303
let id Location: /place/(\d+)
# a later change of something else does not ask again
POST /place/$id/edit
  form version=1
  form iso3166_2=JP-29
expect 303
# the interface saves and tells
POST /api/v1/records/place
  json {"fields": {"name_vi": "Salavane", "name_en": "Saravan", "country": "LA", "level": "province"}}
expect 201
has "warnings":[{"field":"name_vi","key":"form.near_name","kind":"place"
has "title":"Tỉnh Salavan
# a value that only one record may have is a conflict
as admin
POST /api/v1/records/country
  json {"fields": {"alpha2": "JP", "alpha3": "JPX", "numeric": "998", "name_vi": "Nhật", "name_en": "Japan", "m49_region": "030", "region_vi": "Đông Á"}}
expect 409
has problem.taken
# nobody learns of what they may not read
as nobody
GET /place/near?name_vi=Nara
expect 303
