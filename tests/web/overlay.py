"""The office's own folder (CHANCERY_KINDS): a field, a state, moves, a deadline rule and a code, each with days between which they
count, without a compiler and with no more than a restart. usage: overlay.py CHANCERY"""
import datetime, json, os, pathlib, sqlite3, subprocess, sys, tempfile

chancery, bad = os.path.abspath(sys.argv[1]), []
KIND = """id: agreement
fields:
  - {id: office_shelf, label: {vi: Giá, en: Shelf, de: Regal}, type: text(40), valid_from: 2026-04-01}
states:
  - {id: parked, color: orange, side: true, label: {vi: Để lại, en: Parked, de: Geparkt}}
moves:
  - {id: park, label: {vi: Để lại, en: Park, de: Parken}, from: [approved], to: parked, roles: [OFF], reason: true}
  - {id: unpark, label: {vi: Tiếp tục, en: Unpark, de: Fortsetzen}, from: [parked], to: approved, roles: [OFF], valid_from: 2026-04-01}
  - {id: drop, label: {vi: Bỏ, en: Drop, de: Fallen lassen}, from: [parked], to: cancelled, roles: [OFF], valid_to: 2026-04-30}
"""
RULE = """- code: %s
  kind: agreement
  label: {vi: Báo cáo, en: Report, de: Bericht}
  trigger: [sign_date]
  n: "%d"
  unit: d
  direction: after
  stop: [report_pm_date]
  who: OFF
  basis: "Decree %d"
  mark: V
  valid_from: %s
  valid_to: %s
"""


def expect(what, ok, detail=""):
    if not ok:
        bad.append(f"{what} {detail}".rstrip())


def program(day, *args, text=None):
    now = int(datetime.datetime.fromisoformat(day + "T08:00:00+07:00").timestamp())
    env = dict(os.environ, CHANCERY_VAR=var, CHANCERY_KINDS=own, CHANCERY_NOW=str(now))
    env.pop("CHANCERY_DB", None)
    p = subprocess.run([chancery, *args], input=text, capture_output=True, env=env, text=True)
    return p.stdout + p.stderr


def api(day, login, method, path, body=None):
    text = f"{method} /api/v1{path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-CSRF-Token: {{csrf}}\r\n\r\n"
    out = program(day, "test-http", "--as", login, text=text + (json.dumps(body) if body else ""))
    return out.split(" ", 2)[1] if " " in out else out, out


def main():
    expect("the demonstration loads", "records" in program("2026-03-02", "demo"))
    pathlib.Path(own, "agreement.yaml").write_text(KIND)
    pathlib.Path(own, "definitions").mkdir()
    pathlib.Path(own, "definitions", "deadlines.yaml").write_text(
        RULE % ("TQ05", 15, 1, "2021-07-01", "2026-03-31") + RULE % ("TQ05", 10, 2, "2026-04-01", "2030-12-31"))
    said = program("2026-03-02", "kinds", "check")
    expect("the folder is in order", "in order" in said, said[-400:])
    db = sqlite3.connect(f"{var}/chancery.db")
    id = db.execute("SELECT id FROM r_agreement WHERE state = 'approved' LIMIT 1").fetchone()[0]
    before = db.execute("SELECT count(*), max(seq) FROM history").fetchone()
    db.close()

    code, out = api("2026-03-02", "officer", "POST", f"/records/agreement/{id}/move", {"move": "park", "version": 1, "reason": "chờ"})
    expect("a state and a move of the office", code == "200" and '"state":"parked"' in out, out[-300:])
    code, out = api("2026-03-02", "officer", "GET", f"/records/agreement/{id}/moves")
    expect("a move that counts from April is not offered in March", '"unpark"' not in out and '"drop"' in out, out[-300:])
    code, out = api("2026-03-02", "officer", "PATCH", f"/records/agreement/{id}", {"version": 2, "fields": {"office_shelf": "A1"}})
    expect("nor is a field", code in ("400", "422"), out[-300:])
    code, out = api("2026-04-01", "officer", "PATCH", f"/records/agreement/{id}", {"version": 2, "fields": {"office_shelf": "A1"}})
    expect("the field in April", code == "200" and '"office_shelf":"A1"' in out, out[-300:])
    code, out = api("2026-05-04", "officer", "GET", f"/records/agreement/{id}/moves")
    expect("the moves in May", '"unpark"' in out and '"drop"' not in out, out[-300:])
    code, out = api("2026-05-04", "officer", "POST", f"/records/agreement/{id}/move", {
        "move": "unpark", "version": 3, "fields": {"decision_no": "1", "decision_date": "2026-01-01", "decider": "A", "authorised_signer": "B"}})
    expect("the new move", code == "200" and '"state":"approved"' in out, out[-300:])
    code, _ = api("2026-05-04", "officer", "PATCH", f"/records/agreement/{id}", {"version": 4, "fields": {"sign_date": "2026-03-31"}})
    expect("signed in March", code == "200", _[-300:])
    said = program("2026-05-04", "deadline", str(id))
    expect("the rule of March for what was signed in March", "2026-04-15" in said and "Decree 1" in said, said)
    api("2026-05-04", "officer", "PATCH", f"/records/agreement/{id}", {"version": 5, "fields": {"sign_date": "2026-04-01"}})
    said = program("2026-05-04", "deadline", str(id))
    expect("the rule of April for what was signed in April", "2026-04-13" in said and "Decree 2" in said, said)
    said = program("2026-05-04", "verify")
    db = sqlite3.connect(f"{var}/chancery.db")
    after = db.execute("SELECT count(*) FROM history WHERE seq <= ?", (before[1],)).fetchone()
    db.close()
    expect("nothing of before was touched", after[0] == before[0])
    print("\n".join(bad) or "a field, a state, three moves and a rule, each in its time")
    return bool(bad)


with tempfile.TemporaryDirectory(prefix="chancery-overlay-") as folder:
    var, own = f"{folder}/var", f"{folder}/own"
    os.mkdir(own)
    sys.exit(main())
