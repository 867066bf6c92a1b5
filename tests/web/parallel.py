"""The server under parallel requests: pages, lists, API, logins, writes and logouts from many clients at once. Built with
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


def main():
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 15
    with server.Server(sys.argv[1]) as s:
        s.prepare()
        s.run("setting", "http.threads", "4")
        s.start(120)
        end = time.monotonic() + seconds
        threads = [threading.Thread(target=work, args=(s, k, end)) for k in range(8)]
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
            bad.append(race.group(0)[:3000])
        if not any(k == 200 for k in seen):
            bad.append("nothing was answered")
    print("\n".join(bad[:10]) or f"{sum(seen.values())} answers: {dict(seen)}")
    return 1 if bad else 0


sys.exit(main())
