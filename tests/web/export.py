"""A list and its exports say the same: rows, columns and order of the page, of all pages, as CSV and as XLSX. The XLSX is
opened as the zip of XML that it is: heading frozen, filter buttons, days and amounts as numbers, nothing a formula; the
export is in the audit trail.
usage: export.py CHANCERY"""
import csv, io, json, os, pathlib, re, subprocess, sys, tempfile, zipfile
import xml.etree.ElementTree as xml

chancery = os.path.abspath(sys.argv[1])
folder = tempfile.TemporaryDirectory(prefix="chancery-export-")
env = dict(os.environ, CHANCERY_VAR=str(pathlib.Path(folder.name, "var")), CHANCERY_NOW="1772413200")
M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
bad = []


def expect(what, got, wanted=True):
    if got != wanted:
        bad.append(f"{what}: {got!r}, not {wanted!r}")


def get(login, path):
    """Body of the answer, as bytes."""
    p = subprocess.run([chancery, "test-http", "--as", login], input=f"GET {path} HTTP/1.1\nHost: x\n\n".encode(), capture_output=True, env=env)
    head, _, body = p.stdout.partition(b"\r\n\r\n") if b"\r\n\r\n" in p.stdout else p.stdout.partition(b"\n\n")
    return head.split()[1].decode(), body


def run(*args):
    subprocess.run([chancery, *args], capture_output=True, env=env, check=True)


def sheet(book, name):
    """Rows of (value, style, type) and the tree."""
    tree = xml.fromstring(book.read(name))
    rows = []
    for row in tree.iter(f"{M}row"):
        cells = {}
        for c in row.iter(f"{M}c"):
            column = 0
            for letter in re.match("[A-Z]+", c.get("r")).group():
                column = column * 26 + ord(letter) - 64
            v = c.find(f"{M}v")
            text = v.text if v is not None else "".join(t.text or "" for t in c.iter(f"{M}t"))
            cells[column - 1] = (text, c.get("t"))
        rows.append([cells.get(i, ("", None)) for i in range(max(cells, default=-1) + 1)])
    return tree, rows


def titles_of_pages(query):
    """Column by column what the pages of the list show, in order: here only the names, which are links."""
    found, page = [], 1
    while True:
        text = get("head", f"/agreement?{query}&per=3&page={page}")[1].decode()
        table = text.split("<tbody", 1)[1].split("</tbody>")[0] if "<tbody" in text else ""
        names = re.findall(r'<td class="name"><a href="/agreement/\d+">([^<]*)</a>', table)
        if not names:
            return found
        found += names
        page += 1


run("init")
run("demo")
for query in ("sort=-title_vi&cols=sign_date,title_vi", "state=signed&cols=title_vi,sign_date&sort=sign_date"):
    code, body = get("head", f"/agreement/csv?{query}&per=2&page=2")
    expect("csv", code, "200")
    table = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    code, body = get("head", f"/agreement/xlsx?{query}&per=2&page=2")
    expect("xlsx", code, "200")
    book = zipfile.ZipFile(io.BytesIO(body))
    expect("whole", book.testzip(), None)
    tree, rows = sheet(book, "xl/worksheets/sheet1.xml")
    name, day = (2, 1) if query.startswith("sort") else (1, 2)
    shown = titles_of_pages(query)
    expect(f"{query}: rows of the pages", len(shown) > 2)
    expect(f"{query}: csv and pages", [r[name] for r in table[1:]], shown)
    expect(f"{query}: xlsx and pages", [r[name][0] for r in rows[1:]], shown)
    expect(f"{query}: states", [r[3][0] for r in rows[1:]], [r[3] for r in table[1:]])
    expect(f"{query}: days are numbers", {r[day][1] for r in rows[1:] if r[day][0]}, {None})
    expect(f"{query}: as many days", [bool(r[day][0]) for r in rows[1:]], [bool(r[day]) for r in table[1:]])
    expect("formulas", len(list(tree.iter(f"{M}f"))), 0)
    pane = next(tree.iter(f"{M}pane"))
    expect("heading frozen", (pane.get("ySplit"), pane.get("state")), ("1", "frozen"))
    expect("filter buttons", next(tree.iter(f"{M}autoFilter")).get("ref"), f"A1:D{len(rows)}")
    expect("widths", all(8 <= float(c.get("width")) <= 60 for c in tree.iter(f"{M}col")))
    _, about = sheet(book, "xl/worksheets/sheet2.xml")
    about = {r[0][0]: r[1][0] for r in about}
    expect("register", about["Sổ đăng ký"], "Thỏa thuận quốc tế")
    expect("filter", about["Lọc"], "Trạng thái = Đã ký" if "state" in query else "Tất cả")
    expect("count", about["Số hồ sơ"], str(len(shown)))
    expect("properties", "Thỏa thuận quốc tế" in book.read("docProps/core.xml").decode())
# whatever a text begins with: out as CSV or XLSX and in again it is the same, and no CSV cell is a formula
odd = ["=1+1", "'=1+1", "''=1+1", "+84 234", "'+84", "-5 apples", "'-5", "-x", "@x", "'tis", "''", "'", "=\"a\"&'b"]
for i, text in enumerate(odd):
    run("record", "new", "term", f"term_vi=chữ {i}", "language=en", "term_foreign=x", "domain=odd", f"note={text}", "--as", "head")
csvs = get("head", "/term/csv?domain=odd&cols=term_vi,language,term_foreign,domain,status,note")[1]
cells = [r[6] for r in csv.reader(io.StringIO(csvs.decode("utf-8-sig")))][1:]
expect("no formula in a CSV", [c for c in cells if c[0] in "=+@" or (c[0] == "-" and not c[1].isdigit())], [])
for ending, what in (("csv", csvs), ("xlsx", get("head", "/term/xlsx?domain=odd&cols=term_vi,language,term_foreign,domain,status,note")[1])):
    file = pathlib.Path(folder.name, f"odd.{ending}")
    file.write_bytes(what)
    run("import", "term", str(file), "--mode", "create", "--commit", "--as", "head")
rows = json.loads(get("head", "/api/v1/records/term?domain=odd&per=100&cols=term_vi,note")[1])["rows"]
for i, text in enumerate(odd):
    expect(f"{text} out and in again", [r["fields"]["note"] for r in rows if r["fields"]["term_vi"] == f"chữ {i}"], [text] * 3)
trail = get("auditor", "/audit?what=export")[1].decode()
expect("in the audit trail", trail.count("state=signed") >= 2)
expect("who may not export", get("clerk", "/agreement/xlsx")[0], "403")
expect("a filter that is none", get("head", "/agreement/xlsx?nothing=1")[0], "400")
print("\n".join(bad) or "the list and its exports say the same")
sys.exit(bool(bad))
