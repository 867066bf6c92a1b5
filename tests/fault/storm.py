"""Makes an installation with the demonstration set and lets tests/fault/storm.c loose on it, one process per scenario.
Usage: storm.py CHANCERY STORM [NAME...]"""
import base64, hashlib, hmac, os, pathlib, re, shutil, sqlite3, subprocess, sys, tempfile

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent))
import server


def prepare_imports(s, folder):
    """One import that was tried and one that was written, for the scenarios that go on from there."""
    for n, more in ((1, []), (2, ["--commit"])):
        path = pathlib.Path(folder, f"{n}.csv")
        path.write_text(f"name_vi,name_en,country,kind\nQuỹ {n},Fund {n},JP,agency\nHội {n},Society {n},DE,agency\n")
        s.run("import", "partner_org", str(path), "--as", "officer", *more)


def prepare_moves(s):
    """One agreement that its director has just cancelled, for the scenario that takes it back."""
    db = sqlite3.connect(f"{s.var}/chancery.db")
    id = db.execute("SELECT id FROM r_agreement WHERE state = 'submitted' ORDER BY id DESC LIMIT 1").fetchone()[0]
    db.close()
    text = (f"POST /api/v1/records/agreement/{id}/move HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            'X-CSRF-Token: {csrf}\r\n\r\n{"move": "cancel", "version": 1, "reason": "x"}')
    p = subprocess.run([s.chancery, "test-http", "--as", "director"], input=text, env=s.env, capture_output=True, text=True)
    if '"state":"cancelled"' not in p.stdout:
        raise AssertionError(p.stdout[-500:] + p.stderr[-500:])


def prepare_personal(s):
    """A person with personal data, and one that lies in the bin, for the scenarios that show and restore them."""
    db = sqlite3.connect(f"{s.var}/chancery.db")
    org = db.execute("SELECT id FROM r_org WHERE name_vi LIKE 'Sở Ngoại vụ%' LIMIT 1").fetchone()[0]
    db.close()
    for name in ("Storm Person", "Storm Gone"):
        text = ("POST /api/v1/records/contact HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                'X-CSRF-Token: {csrf}\r\n\r\n{"fields": {"full_name": "%s", "phone": "0123456", "country": "JP",'
                ' "consent": "x", "dom_org": %d}}' % (name, org))
        p = subprocess.run([s.chancery, "test-http", "--as", "head"], input=text, env=s.env, capture_output=True, text=True)
        if '"version":1' not in p.stdout:
            raise AssertionError(p.stdout[-500:] + p.stderr[-500:])
    id = p.stdout.split('"id":')[1].split(",")[0]
    text = (f"POST /contact/{id}/delete HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
            "csrf={csrf}&reason=entered+twice")
    p = subprocess.run([s.chancery, "test-http", "--as", "head"], input=text, env=s.env, capture_output=True, text=True)
    if "303" not in p.stdout[:60]:
        raise AssertionError(p.stdout[-500:] + p.stderr[-500:])


def prepare_view(s):
    """A saved view of the head's, for the scenarios that open, change and take it away."""
    text = ("POST /api/v1/views/agreement HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            'X-CSRF-Token: {csrf}\r\n\r\n{"name": "before the storm", "mode": "shared", "state": "state=signed"}')
    p = subprocess.run([s.chancery, "test-http", "--as", "head"], input=text, env=s.env, capture_output=True, text=True)
    if '"version":1' not in p.stdout:
        raise AssertionError(p.stdout[-500:] + p.stderr[-500:])


def prepare_bulk(s):
    """A change of many records that was written and one that was only tried."""
    for copies, dry in (("2", "false"), ("3", "true")):
        text = ("POST /api/v1/records/agreement/bulk HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                'X-CSRF-Token: {csrf}\r\n\r\n{"filter": "state=signed", "action": "set", "fields": {"copies": ' + copies +
                '}, "dry_run": ' + dry + "}")
        p = subprocess.run([s.chancery, "test-http", "--as", "officer"], input=text, env=s.env, capture_output=True, text=True)
        if '"total":3' not in p.stdout:
            raise AssertionError(p.stdout[-500:] + p.stderr[-500:])


def prepare_reset(s):
    """A reset code whose text is known, for the scenario that uses it."""
    db = sqlite3.connect(f"{s.var}/chancery.db")
    with db:
        db.execute("INSERT INTO account_reset (account, hash, expires_at, created_at, created_by) "
                   "SELECT id, ?, 9999999999, 0, 0 FROM account WHERE login = 'clerk'",
                   (hashlib.blake2b(b"AAAABBBBCCCCDDDD", digest_size=32).hexdigest(),))
    db.close()


NOW = 1790000000  # the clock of storm.c


def code_of(key):
    mac = hmac.new(base64.b32decode(key.replace(" ", "")), (NOW // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(int.from_bytes(mac[at:at + 4], 'big') & 0x7FFFFFFF) % 1000000:06d}"


def prepare_accounts(s):
    """A key, a place, a second factor that was begun, one that is on, and a login that owes its code."""
    s.run("user", "key", "officer", "storm", "agreement")
    db = sqlite3.connect(f"{s.var}/chancery.db")
    s.run("user", "give", "officer", "AUDITOR", str(db.execute("SELECT id FROM r_org ORDER BY id").fetchone()[0]))
    env = {**s.env, "CHANCERY_NOW": str(NOW - 60)}

    def ask(text):
        return subprocess.run([s.chancery, "test-http", "--as", "auditor"], input=text, env=env, capture_output=True,
                              text=True).stdout
    ask("POST /account/totp/begin HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\n"
        f"csrf={{csrf}}&present={server.PASSWORD}")
    key = re.search('class="totp-key">([A-Z2-7 ]+)<', ask("GET /account/totp HTTP/1.1\n\n")).group(1)
    with db:
        db.execute("INSERT INTO meta (name, value) VALUES ('storm_code', ?)", (code_of(key),))
        for login in ("clerk", "chair"):
            db.execute("INSERT INTO account_totp (account, secret, begun_at, since) "
                       "SELECT id, 'x', 1, 1 FROM account WHERE login = ?", (login,))
        db.execute("INSERT INTO account_recovery (account, hash) SELECT id, ? FROM account WHERE login = 'chair'",
                   (hashlib.blake2b(b"AAAABBBBCCCCEEEE", digest_size=32).hexdigest(),))
        db.execute("INSERT INTO login_step (id, account, expires_at) SELECT ?, id, 9999999999 FROM account "
                   "WHERE login = 'chair'", (hashlib.blake2b(b"A" * 43, digest_size=32).hexdigest(),))
    db.close()


def prepare_files(s):
    """A file of a record, and one that waits for a form of the head's, for the scenarios that take them off and save them."""
    db = sqlite3.connect(f"{s.var}/chancery.db")
    id = db.execute("SELECT id FROM r_agreement ORDER BY id DESC LIMIT 1").fetchone()[0]
    db.close()
    s.run("record", "attach", str(id), str(here / "storm.py"), "text_final")
    part = '--xyz\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    text = ("POST /place/new HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=xyz\r\n\r\n" +
            part % ("csrf", "{csrf}") + part % ('record-files"; filename="a.txt', "waits") + "--xyz--\r\n")
    p = subprocess.run([s.chancery, "test-http", "--as", "head"], input=text, env={**s.env, "CHANCERY_NOW": str(NOW - 60)},
                       capture_output=True, text=True)
    if 'name="record-files.kept"' not in p.stdout:
        raise AssertionError(p.stdout[-500:] + p.stderr[-500:])


chancery, storm, names = sys.argv[1], sys.argv[2], sys.argv[3:]
bad = 0
with server.Server(chancery) as s, tempfile.TemporaryDirectory(prefix="chancery-storm-") as folder:
    s.prepare()
    prepare_imports(s, folder)
    prepare_moves(s)
    prepare_bulk(s)
    prepare_reset(s)
    prepare_accounts(s)
    prepare_view(s)
    prepare_personal(s)
    prepare_files(s)
    for path in sorted(here.glob("*.http")):
        if names and path.stem not in names:
            continue
        work = os.path.join(folder, path.stem)
        os.mkdir(work)
        if os.path.isdir(os.path.join(s.var, "files")):
            shutil.copytree(os.path.join(s.var, "files"), os.path.join(work, "files"))
        p = subprocess.run([storm, s.var, work, str(path)], env={**os.environ, "CHANCERY_PASSWORD": server.PASSWORD},
                           capture_output=True, text=True)
        print(p.stdout.strip())
        if p.returncode != 0:
            bad += 1
            print(f"{path.stem}: exit {p.returncode}\n{p.stderr[-3000:]}")
sys.exit(1 if bad else 0)
