"""Every type of field through every door: form, record page, list, filters, interface, CSV out and in, history, search, OpenAPI.
A register of this test's own has a field of each type that `chancery kinds types` names; a type without a row here is a fault.
Not for: requirements by state and condition (required.py) or the search boxes of the form (pick.t). usage: fields.py CHANCERY"""
import html, html.parser, json, pathlib, re, sqlite3, sys, tempfile, urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from play import Play

L = '{vi: "%s", en: "%s", de: "%s"}'


class Row:
    """type: how the kind file writes it. form: what a person sends. other: another value. shown, shown2: on the page.
    value, value2: in JSON. wrong: {what is typed: words of the message}. find: filters that must keep the record, miss: lose it."""
    def __init__(self, type, form, other, shown, shown2, value, value2, wrong, find=(), miss=(), schema="string", extra="", word=None,
                 wrong_value=None):
        self.__dict__.update(locals())


def rows(ids):
    nara, osaka, org1, org2, user1, user2 = (ids[k] for k in ("nara", "other", "org1", "org2", "user1", "user2"))
    return {
        "text": Row("text(30)", "Một <dòng> & “chữ”", "Chữ khác", "Một <dòng> & “chữ”", "Chữ khác", "Một <dòng> & “chữ”", "Chữ khác",
                    {"x" * 31: "30"}, ["=chữ", ".is=Một <dòng> & “chữ”", ".set=yes"], ["=không có", ".not=Một <dòng> & “chữ”"], word="“chữ”"),
        "pd": Row("text(40)", "Nguyễn Thị Kín", "Trần Văn Kín", "Nguyễn Thị Kín", "Trần Văn Kín", "Nguyễn Thị Kín", "Trần Văn Kín",
                  {"x" * 41: "40"}, ["=kín"], ["=hở"], extra=", personal: pd"),
        "pds": Row("text(40)", "Bệnh án 7", "Bệnh án 8", "Bệnh án 7", "Bệnh án 8", "Bệnh án 7", "Bệnh án 8",
                   {"x" * 41: "40"}, ["=bệnh"], ["=khỏe"], extra=", personal: pds"),
        "ltext": Row("ltext", "dòng một\ndòng hai", "dòng ba", "dòng một\ndòng hai", "dòng ba", "dòng một\ndòng hai", "dòng ba",
                     {"x" * 100001: "100000"}, ["=dòng hai"], ["=dòng chín"], word="dòng một"),
        "int": Row("int", "1.234", "-5", "1.234", "-5", 1234, -5, {"1,5": "không phải là số nguyên", "một": "số nguyên", "1001000": "1000000"},
                   ["=1234", ".from=1234", ".to=1234"], [".from=1235", ".to=1233", ".not=1234", ".set=no"], "integer",
                   ', max: "1000000"', wrong_value="một"),
        "dec": Row("\"dec(12,2)\"", "1.234,5", "0,25", "1.234,5", "0,25", 1234.5, 0.25, {"1,234": "2", "abc": "không phải là số"},
                   [".from=1234.5", ".to=1234.5"], [".from=1234.51", ".to=1234.49"], "number"),
        "money": Row("money", {"": "39.000.000", ".currency": "USD", ".on": "2025-12-31"}, {"": "500", ".currency": "EUR", ".on": ""},
                     "39.000.000 USD (31/12/2025)", "500 EUR", {"amount": 39000000, "currency": "USD", "rate_date": "2025-12-31"},
                     {"amount": 500, "currency": "EUR"}, {"39 XXY": "tiền tệ", "1,234 USD": "2"}, [".set=yes"], [".set=no"], "money"),
        "date": Row("date", "31/01/2026", "2026-02-28", "31/01/2026", "28/02/2026", "2026-01-31", "2026-02-28", {"31/02/2026": "ngày", "mai": "ngày"},
                    [".from=2026-01-31", ".to=2026-01-31", "=2026-01-31"], [".from=2026-02-01", ".to=2026-01-30", "=today"]),
        "dt": Row("dt", "2026-01-12T08:05", "2026-01-12T23:59", "12/01/2026 08:05", "12/01/2026 23:59", "2026-01-12T01:05:00Z",
                  "2026-01-12T16:59:00Z", {"12/01/2026 24:00": "thời điểm", "hôm qua": "thời điểm"}, [".from=2026-01-12", ".to=2026-01-12"],
                  [".from=2026-01-13", ".to=2026-01-11"]),
        "year": Row("year", "2026", "1999", "2026", "1999", 2026, 1999, {"26": "năm", "20026": "năm"}, [".from=2026", "=2026"], [".to=2025"],
                    "integer"),
        "bool": Row("bool", "true", "false", "có", "không", True, False, {"chắc": "có"}, ["=true"], ["=false"], "boolean"),
        "enum": Row("enum:field", "trade_invest", "health", "Thương mại, đầu tư", "Y tế", "trade_invest", "health", {"nonsense": "danh mục"},
                    ["=trade_invest", "=health,trade_invest"], ["=health", ".not=trade_invest"]),
        "multi": Row("multi:field", ["economic", "trade_invest"], ["health"], "Kinh tế, Thương mại, đầu tư", "Y tế", ["economic", "trade_invest"],
                     ["health"], {"nonsense": "danh mục"}, ["=trade_invest", "=economic,health"], ["=health"], "array"),
        "ref": Row("ref:place", nara, osaka, ids["nara_title"], ids["other_title"], int(nara), int(osaka), {"999999999": "999999999", "không có": "không có"},
                   ["=" + nara], ["=" + osaka], "integer"),
        "mref": Row("mref:place", [nara, osaka], [osaka], ids["nara_title"], ids["other_title"], sorted([int(nara), int(osaka)]), [int(osaka)],
                    {"999999999": "999999999"}, ["=" + osaka], ["=" + ids["third"]], "array"),
        "country": Row("country", "JP", "LA", "Nhật Bản", "Lào", "JP", "LA", {"XX": "danh mục"}, ["=JP", "=JP,LA"], ["=LA"]),
        "mcountry": Row("mcountry", ["JP", "KR"], ["LA"], "Hàn Quốc", "Lào", ["JP", "KR"], ["LA"], {"XX": "danh mục"}, ["=KR"], ["=LA"], "array"),
        "admin": Row("admin", "19789", "46", "Phường Thuận Hoá, Huế", "Huế", "19789", "46", {"99999": "danh mục", "46000": "danh mục"}, ["=19789"], ["=46"]),
        "lang": Row("lang", "de", "lo", "Tiếng Đức", "Tiếng Lào", "de", "lo", {"klingon": "danh mục"}, ["=de"], ["=lo"]),
        "mlang": Row("mlang", ["en", "ja"], ["lo"], "Tiếng Nhật", "Tiếng Lào", ["en", "ja"], ["lo"], {"klingon": "danh mục"}, ["=ja"], ["=lo"], "array"),
        "geo": Row("geo", "16.4637, 107.5909", "-16,5; 107", "16,4637° B; 107,5909° Đ", "16,5° N; 107° Đ", [16.4637, 107.5909], [-16.5, 107],
                   {"91,107": "Vĩ độ 91", "16,181": "Kinh độ 181", "Huế": "tọa độ"}, [".set=yes"], [".set=no"], "array"),
        "phone": Row("phone", "+84 234 3822 226", "113", "+84 234 3822 226", "113", "+84 234 3822 226", "113", {"gọi": "điện thoại"}, ["=3822"], ["=999"]),
        "email": Row("email", "a@example.org", "b@example.org", "a@example.org", "b@example.org", "a@example.org", "b@example.org",
                     {"a@": "thư", "a b@example.org": "thư"}, ["=a@example"], ["=zz"]),
        "url": Row("url", "https://example.org/a?b=c", "https://example.org/", "https://example.org/a?b=c", "https://example.org/",
                   "https://example.org/a?b=c", "https://example.org/", {"javascript:alert(1)": "http"}, ["=example"], ["=zz"]),
        "user": Row("user", user1, user2, ids["user1_name"], ids["user2_name"], int(user1), int(user2), {"999999": "999999"}, ["=" + user1], ["=" + user2],
                    "integer"),
        "muser": Row("muser", [user2, user1], [user1], ids["user2_name"], ids["user1_name"], [int(user2), int(user1)], [int(user1)],
                     {"999999": "999999"}, ["=" + user1], ["=999998"], "array"),
        "org": Row("org", org1, org2, ids["org1_title"], ids["org2_title"], int(org1), int(org2), {"999999999": "999999999"}, ["=" + org1], ["=" + org2],
                   "integer"),
    }


# Masked for everybody until somebody with the right asks to see it (docs/PRIVACY.md).
PERSONAL, SHOWN = ("pd", "pds"), "?show=all&why=test"
# Types that nobody types: what stands there comes from the program, an upload or sub-records. Each has checks of its own below.
GIVEN = {"auto": "auto", "calc": "calc", "sub": "sub:walk_part", "file": "file", "files": "files"}


def kind_files(table):
    yaml = ['id: walk', 'code: WK', 'group: knowledge', 'label: ' + L % (("Thử",) * 3), 'plural: ' + L % (("Thử",) * 3), 'title: "f_text"',
            'access:', '  - {roles: [OFF, HEAD], may: [create, read, update, delete, export, pd, pds], scope: org}', 'fields:']
    for id, r in table.items():
        yaml.append(f'  - {{id: f_{id}, label: {L % ((f"Ô {id}",) * 3)}, type: {quote(r.type)}{r.extra}, filter: true}}')
    yaml.append(f'  - {{id: f_auto, label: {L % (("Ô auto",) * 3)}, type: auto, number: "{{year(f_date)}}-{{seq:3}}"}}')
    yaml.append(f'  - {{id: f_calc, label: {L % (("Ô calc",) * 3)}, type: calc, calc_as: int, calc: "f_int * 2 + count(f_sub)"}}')
    yaml.append(f'  - {{id: f_sub, label: {L % (("Ô sub",) * 3)}, type: "sub:walk_part"}}')
    yaml.append(f'  - {{id: f_file, label: {L % (("Ô file",) * 3)}, type: file}}')
    yaml.append(f'  - {{id: f_files, label: {L % (("Ô files",) * 3)}, type: files}}')
    yaml.append(f'  - {{id: f_hidden, label: {L % (("Ô hidden",) * 3)}, type: file, personal: pd}}')
    part = ['id: walk_part', 'label: ' + L % (("Phần",) * 3), 'parents: [walk]', 'title: "name"', 'fields:',
            f'  - {{id: name, label: {L % (("Tên phần",) * 3)}, type: text(40), required: true}}']
    pathlib.Path(play.own, "walk.yaml").write_text("\n".join(yaml) + "\n")
    pathlib.Path(play.own, "walk_part.yaml").write_text("\n".join(part) + "\n")


def quote(type):
    return type if type.startswith('"') else f'"{type}"'


def api(method, path, body=None):
    code, out = send(method, "/api/v1" + path, json.dumps(body) if body is not None else "", "application/json")
    text = out.split("\r\n\r\n", 1)[-1].split("\n<", 1)[0]
    try:
        return code, json.JSONDecoder().raw_decode(text)[0]
    except ValueError:
        return code, {"text": out[-400:]}


def pairs(id, value):
    if isinstance(value, dict):
        return [(f"f_{id}{part}", v) for part, v in value.items()]
    return [(f"f_{id}", v) for v in (value if isinstance(value, list) else [value])]


class Form(html.parser.HTMLParser):
    """What a browser would send if the person presses the button at once."""
    def __init__(self, text):
        super().__init__()
        self.sent, self.inside, self.select, self.area = [], False, None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.inside = a.get("id") == "record-form"
        if not self.inside:
            return
        if tag == "input" and a.get("name") not in (None, "csrf") and a.get("type") not in ("file", "submit"):
            if a.get("type") not in ("checkbox", "radio") or "checked" in a:
                self.sent.append((a["name"], a.get("value") or ""))
        if tag == "select":
            self.select = a["name"]
            self.sent.append((self.select, ""))
        if tag == "option" and "selected" in a:
            self.sent[-1] = (self.select, a.get("value", ""))
        if tag == "textarea":
            self.area = [a["name"], ""]

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        if tag == "textarea" and self.area:
            self.sent.append((self.area[0], self.area[1].removeprefix("\n")))
            self.area = None


def has_text(page, text):
    return html.escape(text, quote=False) in page.replace("&quot;", '"').replace("&#39;", "'") or text in html.unescape(page)


def problems_of(page):
    return [html.unescape(re.sub(r"<[^>]+>", "", p)) for p in re.findall(r"<li>(.*?)</li>", " ".join(re.findall(r'id="problems".*?</ul>', page, re.S)))]


def walk_form(table):
    code, page = send("GET", "/walk/new")
    expect("the empty form", code == 200, page[-300:])
    for id in table:
        expect(f"{id}: an input in the empty form", f'name="f_{id}"' in page)
    for id in ("auto", "calc", "sub"):
        expect(f"{id}: nobody types it", f'name="f_{id}"' not in page)
    expect("file: an input for one in the empty form", re.search(r'<input type="file"[^>]*name="f_file"[^>]*>', page)
           and not re.search(r'name="f_file"[^>]*multiple', page))
    expect("files: an input for several in the empty form", re.search(r'<input type="file"[^>]*name="f_files"[^>]*multiple>', page))
    for id in ("file", "files"):
        for name, text, said in (("rỗng.txt", "", "Tệp rỗng: rỗng.txt"), ("cài.exe", "x", "Không nhận tệp chương trình: cài.exe")):
            code, page = upload("/walk/new", [(f"f_{id}", name, text)], [("f_text", "giữ lại")])
            expect(f"{id}: {name} is refused by name", code == 422 and problems_of(page) == [f"Ô {id}: {said}"], f"{code} {problems_of(page)}")
            expect(f"{id}: the other fields are kept", ("f_text", "giữ lại") in Form(page).sent)
    for id, r in table.items():
        for typed, said in r.wrong.items():
            code, page = form("/walk/new", [("f_text", "giữ lại")] * (id != "text") + [(f"f_{id}", typed)])
            problems = html.unescape(" ".join(re.findall(r'id="problems".*?</ul>', page, re.S)))
            expect(f"{id}: {typed[:30]} is refused", code == 422, f"{code}")
            expect(f"{id}: {typed[:30]} says why", said in problems and f"Ô {id}" in problems, problems[:300])
            kept = Form(page).sent
            expect(f"{id}: what was typed is kept", any(typed == v or typed.startswith(v) and v for n, v in kept if n.startswith(f"f_{id}")),
                   str([p for p in kept if p[0].startswith(f"f_{id}")])[:200])
            if id != "text":
                expect(f"{id}: the other fields are kept", ("f_text", "giữ lại") in kept)
    code, page = upload("/walk/new", [("f_file", "a.txt", "một"), ("f_files", "b.txt", "hai"), ("f_files", "c.txt", "ba"),
                                       ("f_hidden", "kín.txt", "bốn")], [("f_int", "một")])
    waiting = [p for p in Form(page).sent if p[0].endswith(".kept")]
    expect("file, files: what was chosen is kept", code == 422 and [n for n, _ in waiting] == ["f_file.kept"] + ["f_files.kept"] * 2 + ["f_hidden.kept"]
           and all(has_text(page, n) for n in ("a.txt", "b.txt", "c.txt")), f"{code} {waiting}")
    given = [("f_auto", "7"), ("f_calc", "7"), ("f_sub", "7")]  # in no input: who sends it all the same changes nothing
    code, page = form("/walk/new", [p for id, r in table.items() for p in pairs(id, r.form)] + waiting + given)
    m = re.search(r"Location: /walk/(\d+)", page)
    expect("all of them are saved", code == 303 and m, re.sub(r"<[^>]+>", " ", " ".join(re.findall(r'id="problems".*?</ul>', page, re.S)))[:500])
    return m.group(1) if m else sys.exit("\n".join(play.bad))


# What stands in the fields that nobody types, on the page and in a cell; before and after walk_again().
SHOWN_GIVEN = {"auto": "2026-001", "calc": "2.468", "file": "a.txt", "files": "b.txt c.txt"}


def walk_again(table, id):
    code, page = send("GET", f"/walk/{id}")
    for f, r in table.items():
        expect(f"{f}: on the record's page", has_text(page, r.shown) != (f in PERSONAL), r.shown)
    for f, shown in SHOWN_GIVEN.items():
        value = " ".join(re.findall(rf"Ô {f}</dt><dd[^>]*>(.*?)</dd>", page, re.S))
        expect(f"{f}: on the record's page", re.sub(r"(<[^>]+>|\s)+", " ", value).strip() == shown, value)
    code, page = send("GET", f"/walk/{id}/edit")
    expect("calc: shown in the form, with what it is made of", "2.468" in page and "từ: Ô int, Ô sub" in html.unescape(page))
    expect("calc: nobody reads its functions", "count(" not in page)
    expect("auto: shown in the form", "2026-001" in page)
    code, page = form(f"/walk/{id}/edit", Form(page).sent)
    expect("saved as it stands", code == 303, re.sub(r"<[^>]+>", " ", " ".join(re.findall(r'id="problems".*?</ul>', page, re.S)))[:500])
    code, rec = api("GET", f"/records/walk/{id}{SHOWN}")
    expect("no new version without a change", rec.get("version") == 1, f"version {rec.get('version')}: " + changed(id))
    for f, r in table.items():
        got = rec["fields"].get(f"f_{f}")
        got = sorted(got) if f == "mref" else got
        expect(f"{f}: in JSON", got == r.value, f"{got} is not {r.value}")
    got = rec["fields"]
    expect("auto: in JSON", got["f_auto"] == "2026-001", f"{got['f_auto']}")
    expect("calc: in JSON", got["f_calc"] == 2468, f"{got['f_calc']}")
    expect("file, files: their numbers in JSON", len(got["f_file"]) == 1 and len(got["f_files"]) == 2, f"{got['f_file']} {got['f_files']}")
    expect("sub: not in the JSON of the record", "f_sub" not in got)
    code, page = send("GET", f"/walk/{id}/edit")
    sent = [(n, v) for n, v in Form(page).sent if not re.match(r"f_(%s)(\.|$)" % "|".join(table), n)]
    code, page = form(f"/walk/{id}/edit", sent + [p for f, r in table.items() for p in pairs(f, r.other)])
    expect("all of them are changed", code == 303, re.sub(r"<[^>]+>", " ", " ".join(re.findall(r'id="problems".*?</ul>', page, re.S)))[:500])
    code, rec = api("GET", f"/records/walk/{id}{SHOWN}")
    for f, r in table.items():
        got = rec["fields"].get(f"f_{f}")
        expect(f"{f}: changed, in JSON", got == r.value2, f"{got} is not {r.value2}")
    expect("auto, calc: after the change", (rec["fields"]["f_auto"], rec["fields"]["f_calc"]) == ("2026-001", -10), str(rec["fields"])[-200:])
    walk_hidden(id)
    walk_uploads(id, rec)
    walk_sub(id)


def walk_hidden(id):
    """A file in a field of personal data: its name is as hidden as the field, through every door, until it is asked for."""
    doors = [f"/walk/{id}", f"/walk/{id}/edit", "/walk?cols=f_text,f_hidden", "/walk/csv?cols=f_text,f_hidden", "/search?q=kin.txt",
             f"/api/v1/records/walk/{id}", f"/api/v1/records/walk/{id}/files", f"/api/v1/records/walk/{id}/history"]
    for door in doors:
        code, page = send("GET", door)
        expect(f"file: a personal one is hidden: {door}", code == 200 and "kín.txt" not in page, f"{code}")
    expect("file: no input beside a masked one", 'name="f_hidden"' not in send("GET", f"/walk/{id}/edit")[1])
    number = api("GET", f"/records/walk/{id}{SHOWN}")[1]["fields"]["f_hidden"][0]
    code, out = send("GET", f"/api/v1/records/walk/{id}/files/{number}")
    expect("file: who has the right gets it", code == 200 and "bốn" in out, f"{code}")
    with sqlite3.connect(f"{play.var}/chancery.db") as db:
        said = db.execute("SELECT body FROM history WHERE what = 'read_pd' ORDER BY seq DESC LIMIT 1").fetchone()
    expect("file: and it is written down", said and '"f_hidden"' in said[0], str(said))


def walk_uploads(id, rec):
    """A file in the place of another, one taken off and one more, in one version."""
    first = rec["fields"]["f_files"][0]
    code, page = send("GET", f"/walk/{id}/edit")
    expect("file, files: what is there stands in the form", all(f"{n}</a>" in page for n in ("a.txt", "b.txt", "c.txt")))
    code, page = upload(f"/walk/{id}/edit", [("f_file", "d.txt", "bốn"), ("f_files", "e.txt", "năm")],
                        [("version", rec["version"]), ("f_files.off", first)])
    now = api("GET", f"/records/walk/{id}")[1]
    expect("file, files: changed in one version", code == 303 and now["version"] == rec["version"] + 1, f"{code} {now['version']}")
    expect("file: one in the place of the other", len(now["fields"]["f_file"]) == 1 and now["fields"]["f_file"] != rec["fields"]["f_file"])
    expect("files: one off, one more", now["fields"]["f_files"][0] == rec["fields"]["f_files"][1] and len(now["fields"]["f_files"]) == 2)
    for f, name in (("f_file", "d.txt"), ("f_files", "e.txt")):
        code, out = send("GET", f"/api/v1/records/walk/{id}/files/{now['fields'][f][-1]}")
        expect(f"{f}: its bytes through the interface", code == 200 and f"''{name}" in out, f"{code}")


def walk_sub(id):
    code, page = form("/walk_part/new", [("parent", id), ("name", "")])
    expect("sub: a bad part is refused", code == 422 and problems_of(page) == ["Tên phần: Cần điền ô này."], f"{code} {problems_of(page)}")
    code, page = form("/walk_part/new", [("parent", id), ("name", "Phần một")])
    part = api("GET", "/records/walk_part?q=phan%20mot")[1]["rows"][0]["id"]
    code, page = send("GET", f"/walk/{id}")
    expect("sub: on the page of its record", "Phần một" in page and f'href="/walk_part/{part}"' in page)
    expect("sub: what counts them counts it", api("GET", f"/records/walk/{id}")[1]["fields"]["f_calc"] == -9)
    code, page = form(f"/walk_part/{part}/edit", [("version", 1), ("name", "Phần một")])
    expect("sub: saved as it stands is no version", code == 303 and api("GET", f"/records/walk_part/{part}")[1]["version"] == 1)
    code, page = form(f"/walk_part/{part}/edit", [("version", 1), ("name", "Phần hai")])
    expect("sub: changed", code == 303 and "Phần hai" in send("GET", f"/walk/{id}")[1])
    code, page = send("GET", "/search?q=phan%20hai")
    expect("sub: found by global search", f"/walk_part/{part}" in page)


def changed(id):
    page = send("GET", f"/walk/{id}")[1]
    return "; ".join(re.sub(r"<[^>]+>", " ", c) for c in re.findall(r"<li>[^<]*: <del>.*?</li>", page, re.S))


def walk_history(table, id):
    page = html.unescape(send("GET", f"/walk/{id}")[1])
    for f, r in table.items():
        if f in PERSONAL:
            expect(f"{f}: the history does not tell it", r.shown not in page and r.shown2 not in page)
            continue
        m = re.search(rf"<li>Ô {f}: <del>(.*?)</del> → <ins>(.*?)</ins>", page, re.S)
        readable = m and r.shown in m.group(1) and r.shown2 in m.group(2)
        expect(f"{f}: the history is readable", m and readable, m.group(0) if m else "nothing")


    for f, a, b in (("calc", "2.468", "-10"), ("calc", "-10", "-9"), ("file", "a.txt", "d.txt"), ("files", "b.txt, c.txt", "c.txt, e.txt")):
        expect(f"{f}: the history is readable", f"<li>Ô {f}: <del>{a}</del> → <ins>{b}</ins>" in page, str(re.findall(rf"<li>Ô {f}:.*?</li>", page)))
    expect("file, files: the history says what came and what went", "+ d.txt + e.txt − b.txt − a.txt" in page)
    expect("auto: given once", "<li>Ô auto:" not in page)
    expect("sub: the history of the record has that of its parts", re.search(r"<strong>Tạo</strong>\s*· Phần", page))


def walk_list(table, id):
    for f, r in table.items():
        code, page = send("GET", f"/walk?cols=f_{f}")
        expect(f"{f}: a column of the list", code == 200 and (f in PERSONAL or has_text(page, r.shown.split("\n")[0])), f"{code}")
        for way in ("", "-"):
            code, page = send("GET", f"/walk?sort={way}f_{f}")
            expect(f"{f}: sorts {way}", code == 200, f"{code}")
        for param in r.find + type(r.find)(r.miss):
            name, _, value = param.partition("=")
            code, page = send("GET", f"/api/v1/records/walk?f_{f}{name}={urllib.parse.quote(value)}")
            want = '"total":1' if param in r.find else '"total":0'
            expect(f"{f}: filter {param}", code == 200 and want in page, page.split("\r\n\r\n")[-1][:200])
    for f, shown in SHOWN_GIVEN.items():
        code, page = send("GET", f"/walk?cols=f_text,f_{f}")
        expect(f"{f}: a column of the list", code == 200 and re.search(rf'<td class="[^"]*minor">{shown.replace(" ", ", ")}</td>', page), f"{code}")
    found = {"auto": ("=2026-001", ".set=yes"), "calc": ("=2468", ".from=2468", ".to=2468", ".set=yes"), "file": (".set=yes",), "files": (".set=yes",)}
    lost = {"auto": ("=2026-002", ".set=no"), "calc": ("=2469", ".from=2469", ".set=no"), "file": (".set=no",), "files": (".set=no",)}
    for total, filters in ((1, found), (0, lost)):
        for f, param in ((f, p) for f, ps in filters.items() for p in ps):
            code, got = api("GET", f"/records/walk?f_{f}{param}")
            expect(f"{f}: filter {param}", code == 200 and got.get("total") == total, f"{code} {str(got)[:200]}")
    for query in ("cols=f_sub", "sort=f_sub", "f_sub=1", "f_sub.set=yes"):
        expect(f"sub: no column, no filter: {query}", send("GET", f"/walk?{query}")[0] == 400)


def same(f, a, b):
    return sorted(a) == sorted(b) if f == "mref" and a and b else a == b


def walk_api(table):
    body = {f"f_{f}": r.value for f, r in table.items()}
    code, rec = api("POST", "/records/walk", {"fields": body})
    expect("made through the interface", code == 201, str(rec)[:400])
    if code != 201:
        return None
    rec = api("GET", f"/records/walk/{rec['id']}{SHOWN}")[1]
    for f, r in table.items():
        expect(f"{f}: made through the interface", same(f, rec["fields"].get(f"f_{f}"), r.value), f"{rec['fields'].get(f'f_{f}')}")
    id = rec["id"]
    for f, r in table.items():
        wrong = next(iter(r.wrong))
        code, got = api("PATCH", f"/records/walk/{id}", {"version": 1, "fields": {f"f_{f}": wrong}})
        expect(f"{f}: a wrong value through the interface", code == 422 and f'"f_{f}"' in json.dumps(got), f"{code} {got}")
        code, got = api("PATCH", f"/records/walk/{id}", {"version": 1, "fields": {f"f_{f}": r.value}})
        expect(f"{f}: the same value is no new version", code == 200 and got.get("version") == 1, f"{code} {got}")
    version = 1
    for f, r in table.items():
        code, got = api("PATCH", f"/records/walk/{id}", {"version": version, "fields": {f"f_{f}": None}})
        expect(f"{f}: taken out through the interface", code == 200 and got["fields"].get(f"f_{f}") is None, f"{code} {got}")
        version = got.get("version", version)
    for f in GIVEN:
        code, got = api("PATCH", f"/records/walk/{id}", {"version": version, "fields": {f"f_{f}": "7"}})
        expect(f"{f}: not through the interface", code == 422 and f'"f_{f}"' in json.dumps(got), f"{code} {got}")


def walk_csv(table, id):
    typed = [f for f in table if f not in PERSONAL]  # masked in what goes out
    code, out = send("GET", f"/walk/csv?sort=code&cols={','.join('f_' + f for f in typed + list(SHOWN_GIVEN))}")
    text = out.split("\r\n\r\n", 1)[-1]
    lines = text.lstrip("\ufeff")
    for shown in ("2026-001", "2.468", "a.txt", '"b.txt, c.txt"'):
        expect(f"auto, calc, file, files: out as CSV: {shown}", f",{shown}" in text, text[-200:])
    code, out = upload("/walk/import", [("file", "walk.csv", lines)])
    m = re.search(r"Location: /imports/(\d+)", out)
    expect("the exported file is taken", code == 303 and m, out[-300:])
    if not m:
        return
    job = m.group(1)
    code, page = send("GET", f"/imports/{job}")
    for f in typed:
        expect(f"{f}: its heading finds the field", f'value="f_{f}" selected' in page)
    for f in GIVEN:
        expect(f"{f}: no column of a spreadsheet goes there", f'value="f_{f}"' not in page)
    chosen = re.findall(r'<select[^>]*name="map".*?</select>', page, re.S)
    map = [(re.search(r'value="([^"]*)" selected', c) or [None, ""])[1] for c in chosen]
    code, page = form(f"/imports/{job}/check", [("mode", "create")] + [("map", m) for m in map])
    code, page = send("GET", f"/imports/{job}/bad")
    expect("the dry run finds nothing wrong", page.split("\r\n\r\n", 1)[-1].strip().count("\n") == 0, page.split("\r\n\r\n", 1)[-1][:500])
    code, page = form(f"/imports/{job}/commit", [])
    code, page = send("GET", "/api/v1/records/walk?sort=code")
    found = json.JSONDecoder().raw_decode(page.split("\r\n\r\n", 1)[-1])[0]["rows"]
    first = next(r for r in found if str(r["id"]) == str(id))
    last = [r for r in found if str(r["id"]) != str(id)]
    expect("the import made a record", len(last) == 1, f"{len(last)}")
    for f in typed if last else []:
        a, b = api("GET", f"/records/walk/{id}{SHOWN}")[1]["fields"].get(f"f_{f}"), api("GET", f"/records/walk/{last[0]['id']}{SHOWN}")[1]["fields"].get(f"f_{f}")
        expect(f"{f}: out as CSV and in again", same(f, a, b), f"{a} became {b}")
    for r in last:
        send("POST", f"/walk/{r['id']}/delete", "csrf={csrf}&reason=walked")


def walk_search(table, id):
    for f, r in table.items():
        if r.word:
            code, page = send("GET", f"/search?q={urllib.parse.quote(r.word)}")
            expect(f"{f}: found by global search", f"/walk/{id}" in page)
    expect("auto: found by global search", f"/walk/{id}" in send("GET", "/search?q=2026-001")[1])
    for f in ("pd", "pds"):
        code, page = send("GET", f"/search?q={urllib.parse.quote(table[f].form)}", login="clerk")
        expect(f"{f}: a person without the right does not find it", f"/walk/{id}" not in page)


def walk_openapi(table):
    doc = json.loads(program("openapi").split("\n\x00")[0])
    fields = doc["components"]["schemas"].get("walk_fields", {}).get("properties", {})
    for f, r in table.items():
        s = fields.get(f"f_{f}", {})
        expect(f"{f}: in the schema", s.get("type", s.get("$ref", "").rpartition("/")[2]) == r.schema, str(s)[:200])
        if s.get("enum"):
            expect(f"{f}: the schema lists its codes", r.value in s["enum"])
        if s.get("type") == "array" and r.value:
            kind = {"integer": int, "string": str, "number": (int, float)}[s["items"]["type"]]
            expect(f"{f}: the members are as the schema says", all(isinstance(v, kind) for v in r.value))
    for f, type in (("auto", "string"), ("calc", "integer"), ("file", "array"), ("files", "array")):
        got = fields.get(f"f_{f}", {})
        expect(f"{f}: read only in the schema", got.get("readOnly") is True and got.get("type") == type, str(got))
    expect("sub: its own schema, not a field", "f_sub" not in fields and "walk_part_fields" in doc["components"]["schemas"])


def ask(path, login="officer"):
    return json.JSONDecoder().raw_decode(send("GET", path, login=login)[1].split("\r\n\r\n", 1)[-1])[0]["rows"]


def known():
    """Records of the demonstration set to point to."""
    places, orgs, users = ask("/place/options?q="), ask("/org/options?q="), ask("/relation/pick?field=vn_focal&q=")
    a, b = places[0], places[1]
    return {"nara": str(a["id"]), "nara_title": a["title"], "other": str(b["id"]), "other_title": b["title"], "third": str(places[2]["id"]),
            "org1": str(orgs[0]["id"]), "org1_title": orgs[0]["title"], "org2": str(orgs[1]["id"]), "org2_title": orgs[1]["title"],
            "user1": users[0]["id"], "user1_name": users[0]["title"], "user2": users[1]["id"], "user2_name": users[1]["title"]}


def main():
    expect("the demonstration loads", "records" in program("demo"))
    with sqlite3.connect(f"{play.var}/chancery.db") as db: # who enters all types may see all types
        db.execute("UPDATE account SET personal = 2 WHERE login = 'officer'")
    table = rows(known())
    types = {line.split()[0] for line in program("kinds", "types").splitlines() if line.strip()}
    expect("every type has a row", types == (set(table) | set(GIVEN)) - {"pd", "pds"}, str(types ^ (set(table) | set(GIVEN))))
    kind_files(table)
    said = program("kinds", "check")
    expect("the register of this test is in order", "in order" in said, said[-600:])
    id = walk_form(table)
    walk_search(table, id)
    walk_list(table, id)
    walk_csv(table, id)
    walk_again(table, id)
    walk_history(table, id)
    walk_api(table)
    walk_openapi(table)
    return play.end(f"{len(types)} types, {play.checks} checks")


with tempfile.TemporaryDirectory(prefix="chancery-fields-") as folder:
    play = Play(sys.argv[1], folder)
    expect, program, send, form, upload = play.expect, play.program, play.send, play.form, play.upload
    sys.exit(main())
