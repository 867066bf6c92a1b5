"""Scores the spotter on the test suites of Duckling and of Recognizers-Text, read from folders given at the call.

    python3 tests/bench/suites.py --duckling DIR --recognizers DIR [--errors] [build/chancery]

DIR is a checkout or a bare git directory (environment: CHANCERY_DUCKLING, CHANCERY_RECOGNIZERS). Nothing of theirs is kept
here. Which cases are counted and which the contract leaves out, and why, stands in docs/MEASURE.md and in leave_out().
Not for: our own gold prose (tests/golden/score_figures.py).
"""
import argparse, json, os, pathlib, re, subprocess, sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

DUCKLING = [("numbers", "en", "Numeral/EN"), ("numbers", "de", "Numeral/DE"), ("numbers", "vi", "Numeral/VI"),
            ("ordinals", "en", "Ordinal/EN"), ("ordinals", "de", "Ordinal/DE"), ("ordinals", "vi", "Ordinal/VI"),
            ("money", "en", "AmountOfMoney/EN"), ("money", "vi", "AmountOfMoney/VI")]
RECOGNIZERS = [("numbers", "en", "Number/English/NumberModel"), ("numbers", "de", "Number/German/NumberModel"),
               ("ordinals", "en", "Number/English/OrdinalModel"), ("ordinals", "de", "Number/German/OrdinalModel"),
               ("percent", "en", "Number/English/PercentModel"), ("percent", "de", "Number/German/PercentModel"),
               ("money", "en", "NumberWithUnit/English/CurrencyModel"), ("money", "de", "NumberWithUnit/German/CurrencyModel")]
CLASSES = {"numbers": ("cardinal", "fraction", "money", "percent", "ordinal", "year"), "ordinals": ("ordinal",),
           "percent": ("percent",), "money": ("money",)}
ALARM = {"numbers": ("cardinal", "fraction"), "ordinals": ("ordinal",), "percent": ("percent",), "money": ("money",)}
ISO = {"Dollar": "USD", "Pound": "GBP", "Euro": "EUR", "United States dollar": "USD", "British pound": "GBP",
       "Canadian dollar": "CAD", "Japanese yen": "JPY", "Chinese yuan": "CNY", "Finnish markka": "FIM",
       "Cambodian riel": "KHR", "Indian rupee": "INR", "Mexican peso": "MXN", "Australian dollar": "AUD",
       "New Zealand dollar": "NZD", "Swiss franc": "CHF", "Turkish lira": "TRY"}
# A name without a country (Franc, Rupee, Peseta) may be read as any ISO code; these have none at all.
NO_ISO = {"Cent", "Pence", "Penny", "Sen", "Unnamed", "Dinar", "Riyal", "Rial", "Bitcoin", "Satoshi"}
ONE = {"one", "a", "an", "ein", "eine", "einen", "einem", "einer", "eines", "một"}
EDGE = {"a", "an", "the", "of", "exactly", "aed."}


def read(folder, path):
    file = pathlib.Path(folder) / path
    if file.exists():
        return file.read_text(encoding="utf-8-sig")
    run = subprocess.run(["git", "-C", str(folder), "show", f"HEAD:{path}"], capture_output=True)
    if run.returncode:
        sys.exit(f"{folder} holds no {path}")
    return run.stdout.decode("utf-8-sig")


def number(text):
    return Decimal(str(text).strip("()% ").replace(",", ".").replace("e", "E"))


# -- Duckling: one case = one string with one value -----------------------------------------------------------------

def haskell_string(s):
    s = re.sub(r"\\x([0-9a-fA-F]+)", lambda m: chr(int(m[1], 16)), s)
    return s.replace("\\&", "").replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def expect(expr, kind):
    """'between Dollar (10, 20)' -> (low, high, unit); None for what is no value."""
    m = re.fullmatch(r"(?:NumeralValue|OrdinalData) (\S+|\(-.+\))", expr)
    if m:
        v = number(m[1])
        return v, v, None
    m = re.fullmatch(r"simple (\w+) (\S+)", expr)
    if m:
        return number(m[2]), number(m[2]), m[1]
    m = re.fullmatch(r"between (\w+) \((\S+), (\S+)\)", expr)
    if m:
        return number(m[2]), number(m[3]), m[1]
    m = re.fullmatch(r"(under|above) (\w+) (\S+)", expr)
    if m:
        return (None, number(m[3]), m[2]) if m[1] == "under" else (number(m[3]), None, m[2])
    raise ValueError(f"{kind}: cannot read {expr!r}")


def duckling(folder, kind, path):
    src = read(folder, f"Duckling/{path}/Corpus.hs")
    src = re.sub(r"^\s*--.*$", "", src, flags=re.M)
    latent = re.search(r"^latentCorpus = .*?(?=^\w+ ::)", src, flags=re.M | re.S)
    if latent:
        src = src.replace(latent[0], "")
    for m in re.finditer(r"\bexamples\s*(?:\n\s*)?\(", src):
        depth, i = 1, m.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(src[i], 0)
            i += 1
        expr = " ".join(src[m.end():i - 1].split())
        body = src[i:src.index("]", i)]
        for s in re.findall(r'"((?:[^"\\]|\\.)*)"', body):
            yield haskell_string(s), expect(expr, kind)
    neg = re.search(r"negativeCorpus = .*?\[(.*?)\]", src, flags=re.S)
    for s in re.findall(r'"((?:[^"\\]|\\.)*)"', neg[1]) if neg else []:
        yield haskell_string(s), None


def leave_out_duckling(text, want):
    """The reason why the contract excludes the case, or None."""
    t = text.lower()
    if want is None:
        return None
    low, high, unit = want
    if any(v is not None and v < 0 for v in (low, high)):
        return "negative number (numbers stay positive)"
    if t in ("a few", "few", "a couple", "a couple of"):
        return "a few, a couple: no item"
    if t == "a pair":
        return "pair is a counted noun"
    if t in ONE or t == "a dollar":
        return "one and articles count only when they count"
    if unit in NO_ISO:
        return "no ISO 4217 code"
    if t == "7-9 lakh rupees":
        return "a range has one scale: 700,000 to 900,000"
    if re.search(r"\d *(g|l)$", t) or re.search(r"\b(cr|kr)$", t):
        return "letter that the contract's list of scales does not hold"
    return None


def right_duckling(kind, text, want, items):
    items = [i for i in items if i["class"] not in ("date", "period")]
    if want is None:
        return not [i for i in items if i["class"] in ALARM[kind]]
    low, high, unit = want
    if not items or (len(items) > 1 and not (low == high and all(same(i.get("low"), low) for i in items))):
        return False
    rest, raw = b"", text.encode()
    last = 0
    for i in items:
        rest += raw[last:i["start"]] + b" "
        last = i["end"]
    rest = (rest + raw[last:]).decode("utf-8", "replace").lower()
    if [w for w in re.findall(r"[\w.]+", rest) if w not in EDGE and w != "."]:
        return False
    it = items[0]
    if it["class"] not in CLASSES[kind] or not same(it["low"], low) or not same(it["high"], high):
        return False
    return kind != "money" or it["unit"] == ISO.get(unit, unit)


# -- Recognizers-Text: one case = one input with several results ----------------------------------------------------

def leave_out_result(kind, text, res, value):
    t = text.lower().strip()
    if kind == "ordinals" and res.get("relativeTo", "start") != "start":
        return "next, last, previous: no number is said"
    if value is None:
        return "unit without a number"
    if value < 0:
        return "negative number (numbers stay positive)"
    if kind == "numbers" and t in ONE:
        return "one and articles count only when they count"
    if kind == "ordinals" and t in ("third", "thirtieth") and res.get("whole", "").endswith((" and a third", " and a thirtieth")):
        return "a third is a fraction, and their number model says so too"
    if "^" in t and not re.search(r"x ?10\^", t):
        return "arithmetic expression"
    if kind == "numbers" and re.search(r"\d *g$", t):
        return "letter that the contract's list of scales does not hold"
    if kind == "money" and res.get("unit") in NO_ISO:
        return "no ISO 4217 code"
    return None


def leave_out_case(kind, text):
    if kind == "numbers":
        for pattern, why in ((r"\d+\.\d+\.\d+\.\d+", "web address"), (r"phone|\+1-222", "phone number"),
                             (r"\d/\d+/\d{4}", "date"), (r"\d ?(ml|km)\b|\b1m\b", "units other than money count for us"),
                             (r"SCP-\d", "name with digits"), (r"^\\t0", "two cardinals for us, nothing for them"),
                             (r"two millionth$", "an ordinal for us, the cardinal two for them"), (r"100 bis 300", "range: one item with one scale")):
            if re.search(pattern, text):
                return why
    return None


def recognizers(folder, kind, path):
    for row in json.loads(read(folder, f"Specs/{path}.json")):
        text, results = row["Input"], []
        why = leave_out_case(kind, text)
        if "dotnet" in (row.get("NotSupported") or ""):
            why = "not supported by the reference implementation"
        at = 0
        for r in row["Results"]:
            res = {**(r.get("Resolution") or {}), "whole": text}
            v = res.get("value")
            kindly = re.fullmatch(r"-?[\d.,]+(E[-+]?\d+)?%?", str(v)) if v is not None else None
            value = number(v) if kindly else None
            start = r.get("Start")
            if start is None:
                start = text.lower().find(r["Text"].lower(), at)
            at = start + len(r["Text"])
            b = len(text[:start].encode())
            results.append({"start": b, "end": b + len(text[start:at].encode()), "text": r["Text"], "value": value,
                            "unit": res.get("isoCurrency") or ISO.get(res.get("unit")), "res": res,
                            "why": leave_out_result(kind, r["Text"], res, value)})
        if not why and results and all(r["why"] for r in results):
            why = results[0]["why"]
        yield text, results, why


def right_recognizers(kind, results, items):
    for r in results:
        if r["why"]:
            continue
        near = [i for i in items if i["start"] < r["end"] and i["end"] > r["start"] and i["class"] in CLASSES[kind]]
        ok = [i for i in near if same(i["low"], r["value"]) or same(i["high"], r["value"])]
        if kind == "money" and r["unit"]:
            ok = [i for i in ok if i["unit"] == r["unit"]]
        if not ok:
            return False
    for i in items:
        if i["class"] in ALARM[kind] and not any(i["start"] < r["end"] and i["end"] > r["start"] for r in results):
            return False
    return True


# -------------------------------------------------------------------------------------------------------------------

def same(text, value):
    if text is None or value is None:
        return text is None and value is None
    got = Decimal(text)
    return abs(got - value) <= max(abs(value), Decimal("0.001")) * Decimal("0.001") if got != value and value % 1 else got == value


def spot(program, lang, text):
    run = subprocess.run([program, "text", "figures", "--lang", lang, "--json", "-"], input=text.encode(),
                         capture_output=True, timeout=60)
    if run.returncode:
        return [{"class": "failed", "start": 0, "end": 0, "text": f"exit {run.returncode}"}]
    return json.loads(run.stdout)


def short(items):
    keys = ("class", "low", "high", "unit", "value")
    return "; ".join(f"{i.get('text')!r} " + " ".join(str(i[k]) for k in keys if i.get(k) is not None) for i in items) or "nothing"


def report(name, kind, lang, rows, left, errors):
    """rows: (text, wanted words, right?, items)."""
    n, ok = len(rows), sum(r[2] for r in rows)
    print(f"{name:11} {kind:9} {lang}  {ok:4} of {n:4}  {ok / n if n else 1:.3f}   left out {sum(left.values()):3}")
    if errors:
        for why, k in sorted(left.items(), key=lambda x: -x[1]):
            print(f"    left out {k}: {why}")
        for text, want, right, items in rows:
            if not right:
                print(f"    {text!r} want {want} got {short(items)}")
    return n, ok


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("program", nargs="?", default="build/chancery")
    ap.add_argument("--duckling", default=os.environ.get("CHANCERY_DUCKLING"))
    ap.add_argument("--recognizers", default=os.environ.get("CHANCERY_RECOGNIZERS"))
    ap.add_argument("--errors", action="store_true")
    ap.add_argument("--floor", type=float, default=0)
    a = ap.parse_args()
    if not a.duckling and not a.recognizers:
        sys.exit("say where the suites are: --duckling DIR and/or --recognizers DIR")
    totals = {}
    with ThreadPoolExecutor(2) as pool:
        for kind, lang, path in DUCKLING if a.duckling else []:
            cases, left = [], {}
            for text, want in duckling(a.duckling, kind, path):
                why = leave_out_duckling(text, want)
                if why:
                    left[why] = left.get(why, 0) + 1
                else:
                    cases.append((text, want))
            got = list(pool.map(lambda c: spot(a.program, lang, c[0]), cases))
            rows = [(t, "nothing" if w is None else f"{w[0]}..{w[1]} {w[2] or ''}", right_duckling(kind, t, w, g), g)
                    for (t, w), g in zip(cases, got)]
            totals[("Duckling", kind, lang)] = report("Duckling", kind, lang, rows, left, a.errors)
        for kind, lang, path in RECOGNIZERS if a.recognizers else []:
            cases, left = [], {}
            for text, results, why in recognizers(a.recognizers, kind, path):
                if why:
                    left[why] = left.get(why, 0) + 1
                else:
                    cases.append((text, results))
            got = list(pool.map(lambda c: spot(a.program, lang, c[0]), cases))
            rows = [(t, "; ".join(f"{r['text']!r}={r['value']} {r['unit'] or ''}" for r in w if not r["why"]) or "nothing",
                     right_recognizers(kind, w, g), g) for (t, w), g in zip(cases, got)]
            totals[("Recognizers", kind, lang)] = report("Recognizers", kind, lang, rows, left, a.errors)
    n, ok = sum(t[0] for t in totals.values()), sum(t[1] for t in totals.values())
    print(f"all suites            {ok} of {n}  {ok / n:.3f}")
    if ok / n < a.floor:
        sys.exit(f"{ok / n:.3f} is below the floor {a.floor}")


if __name__ == "__main__":
    main()
