"""Makes the data files part of the binary: an assembler file that takes them in, and the table that names them.
usage: embed.py SOURCE_ROOT OUT.S OUT.c DEPFILE FOLDER...   (FOLDER may be NAME=PATH: the files of PATH under NAME/)"""
import hashlib, pathlib, sys

root, out_s, out_c, depfile = (pathlib.Path(a) for a in sys.argv[1:5])
entries, seen = [], []
for arg in sys.argv[5:]:
    name, _, path = arg.partition("=")
    folder = pathlib.Path(path) if path else root / name
    seen.append(folder)
    for f in sorted(folder.rglob("*")):
        if f.is_dir():
            seen.append(f)
        elif not f.name.startswith(".") and f.name != "meson.build":
            entries.append((f"{name}/{f.relative_to(folder).as_posix()}", f.resolve()))
entries.sort(key=lambda e: e[0].encode())
asm = [".section .note.GNU-stack,\"\",@progbits", ".section .rodata"]
table = ["/* Made by tools/embed.py. */", '#include "platform/data.h"', ""]
rows = []
for i, (name, f) in enumerate(entries):
    data = f.read_bytes()
    digest = hashlib.blake2b(data, digest_size=8).hexdigest()
    asm += [f".global data_bytes_{i} # {digest}", ".balign 16", f"data_bytes_{i}:", f'.incbin "{f}"', ".byte 0"]
    table.append(f"extern const char data_bytes_{i}[];")
    rows.append(f'    {{"{name}", {{data_bytes_{i}, {len(data)}}}, "{digest}"}},')
table += ["extern const struct data_entry data_embedded[];", "extern const size_t data_n_embedded;",
          "const struct data_entry data_embedded[] = {"] + rows + ["    {0}};", f"const size_t data_n_embedded = {len(rows)};"]
out_s.write_text("\n".join(asm) + "\n")
out_c.write_text("\n".join(table) + "\n")
deps = [str(f) for _, f in entries] + [str(d) for d in seen if d.exists()]
depfile.write_text(f"{out_s} {out_c}: " + " ".join(d.replace(" ", "\\ ") for d in deps) + "\n")
