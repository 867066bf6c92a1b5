# Findings speak the reader's language: messages and reasons; nothing of the English of `text compare` is left over.
POST /texts
file file cong-tac.vi.txt Năm 2025, Sở Ngoại vụ thành phố Huế đã tham mưu công tác đối ngoại, ký 3 thỏa thuận, nâng tổng số lên 17 cặp quan hệ hợp tác với địa phương 12 nước, thu hút 11 dự án FDI với tổng vốn 39 triệu USD.
file file cong-tac.de.txt Im Jahr 2025 hat das Außenministerium der Stadt Hue zur Außenpolitik beraten, 3 Abkommen unterzeichnet und die Zahl auf 17 Beziehungen mit Orten in 12 Ländern erhöht, dazu 11 FDI-Projekte mit 39 Millionen USD gewonnen.
expect 200
GET /findings?year=2025
expect 200
has Sở của thành phố, tỉnh không phải là Bộ của Nhà nước.
has nhưng bỏ mất chữ “cặp”
lacks does not stand for
lacks was rendered as
header Cookie: lang=de
GET /findings?year=2025
expect 200
has Ein Amt der Stadt oder Provinz ist nicht das Ministerium des Staates.
has die Einheit „Paar“ fehlt
header Cookie: lang=en
GET /api/v1/findings?year=2025
expect 200
has A department of a city or province is not the national ministry.
# Grouped by text; what is the same in several places is one item, and one decision holds for all of it.
as officer
POST /texts
file file nhac-lai.vi.txt Năm 2025, công tác đối ngoại đã ký 5 thỏa thuận. Công tác đối ngoại thu hút 14 dự án FDI với vốn 52 triệu USD. Hoạt động đối ngoại có 23 sự kiện ở Nara và 31 đoàn.
file file nhac-lai.de.txt Im Jahr 2025 hat die Außenpolitik 5 Abkommen unterzeichnet. Die Außenpolitik gewann 14 FDI-Projekte mit 52 Millionen USD. Die Außenpolitik hatte 23 Veranstaltungen in Nara und 31 Delegationen.
expect 200
GET /findings?year=2025
expect 200
has finding-text
has 3 chỗ:
let first action="/findings/(\d+)"[^>]*>(?:<input[^>]*csrf[^>]*>)?<input type="hidden" name="also"
let also name="also" value="(\d+)"
POST /findings/$first
form state=dismissed
form also=$also
expect 303
sql 2 = SELECT COUNT(*) FROM finding WHERE state = 'dismissed'
POST /findings/$first
form state=dismissed
form also=999999
expect 404
# The short list on the home page shows the worst of each rule before the second of any, and how many there are of each class.
GET /?year=2025
expect 200
has finding-count
has data-rule="institution"
has data-rule="definition"
