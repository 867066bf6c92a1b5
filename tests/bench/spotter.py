"""Speed of the figure spotter against `wc -w`, on one text of 50 MB made of the demonstration texts.

    python3 tests/bench/spotter.py [build/chancery] [--megabytes 50] [--texts demo/texts]

Both read the same three files (one per language, together 50 MB) in turns, five times; medians, megabytes per second, the
ratio and figures per second come from one run. Aim: at least a quarter of wc -w. Prints, never fails: a benchmark is no test.
"""
import argparse, os, pathlib, resource, statistics, subprocess, sys, tempfile, time


def lang_of(path):
    parts = path.name.split(".")[:-1] + path.stem.replace("_", "-").split("-") + [p.name for p in path.parents]
    return next((p for p in parts if p in ("vi", "en", "de")), None)


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(args):
    """(wall, cpu): on a machine with other work the second is the fairer one."""
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    start, cpu = time.perf_counter(), cpu_seconds()
    subprocess.run(args, stdout=subprocess.DEVNULL, check=True, env=env)
    return time.perf_counter() - start, cpu_seconds() - cpu


def figures_in(program, lang, file):
    run = subprocess.Popen([program, "text", "figures", "--lang", lang, "--json", str(file)], stdout=subprocess.PIPE)
    n, rest = 0, b""
    for chunk in iter(lambda: run.stdout.read(1 << 20), b""):
        block = rest + chunk
        n += block.count(b'"start"')
        rest = block[-6:]  # a key that is cut lies whole in no block; a whole one is never in the last six bytes
    if run.wait():
        sys.exit(f"{program} ended with {run.returncode}")
    return n


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("program", nargs="?", default="build/chancery")
    ap.add_argument("--megabytes", type=float, default=50)
    ap.add_argument("--texts", default="demo/texts")
    ap.add_argument("--rounds", type=int, default=5)
    a = ap.parse_args()
    texts = {}
    for path in sorted(pathlib.Path(a.texts).rglob("*.txt")):
        if lang_of(path):
            texts.setdefault(lang_of(path), []).append(path.read_bytes().rstrip() + b"\n\n")
    if not texts:
        sys.exit(f"no texts in {a.texts}")
    with tempfile.TemporaryDirectory() as folder:
        share, files = int(a.megabytes * 1e6 / len(texts)), {}
        for lang, parts in texts.items():
            whole = b"".join(parts)
            files[lang] = pathlib.Path(folder) / f"{lang}.txt"
            files[lang].write_bytes(whole * max(1, round(share / len(whole))))
        size = sum(f.stat().st_size for f in files.values())
        times = {"wc": [], **{lang: [] for lang in files}}
        for _ in range(a.rounds):
            times["wc"].append(seconds(["wc", "-w", *map(str, files.values())]))
            for lang, f in files.items():
                times[lang].append(seconds([a.program, "text", "figures", "--lang", lang, "--json", str(f)]))
        n = sum(figures_in(a.program, lang, f) for lang, f in files.items())
        print(f"text: {size / 1e6:.1f} MB from {sum(map(len, texts.values()))} demonstration texts ({', '.join(texts)})")
        for i, clock in enumerate(("wall clock", "CPU time")):
            wc = statistics.median(t[i] for t in times["wc"])
            spot = statistics.median(sum(times[lang][r][i] for lang in files) for r in range(a.rounds))
            print(f"{clock}, medians of {a.rounds}: wc -w (C.UTF-8) {wc:.3f} s {size / wc / 1e6:.1f} MB/s; "
                  f"chancery text figures {spot:.3f} s {size / spot / 1e6:.1f} MB/s")
            print("    " + ", ".join(f"{lang} {f.stat().st_size / statistics.median(t[i] for t in times[lang]) / 1e6:.1f} MB/s"
                                      for lang, f in files.items()))
            print(f"    ratio to wc -w: {wc / spot:.3f} (aim 0.25); {n} figures, {n / spot:,.0f} figures per second")


if __name__ == "__main__":
    main()
