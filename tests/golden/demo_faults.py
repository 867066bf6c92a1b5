"""Counts what `chancery text compare` says about the demonstration texts: planted faults found (demo/README.md names
them) and false alarms. Fails when fewer than --floor of them are found, or when false alarms outnumber what is true.
usage: demo_faults.py PROGRAM ROOT [--floor 0.8] [--errors].  Not for: the gold pairs (score_compare.py)."""
import argparse, json, pathlib, re, subprocess, sys

ROW = re.compile(r"^\| ([a-z]+-\d{4})-(en|de) \| (.+?) \| (.+?) \| ([ABCD]) ([a-z]+) \|$", re.M)


def words(cell):
    return None if cell == "(nothing)" else cell.strip("`")


def place(path, text):
    """Byte range of the words in the file; they stand there once or the first time counts."""
    start = path.read_bytes().find(text.encode())
    return start, start + len(text.encode())


def touches(span, other):
    return other and other.get("start") is not None and span[0] < other["end"] and other["start"] < span[1]


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("program")
    ap.add_argument("root", type=pathlib.Path)
    ap.add_argument("--floor", type=float, default=0.8)
    ap.add_argument("--errors", action="store_true")
    a = ap.parse_args()
    texts = a.root / "demo" / "texts"
    planted = ROW.findall((a.root / "demo" / "README.md").read_text())
    if "text compare" not in subprocess.run([a.program, "help"], capture_output=True, text=True).stdout:
        print("no command text compare: skipped")
        return 77
    found = alarms = 0
    for stem in sorted({p[0] for p in planted}):
        files = [texts / f"{stem}-{lang}.txt" for lang in ("vi", "en", "de")]
        command = [a.program, "text", "compare", "--json", *map(str, files)]
        run = subprocess.run(command, capture_output=True, timeout=60)
        if run.returncode not in (0, 1):
            sys.exit(f"{stem}: exit {run.returncode}: {run.stderr.decode(errors='replace')[:300]}")
        free = json.loads(run.stdout)["findings"]
        for _, lang, original, other, cls, rule in [p for p in planted if p[0] == stem]:
            o, x = words(original), words(other)
            for f in free:
                if f["other"]["lang"] == lang and (x and touches(place(texts / f"{stem}-{lang}.txt", x), f["other"])
                                                   or not x and touches(place(files[0], o), f["original"])):
                    found += 1
                    free.remove(f)
                    if a.errors and (f["class"], f["rule"]) != (cls, rule):
                        print(f"{stem}-{lang}: other name: {cls} {rule} was called {f['class']} {f['rule']}: {x}")
                    break
            else:
                if a.errors:
                    print(f"{stem}-{lang}: missed: {cls} {rule}: {original} | {other}")
        alarms += len(free)
        for f in free if a.errors else ():
            print(f"{stem}-{f['other']['lang']}: false alarm: {f['class']} {f['rule']}: {f['message']}")
    print(f"{found} of {len(planted)} planted faults found, {alarms} false alarms")
    return found < a.floor * len(planted) or alarms > found


if __name__ == "__main__":
    sys.exit(main())
