"""Documents per second of `chancery load`: 10,000 documents of the demonstration's size into an empty installation.

    python3 tests/bench/load.py [build/chancery] [--documents 10000] [--rounds 1]

The documents are the demonstration texts in their three languages, each set under a number of its own in the head and with
digits of its own (years stay), so that none is a copy of another and the versions of a set belong together. Files are
written before the clock starts. Also printed: how long it takes to load all of them a second time (nothing may change), and
a tenth of them alone, which shows whether the rate holds as the ledger grows. Aim: 1,000 a second. Never fails.

    python3 tests/pgsql.py python3 tests/bench/load.py build/chancery      # the same on a PostgreSQL of its own
"""
import argparse, os, pathlib, random, re, resource, shutil, subprocess, sys, tempfile, time

HEAD = {"vi": "Bản tin đối ngoại {}", "en": "External affairs bulletin {}", "de": "Mitteilung der Außenbeziehungen {}"}


def word(n):
    """A number as letters, so that the set's name is no figure: 0 -> ba, 1 -> be ..."""
    out = ""
    while True:
        out = "bdghklmnprstvx"[n % 14] + "aeiou"[n // 14 % 5] + out
        n //= 70
        if not n:
            return out.capitalize()


def change(text, seed):
    dice = random.Random(seed)  # the same for the three versions: numbers stay equal across them

    def other(m):
        s = m[0]
        return s if len(s) == 4 and s[:2] in ("19", "20") else str(dice.randint(1, 9)) + "".join(
            str(dice.randint(0, 9)) for _ in s[1:])
    return re.sub(r"(?<![\w/.-])\d{2,4}(?![\w/.-]|\d)", other, text)


def write(folder, texts, n):
    sets = sorted({re.sub(r"-(vi|en|de)\.txt$", "", p.name) for p in texts})
    if not sets:
        sys.exit("no demonstration texts NAME-vi.txt, NAME-en.txt, NAME-de.txt")
    files, size, k = [], 0, 0
    while len(files) < n:
        stem = sets[k % len(sets)]
        for p in texts:
            m = re.fullmatch(re.escape(stem) + r"-(vi|en|de)\.txt", p.name)
            if m and len(files) < n:
                data = (HEAD[m[1]].format(word(k)) + "\n\n" + change(p.read_text(encoding="utf-8"), k)).encode()
                out = folder / f"{k:05}-{stem}-{m[1]}.txt"
                out.write_bytes(data)
                files.append(str(out))
                size += len(data)
        k += 1
    return files, size


def database(var):
    name = var.name.replace("-", "_")
    subprocess.run(["psql", "-q", os.environ["CHANCERY_DB"], "-c", f"CREATE DATABASE {name}"], stderr=subprocess.DEVNULL)
    return name


def load(program, var, files):
    env = {**os.environ, "CHANCERY_VAR": str(var)}
    if "CHANCERY_DB" in env:  # a database of its own for each folder
        env["CHANCERY_DB"] = env["CHANCERY_DB"].replace("/postgres?", f"/{database(var)}?")
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([program, "load", *files], env=env, capture_output=True, text=True)
    spent, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    line = next((x for x in run.stdout.splitlines() if "documents read" in x), run.stderr.strip()[-200:])
    return spent, run.returncode, f"{cpu:.2f} s of CPU time; {line}"


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("program", nargs="?", default="build/chancery")
    ap.add_argument("--documents", type=int, default=10000)
    ap.add_argument("--rounds", type=int, default=1)
    ap.add_argument("--texts", default="demo/texts")
    a = ap.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chancery-load-"))
    try:
        docs = folder / "docs"
        docs.mkdir()
        files, size = write(docs, sorted(pathlib.Path(a.texts).glob("*-??.txt")), a.documents)
        print(f"{len(files)} documents, {size / 1e6:.1f} MB, {size / len(files):.0f} bytes each")
        for n in [len(files) // 10] + [len(files)] * a.rounds:
            var = folder / f"var-{n}"
            shutil.rmtree(var, ignore_errors=True)
            var.mkdir()
            t, code, line = load(a.program, var, files[:n])
            print(f"load {n:6}: {t:7.2f} s  {n / t:8.0f} documents per second  exit {code}: {line}")
        t, code, line = load(a.program, var, files)
        print(f"again {len(files):5}: {t:7.2f} s  {len(files) / t:8.0f} documents per second  exit {code}: {line}")
        held = sum(p.stat().st_size for p in var.rglob("*") if p.is_file())
        print(f"on disk: {held / 1e6:.1f} MB, {held / size:.1f} times the text")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
