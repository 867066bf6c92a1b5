# Conditions with and, or: rows that become where= of the list, and come back; what is typed wrong is said and kept.
as officer
GET /agreement?per=5&sort=sign_date&state.not=draft
expect 200
has Lọc theo điều kiện (và, hoặc)
has formaction="/agreement/filter"
has Chỉ hiện: Trạng thái ≠ Đề xuất
has <a class="d-print-none" href="/agreement?view=all">Bỏ lọc</a>
# the button of the list's form takes the list along
GET /agreement/filter?q=&per=5&sort=sign_date&cols=&cols=title_vi&cols=sign_date
expect 200
has name="filter.list" value="sort=sign_date&amp;cols=title_vi,sign_date&amp;per=5"
has name="c1_1.f"
has <option value="late">Quá hạn</option>
has <option value="sign_date">Ngày ký</option>
# a field was chosen: its comparisons and inputs come; another field drops the value of the one before
GET /agreement/filter?filter.list=per=5&filter.do=update&c1_1.f=sign_date&c1_1.o=&c1_1.a=
expect 200
has <option value="before"
has trước ngày
has <option value="last_30_days"
GET /agreement/filter?filter.list=per=5&filter.do=update&c1_1.f=sign_date&c1_1.was=sign_date&c1_1.o=during&c1_1.a=this_year
expect 200
has <option value="this_year" selected>
GET /agreement/filter?filter.list=&filter.do=update&c1_1.f=state&c1_1.was=sign_date&c1_1.o=during&c1_1.a=this_year
expect 200
has type="checkbox" name="c1_1.a" value="signed">
lacks this_year" selected
# rows and groups come and go
GET /agreement/filter?filter.list=&filter.do=add.1&c1_1.f=state&c1_1.was=state&c1_1.o=is&c1_1.a=signed
expect 200
has name="c1_1.a" value="signed" checked>
has name="c1_2.f"
has name="g1.any"
GET /agreement/filter?filter.list=&filter.do=group&c1_1.f=state&c1_1.o=is&c1_1.a=signed
expect 200
has name="c2_1.f"
has name="filter.any"
GET /agreement/filter?filter.list=&filter.do=drop.1_1&c1_1.f=state&c1_1.o=is&c1_1.a=signed&c1_2.f=title_vi&c1_2.o=has&c1_2.a=Nara
expect 200
has name="c1_1.a" maxlength="500" value="Nara"
lacks name="c1_2.f"
# applied: the rest of the list stays
GET /agreement/filter?filter.list=per=5%26sort=sign_date&filter.do=apply&c1_1.f=state&c1_1.o=is&c1_1.a=&c1_1.a=signed&c1_2.f=&g2.any=yes&c2_1.f=title_vi&c2_1.o=has&c2_1.a=nara&c2_2.f=mine&c2_2.o=yes&c3_1.f=
expect 303
let to Location: (/agreement\?\S+)
to .*where=state%20%3D%3D%20%27signed%27%20and%20%28has%28title_vi,%20%27nara%27%29%20or%20mine%28%29%29&sort=sign_date&per=5
GET $to
expect 200
has 1–1 trong 1
has Điều kiện: Trạng thái là Đã ký và (Tên văn bản (tiếng Việt) chứa “nara” hoặc Do tôi tạo: đúng)
has Sửa điều kiện
# and back into the same rows
GET /agreement/filter?where=state%20%3D%3D%20%27signed%27%20and%20%28has%28title_vi%2C%20%27nara%27%29%20or%20mine%28%29%29&per=5
expect 200
has name="filter.list" value="per=5"
has name="c1_1.a" value="signed" checked>
has name="c2_1.a" maxlength="500" value="nara"
has <option value="yes" selected>Ít nhất một (hoặc)</option>
# faults: said at their input, nothing is lost
GET /agreement/filter?filter.list=per=5&filter.do=apply&c1_1.f=sign_date&c1_1.o=between&c1_1.a=2026-02-31&c1_1.b=&c1_2.f=title_vi&c1_2.o=has&c1_2.a=L'Oréal
expect 422
has id="problems"
has href="#f-c1_1.a"
has href="#f-c1_1.b"
has type="text" class="form-control is-invalid" id="f-c1_1.a" name="c1_1.a"
has value="L&#39;Oréal"
has name="filter.list" value="per=5"
GET /agreement/filter?filter.list=&filter.do=apply&c1_1.f=no_such&c1_1.o=is&c1_1.a=1
expect 422
GET /agreement/filter?filter.list=no_such=1&filter.do=apply
expect 422
GET /agreement/filter?no_such=1
expect 400
GET /agreement/filter?filter.list=&filter.do=apply&c1_1.f=title_vi&c1_1.o=has&c1_1.a=L'Oréal
expect 303
to .*has%28title_vi,%20%27L%27%27Or%C3%A9al%27%29
# what rows cannot say is edited as text
GET /agreement/filter?where=copies%20%3E%20copies%20-%201
expect 200
has name="filter.where"
has copies &gt; copies - 1
GET /agreement/filter?filter.list=&filter.do=apply&filter.where=copies%20%3E
expect 422
has copies &gt;</textarea>
GET /agreement/filter?filter.list=&filter.do=apply&filter.where=
expect 303
to ^/agreement\?view=all$
# from the board, back to the board; it asks the same
GET /agreement/filter?filter.board=yes&agr_type=mou
expect 200
has name="filter.board"
GET /agreement/filter?filter.board=yes&filter.list=agr_type=mou&filter.do=apply&c1_1.f=state&c1_1.o=is&c1_1.a=signed
expect 303
to ^/agreement/board\?agr_type=mou&where=.*
GET /agreement/board?where=has(title_vi,'nara')
expect 200
has Nara
lacks Chungcheongnam
# no right to the register: no form; nobody: the login
as admin
GET /agreement/filter
expect 403
as nobody
GET /agreement/filter
expect 303
