"""A load on all cores and one on a single core store the same: ids, order, texts, figures, findings; the same file twice in a
load, a file that is no document and a second load are told alike.

usage: load_cores.py CHANCERY ROOT"""
import os, pathlib, shutil, sqlite3, subprocess, sys, tempfile

chancery, root = sys.argv[1], pathlib.Path(sys.argv[2])
sys.path.insert(0, str(root / "tests/bench"))
import load as bench

TABLES = ("source_text", "source_version", "source_meta", "block", "alignment", "observation", "finding")
cores = os.sched_getaffinity(0)
bad = []


def run(var, files, only):
    env = {**os.environ, "CHANCERY_VAR": str(var), "CHANCERY_NOW": "1769500800"}
    env.pop("CHANCERY_DB", None)
    return subprocess.run([chancery, "load", "--progress", *files], env=env, capture_output=True, text=True,
                          preexec_fn=lambda: os.sched_setaffinity(0, only))


def rows(var):
    db = sqlite3.connect(var / "chancery.db")
    found = {}
    for table in TABLES:
        columns = [r[1] for r in db.execute(f"PRAGMA table_info({table})") if r[1] != "uid"]
        found[table] = db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns)}").fetchall()
    db.close()
    return found


with tempfile.TemporaryDirectory(prefix="chancery-cores-") as name:
    folder = pathlib.Path(name)
    (folder / "docs").mkdir()
    files, _ = bench.write(folder / "docs", sorted((root / "demo/texts").glob("*-??.txt")), 240)
    twin, empty = folder / "docs/twin.txt", folder / "docs/empty.txt"
    shutil.copy(files[3], twin)
    empty.write_bytes(b"")
    files[60:60] = [str(twin), str(empty), str(folder / "docs/missing.txt")]
    files.append(files[5])
    seen = []
    for only in ({min(cores)}, cores):
        var = folder / f"var{len(seen)}"
        var.mkdir()
        first, second = run(var, files, only), run(var, files, only)
        kept = sum(1 for p in (var / "files").rglob("*") if p.is_file())
        seen.append((first.returncode, first.stdout, second.stdout, first.stderr.splitlines()[-2:], kept, rows(var)))
        if first.returncode != 3 or "240 documents read, 2 already there, 2 failed" not in first.stdout:
            bad.append(f"first load: {first.returncode} {first.stdout[:300]} {first.stderr[-300:]}")
        if second.returncode != 3 or "0 documents read, 242 already there, 2 failed" not in second.stdout:
            bad.append(f"second load: {second.returncode} {second.stdout[:300]}")
        if f"{len(files)} of {len(files)} documents" not in first.stderr:
            bad.append(f"progress: {first.stderr[-200:]!r}")
        if kept != 240:
            bad.append(f"{kept} files are kept instead of 240")
    for what, a, b in zip(("exit", "first", "second", "messages", "files", "rows"), *seen):
        if what == "rows":
            bad += [f"{t}: {len(a[t])} and {len(b[t])} rows, not the same" for t in TABLES if a[t] != b[t]]
        elif a != b:
            bad.append(f"{what}: on one core {a!r}, on all {b!r}"[:600])
    if len(seen[0][-1]["finding"]) < 50:
        bad.append("hardly any finding: the versions were not compared")
print("\n".join(bad) or f"240 documents on 1 and on {len(cores)} cores: the same rows")
sys.exit(bool(bad))
