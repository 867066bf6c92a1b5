"""Fills every form of every register with what no officer would type and some might: too long, markup, other scripts, numbers where
words belong and the other way round, nothing at all. The answer is the saved record or the form again with its problems named and
everything typed still in it; never a fault of the server. usage: forms.py CHANCERY [SEED]"""
import html, pathlib, random, re, sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import server
from crawl import Page

WORDS = ["Huế", "<b>đậm</b> & \"nháy\"", "漢字かな", "Ω≈ç√∫ — “x”", "' OR 1=1 --", "%s%n", "=1+1", "0", "-1", "99999999999999999999",
         "31/02/2026", "2026-02-31", "12/01/2026", "1.234,56", "yes", "{{name}}", "a" * 5000, "dòng một\r\ndòng hai", "🙂" * 40, " ", ""]
faults = []


def typed(rng, name, value):
    if name == "csrf" or name == "version":
        return value
    if name.endswith(".q") and rng.random() < 0.95:  # the search box of a choice: with it the form asks for no saving
        return ""
    return rng.choice(WORDS) if rng.random() < 0.7 else value


def kept(text, page, sent):
    """What was sent and is neither in the form again nor a choice that a select could not hold."""
    text = html.unescape(text).replace("\r\n", "\n")
    for name, value in sent.items():
        value = value.replace("\r\n", "\n").strip()
        if value and name not in ("csrf", "version") and name in page.textual and value not in text:
            yield f"{name}={value[:40]!r}"


class Form(Page):
    """The names whose value a person types, of the record's own form."""

    def __init__(self, text):
        self.textual = set()
        super().__init__(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if a.get("name") and (tag == "textarea" or (tag == "input" and a.get("type") in ("text", "number", "email", "url", "tel", None))):
            self.textual.add(a["name"])
        super().handle_starttag(tag, attrs)


def form_of(page, action):
    for method, where, fields, _ in page.forms:
        if method.lower() == "post" and where.endswith(action):
            return where, fields
    return None, None


def try_form(c, rng, address, action, rounds):
    n = 0
    for _ in range(rounds):
        a = c.get(address)
        if a.status != 200:
            return n
        page = Form(a.text)
        where, fields = form_of(page, action)
        if where is None:
            return n
        sent = {k: typed(rng, k, v) for k, v in fields.items()}
        b = c.post(where, sent)
        n += 1
        if b.status == 303:
            continue
        searches = any(v.strip() for k, v in sent.items() if k.endswith(".q"))
        if b.status not in ((200, 409, 422) if searches else (409, 422)):
            faults.append(f"{where}: {b.status} for {sent}")
            continue
        again = Form(b.text)
        faults.extend(f"{where}: {f}" for f in again.whole())
        faults.extend(f"{where}: {b.status} lost {f}" for f in kept(b.text, page, sent))
        if b.status != 200 and "problems" not in again.ids and "conflict" not in b.text:
            faults.append(f"{where}: {b.status} without a problem named")
    return n


def main():
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261128
    rng, n = random.Random(seed), 0
    with server.Server(sys.argv[1]) as s:
        s.prepare().start()
        for account in ("officer", "head", "admin"):
            c = s.client(account)
            kinds = sorted(set(re.findall(r'href="/([a-z_]+)"', c.get("/registers").text)) - {"users"})  # no register
            for kind in kinds:
                n += try_form(c, rng, f"/{kind}/new", f"/{kind}/new", 6)
                ids = re.findall(rf'href="/{kind}/(\d+)"', c.get(f"/{kind}").text)
                for i in ids[:2]:
                    n += try_form(c, rng, f"/{kind}/{i}/edit", f"/{kind}/{i}/edit", 4)
        if s.stop() != 0 or " error " in s.said():
            faults.append("the server's log: " + "\n".join(x for x in s.said().splitlines() if " error " in x)[:2000])
    for f in faults[:40]:
        print(" ", f[:400])
    print(f"{n} forms sent, {len(faults)} faults, seed {seed}")
    return 1 if faults or n < 60 else 0


sys.exit(main())
