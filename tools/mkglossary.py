"""Writes the table of terms in docs/GLOSSARY.md from definitions/terms.yaml (between the marks).
usage: mkglossary.py ROOT [--check]   --check: only say whether the page is as the term base has it."""
import pathlib, sys

try:
    import yaml
except ImportError:
    print("python3-yaml is missing: skipped")
    sys.exit(77)

root = pathlib.Path(sys.argv[1])
page = root / "docs" / "GLOSSARY.md"
HEADS = {"institution": "Institutions", "administration": "Administration", "pillar": "The three pillars", "field":
         "Foreign affairs and their fields", "relation": "Relations", "agreement": "Agreements", "protocol":
         "Delegations and conferences", "culture": "Culture", "economy": "Economy", "aid": "Aid", "people": "People",
         "border": "Border and sea", "plan": "Plans", "number": "Quantities", "name": "Names", "style": "Wording"}


def cell(texts):
    return ", ".join(texts).replace("|", "\\|")


lines = []
terms = yaml.load((root / "definitions" / "terms.yaml").read_text(), yaml.BaseLoader)
for domain, head in HEADS.items():
    lines += [f"### {head}", "", "| Tiếng Việt | English | Deutsch | not |", "|---|---|---|---|"]
    for t in terms:
        if t["domain"] == domain:
            avoid = [a["text"] for lang in ("en", "de") for a in t[lang]["avoid"]]
            mark = "°" if t.get("native_review") == "true" else ""
            lines.append(f"| {cell(t['vi'][:2])} | {cell(t['en']['use'][:2])}{mark} | {cell(t['de']['use'][:2])}{mark} "
                         f"| {cell(avoid[:4])} |")
    lines.append("")
left = {t["domain"] for t in terms} - set(HEADS)
if left:
    sys.exit(f"domains without a heading: {left}")
begin, end = "<!-- terms:begin -->\n", "<!-- terms:end -->\n"
old = page.read_text()
new = old[:old.index(begin) + len(begin)] + "\n" + "\n".join(lines) + "\n" + old[old.index(end):]
if "--check" in sys.argv:
    if new != old:
        print("docs/GLOSSARY.md is not as definitions/terms.yaml has it: run tools/mkglossary.py .")
    sys.exit(new != old)
page.write_text(new)
