"""The whole permission matrix of MODEL 4.1 through every way in. Two halves:
1. the kind files of the program grant what the table grants, or stand in matrix.MORE with a reason;
2. a register per group, its rights made from the table, in a real installation with a server: for every role and every record
   (own, of the unit, the organisation, the province, elsewhere, national, above the clearance) the page, the interface, lists,
   counts, search, choices, board, export, file, history, moves, conditions, changes and deletions answer as the table says.
usage: access.py CHANCERY SOURCE_ROOT [GROUP ...]"""
import io, json, os, pathlib, sqlite3, sys, tempfile, urllib.parse, zipfile
import yaml

root = pathlib.Path(sys.argv[2])
sys.path.insert(0, str(root / "tests"))
sys.path.insert(0, str(root / "tests" / "web"))
import matrix
import server

table = matrix.read()
faults = []


def fault(*words):
    faults.append(" ".join(str(w) for w in words))


# ---- 1. the kind files ----

def grants_of(kind, role):
    """{right: {scopes}} of the file, as the table counts."""
    got = {}
    for g in kind.get("access", []):
        if role in g["roles"]:
            for right in g["may"]:
                got.setdefault(right, set()).add(g["scope"])
    return got


def check_files():
    n = 0
    for path in sorted((root / "kinds").glob("*.yaml")):
        kind = yaml.load(path.read_text(), Loader=yaml.BaseLoader)  # OFF is a role, not "no"
        group = matrix.GROUP_OF.get(kind["id"], kind.get("group"))
        if kind.get("parents"):
            continue
        if group not in table:
            fault(path.name, "group", group, "has no row in the table")
            continue
        for role in matrix.ROLES:
            wanted = {}
            for right, scope in table[group][role]:
                if right != "move":
                    wanted.setdefault(right, set()).add(scope)
            got = grants_of(kind, role)
            for right in got:
                may = wanted.get(right, set()) | set(matrix.MORE.get((group, role, right), ("", ""))[0].split())
                if not got[right] <= may:
                    fault(path.name, role, right, sorted(got[right]), "goes beyond", sorted(may))
                n += 1
            if "read" in wanted and "read" not in got and (kind["id"], role) not in matrix.LESS:
                fault(path.name, role, "may not read, the table says", wanted["read"])
    return n


# ---- 2. the installation ----

OFFICE, ELSEWHERE, UNIT, OTHER_UNIT = 0, 1, 2, 3  # index into orgs
VIEWS = {}  # group: a shared and a locked view of the program's
LABEL = "{vi: %s, en: %s, de: %s}"


def kind_file(group):
    grants = []
    for role in matrix.ROLES:
        for right, scope in table[group][role]:
            if right != "move":
                grants.append(f"  - {{roles: [{role}], may: [{right}], scope: {scope}}}")
    movers = [r for r in matrix.ROLES if ("move", None) in table[group][r]]
    label = LABEL % ((f"m {group}",) * 3)
    return f"""id: m_{group}
group: other
label: {label}
title: what
national: [told]
sort: what
access:
{chr(10).join(grants)}
fields:
  - {{id: what, label: {LABEL % ("A", "A", "A")}, type: text(60), required: true, list: 1}}
  - {{id: secret, label: {LABEL % ("B", "B", "B")}, type: text(60), personal: pds, list: 2}}
  - {{id: beside, label: {LABEL % ("C", "C", "C")}, type: "ref:m_{group}"}}
  - {{id: amount, label: {LABEL % ("N", "N", "N")}, type: int, list: 3}}
  - {{id: pay, label: {LABEL % ("P", "P", "P")}, type: int, personal: pds, list: 4}}
states:
  - {{id: draft, label: {LABEL % ("D", "D", "D")}}}
  - {{id: told, label: {LABEL % ("E", "E", "E")}}}
  - {{id: done, final: true, label: {LABEL % ("F", "F", "F")}}}
moves:
  - {{id: tell, label: {LABEL % ("G", "G", "G")}, from: [draft], to: told, roles: [{", ".join(movers or ["SYS"])}]}}
  - {{id: end, label: {LABEL % ("H", "H", "H")}, from: [told], to: done, roles: [{", ".join(movers or ["SYS"])}]}}
"""


class Rec:
    def __init__(self, name, org, unit, province, state, by, level="internal"):
        self.name, self.org, self.unit, self.province = name, org, unit, province
        self.state, self.by, self.level, self.id = state, by, level, 0


def records():
    shared = [Rec("unit", OFFICE, UNIT, "46", "draft", "nobody"), Rec("org", OFFICE, OTHER_UNIT, "46", "draft", "nobody"),
              Rec("prov", ELSEWHERE, None, "46", "draft", "nobody"), Rec("far", ELSEWHERE, None, "48", "draft", "nobody"),
              Rec("nat", ELSEWHERE, None, "48", "told", "nobody"),
              Rec("high", OFFICE, UNIT, "46", "told", "nobody", "restricted")]
    return shared + [Rec("own" + r, ELSEWHERE, None, "48", "draft", r) for r in matrix.ROLES]


def within(scope, rec, role):
    return {"own": rec.by == role, "unit": rec.org == OFFICE and rec.unit == UNIT, "org": rec.org == OFFICE,
            "prov": rec.province == "46", "nat": rec.state == "told", "all": True}[scope]


def may(group, role, right, rec):
    if rec.level == "restricted":
        return False
    return any(r == right and within(scope, rec, role) for r, scope in table[group][role])


def has(group, role, right):
    return any(r == right for r, _ in table[group][role])


def may_move(group, role, rec):
    if not has(group, role, "move") or not may(group, role, "read", rec):
        return False
    return may(group, role, "update" if has(group, role, "update") else "read", rec)


def fill(db, var, groups, users):
    """Straight into the tables: records of the past, with owners that no form would give."""
    orgs = [r[0] for r in db.execute("SELECT id FROM r_org ORDER BY id LIMIT 4")]
    sha = "a" * 64
    all_records = {}
    for group in groups:
        all_records[group] = records()
        for i, rec in enumerate(all_records[group]):
            rec.amount = 2 ** i  # a sum of some tells which
            title = f"{group} {rec.name}"
            rec.title = title
            rec.id = db.execute("INSERT INTO record (uid, kind, title) VALUES (?, ?, ?)",
                                (f"{group}-{rec.name}".ljust(26, "0")[:26], f"m_{group}", title)).lastrowid
            db.execute(f'INSERT INTO r_m_{group} (id, uid, title, state, state_since, version, org, unit, province, classification,'
                       ' origin, created_at, created_by, updated_at, updated_by, what, secret, amount, pay) VALUES'
                       " (?, ?, ?, ?, 1, 1, ?, ?, ?, ?, 'manual', 1, ?, 1, 0, ?, ?, ?, ?)",
                       (rec.id, f"{group}-{rec.name}".ljust(26, "0")[:26], title, rec.state, orgs[rec.org],
                        None if rec.unit is None else orgs[rec.unit], rec.province, rec.level, users.get(rec.by, 0), title,
                        f"passport-{rec.id}", rec.amount, rec.amount))
            db.execute("INSERT INTO search (rowid, body) VALUES (?, ?)", (rec.id, f"matrixword {group} {rec.name}"))
            rec.file = db.execute("INSERT INTO attachment (record_id, field, name, type, bytes, sha256, at, by_user) VALUES"
                                  " (?, '', ?, 'text/plain', 1, ?, 1, 0)", (rec.id, f"file-{rec.id}.txt", sha)).lastrowid
            db.execute("INSERT INTO history (at, user_id, login, what, kind, record_id, version, why, body, hash, chain) VALUES"
                       " (1, 0, 'system', 'create', ?, ?, 1, ?, '{}', ?, ?)",
                       (f"m_{group}", rec.id, f"because-{rec.id}", sha, sha))
        far = next(r for r in all_records[group] if r.name == "far")
        VIEWS[group] = [db.execute(
            "INSERT INTO saved_view (register, name, owner, mode, filter, columns, sort, group_by, display, version, updated_at,"
            " updated_by) VALUES (?, ?, 0, ?, 'state=draft', '', '', '', 'table', 1, 1, 0)",
            (f"m_{group}", mode, mode)).lastrowid for mode in ("shared", "locked")]
        for rec in all_records[group]:
            db.execute(f"UPDATE r_m_{group} SET beside = ? WHERE id = ?", (far.id, rec.id))
    for role, user in users.items():
        db.execute("UPDATE account SET org = ?, unit = ?, province = '46', clearance = 1, personal = 2 WHERE id = ?",
                   (orgs[OFFICE], orgs[UNIT], user))
    db.commit()
    return all_records


# ---- 3. every way in ----

class Role:
    def __init__(self, client, group, role, recs):
        self.c, self.group, self.role, self.recs, self.kind = client, group, role, recs, f"m_{group}"
        self.sees = [r for r in recs if may(group, role, "read", r)]
        self.view = VIEWS[group]
        self.n = 0

    def get(self, path):
        self.n += 1
        return self.c.get(path)

    def same(self, way, got, wanted):
        if got != wanted:
            fault(self.group, self.role, way + ":", got, "instead of", wanted)

    def titles(self, way, text, wanted):
        """Exactly the titles of these records stand in the text."""
        self.same(way, sorted(r.name for r in self.recs if f"{r.title}<" in text + "<" or f'{r.title}"' in text),
                  sorted(r.name for r in wanted))

    def rows(self, way, path, wanted):
        a = self.get(path)
        if not has(self.group, self.role, "read"):
            return self.same(way, a.status, 403)
        data = json.loads(a.body)
        self.same(way, sorted(r["title"] for r in data["rows"]), sorted(r.title for r in wanted))
        if "total" in data:
            self.same(way + " (total)", data["total"], len(wanted))
        return data

    def many(self):
        reads = has(self.group, self.role, "read")
        q = "matrixword"
        self.rows("list", f"/api/v1/records/{self.kind}?per=100", self.sees)
        self.rows("list with words", f"/api/v1/records/{self.kind}?per=100&q={q}", self.sees)
        self.rows("choices", f"/{self.kind}/options?q={q}", self.sees)
        far = [r for r in self.sees] if any(r.name == "far" for r in self.sees) else []
        where = urllib.parse.quote(f"beside.what == '{self.group} far'")
        self.rows("condition over a link", f"/api/v1/records/{self.kind}?per=100&where={where}", far)
        page = self.get(f"/{self.kind}?per=100")
        self.same("page of the list", page.status, 200 if reads else 403)
        self.titles("page of the list", page.text, self.sees)
        board = self.get(f"/{self.kind}/board")
        self.same("board", board.status, 200 if reads else 403)
        self.titles("board", board.text, self.sees)
        csv = self.get(f"/{self.kind}/csv")
        exports = has(self.group, self.role, "export")
        self.same("export", csv.status, 200 if exports else 403)
        self.same("exported", sorted(r.name for r in self.recs if f"{r.title}," in csv.text),
                  sorted(r.name for r in self.recs if exports and may(self.group, self.role, "export", r)))
        xlsx = self.get(f"/{self.kind}/xlsx")
        self.same("export to XLSX", xlsx.status, 200 if exports else 403)
        cells = zipfile.ZipFile(io.BytesIO(xlsx.body)).read("xl/worksheets/sheet1.xml").decode() if exports else ""
        self.same("exported to XLSX", sorted(r.name for r in self.recs if f">{r.title}<" in cells),
                  sorted(r.name for r in self.recs if exports and may(self.group, self.role, "export", r)))
        governed = any(r == "pds" for role in matrix.ROLES for r, _ in table[self.group][role])
        self.same("personal data in XLSX", [r.name for r in self.recs if f">passport-{r.id}<" in cells], [])
        self.n += 2
        table_ = self.c.post(f"/{self.kind}/csv", {"why": "because"})
        book = self.c.post(f"/{self.kind}/xlsx", {"why": "because"})
        self.same("export with personal data", (table_.status, book.status), (200, 200) if exports else (403, 403))
        cells = zipfile.ZipFile(io.BytesIO(book.body)).read("xl/worksheets/sheet1.xml").decode() if exports else ""
        self.same("personal data in CSV and XLSX alike", [f"passport-{r.id}" in table_.text for r in self.recs],
                  [f">passport-{r.id}<" in cells for r in self.recs])
        self.same("personal data in XLSX, asked for", sorted(r.name for r in self.recs if f">passport-{r.id}<" in cells),
                  sorted(r.name for r in self.recs if exports and may(self.group, self.role, "export", r) and
                         (not governed or may(self.group, self.role, "pds", r))))
        hits = json.loads(self.get(f"/api/v1/search?q={q}%20{self.group}").body)["rows"]
        self.same("search", sorted(h["title"] for h in hits), sorted(r.title for r in self.sees))
        self.sums()
        self.views()
        home = self.get("/registers").text
        self.same("count on the page of registers", f'href="/{self.kind}"' in home, reads)
        if reads:
            number = home.split(f'href="/{self.kind}"><div')[1].split('<div class="h2 mb-0">')[1].split("<")[0]
            self.same("count", number, str(len(self.sees)))

    def sums(self):
        """Counts and sums of groups are those of the records that the role reads, and of nothing that it sees masked."""
        a = self.get(f"/api/v1/records/{self.kind}?group=state")
        if not has(self.group, self.role, "read"):
            return self.same("sums", a.status, 403)
        data = json.loads(a.body)
        self.same("sum", sum(int(s["sum"]) for s in data["sums"] if s["field"] == "amount"), sum(r.amount for r in self.sees))
        self.same("counts of groups", sum(g["count"] for g in data["groups"]), len(self.sees))
        self.same("sums of groups", sum(int(s["sum"]) for g in data["groups"] for s in g["sums"] if s["field"] == "amount"),
                  sum(r.amount for r in self.sees))
        governed = any(r == "pds" for role in matrix.ROLES for r, _ in table[self.group][role])
        pay = [int(s["sum"]) for x in [data, *data["groups"]] for s in x["sums"] if s["field"] == "pay"]
        if governed and not all(may(self.group, self.role, "pds", r) for r in self.sees):
            self.same("sum of what is masked", pay, [])
        elif pay:
            self.same("sum of personal data", sum(pay), 2 * sum(r.amount for r in self.sees))

    def views(self):
        """A shared view is a question: it gives each role what the role reads, and no more; who may share is a list of
        roles, who may change another's is one too."""
        reads = has(self.group, self.role, "read")
        shares = reads and self.role in ("HEAD", "DIR", "ADMIN")
        shared, locked = self.view
        self.rows("list by a shared view", f"/api/v1/records/{self.kind}?per=100&view={shared}",
                  [r for r in self.sees if r.state == "draft"])
        page = self.get(f"/{self.kind}?per=100&view={shared}")
        self.same("page of a shared view", page.status, 200 if reads else 403)
        self.titles("page of a shared view", page.text, [r for r in self.sees if r.state == "draft"])
        csv = self.get(f"/{self.kind}/csv?view={shared}")
        exports = has(self.group, self.role, "export")
        self.same("export by a shared view", csv.status, 200 if exports else 403)
        self.same("exported by a shared view", sorted(r.name for r in self.recs if f"{r.title}," in csv.text),
                  sorted(r.name for r in self.recs
                         if exports and r.state == "draft" and may(self.group, self.role, "export", r)))
        board = self.get(f"/{self.kind}/board?where=state%20%3D%3D%20%27told%27")
        self.same("board with a condition", board.status, 200 if reads else 403)
        self.titles("board with a condition", board.text, [r for r in self.sees if r.state == "told"])
        self.same("form of conditions", self.get(f"/{self.kind}/filter").status, 200 if reads else 403)
        self.same("page of views", self.get(f"/{self.kind}/views").status, 200 if reads else 403)
        self.same("views", self.get(f"/api/v1/views/{self.kind}").status, 200 if reads else 403)
        self.n += 6
        for mode, may_make in (("private", reads), ("shared", shares), ("locked", shares)):
            a = self.c.api("POST", f"/views/{self.kind}", {"name": mode, "mode": mode, "state": "state=draft"})
            self.same(f"a {mode} view of one's own", a.status, 201 if may_make else 422 if reads else 403)
        # the version is wrong on purpose: who may change is told of the conflict, nothing changes
        for what, view, roles in (("shared", shared, ("HEAD", "DIR", "ADMIN")), ("locked", locked, ("ADMIN",))):
            a = self.c.api("PATCH", f"/views/{self.kind}/{view}", {"version": 999, "name": "theirs"})
            self.same(f"change of another's {what} view", a.status, 403 if not reads or self.role not in roles else 409)
        a = self.c.api("DELETE", f"/views/{self.kind}/{shared}", {"version": 999})
        self.same("taking another's view away", a.status, 403 if not reads or self.role != "ADMIN" else 409)

    def one(self, rec):
        sees = rec in self.sees
        ok = 200 if sees else 404
        api = f"/api/v1/records/{self.kind}/{rec.id}"
        page = self.get(f"/{self.kind}/{rec.id}")
        self.same(f"page of {rec.name}", page.status, ok)
        got = self.get(api)
        self.same(f"interface to {rec.name}", got.status, ok)
        self.same(f"file of {rec.name}", self.get(f"/file/{rec.file}").status, ok)
        self.same(f"history of {rec.name}", self.get(api + "/history").status, ok)
        self.same(f"form of {rec.name}", self.get(f"/{self.kind}/{rec.id}/edit").status,
                  404 if not sees else 200 if may(self.group, self.role, "update", rec) else 403)
        if not sees:
            # nothing in the answers tells it from a record that never was
            never = self.get(f"/api/v1/records/{self.kind}/99999999")
            self.same(f"answer for {rec.name}", got.body, never.body)
            for trace in (rec.title, f"passport-{rec.id}", f"because-{rec.id}", f"file-{rec.id}"):
                self.same(f"trace of {rec.name}", trace in page.text + got.text, False)
            return
        self.personal(rec, json.loads(got.body), page)
        far = next(r for r in self.recs if r.name == "far")
        if rec is not far:
            self.same(f"title of the link of {rec.name}", f">{far.title}<" in page.text, far in self.sees)
        moves = json.loads(self.get(api + "/moves").body)["moves"]
        self.same(f"moves of {rec.name}", bool(moves), rec.state != "done" and may_move(self.group, self.role, rec))

    def personal(self, rec, data, page):
        """Masked for everybody; shown to whoever has the right and asks, with a reason, in every way there is."""
        governed = any(r == "pds" for role in matrix.ROLES for r, _ in table[self.group][role])
        may_see = not governed or may(self.group, self.role, "pds", rec)
        value, api, why = f"passport-{rec.id}", f"/api/v1/records/{self.kind}/{rec.id}", "&why=because"
        self.same(f"personal data of {rec.name}", data["fields"]["secret"], "•••")
        self.same(f"personal data of {rec.name} on its page", value in page.text, False)
        self.same(f"button for {rec.name}", 'form="reveal"' in page.text, may_see)
        self.same(f"asking without a reason for {rec.name}", self.get(api + "?show=secret").status, 422)
        asked = json.loads(self.get(api + "?show=secret" + why).body)
        self.same(f"personal data of {rec.name}, asked for", asked["fields"]["secret"], value if may_see else "•••")
        listed = json.loads(self.get(f"/api/v1/records/{self.kind}?cols=secret&per=100&show=all{why}").body)["rows"]
        got = next(r["fields"]["secret"] for r in listed if r["id"] == rec.id)
        self.same(f"personal data of {rec.name} in the list", got, value if may_see else "•••")
        self.n += 1
        shown = self.c.post(f"/{self.kind}/{rec.id}/show", {"field": "secret", "why": "because"})
        self.same(f"showing {rec.name}", (shown.status, value in shown.text), (200, True) if may_see else (403, False))
        self.same(f"{rec.name} afterwards", value in self.get(f"/{self.kind}/{rec.id}").text, False)

    def change(self, rec):
        api = f"/api/v1/records/{self.kind}/{rec.id}"
        sees, may_change = rec in self.sees, may(self.group, self.role, "update", rec)
        self.n += 2
        a = self.c.api("PATCH", api[7:], {"version": 999, "fields": {"what": rec.title}})
        # the version is wrong on purpose: who may change is told of the conflict, nothing changes
        self.same(f"change of {rec.name}", a.status, 409 if may_change else 403 if sees else 404)
        if rec.state == "draft":
            self.n += 1
            board = self.c.post(f"/{self.kind}/{rec.id}/board", {"move": "tell", "version": 999})
            moves = may_move(self.group, self.role, rec)
            self.same(f"card of {rec.name}", board.status, 409 if moves else 403 if sees else 404)
            for r in self.recs if not sees else []:
                self.same(f"trace of {r.name} at the card of {rec.name}", r.title in board.text, False)
        self.same(f"deletion of {rec.name}", self.c.api("DELETE", api[7:], {}).status, 403 if sees else 404)

    def bulk(self):
        """One change to everything reaches what the role may change, and tells nothing of the rest."""
        many = has(self.group, self.role, "update") or has(self.group, self.role, "move")
        self.n += 2
        a = self.c.api("POST", f"/records/{self.kind}/bulk",
                       {"records": [r.id for r in self.recs], "action": "set", "fields": {"what": "bulk"}, "dry_run": True})
        if not many or not self.sees:
            return self.same("bulk", a.status, 403 if not many else 422)
        said = json.loads(a.body)
        by_id = {r.id: r for r in self.recs}
        self.same("bulk reaches", sorted(by_id[r["record"]].name for r in said["rows"]), sorted(r.name for r in self.sees))
        self.same("bulk may change", sorted(by_id[r["record"]].name for r in said["rows"] if r["outcome"] == "change"),
                  sorted(r.name for r in self.sees if r.state != "done" and may(self.group, self.role, "update", r)))
        page = self.c.get(f"/bulk/{said['id']}")
        self.titles("preview of a bulk change", page.text, self.sees)
        for r in self.recs:
            governed = any(x == "pds" for role in matrix.ROLES for x, _ in table[self.group][role])
            if governed and not may(self.group, self.role, "pds", r):
                self.same(f"personal data of {r.name} in the preview", f"passport-{r.id}" in page.text, False)
        a = self.c.api("POST", f"/records/{self.kind}/bulk",
                       {"records": [r.id for r in self.recs], "action": "delete", "dry_run": True})
        self.same("bulk may delete", json.loads(a.body)["counts"]["change"], 0)
        a = self.c.api("POST", f"/records/{self.kind}/bulk",
                       {"filter": "per=1", "action": "move", "move": "tell", "dry_run": True})
        self.same("bulk may move", sorted(by_id[r["record"]].name for r in json.loads(a.body)["rows"]
                                          if r["outcome"] == "change"),
                  sorted(r.name for r in self.sees if r.state == "draft" and may_move(self.group, self.role, r)))

    def create(self):
        self.n += 1
        a = self.c.api("POST", f"/records/{self.kind}", {"fields": {"what": f"{self.group} new {self.role}"}})
        self.same("creation", a.status, 201 if has(self.group, self.role, "create") else 403)


def main():
    groups = sys.argv[3:] or list(table)
    files = check_files()
    requests = 0
    with tempfile.TemporaryDirectory(prefix="chancery-access-") as own:
        for group in groups:
            pathlib.Path(own, f"m_{group}.yaml").write_text(kind_file(group))
        with server.Server(sys.argv[1], env={"CHANCERY_KINDS": own}) as s:
            s.prepare()
            db = s.database()
            users = {}
            for role in matrix.ROLES:
                users[role] = db.execute(
                    "INSERT INTO account (login, name, roles, password, created_at, updated_at) SELECT ?, ?, ?, password, 1, 1"
                    " FROM account WHERE login = 'officer' RETURNING id", ("m-" + role.lower(), role, role)).fetchone()[0]
            filled = fill(db, s.var, groups, users)
            sha = os.path.join(s.var, "files", "2d")
            os.makedirs(sha, exist_ok=True)
            digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"  # of "x"
            pathlib.Path(sha, digest).write_text("x")
            db.execute("UPDATE attachment SET sha256 = ?", (digest,))
            db.commit()
            s.start()
            clients = {}
            for role in matrix.ROLES:
                clients[role] = s.client("m-" + role.lower())
            for group in groups:
                for role in matrix.ROLES:
                    r = Role(clients[role], group, role, filled[group])
                    mine = [x for x in r.recs if x.by in ("nobody", role)] + [x for x in r.recs if x.by == "OFF" != role]
                    r.many()
                    r.bulk()
                    for rec in mine:
                        r.one(rec)
                        r.change(rec)
                    requests += r.n
                for role in matrix.ROLES:
                    Role(clients[role], group, role, filled[group]).create()
                    requests += 1
            audit(s, filled[groups[0]])
            for role in matrix.ROLES:
                requests += figures(clients[role], role)
            requests += 2
    print("\n".join(faults[:60]) or f"{files} grants of kind files and {requests} requests as the table says")
    sys.exit(bool(faults))


def figures(client, role):
    """What an indicator or the report counts for a role is what that role finds in the register, never more."""
    a = client.get("/api/v1/indicators?year=2025")
    report = client.get("/api/v1/report?year=2025")
    if role == "EXT":
        if (a.status, report.status) != (403, 403):
            fault("figures for EXT:", a.status, report.status)
        return 2
    n = 2
    for row in json.loads(a.body)["rows"]:
        if row["indicator"] not in ("AGR_SIGNED", "AGR_PIPELINE") or not row["records"]:
            continue
        found = client.get("/api/v1/records" + row["records"])
        n += 1
        if json.loads(found.body)["total"] != row["listed"]:
            fault("figure", row["indicator"], role, row["listed"], "counted,", json.loads(found.body)["total"], "readable")
    return n


def audit(s, recs):
    """The auditor reads the trail; of what is above his clearance it says that something happened, not what."""
    high = next(r for r in recs if r.name == "high")
    page = s.client("m-auditor").get(f"/audit?what=create").text
    for rec in recs:
        seen = rec is not high
        if (f"because-{rec.id}" in page or rec.title in page) and not seen:
            fault("audit tells about", rec.name)
    if s.client("m-off").get("/audit").status != 403:
        fault("audit is open to officers")


main()
