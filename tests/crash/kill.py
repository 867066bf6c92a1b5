"""kill -9 in the middle of writes and of a load, and a disk without room: what was answered is there, nothing is half there,
the program says what is wrong and goes on when it can. Usage: kill.py CHANCERY; CHANCERY_SEED repeats a run,
CHANCERY_LONG=1 kills a hundred times instead of five."""
import json, os, pathlib, random, shutil, signal, subprocess, sys, tempfile, threading, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import server

LONG = bool(os.environ.get("CHANCERY_LONG"))
SEED = int(os.environ.get("CHANCERY_SEED", random.SystemRandom().randrange(1 << 31)))
ROUNDS = 100 if LONG else 5
rng = random.Random(SEED)
bad = []


def expect(what, ok, detail=""):
    if not ok:
        bad.append(f"{what} {detail}".rstrip())


def whole(s, what):
    """The database by itself, and what the program says about its own history."""
    db = s.database()
    expect(f"{what}: integrity", db.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    expect(f"{what}: foreign keys", not db.execute("PRAGMA foreign_key_check").fetchall())
    kinds = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'r\\_%' ESCAPE '\\'")]
    for table in kinds:
        odd = db.execute(f'SELECT count(*) FROM "{table}" t WHERE t.version <> (SELECT count(*) FROM history h WHERE '
                         "h.record_id = t.id AND h.version IS NOT NULL)").fetchone()[0]
        expect(f"{what}: every record of {table} has its versions", odd == 0, f"{odd} have not")
    db.close()
    p = s.run("verify", check=False)
    expect(f"{what}: the chain of the history", p.returncode == 0, p.stderr[-300:] + p.stdout[-300:])
    left = [p.name for p in pathlib.Path(s.var).rglob("*") if ".part" in p.name or p.name.count(".") > 3]
    expect(f"{what}: no file left over", not left, str(left[:3]))


def writer(s, number, done, stop):
    """Creates places until the server is gone; done gets the titles that were answered with success."""
    try:
        c = s.client("head")
        for i in range(10000):
            if stop.is_set():
                return
            title = f"Nơi thử {number}-{i}-{rng.random():.9f}"
            a = c.api("POST", "/records/place", {"fields": {"name_vi": title, "name_en": "Test", "level": "province", "country": "JP"}})
            if a.status in (200, 201):
                done.append(title)
            elif a.status != 503:
                expect("writing", False, f"{a.status} {a.text[:200]}")
                return
    except (OSError, AssertionError, ValueError):
        pass  # the server was killed under us: what was answered is what counts
    except Exception as e:  # http.client has many names for a connection that broke
        if not type(e).__module__.startswith("http"):
            raise


def killed_server(s):
    answered = []
    for number in range(ROUNDS):
        s.start()
        done, stop = [], threading.Event()
        threads = [threading.Thread(target=writer, args=(s, f"{number}-{k}", done, stop)) for k in range(3)]
        for t in threads:
            t.start()
        time.sleep(0.3 + rng.random() * 0.7)
        s.kill()
        stop.set()
        for t in threads:
            t.join()
        answered += done
        whole(s, f"round {number}")
        db = s.database()
        there = {row[0]: row[1] for row in db.execute("SELECT title, count(*) FROM record GROUP BY title")}
        db.close()
        lost = [t for t in answered if there.get(t) != 1]
        expect(f"round {number}: what was answered is there once", not lost, f"{len(lost)} of {len(answered)}: {lost[:2]}")
    expect("the writers wrote", len(answered) > ROUNDS, f"only {len(answered)}")
    return len(answered)


TEXT = """Kết quả công tác đối ngoại năm 2025, số {i}

Năm {year}, thành phố đã ký {a} thỏa thuận quốc tế và chuẩn bị {b} thỏa thuận khác. Thành phố có quan hệ với {c} địa phương nước ngoài.
Hơn {d} triệu USD vốn đầu tư được đăng ký trong {a} dự án mới, tăng {b},4% so với năm trước.
Các hội nghị đã đón {c} đoàn với trên {d} đại biểu.
"""


def documents(folder, n):
    folder.mkdir()
    for i in range(n):
        (folder / f"{i:04}.txt").write_text(TEXT.format(i=i, year=2000 + i % 25, a=2 + i % 7, b=3 + i % 5, c=11 + i, d=30 + i * 3))
    return sorted(str(p) for p in folder.iterdir())


def counts(s):
    db = s.database()
    tables = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'")]
    skip = ("history", "session", "login", "job", "_fts", "search", "setting", "meta")
    n = {t: db.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables if not any(k in t for k in skip)}
    db.close()
    return n


def killed_load(chancery, folder):
    files = documents(folder / "documents", 400 if LONG else 150)
    base = server.Server(chancery, var=str(folder / "base"))
    base.prepare()
    shutil.copytree(base.var, folder / "clean")
    clean = server.Server(chancery, var=str(folder / "clean"))
    begin = time.monotonic()
    clean.run("load", *files)
    takes = time.monotonic() - begin
    wanted = counts(clean)
    for number in range(ROUNDS):
        var = folder / f"load{number}"
        shutil.copytree(base.var, var)
        s = server.Server(chancery, var=str(var))
        p = subprocess.Popen([chancery, "load", *files], env=s.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(takes * (0.05 + 0.9 * rng.random()))
        p.send_signal(signal.SIGKILL)
        p.wait()
        whole(s, f"load {number} after the kill")
        s.run("load", *files)
        got = counts(s)
        odd = {t: (got.get(t), n) for t, n in wanted.items() if got.get(t) != n}
        expect(f"load {number}: loading again completes it", not odd, str(odd))
        shutil.rmtree(var)
    return takes


def full_disk(chancery, folder):
    """A file system of a few MiB, filled up behind the program's back."""
    disk = folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "chancery-test", str(disk)], capture_output=True).returncode:
        print("full disk: may not mount a tmpfs here, skipped")
        return
    try:
        s = server.Server(chancery, var=str(disk / "var"))
        s.prepare()
        s.start()
        c = s.client("head")
        free = shutil.disk_usage(disk).free
        with open(disk / "ballast", "wb") as f:
            f.write(b"x" * (free - 20_000))
        seen, i = set(), 0
        while i < 400 and 507 not in seen:
            a = c.api("POST", "/records/place", {"fields": {"name_vi": f"Đầy {i} " + "x" * 100, "name_en": "Test", "level": "province", "country": "JP"}})
            seen.add(a.status)
            i += 1
        expect("full disk: 507", 507 in seen, str(seen))
        expect("full disk: pages still come", c.get("/").status == 200)
        files = documents(folder / "more", 40)
        p = s.run("load", *files, check=False)
        expect("full disk: load says so", p.returncode in (3, 4) and ("disk" in p.stderr or "full" in p.stderr), p.stderr[-300:])
        os.unlink(disk / "ballast")
        a = c.api("POST", "/records/place", {"fields": {"name_vi": "Lại có chỗ", "name_en": "Test", "level": "province", "country": "JP"}})
        expect("room again: writing works", a.status in (200, 201), f"{a.status} {a.text[:200]}")
        s.stop()
        whole(s, "full disk")
        p = s.run("load", *files, check=False)
        expect("room again: load works", p.returncode in (0, 1), p.stderr[-300:])
    finally:
        if s.process and s.process.poll() is None:
            s.kill()
        subprocess.run(["umount", "-l", str(disk)], capture_output=True)


def main():
    chancery = sys.argv[1]
    print(f"CHANCERY_SEED={SEED}")
    with server.Server(chancery) as s:
        s.prepare()
        written = killed_server(s)
    with tempfile.TemporaryDirectory(prefix="chancery-crash-") as name:
        takes = killed_load(chancery, pathlib.Path(name))
        full_disk(chancery, pathlib.Path(name))
    print("\n".join(bad) or f"{ROUNDS} kills of the server over {written} answered writes, {ROUNDS} of a load of {takes:.1f} s; all whole")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
