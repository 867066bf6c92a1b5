"""The data files say what the code may rely on: they parse, ids are unique, labels come in three languages, days
exist, and every code, kind, field, state and name that a file refers to is there.
Not for: expressions (`chancery kinds check`)."""
import csv, datetime, pathlib, re, sys

try:
    import yaml
except ImportError:
    print("python3-yaml is missing: skipped")
    sys.exit(77)

root = pathlib.Path(sys.argv[1])
LANGS = ("vi", "en", "de")
bad = []


def fault(where, what):
    bad.append(f"{where}: {what}")


class Loader(yaml.SafeLoader):
    """Like the C reader: every scalar is a text, and a key that stands twice is a fault."""


Loader.yaml_implicit_resolvers = {}


def pairs(loader, node):
    seen = {}
    for key, value in node.value:
        k = loader.construct_object(key, deep=True)
        if k in seen:
            fault(f"{node.start_mark.name}:{key.start_mark.line + 1}", f"key {k} stands twice")
        seen[k] = loader.construct_object(value, deep=True)
    return seen


Loader.add_constructor("tag:yaml.org,2002:map", pairs)


def load(rel):
    path = root / rel
    text = path.read_text()
    if "\t" in text:
        fault(rel, "tab")
    loader = Loader(text)
    loader.name = rel
    try:
        return loader.get_single_data()
    except yaml.YAMLError as e:
        fault(rel, f"does not parse: {e}")
        return []


def table(rel):
    lines = [line for line in (root / rel).read_text().splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t"))
    for row in rows:
        if None in row or None in row.values():
            fault(rel, f"wrong number of columns: {row}")
    return rows


def unique(where, names):
    seen = set()
    for name in names:
        if name in seen:
            fault(where, f"{name} stands twice")
        seen.add(name)
    return seen


def label(where, x):
    if not isinstance(x, dict) or any(not str(x.get(lang) or "").strip() for lang in LANGS):
        fault(where, f"a label in vi, en and de is needed, not {x}")


def day(where, text, may_be_empty=True):
    if text in (None, ""):
        if not may_be_empty:
            fault(where, "a day is needed")
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        fault(where, f"{text} is no day")
        return None


def span(where, row):
    a, b = day(where, row.get("valid_from")), day(where, row.get("valid_to"))
    if a and b and b < a:
        fault(where, "valid_to lies before valid_from")


# --- code lists, countries, provinces
codes = {}
for e in load("definitions/codes.yaml"):
    codes[e["enum"]] = unique(f"codes.yaml {e['enum']}", [v["code"] for v in e["values"]])
    if not e.get("source"):
        fault(f"codes.yaml {e['enum']}", "no source")
    for v in e["values"]:
        label(f"codes.yaml {e['enum']} {v['code']}", v)
        span(f"codes.yaml {e['enum']} {v['code']}", v)
countries = table("definitions/countries.tsv")
for col in ("alpha2", "alpha3", "numeric", "name_vi", "name_en", "name_de"):
    unique(f"countries.tsv {col}", [r[col] for r in countries])
provinces = table("definitions/provinces.tsv")
unique("provinces.tsv code", [r["code"] for r in provinces])
for r in provinces:
    day(f"provinces.tsv {r['code']}", r["valid_from"])
if len(provinces) != 34:
    fault("provinces.tsv", f"{len(provinces)} provinces, not 34")
languages = table("definitions/languages.tsv")
for col in ("code", "name_vi", "name_en", "name_de"):
    unique(f"languages.tsv {col}", [r[col] for r in languages])
for r in languages:
    if not re.fullmatch(r"[a-z]{2}", r["code"]) or not r["name_vi"].startswith("Tiếng ") or not r["name_en"] or not r["name_de"]:
        fault(f"languages.tsv {r['code']}", "a language has two letters and a name in each of the three languages")
if len(languages) != 183:
    fault("languages.tsv", f"{len(languages)} languages, ISO 639-1 has 183")
codes["lang"] = {r["code"] for r in languages}
codes["country"] = {r["alpha2"] for r in countries}
communes = table("definitions/communes.tsv")
unique("communes.tsv code", [r["code"] for r in communes])
unique("communes.tsv name", [(r["name_vi"], r["province"]) for r in communes])
for r in communes:
    day(f"communes.tsv {r['code']}", r["valid_from"])
    if not re.fullmatch(r"\d{5}", r["code"]) or not r["name_en"]:
        fault(f"communes.tsv {r['code']}", "a commune has five digits and a name in English")
for r in provinces:
    n = sum(c["province"] == r["code"] for c in communes)
    if n != int(r["communes"]):
        fault(f"provinces.tsv {r['code']}", f"{r['communes']} communes, communes.tsv has {n}")
if len(communes) != sum(int(r["communes"]) for r in provinces):
    fault("communes.tsv", "a commune of no province")
codes["admin"] = {r["code"] for r in provinces + communes}

# --- kinds
kinds = {}
COMMON = set("""id parent uid code state state_since version org unit province classification origin created_at
    created_by
    updated_at updated_by deleted_at parent_kind parent_id secret_no secret_level secret_custodian
    secret_place""".split())
for path in sorted((root / "kinds").glob("*.yaml")):
    k = load(f"kinds/{path.name}")
    if k["id"] != path.stem:
        fault(path.name, f"id {k['id']} is not the file's name")
    kinds[k["id"]] = k
for name, k in kinds.items():
    where = f"kinds/{name}.yaml"
    label(where, k.get("label"))
    label(where, k.get("plural"))
    ids = unique(where, [f["id"] for f in k["fields"]])
    states = unique(where, [s["id"] for s in k.get("states", [])])
    sections = unique(where, [s["id"] for s in k.get("sections", [])])
    unique(where, [m["id"] for m in k.get("moves", [])])
    unique(where, [c["id"] for c in k.get("checks", [])])
    if not k.get("parents") and not any("read" in g["may"] for g in k.get("access", [])):
        fault(where, "nobody may read it")
    for g in k.get("access", []):
        for r in set(g["roles"]) - codes["role"]:
            fault(where, f"role {r}")
    for f in k["fields"]:
        at = f"{where} {f['id']}"
        label(at, f.get("label"))
        if f["id"] in COMMON:
            fault(at, "a common column has this name")
        if f.get("section", next(iter(sections), None)) not in (sections or {None}):
            fault(at, f"section {f.get('section')}")
        if f.get("required_at") and f["required_at"] not in states:
            fault(at, f"state {f['required_at']}")
        base, _, arg = f["type"].partition(":")
        if base in ("enum", "multi") and arg not in codes and arg != "code_list":  # the lists themselves: code.c
            fault(at, f"code list {arg}")
        if base in ("ref", "mref", "sub") and arg not in kinds and (base, arg) != ("mref", "any"):
            fault(at, f"kind {arg}")
        if base == "sub" and name not in kinds.get(arg, {}).get("parents", []):
            fault(at, f"{arg} does not name {name} among its parents")
        if f.get("via") and f["via"] not in {x["id"] for x in kinds[arg]["fields"]}:
            fault(at, f"{arg} has no field {f['via']}")
        if base in ("enum",) and f.get("default", "=")[0] != "=" and f["default"] not in codes[arg]:
            fault(at, f"default {f['default']}")
    for s in k.get("states", []) + k.get("sections", []):
        label(f"{where} {s['id']}", s.get("label"))
    reached = {k["states"][0]["id"]} if states else set()
    for m in k.get("moves", []):
        at = f"{where} {m['id']}"
        label(at, m.get("label"))
        if m.get("guard"):
            label(at + " guard", m.get("guard_text"))
        for s in [*m["from"], m["to"]]:
            if s not in states and s != "*":
                fault(at, f"state {s}")
        reached.add(m["to"])
        for f in m.get("need", []):
            if f not in ids:
                fault(at, f"field {f}")
        for r in m["roles"]:
            if r not in codes["role"] and not (r[0] == "@" and r[1:] in ids):
                fault(at, f"role {r}")
    for s in states - reached if k.get("moves") else ():
        fault(f"{where} {s}", "no move leads there")
    for c in k.get("checks", []):
        label(f"{where} {c['id']}", c.get("message"))
        if c.get("field") and c["field"] not in ids:
            fault(f"{where} {c['id']}", f"field {c['field']}")
    for f in k.get("key", []):
        if f not in ids:
            fault(where, f"key {f}")


def fields(kind):
    return {f["id"]: f for f in kinds[kind]["fields"]} if kind in kinds else {}


# --- days off and deadlines
rows = load("definitions/holidays.yaml")
unique("holidays.yaml", [r["date"] for r in rows])
for r in rows:
    at = f"holidays.yaml {r['date']}"
    d = day(at, r["date"], False)
    label(at, r.get("name"))
    if r["kind"] not in ("off", "work") or r["confirmed"] not in ("true", "false") or r["mark"] not in "VPUD":
        fault(at, "kind, confirmed or mark")
    if r["confirmed"] == "true" and r["mark"] != "V":
        fault(at, "counts, but is not verified")
    if d and (d.weekday() > 4) != (r["kind"] == "work"):
        fault(at, "an ordinary day off, or work on a working day")
off = {r["date"] for r in rows if r["kind"] == "off" and r["confirmed"] == "true"}
for start, n, due in (("2026-04-24", 1, "2026-04-28"), ("2026-02-11", 7, "2026-02-27"),
                      ("2026-02-13", 2, "2026-02-24"), ("2026-04-24", 3, "2026-05-04"),
                      ("2026-04-28", 5, "2026-05-07"), ("2026-08-28", 7, "2026-09-10"), ("2026-11-20", 7, "2026-12-01"),
                      ("2026-12-28", 5, "2027-01-05")):
    d = datetime.date.fromisoformat(start)
    while n:
        d += datetime.timedelta(1)
        n -= d.weekday() < 5 and d.isoformat() not in off
    if d.isoformat() != due:
        fault("holidays.yaml", f"from {start} the working days end on {d}, not {due}")
rules = load("definitions/deadlines.yaml")
unique("deadlines.yaml", [(r["code"], r["kind"], r.get("valid_from")) for r in rules])
# registers that a rule waits for: those of the model, as the tests of the rules have them
waiting = set(re.findall(r"^id: (\w+)", (root / "tests/unit/rules/data/kinds.yaml").read_text(), re.M))
for r in rules:
    at = f"deadlines.yaml {r['code']}"
    label(at, r.get("label"))
    span(at, r)
    names = set(fields(r["kind"])) | {s["id"] + "_at" for s in kinds.get(r["kind"], {}).get("states", [])}
    if r["kind"] not in kinds and r["kind"] not in waiting:
        fault(at, f"kind {r['kind']}")
    for f in r.get("trigger", []) + r.get("stop", []):
        if r["kind"] in kinds and re.fullmatch(r"\w+", f) and f not in names:  # else an expression: the program checks it
            fault(at, f"field {f}")
    if r["unit"] not in codes["unit_time"] or r["direction"] not in ("after", "before") or \
            r["mark"] not in ("V", "P", "U", "D", "V80"):  # V80: read in a decree that was replaced since
        fault(at, "unit, direction or mark")
    if (r["who"] not in codes["role"] and not r["who"].startswith("@")) or not (r.get("basis") or r.get("ground")):
        fault(at, "who or basis")
    if "ground" in r:
        label(at, r["ground"])

# --- terms
terms = load("definitions/terms.yaml")
unique("terms.yaml", [t["id"] for t in terms])
RULES = set("""number unit bound scale date period status institution term name region address byline dropped added
    heading""".split())
for t in terms:
    at = f"terms.yaml {t['id']}"
    if not t.get("vi") or not t.get("source"):
        fault(at, "no Vietnamese form or no source")
    day(at, t.get("valid_from"), False)
    for lang in ("en", "de"):
        if not t[lang].get("use"):
            fault(at, f"no {lang} rendering")
        uses = [u.lower() for u in t[lang]["use"]]
        for a in t[lang]["avoid"]:
            if a["class"] not in "ABCD" or a["rule"] not in RULES or not a.get("why"):
                fault(at, f"class, rule or reason of {a['text']}")
            if any(re.match(re.escape(a["text"].lower()), u) and len(u) - len(a["text"]) < 3 for u in uses):
                fault(at, f"{a['text']} is recommended and forbidden")
        unique(f"{at} {lang}", [a["text"].lower() for a in t[lang]["avoid"]])
reasons = load("definitions/term_reasons.yaml")
for r in reasons:
    label("term_reasons.yaml", r)
used = {a["why"] for t in terms for a in t["en"]["avoid"] + t["de"]["avoid"] + t.get("vi_avoid", [])}
for why in used ^ unique("term_reasons.yaml", [r["en"] for r in reasons]):
    fault("term_reasons.yaml", f"missing, or used nowhere: {why}")
forms = [f.lower() for t in terms for f in t["vi"]]
unique("terms.yaml vi", forms)

# --- subjects and indicators
subjects = load("definitions/subjects.yaml")
subject_ids = unique("subjects.yaml", [s["id"] for s in subjects])
for s in subjects:
    label(f"subjects.yaml {s['id']}", s.get("label"))
    span(f"subjects.yaml {s['id']}", s)
    for key in ("part_of", "successor"):
        if s.get(key) and s[key] not in subject_ids:
            fault(f"subjects.yaml {s['id']}", f"{key} {s[key]}")
indicators = load("definitions/indicators.yaml")
ids = unique("indicators.yaml", [i["id"] for i in indicators])
for i in indicators:
    at = f"indicators.yaml {i['id']}"
    label(at, i.get("label"))
    label(at, i.get("definition"))
    if i.get("differs"):
        label(at + " why", i.get("why"))
    for key, where in (("kind", "indicator_kind"), ("pillar", "pillar"), ("field", "field"), ("unit", "counted")):
        if i[key] not in codes[where]:
            fault(at, f"{key} {i[key]}")
    if i.get("subject") and i["subject"] not in subject_ids:
        fault(at, f"subject {i['subject']}")
    for key in ("part_of", "feeds", "growth_of", "share_of", "headline_with"):
        if i.get(key) and i[key] not in ids:
            fault(at, f"{key} {i[key]}")
    for key in ("sibling", "per", "differs"):
        for other in i.get(key, []):
            if other not in ids:
                fault(at, f"{key} {other}")
    if (i["class"] == "money") != bool(i.get("currency")):
        fault(at, "money needs a currency, and only money")
    for lang in LANGS:
        if set(i["hints"][lang]) != {"unit", "near", "not"}:
            fault(at, f"hints {lang}")
    q = i.get("records")
    if q:
        known = fields(q["kind"])
        for f in [q[k] for k in ("date", "sum") if q.get(k)] + [w["field"] for w in q.get("where", [])]:
            if f not in known:
                fault(at, f"field {f}")
        for s in set(q.get("state", [])) - {s["id"] for s in kinds[q["kind"]]["states"]}:
            fault(at, f"state {s}")
        for w in q.get("where", []):
            arg = known.get(w["field"], {}).get("type", "").partition(":")[2]
            for c in w.get("is", []) + w.get("not", []):
                if arg in codes and c not in codes[arg]:
                    fault(at, f"code {c}")

# --- demonstration set
LISTS = {"country": "country", "mcountry": "country", "admin": "admin", "lang": "lang", "mlang": "lang"}
names = {"@" + r["as"] for r in load("demo/records.yaml")}
made = {}


def values(at, kind, given):
    known = fields(kind)
    for f, text in given.items():
        if f in COMMON and f in ("org", "province", "classification"):
            if f == "org" and text not in names:
                fault(at, f"{text} is not made here")
            continue
        if f not in known:
            fault(at, f"{kind} has no field {f}")
            continue
        base, _, arg = known[f]["type"].partition(":")
        words = text.split() if base in ("multi", "mlang", "mcountry", "mref") else [text]
        for w in words:
            if base in ("enum", "multi") and w not in codes[arg]:
                fault(at, f"{f}: code {w}")
            if base in LISTS and w not in codes[LISTS[base]]:
                fault(at, f"{f}: code {w}")
            if base in ("ref", "mref", "org") and arg != "any" and made.get(w) != (arg if base != "org" else "org"):
                fault(at, f"{f}: {w} is not made before this record, or is of another kind")
        if base == "date":
            day(at, text)
        size = re.fullmatch(r"text\((\d+)\)", known[f]["type"])
        if size and len(text) > int(size.group(1)):
            fault(at, f"{f}: {len(text)} characters")


for r in load("demo/records.yaml"):
    at = f"records.yaml {r['as']}"
    if "@" + r["as"] in made:
        fault(at, "the name stands twice")
    if r["kind"] not in kinds or not r.get("why"):
        fault(at, "unknown kind, or no source")
        continue
    if r.get("state") and r["state"] not in {s["id"] for s in kinds[r["kind"]].get("states", [])}:
        fault(at, f"state {r['state']}")
    values(at, r["kind"], r["fields"])
    for f in kinds[r["kind"]]["fields"]:
        said = f["id"] in r.get("unknown", [])  # the source does not say: unknown stays unknown, and is written down
        if said and f["id"] in r["fields"]:
            fault(at, f"{f['id']} is unknown and has a value")
        if f.get("required") == "true" and f["id"] not in r["fields"] and not f.get("default") and f["type"] != "auto" and not said:
            fault(at, f"{f['id']} is required")
    for sub, subrows in (r.get("subs") or {}).items():
        kind = fields(r["kind"]).get(sub, {}).get("type", "").partition(":")[2]
        for row in subrows:
            values(f"{at} {sub}", kind, row)
    made["@" + r["as"]] = r["kind"]
users = load("demo/users.yaml")
unique("users.yaml", [u["login"] for u in users])
for u in users:
    if (set(u["roles"].split()) - codes["role"] or made.get(u["org"]) != "org"
            or u["clearance"] not in codes["classification"]):
        fault(f"users.yaml {u['login']}", "role, organisation or clearance")
texts = sorted(p.stem for p in (root / "demo/texts").glob("*.txt"))
for stem in sorted({t.rsplit("-", 1)[0] for t in texts}):
    files = [root / f"demo/texts/{stem}-{lang}.txt" for lang in LANGS]
    blocks = [len(f.read_text().split("\n\n")) if f.exists() else 0 for f in files]
    if len(set(blocks)) != 1:
        fault(f"demo/texts/{stem}", f"blocks in vi, en, de: {blocks}")
planted = re.findall(r"^\| ([a-z]+-\d{4})-(en|de) \| (.+?) \| (.+?) \| ([ABCD]) ([a-z]+) \|$",
                     (root / "demo/README.md").read_text(), re.M)
for stem, lang, original, other, _, rule in planted:
    for words, of in ((original, "vi"), (other, lang)):
        path = root / f"demo/texts/{stem}-{of}.txt"
        if rule not in RULES or not path.exists():
            fault("demo/README.md", f"planted fault {stem}-{of} {rule}")
        elif words != "(nothing)" and words.strip("`") not in path.read_text():
            fault("demo/README.md", f"{words} does not stand in {path.name}")

print("\n".join(bad) or f"{len(kinds)} kinds, {len(codes)} code lists, {len(terms)} terms, "
      f"{len(indicators)} indicators, {len(rules)} deadlines, {len(made)} records, {len(planted)} faults planted")
sys.exit(bool(bad))
