"""Scores `chancery text figures` on the gold prose in tests/golden/figures.

Prints precision, recall and F1 for span+class and for span+class+value, and the accuracy of every other key over the
items found, per language. `--errors` lists what was missed, invented or wrong (never for held-out texts: there only
counts). `--floor dev=0.90,held=0.88` fails below that F1 of span+class+value in any language. `--self-test` scores the
gold against itself and against spoilt copies, so that the scorer itself is able to fail.
Not for: writing gold data (figures/compile.py) or the foreign suites (tests/bench/suites.py).
"""
import argparse, calendar, json, pathlib, re, subprocess, sys, unicodedata
from decimal import Decimal, InvalidOperation

HERE = pathlib.Path(__file__).parent / "figures"
LANGS = ("vi", "en", "de")
# The contract fixes the span of numbers to the byte; before a year, date, period or ordinal it leaves the kind word open.
LEAD = {"ngày", "năm", "tháng", "giai đoạn", "lần", "lần thứ", "thứ", "trong", "the", "in the", "die", "der", "das", "den", "dem", "des",
        "im jahr", "im jahre", "year", "jahr", "zum", "zur", "am", "khóa", "kỳ"}
KEYS = ("unit", "direction", "of", "period", "status")


def norm(s):
    s = unicodedata.normalize("NFC", s).lower()
    return re.sub(r"^(the|all|der|die|das|des|dem|den|total of) ", "", re.sub(r"\s+", " ", s).strip())


def days(iso):
    """An ISO 8601 day, month, year or interval as (first day, last day); --MM-DD stays as it is."""
    if not isinstance(iso, str) or iso.startswith("--"):
        return iso
    ends = []
    for i, part in enumerate((iso.split("/") * 2)[:2]):
        m = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", part)
        if not m:
            return iso
        y, mo, d = int(m[1]), m[2], m[3]
        mo = int(mo) if mo else (12 if i else 1)
        d = int(d) if d else (calendar.monthrange(y, mo)[1] if i else 1)
        ends.append((y, mo, d))
    return tuple(ends)


def number(s):
    try:
        return None if s is None else Decimal(s)
    except (InvalidOperation, TypeError, ValueError):
        return s


def same_number(a, b, loose):
    a, b = number(a), number(b)
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return abs(a - b) <= Decimal("0.001") if loose else a == b
    return a == b


def same_value(gold, got):
    if gold["class"] in ("date", "period"):
        return days(gold["value"]) == days(got.get("value"))
    loose = gold["class"] == "fraction"
    if not all(same_number(gold[k], got.get(k), loose) for k in ("low", "high") if k in gold):
        return False
    return all(bool(gold[k]) == bool(got.get(k)) for k in ("low_strict", "high_strict", "approx") if k in gold)


def same_words(wants, got):
    """Units and measures: equal after folding, or one is the other's head (whole words at one end)."""
    if wants[0] is None or got is None:
        return wants[0] is None and got is None
    for w in map(norm, wants):
        g = norm(got)
        if w == g or g.startswith(w + " ") or g.endswith(" " + w) or w.startswith(g + " ") or w.endswith(" " + g):
            return True
    return False


def same_key(key, gold, got):
    if key in ("unit", "of"):
        return same_words([gold[key]] + gold.get(key + "_alt", []), got.get(key))
    if key == "period":
        return days(gold[key]) == days(got.get(key))
    return gold[key] == got.get(key)


def same_span(gold, got, raw):
    span = [got["start"], got["end"]]
    if span == [gold["start"], gold["end"]] or span in gold.get("span_alt", []):
        return True
    if gold["class"] in ("ordinal", "year", "date", "period"):
        for s, e in [(gold["start"], gold["end"])] + [tuple(x) for x in gold.get("span_alt", [])]:
            if got["end"] == e and got["start"] < s and norm(raw[got["start"]:s].decode("utf-8", "replace")) in LEAD:
                return True
    return False


class Tally:
    def __init__(self):
        self.texts = self.gold = self.got = self.found = self.right = 0
        self.keys = {k: [0, 0] for k in KEYS}
        self.cats = {}

    def miss(self, cat):
        self.cats[cat] = self.cats.get(cat, 0) + 1

    @staticmethod
    def f1(hit, gold, got):
        p, r = hit / got if got else 1.0, hit / gold if gold else 1.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def show(it):
    keys = ("class", "low", "high", "low_strict", "high_strict", "approx", "value", "unit", "direction", "of", "period", "status")
    return " ".join(f"{k}={it[k]}" for k in keys if it.get(k) not in (None, False))


def score_text(raw, gold, got, t, errors, name):
    """One text: counts into t, appends (name, kind, words) to errors."""
    def around(s, e):
        return "…" + raw[max(0, s - 40):e + 40].decode("utf-8", "replace").replace("\n", "⏎") + "…"
    skip = [g for g in gold if g["class"] == "ignore"]
    gold = [g for g in gold if g["class"] != "ignore"]
    used = set()
    t.texts += 1
    t.gold += len(gold)
    for g in gold:
        hit = next((i for i, p in enumerate(got) if i not in used and same_span(g, p, raw)), None)
        if hit is None:
            over = [p for p in got if p["start"] < g["end"] and p["end"] > g["start"]]
            kind = "span" if over else "missed"
            t.miss(f"{kind} {g['class']}")
            errors.append((name, kind, f"{g['text']!r} want {show(g)}" +
                           (f" got {over[0]['text']!r} {show(over[0])}" if over else "") + " in " + around(g["start"], g["end"])))
            continue
        used.add(hit)
        p = got[hit]
        if p["class"] != g["class"]:
            t.miss(f"class {g['class']}")
            errors.append((name, "class", f"{g['text']!r} want {show(g)} got {show(p)}"))
            continue
        t.found += 1
        if same_value(g, p):
            t.right += 1
        else:
            t.miss(f"value {g['class']}")
            errors.append((name, "value", f"{g['text']!r} want {show(g)} got {show(p)}"))
        for k in KEYS:
            if k in g:
                ok = same_key(k, g, p)
                t.keys[k][0] += ok
                t.keys[k][1] += 1
                if not ok:
                    t.miss(f"key {k}")
                    errors.append((name, k, f"{g['text']!r} want {k}={g[k]} got {k}={p.get(k)} in " + around(g["start"], g["end"])))
    for i, p in enumerate(got):
        if i in used:
            t.got += 1
        elif any(p["start"] < s["end"] and p["end"] > s["start"] for s in skip):
            continue
        else:
            t.got += 1
            if not any(p["start"] < g["end"] and p["end"] > g["start"] for g in gold):
                t.miss(f"invented {p['class']}")
                errors.append((name, "invented", f"{p['text']!r} {show(p)} in " + around(p["start"], p["end"])))


def check_shape(raw, got, name, errors, t):
    """The contract's form: order, no overlap, text = the bytes of the span, all keys present."""
    last = 0
    need = ("start", "end", "text", "class", "low", "high", "low_strict", "high_strict", "approx", "unit", "value", "direction",
            "of", "period", "status", "rule")
    for p in got:
        bad = [k for k in need if k not in p]
        if bad or p["start"] < last or p["end"] <= p["start"] or raw[p["start"]:p["end"]].decode("utf-8", "replace") != p["text"]:
            t.miss("form")
            errors.append((name, "form", f"{p} (missing keys {bad})"))
        last = p.get("end", last)


def spot(program, lang, path):
    run = subprocess.run([program, "text", "figures", "--lang", lang, "--json", str(path)], capture_output=True, timeout=60)
    if run.returncode != 0:
        sys.exit(f"{path}: exit {run.returncode}: {run.stderr.decode(errors='replace')[:300]}")
    return json.loads(run.stdout)


def score(split, predict, auto=False):
    out, errors = {}, []
    for lang in LANGS:
        t = out[lang] = Tally()
        for path in sorted((HERE / split / lang).glob("*.txt")):
            raw, gold = path.read_bytes(), json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            got = predict("auto" if auto else lang, path, gold)
            name = f"{split}/{lang}/{path.stem}"
            check_shape(raw, got, name, errors, t)
            score_text(raw, gold, got, t, errors, name)
    return out, errors


def table(split, out):
    print(f"{split:5} lang texts items  span+class P/R/F1     +value P/R/F1        " + " ".join(f"{k:>9}" for k in KEYS))
    for lang, t in out.items():
        a, b = Tally.f1(t.found, t.gold, t.got), Tally.f1(t.right, t.gold, t.got)
        keys = " ".join(f"{x[0] / x[1]:9.3f}" if x[1] else "        -" for x in t.keys.values())
        print(f"{split:5} {lang:4} {t.texts:5} {t.gold:5}  " + " ".join(f"{x:.3f}" for x in a) + "     " +
              " ".join(f"{x:.3f}" for x in b) + "   " + keys)


def self_test():
    full = dict(unit=None, value=None, direction=None, of=None, period=None, status=None, rule="gold", low=None, high=None)

    def same(_lang, _path, gold):
        return [{**full, **g} for g in gold if g["class"] != "ignore"]

    def spoilt(lang, path, gold):
        rows = same(lang, path, gold)
        return [dict(r, low="1", high="1") if i % 4 == 1 else r for i, r in enumerate(rows) if i % 4]
    for split in ("dev", "held"):
        good, errors = score(split, same)
        bad, _ = score(split, spoilt)
        for lang in LANGS:
            g, b = good[lang], bad[lang]
            assert Tally.f1(g.right, g.gold, g.got)[2] == 1.0, errors[:3]
            assert 0.3 < Tally.f1(b.right, b.gold, b.got)[2] < 0.75, (lang, b.right, b.gold, b.got)
            assert b.found < g.found
    print("the scorer gives 1.0 to the gold and fails spoilt copies")


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("program", nargs="?", default="build/chancery")
    ap.add_argument("--split", default="dev,held")
    ap.add_argument("--errors", action="store_true")
    ap.add_argument("--auto", action="store_true", help="let the program find the language")
    ap.add_argument("--floor", default="", help="dev=0.90,held=0.88")
    ap.add_argument("--self-test", action="store_true")
    a = ap.parse_args()
    if a.self_test:
        return self_test()
    floors, low = dict(x.split("=") for x in a.floor.split(",") if x), []
    for split in a.split.split(","):
        out, errors = score(split, lambda lang, path, _gold: spot(a.program, lang, path), a.auto)
        table(split, out)
        for lang, t in out.items():
            f = Tally.f1(t.right, t.gold, t.got)[2]
            if split in floors and f < float(floors[split]):
                low.append(f"{split} {lang}: {f:.3f} is below the floor {floors[split]}")
        if a.errors and split == "dev":
            for name, kind, words in errors:
                print(f"{name}: {kind}: {words}")
        elif a.errors:
            for lang, t in out.items():
                print(split, lang, ", ".join(f"{k} {v}" for k, v in sorted(t.cats.items(), key=lambda x: -x[1])))
    if low:
        sys.exit("\n".join(low))


if __name__ == "__main__":
    main()
