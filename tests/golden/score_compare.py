"""Scores `chancery text compare` on the gold pairs in tests/golden/pairs.

Every pair is compared alone (original with one other version). Prints, per rule: planted, found, found under another
rule's name, missed, and false alarms; then the clean pairs that did not stay silent. `--errors` lists them for dev (for
held only counts). `--floor recall=0.8,clean=0.9` fails below. `--self-test` shows that the scorer is able to fail.
Not for: writing pairs (pairs/compile.py) or scoring the spotter (score_figures.py).
"""
import argparse, json, pathlib, subprocess, sys

HERE = pathlib.Path(__file__).parent / "pairs"
RULES = ("number", "unit", "bound", "scale", "date", "period", "status", "institution", "term", "name", "region", "address",
         "byline", "dropped", "added", "heading")


def overlap(a, b):
    return bool(a) and bool(b) and a.get("start") is not None and b.get("start") is not None and \
        a["start"] < b["end"] and b["start"] < a["end"]


def place(want, got):
    """The finding points at the planted words (for a dropped sentence: at the words of the original). Where the other
    version holds no words for a dropped unit or bound, the span of the original decides."""
    g, o = want["other"], got.get("other") or {}
    if g is None:
        return overlap(want["original"], got.get("original"))
    return overlap(g, o) if o.get("start") is not None else overlap(want["original"], got.get("original"))


class Tally:
    def __init__(self):
        self.rules = {r: [0, 0, 0, 0] for r in RULES}  # planted, found, other name, false alarms
        self.clean = self.silent = 0
        self.errors = []

    def row(self, rule):
        return self.rules.setdefault(rule, [0, 0, 0, 0])

    def recall(self):
        n = sum(r[0] for r in self.rules.values())
        return sum(r[1] for r in self.rules.values()) / n if n else 1.0

    def alarms(self):
        return sum(r[3] for r in self.rules.values())


def form(f, want_lang):
    bad = [k for k in ("class", "rule", "original", "other", "message") if k not in f]
    if not bad and (not isinstance(f["other"], dict) or f["other"].get("lang") != want_lang or "text" not in f["other"]):
        bad = ["other.lang/other.text"]
    if not bad and (f["class"] not in "ABCD" or f["rule"] not in RULES):
        bad = ["class/rule"]
    return bad


def score_pair(t, name, lang, wants, findings):
    free = list(range(len(findings)))
    for w in wants:
        names = [w["rule"]] + w["rule_alt"]
        t.row(w["rule"])[0] += 1
        here = [i for i in free if place(w, findings[i])]
        hit = next((i for i in here if findings[i]["rule"] in names), None)
        if hit is not None:
            t.row(w["rule"])[1] += 1
            free.remove(hit)
            if findings[hit]["class"] != w["class"]:
                t.errors.append((name, lang, "class", f"{w['rule']}: want {w['class']} got {findings[hit]['class']}: {tell(findings[hit])}"))
        elif here:
            t.row(w["rule"])[2] += 1
            free.remove(here[0])
            t.errors.append((name, lang, "other name", f"want {w['rule']} got {tell(findings[here[0]])}"))
        else:
            gold = w["other"]["text"] if w["other"] else "(dropped) " + w["original"]["text"]
            t.errors.append((name, lang, "missed", f"{w['rule']}: {gold!r}"))
    for i in free:
        t.row(findings[i]["rule"])[3] += 1
        t.errors.append((name, lang, "false alarm", tell(findings[i])))
    if not wants:
        t.clean += 1
        t.silent += not findings


def tell(f):
    a, b = f.get("original") or {}, f.get("other") or {}
    return f"{f['class']} {f['rule']} {a.get('text')!r} against {b.get('text')!r}: {f.get('message')}"


def compare(program, original, other):
    run = subprocess.run([program, "text", "compare", "--json", str(original), str(other)], capture_output=True, timeout=60)
    if run.returncode not in (0, 1):
        return run.stderr.decode(errors="replace").strip().rsplit(": ", 1)[-1] or f"exit {run.returncode}"
    found = json.loads(run.stdout)["findings"]
    if bool(found) != bool(run.returncode):
        sys.exit(f"{other}: {len(found)} findings but exit {run.returncode}")
    return found


def score(split, findings_of):
    t = Tally()
    for folder in sorted(p for p in (HERE / split).iterdir() if p.is_dir()):
        wants = json.loads((folder / "want.json").read_text(encoding="utf-8"))
        original = next(folder.glob("original.*.txt"))
        for other in sorted(folder.glob("other.*.txt")):
            lang = other.suffixes[0][1:]
            here = [w for w in wants if w["lang"] == lang]
            found = findings_of(original, other, here)
            if isinstance(found, str):  # refused: every planted fault is missed, a clean pair is not silent
                t.errors.append((folder.name, lang, "refused", found))
                t.clean += not here
                for w in here:
                    t.row(w["rule"])[0] += 1
                continue
            for f in found:
                bad = form(f, lang)
                if bad:
                    t.errors.append((folder.name, lang, "form", f"{bad}: {f}"))
            score_pair(t, folder.name, lang, here, found)
    return t


def table(split, t, errors):
    print(f"{split}: rule        planted found other-name missed false-alarms")
    for rule, (n, hit, name, false) in t.rules.items():
        print(f"{split}: {rule:12} {n:6} {hit:5} {name:10} {n - hit - name:6} {false:12}")
    total = [sum(r[i] for r in t.rules.values()) for i in range(4)]
    print(f"{split}: all          {total[0]:6} {total[1]:5} {total[2]:10} {total[0] - total[1] - total[2]:6} {total[3]:12}")
    distinct = len({(e[1], e[3]) for e in t.errors if e[2] == "false alarm"})
    print(f"{split}: recall {t.recall():.3f}, false alarms that differ {distinct}, clean pairs silent {t.silent} of {t.clean}")
    if errors and split != "held":
        for e in t.errors:
            print("  " + "; ".join(e))
    elif errors:
        kinds = {}
        for e in t.errors:
            kinds[e[2]] = kinds.get(e[2], 0) + 1
        print("  " + ", ".join(f"{k} {v}" for k, v in sorted(kinds.items())))


def self_test():
    def perfect(_a, _b, wants):
        return [{"class": w["class"], "rule": w["rule"], "original": w["original"], "message": "",
                 "other": {"lang": w["lang"], "file": "", **(w["other"] or {"text": None})}} for w in wants]

    def noisy(a, b, wants):
        wrong = {"class": "A", "rule": "number", "original": {"start": 0, "end": 1, "text": ""}, "message": "",
                 "other": {"lang": b.suffixes[0][1:], "file": "", "start": 0, "end": 1, "text": ""}}
        return perfect(a, b, wants)[1:] + [wrong]
    for split in ("dev", "held"):
        good, bad = score(split, perfect), score(split, noisy)
        assert good.recall() == 1.0 and good.alarms() == 0 and good.silent == good.clean > 10 and not good.errors, good.errors[:3]
        assert bad.recall() < 0.3 and bad.alarms() > 20 and bad.silent == 0
    print("the scorer gives 1.0 to the gold and fails noise")


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("program", nargs="?", default="build/chancery")
    ap.add_argument("--split", default="dev,held")
    ap.add_argument("--errors", action="store_true")
    ap.add_argument("--floor", default="", help="recall=0.8,clean=0.9,alarms=5 (alarms: at most)")
    ap.add_argument("--self-test", action="store_true")
    a = ap.parse_args()
    if a.self_test:
        return self_test()
    floor, low = dict(x.split("=") for x in a.floor.split(",") if x), []
    for split in a.split.split(","):
        t = score(split, lambda original, other, _w: compare(a.program, original, other))
        table(split, t, a.errors)
        if t.recall() < float(floor.get("recall", 0)):
            low.append(f"{split}: recall {t.recall():.3f} below {floor['recall']}")
        if t.silent < float(floor.get("clean", 0)) * t.clean:
            low.append(f"{split}: {t.silent} of {t.clean} clean pairs silent, floor {floor['clean']}")
        if t.alarms() > float(floor.get("alarms", "inf")):
            low.append(f"{split}: {t.alarms()} false alarms, at most {floor['alarms']}")
    if low:
        sys.exit("\n".join(low))


if __name__ == "__main__":
    main()
