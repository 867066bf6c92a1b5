"""What is forbidden is found by a machine: file headers, tabs, long lines, banned calls, unique file stems, registry hosts."""
import pathlib, re, subprocess, sys

root = pathlib.Path(sys.argv[1])
BANNED = {  # word: (where it is allowed, why)
    r"\bstrcpy\(": ((), "no bound"), r"\bstrcat\(": ((), "no bound"), r"\bsprintf\(": ((), "no bound"),
    r"\bgets\(": ((), "no bound"), r"\bstrtok\(": ((), "hidden state"), r"\bsetjmp\(": (
        ("src/platform/http_server.c", "src/platform/fence.c"), "edges only: requests, threads"),
    r"\bexit\(": (("src/cli/start.c",), "only the edge ends the process"),
    r"\bsystem\(": ((), "no shell"), r"\batoi\(": ((), "no errors"),
}
bad, stems = [], {}
files = sorted(p for p in (root / "src").rglob("*.[ch]"))
for path in files:
    rel = str(path.relative_to(root))
    text = path.read_text()
    if not text.startswith("/*"):
        bad.append(f"{rel}:1: no opening comment that says what the file is for")
    if path.suffix == ".c":
        other = stems.setdefault(path.stem, rel)
        if other != rel:
            bad.append(f"{rel}: the stem is taken by {other}")
    for no, line in enumerate(text.splitlines(), 1):
        if "\t" in line:
            bad.append(f"{rel}:{no}: tab")
        if len(line) > 120:
            bad.append(f"{rel}:{no}: {len(line)} columns, 120 at most")
        for pat, (where, why) in BANNED.items():
            if re.search(pat, line) and rel not in where and not line.lstrip().startswith(("*", "/*")):
                bad.append(f"{rel}:{no}: banned: {pat.strip(chr(92) + 'b(')} ({why})")
print("\n".join(bad) or f"{len(files)} files in order")
sys.exit(bool(bad))
