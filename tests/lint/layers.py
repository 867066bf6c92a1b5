"""Includes go downward only. Reads the layer table from meson.build, every #include "folder/x.h" from src/."""
import pathlib, re, sys

root = pathlib.Path(sys.argv[1])
table = re.search(r"# layers:begin\nlayers = \{(.*?)\}\n# layers:end", (root / "meson.build").read_text(), re.S).group(1)
allowed = {m.group(1): set(re.findall(r"'(\w+)'", m.group(2))) for m in re.finditer(r"'(\w+)': \[(.*?)\]", table)}
bad, files = [], 0
for path in sorted((root / "src").rglob("*.[ch]")):
    parts = path.relative_to(root / "src").parts
    if len(parts) == 1:
        continue
    files += 1
    layer = parts[0]
    if layer not in allowed:
        bad.append(f"src/{layer}: an unknown folder; add it to the table in meson.build")
        continue
    for no, line in enumerate(path.read_text().splitlines(), 1):
        m = re.match(r'#include "([^"/]+)(/[^"]+)?"', line)
        if m and (m.group(2) is None or (m.group(1) != layer and m.group(1) not in allowed[layer])):
            bad.append(f"{path.relative_to(root)}:{no}: {layer} may not include {line[9:]}")
print("\n".join(bad) or f"{files} files, no upward include")
sys.exit(bool(bad))
