"""Follows what the pages show, as each account of the demonstration set and as nobody: every link and every form that asks leads to
a page (no 4xx, no 5xx), and every page is whole: tags closed in order, ids once, labels and anchors that find their goal, no text
without its translation, nothing left to fill in. Pages that differ only in numbers, names of registers and values are looked at
a few times each. usage: crawl.py CHANCERY [ACCOUNT ...]"""
import collections, html.parser, pathlib, re, sys, urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import server

ACCOUNTS = ["officer", "head", "director", "clerk", "chair", "office", "ministry", "auditor", "admin", ""]
ALIKE, MOST = 2, 900  # pages of one shape per account; pages per account
VOID = set("area base br col embed hr img input link meta source track wbr path rect circle line polyline use".split())
KEY = re.compile(r"^[a-z_]+(\.[a-z_0-9]+)+$")
# What people wrote may look like a key; a file name does.
TYPED = re.compile(r"\.(txt|md|html|docx|pdf|csv|xlsx|yaml)$")


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.stack, self.ids, self.links, self.forms, self.faults = [], collections.Counter(), [], [], []
        self.goals, self.words = [], None
        self.feed(text)
        if self.stack:
            self.faults.append(f"<{self.stack[-1]}> is not closed")

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag not in VOID:
            if tag == "form" and "form" in self.stack:
                self.faults.append("a form in a form")
            self.stack.append(tag)
        if a.get("id"):
            self.ids[a["id"]] += 1
        if tag == "label" and a.get("for"):
            self.goals.append(a["for"])
        if tag in ("a", "button"):
            self.words = (tag, a.get("aria-label") or a.get("title") or ("hidden" if a.get("aria-hidden") == "true" else ""))
        if tag == "a" and a.get("href") is not None:
            self.links.append(a["href"])
            if a["href"].startswith("#"):
                self.goals.append(a["href"][1:])
        if tag == "form":
            self.forms.append((a.get("method", "get"), a.get("action", ""), {}, []))
        if tag in ("input", "select", "textarea") and self.forms and "form" in self.stack and a.get("name"):
            kept = a.get("type") not in ("checkbox", "radio", "file") or "checked" in a
            if kept:
                self.forms[-1][2].setdefault(a["name"], a.get("value") or "")
        if tag == "option" and self.forms and self.forms[-1][2]:
            last = list(self.forms[-1][2])[-1]
            if "selected" in a:
                self.forms[-1][2][last] = a.get("value") or ""
            elif a.get("value"):
                self.forms[-1][3].append((last, a["value"]))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if self.words and tag == self.words[0]:
            if not self.words[1].strip():
                self.faults.append(f"<{tag}> without words")
            self.words = None
        if not self.stack or self.stack[-1] != tag:
            self.faults.append(f"</{tag}> where <{self.stack[-1] if self.stack else ''}> is open")
            while self.stack and self.stack[-1] != tag:
                self.stack.pop()
        if self.stack:
            self.stack.pop()

    def handle_data(self, data):
        data = data.strip()
        if self.words:
            self.words = (self.words[0], self.words[1] + data)
        if self.stack and self.stack[-1] in ("script", "style"):
            return
        if (KEY.match(data) and not TYPED.search(data) and "code" not in self.stack) or "(null)" in data or "{}" in data:
            self.faults.append(f"not for a reader: {data!r}")

    def whole(self):
        for name, n in self.ids.items():
            if n > 1:
                self.faults.append(f"id {name} {n} times")
        for goal in self.goals:
            if goal and goal not in self.ids:
                self.faults.append(f"#{goal} is nowhere")
        return self.faults


def shape(address):
    path, _, query = address.partition("?")
    path = re.sub(r"\d+", "N", path)
    names = sorted(k if k != "group" else f"{k}={v}" for k, v in urllib.parse.parse_qsl(query) if k != "csrf")
    return path + "?" + "&".join(names)


def goes_to(page, base):
    """Addresses of this installation that the page leads to without writing."""
    out = list(page.links)
    for method, action, fields, choices in page.forms:
        if method.lower() == "get":
            out.append(action.partition("?")[0] + "?" + urllib.parse.urlencode(fields))
        if method.lower() == "get" and "?" not in base:  # each choice of a select, the others as they stand
            out += [action.partition("?")[0] + "?" + urllib.parse.urlencode({**fields, k: v}) for k, v in choices]
    for href in out:
        href = urllib.parse.urljoin(base, href).partition("#")[0]
        if href.startswith("/") and not href.startswith(("//", "/lang/", "/assets/")):
            yield href


def crawl(s, account, lang, faults):
    c = s.client(account) if account else s.client()
    c.get(f"/lang/{lang}?back=/")
    todo, seen, shapes = collections.deque([("/", "")] if account else [("/login", "")]), set(), collections.Counter()
    while todo and len(seen) < MOST:
        address, where = todo.popleft()
        if address in seen or shapes[shape(address)] >= ALIKE:
            continue
        seen.add(address)
        shapes[shape(address)] += 1
        a = c.get(address)
        if a.status in (302, 303):
            todo.append((a.headers["Location"], address))
            continue
        if a.status != 200:
            faults.add((f"{a.status} {shape(address)}", f"{account or 'nobody'}: {address} from {where}"))
            continue
        if not a.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = Page(a.text)
        for fault in page.whole():
            faults.add((f"{fault} in {shape(address)}", f"{account or 'nobody'}: {address}"))
        todo.extend((href, address) for href in goes_to(page, address))
    return len(seen)


def main():
    faults, total = set(), 0
    with server.Server(sys.argv[1]) as s:
        s.prepare().start()
        for i, account in enumerate(sys.argv[2:] or ACCOUNTS):
            lang = ["vi", "en", "de"][i % 3]
            n = crawl(s, account, lang, faults)
            print(f"{account or 'nobody'}, {lang}: {n} pages")
            total += n
        s.stop()
    told = set()
    for what, where in sorted(faults):
        if what not in told:
            print(f"  {what}   {where}")
        told.add(what)
    print(f"{total} pages, {len(told)} faults")
    return 1 if told or total < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
