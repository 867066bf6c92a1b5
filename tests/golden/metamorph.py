"""Relations that must hold for `chancery text figures` whatever the rules are.

    words      a number written in words has the value of the same number in digits (vi, en, de)
    bytes      CR LF and a byte order mark move offsets and change nothing else
    marks      decomposed accents give the same items as composed ones
    joined     two texts in one file give the items of both (period and status may come from before)
    edges      empty input, unusable arguments, input that is no text: the contract's output and exit codes
Not for: whether an item is right (score_figures.py).
"""
import json, pathlib, re, subprocess, sys, unicodedata
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).parent / "figures"
EN = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
      "eighteen nineteen").split()
EN_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
DE = ("null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
      "achtzehn neunzehn").split()
DE_TENS = "- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
VI = "không một hai ba bốn năm sáu bảy tám chín".split()


def en(n):
    if n < 20:
        return EN[n]
    if n < 100:
        return EN_TENS[n // 10] + ("-" + EN[n % 10] if n % 10 else "")
    if n < 1000:
        return EN[n // 100] + " hundred" + (" and " + en(n % 100) if n % 100 else "")
    big, name = (n // 1000, "thousand") if n < 10**6 else (n // 10**6, "million")
    rest = n % 1000 if n < 10**6 else n % 10**6
    return en(big) + " " + name + (" " + en(rest) if rest else "")


def de(n):
    if n < 20:
        return DE[n]
    if n < 100:
        return (DE[n % 10] + "und" if n % 10 else "") + DE_TENS[n // 10]
    if n < 1000:
        return DE[n // 100] + "hundert" + ("eins" if n % 100 == 1 else de(n % 100) if n % 100 else "")
    if n < 10**6:
        return de(n // 1000) + "tausend" + (de(n % 1000) if n % 1000 else "")
    return ("eine Million" if n // 10**6 == 1 else de(n // 10**6) + " Millionen") + (" " + de(n % 10**6) if n % 10**6 else "")


def vi(n, full=False):
    if n < 10 and not full:
        return VI[n]
    if n < 100 and not full:
        tens, one = divmod(n, 10)
        last = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(one, VI[one])
        return ("mười" if tens == 1 else VI[tens] + " mươi") + (" " + last if last else "")
    if n < 1000:
        rest = n % 100
        tail = "" if not rest else (" linh " + VI[rest] if rest < 10 else " " + vi(rest))
        return VI[n // 100] + " trăm" + tail
    big, name, size = (n // 1000, "nghìn", 1000) if n < 10**6 else (n // 10**6, "triệu", 10**6)
    rest = n % size
    return vi(big) + " " + name + (" " + vi(rest, full=size == 1000) if rest else "")


FRAMES = {"vi": ("Tỉnh đã đón {} đoàn khách.", vi, "."), "en": ("The province received {} delegations.", en, ","),
          "de": ("Die Provinz empfing {} Delegationen.", de, ".")}
VALUES = list(range(2, 21)) + [21, 24, 25, 30, 31, 37, 44, 55, 68, 71, 99, 101, 105, 110, 111, 115, 121, 150, 205, 318, 999,
                               1001 + 299, 2000, 2450, 3200, 7015, 12000, 15600, 21011, 100000, 250318, 721012, 2000000, 3500000]


def spot(program, lang, data):
    run = subprocess.run([program, "text", "figures", "--lang", lang, "--json", "-"], input=data, capture_output=True, timeout=60)
    if run.returncode:
        raise RuntimeError(f"exit {run.returncode}: {run.stderr.decode(errors='replace')[:200]}")
    return json.loads(run.stdout)


def same_items(a, b, keys=("class", "low", "high", "low_strict", "high_strict", "approx", "value", "direction", "unit", "of",
                           "period", "status", "rule")):
    def fold(i):
        flat = {k: unicodedata.normalize("NFC", i[k]).replace("\r", "") if isinstance(i.get(k), str) else i.get(k) for k in keys}
        return flat, unicodedata.normalize("NFC", i["text"]).replace("\r\n", "\n")
    return [fold(i) for i in a] == [fold(i) for i in b]


def first_difference(a, b):
    def brief(i):
        return {k: i.get(k) for k in ("text", "class", "low", "high", "unit", "value", "period", "status")} if i else None
    for n in range(max(len(a), len(b))):
        x, y = (a[n] if n < len(a) else None), (b[n] if n < len(b) else None)
        if not (x and y and same_items([x], [y])):
            return f"{brief(x)} became {brief(y)}"
    return "the same"


def words(program, lang):
    frame, spell, mark = FRAMES[lang]

    def check(n):
        digits = f"{n:,}".replace(",", mark) if n > 9999 else str(n)
        low = [[i["low"] for i in spot(program, lang, frame.format(w).encode()) if i["class"] in ("cardinal", "year")]
               for w in (digits if n < 1900 or n > 2100 else f"{n:,}".replace(",", mark), spell(n))]
        return None if low[0] == low[1] == [str(n)] else f"{lang} words: {n} {spell(n)!r}: digits {low[0]} words {low[1]}"
    with ThreadPoolExecutor(2) as pool:
        return [e for e in pool.map(check, VALUES) if e]


def shapes(program, lang, path):
    raw = unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    plain, out, name = spot(program, lang, raw.encode()), [], f"{lang} {path.parent.parent.name}/{path.stem}"
    # offsets in the changed bytes are known: count line ends before, add the mark
    crlf = spot(program, lang, b"\xef\xbb\xbf" + raw.replace("\n", "\r\n").encode())
    if not same_items(plain, crlf):
        out.append(f"{name} bytes: {first_difference(plain, crlf)}")
    for a, b in zip(plain, crlf):
        shift = 3 + raw.encode()[:a["start"]].count(b"\n")
        if same_items([a], [b]) and b["start"] != a["start"] + shift:
            out.append(f"{name} bytes: {a['text']!r} at {b['start']}, expected {a['start'] + shift}")
    nfd = spot(program, lang, unicodedata.normalize("NFD", raw).encode())
    if not same_items(plain, nfd):
        out.append(f"{name} marks: {first_difference(plain, nfd)}")
    return out


def joined(program, lang, paths):
    out = []
    for a, b in zip(paths[::2], paths[1::2]):
        x, y = (p.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n") for p in (a, b))
        whole = spot(program, lang, x + b"\n\n" + y)
        parts = spot(program, lang, x) + spot(program, lang, y)
        keys = ("class", "low", "high", "low_strict", "high_strict", "approx", "unit", "direction")
        if not same_items(whole, parts, keys):
            out.append(f"{lang} joined: {a.stem} + {b.stem}: {first_difference(parts, whole)}")
    return out


def edges(program):
    def run(args, data=b""):
        r = subprocess.run([program, "text", "figures", *args], input=data, capture_output=True, timeout=60)
        return r.returncode, r.stdout.strip(), r.stderr.strip()
    out = []
    for args, data, code, stdout in ((["--lang", "en", "--json", "-"], b"", 0, b"[]"), (["--lang", "vi", "--json"], b"", 0, b"[]"),
                                     (["--lang", "de", "--json", "-"], b"\xef\xbb\xbf", 0, b"[]"), (["--lang", "xx", "--json", "-"], b"3 men", 2, b""),
                                     (["--no-such", "-"], b"", 2, b""), (["--lang", "en", "--json", "/nonexistent/file"], b"", 3, b""),
                                     (["--lang", "en", "--json", "-"], bytes(range(256)) * 8, 3, b"")):
        got = run(args, data)
        if got[0] != code or got[1] != stdout or (code and not got[2]):
            out.append(f"edges: {args} on {data[:12]!r}: exit {got[0]} (want {code}), output {got[1][:40]!r}, message {got[2][:80]!r}")
    return out


def main():
    program, only = sys.argv[1], sys.argv[2:]
    bad, n = edges(program) if not only or "edges" in only else [], 7
    for lang in FRAMES:
        if not only or "words" in only:
            bad += words(program, lang)
            n += len(VALUES)
        paths = sorted(HERE.glob(f"*/{lang}/*.txt"))
        if not only or "shapes" in only:
            with ThreadPoolExecutor(2) as pool:
                for e in pool.map(lambda p: shapes(program, lang, p), paths):
                    bad += e
            n += 2 * len(paths)
        if not only or "joined" in only:
            bad += joined(program, lang, paths)
            n += len(paths) // 2
    print("\n".join(bad) or f"{n} relations hold")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
