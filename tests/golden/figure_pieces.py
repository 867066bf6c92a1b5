"""A large text is worked in pieces by threads; the output must be that of the whole text worked by one thread, byte for
byte, wherever the cuts fall. Run on a -Db_sanitize=thread build this is also the test of the threads.

    python3 tests/golden/figure_pieces.py build/chancery [--quick]

Not for: whether the figures are right (score_figures.py), speed (tests/bench/spotter.py).
"""
import pathlib, random, re, subprocess, sys, unicodedata

HERE = pathlib.Path(__file__).parent
WHOLE = str((1 << 30) - 1)


def figures(program, lang, data, *options):
    run = subprocess.run([program, "text", "figures", "--lang", lang, "--json", *options, "-"], input=data,
                         capture_output=True, timeout=300)
    if run.returncode != 0:
        sys.exit(f"{lang} {options}: exit code {run.returncode}: {run.stderr.decode(errors='replace')}")
    return run.stdout


def texts(lang):
    """(name, bytes): our prose as it is, and with everything a cut could trip over."""
    files = sorted(p for p in HERE.glob("figures/*/*.txt") if lang in re.split(r"[-_.]", p.name))
    parts = [p.read_text() for p in files]
    prose = "\n\n".join(parts)
    sentences = re.split(r"(?<=[.!?])\s+", prose)
    random.Random(7).shuffle(sentences)
    late = {"vi": "quý III", "en": "the third quarter", "de": "das dritte Quartal"}[lang]
    yield "prose", prose
    yield "short blocks", "\n\n".join(sentences)
    yield "blank lines of all kinds", "".join(
        s + random.Random(i).choice(["\n\n", "\r\n\r\n", "\n \t\n", "\n\u00a0\n", "\n\n\n\n ", " ", "\n"])
        for i, s in enumerate(sentences))
    yield "no blank line", " ".join(prose.split()) * 2
    yield "one line each", "\n".join(sentences)
    yield "decomposed", unicodedata.normalize("NFD", prose)
    yield "white space at the ends", " \n\n\u00a0\n" * 300 + prose + "\n \u3000\n" * 300
    yield "period far above", "2019-05-01\n\n" + "12 km\n\n" * 4000 + f"{late}\n\n" + "7 km\n\n" * 500
    yield "period never said", f"{late}: 12 km\n\n" * 2000
    yield "numbers only", "1 " * 60000
    yield "one word", "a" * 100000 + " 7 km\n\n" + "7" * 50000 + " 12 km"
    yield "blanks", "\n \n" * 50000
    yield "nothing", ""


def main():
    program, quick = sys.argv[1], "--quick" in sys.argv
    sizes = [997, 20011] if quick else [1, 64, 997, 4096, 20011, 65536]
    compared = found = 0
    for lang in ("vi", "en", "de"):
        for name, text in texts(lang):
            data = text.encode()
            whole = figures(program, lang, data, "--threads", "1", "--piece", WHOLE)
            found += whole.count(b'"start"')
            for size in sizes:
                for threads in ("1", "4"):
                    cut = figures(program, lang, data, "--threads", threads, "--piece", str(size))
                    compared += 1
                    if cut != whole:
                        a, b = whole.split(b"\n"), cut.split(b"\n")
                        at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
                        sys.exit(f"{lang}, {name}, pieces of {size}, {threads} threads: line {at} differs\n"
                                 f"  whole:  {a[at:at + 1]}\n  pieces: {b[at:at + 1]}")
    if found < 5000:
        sys.exit(f"only {found} figures: the texts are not what this test needs")
    print(f"{compared} runs in pieces give what the whole text gives ({found} figures)")


if __name__ == "__main__":
    main()
