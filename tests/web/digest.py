"""The daily mail over a real SMTP server (aiosmtpd of Debian): what each person has not read, once, in his language; a
server that is away keeps the notices for the next time; who wants none gets none.
usage: digest.py CHANCERY"""
import datetime, email, email.policy, os, pathlib, socket, sqlite3, subprocess, sys, tempfile, time

chancery = os.path.abspath(sys.argv[1])
MONDAY = int(datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.timezone.utc).timestamp())
folder = tempfile.TemporaryDirectory(prefix="chancery-digest-")
work = pathlib.Path(folder.name)
bad = []


def expect(what, ok):
    if not ok:
        bad.append(what)


def run(*args, stdin=b"", now=MONDAY):
    env = dict(os.environ, CHANCERY_VAR=str(work / "var"), CHANCERY_NOW=str(now))
    p = subprocess.run([chancery, *args], input=stdin, capture_output=True, env=env)
    if p.returncode != 0:
        raise SystemExit(f"chancery {' '.join(args)}: {p.returncode}\n{p.stderr.decode()}")
    return p.stdout.decode()


def post(login, path, body):
    out = run("test-http", "--as", login, stdin=f"POST {path} HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\n"
              f"csrf={{csrf}}&{body}".encode())
    expect(f"{path}: {out.splitlines()[0]}", " 303 " in out.splitlines()[0])


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def mails():
    return [email.message_from_bytes(p.read_bytes(), policy=email.policy.default) for p in sorted((work / "box/new").iterdir())]


def digest(now=MONDAY):
    return run("tick", "digest", now=now)


run("init")
run("demo")
expect("says that no server is set", "no mail server" in digest())
port = free_port()
run("setting", "mail.url", f"smtp://127.0.0.1:{port}")
run("setting", "mail.from", "chancery@example.org")
run("setting", "mail.address", "https://chancery.example.org")
db = sqlite3.connect(work / "var/chancery.db")
for login, lang in (("head", "vi"), ("director", "de"), ("chair", "en")):
    db.execute("UPDATE account SET email = ?, lang = ? WHERE login = ?", (f"{login}@example.org", lang, login))
db.execute("UPDATE notice SET read_at = 1")
record = db.execute("SELECT id FROM r_agreement WHERE state = 'draft'").fetchone()[0]
db.commit()
post("officer", f"/agreement/{record}/comments", "comment=%40head+%40director+%40chair+xem+gi%C3%BAp")
post("chair", "/notices/digest", "on=no")
expect("a server that is away is told", "3 not delivered" in digest() or "2 not delivered" in digest())
smtp = subprocess.Popen(["/usr/bin/python3", "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}", "-c",
                         "aiosmtpd.handlers.Mailbox", str(work / "box")])
try:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    expect("nothing on a Sunday", "no working day" in digest(MONDAY - 86400))
    out = digest()
    expect(f"two mails: {out}", "2 mails" in out and "0 not delivered" in out)
    got = {m["To"].addresses[0].addr_spec: m for m in mails()}
    expect(f"to head and director: {sorted(got)}", sorted(got) == ["director@example.org", "head@example.org"])
    vi, de = got["head@example.org"], got["director@example.org"]
    expect("subject in Vietnamese", vi["Subject"] == "Thông báo: 1")
    expect("subject in German", de["Subject"] == "Mitteilungen: 1")
    expect("says who and what", "nhắc đến bạn" in vi.get_content() and "xem giúp" in vi.get_content())
    expect("says it in German", "erwähnte Sie" in de.get_content())
    expect("leads to the record", f"https://chancery.example.org/agreement/{record}#comments" in vi.get_content())
    expect("sent by a program", vi["Auto-Submitted"] == "auto-generated")
    out = digest()
    expect(f"not twice: {out}", "0 mails" in out and len(mails()) == 2)
finally:
    smtp.terminate()
    smtp.wait()
for b in bad:
    print("FAILED:", b)
print(f"digest: {len(bad)} failed")
sys.exit(1 if bad else 0)
