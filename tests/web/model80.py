"""All 80 registers of the domain model (model/*.tsv: MODEL 4.2 to 4.4 and the rights of 4.1) as kinds of the engine: every field, code list,
requirement, formula, number, sub-record and move is said in YAML, without a line of C; what cannot be said is counted. Then one office
with all of them: a record of each through the interface, its main line walked by whose turn it is, list, form, record and board in three
languages, what formulas over whole registers, money and working days give, and a field and a move by a file with days of validity.
usage: model80.py CHANCERY SOURCE_ROOT [FOLDER: only write the kinds there]"""
import datetime, itertools, json, os, pathlib, re, subprocess, sys, tempfile
import yaml

here = pathlib.Path(__file__).parent
sys.path[:0] = [str(here.parent), str(here)]
import crawl
import matrix
import server

UNSAID = {("relation", "intensity")}  # the model names a formula R-INT and gives none
faults, checks = [], itertools.count()


def expect(what, ok, detail=""):
    next(checks)
    if not ok:
        faults.append(f"{what} {detail}".rstrip()[:400])


def table(path, n):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if line.strip() and not line.startswith("#")]
    for r in rows:
        r += [""] * (n - len(r))
    return rows


def label(vi, en):
    return {"vi": vi, "en": en, "de": en}


def base(type):
    return re.split(r"[(:]", type)[0]


def slug(text):
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:36]


class Model:
    def __init__(self, root):
        self.root = root
        self.say, self.unsaid = {}, []
        for reg, what, key, value in table(here / "model/say.tsv", 4):
            self.say.setdefault((reg, what), {})[key] = value
        self.fields = {}
        for reg, *rest in table(here / "model/fields.tsv", 7):
            self.fields.setdefault(reg, []).append(rest)
        self.life = {}
        for reg, *rest in table(root / "tests/unit/rules/data/lifecycle.tsv", 5):
            self.life.setdefault(reg, []).append(rest)
        self.grants = matrix.read()

    def access(self, group):
        row = {"culture": "economy"}.get(group, group)
        if row == "system":
            return [{"roles": ["ADMIN", "DPO"], "may": ["create", "read", "update", "export"], "scope": "all"},
                    {"roles": ["OFF"], "may": ["create", "read"], "scope": "own"},
                    {"roles": ["AUDITOR"], "may": ["read"], "scope": "all"}]
        out = []
        for role, grants in self.grants[row].items():
            by = {}
            for right, scope in grants:
                if right != "move":
                    by.setdefault(scope, []).append(right)
            out += [{"roles": [role], "may": may, "scope": scope} for scope, may in by.items()]
        if row == "knowledge":
            out.append({"roles": ["OFF"], "may": ["create", "update"], "scope": "org"})
        return out

    def field(self, reg, row, states):
        id, vi, en, type, req, notes = row
        said = self.say.get((reg, id), {})
        if "not" in said:
            self.unsaid.append((reg, id, said["not"]))
            return None
        f = {"id": said.get("id", id), "label": label(vi, en), "type": said.get("type", type)}
        f.update({k: v for k, v in said.items() if k in ("calc", "calc_as", "number", "number_at", "via", "required_if", "default", "note")})
        if said.get("search"):
            f["search"] = said["search"]
        if f["type"] == "auto" and "number" not in f or f["type"] == "calc" and "calc" not in f:
            self.unsaid.append((reg, id, "no formula"))
            return None
        if req == "Y" and f["type"] not in ("calc", "auto"):
            f["required"] = "true"
        elif req.startswith("S:"):
            if req[2:] not in states:
                self.unsaid.append((reg, id, "no state " + req))
            elif f["type"] != "auto":
                f["required_at"] = req[2:]
        elif req.startswith("C:") and "required_if" not in f:
            self.unsaid.append((reg, id, req))
        if re.match(r"PDS?\b", notes):
            f["personal"] = "pds" if notes.startswith("PDS") else "pd"
        m = re.fullmatch(r"(\d+)–(\d+)", notes)
        if m and type == "int":
            f["min"], f["max"] = m.groups()
        if f["type"] in ("org", "user") and f["id"] in ("lead", "assignee", "asked", "sender", "organiser", "owner_org", "owner", "assigner",
                                                     "guide", "drafter", "signer", "recipient"):
            f["assigned"] = "true"
        return {k: v for k, v in f.items() if v is not None}

    def moves(self, reg, states):
        rows = [r for r in self.life.get(reg, []) if r[0] != "-"]
        out = {}
        for frm, action, to, who in rows:
            id = slug(action)
            said = self.say.get((reg, id), {})
            if frm == "any*":
                source = ["*"]
            elif frm.startswith("any* before "):
                source = list(states)[: list(states).index(frm[12:])]
            else:
                source = [frm]
            if id in out and out[id]["to"] == to:
                out[id]["from"] += [s for s in source if s not in out[id]["from"]]
                continue
            if id in out:
                id += "_" + to
            roles = ["@" + w if w.islower() else w for w in who.split(",")]
            m = {"id": id, "label": label(action, action), "from": source, "to": to, "roles": roles}
            if "automatic" in said:
                m["automatic"] = said["automatic"]
                if "SYS" not in roles:
                    m["roles"].append("SYS")
            out[id] = m
        for (r, id), said in self.say.items():
            if r == reg and "move" in said:
                way, who, vi, en = said["move"].split("|")
                frm, to = way.split(">")
                m = {"id": id, "label": label(vi, en), "from": [frm], "to": to, "roles": who.split(",")}
                if "automatic" in said:
                    m["automatic"] = said["automatic"]
                out[id] = m
        return list(out.values())

    def kind(self, row):
        no, id, code, group, parents, states, key, title, vi, en = row
        own = self.root / "kinds" / f"{id}.yaml"
        had = yaml.load(own.read_text(), Loader=yaml.BaseLoader) if own.exists() else None
        k = {"id": id}
        if parents != "-":
            k["parents"] = parents.split(",")
        names = {}
        for w in states.split() if states != "-" else []:
            names[w.strip("-!~")] = w
        if had:
            names = {s["id"]: "" for s in had.get("states", [])}
        else:
            k.update(label=label(vi, en), plural=label(vi, en), title=title, order=str(int(no[1:]) * 10))
            if parents == "-":
                k.update(group=group, access=self.access(group))
            if code != "-":
                k["code"] = code
            if key != "-":
                k["key"] = key.split(",")
            if self.say.get((id, ""), {}).get("sort"):
                k["sort"] = self.say[id, ""]["sort"]
            if names:
                k["states"] = [{"id": s, "label": label(s, s), "color": "red" if "-" in w else "blue",
                                **({"final": "true"} if "!" in w else {}), **({"rest": "true"} if "~" in w else {}),
                                **({"side": "true"} if w.startswith("-") else {})} for s, w in names.items()]
                moves = self.moves(id, names)
                if moves:
                    k["moves"] = moves
        rows = list(self.fields[id])
        for (r, what), said in self.say.items():
            if r == id and "more" in said:
                type, fvi, fen, req = said["more"].split("|")
                rows.append([what, fvi, fen, type, req, ""])
        k["fields"] = []
        old = {f["id"]: f for f in had["fields"]} if had else {}
        column = 0
        for r in rows:
            o = old.get(self.say.get((id, r[0]), {}).get("id", r[0]))
            said = self.say.get((id, r[0]), {})
            if o is not None and (base(o["type"]) in (base(r[3]), "enum") or base(o["type"]) != "text" and "calc" not in said):
                continue  # the program's file says it, or has decided for another type
            f = self.field(id, r, list(names))
            if f is None:
                continue
            if not had and column < 6 and f["type"].split(":")[0] not in ("sub", "files", "file", "ltext", "rtext", "mref"):
                column += 1
                f["list"] = str(column)
            if not had and f["type"].split(":")[0] in ("enum", "country", "org", "date", "year"):
                f["filter"] = "true"
            k["fields"].append(f)
        return (k if not had or k["fields"] or "parents" in k else None), had

    def build(self, folder):
        folder = pathlib.Path(folder)
        (folder / "definitions").mkdir(parents=True, exist_ok=True)
        lists = {}
        for name, code, vi, en in table(here / "model/codes.tsv", 4):
            lists.setdefault(name, []).append({"code": code, "vi": vi, "en": en, "de": en, "valid_from": "2026-01-01"})
        (folder / "definitions/codes.yaml").write_text(dump([{"enum": n, "source": "MODEL 4.2", "values": v} for n, v in lists.items()]))
        for enum in yaml.load((self.root / "definitions/codes.yaml").read_text(), Loader=yaml.BaseLoader):
            lists.setdefault(enum["enum"], enum["values"])
        self.codes = {n: [c["code"] for c in v] for n, v in lists.items()}
        (folder / "every.yaml").write_text(dump({"id": "every", "fields": COMMON}))
        kinds = {}
        for row in table(here / "model/registers.tsv", 10):
            k, had = self.kind(row)
            if k:
                (folder / f"{row[1]}.yaml").write_text(dump(k))
            k = merged(had, k) if had else {**k, "ours": True}
            kinds[row[1]] = k if k.get("parents") else {**k, "fields": k["fields"] + COMMON}
        return kinds


def merged(had, more):
    """A kind of the program with what our file adds."""
    fields = {f["id"]: f for f in had["fields"]}
    for f in (more or {}).get("fields", []):
        fields[f["id"]] = {**fields.get(f["id"], {}), **f}
    return {**had, "fields": list(fields.values()), **({"parents": more["parents"]} if more and "parents" in more else {})}


# The columns of every register (MODEL 4.0) that the program does not have by itself.
COMMON = [{"id": "legal_basis", "label": label("Căn cứ pháp lý", "Legal basis"), "type": "mref:legal_basis"},
          {"id": "tags", "label": label("Thẻ", "Tags"), "type": "text(200)"},
          {"id": "archived", "label": label("Lưu trữ", "Archived"), "type": "bool", "default": "false", "filter": "true"},
          {"id": "completeness", "label": label("Mức đầy đủ (%)", "Complete (%)"), "type": "calc", "calc": "filled()", "calc_as": "int"}]


def dump(value):
    return yaml.dump(value, allow_unicode=True, sort_keys=False, width=1000)



# ---- the office ----

PEOPLE = {"line": "LINE", "comm": "COMM", "ext": "EXT", "dpo": "DPO"}  # beside the accounts of the demonstration set
ASIDE = re.compile("cancel|refuse|reject|lost|suspend|revoke|not_insc|send_back|terminate|recall|void|return$|incomplete|detain|transfer")


class Office:
    def __init__(self, s, model, kinds):
        self.s, self.model, self.kinds, self.made = s, model, kinds, {}
        db = s.database()
        org = db.execute("SELECT org FROM account WHERE login = 'officer'").fetchone()[0]
        for login, role in PEOPLE.items():
            s.run("user", "give", login, role, str(org))
        self.clients = {login: s.client(login) for login in ["officer", "head", "director", "clerk", "admin", "chair", "office", "ministry", *PEOPLE]}
        for c in self.clients.values():
            c.get("/help")  # a page with the token of the forms
        for kind in kinds:
            row = db.execute(f"SELECT id FROM r_{kind} WHERE deleted_at IS NULL LIMIT 1").fetchone()
            if row:
                self.made[kind] = row[0]
        db.close()

    def value(self, kind, f):
        """Something plausible of the field's type; None where it is given, or what it leads to is not there yet."""
        type, arg = re.match(r"(\w+)(?::(\w+))?", f["type"]).groups()
        size = re.search(r"\((\d+)", f["type"])
        given = {"int": int(f.get("min", "3")), "dec": 12.5, "year": 2026, "money": {"amount": 1000, "currency": "USD"}, "date": "2026-03-10",
                 "dt": "2026-03-10T02:00:00Z", "bool": False, "country": "JP", "mcountry": ["JP", "LA"], "admin": "19789", "lang": "en",
                 "mlang": ["en", "vi"], "geo": [16.46, 107.59], "phone": "+84 234 3822226", "email": "a@example.org",
                 "url": "https://example.org/", "user": 2, "muser": [2, 3], "org": self.made["org"], "ltext": "Nội dung <b>", "rtext": "Thân"}
        if "via" in f or type in ("calc", "auto", "sub", "file", "files"):
            return None
        if type == "text":
            return f"Giá trị {f['id']} <b>"[: int(size.group(1)) if size else 200].strip()
        if type in ("enum", "multi"):
            code = self.model.codes[arg][0]
            return code if type == "enum" else [code]
        if type in ("ref", "mref"):
            to = self.made.get("agreement" if arg == "any" else arg)
            return to if to is None or type == "ref" else [to]
        return given[type]

    def body(self, kind, parent, /, **more):
        k = self.kinds[kind]
        fields = {f["id"]: self.value(kind, f) for f in k["fields"]}
        fields = {n: v for n, v in {**fields, **more}.items() if v is not None}
        parent = parent or next((self.made[p] for p in k.get("parents", []) if p in self.made), None)
        return None if k.get("parents") and not parent else {"fields": fields, **({"parent": parent} if k.get("parents") else {})}

    def create(self, kind, parent=None, /, **more):
        """By the first who may. None: what it needs is not there yet."""
        body, said = self.body(kind, parent, **more), ""
        for login, c in self.clients.items() if body else ():
            a = c.api("POST", f"/records/{kind}", body)
            if a.status == 201:
                return json.loads(a.text)["id"]
            said = a.text if a.status == 422 else said
        self.said = said
        return None

    def create_all(self):
        todo = [k for k in self.kinds if k not in self.made]
        for _ in range(6):
            for kind in list(todo):
                id = self.create(kind)
                if id is not None:
                    self.made[kind] = id
                    todo.remove(kind)
        for kind in todo:
            self.create(kind)
            expect(f"a record of {kind}", False, self.said)
        expect("a record of each of the 80", len(self.made) == 80, str(len(self.made)))

    def supply(self, kind, id, need):
        """What a move asks for: fields to send; files and sub-records are put there."""
        fields, by = {}, {f["id"]: f for f in self.kinds[kind]["fields"]}
        for n in need:
            type = by[n]["type"]
            if type.startswith("file"):
                sent = (c.upload(f"/{kind}/{id}/file", "file", "a.pdf", b"%PDF-1.4 x", {"field": n}).status for c in self.clients.values())
                expect(f"{kind}.{n}: a file", 303 in sent)
            elif "via" in by[n] or type.startswith("sub:"):
                sub = type.partition(":")[2]
                expect(f"{kind}.{n}: {sub}", self.create(sub, id, **({by[n]["via"]: id} if "via" in by[n] else {})) is not None)
            else:
                fields[n] = self.value(kind, by[n])
        return fields

    def step(self, kind, id, gone):
        """One move on the main line, by the first whose turn it is."""
        for login, c in self.clients.items():
            a = c.get(f"/api/v1/records/{kind}/{id}/moves")
            for m in json.loads(a.text).get("moves", []) if a.status == 200 else ():
                if m["allowed"] and m["move"] not in gone and not ASIDE.search(m["move"]):
                    fields = self.supply(kind, id, m["need"])
                    version = json.loads(c.get(f"/api/v1/records/{kind}/{id}").text)["version"]
                    a = c.api("POST", f"/records/{kind}/{id}/move", {"move": m["move"], "version": version, "fields": fields, "reason": "thử"})
                    gone.add(m["move"])
                    expect(f"{kind}: {m['move']} by {login}", a.status == 200, a.text)
                    return a.status == 200
        return False

    def walk(self):
        n = 0
        for kind, k in self.kinds.items():
            gone = set()
            while k.get("ours") and self.step(kind, self.made[kind], gone):
                n += 1
        expect("moves are made on many main lines", n > 60, str(n))
        return n

    def pages(self):
        """List, empty form, record, change and board of each, as the officer reads them."""
        c, n = self.clients["head"], 0
        for kind, k in self.kinds.items():
            id = self.made[kind]
            for path in (f"/{kind}", f"/{kind}/new", f"/{kind}/{id}", f"/{kind}/{id}/edit", f"/{kind}/board"):
                c.cookies["lang"] = ("vi", "en", "de")[n % 3]
                a, n = c.get(path), n + 1
                expect(path, a.status < 500 and a.status != 400 or k.get("parents"), f"{a.status}")
                for fault in crawl.Page(a.text).whole() if a.status == 200 else ():
                    expect(path, False, fault)
        for path in ("/", "/registers", "/due", "/search?q=gia+tri", "/help"):
            expect(path, c.get(path).status == 200)

    def field(self, kind, name, id=None):
        return json.loads(self.clients["head"].get(f"/api/v1/records/{kind}/{id or self.made[kind]}").text)["fields"][name]

    def formulas(self):
        """Over whole registers, links, money and the calendar."""
        rate = lambda day, usd: self.create("fx_rate", currency="EUR", date=day, usd=usd, vnd=28000)
        rate("2026-01-01", 1.1), rate("2026-03-01", 1.25), rate("2026-06-01", 9)
        txn = self.create("aid_txn", value={"amount": 200, "currency": "EUR"}, date="2026-03-05", txn_type="disbursement")
        expect("a transfer in USD at the last rate before its day", self.field("aid_txn", "usd", txn) == 250, str(self.field("aid_txn", "usd", txn)))
        expect("what was paid out of the grant", self.field("aid", "disbursed_usd") == 250, str(self.field("aid", "disbursed_usd")))
        norm = lambda day, amount: self.create("cost_norm", kind="meal", guest_class="a", role=None, valid_from=day, valid_to=None,
                                               amount={"amount": amount, "currency": "VND"})
        norm("2026-01-01", 500000), norm("2026-05-18", 600000)
        line = {"kind": "meal", "guest_class": "a", "day": "2026-04-01", "unit_price": {"amount": 550000, "currency": "VND"}, "qty": 2}
        expect("above the norm of its day without a reason is refused", self.create("cost_line", **line, over_reason=None) is None
               and "over_reason" in self.said, self.said)
        dear, later = self.create("cost_line", **line), self.create("cost_line", **{**line, "day": "2026-06-01"})
        expect("the norm of the day", self.field("cost_line", "norm", dear) == 500000 and self.field("cost_line", "over", dear) is True)
        expect("a later norm", self.field("cost_line", "norm", later) == 600000 and self.field("cost_line", "over", later) is False)
        expect("quantity by price", self.field("cost_line", "amount", dear) == 1100000)
        self.create("delegation_out")
        back = self.create("passport_move", back_date=None)
        expect("five working days after the day of return", self.field("passport_move", "due_back", back) == "2026-03-17",
               str(self.field("passport_move", "due_back", back)))
        expect("how complete it is", self.field("vessel", "completeness") == 100, str(self.field("vessel", "completeness")))
        expect("its legal basis", self.field("deadline_rule", "legal_basis") == [self.made["legal_basis"]])
        expect("papers of the folder", self.field("dossier", "doc_total", self.made["dossier"]) is not None)
        expect("assignees in their order", self.field("doc_in", "assignees") == [2, 3])
        expect("the arrival number begins with the year", str(self.field("doc_in", "arrival_no")).startswith("2026/"))


def overlay(s, folder, office):
    """A field and a move of one of the 80, each in its time, with no more than a restart."""
    label = lambda text: {"vi": text, "en": text, "de": text}
    more = {"id": "delegation_in", "fields": [{"id": "shelf", "label": label("Giá"), "type": "text(40)", "valid_from": "2026-04-01"}],
            "moves": [{"id": "shelve", "label": label("Cất"), "from": ["draft"], "to": "cancelled", "roles": ["OFF"], "valid_to": "2026-04-30"}]}
    (folder / "zz_office.yaml").write_text(dump(more))
    id = office.create("delegation_in", shelf=None)
    for day, field, move in (("2026-03-15", 422, True), ("2026-05-04", 200, False)):
        s.stop()
        s.env["CHANCERY_NOW"] = str(int(datetime.datetime.fromisoformat(day + "T08:00:00+07:00").timestamp()))
        s.start()
        c = s.client("officer")
        c.get("/help")
        moves = [m["move"] for m in json.loads(c.get(f"/api/v1/records/delegation_in/{id}/moves").text)["moves"]]
        expect(f"the move on {day}", ("shelve" in moves) == move, str(moves))
        a = c.api("PATCH", f"/records/delegation_in/{id}", {"version": 1, "fields": {"shelf": "A1"}})
        expect(f"the field on {day}", a.status in (field, 400 if field == 422 else field), f"{a.status} {a.text}")


def main():
    chancery, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    model = Model(root)
    if len(sys.argv) > 3:
        return print(len(model.build(sys.argv[3])), "kinds", *sorted(model.unsaid))
    with tempfile.TemporaryDirectory(prefix="chancery-model80-") as folder:
        kinds = model.build(folder)
        n_fields = sum(len(k["fields"]) for k in kinds.values())
        expect("80 registers", len(kinds) == 80 and len(model.fields) == 80, str(len(kinds)))
        expect("all is said but what the model leaves open", {(r, f) for r, f, _ in model.unsaid} == UNSAID, str(model.unsaid))
        env = {"CHANCERY_KINDS": folder, "CHANCERY_NOW": str(int(datetime.datetime(2026, 3, 12, 1, tzinfo=datetime.timezone.utc).timestamp()))}
        with server.Server(chancery, env=env) as s:
            said = s.run("kinds", "check").stdout
            expect("the linter is content", "in order" in said, said)
            s.prepare()
            for login, role in PEOPLE.items():
                subprocess.run([chancery, "user", "add", login, role, login], input=server.PASSWORD + "\n", text=True, env=s.env, check=True,
                               capture_output=True)
            s.start()
            office = Office(s, model, kinds)
            office.create_all()
            office.pages()
            office.formulas()
            moves = office.walk()
            overlay(s, pathlib.Path(folder), office)
            s.stop()
            expect("the history is whole", s.run("verify").returncode == 0)
    print("\n".join(faults) or f"80 registers with {n_fields} fields, {moves} moves, {next(checks)} checks")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
