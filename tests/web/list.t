# Lists: filters in the address, sorting, paging, export of what is shown, what to do when nothing is there.
GET /agreement
expect 200
has 1–7 trong 7
has Xuất CSV
GET /agreement?state=signed
expect 200
has 1–3 trong 3
has state=signed
GET /agreement?state=signed&agr_type=mou&q=nara
expect 200
has 1–1 trong 1
GET /agreement?state=signed&q=khong-co-gi-ca
expect 200
has Không có hồ sơ nào khớp bộ lọc
has Bỏ lọc
GET /agreement?state=&q=&agr_type=
expect 200
has 1–7 trong 7
GET /agreement?sort=title_vi&per=3&page=2
expect 200
has 4–6 trong 7
has sort=-title_vi
GET /agreement?sign_date=this_year&mine=yes&cols=&cols=title_vi&cols=sign_date
expect 200
has Bỏ lọc
has cols=title_vi,sign_date
has sign_date=this_year
has Do tôi tạo
has Chọn cột
GET /agreement?group=state&per=3
expect 200
has Nhóm theo
has id="groups"
has state=signed">Đã ký</a></td><td class="number">3</td>
GET /agreement?group=agr_type&state=signed
expect 200
has agr_type=mou"
has Tổng cộng
GET /agreement?group=state&cols=title_vi,copies,sign_date
expect 200
has <th scope="col" class="text-end ">Số bản
has id="groups"
GET /api/v1/records/agreement?group=state
expect 200
has "groups":[{"value":"signed","count":3,"sums":[
GET /agreement?group=title_vi
expect 400
GET /agreement?cols=title_vi&cols=nothing_there
expect 400
# applying the form drops nothing that it does not show
GET /agreement?title_vi=nara&agr_type.not=treaty_x&per=5&sort=-sign_date&cols=title_vi&state.not=draft
expect 400
GET /agreement?title_foreign=nara&ref_no.set=no&per=5&sort=-sign_date&cols=sign_date,title_vi,agr_type&state.not=draft&where=simplified
expect 200
has type="hidden" class="form-control" id="f-title_foreign" name="title_foreign" value="nara"
has name="ref_no.set" value="no"
has name="state.not" value="draft"
has name="where" value="simplified"
has name="per" value="5"
has name="sort" value="-sign_date"
has name="cols" value="sign_date" checked>
# the columns in another order, by an address
has cols=title_vi,sign_date,agr_type#columns" aria-label="Chuyển cột
has cols=sign_date,agr_type,title_vi#columns" aria-label="Chuyển cột
GET /agreement?sign_date=last_quarter
expect 200
GET /agreement?sign_date=next_century
expect 400
# the board asks the same
GET /agreement/board?state=signed&agr_type=mou&cols=title_vi&group=state
expect 200
has action="/agreement/board"
has name="cols" value="title_vi"
has name="group" value="state"
lacks Đề xuất</span> <span class="text-secondary">
GET /agreement/board?q=khong-co-gi-ca
expect 200
has Không có hồ sơ nào khớp bộ lọc
as head
GET /agreement/csv?state=signed
expect 200
has Content-Disposition: attachment
has Nara
lacks đang xúc tiến
GET /agreement/xlsx?state=signed
expect 200
has spreadsheetml.sheet
has .xlsx
GET /agreement?state=signed
has /agreement/xlsx?state=signed
as officer
GET /agreement/board
expect 200
has Đã ký
has /agreement/
GET /registers
expect 200
has /agreement
header Cookie: lang=de
GET /agreement?state=signed
expect 200
has <html lang="de">
has 1–3 von 3
has 04.06.2025
header Cookie: lang=en
GET /agreement?state=signed
expect 200
has International agreements
GET /lang/en?back=%2Fagreement
expect 303
to /agreement
has lang=en; Path=/
GET /lang/xx
expect 404
GET /help
expect 200
has /agreement
# a common column that this register does not have, or a value that it cannot hold, is refused by name
GET /agreement?parent_id=3
expect 400
GET /agreement?sort=parent_kind
expect 400
GET /agreement?created_by=m
expect 400
