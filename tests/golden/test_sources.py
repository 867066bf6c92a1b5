"""The ledger on whole documents, through the command line: figures with their bounds and indicators, versions of one text and
which is the original, findings, refusals of the algebra, gaps, a second load that changes nothing.

usage: test_sources.py CHANCERY ROOT [--demo]
Without --demo: the real documents in $CHANCERY_SOURCES, ROOT/../shared/sources or ROOT/../../shared/sources; exit 77
(skipped) when none of them exists. With --demo: our own texts in demo/texts, always."""
import json, os, pathlib, sqlite3, subprocess, sys, tempfile

chancery, root = sys.argv[1], pathlib.Path(sys.argv[2])
demo = "--demo" in sys.argv
bad = []


def find_sources():
    places = [os.environ.get("CHANCERY_SOURCES"), root / "../shared/sources", root / "../../shared/sources"]
    for place in places:
        if place and (pathlib.Path(place) / "hue-2026-vi.txt").exists():
            return pathlib.Path(place)
    return None


def check(good, what):
    if not good:
        bad.append(what)


def run(*words, code=(0,)):
    r = subprocess.run([chancery, *map(str, words)], capture_output=True, text=True, env=env)
    if r.returncode not in code:
        bad.append(f"chancery {' '.join(map(str, words))}: exit {r.returncode}\n{r.stderr}")
    return r.stdout


def figure(indicator, lang=None):
    for f in figures:
        if f["indicator"] == indicator and f["twin"] == 0 and lang in (None, f["lang"]):
            return f
    bad.append(f"no figure for {indicator}")
    return {"id": 0, "low": None, "high": None, "low_strict": None, "when": None, "unit": None}


def is_exactly(indicator, value):
    f = figure(indicator)
    check(f["low"] == f["high"] == value and not f["low_strict"], f"{indicator}: {f['low']}..{f['high']} instead of {value}")


def is_over(indicator, value):
    f = figure(indicator)
    check(f["low"] == value and f["high"] is None and f["low_strict"], f"{indicator}: {f} instead of > {value}")


def refused(op, a, b, reason):
    out = run("algebra", op, figure(a)["id"], figure(b)["id"], code=(1,))
    check(out.startswith("refused") and f"\n{reason}:" in out, f"{op} {a} {b}: {out!r} instead of refused, {reason}")


sources = root / "demo/texts" if demo else find_sources()
if sources is None:
    print("skipped: no source documents (set CHANCERY_SOURCES to their folder)")
    sys.exit(77)
with tempfile.TemporaryDirectory() as var:
    env = {**os.environ, "CHANCERY_VAR": var, "CHANCERY_NOW": "1784880000"}
    env.pop("CHANCERY_DB", None)
    files = sorted(sources.glob("*.txt"))
    out = run("load", *files)
    texts = 5 if not demo else 12
    check(f"{texts} documents read, 0 already there, 0 failed" in out, out)
    name = "hue-2025-%s.txt" if demo else "hue-2026-%s.txt"
    check(f"3 versions of one text: vi ({name % 'vi'}, the original) en ({name % 'en'}) de ({name % 'de'})" in out, out)
    before = run("figures", "--all", "--json")
    figures = json.loads(before)

    # values (golden facts)
    for indicator, value in {"AGR_SIGNED": "3", "AGR_PIPELINE": "4", "REL_PAIR_PROV": "17", "FDI_NEW_COUNT": "11",
                             "CONF_MAJOR": "3", "REL_ALL": "45", "AGR_LEVEL2": "42", "AGR_LEVEL3": "26",
                             "FDI_STOCK_COUNT": "117", "FDI_STOCK_CAPITAL": "4350000000", "AGR_NATIONAL": "135",
                             "FDI_NAT_TOTAL": "33690000000", "FDI_NAT_NEW_COUNT": "3695",
                             "FDI_NAT_NEW_CAPITAL": "15960000000", "FDI_NAT_MANUF": "9170000000",
                             "FDI_NAT_MANUF_SHARE": "57.5", "DOSSIER_LOCALITIES": "23", "DOSSIERS": "48",
                             "UNESCO_NEW": "7", "UNESCO_TITLES": "77"}.items():
        is_exactly(indicator, value)
    for indicator, value in {"FDI_NEW_CAPITAL": "39000000", "AGR_LEVEL1": "30", "CONNECTIONS": "1000"}.items():
        is_over(indicator, value)
    each, tens = figure("DELEGATES_EACH"), figure("CONF_OTHER")
    check((each["low"], each["high"]) == ("400", "800"), f"delegates: {each}")
    check((tens["low"], tens["high"], tens["low_strict"]) == ("10", None, False), f"tens: {tens}")
    check(figure("AGR_PIPELINE")["kind"] == "pipeline", "the pipeline is not marked so")

    if not demo:  # 45 relationships, sixteen of them named beside the number
        check(len(figure("REL_ALL")["named"]) == 16, f"named: {figure('REL_ALL')['named']}")

    # every figure of the headline has its twins in both translations, with the codes of the original
    for indicator in ("AGR_SIGNED", "AGR_PIPELINE", "REL_PAIR_PROV", "FDI_NEW_COUNT", "FDI_NEW_CAPITAL", "CONF_MAJOR"):
        own = figure(indicator, "vi")
        langs = {f["lang"] for f in figures if f["twin"] == own["id"] and f["indicator"] == indicator}
        check(langs == {"en", "de"}, f"{indicator}: twins in {sorted(langs)}")

    # algebra
    refused("sum", "FDI_STOCK_COUNT", "FDI_NEW_COUNT", "stock_flow")
    refused("diff", "REL_ALL", "REL_PAIR_PROV", "definitions")
    refused("growth", "REL_ALL", "REL_PAIR_PROV", "definitions")
    refused("sum", "AGR_SIGNED", "AGR_PIPELINE", "pipeline")
    refused("share", "UNESCO_NEW", "DOSSIERS", "populations")
    ids = [figure(f"AGR_LEVEL{i}")["id"] for i in (1, 2, 3)]
    check(run("algebra", "sum", *ids).startswith("bound: > 98"), "30 + 42 + 26 is not over 98")
    share = run("algebra", "share", figure("FDI_NAT_MANUF")["id"], figure("FDI_NAT_NEW_CAPITAL")["id"],
                "--stated", figure("FDI_NAT_MANUF_SHARE")["id"])
    check(share.startswith("ok: 57.45"), f"the share of manufacturing: {share!r}")
    average = run("algebra", "ratio", figure("FDI_NEW_CAPITAL")["id"], figure("FDI_NEW_COUNT")["id"])
    check(average.startswith("bound: > 3545454.5"), f"capital per project: {average!r}")

    # stated beside listed, and the findings
    out = run("reconcile", "--year", "2025", "--lang", "en", code=(1,))
    check("REL_PAIR_PROV                stated 17" in out and "(17 missing)" in out, "17 stated, 0 listed is not shown")
    check(any(line.startswith("B sibling") and "capital" in line for line in out.splitlines()),
          "growth of the number without growth of the capital is not flagged")
    check(any(line.startswith("I definition") and "45" in line and "17" in line for line in out.splitlines()),
          "45 and 17 are not explained")
    check(not any("decrease" in line and line[0] in "AB" for line in out.splitlines()), "45 to 17 is shown as a decrease")
    wanted = {  # start of the line, words in it
        "status en (T-01)": ("A status", "en:", "will"), "number en (T-04)": ("A number", "en:", "dozens"),
    }
    if not demo:
        wanted |= {"number de (T-04)": ("A number", "de:", "Dutzende"), "status de (T-02)": ("A status", "de:", "erklärte"), "unit de (T-05)": ("A unit", "de:", "17"),
                   "period de (T-07)": ("A period", "de:", "bis 2026"), "ministry (T-08)": ("B institution", "de:", "Außen"),
                   "byline de (T-24)": ("B byline", "de:", "FRIEDEN"), "name (T-25)": ("B name", "en:", "Chungcheonam"),
                   "address en (T-03)": ("A address", "en:", "polit"), "address de (T-03)": ("A address", "de:", "polit")}
    for what, (start, *words) in wanted.items():
        check(any(line.startswith(start) and all(w in line for w in words) for line in out.splitlines()), f"not found: {what}")

    # confirmed figures survive; a second load and a new run of the spotter change nothing
    signed = figure("AGR_SIGNED", "vi")["id"]
    run("confirm", signed)
    out = run("load", *files)
    check(f"0 documents read, {texts} already there, 0 failed" in out, out)
    run("load", "--again")
    after = json.loads(run("figures", "--all", "--json"))
    check(any(f["id"] == signed and f["state"] == "confirmed" for f in after), "the confirmed figure did not survive")
    strip = lambda all_: sorted((f["lang"], f["indicator"] or "", f["start"], f["low"] or "", f["period"] if "period" in f
                                 else f["when"] or "") for f in all_)
    check(strip(after) == strip(figures), "a new run of the same spotter changed the figures")

    # a load that was cut off between storing and comparing is completed by the next one
    with sqlite3.connect(f"{var}/chancery.db") as db:
        db.execute("DELETE FROM finding")
        db.execute("DELETE FROM alignment")
        db.execute("UPDATE source_text SET compared_at = NULL")
    db.close()
    run("load", *files)
    check("dozens" in run("reconcile", "--year", "2025", "--lang", "en", code=(1,)), "a cut-off load was not completed")

    # a file that cannot be read stops nothing
    broken = pathlib.Path(var) / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n\0\0 cut off")
    out = run("load", broken, files[0], code=(3,))
    check("0 documents read, 1 already there, 1 failed" in out, out)

    # the report: planned things in the plan section only, numbers with notes
    for lang, plan in (("vi", "đang chuẩn bị"), ("en", "In preparation"), ("de", "In Vorbereitung")):
        report = run("report", "year", "--year", "2025", "--lang", lang, "--check")
        check("[1]" in report and "17" in report, f"report {lang}: {report[:400]}")
        first, _, rest = report.partition(plan)
        check(rest != "" and "4" not in first.split("[1]")[0], f"report {lang}: the pipeline stands outside the plan")
print("\n".join(bad) or f"{len(figures)} figures of {texts} documents in order")
sys.exit(bool(bad))
