"""What may not stand in the tree at all: addresses of package registries, resolved addresses in lock files, binaries,
unfinished words, paths of somebody's machine."""
import pathlib, re, subprocess, sys

root = pathlib.Path(sys.argv[1])
FORBIDDEN = {  # in any file; written so that this file does not find itself
    r"//registry[.]|[.]npm[j]s[.]|\bpy[p]i[.]org|\bcrates[.]i[o]\b|files[.]pythonhosted|rubygem[s][.]org": "a registry's host",
    r'"resolve[d]"\s*:': "lock files name packages and hashes, not addresses",
    r"(?<![\w/])/wor[k]/|/home/[a-z]+/|/Users/[a-z]+/": "a path of somebody's machine",
}
UNFINISHED = r"\bTOD[O]\b|\bFIXM[E]\b|\bXX[X]\b|not implemente[d]\b|\bstu[b]\b"
BINARY = {".png", ".jpg", ".ico", ".woff2", ".webp"}
listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True)
if listed.returncode != 0:
    print("not a git checkout: skipped")
    sys.exit(77)
bad, n = [], 0
for rel in listed.stdout.decode().split("\0"):
    path = root / rel
    if not rel or not path.is_file():
        continue
    n += 1
    data = path.read_bytes()
    if path.suffix in BINARY:
        continue
    if len(data) > 1_500_000:
        bad.append(f"{rel}: {len(data)} bytes; generate it instead")
    if b"\0" in data and "/corpus/" not in rel:
        bad.append(f"{rel}: a binary; tests make theirs themselves")
        continue
    text = data.decode(errors="replace")
    for pattern, why in FORBIDDEN.items():
        for m in re.finditer(pattern, text):
            bad.append(f"{rel}:{text.count(chr(10), 0, m.start()) + 1}: {m.group()}: {why}")
    if rel.startswith(("src/", "assets/", "kinds/", "tools/", "tests/")) and "/corpus/" not in rel:
        for m in re.finditer(UNFINISHED, text):
            bad.append(f"{rel}:{text.count(chr(10), 0, m.start()) + 1}: {m.group()}: finish it or leave it out")
print("\n".join(bad) or f"{n} files in order")
sys.exit(bool(bad))
