"""Relations that must hold for `chancery text compare`: a byte order mark, CR LF or decomposed accents in either file change
no finding (rule, class, language, words) and move spans only; a file compared with itself has none. Uses the gold pairs.
Not for: whether findings are right (score_compare.py).
"""
import json, os, pathlib, subprocess, sys, tempfile, unicodedata
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).parent / "pairs"


def compare(program, a, b):
    run = subprocess.run([program, "text", "compare", "--json", str(a), str(b)], capture_output=True, timeout=60)
    if run.returncode not in (0, 1):
        return [("exit", run.returncode, run.stderr.decode(errors="replace").strip().rsplit(": ", 1)[-1])]
    out = []
    for f in json.loads(run.stdout)["findings"]:
        words = [unicodedata.normalize("NFC", (f[k] or {}).get("text") or "").replace("\r\n", "\n") for k in ("original", "other")]
        for k, path in (("original", a), ("other", b)):
            p = f[k]
            if p and p.get("start") is not None and path.read_bytes()[p["start"]:p["end"]].decode() != p["text"]:
                out.append(("span", f["rule"], p["text"]))
        out.append((f["rule"], f["class"], *words))
    return sorted(out)


def shapes(text):
    nfc = unicodedata.normalize("NFC", text)
    return {"crlf": nfc.replace("\n", "\r\n").encode(), "bom": b"\xef\xbb\xbf" + nfc.encode(),
            "nfd": unicodedata.normalize("NFD", nfc).encode()}


def check(program, folder, work, kinds):
    original, bad = next(folder.glob("original.*.txt")), []
    for other in sorted(folder.glob("other.*.txt")):
        want = compare(program, original, other)
        for kind in kinds:
            pair = []
            for p in (original, other):
                path = work / f"{folder.name}.{kind}.{p.name}"
                path.write_bytes(shapes(p.read_text(encoding="utf-8"))[kind])
                pair.append(path)
            got = compare(program, *pair)
            if got != want:
                bad.append(f"{folder.parent.name}/{folder.name} {other.name} {kind}: only plain {[x for x in want if x not in got]}, "
                           f"only {kind} {[x for x in got if x not in want]}")
    return bad


def main():
    program, kinds, bad, n = sys.argv[1], sys.argv[2:] or ["crlf", "bom", "nfd"], [], 0
    folders = sorted(p for p in HERE.glob("*/*") if p.is_dir())
    if not os.environ.get("CHANCERY_LONG"):  # every fourth; make test-long takes all
        folders = folders[::4]
    with tempfile.TemporaryDirectory() as work, ThreadPoolExecutor(2) as pool:
        for found in pool.map(lambda f: check(program, f, pathlib.Path(work), kinds), folders):
            bad += found
            n += 1
        for folder in folders[:20]:
            original = next(folder.glob("original.*.txt"))
            twin = pathlib.Path(work) / f"{folder.name}.twin.txt"
            twin.write_bytes(original.read_bytes())
            found = [x for x in compare(program, original, twin) if x[0] in ("number", "unit", "bound", "scale", "date", "period",
                                                                            "status", "dropped", "added", "address", "byline")]
            if found:
                bad.append(f"{folder.name} with itself: {found}")
    print("\n".join(bad) or f"{n} pairs as {', '.join(kinds)}: the same findings")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
