"""The server against the floor (tests/bench/floor.c: libmicrohttpd and SQLite with nothing between) over the same 100,000
agreements: requests per second of one record and of a filtered, sorted page of 50, as JSON and as HTML. Runs alternate, the
ratio is of the medians; on a busy machine the processor time of a request is the better measure. The server remembers a count
while nothing changes, the floor counts each time. One thread answers in each: libmicrohttpd deals connections out to a pool
by chance.
Usage: pages.py CHANCERY [SECONDS per run]"""
import os, pathlib, random, shutil, statistics, subprocess, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import server

ROWS, ROUNDS, THREADS, CONNECTIONS = 100_000, 5, 1, 16
STATES = ("draft", "consulting", "submitted", "approved", "signed", "in_force", "expired", "cancelled")


def fill(s):
    """Copies of the demonstration's agreements with other names, days and states; the engine's own tables and index."""
    db = s.database()
    columns = [r[1] for r in db.execute("PRAGMA table_info(r_agreement)")]
    template = dict(zip(columns, db.execute("SELECT * FROM r_agreement ORDER BY id LIMIT 1").fetchone()))
    first = db.execute("SELECT max(id) FROM record").fetchone()[0] + 1
    rng, rows = random.Random(1), []
    for i in range(ROWS):
        r = dict(template, id=first + i, uid=f"BENCH{i:021}", code=f"TQ-46-26-{i + 100:06}", state=rng.choice(STATES))
        r["title_vi"] = r["title"] = f"Bản ghi nhớ số {i} về hợp tác giữa thành phố Huế và địa phương {rng.randrange(4000)}"
        r["title_foreign"] = f"Memorandum no. {i} on cooperation"
        r["agr_type"] = rng.choice(("mou", "thoa_thuan", "khac"))
        r["ref_no"] = f"{2000 + i % 26}-{i}"
        r["sign_date"] = f"{rng.randrange(2000, 2026)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        rows.append([r[c] for c in columns])
    db.executemany(f"INSERT INTO r_agreement VALUES ({','.join('?' * len(columns))})", rows)
    db.executemany("INSERT INTO record (id, uid, kind, code, title) VALUES (?, ?, 'agreement', ?, ?)",
                   [(first + i, f"BENCH{i:021}", f"TQ-46-26-{i + 100:06}", f"Bản ghi nhớ số {i}") for i in range(ROWS)])
    db.commit()
    db.close()
    return first


# The requests are made before the run: making them in the run would measure the client.
SCRIPT = """local n, made = 0, {}
function init()
  math.randomseed(%d)
  for i = 1, 2000 do
    local path = "%s"
    path = path:gsub("ID", tostring(%d + math.random(0, %d))):gsub("PAGE", tostring(math.random(1, 20)))
    made[i] = wrk.format("GET", path)
  end
end
function request()
  n = n %% 2000 + 1
  return made[n]
end
function done(summary, latency)
  io.write("ERRORS " .. (summary.errors.status + summary.errors.read + summary.errors.timeout) .. "\\n")
end
"""


def drive(port, path, first, seconds, cookie, seed, folder):
    script = folder / "requests.lua"
    script.write_text(SCRIPT % (seed, path, first, ROWS - 1))
    out = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), "-H", f"Cookie: {cookie}",
                          f"http://127.0.0.1:{port}"], capture_output=True, text=True).stdout
    if "ERRORS 0" not in out:
        raise AssertionError(out)
    return float(out.split("Requests/sec:")[1].split()[0])


def spent(pid):
    """Seconds of the processor that a process has used."""
    with open(f"/proc/{pid}/stat") as f:
        rest = f.read().rsplit(")", 1)[1].split()
    return (int(rest[11]) + int(rest[12])) / os.sysconf("SC_CLK_TCK")


def build_floor(folder):
    floor = folder / "floor"
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libmicrohttpd", "sqlite3"], capture_output=True, text=True)
    subprocess.run(["cc", "-O2", str(pathlib.Path(__file__).with_name("floor.c")), "-o", str(floor), "-lpthread",
                    *flags.stdout.split()], check=True)
    return floor


def main():
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    if not shutil.which("wrk"):
        print("wrk is not installed: skipped")
        return 77
    with server.Server(sys.argv[1]) as s, tempfile.TemporaryDirectory(prefix="chancery-bench-") as name:
        folder = pathlib.Path(name)
        s.prepare()
        first = fill(s)
        s.run("setting", "http.threads", str(THREADS))
        starts = []
        for _ in range(5):
            s.start()
            starts.append(s.seconds_to_answer)
            s.stop()
        s.start()
        c = s.client("director")
        cookie = "; ".join(f"{k}={v}" for k, v in c.cookies.items())
        port = server.free_port()
        floor = subprocess.Popen([build_floor(folder), os.path.join(s.var, "chancery.db"), str(port), str(THREADS)])
        s.wait_for(port)
        where = "state=signed&sign_date.from=2010-01-01&sort=-sign_date&page=PAGE"
        cases = {"one record": ("/record/ID", "/api/v1/records/agreement/ID", "/agreement/ID"),
                 "a page of 50": ("/list?state=signed&from=2010-01-01&page=PAGE", f"/api/v1/records/agreement?{where}&per=50",
                                  f"/agreement?{where}")}
        try:
            for case, (bare, as_json, as_html) in cases.items():
                runs = {"floor": (floor.pid, port, bare, ""), "JSON": (s.process.pid, s.port, as_json, cookie),
                        "HTML": (s.process.pid, s.port, as_html, cookie)}
                got, cost = {k: [] for k in runs}, {k: [] for k in runs}
                for k in range(ROUNDS):
                    for name, (pid, at, path, sent) in runs.items():
                        before = spent(pid)
                        rate = drive(at, path, first, seconds, sent, k, folder)
                        got[name].append(rate)
                        cost[name].append((spent(pid) - before) / (rate * seconds) * 1e6)
                m = {k: statistics.median(v) for k, v in got.items()}
                c = {k: statistics.median(v) for k, v in cost.items()}
                print(f"{case}: floor {m['floor']:.0f}/s, JSON {m['JSON']:.0f}/s = {m['JSON'] / m['floor']:.0%} (aim 70 %), "
                      f"HTML {m['HTML']:.0f}/s = {m['HTML'] / m['floor']:.0%} (aim 40 %)", flush=True)
                print(f"    processor time a request: floor {c['floor']:.1f} us, JSON {c['JSON']:.1f} us = "
                      f"{c['floor'] / c['JSON']:.0%}, HTML {c['HTML']:.1f} us = {c['floor'] / c['HTML']:.0%}", flush=True)
            print(f"resident after that: {s.memory_mib():.0f} MiB (aim < 80)")
            print(f"start to first answer: {statistics.median(starts) * 1000:.0f} ms (aim < 100), worst of {len(starts)}: "
                  f"{max(starts) * 1000:.0f} ms")
        finally:
            floor.terminate()
            floor.wait()
    return 0


sys.exit(main())
