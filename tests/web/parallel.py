"""The server under parallel requests: pages, lists, API, logins, writes and logouts from many clients at once, while its
other threads work: imports are tried, written and taken back, documents are loaded, the jobs look every second. Built with
-Db_sanitize=thread a data race ends the server with a report; in any build every answer must be the right one.
Usage: parallel.py CHANCERY [SECONDS]"""
import collections, os, pathlib, random, re, sys, threading, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import server

READS = ("/", "/login", "/healthz", "/agreement", "/agreement?sort=-sign_date&page=1", "/place", "/partner_org", "/search?q=hue", "/registers", "/report?year=2025",
         "/findings", "/agreement/board", "/api/v1/records/agreement", "/api/v1/records/place?per=10", "/audit", "/lang/en?back=/", "/assets/app.css", "/no/such/page")
seen, bad = collections.Counter(), []


def work(s, number, end):
    rng = random.Random(number)
    try:
        c = s.client(("officer", "head", "director", "auditor")[number % 4])
        while time.monotonic() < end:
            path = rng.choice(READS)
            a = c.get(path)
            seen[a.status] += 1
            if a.status >= 500:
                bad.append(f"{path}: {a.status} {a.text[:200]}")
            if rng.random() < 0.05:
                c.post("/logout", {})
                c.login(("officer", "head")[number % 2])
            if rng.random() < 0.2:
                a = c.api("POST", "/records/place", {"fields": {"name_vi": f"Song song {number}-{rng.randrange(1 << 30)}",
                                                                "name_en": "Parallel", "level": "province", "country": "JP"}})
                seen[f"write {a.status}"] += 1
                if a.status >= 500 and a.status != 503:
                    bad.append(f"write: {a.status} {a.text[:200]}")
    except Exception as e:
        bad.append(f"client {number}: {type(e).__name__} {e}")


def settled(c, job, done, end):
    """The import's state in the page's own words: its thread has come so far."""
    while time.monotonic() < end + 60:
        if done in c.get(f"/api/v1/imports/{job}").text or done in c.get(f"/imports/{job}").text:
            return True
        time.sleep(0.05)
    return False


def bring(s, number, end):
    """Imports, one after the other: uploaded, tried, written and taken back by the thread of the desk."""
    try:
        c, n = s.client("officer"), 0
        while time.monotonic() < end:
            n += 1
            table = "name_vi;name_en;country;kind\n" + "".join(
                f"Quỹ {number}-{n}-{i};Fund {number}-{n}-{i};JP;agency\n" for i in range(250))
            a = c.upload("/partner_org/import", "file", f"{number}-{n}.csv", table.encode())
            job = a.headers.get("Location", "").rpartition("/")[2]
            fields = {"mode": "skip", "map": ["name_vi", "name_en", "country", "kind"]}
            for step, done in (("check", "/commit"), ("commit", "/take-back"), ("take-back", "")):
                c.get(f"/imports/{job}")
                a = c.post(f"/imports/{job}/{step}", fields if step == "check" else {})
                seen[f"import {step} {a.status}"] += 1
                if a.status != 303 or not settled(c, job, f"/imports/{job}{done}", end):
                    bad.append(f"import {number}-{n} {step}: {a.status} {a.text[-300:]}")
                    return
    except Exception as e:
        bad.append(f"imports {number}: {type(e).__name__} {e}")


def load(s, number, end):
    """Documents into the ledger: two versions each, so that they are compared as well."""
    try:
        c, n = s.client("head"), 0
        while time.monotonic() < end:
            n += 1
            c.get("/texts")
            for lang, text in (("vi", f"Năm 2025, thành phố ký {number + n} thỏa thuận và đón {20 + n} đoàn khách quốc tế."),
                               ("en", f"In 2025 the city signed {number + n} agreements and received {21 + n} foreign delegations.")):
                a = c.upload("/texts", "file", f"t{number}-{n}-{lang}.txt", text.encode())
                seen[f"document {a.status}"] += 1
                if a.status not in (200, 303):
                    bad.append(f"document: {a.status} {a.text[-300:]}")
                    return
    except Exception as e:
        bad.append(f"documents {number}: {type(e).__name__} {e}")


def main():
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 15
    with server.Server(sys.argv[1]) as s:
        s.prepare()
        s.run("setting", "http.threads", "4")
        s.run("setting", "job.every_s", "1")
        s.start(120)
        end = time.monotonic() + seconds
        threads = [threading.Thread(target=work, args=(s, k, end)) for k in range(8)]
        threads += [threading.Thread(target=f, args=(s, k, end)) for f in (bring, load) for k in range(2)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        if s.process.poll() is not None:
            bad.append(f"the server ended: {s.process.returncode}")
        elif s.stop() != 0:
            bad.append("the server did not end politely")
        said = s.said()
        race = re.search(r"WARNING: ThreadSanitizer.*?(?=\n==================|\Z)", said, re.S)
        if race:
            bad.insert(0, race.group(0)[:3000])
        for what in (200, "import take-back 303", "document 200", "write 201"):
            if what not in seen:
                bad.append(f"never: {what}")
    print("\n".join(bad[:10]) or f"{sum(seen.values())} answers: {dict(seen)}")
    return 1 if bad else 0


sys.exit(main())
