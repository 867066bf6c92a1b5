"""What a field asks for, as data: always, from a state on (S:), under a condition (C:). The form marks it, the move asks for exactly what
is missing, interface and import say the same, and a record in that state cannot lose it. usage: required.py CHANCERY"""
import html, json, pathlib, re, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from play import Play

L = "{vi: %s, en: %s, de: %s}"
FIELDS = [  # id, type, what it asks for
    ("name", "text(40)", "required: true"),
    ("foreign", "bool", "default: 'false'"),
    ("partner", "text(40)", "required_if: 'foreign'"),          # C: on a field
    ("day", "date", "required_at: signed"),                     # S: signed
    ("place", "text(40)", "required_at: signed"),               # S: signed
    ("cost", "money", "required_if: \"foreign and state == 'signed'\""),  # C: on field and state
    ("report", "ltext", "required_at: closed"),                 # S: closed
    ("occasion", "text(40)", ""),                               # asked for by the move
]
KIND = "\n".join(
    ["id: asked", "code: AK", "group: knowledge", "label: " + L % (("Thử",) * 3), "plural: " + L % (("Thử",) * 3), 'title: "name"', "access:",
     "  - {roles: [OFF, HEAD], may: [create, read, update, delete, export], scope: org}", "fields:"]
    + [f"  - {{id: {i}, label: {L % ((f'Ô {i}',) * 3)}, type: \"{t}\"{', ' + r if r else ''}}}" for i, t, r in FIELDS]
    + ["states:"] + [f"  - {{id: {s}, label: {L % ((f'Trạng thái {s}',) * 3)}{more}}}" for s, more in
                     (("draft", ""), ("signed", ""), ("closed", ", final: true"), ("off", ", final: true, side: true"))]
    + ["moves:", f"  - {{id: sign, label: {L % (('Ký',) * 3)}, from: [draft], to: signed, roles: [OFF], need: [occasion]}}",
       f"  - {{id: close, label: {L % (('Đóng',) * 3)}, from: [signed], to: closed, roles: [OFF]}}",
       f"  - {{id: drop, label: {L % (('Bỏ',) * 3)}, from: [draft, signed], to: off, roles: [OFF]}}"]) + "\n"
SCANNED = f"""id: scanned
group: knowledge
label: {L % (('Quét',) * 3)}
title: name
access: [{{roles: [OFF, HEAD], may: [create, read, update], scope: org}}]
fields:
  - {{id: name, label: {L % (('Tên',) * 3)}, type: text(40), required: true}}
  - {{id: scan, label: {L % (('Bản quét',) * 3)}, type: files, required: true}}
  - {{id: slips, label: {L % (('Phiếu',) * 3)}, type: "mref:slip", via: doc, required: true}}
states:
  - {{id: new, label: {L % (('Mới',) * 3)}}}
  - {{id: kept, label: {L % (('Lưu',) * 3)}, final: true}}
  - {{id: off, label: {L % (('Bỏ',) * 3)}, final: true, side: true}}
moves:
  - {{id: keep, label: {L % (('Lưu',) * 3)}, from: [new], to: kept, roles: [OFF]}}
  - {{id: drop, label: {L % (('Bỏ',) * 3)}, from: [new], to: off, roles: [OFF]}}
"""
SLIP = f"""id: slip
group: knowledge
label: {L % (('Phiếu',) * 3)}
access: [{{roles: [OFF, HEAD], may: [create, read, update], scope: org}}]
fields:
  - {{id: name, label: {L % (('Tên',) * 3)}, type: text(40)}}
  - {{id: doc, label: {L % (('Bản',) * 3)}, type: "ref:scanned"}}
"""


def send(*request):
    code, out = play.send(*request)
    return code, html.unescape(out)


def form(path, **fields):
    code, out = play.form(path, fields.items())
    return code, html.unescape(out)


def api(method, path, body=None, kind="asked"):
    code, out = send(method, f"/api/v1/records/{kind}" + path, json.dumps(body) if body is not None else "", "application/json")
    try:
        return code, json.JSONDecoder().raw_decode(out.split("\r\n\r\n", 1)[-1])[0]
    except ValueError:
        return code, {"text": out[-300:]}


def faults(got):
    return sorted(p["field"] for p in got.get("error", {}).get("problems", []) if p["key"] == "problem.required")


def page_faults(page):
    box = re.search(r'id="problems".*?</ul>', page, re.S)
    return sorted(re.findall(r"Ô (\w+)", box.group(0))) if box else []


def marked(page):
    return {m for m in re.findall(r'<label class="form-label required" for="f-(?:[\w]+-)?(\w+)"', page)} - {"classification"}


def inputs(page, move):
    part = re.search(rf'name="move" value="{move}".*?</form>', page, re.S)
    return sorted({n for n in re.findall(r' name="(\w+)[".]', part.group(0))} - {"move", "version", "csrf", "reason"}) if part else None


def the_form():
    code, page = send("GET", "/asked/new")
    expect("a new form marks what is always asked for", marked(page) == {"name"}, str(marked(page)))
    expect("and says from which state on a field is needed", "Cần có từ: Trạng thái signed" in page)
    expect("and under which condition", "Cần có khi: Ô foreign" in page)
    code, page = form("/asked/new", foreign="true")
    expect("the form asks for both", code == 422 and page_faults(page) == ["name", "partner"], f"{code} {page_faults(page)}")
    expect("and marks the second now", marked(page) == {"name", "partner"}, str(marked(page)))
    code, got = api("POST", "", {"fields": {"foreign": True}})
    expect("the interface says the same", code == 422 and faults(got) == ["name", "partner"], f"{code} {got}")
    code, got = api("POST", "", {"fields": {"foreign": False}})
    expect("without the condition only the name", code == 422 and faults(got) == ["name"], f"{code} {got}")


def the_import():
    text = "name;foreign;partner\nMột;true;\nHai;false;\nBa;true;Nara\n;false;\n"
    code, out = play.upload("/asked/import", [("file", "a.csv", text)])
    job = re.search(r"Location: /imports/(\d+)", out).group(1)
    send("POST", f"/imports/{job}/check", "csrf={csrf}&mode=create&map=name&map=foreign&map=partner")
    code, out = send("GET", f"/imports/{job}/bad")
    rows = [line for line in out.split("\r\n\r\n", 1)[-1].lstrip("\ufeff").splitlines()[1:] if line.strip()]
    expect("the import refuses the same two rows", len(rows) == 2 and rows[0].startswith("2,") and "Ô partner" in rows[0] and rows[1].startswith("5,")
           and "Ô name" in rows[1], str(rows))


def the_move():
    code, rec = api("POST", "", {"fields": {"name": "Hồ sơ", "foreign": True, "partner": "Nara", "place": "Huế"}})
    expect("a draft needs no day", code == 201, str(rec))
    id = rec["id"]
    code, page = send("GET", f"/asked/{id}")
    expect("the move asks for exactly what is missing", inputs(page, "sign") == ["cost", "day", "occasion"], str(inputs(page, "sign")))
    expect("a move off the main line asks for nothing", inputs(page, "drop") == [], str(inputs(page, "drop")))
    code, got = api("GET", f"/{id}/moves")
    need = {m.get("move", m.get("id")): m["need"] for m in got.get("moves", got.get("rows", []))}
    expect("the interface says the same of the move", sorted(need.get("sign", [])) == ["cost", "day", "occasion"], str(got)[:300])
    code, page = form(f"/asked/{id}/move", move="sign", version=1, occasion="Lễ ký")
    expect("refused, with each missing field", code == 422 and page_faults(page) == ["cost", "day"], f"{code} {page_faults(page)}")
    expect("the form stays with what was typed", "Lễ ký" in page and inputs(page, "sign") == ["cost", "day", "occasion"], str(inputs(page, "sign")))
    code, got = api("POST", f"/{id}/move", {"move": "sign", "version": 1, "fields": {"occasion": "Lễ ký"}})
    expect("the interface refuses the same", code == 422 and faults(got) == ["cost", "day"], f"{code} {got}")
    code, page = form(f"/asked/{id}/move", **{"move": "sign", "version": 1, "occasion": "Lễ ký", "day": "2026-03-01", "cost": "1.000",
                                              "cost.currency": "USD", "cost.on": "2026-02-28"})
    expect("with all of it the move is made", code == 303, f"{code} {page_faults(page)}")
    code, rec = api("GET", f"/{id}")
    expect("and the day of the rate came with it", rec["fields"]["cost"].get("rate_date") == "2026-02-28", str(rec["fields"]["cost"]))
    return id


def the_loss(id):
    code, page = send("GET", f"/asked/{id}/edit")
    expect("in its state the form marks what it needs", marked(page) >= {"name", "partner", "day", "place"}, str(marked(page)))
    for f in ("name", "partner", "day", "place", "cost"):
        code, got = api("PATCH", f"/{id}", {"version": 2, "fields": {f: None}})
        expect(f"{f} cannot be taken out through the interface", code == 422 and faults(got) == [f], f"{code} {got}")
    code, page = form(f"/asked/{id}/edit", version=2, day="", place="")
    expect("nor in the form", code == 422 and page_faults(page) == ["day", "place"], f"{code} {page_faults(page)}")
    code, got = api("PATCH", f"/{id}", {"version": 2, "fields": {"occasion": None}})
    expect("what only the move asked for can go", code == 200, f"{code} {got}")
    code, got = api("POST", f"/{id}/move", {"move": "close", "version": 3})
    expect("the next state asks for its own", code == 422 and faults(got) == ["report"], f"{code} {got}")
    code, got = api("PATCH", f"/{id}", {"version": 3, "fields": {"foreign": False, "partner": None, "cost": None}})
    expect("without the condition the fields may go", code == 200, f"{code} {got}")


def the_file():
    """A file can only be put to a record that stands: the record is made without, its moves ask, but not to leave the main line."""
    ids = []
    for name in ("Một", "Hai"):
        code, rec = api("POST", "", {"fields": {"name": name}}, "scanned")
        expect("a record is made before its file", code == 201, f"{code} {rec}")
        ids.append(rec["id"])
    code, got = api("PATCH", f"/{ids[0]}", {"version": 1, "fields": {"name": "Ba"}}, "scanned")
    expect("and changed before it", code == 200, f"{code} {got}")
    code, got = api("POST", f"/{ids[0]}/move", {"move": "keep", "version": 2}, "scanned")
    expect("the move asks for the file and the slip", code == 422 and faults(got) == ["scan", "slips"], f"{code} {got}")
    code, page = send("GET", f"/scanned/{ids[0]}")
    expect("the page offers a slip with this record in it", f'href="/slip/new?doc={ids[0]}"' in page)
    code, page = send("GET", f"/slip/new?doc={ids[0]}")
    expect("the form has it", code == 200 and re.search(rf'name="doc"[^>]*value="{ids[0]}"|value="{ids[0]}"[^>]*name="doc"', page), page[-300:])
    code, got = api("POST", "", {"fields": {"doc": ids[0]}}, "slip")
    expect("a slip", code == 201, f"{code} {got}")
    code, got = api("POST", f"/{ids[1]}/move", {"move": "drop", "version": 1}, "scanned")
    expect("off the main line it goes without", code == 200, f"{code} {got}")
    code, out = play.upload(f"/scanned/{ids[0]}/file", [("file", "a.txt", "quét")], [("field", "scan")])
    expect("the file comes", code == 303, f"{code} {out[-200:]}")
    code, got = api("POST", f"/{ids[0]}/move", {"move": "keep", "version": 3}, "scanned")
    expect("with it the move is made", code == 200, f"{code} {got}")


def main():
    expect("the demonstration loads", "records" in play.program("demo"))
    pathlib.Path(play.own, "asked.yaml").write_text(KIND)
    pathlib.Path(play.own, "scanned.yaml").write_text(SCANNED)
    pathlib.Path(play.own, "slip.yaml").write_text(SLIP)
    said = play.program("kinds", "check")
    expect("the register of this test is in order", "in order" in said, said[-500:])
    the_form()
    the_import()
    the_loss(the_move())
    the_file()
    return play.end(f"{play.checks} checks of what is asked for, and when")


with tempfile.TemporaryDirectory(prefix="chancery-required-") as folder:
    play = Play(sys.argv[1], folder)
    expect = play.expect
    sys.exit(main())
