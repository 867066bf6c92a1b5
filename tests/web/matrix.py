"""The permission matrix of MODEL 4.1 as data: what each role may do in each group of registers. For: tests/web/access.py.
A cell is rights with a scope: C create, R read, U update, X export, D delete, T moves, pds sensitive personal data; "CRU:unit R:org".
Where the model gives no scope, DEFAULT says which one its text means."""
import re

ROLES = "OFF HEAD DIR CLERK PPCO CHAIR LINE COMM MOFA EXT AUDITOR".split()
TABLE = """
directory    | CRU:org          | CRUX:org     | RX:prov      | RU:org   | R:prov   | R:prov   | CR:own R:prov | R:prov    | R:nat     | -       | R:all
cooperation  | CRU:unit R:org   | CRUX:org     | CRUX:prov T  | R:org    | R:prov T | R:prov T | CRU:own T     | CRU:own T | R:nat T   | -       | R
delegations  | CRU:unit         | CRUX:org     | RX:prov T    | R:org    | R:prov T | R:prov T | CRU:own T     | R:own     | R:nat     | -       | R
conferences  | CRU:unit         | CRUX:org     | RX:prov T    | R        | R T      | R T      | CRU:own T     | -         | R:nat T   | C:own   | R
aid          | CRU:unit         | CRUX:org     | RX:prov T    | R        | R T      | R T      | CRU:own T     | R:own     | R:nat T   | CRU:own | R
consular     | CRU:unit pds:own | CRUX:org pds | RX:org T pds | R        | -        | R T      | C:own         | CRU:own   | R:nat T   | C:own   | R
border       | CRU:unit         | CRUX:org     | RX:prov T    | -        | R        | R        | CRU:own       | CRU:own   | R:nat     | -       | R
economy      | CRU:unit         | CRUX:org     | RX:prov      | -        | R        | R        | CRU:own       | -         | R:nat     | CRU:own | R
people       | CRU:unit         | CRUX:org     | RX:prov      | -        | R        | R T      | CRU:own       | R:own     | R:nat     | CRU:own | R
documents    | CRU:own          | CRU:unit     | R:org T      | CRUX:org | R:own    | R:own T  | R:own T       | R:own T   | R:own T   | -       | R
planning     | CRU:unit         | CRUX:org     | RX:prov T    | R        | R:prov T | R T      | CRU:own T     | CRU:own T | R:nat T   | -       | R
knowledge    | R                | RCU:org      | RX           | R        | R        | R        | R             | R         | R         | -       | R
"""
DEFAULT = dict(OFF="org", HEAD="org", DIR="prov", CLERK="org", PPCO="prov", CHAIR="prov", LINE="own", COMM="own", MOFA="nat",
               EXT="own", AUDITOR="all")
RIGHTS = dict(C="create", R="read", U="update", X="export", D="delete")


def read():
    """{group: {role: [(right, scope)]}}, T as "move" without a scope."""
    table = {}
    for line in TABLE.strip().splitlines():
        group, *cells = [c.strip() for c in line.split("|")]
        table[group] = {}
        for role, cell in zip(ROLES, cells, strict=True):
            grants = []
            for word in cell.split() if cell != "-" else []:
                letters, _, scope = word.partition(":")
                if letters == "pds" and not scope:  # of all that is read
                    scope = next(s for r, s in grants if r == "read")
                scope = scope or ("all" if group == "knowledge" else DEFAULT[role])
                if letters == "T":
                    grants.append(("move", None))
                elif letters == "pds":
                    grants.append(("pds", scope))
                else:
                    grants += [(RIGHTS[letter], scope) for letter in letters]
            # who makes a record reads what he made
            if ("create", "own") in grants and not any(r == "read" for r, _ in grants):
                grants.append(("read", "own"))
            table[group][role] = grants
    return table


# Where the kind files of the program stand off the table, each for a reason. (group, role, right) -> scopes, why.
_shared = "the directory of places, bodies and countries is one for all: seeded rows belong to no organisation"
_work = "lists at work: who works on records takes them into a spreadsheet; every export is in the audit"
MORE = {
    **{("directory", role, "read"): ("all org own", _shared) for role in ROLES if role != "EXT"},
    **{("directory", role, "export"): ("all org", _shared) for role in ROLES if role != "EXT"},
    **{(group, "OFF", "export"): ("unit org own", _work) for group in ("cooperation", "conferences", "planning")},
    **{(group, "OFF", "read"): ("unit org", "MODEL names R:org for cooperation; the other groups follow: one office, one pipeline")
       for group in ("conferences", "planning")},
    **{(group, role, "delete"): ("org", "a head takes a mistaken record away; it can be restored") for group in
       ("directory", "cooperation", "conferences", "planning", "knowledge") for role in ["HEAD"]},
    **{("directory", role, right): ("own", "bodies keep their own entry") for role in ("LINE", "COMM")
       for right in ("create", "update")},
    ("knowledge", "HEAD", "read"): ("all", "as everybody"),
    ("directory", "HEAD", "create"): ("org all", "countries are the head's to mend"),
    ("directory", "HEAD", "update"): ("org all", "countries are the head's to mend"),
    **{("cooperation", "MOFA", "read"): ("nat own", "asked for an opinion, it reads what about")},
    **{("knowledge", role, "export"): ("all", "terms, sources and indicators are published") for role in ROLES if role != "EXT"},
    ("knowledge", "OFF", "create"): ("org", "the model: CU of terms"), ("knowledge", "OFF", "update"): ("org", "the model: CU of terms"),
}

GROUP_OF = {"conference": "conferences"}  # registers that stand under another heading of the menu

# Whom a kind leaves out although its group's row lets him read. (kind, role)
LESS = {("contact", role): "persons: only who works with them" for role in ("PPCO", "CHAIR", "MOFA")}
