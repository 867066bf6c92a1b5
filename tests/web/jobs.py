"""What happens by date: the job inside the server, several processes on one database, kill -9 in the middle of a run. Whatever
happens, in the end everyone was told once and every deadline stands where a single quiet run puts it. usage: jobs.py CHANCERY"""
import datetime, os, pathlib, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import server

SEED = int(os.environ.get("CHANCERY_SEED", random.SystemRandom().randrange(1 << 31)))
rng, bad = random.Random(SEED), []
RECORDS = 60


def at(day, seconds=0):
    return str(int(datetime.datetime.fromisoformat(day + "T08:00:00+07:00").timestamp()) + seconds)


def expect(what, ok, detail=""):
    if not ok:
        bad.append(f"{what} {detail}".rstrip())


def on(base, name, day, seconds=0):
    """A copy of the installation, with that clock."""
    var = f"{base.var}-{name}"
    if not os.path.exists(var):
        shutil.copytree(base.var, var)
    return server.Server(chancery, var=var, env={"CHANCERY_NOW": at(day, seconds)})


def result(s):
    db = sqlite3.connect(f"{s.var}/chancery.db")
    notices = db.execute("SELECT event, account, role, record_id, subject, due_on, once FROM notice ORDER BY once").fetchall()
    dues = db.execute("SELECT record_id, rule, period, due_on, stage FROM due ORDER BY 1, 2, 3").fetchall()
    states = db.execute("SELECT id, state FROM r_agreement ORDER BY id").fetchall()
    moves = db.execute("SELECT record_id, count(*) FROM history WHERE what = 'move' AND user_id = 0 GROUP BY 1").fetchall()
    db.close()
    return notices, dues, states, moves


def jobs_of(s, which="1 = 1"):
    db = sqlite3.connect(f"{s.var}/chancery.db", timeout=10)
    rows = db.execute(f"SELECT name, holder, ended_at FROM job WHERE {which}").fetchall()
    db.close()
    return rows


def shoot(s):
    """kill -9 as soon as it has a job; whether it still had one then."""
    db = sqlite3.connect(f"{s.var}/chancery.db", timeout=10)
    p = subprocess.Popen([chancery, "tick"], env=s.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while p.poll() is None and not db.execute("SELECT 1 FROM job WHERE holder IS NOT NULL").fetchone():
        pass
    p.send_signal(signal.SIGKILL)
    p.wait()
    db.close()
    return bool(jobs_of(s, "holder IS NOT NULL"))


def fill(base):
    base.start()
    c = base.client("officer")
    org = c.get("/org/options?q=so%20ngoai%20vu").text.split('"id":"')[1].split('"')[0]
    for i in range(RECORDS):
        fields = {"title_vi": f"Bản ghi nhớ {i}", "agr_type": "mou", "path": "ppc", "simplified": False, "proposer": org,
                  "signatory_org": org, "fields": ["other"], "involves_defence": False, "involves_security": False,
                  "involves_investment": False, "sign_date": "2026-06-01"}
        a = c.api("POST", "/records/agreement", {"fields": fields})
        if a.status != 201:
            raise AssertionError(f"{a.status} {a.text[:300]}")
    base.stop()
    db = sqlite3.connect(f"{base.var}/chancery.db")  # some are signed and come into force by date
    ids = [r[0] for r in db.execute("SELECT id FROM r_agreement WHERE title LIKE 'Bản ghi nhớ %' ORDER BY id LIMIT 10")]
    db.executemany("UPDATE r_agreement SET state = 'signed', effect_date = '2026-06-15', original_place = 'A', copies = 2, "
                   "text_final = '1', term_kind = 'indefinite', nonbinding_clause = 1 WHERE id = ?", [(i,) for i in ids])
    db.commit()
    db.close()


def main():
    with tempfile.TemporaryDirectory(prefix="chancery-jobs-") as folder:
        base = server.Server(chancery, var=f"{folder}/base", env={"CHANCERY_NOW": at("2026-06-10")})
        base.prepare()
        base.run("setting", "job.every_s", "0")
        fill(base)

        quiet = on(base, "quiet", "2026-06-18")
        quiet.run("tick")
        quiet = on(base, "quiet", "2026-06-18", 700)
        quiet.run("tick")
        wanted = result(quiet)
        expect("notices are written", len(wanted[0]) > RECORDS, str(len(wanted[0])))
        expect("records come into force by date", len(wanted[3]) >= 10, str(len(wanted[3])))
        quiet.run("tick")
        expect("a second run changes nothing", result(quiet) == wanted)

        # four at once, two of them killed at any moment; what they left is done by the next one, when their time is over
        torn = on(base, "torn", "2026-06-18")
        running = [subprocess.Popen([chancery, "tick"], env=torn.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                   for _ in range(4)]
        time.sleep(0.02 + rng.random() * 0.25)
        for p in running[:2]:
            p.send_signal(signal.SIGKILL)
        for p in running:
            p.wait()
        torn = on(base, "torn", "2026-06-18", 700)
        torn.run("tick")
        got = result(torn)
        for name, a, b in zip(("notices", "deadlines", "states", "moves by date"), got, wanted):
            expect(f"after the kill: {name} as after a quiet run", a == b, f"{len(a)} and {len(b)}; {sorted(set(a) ^ set(b))[:3]}")
        expect("after the kill: the history is whole", torn.run("verify", check=False).returncode == 0)

        # killed while it has a job: the next process on this machine has it at once, with the clock standing still
        for attempt in range(40):
            shot = on(base, f"shot-{attempt}", "2026-06-18")
            if shoot(shot):
                break
        expect("a process was killed in the middle of a job", bool(jobs_of(shot, "holder IS NOT NULL")))
        shot.run("tick")
        expect("its job was taken over at once", not jobs_of(shot, "holder IS NOT NULL OR ended_at IS NULL"), str(jobs_of(shot)))
        shot = on(base, f"shot-{attempt}", "2026-06-18", 700)
        shot.run("tick")
        expect("after that kill all is as after a quiet run", result(shot)[1:] == wanted[1:] and len(result(shot)[0]) == len(wanted[0]))

        # nobody calls anything: the server does it by itself, and so does a second one on the same database
        alive = on(base, "alive", "2026-06-18")
        alive.run("setting", "job.every_s", "1")
        other = on(base, "alive", "2026-06-18")
        alive.start()
        other.start()
        end = time.monotonic() + 60
        while time.monotonic() < end and len(result(alive)[0]) < len(wanted[0]):
            time.sleep(0.2)
        alive.stop()
        other.stop()
        got = result(alive)
        expect("the server told everyone", got[0] == wanted[0], f"{len(got[0])} of {len(wanted[0])}")
        expect("the server made the moves", got[2] == wanted[2] and got[3] == wanted[3])
        expect("nothing failed", "ERROR" not in alive.said().upper().replace("WARN", ""), alive.said()[-300:])
    print("\n".join(bad) or f"{RECORDS} agreements, {len(wanted[0])} notices, {len(wanted[3])} moves by date: the same five times")
    if bad:
        print(f"CHANCERY_SEED={SEED}")
    return bool(bad)


chancery = os.path.abspath(sys.argv[1])
sys.exit(main())
