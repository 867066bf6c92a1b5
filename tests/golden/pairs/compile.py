"""Compiles the gold pairs (dev.pairs, held.pairs) into SPLIT/NAME/{original.LL.txt, other.LL.txt, want.json}.

What for: one clean base in two or three languages, and variants with one class of fault each, planted by replacing words;
spans are counted here. Not for: scoring (tests/golden/score_compare.py).

    === base NAME                    sections "--- LANG"; the first one is the original. A base is a clean pair itself.
    === clean NAME                   the same, for one thing that must stay silent
    === fault NAME BASE RULE CLASS   RULE may name alternatives with "/"
    LANG | old words -> new words | words of the original
        an empty right side drops the words; "anchor+ words" adds a sentence after the anchor
"""
import json, pathlib, re, sys

HERE = pathlib.Path(__file__).parent


def sections(body):
    parts = re.split(r"^--- (\w+)\n", body, flags=re.M)[1:]
    return {lang: text.strip("\n") + "\n" for lang, text in zip(parts[::2], parts[1::2])}


def span(text, words):
    if text.count(words) < 1:
        raise ValueError(f"{words!r} is not in the text")
    at = len(text[:text.index(words)].encode())
    return {"start": at, "end": at + len(words.encode()), "text": words}


def plant(texts, first, line, rules, cls):
    lang, change, orig = (x.strip(" ") if i != 1 else x for i, x in enumerate(line.split("|")))
    old, _, new = change.partition("->")
    # one blank of the layout belongs to the format, a second one to the words
    old, new = (old[1:] if old.startswith(" ") else old).removesuffix(" "), new.strip(" ")
    if texts[lang].count(old) < 1:
        raise ValueError(f"{old!r} is not in {lang}")
    want = {"class": cls, "rule": rules[0], "rule_alt": rules[1:], "lang": lang,
            "original": span(texts[first], orig) if orig else None}
    anchor, plus, extra = new.partition(".+ ")
    if plus:
        texts[lang] = texts[lang].replace(old, f"{anchor}. {extra}", 1)
        want["other"] = span(texts[lang], extra)
    elif new:
        at = texts[lang].index(old)
        texts[lang] = texts[lang].replace(old, new, 1)
        at = len(texts[lang][:at].encode())
        want["other"] = {"start": at, "end": at + len(new.encode()), "text": new}
    else:
        texts[lang] = texts[lang].replace(old, "", 1)
        want["other"] = None
    return want


def cases(split):
    bases = {}
    for part in re.split(r"^=== ", (HERE / f"{split}.pairs").read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _, body = part.partition("\n")
        kind, name, *rest = head.split()
        if kind in ("base", "clean"):
            bases[name] = sections(body)
            yield name, next(iter(bases[name])), bases[name], []
            continue
        base, rule, cls = rest
        texts, first = dict(bases[base]), next(iter(bases[base]))
        wants = [plant(texts, first, line, rule.split("/"), cls) for line in body.splitlines() if line.strip()]
        touched = {w["lang"] for w in wants}
        yield name, first, {k: v for k, v in texts.items() if k == first or k in touched}, wants


def main():
    check, stale = "--check" in sys.argv, []
    for split in ("dev", "held", "fresh", "office", "desk"):
        pairs = faults = clean = 0
        for name, first, texts, wants in cases(split):
            folder = HERE / split / name
            folder.mkdir(parents=True, exist_ok=True)
            out = {f"{'original' if k == first else 'other'}.{k}.txt": v for k, v in texts.items()}
            out["want.json"] = json.dumps(wants, ensure_ascii=False, indent=1) + "\n"
            pairs += len(texts) - 1 if wants else 0
            clean += len(texts) - 1 if not wants else 0
            faults += len(wants)
            for file, text in out.items():
                if check:
                    have = folder / file
                    stale += [] if have.exists() and have.read_bytes() == text.encode() else [str(have)]
                else:
                    (folder / file).write_bytes(text.encode())
        print(split, pairs, "pairs with", faults, "planted faults,", clean, "clean pairs")
    if stale:
        sys.exit("not what the .pairs files give; run compile.py: " + ", ".join(stale))


if __name__ == "__main__":
    main()
