"""Rows are complete and documented: every command is named in README.md or docs/, and explains itself; every setting
stands in docs/; every deadline and route says what it is."""
import pathlib, re, subprocess, sys

root, chancery = pathlib.Path(sys.argv[1]), sys.argv[2]
bad = []
docs = "\n".join(p.read_text() for p in [root / "README.md", *sorted((root / "docs").glob("*.md"))])


def rows_of_commands():
    for path in sorted((root / "src/cli").glob("cmd_*.c")):
        for m in re.finditer(r'^const struct command (\w+) = \{(.*?)^\};', path.read_text(), re.S | re.M):
            yield path, m.group(2)


n = 0
for path, row in rows_of_commands():
    n += 1
    name = re.search(r'\.name = "([^"]+)"', row)
    rel = path.relative_to(root)
    if not name:
        bad.append(f"{rel}: a command without a name")
        continue
    for key in ("args", "summary", "help"):
        if not re.search(rf'\.{key} =\s*("|[A-Z_]+\b)', row):
            bad.append(f"{rel}: command {name.group(1)} says nothing in .{key}")
    if f"chancery {name.group(1)}" not in docs and name.group(1) not in ("help", "version"):
        bad.append(f"{rel}: `chancery {name.group(1)}` stands neither in README.md nor in docs/")
    out = subprocess.run([chancery, "help", *name.group(1).split()], capture_output=True, text=True)
    if out.returncode != 0 or name.group(1) not in out.stdout:
        bad.append(f"{rel}: `chancery help {name.group(1)}` does not explain it; is it in cli/commands.c?")
settings = root / "src/platform/setting_table.c"
if settings.exists():
    for key in re.findall(r'"([a-z]+(?:\.[a-z_]+)+)"', settings.read_text()):
        n += 1
        if key not in docs:
            bad.append(f"src/platform/setting_table.c: {key} stands nowhere in docs/")
routes = root / "src/web/routes.c"
if routes.exists():
    paths = re.findall(r'\{HTTP_([A-Z]+), "([^"]+)"', routes.read_text())
    openapi = subprocess.run([chancery, "openapi"], capture_output=True, text=True).stdout
    for method, path in paths:
        n += 1
        if path.startswith("/api/") and openapi and f'"{path}"' not in openapi and "{kind}" not in path:
            bad.append(f"src/web/routes.c: {method} {path} is not in the OpenAPI document")
print("\n".join(bad) or f"{n} rows complete")
sys.exit(bool(bad))
