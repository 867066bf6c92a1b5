"""Every message key that the program names is in i18n/, no text in i18n/ is left that nothing names, and every fault of a kind file
has a test that finds it.
That all three languages have it is the business of the build (tools/mkmsg.py)."""
import pathlib, re, sys

root = pathlib.Path(sys.argv[1])
NAMING = r"(?:html_msg\w*|i18n_\w+|ctx_problem|web_flash|ui_\w*key\w*|ui_submit\w*|ui_link_button|ui_post_button|ui_empty)\("
KEY = re.compile(r'"([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)"')
PREFIX = re.compile(r'"([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*\.)(?:%s|")')
SUFFIXES = (".c", ".h", ".js", ".css", ".po", ".yaml", ".sql", ".txt", ".html", ".json", ".db", ".csv", ".md", ".svg")

po = root / "i18n" / "vi.po"
if not po.exists():
    print("no i18n/ yet")
    sys.exit(0)
keys = set(re.findall(r'^msgid "([^"]+)"', po.read_text(), re.M))
heads = {k.split(".")[0] for k in keys}
named, prefixes, bad = set(), set(), []
for path in sorted([*(root / "src").rglob("*.[ch]"), *(root / "assets").glob("*.js"), *(root / "tools").glob("*.py")]):
    text = path.read_text(errors="replace")
    prefixes |= set(PREFIX.findall(text))
    for no, line in enumerate(text.splitlines(), 1):
        for key in KEY.findall(line):
            named.add(key)
            known_place = re.search(NAMING + r"[^;]*\"" + re.escape(key) + '"', line)
            if known_place and key.split(".")[0] in heads and key not in keys and not key.endswith(SUFFIXES):
                bad.append(f"{path.relative_to(root)}:{no}: \"{key}\" is not in i18n/")
named |= set(re.findall(r'"([a-z][a-z0-9_]*)"', "".join(p.read_text() for p in (root / "src").rglob("*.h"))))
for key in sorted(keys):
    if key not in named and not any(key.startswith(p) for p in prefixes if p.count(".") >= 1):
        bad.append(f"i18n/vi.po: \"{key}\" is named nowhere in src/ or assets/")
# A fault that the linter of kinds knows has a broken file as a test. kind.table: of the program's own tables alone, which an office
# cannot break.
tested = set(KEY.findall("".join(p.read_text() for p in (root / "tests" / "unit").rglob("*.c"))))
for key in sorted(k for k in named if k.startswith("kind.") and k in keys):
    if key not in tested and key != "kind.table":
        bad.append(f"tests/unit: no broken file is found to be \"{key}\"")
print("\n".join(bad) or f"{len(keys)} texts, all named, none missing")
sys.exit(bool(bad))
