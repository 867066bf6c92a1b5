"""Makes the table of messages from i18n/*.po. Run by the build.

usage: mkmsg.py OUT.c vi.po en.po de.po
A .po file here is: lines `msgid "key"` and `msgstr "text"` (continued by further quoted lines), comments with #.
A key that is missing or empty in one language, given twice with different texts, or whose {} differ between the languages
is an error. The same key with the same text twice is accepted (two branches may add it)."""
import re, sys


def fnv(data):
    h = 0xCBF29CE484222325
    for byte in data:
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def read(path):
    texts, key, field, errors = {}, None, None, []
    value = {"msgid": "", "msgstr": ""}

    def put():
        if value["msgid"]:
            old = texts.get(value["msgid"])
            if old is not None and old != value["msgstr"]:
                errors.append(f"{path}: {value['msgid']}: given twice with different texts")
            texts[value["msgid"]] = value["msgstr"]
        value.update(msgid="", msgstr="")

    for no, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        m = re.fullmatch(r'(?:(msgid|msgstr)\s+)?"((?:[^"\\]|\\.)*)"', line)
        if not m:
            errors.append(f"{path}:{no}: not a line of a .po file: {line}")
            continue
        if m.group(1) == "msgid":
            put()
        field = m.group(1) or field
        value[field] += m.group(2).replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")
    put()
    return texts, errors


def quoted(text):
    out = "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else f"\\{b:03o}" for b in text.encode())
    return f'{{"{out}", {len(text.encode())}}}'


out, files = sys.argv[1], sys.argv[2:]
tables, errors = [], []
for path in files:
    texts, bad = read(path)
    tables.append(texts)
    errors += bad
keys = sorted(set().union(*tables))
for key in keys:
    for path, texts in zip(files, tables):
        if not texts.get(key):
            errors.append(f"{path}: {key} is missing")
    if len({texts.get(key, "").count("{}") for texts in tables}) != 1:
        errors.append(f"{key}: the languages differ in their number of {{}}")
if errors:
    sys.exit("\n".join(errors))
n = 16
while n < 2 * len(keys):
    n *= 2
slots = [0] * n
for i, key in enumerate(keys):
    at = fnv(key.encode()) & (n - 1)
    while slots[at]:
        at = (at + 1) & (n - 1)
    slots[at] = i + 1
with open(out, "w") as f:
    f.write('/* Made by tools/mkmsg.py from i18n/. */\n#include "platform/i18n.h"\n\nconst struct i18n_row i18n_rows[] = {\n')
    for key in keys:
        f.write(f"    {{{quoted(key)}, {{{', '.join(quoted(t[key]) for t in tables)}}}}},\n")
    f.write("};\nconst unsigned short i18n_slots[] = {" + ", ".join(map(str, slots)) + "};\n")
    f.write(f"const size_t i18n_n_rows = {len(keys)}, i18n_n_slots = {n};\n")
