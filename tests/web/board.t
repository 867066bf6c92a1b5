# Cards of the board move between states: without script by a form at each card; a guard that says no is told at the
# card; a move that asks for something leads to its form; the filter of the board stays.
as officer
GET /agreement/board
expect 200
has data-state="consulting"
has draggable="true"
has data-to="signed"
has Chuyển sang…
sql 1 = SELECT COUNT(*) FROM r_agreement WHERE state = 'consulting'
GET /agreement?state=consulting
expect 200
let rec name="id" value="(\d+)"
# the guard: a body has not answered
POST /agreement/$rec/board
form move=complete
form version=1
form query=sort=title_vi
expect 409
has class="board-refused"
has Còn cơ quan chưa trả lời
has name="query" value="sort=title_vi"
# a reload asks for the board again and does not send the move again (assets/app.js)
has data-address="/agreement/board?sort=title_vi"
has id="problems"
sql 1 = SELECT COUNT(*) FROM r_agreement WHERE state = 'consulting'
# not a move out of this state, not a move at all
POST /agreement/$rec/board
form move=sign
form version=1
expect 409
POST /agreement/$rec/board
form move=fly
form version=1
expect 404
# what the new state asks for is asked first
GET /agreement?state=approved
expect 200
let rec name="id" value="(\d+)"
POST /agreement/$rec/board
form move=sign
form version=1
expect 303
to /agreement/\d+\?move=sign#move-sign
GET /agreement/$rec?move=sign
expect 200
has id="move-sign" open
has name="sign_date"
# a move that asks for nothing is made, and the board comes back with its filter
as chair
GET /agreement?state=submitted
expect 200
let sub href="/agreement/(\d+)">Thỏa thuận đang
POST /agreement/$sub/board
form move=reject
form version=1
expect 303
to /agreement/\d+\?move=reject#move-reject
# one that asks for nothing is made, and the board comes back with its filter
as head
GET /relation?state=active&per=1
expect 200
let rel name="id" value="(\d+)"
POST /relation/$rel/board
form move=sleep
form version=1
form query=sort=id&per=7
expect 303
to ^/relation/board\?sort=id&per=7$
sql 1 = SELECT COUNT(*) FROM r_relation WHERE state = 'dormant'
POST /relation/$rel/board
form move=sleep
form version=1
expect 409
# not his to move: no form, and the request is refused at the card
as auditor
GET /relation/board
expect 200
lacks draggable="true"
lacks data-to
POST /agreement/$rec/board
form move=sign
form version=1
expect 403
has class="board-refused"
as officer
POST /agreement/999999/board
form move=sign
form version=1
expect 404
POST /agreement/$rec/board
form move=sign
form version=1
form query=nothing=1
expect 400
