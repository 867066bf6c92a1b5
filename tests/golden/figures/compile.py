"""Compiles the marked-up gold prose (dev/*.gold, held/*.gold) into NAME.txt and NAME.json beside it.

What for: a person writes the text once with the expected items marked in it; offsets are counted by this program and
never by hand. Not for: scoring (tests/golden/score_figures.py).

A .gold file is named after its language (vi.gold, en.gold, de.gold) and holds several texts:

    === name [crlf] [bom] [nfd]     starts a text; the words after the name change its bytes
    {{per=2025 st=done}}            every counted item from here on has this period and status ("-" ends it)
    [[hơn 39 triệu USD|m>39000000;u=USD]]

The mark is CLASS and BOUND, then keys. Classes: c cardinal, m money, p percent, o ordinal, f fraction, y year, d date,
P period, x "counted neither way" (the contract leaves it open). Bounds: =n, ~n (approx), >n (low, strict), >=n, <n (high,
strict), <=n, n..m after ":" (range). For y "=2025"; for d and P "=" and the ISO 8601 value.
Keys: u=unit (a/b/c: any of these; "-" none), of=words (same), up, down, dir? (direction not judged), per=, st=, alt=text
(another span that is right too), b? (bounds not judged). A key that is absent from the JSON is not judged.
"""
import json, pathlib, re, sys, unicodedata

CLASS = dict(c="cardinal", m="money", p="percent", o="ordinal", f="fraction", y="year", d="date", P="period", x="ignore")
MARK = re.compile(r"\[\[(.+?)\|(.+?)\]\]|\{\{(.+?)\}\}", re.S)


def none(v):
    return None if v == "-" else v


def bounds(spec):
    """'>39' -> low, high, low_strict, high_strict, approx."""
    m = re.fullmatch(r"(=|~|>=|<=|>|<|:)(.+)", spec)
    op, v = m.group(1), m.group(2)
    if op == ":":
        lo, hi = v.split("..")
        return lo, hi, False, False, False
    if op in "=~":
        return v, v, False, False, op == "~"
    if op in (">", ">="):
        return v, None, op == ">", False, False
    return None, v, False, op == "<", False


def item_of(text, spec, sticky):
    head, *rest = spec.split(";")
    cls = CLASS[head[0]]
    if cls == "ignore":
        return {"class": cls, "text": text}
    it = {"text": text, "class": cls}
    if cls in ("date", "period"):
        it.update(low=None, high=None, low_strict=False, high_strict=False, approx=False, unit=None, value=head[2:])
        it["direction"] = None
    else:
        b = bounds(head[1:])
        it.update(zip(("low", "high", "low_strict", "high_strict", "approx"), b))
        it["value"] = None
        if cls == "year":
            it.update(unit=None, direction=None)
        else:
            it.update({k: v for k, v in sticky.items() if cls != "ordinal"})
            if cls in ("cardinal", "money", "percent"):
                it["direction"] = None
    if cls == "percent":
        it["unit"] = "percent"
    for key in rest:
        k, _, v = key.partition("=")
        if k in ("up", "down"):
            it["direction"] = k
        elif k == "dir?":
            it.pop("direction", None)
        elif k == "b?":
            for name in ("low", "high", "low_strict", "high_strict", "approx"):
                it.pop(name, None)
        elif k in ("u", "of"):
            name = "unit" if k == "u" else "of"
            first, *more = v.split("/") if v != "USD/EUR" else (v,)
            it[name] = none(first)
            if more:
                it[name + "_alt"] = more
        elif k in ("per", "st"):
            name = "period" if k == "per" else "status"
            it.pop(name, None)
            if v != "?":
                it[name] = none(v)
        elif k == "alt":
            it.setdefault("alt", []).append(v)
        else:
            raise ValueError(f"unknown key {key!r} in {spec!r}")
    return it


def shape(s, flags):
    if "nfd" in flags:
        s = unicodedata.normalize("NFD", s)
    return s.replace("\n", "\r\n") if "crlf" in flags else s


def build(body, flags):
    raw, items, sticky, last = "\ufeff" if "bom" in flags else "", [], {}, 0
    for m in MARK.finditer(body):
        raw += shape(body[last:m.start()], flags)
        last = m.end()
        if m.group(3):
            for kv in m.group(3).split():
                k, v = kv.split("=")
                name = "period" if k == "per" else "status"
                sticky.pop(name, None)
                if v != "-":
                    sticky[name] = v
            continue
        text = shape(m.group(1), flags)
        it = item_of(text, m.group(2), sticky)
        for k in ("unit", "of"):
            if it.get(k):
                it[k] = shape(it[k], flags)
        it["start"] = len(raw.encode())
        raw += text
        it["end"] = len(raw.encode())
        items.append(it)
    raw += shape(body[last:], flags)
    for it in items:
        spans = []
        for alt in it.pop("alt", []):
            alt = shape(alt, flags)
            whole = raw.encode()
            a = alt.encode()
            near = [p for p in range(max(0, it["start"] - 60), it["end"] + 60)
                    if whole.startswith(a, p) and p < it["end"] and p + len(a) > it["start"]]
            if not near:
                raise ValueError(f"alternative {alt!r} does not overlap {it['text']!r}")
            spans.append([near[0], near[0] + len(a)])
        if spans:
            it["span_alt"] = spans
    order = ("start", "end", "text", "class", "low", "high", "low_strict", "high_strict", "approx", "unit", "value",
             "direction", "of", "period", "status", "unit_alt", "of_alt", "span_alt")
    return raw, [{k: it[k] for k in order if k in it} for it in items]


def texts(gold):
    """(name, flags, body) of each text in a .gold file."""
    for part in re.split(r"^=== ", gold.read_text(encoding="utf-8"), flags=re.M)[1:]:
        line, _, body = part.partition("\n")
        name, *flags = line.split()
        yield name, flags, body.strip("\n") + "\n"


def main():
    here, check, total, stale = pathlib.Path(__file__).parent, "--check" in sys.argv, {}, []
    for gold in sorted(here.glob("*/*.gold")):
        lang, folder = gold.stem, gold.parent / gold.stem
        folder.mkdir(exist_ok=True)
        for name, flags, body in texts(gold):
            try:
                raw, items = build(body, flags)
            except Exception as e:
                sys.exit(f"{gold}: {name}: {e}")
            rows = ",\n ".join(json.dumps(i, ensure_ascii=False) for i in items)
            out = {folder / f"{name}.txt": raw.encode(),
                   folder / f"{name}.json": (f"[{rows}]\n" if items else "[]\n").encode()}
            for path, data in out.items():
                if check:
                    stale += [] if path.exists() and path.read_bytes() == data else [str(path)]
                else:
                    path.write_bytes(data)
            n = total.setdefault((gold.parent.name, lang), [0, 0])
            n[0] += 1
            n[1] += sum(i["class"] != "ignore" for i in items)
    for key, n in total.items():
        print(*key, n[0], "texts", n[1], "items")
    if stale:
        sys.exit("not what the .gold files give; run compile.py: " + ", ".join(stale))


if __name__ == "__main__":
    main()
