"""Runs `chancery text compare` on our own short texts: silent.json must give no finding, planted.json exactly its own.

A case: original and others as {lang, text}; want: class, rule and words that the finding's span must hold (null for a
dropped sentence). `--errors` goes on after the first error and lists all. Not for: measuring (score_compare.py).
"""
import json, pathlib, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).parent
program, verbose = sys.argv[1], "--errors" in sys.argv


def findings(case, folder):
    names = []
    for i, v in enumerate([case["original"]] + case["others"]):
        path = pathlib.Path(folder) / f"{i}.{v['lang']}.txt"
        path.write_text(v["text"], encoding="utf-8")
        names += [str(path)]
    langs = [a for n in names for a in ("--lang", f"{n}={n.split('.')[-2]}")]
    run = subprocess.run([program, "text", "compare", "--json", *names, *langs], capture_output=True, timeout=60)
    if run.returncode not in (0, 1):
        sys.exit(f"{case['name']}: exit {run.returncode}: {run.stderr.decode(errors='replace')}")
    out = json.loads(run.stdout)["findings"]
    if bool(out) != bool(run.returncode):
        sys.exit(f"{case['name']}: {len(out)} findings, but exit {run.returncode}")
    for f in out:  # spans are byte offsets in the files
        for side, name in ((f["original"], names[0]), (f["other"], f["other"]["file"])):
            if side and side.get("start") is not None:
                raw = pathlib.Path(name).read_bytes()[side["start"]:side["end"]]
                if raw.decode() != side["text"]:
                    sys.exit(f"{case['name']}: the span {side} holds {raw!r}")
    return out


def meets(want, f):
    text = f["other"]["text"]
    return want["rule"] == f["rule"] and want["class"] == f["class"] and \
        (text is None if want["text"] is None else text is not None and (want["text"] in text or text in want["text"]))


def tell(f):
    return f"{f['class']} {f['rule']} {f['other']['lang']} {(f['original'] or {}).get('text')!r} -> {f['other']['text']!r}"


bad = cases = 0
with tempfile.TemporaryDirectory() as folder:
    for name in ("silent.json", "planted.json"):
        for case in json.loads((HERE / name).read_text(encoding="utf-8")):
            cases += 1
            left, errors = findings(case, folder), []
            for want in case.get("want", []):
                hit = next((f for f in left if meets(want, f)), None)
                if hit is None:
                    errors.append(f"missed {want}")
                else:
                    left.remove(hit)
            errors += ["false alarm " + tell(f) for f in left]
            bad += len(errors)
            for e in errors:
                print(f"{name}: {case['name']}: {e}")
            if errors and not verbose:
                sys.exit(1)
print(f"{cases} cases, {bad} errors")
sys.exit(bad > 0)
