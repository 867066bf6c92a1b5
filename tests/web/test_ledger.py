"""The pages of the ledger, request by request in process (chancery test-http): what each role sees and may do, the
headline with its proof, loading in the browser, confirming, correcting, refusing, the report before and after a signature.

usage: test_ledger.py CHANCERY ROOT"""
import pathlib, re, sqlite3, sys, tempfile

chancery, root = sys.argv[1], pathlib.Path(sys.argv[2])
sys.path.insert(0, str(root / "tests"))
from inside import Inside

bad = []


def run(*words):
    r = program.run(*map(str, words))
    if r.returncode != 0:
        bad.append(f"{' '.join(map(str, words))}: exit {r.returncode}: {r.stderr.decode()[:300]}")
    return r.stdout.decode()


def ask(method, path, login, body="", headers=""):
    request = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n{body}"
    head, _, page = program.ask(login, request).decode(errors="replace").partition("\r\n\r\n")
    return int(head.split()[1]) if head.startswith("HTTP/") else 0, head, page


def form(path, login, more=""):
    return ask("POST", path, login, f"csrf={{csrf}}{more}", "Content-Type: application/x-www-form-urlencoded\r\n")


def expect(what, got, code, *texts, absent=()):
    status, head, page = got
    if status != code:
        bad.append(f"{what}: {status} instead of {code}: {page[:200]}")
    for text in texts:
        if text not in page and text not in head:
            bad.append(f"{what}: no “{text}”")
    for text in absent:
        if text in page:
            bad.append(f"{what}: “{text}” should not be there")
    return page


def words(page, mark):
    m = re.search(mark + r"(.*?)</p>", page, re.S)
    return re.sub(r"<[^>]*>", "", m.group(1)).replace("&gt;", ">") if m else ""


with tempfile.TemporaryDirectory() as var:
    program = Inside(chancery, CHANCERY_VAR=var, CHANCERY_NOW="1769500800", CHANCERY_DB=None)
    run("demo")
    with sqlite3.connect(f"{var}/chancery.db") as db:  # the accounts' language; there is no command for it
        db.execute("UPDATE account SET lang = 'en'")
    db.close()
    for typed, meant in {"Chungcheonam": "Chungcheongnam", "Savanakket": "Savannakhet", "奈良": "Nara"}.items():
        if meant not in run("reconcile", "--name", typed):
            bad.append(f"did you mean {meant}? was not asked for {typed}")
    expect("an empty ledger says what to do", ask("GET", "/", "officer"), 200, "No document yet", 'name="file"')
    expect("who is not logged in sees nothing", ask("GET", "/", "nobody"), 303)

    # loading in the browser, three files at once; a fourth is no document
    b = "----chancery"
    part = 'Content-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    body = f"--{b}\r\n" + part % ("csrf", "", "{csrf}")
    for name in ("hue-2025-vi.txt", "hue-2025-en.txt", "hue-2025-de.txt"):
        body += f"--{b}\r\n" + part % ("file", f'; filename="{name}"', (root / "demo/texts" / name).read_text())
    body += f"--{b}\r\n" + part % ("file", '; filename="numbers.txt"', "12345 67890") + f"--{b}--\r\n"
    multipart = f"Content-Type: multipart/form-data; boundary={b}\r\n"
    page = expect("load", ask("POST", "/texts", "officer", body, multipart), 200, "hue-2025-de.txt", "not readable")
    expect("load twice", ask("POST", "/texts", "officer", body, multipart), 200, "already there")
    expect("load without the token", ask("POST", "/texts", "officer", body.replace("{csrf}", "x"), multipart), 403)
    expect("an auditor may not load", ask("POST", "/texts", "auditor", body, multipart), 403)

    # the headline, its proof and its gaps
    page = expect("home", ask("GET", "/?year=2025", "officer"), 200, "17 stated, 0 listed: complete the list")
    line = words(page, '<p class="headline" id="headline">')
    wanted = "3 signed · 4 in preparation · 17 pairs · 11 FDI projects (> 39 million USD) · 3 conferences (+ tens)"
    if line != wanted:
        bad.append(f"headline: {line!r}")
    expect("the auditor reads", ask("GET", "/?year=2025", "auditor"), 200, "in preparation", absent=['name="file"'])
    expect("a year without figures", ask("GET", "/?year=1999", "officer"), 200)
    expect("a year that is none", ask("GET", "/?year=x", "officer"), 400)
    expect("an unknown parameter", ask("GET", "/?what=1", "officer"), 400)
    signed = int(re.search(r'/figures/(\d+)" data-figure="AGR_SIGNED"', page).group(1))
    page = expect("proof", ask("GET", f"/figures/{signed}", "officer"), 200, "<mark>3</mark>", "hue-2025-en.txt",
                  "SHA-256")
    expect("no such figure", ask("GET", "/figures/999999", "officer"), 404)
    text = int(re.search(r'href="/texts/(\d+)', page).group(1))
    page = expect("side by side", ask("GET", f"/texts/{text}", "officer"), 200, 'class="find find-A', "dozens",
                  "versions-3", "SHA-256", "ledger.js")
    expect("no such text", ask("GET", "/texts/4711", "officer"), 404)

    # the report before and after a signature, in three languages; the audit page says who
    def report(lang):
        page = expect(f"report {lang}", ask("GET", f"/report?year=2025&lang={lang}", "officer"), 200, 'id="report"')
        plain = lambda i: re.search(rf'data-indicator="{i}">.*?<strong>(.*?)</strong>', page, re.S)
        return tuple(m.group(1) if m else None for m in (plain("AGR_SIGNED"), plain("AGR_PIPELINE")))

    before = {lang: report(lang) for lang in ("vi", "en", "de")}
    listed = run("record", "list", "agreement", "state=approved", "--json")
    ready = re.search(r'"id":(\d+)', listed).group(1)
    run("record", "move", ready, "sign", "sign_date=2025-12-20", "sign_place=Huế", "signer_vn=A", "signer_foreign=B",
        "languages=vi,en", "nonbinding_clause=yes", "term_kind=indefinite", "--as", "officer")
    for lang in ("vi", "en", "de"):
        now = report(lang)
        if before[lang][1] != "4" or now != ("4", "3"):
            bad.append(f"report {lang}: {before[lang]} became {now}")
    expect("audit", ask("GET", "/audit", "auditor"), 200, "officer")
    # deciding: roles, token, states
    expect("an auditor may not confirm", form(f"/figures/{signed}/confirm", "auditor"), 403)
    expect("confirm without the token", ask("POST", f"/figures/{signed}/confirm", "officer", "csrf=x",
                                            "Content-Type: application/x-www-form-urlencoded\r\n"), 403)
    expect("confirm", form(f"/figures/{signed}/confirm", "officer"), 303)
    expect("confirm twice", form(f"/figures/{signed}/confirm", "officer"), 409)
    expect("confirmed by whom", ask("GET", f"/figures/{signed}", "auditor"), 200, "confirmed", "Confirmed ·")
    expect("a wrong correction", form(f"/figures/{signed}/correct", "head", "&low=many&high=3&indicator=AGR_SIGNED"), 422,
           "is not a number")
    got = form(f"/figures/{signed}/correct", "head", "&low=5&high=5&indicator=AGR_SIGNED&period=2025&status=done&note=miscount")
    expect("correct", got, 303)
    after = int(re.search(r"figures/(\d+)", got[1]).group(1))
    expect("the published one stays", ask("GET", f"/figures/{signed}", "officer"), 200, "replaced", "miscount")
    page = expect("the correction follows", ask("GET", "/?year=2025", "officer"), 200)
    if not words(page, '<p class="headline" id="headline">').startswith("5 signed"):
        bad.append("the correction is not shown")
    page = ask("GET", f"/texts/{text}", "officer")[2]
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    refused = re.findall(r'data-figure="(\d+)" data-state="proposed"', page)[-1]
    printed = re.search(rf'href="/figures/{refused}"><strong>(.*?)</strong>', page).group(1)
    expect("reject", form(f"/figures/{refused}/reject", "officer"), 303)
    expect("confirm all", form(f"/texts/{text}/confirm", "director", f"&version={version}"), 303)
    expect("confirmed in bulk", ask("GET", f"/texts/{text}", "officer"), 200, 'data-state="confirmed"')

    # findings
    page = expect("findings", ask("GET", "/findings?year=2025", "officer"), 200, "dozens", "complete the list")
    finding = re.search(r'action="/findings/(\d+)"', page).group(1)
    expect("dismiss", form(f"/findings/{finding}", "officer", "&state=dismissed"), 303)
    expect("a state that is none", form(f"/findings/{finding}", "officer", "&state=gone"), 400)
    expect("an auditor may not dismiss", form(f"/findings/{finding}", "auditor", "&state=dismissed"), 403)
    run("load", "--again")
    with sqlite3.connect(f"{var}/chancery.db") as db:  # rule 8: what a person rejected is not proposed anew
        again = db.execute("SELECT state FROM observation o WHERE EXISTS (SELECT 1 FROM observation r WHERE r.id = ? AND"
                           " r.version_id = o.version_id AND r.start = o.start)", (refused,)).fetchall()
        if again != [("rejected",)]:
            bad.append(f"the rejected “{printed}” became {again}")
    db.close()
    expect("dismissed stays dismissed", ask("GET", "/findings?year=2025", "officer"), 200, "Is no fault:")

    # algebra with its refusal
    ids = {m[1]: m[0] for m in re.findall(r'/figures/(\d+)" data-figure="(\w+)"', ask("GET", "/?year=2025", "officer")[2])}
    expect("refusal", ask("GET", f"/algebra?op=sum&a={ids['AGR_SIGNED']}&b={ids['AGR_PIPELINE']}", "officer"), 200,
           'data-reason="pipeline"', "never added together")
    expect("average", ask("GET", f"/algebra?op=ratio&a={ids['FDI_NEW_CAPITAL']}&b={ids['FDI_NEW_COUNT']}", "officer"), 200,
           "A bound")
    expect("indicator", ask("GET", "/indicators/REL_PAIR_PROV?year=2025", "officer"), 200, "REL_PAIR_PROV")
    expect("no such indicator", ask("GET", "/indicators/NONE", "officer"), 404)
    program.close()

print("\n".join(bad) or "the pages of the ledger in order")
sys.exit(bool(bad))
