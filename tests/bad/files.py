"""Bad files to `chancery text figures` and `chancery load`: each is read or refused in words; nothing crashes, hangs,
grows without bound or is left half-written in the ledger. Usage: files.py CHANCERY"""
import json, os, pathlib, re, resource, sqlite3, subprocess, sys, tempfile, time

import make

MAX_SECONDS = float(os.environ.get("CHANCERY_BAD_SECONDS", "20"))
MAX_MIB = 1600
bad = []


def limits():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(args, env=None):
    begin = time.monotonic()
    p = subprocess.Popen(args, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         env={**os.environ, **(env or {})}, preexec_fn=limits)
    try:
        out, err = p.communicate(timeout=MAX_SECONDS * 3)
    except subprocess.TimeoutExpired:
        p.kill()
        out, err = p.communicate()
    return p.returncode, out, err.decode(errors="replace"), time.monotonic() - begin


def expect(name, what, detail=""):
    bad.append(f"{name}: {what} {detail}".rstrip())


def judge(name, allowed, code, err, seconds):
    if code < 0:
        expect(name, f"ended by signal {-code}", err[-300:])
    elif code not in allowed:
        expect(name, f"exit {code}, not {sorted(allowed)}", err[-300:])
    elif code == 3 and not re.search(r"chancery: .{8,}", err):
        expect(name, "refused without a sentence", repr(err[-200:]))
    elif re.search(r"\bE_[A-Z]+\b", err):
        expect(name, "a status name instead of words", repr(err[-200:]))
    if seconds > MAX_SECONDS:
        expect(name, f"took {seconds:.1f} s")


def figures(chancery, folder):
    n = 0
    for name, data, allowed in make.cases():
        path = folder / name
        path.write_bytes(data)
        for lang in ("auto", "vi", "de") if name.endswith(".txt") else ("auto",):
            n += 1
            code, out, err, seconds = run([chancery, "text", "figures", "--lang", lang, "--json", str(path)])
            judge(f"text figures {lang} {name}", allowed, code, err, seconds)
            if code == 0:
                check_items(name, data, out)
            if b"root:x:" in out:
                expect(name, "a file of the machine came out")
    with open(folder / "huge.txt", "wb") as f:
        f.truncate(1 << 30)
    code, out, err, seconds = run([chancery, "text", "figures", "--lang", "auto", "--json", str(folder / "huge.txt")])
    judge("text figures huge.txt", {3}, code, err, seconds)
    for args, allowed in ((["--lang", "fr", str(folder / "good.txt")], {2}), (["--nonsense"], {2}),
                          ([str(folder / "absent.txt")], {3}), ([str(folder)], {3})):
        code, out, err, seconds = run([chancery, "text", "figures", "--json", *args])
        judge(f"text figures {args}", allowed, code, err, seconds)
        n += 1
    return n + 1


def check_items(name, data, out):
    try:
        items = json.loads(out)
    except ValueError as e:
        expect(name, f"no JSON: {e}")
        return
    end = 0
    for item in items:
        if not (end <= item["start"] < item["end"] <= len(data)) and name.endswith(".txt"):
            expect(name, "spans out of order or outside", str(item)[:200])
        end = item["end"]
        for key in ("low", "high"):
            if item[key] is not None and not re.fullmatch(r"-?\d+(\.\d+)?", item[key]):
                expect(name, f"{key} is no decimal", str(item[key])[:60])
        day = item.get("value")
        if isinstance(day, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            year, month, day = map(int, day.split("-"))
            if not (1 <= month <= 12 and 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]):
                expect(name, "a day that does not exist", str(item)[:200])


def has_command(chancery, *words):
    return subprocess.run([chancery, "help", *words], capture_output=True).returncode == 0


def load(chancery, folder):
    """Every bad file in one call between two good ones; the good ones must be in, nothing else half."""
    var = folder / "var"
    env = {"CHANCERY_VAR": str(var)}
    names = [name for name, _, _ in make.cases()]
    first, last = folder / "first.txt", folder / "last.txt"
    first.write_text("The first. " + make.EN)
    last.write_text("The last. " + make.EN)
    code, out, err, seconds = run([chancery, "load", str(first), *(str(folder / n) for n in names),
                                   str(folder / "huge.txt"), str(folder / "absent.pdf"), str(last)], env)
    judge("load of everything", {3}, code, err, seconds / 5)
    db = sqlite3.connect(next(var.glob("*.db")))
    held = {r[0] for r in db.execute("SELECT file_name FROM source_version")}
    # each is in the ledger or refused with a sentence, never both, never neither
    for name, data, allowed in [*make.cases(), ("huge.txt", None, {3}), ("absent.pdf", None, {3}), ("first.txt", None, {0}),
                                ("last.txt", None, {0})]:
        said = re.search(rf"^chancery: \S*/{re.escape(name)}: (.{{8,}})$", err, re.M)
        known = f"{name}: already there".encode() in out
        if (name in held or known) == (said is not None):
            expect("load", f"{name} is {'in the ledger and' if said else 'neither in the ledger nor'} refused")
        if 0 not in allowed and name in held:
            expect("load", f"{name} is in the ledger")
        if said and said.group(1).count(name) > 1:
            expect("load", f"a sentence for persons about {name}", said.group(1)[:200])
    for name, words in {"utf16-no-bom.txt": "UTF-16", "utf16be-no-bom.txt": "UTF-16", "latin1.txt": "save the file as UTF-8",
                        "broken-utf8.txt": "save the file as UTF-8", "encrypted.pdf": "password", "empty.txt": "empty",
                        "bomb.docx": "inflates", "cut.pdf": "cut off", "cut.docx": "cut off",
                        "wrong-language.txt": "neither Vietnamese nor English nor German"}.items():
        if not re.search(rf"/{re.escape(name)}: .*{words}", err):
            expect("load", f"{name} is not refused with “{words}”", str(re.findall(rf"/{re.escape(name)}: .*", err))[:200])
    # and nothing half: its bytes are kept, its blocks and figures lie in its text
    for sha, size in db.execute("SELECT sha256, n_bytes FROM source_version"):
        kept = var / "files" / sha[:2] / sha
        if not kept.exists() or kept.stat().st_size != size:
            expect("load", f"the bytes of {sha[:12]} are not kept whole")
    for table, column in (("block", "stop"), ("observation", "stop")):
        odd = db.execute(f"SELECT count(*) FROM {table} t JOIN source_version v ON v.id = t.version_id"
                         f" WHERE t.start < 0 OR t.start > t.{column} OR t.{column} > length(CAST(v.body AS BLOB))").fetchone()[0]
        if odd:
            expect("load", f"{odd} rows of {table} lie outside of their text")
    if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        expect("load", "integrity_check")
    if db.execute("PRAGMA foreign_key_check").fetchall():
        expect("load", "foreign_key_check")
    left = [str(p) for p in var.rglob("*") if re.search(r"\.(tmp|\d+\.[A-Za-z0-9]{6})$", p.name)]
    if left:
        expect("load", f"files left over: {left[:3]}")
    db.close()
    return len(names) + 4


def main():
    chancery = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="chancery-bad-") as name:
        folder = pathlib.Path(name)
        n = 0
        if has_command(chancery, "text", "figures"):
            n += figures(chancery, folder)
        if n and has_command(chancery, "load"):
            n += load(chancery, folder)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    if peak > MAX_MIB and "asan" not in chancery:
        expect("memory", f"a child grew to {peak} MiB, {MAX_MIB} at most")
    if n == 0:
        print("the commands are not there: skipped")
        return 77
    print("\n".join(bad) or f"{n} bad inputs answered, peak {peak} MiB")
    return 1 if bad else 0


sys.exit(main())
