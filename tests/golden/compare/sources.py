"""The three versions of the Huế article (not in this repository) through `chancery text compare`.

Looks for hue-2026-vi.txt and its sisters in CHANCERY_SOURCES, ../shared/sources, ../../shared/sources from the project's
folder; says so and is skipped (exit 77) when there are none. Checks the discrepancies that must be found, the alignment
of 14 : 14 : 14 blocks, the figures, and that there are fewer false alarms than true findings.
Not for: other texts (run.py, score_compare.py).
"""
import json, os, pathlib, subprocess, sys

program, root = sys.argv[1], pathlib.Path(sys.argv[2])
places = [os.environ.get("CHANCERY_SOURCES"), root / "../shared/sources", root / "../../shared/sources"]
folder = next((pathlib.Path(p) for p in places if p and (pathlib.Path(p) / "hue-2026-vi.txt").exists()), None)
if folder is None:
    print("skipped: the source documents are not here (set CHANCERY_SOURCES)")
    sys.exit(77)

# id of the discrepancy: every (language, rule, words in the other version) by which it may be told
MUST = {
    "T-01": [("en", "status", "will"), ("de", "status", "stärken")],
    "T-02": [("en", "status", "identified"), ("de", "status", "erklärte")],
    "T-03": [("en", "address", "chinh-polit"), ("de", "address", "chinh-polit")],
    "T-04": [("en", "number", "dozens"), ("de", "number", "Dutzende")],
    "T-05": [("de", "unit", "17")],
    "T-07": [("de", "period", "bis 2026")],
    "T-08 first": [("de", "institution", "Außenministerium")],
    "T-08 second": [("de", "institution", "Außenministeriums")],
    "T-08 third": [("de", "institution", "Außenamtes")],
    "T-09": [("de", "institution", "Außenministerium", "lĩnh vực đối ngoại")],
    "T-10": [("de", "term", "Außenpolitik"), ("en", "term", "foreign policy")],
    "T-11": [("de", "term", "Förderprogramme")],
    "T-12": [("de", "term", "fördert"), ("en", "term", "promoting")],
    "T-13": [("en", "region", "Australia"), ("de", "region", "Australien")],
    "T-14": [("de", "term", "zwischen den Bürgern"), ("de", "term", "zwischen den Bevölkerungen")],
    "T-24": [("de", "byline", "FRIEDEN")],
    "T-25": [("en", "name", "Chungcheonam"), ("de", "name", "Chungcheonam")],
    "T-26": [("en", "name", "Economic Forum"), ("de", "name", "Wirtschaftsforum")],
}
# Findings of style and precision that the list of discrepancies has too.
ALSO = {
    "T-06": ["provincial-level", "Provinzebene"], "T-15": ["Verteidigung und Sicherheit"],
    "T-16": ["managing state affairs", "Steuerung"], "T-17": ["effectively", "effektiv"],
    "T-18": ["maritime", "Bewusstsein", "combat", "bekämpfen"], "T-19": ["functional forces", "Einsatzkräfte"],
    "T-20": ["forward-thinking", "workforce", "zukunftsorientiert", "Belegschaft"], "T-21": ["Proactively", "Sie"],
    "T-22": ["passiven"], "T-23": ["standards", "Standards", "Entwicklungsphase"], "T-27": ["Nara"],
    "T-28": ["disaster relief", "Katastrophenhilfe"], "T-29": ["Sozialwesen"], "T-30": ["Unternehmen"],
    "T-31": ["Intensivierung", "Beitrag"], "T-32": ["traditionsreich", "integrativ"], "T-33": ["Regionen"],
    "T-34": ["tangible", "greifbar"], "T-35": ["locken"], "T-36": ["Erfolge", "Zielen"], "T-02": ["Kernaufgaben",
    "focused", "aimed", "konzentrierte", "war"], "T-07": ["optimieren"], "T-10": ["außenpolitisch"],
    "T-08": ["Außenministerium"], "J5": ["Schutz ihrer Bürger"],
}
names = [str(folder / f"hue-2026-{l}.txt") for l in ("vi", "en", "de")]
run = subprocess.run([program, "text", "compare", "--json", *names], capture_output=True, timeout=120)
assert run.returncode == 1, run.stderr.decode()
out = json.loads(run.stdout)
bad = []


def fits(f, lang, rule, words, source=""):
    return f["other"]["lang"] == lang and f["rule"] == rule and words in (f["other"]["text"] or "") and \
        source in ((f["original"] or {}).get("text") or "")


true = set()
for name, ways in MUST.items():
    for way in ways:
        hits = [i for i, f in enumerate(out["findings"]) if fits(f, *way)]
        true.update(hits)
        if not hits:
            bad.append(f"{name}: not found: {way}")
for i, f in enumerate(out["findings"]):
    if any(w in (f["other"]["text"] or "") for ws in ALSO.values() for w in ws):
        true.add(i)
false = [f for i, f in enumerate(out["findings"]) if i not in true]
if len(out["blocks"]) != 14 or any(None in row for row in out["blocks"]):
    bad.append(f"blocks: {out['blocks']}")
kinds = [[v["blocks"][row[k]]["kind"] for row in out["blocks"]] for k, v in enumerate(out["versions"])]
if any(k.count("caption") != 2 or k.count("heading") != 2 or k.count("paragraph") != 10 for k in kinds):
    bad.append(f"kinds of blocks: {kinds}")
changed = [f for f in out["findings"] if f["rule"] in ("number", "scale", "bound", "date") and
           f["other"]["text"] not in ("dozens", "Dutzende")]
if changed:
    bad.append(f"every numeral is equal, yet: {changed}")
if len(false) >= len(true):
    bad.append(f"{len(false)} false alarms against {len(true)} true findings")
print(f"{len(out['findings'])} findings: {len(true)} true, {len(false)} false; figures of the original: "
      f"{out['figures']['original']}, equal in all versions: {out['figures']['equal']}")
for f in false:
    print(f"  false: {f['class']} {f['rule']} {f['other']['lang']} {f['other']['text']!r}")
print("\n".join(bad))
sys.exit(bool(bad))
