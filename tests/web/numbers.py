"""Running numbers (TQ-46-26-0007) when many processes make records at once: no number twice, none left out, a new count each year, and
a number stays with its record in the bin and back. usage: numbers.py CHANCERY     With CHANCERY_DB (tests/pgsql.py) on PostgreSQL."""
import datetime, json, os, pathlib, sys, tempfile, threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from inside import Inside

chancery, bad, server = os.path.abspath(sys.argv[1]), [], os.environ.get("CHANCERY_DB")
WORKERS, EACH = 6, 8
KIND = """id: numbered
code: NR
group: knowledge
label: {vi: Thử, en: Try, de: Probe}
plural: {vi: Thử, en: Try, de: Proben}
title: "name"
access:
  - {roles: [OFF, HEAD], may: [create, read, update, delete], scope: org}
fields:
  - {id: name, label: {vi: Tên, en: Name, de: Name}, type: text(40), required: true}
  - {id: day, label: {vi: Ngày, en: Day, de: Tag}, type: date}
  - {id: no, label: {vi: Số, en: Number, de: Nummer}, type: auto, number: "{year(day)}-{seq:3}"}
"""


def expect(what, ok, detail=""):
    if not ok:
        bad.append(f"{what} {detail}".rstrip()[:500])


def process(now="2026-03-02T01:00:00+00:00"):
    """Each worker has one of its own."""
    return Inside(chancery, CHANCERY_VAR=var, CHANCERY_KINDS=own, CHANCERY_NOW=str(int(datetime.datetime.fromisoformat(now).timestamp())))


def api(inside, method, path, body=None):
    head = f"{method} /api/v1/records/numbered{path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-CSRF-Token: {{csrf}}\r\n\r\n"
    out = inside.ask("officer", head + (json.dumps(body) if body is not None else "")).decode()
    code = int(out.split(" ", 2)[1]) if out.startswith("HTTP/") else 0
    try:
        return code, json.JSONDecoder().raw_decode(out.split("\r\n\r\n", 1)[-1])[0]
    except ValueError:
        return code, {"text": out[-300:]}


def make(inside, name, day="2026-01-05"):
    for _ in range(40):  # another process writes: come again, as a client does
        code, rec = api(inside, "POST", "", {"fields": {"name": name, "day": day}})
        if code not in (409, 503):
            return code, rec
    return code, rec


def work(n, made):
    inside = process()
    for i in range(EACH):
        if i % 3 == 1:  # what is refused takes no number
            code, _ = api(inside, "POST", "", {"fields": {"day": "2026-01-05"}})
            expect("a record without a name is refused", code in (422, 409, 503), str(code))
        made.append(make(inside, f"{n}.{i}"))
    inside.close()


def main():
    pathlib.Path(own, "numbered.yaml").write_text(KIND)
    inside = process()
    expect("the installation is made", b"records" in inside.run("demo").stdout)
    made = []
    threads = [threading.Thread(target=work, args=(n, made)) for n in range(WORKERS)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    expect("all are made", all(code == 201 for code, _ in made), str([m for m in made if m[0] != 201][:2]))
    total = WORKERS * EACH
    codes = sorted(rec.get("code", "") for _, rec in made)
    expect("numbers of the register: each once, none left out", codes == [f"NR-46-26-{n:04d}" for n in range(1, total + 1)], str(codes))
    numbers = sorted(rec.get("fields", {}).get("no") or "" for _, rec in made)
    expect("numbers of the field: each once, none left out", numbers == [f"2026-{n:03d}" for n in range(1, total + 1)], str(numbers))

    new_year = "2026-12-31T17:30:00+00:00"  # half past midnight in Huế
    late = process(new_year)
    code, rec = make(late, "next year")
    late.close()
    expect("the year is the office's", rec.get("code") == "NR-46-27-0001", str(rec))
    expect("the field's number follows its own date", rec.get("fields", {}).get("no") == f"2026-{total + 1:03d}", str(rec.get("fields")))
    code, rec = make(inside, "day of next year", day="2027-02-01")
    expect("and begins anew with its year", rec.get("fields", {}).get("no") == "2027-001" and rec.get("code") == f"NR-46-26-{total + 1:04d}", str(rec))

    last = rec
    code, _ = api(inside, "DELETE", f"/{last.get('id')}", {"version": last["version"]})
    expect("into the bin", code in (200, 204), str(code) + str(_))
    code, rec = make(inside, "after the bin", day="2027-02-01")
    expect("a number in the bin is not given again", rec.get("code") == f"NR-46-26-{total + 2:04d}" and rec.get("fields", {}).get("no") == "2027-002", str(rec))
    head = f"POST /numbered/{last.get('id')}/restore HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\ncsrf={{csrf}}"
    out = inside.ask("head", head).decode()
    code, rec = api(inside, "GET", f"/{last.get('id')}")
    expect("back from the bin with its number", code == 200 and rec.get("code") == last.get("code") and rec.get("fields", {}).get("no") == "2027-001", out[:200] + str(rec))
    inside.close()
    print("\n".join(bad) or f"{total} numbers by {WORKERS} processes at once" + (" on PostgreSQL" if server else ""))
    return bool(bad)


with tempfile.TemporaryDirectory(prefix="chancery-numbers-") as folder:
    var, own = f"{folder}/var", f"{folder}/own"
    os.mkdir(own)
    sys.exit(main())
