"""SQL that is no literal (db_query_, db_exec_, db_one_, db_script) only where record SQL and schemas are made; every
result set that a function opens is ended with rows_done, so that the error of the loop is not lost."""
import pathlib, re, sys

root = pathlib.Path(sys.argv[1])
MADE_SQL = {  # file: why it may
    "src/platform/db.c": "the interface itself",
    "src/platform/db.h": "the interface itself",
    "src/register/record_sql.c": "SQL of record tables, made from kinds",
    "src/register/schema.c": "tables and columns, made from kinds",
    "src/register/migrate.c": "sql/core.sql and migrations",
    "src/register/list.c": "filters and sorting, made from kinds",
    "src/register/list_sql.c": "filters and sorting, made from kinds",
    "src/register/list_sums.c": "sums of the columns of kinds",
    "src/register/search.c": "the same search over every kind",
    "src/register/bin.c": "the same question over every kind",
    "src/register/due.c": "the same question over every kind",
    "src/register/extent.c": "triggers and counts of each kind's table",
}
bad, calls = [], 0
for path in sorted((root / "src").rglob("*.[ch]")):
    rel, text = str(path.relative_to(root)), path.read_text()
    for no, line in enumerate(text.splitlines(), 1):
        if re.search(r"\b(db_query_|db_exec_|db_one_|db_script)\(", line) and rel not in MADE_SQL:
            bad.append(f"{rel}:{no}: SQL that is no literal is made in {', '.join(sorted(MADE_SQL))} only")
    if path.suffix != ".c" or rel == "src/platform/db.c":
        continue
    start = 0
    for end in [m.end() for m in re.finditer(r"^}", text, re.M)]:
        body, first = text[start:end], text.count("\n", 0, start) + 1
        opened = [m for m in re.finditer(r"\bdb_query_?\(", body)]
        calls += len(opened)
        handed_on = re.search(r"struct rows \*\*|\brows_done\(", body)
        if opened and not handed_on:
            bad.append(f"{rel}:{first + body.count(chr(10), 0, opened[0].start())}: db_query without rows_done")
        start = end
print("\n".join(bad) or f"{calls} queries in order")
sys.exit(bool(bad))
