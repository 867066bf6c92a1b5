"""Every operation that the interface's own description names, with values of the wrong kind, broken JSON, numbers of other records and
parameters of the wrong sort. The answer is JSON, never a fault of the server; what says that it is done stays readable.
usage: api_junk.py CHANCERY [SEED]"""
import json, pathlib, random, re, subprocess, sys, urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import server

JUNK = [None, True, 0, -1, 1.5, 1e300, 2**63, "", " ", "Huế", "x" * 3000, "2026-02-31", "2025-01-31", "0", "303", [], [[]], ["a", 1], {},
        {"a": {"b": [1]}}, "\u0000", "\ud83d", "' OR 1=1 --", "red,blue", {"amount": "1", "currency": "ZZZ"}]
BODIES = [b"", b"{", b"[]", b"null", b'{"a":1,"a":2}', b"\xff\xfe", b'{"version":1e999}', b"[" * 2000, b'"' + b"x" * 100000 + b'"']
NAMES = ["a.pdf", "", "..", "../../etc/passwd", "x" * 400 + ".pdf", "báo cáo.docx", "a.exe", "\u202efdp.txt", "a\tb.txt", "漢字.txt"]
FILES = ["1", "2", "3", "0", "x"]
faults = []


def names_of(doc, schema, deep=0):
    """Property names, with those of nested objects."""
    while "$ref" in schema:
        schema = doc["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    for part in schema.get("allOf", []):
        schema = {**schema, "properties": {**schema.get("properties", {}), **names_of(doc, part, deep)}}
    return schema.get("properties", {}) if deep < 4 else {}


def body_for(doc, op, rng):
    schema = op["requestBody"]["content"].get("application/json", {}).get("schema", {})
    if rng.random() < 0.25:
        return rng.choice(BODIES)
    out = {}
    for name, inner in names_of(doc, schema).items():
        if rng.random() < 0.6:
            nested = names_of(doc, inner, 1)
            out[name] = {k: rng.choice(JUNK) for k in nested if rng.random() < 0.5} if nested else rng.choice(JUNK)
    if "version" in out and rng.random() < 0.7:
        out["version"] = rng.choice([1, 2])
    return json.dumps(out).encode()


def parts_for(op, rng):
    """An upload as the description writes it, with names and bytes that nobody expects; now and then broken."""
    mark, parts = b"xXjunkXx", []
    for name, inner in op["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"].items():
        is_file = inner["type"] == "array"
        for _ in range(rng.choice([0, 1, 1, 3] if is_file else [0, 0, 1])):
            extra = b'; filename="%s"' % rng.choice(NAMES).encode() if is_file else b""
            parts.append(b'--%s\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
                         % (mark, name.encode(), extra, str(rng.choice(JUNK)).encode(errors="replace")))
    out = b"".join(parts) + b"--%s--\r\n" % mark
    return (out[:rng.randrange(len(out))] if rng.random() < 0.2 else out), f"multipart/form-data; boundary={mark.decode()}"


def address_for(path, op, rng, ids):
    query = []
    for p in op.get("parameters", []):
        name = p.get("name")
        if name is None:
            continue
        if p.get("in") == "path":
            kind = next((k for k in ids if f"/{k}/" in path), "agreement")
            value = rng.choice(FILES if name == "file" else ids[kind]) if rng.random() < 0.8 else rng.choice(["999999", "123456789012"])
            path = path.replace("{" + name + "}", urllib.parse.quote(value, safe=""))
        elif p.get("in") == "query" and rng.random() < 0.4:
            query.append((name, str(rng.choice(JUNK))[:400].replace("\0", "")))
    return path + ("?" + urllib.parse.urlencode(query, errors="replace") if query else "")


def tables(s):
    db = s.database()
    names = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'")]
    return {t: db.execute(f'SELECT COUNT(*) FROM "{t}"').fetchone()[0] for t in names}


def forged(s, place):
    """Every row of the routes that changes something refuses a request without the session's token, and one from another site with it;
    asked with all roles, so that no role refuses first. Nothing is changed."""
    source = (pathlib.Path(__file__).resolve().parents[2] / "src/web/routes.c").read_text()
    rows = re.findall(r'\{HTTP_(POST|PATCH|PUT|DELETE), "([^"]+)",\s*\w+,\s*([^,]+),\s*([^,"]+),\s*"', source)
    roles = "OFF HEAD DIR ADMIN AUDITOR LINE CHAIR PPCO CLERK COMM EXT MOFA MLEAD DPO"
    subprocess.run([s.chancery, "user", "add", "everything", roles, "Tất cả"], env=s.env, input=b"mot cau dai de nho", check=True)
    c = s.client().login("everything", "mot cau dai de nho")
    token = c.get("/api/v1/me").text.split('"csrf":"')[1].split('"')[0]
    before, n = tables(s), 0
    for method, path, roles, flags in rows:
        where = re.sub(r"\{[a-z]+\}", "x", path.replace("{kind}", "place").replace("{id}", place))
        kind = "application/json" if "ROUTE_API" in flags else "application/x-www-form-urlencoded"
        tries = [{"X-CSRF-Token": token, "Origin": "https://evil.example"}, {"X-CSRF-Token": token, "Sec-Fetch-Site": "cross-site"}]
        if "ROUTE_SAME_ORIGIN" not in flags:
            tries += [{}, {"X-CSRF-Token": "x" * len(token)}]
        for headers in tries:
            a = c.send(method, where, "a=b", {"Content-Type": kind, **headers})
            n += 1
            if a.status != 403:
                faults.append(f"forged {method} {where} {headers}: {a.status} {a.text[:160]!r}")
    if n < 4 * source.count("{HTTP_POST"):
        faults.append(f"forged: only {n} requests, the rows of the routes are not read")
    after = tables(s)
    faults.extend(f"forged: table {t} changed" for t in before if before[t] != after[t])
    return n


def main():
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261128
    rng, n, counts = random.Random(seed), 0, {}
    with server.Server(sys.argv[1]) as s:
        s.prepare().start()
        doc = json.loads(s.run("openapi").stdout)
        ids = {}
        for i, kind, code in s.database().execute("SELECT id, kind, code FROM record ORDER BY id"):
            ids.setdefault(kind, []).extend([str(i)] + [code] * (code is not None))
        n += forged(s, ids["place"][0])
        for account in ("officer", "head", "admin"):
            c = s.client(account)
            c.csrf = c.get("/api/v1/me").text.split('"csrf":"')[1].split('"')[0]
            for path, ops in doc["paths"].items():
                for method, op in ops.items():
                    if method not in ("get", "post", "put", "patch", "delete"):
                        continue
                    where = address_for(path, op, rng, ids)
                    body, type = None, "application/json"
                    if "multipart/form-data" in op.get("requestBody", {}).get("content", {}):
                        body, type = parts_for(op, rng)
                    elif "requestBody" in op:
                        body = body_for(doc, op, rng)
                    a = c.send(method.upper(), where, body, {"Content-Type": type, "X-CSRF-Token": c.csrf})
                    n += 1
                    counts[a.status] = counts.get(a.status, 0) + 1
                    said = f"{account} {method.upper()} {where} {body!r:.200}: {a.status} {a.text[:160]!r}"
                    if a.status >= 500 or a.status == 405:
                        faults.append(said)
                    elif a.body and "json" in a.headers.get("Content-Type", ""):
                        try:
                            json.loads(a.text)
                        except ValueError:
                            faults.append("not JSON: " + said)
                    elif a.status >= 400:
                        faults.append("an error that is not JSON: " + said)
        if s.stop() != 0:
            faults.append("the server did not end well")
        faults.extend("log: " + x for x in s.said().splitlines() if " error " in x)
        check = s.run("verify", check=False)
        if check.returncode != 0:
            faults.append("verify: " + check.stdout[-300:])
    for f in faults[:30]:
        print(" ", f)
    print(f"{n} requests {dict(sorted(counts.items()))}, {len(faults)} faults, seed {seed}")
    return 1 if faults or n < 300 else 0


sys.exit(main())
