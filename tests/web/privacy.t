# Personal data is masked for everybody; whoever has the right asks, and the audit has it. A form never needs it shown.
as officer
GET /api/v1/records/org?q=so%20ngoai%20vu
let org "id":(\d+)
POST /contact/new
  form full_name=Sato Hanako
  form country=JP
  form consent=Nhiệm vụ công vụ
  form dom_org=$org
  form phone=+84 234 555 0101
  form email=hanako@example.jp
  form title_en=Deputy Director
  form anyway=yes
expect 303
let id Location: /contact/(\d+)
GET /contact/$id
expect 200
has ••• $id
has Deputy Director
has action="/contact/$id/show"
has form="reveal" name="field" value="phone" formnovalidate
lacks Hanako
lacks 555 0101
lacks hanako@
lacks Ai đã xem dữ liệu cá nhân
GET /contact
expect 200
has ••• $id
has Hiện dữ liệu cá nhân
lacks Hanako
GET /api/v1/records/contact/$id
expect 200
has "full_name":"•••"
has "title":"••• $id"
lacks Hanako
GET /api/v1/records/contact
lacks Hanako
GET /search?q=hanako
expect 200
has ••• $id
has action="/search?q=hanako"
lacks <div class="fw-medium">Sato
sql 0 = SELECT count(*) FROM history WHERE what = 'read_pd'
# one field, for this page
POST /contact/$id/show
  form field=phone
expect 200
has 555 0101
has Trang này đang hiện dữ liệu cá nhân
lacks Hanako
lacks hanako@
sql 1 = SELECT count(*) FROM history WHERE what = 'read_pd' AND login = 'officer' AND record_id = $id
sql {"way":"record","fields":["phone"],"n":1,"records":[$id]} = SELECT body FROM history WHERE what = 'read_pd'
GET /contact/$id
lacks 555 0101
# all of it, with a reason
POST /contact/$id/show
  form why=Gọi điện mời dự hội nghị
expect 200
has Sato Hanako
has 555 0101
has hanako@example.jp
sql Gọi điện mời dự hội nghị = SELECT why FROM history WHERE what = 'read_pd' ORDER BY seq DESC LIMIT 1
POST /contact/$id/show
  form field=consent
expect 400
# the list page, the hits, the choices of a form
POST /contact/show?cols=full_name,phone
expect 200
has Sato Hanako
has 555 0101
POST /search?q=hanako
expect 200
has Sato Hanako
GET /contact/options?q=hanako
has "title":"Sato Hanako"
sql choice = SELECT json_extract(body, '$.way') FROM history WHERE what = 'read_pd' ORDER BY seq DESC LIMIT 1
# the interface
GET /api/v1/records/contact/$id?show=phone,email
expect 200
has "phone":"+84 234 555 0101"
has "email":"hanako@example.jp"
has "full_name":"•••"
GET /api/v1/records/contact?show=all&why=test&country=JP
has "full_name":"Sato Hanako"
GET /api/v1/records/contact/$id?show=consent
expect 400
# a form: other fields change without a look, what was masked stays
GET /contact/$id/edit
expect 200
has name="title_en"
has name="show" value="phone"
lacks name="phone"
lacks 555 0101
POST /contact/$id/edit
  form version=1
  form title_en=Director
  form anyway=yes
expect 303
sql +84 234 555 0101 = SELECT phone FROM r_contact WHERE id = $id
sql Director = SELECT title_en FROM r_contact WHERE id = $id
# or the value is shown inside the form, and nothing typed is lost
POST /contact/$id/edit
  form version=2
  form title_en=Typed and not saved
  form show=phone
expect 200
has Typed and not saved
has value="+84 234 555 0101"
lacks name="email"
sql Director = SELECT title_en FROM r_contact WHERE id = $id
sql form = SELECT json_extract(body, '$.way') FROM history WHERE what = 'read_pd' ORDER BY seq DESC LIMIT 1
# the mask sent back changes nothing, and is no value for a new record
PATCH /api/v1/records/contact/$id
json {"version": 2, "fields": {"phone": "•••", "full_name": "•••", "title_vi": "Giám đốc"}}
expect 200
lacks Hanako
sql Sato Hanako = SELECT full_name FROM r_contact WHERE id = $id
POST /api/v1/records/contact
json {"fields": {"full_name": "•••", "country": "JP", "consent": "x", "dom_org": $org}}
expect 422
has problem.is_mask
# the history between versions keeps masking
PATCH /api/v1/records/contact/$id
json {"version": 3, "fields": {"phone": "+84 234 555 0202"}}
expect 200
GET /contact/$id
lacks 555 0202
# a conflict shows one's own, not the other one's
PATCH /api/v1/records/contact/$id
json {"version": 3, "fields": {"phone": "+84 234 555 0303"}}
expect 409
has "mine":"+84 234 555 0303"
has "theirs":"•••"
lacks 555 0202
POST /contact/$id/edit
  form version=3
  form phone=+84 234 555 0303
  form anyway=yes
expect 409
has 555 0303
lacks 555 0202
# exports: masked unless asked for, with the records in the audit
as head
GET /contact/csv?cols=full_name,phone
expect 200
has •••
lacks Hanako
POST /contact/csv?cols=full_name,phone
  form why=Danh sách mời
expect 200
has Sato Hanako
sql export = SELECT json_extract(body, '$.way') FROM history WHERE what = 'read_pd' ORDER BY seq DESC LIMIT 1
sql 1 = SELECT count(*) FROM personal_read WHERE seq = (SELECT max(seq) FROM history WHERE what = 'read_pd') AND record_id = $id
POST /contact/xlsx?cols=full_name,phone
  form why=Danh sách mời
expect 200
sql 2 = SELECT count(*) FROM history WHERE what = 'read_pd' AND json_extract(body, '$.way') = 'export'
# without the right: no button, no field, no way
as clerk
GET /contact/$id
expect 200
lacks form="reveal"
lacks /show
POST /contact/$id/show
expect 403
lacks 555
GET /api/v1/records/contact/$id?show=phone
expect 403
lacks 555
POST /contact/show
expect 403
PATCH /api/v1/records/contact/$id
json {"version": 4, "fields": {"phone": "1"}}
expect 422
has problem.masked_change
GET /contact/$id/edit
expect 200
lacks name="phone"
lacks name="show"
# who looked is for those who watch over it
GET /audit/personal
expect 403
as auditor
GET /contact/$id
expect 200
has Ai đã xem dữ liệu cá nhân
has Gọi điện mời dự hội nghị
lacks Hanako
GET /audit/personal
expect 200
has <td class="name"><a href="/audit/personal?login=officer">officer</a>
has Danh sách mời
lacks Hanako
GET /audit/personal?login=head&record=$id
has Danh sách mời
lacks Gọi điện
GET /audit?what=read_pd&record=$id
expect 200
has Danh sách mời
lacks {"way"
# choosing asks anew with each letter: what was shown a moment ago is in the audit already
as officer
sql 1 = SELECT count(*) FROM history WHERE what = 'read_pd' AND login = 'officer' AND json_extract(body, '$.way') = 'choice'
GET /contact/options?q=hanak
has "title":"Sato Hanako"
GET /contact/options?q=hanako
sql 1 = SELECT count(*) FROM history WHERE what = 'read_pd' AND login = 'officer' AND json_extract(body, '$.way') = 'choice'
# a question about masked values is written down: who has the right learns from the answer what stands there
GET /contact?full_name=hanako
expect 200
has ••• $id
sql {"way":"question","fields":["full_name"],"n":0,"records":[]} = SELECT body FROM history WHERE what = 'read_pd' ORDER BY seq DESC LIMIT 1
GET /api/v1/records/contact?q=hanako
has "total":1
sql {"way":"question","fields":["title"],"n":0,"records":[]} = SELECT body FROM history WHERE what = 'read_pd' ORDER BY seq DESC LIMIT 1
GET /api/v1/records/contact?where=birthday%20is%20set
sql 3 = SELECT count(*) FROM history WHERE what = 'read_pd' AND json_extract(body, '$.way') = 'question'
GET /api/v1/records/contact?country=JP&group=state
sql 3 = SELECT count(*) FROM history WHERE what = 'read_pd' AND json_extract(body, '$.way') = 'question'
as auditor
GET /audit/personal?login=officer
has hỏi theo dữ liệu
# merging: masked until asked for, with both records in the audit
as head
POST /api/v1/records/contact
  json {"fields": {"full_name": "Sato Hanaco", "country": "JP", "consent": "Nhiệm vụ công vụ", "dom_org": $org, "phone": "+84 234 555 0909"}}
expect 201
let twin Location: /api/v1/records/contact/(\d+)
GET /contact/$id/merge?with=$twin
expect 200
lacks Hana
lacks 555 0
has name="show" value="all"
let version name="version" value="(\d+)"
let with name="with_version" value="(\d+)"
POST /contact/$id/merge
  form with=$twin
  form version=$version
  form with_version=$with
  form f.phone=gone
  form show=all
expect 200
has Sato Hanaco
has 555 0909
has name="f.phone" value="gone" checked
sql merge 2 = SELECT json_extract(body, '$.way') || ' ' || json_extract(body, '$.n') FROM history WHERE what = 'read_pd' ORDER BY seq DESC LIMIT 1
POST /contact/$id/merge
  form with=$twin
  form version=$version
  form with_version=$with
  form f.phone=gone
  form f.full_name=kept
expect 303
sql Sato Hanako +84 234 555 0909 = SELECT full_name || ' ' || phone FROM r_contact WHERE id = $id
# the mask that comes back leaves the value as it is, by form and spreadsheet; for many at once it is refused
POST /api/v1/records/place
  json {"fields": {"name_vi": "Nơi che", "name_en": "Mask Town", "country": "JP", "level": "city", "leader_name": "Yamashita Makoto"}}
expect 201
let place Location: /api/v1/records/place/(\d+)
POST /place/$place/edit
  form version=1
  form name_vi=Nơi che 2
  form leader_name=•••
expect 303
POST /api/v1/records/place/bulk
  json {"records": [$place], "action": "set", "fields": {"leader_name": "•••", "name_native": "奈"}}
expect 422
has problem.is_mask
POST /place/import
  file file a.csv name_vi;name_en;country;level;leader_name\nNơi che 3;Mask Town;JP;city;•••\nNơi mới;New Mask Town;JP;city;•••
expect 303
let job Location: /imports/(\d+)
POST /imports/$job/check
  form mode=update
  form map=name_vi
  form map=name_en
  form map=country
  form map=level
  form map=leader_name
expect 303
GET /imports/$job
has là dấu che, không phải giá trị
POST /imports/$job/commit
expect 303
sql Nơi che 3 Yamashita Makoto = SELECT name_vi || ' ' || leader_name FROM r_place WHERE id = $place
sql 0 = SELECT COUNT(*) FROM r_place WHERE leader_name LIKE '%•%'
