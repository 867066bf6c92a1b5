"""Every type of field through every door: form, record page, list, filters, interface, CSV out and in, history, search, OpenAPI.
A register of this test's own has a field of each type that `chancery kinds types` names; a type without a row here is a fault.
Not for: requirements by state and condition (required.py) or the search boxes of the form (pick.t). usage: fields.py CHANCERY"""
import datetime, html, html.parser, json, os, pathlib, re, sqlite3, subprocess, sys, tempfile, urllib.parse

chancery, bad, checks = os.path.abspath(sys.argv[1]), [], 0
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
                    {"999999999": "999999999"}, ["=" + osaka], [], "array"),
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
    part = ['id: walk_part', 'label: ' + L % (("Phần",) * 3), 'parents: [walk]', 'title: "name"', 'fields:',
            f'  - {{id: name, label: {L % (("Tên phần",) * 3)}, type: text(40), required: true}}']
    pathlib.Path(own, "walk.yaml").write_text("\n".join(yaml) + "\n")
    pathlib.Path(own, "walk_part.yaml").write_text("\n".join(part) + "\n")


def quote(type):
    return type if type.startswith('"') else f'"{type}"'


def expect(what, ok, detail=""):
    global checks
    checks += 1
    if not ok:
        bad.append(f"{what} {detail}".rstrip()[:600])


def program(*args, text=None):
    now = int(datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.timezone.utc).timestamp())
    env = dict(os.environ, CHANCERY_VAR=var, CHANCERY_KINDS=own, CHANCERY_NOW=str(now))
    env.pop("CHANCERY_DB", None)
    p = subprocess.run([chancery, *args], input=text, capture_output=True, env=env)
    return p.stdout.decode(errors="replace") + p.stderr.decode(errors="replace")


def send(method, path, body="", type="application/x-www-form-urlencoded", login="officer"):
    path = urllib.parse.quote(path, safe="/?=&%.,:;-")
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\n" + (f"Content-Type: {type}\r\nX-CSRF-Token: {{csrf}}\r\n" if body else "") + "\r\n"
    out = program("test-http", "--as", login, text=(head + body).encode())
    return (int(out.split(" ", 2)[1]) if out.startswith("HTTP/") else 0), out


def form(path, pairs):
    return send("POST", path, "csrf={csrf}&" + "&".join(f"{n}={urllib.parse.quote(v, safe='')}" for n, v in pairs))


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


def walk_form(table):
    code, page = send("GET", "/walk/new")
    expect("the empty form", code == 200, page[-300:])
    for id in table:
        expect(f"{id}: an input in the empty form", f'name="f_{id}"' in page)
    for id in ("auto", "calc", "sub"):
        expect(f"{id}: nobody types it", f'name="f_{id}"' not in page)
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
    code, page = form("/walk/new", [p for id, r in table.items() for p in pairs(id, r.form)])
    m = re.search(r"Location: /walk/(\d+)", page)
    expect("all of them are saved", code == 303 and m, re.sub(r"<[^>]+>", " ", " ".join(re.findall(r'id="problems".*?</ul>', page, re.S)))[:500])
    return m.group(1) if m else sys.exit("\n".join(bad))


def walk_again(table, id):
    code, page = send("GET", f"/walk/{id}")
    for f, r in table.items():
        expect(f"{f}: on the record's page", has_text(page, r.shown) != (f in PERSONAL), r.shown)
    code, page = send("GET", f"/walk/{id}/edit")
    expect("calc: shown in the form, with its formula in words", "2.468" in page and "Ô int * 2 + count(Ô sub)" in html.unescape(page))
    expect("auto: shown in the form", "2026-001" in page)
    code, page = form(f"/walk/{id}/edit", Form(page).sent)
    expect("saved as it stands", code == 303, re.sub(r"<[^>]+>", " ", " ".join(re.findall(r'id="problems".*?</ul>', page, re.S)))[:500])
    code, rec = api("GET", f"/records/walk/{id}{SHOWN}")
    expect("no new version without a change", rec.get("version") == 1, f"version {rec.get('version')}: " + changed(id))
    for f, r in table.items():
        got = rec["fields"].get(f"f_{f}")
        got = sorted(got) if f == "mref" else got
        expect(f"{f}: in JSON", got == r.value, f"{got} is not {r.value}")
    code, page = send("GET", f"/walk/{id}/edit")
    sent = [(n, v) for n, v in Form(page).sent if not re.match(r"f_(%s)(\.|$)" % "|".join(table), n)]
    code, page = form(f"/walk/{id}/edit", sent + [p for f, r in table.items() for p in pairs(f, r.other)])
    expect("all of them are changed", code == 303, re.sub(r"<[^>]+>", " ", " ".join(re.findall(r'id="problems".*?</ul>', page, re.S)))[:500])
    code, rec = api("GET", f"/records/walk/{id}{SHOWN}")
    for f, r in table.items():
        got = rec["fields"].get(f"f_{f}")
        expect(f"{f}: changed, in JSON", got == r.value2, f"{got} is not {r.value2}")


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
        readable = f in ("geo",) or (m and r.shown in m.group(1) and r.shown2 in m.group(2))
        expect(f"{f}: the history is readable", m and readable, m.group(0) if m else "nothing")


def walk_list(table, id):
    for f, r in table.items():
        code, page = send("GET", f"/walk?cols=f_{f}")
        expect(f"{f}: a column of the list", code == 200 and (f == "geo" or f in PERSONAL or has_text(page, r.shown.split("\n")[0])), f"{code}")
        for way in ("", "-"):
            code, page = send("GET", f"/walk?sort={way}f_{f}")
            expect(f"{f}: sorts {way}", code == 200, f"{code}")
        for param in r.find + type(r.find)(r.miss):
            name, _, value = param.partition("=")
            code, page = send("GET", f"/api/v1/records/walk?f_{f}{name}={urllib.parse.quote(value)}")
            want = '"total":1' if param in r.find else '"total":0'
            expect(f"{f}: filter {param}", code == 200 and want in page, page.split("\r\n\r\n")[-1][:200])


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
    for f in ("auto", "calc", "sub", "file", "files"):
        code, got = api("PATCH", f"/records/walk/{id}", {"version": version, "fields": {f"f_{f}": "7"}})
        expect(f"{f}: not through the interface", code == 422 and f'"f_{f}"' in json.dumps(got), f"{code} {got}")


def upload(name, text):
    mark = "xXboundaryXx"
    parts = f'--{mark}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{{csrf}}\r\n'
    parts += f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n--{mark}--\r\n'
    return send("POST", "/walk/import", parts, f"multipart/form-data; boundary={mark}")


def walk_csv(table, id):
    typed = [f for f in table if f not in PERSONAL]  # masked in what goes out
    code, out = send("GET", f"/walk/csv?sort=code&cols={','.join('f_' + f for f in typed)}")
    text = out.split("\r\n\r\n", 1)[-1]
    lines = text.lstrip("\ufeff")
    code, out = upload("walk.csv", lines)
    m = re.search(r"Location: /imports/(\d+)", out)
    expect("the exported file is taken", code == 303 and m, out[-300:])
    if not m:
        return
    job = m.group(1)
    code, page = send("GET", f"/imports/{job}")
    for f in typed:
        expect(f"{f}: its heading finds the field", f'value="f_{f}" selected' in page)
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
    for f in ("auto", "calc"):
        expect(f"{f}: read only in the schema", fields.get(f"f_{f}", {}).get("readOnly") is True)


def ask(path, login="officer"):
    return json.JSONDecoder().raw_decode(send("GET", path, login=login)[1].split("\r\n\r\n", 1)[-1])[0]["rows"]


def known():
    """Records of the demonstration set to point to."""
    places, orgs, users = ask("/place/options?q="), ask("/org/options?q="), ask("/relation/pick?field=vn_focal&q=")
    a, b = places[0], places[1]
    return {"nara": str(a["id"]), "nara_title": a["title"], "other": str(b["id"]), "other_title": b["title"],
            "org1": str(orgs[0]["id"]), "org1_title": orgs[0]["title"], "org2": str(orgs[1]["id"]), "org2_title": orgs[1]["title"],
            "user1": users[0]["id"], "user1_name": users[0]["title"], "user2": users[1]["id"], "user2_name": users[1]["title"]}


def main():
    expect("the demonstration loads", "records" in program("demo"))
    with sqlite3.connect(f"{var}/chancery.db") as db: # who enters all types may see all types
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
    print("\n".join(bad) or f"{len(types)} types, {checks} checks")
    return bool(bad)


with tempfile.TemporaryDirectory(prefix="chancery-fields-") as folder:
    var, own = f"{folder}/var", f"{folder}/own"
    os.mkdir(own)
    sys.exit(main())
