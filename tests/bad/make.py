"""Makes the bad files that tests/bad feeds to the program: small builders of PDF and DOCX and what can be wrong with them.
Nothing here is kept in the tree; each run makes its own."""
import hashlib, io, struct, zipfile

EN = ("In 2025 the city signed 3 agreements with partners and prepared 4 more. It hosted 3 major conferences and dozens "
      "of smaller meetings. The office keeps relations with 17 pairs of towns in 9 countries.\n")


def rc4(key, data):
    s, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + s[i] + key[i % len(key)]) % 256
        s[i], s[j] = s[j], s[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + s[i]) % 256
        s[i], s[j] = s[j], s[i]
        out.append(byte ^ s[(s[i] + s[j]) % 256])
    return bytes(out)


def pdf(text="", password=None, pages=1):
    """One line of text per page in Helvetica; with a password, encrypted as ISO 32000-1 7.6.3 revision 2 says."""
    ident = hashlib.md5(text.encode()).digest()
    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    key = None
    if password is not None:
        padded = (password.encode() + pad)[:32]
        owner = rc4(hashlib.md5(padded).digest()[:5], padded)
        permissions = -64
        key = hashlib.md5(padded + owner + struct.pack("<i", permissions) + ident).digest()[:5]
        user = rc4(key, pad)
    words = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("latin-1", "replace")
    stream = b"BT /F1 11 Tf 40 800 Td (" + words + b") Tj ET" if text else b"0 0 100 100 re f"
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for i in range(pages):
        number = 5 + 2 * i
        body = stream
        if key is not None:
            body = rc4(hashlib.md5(key + struct.pack("<I", number)[:3] + b"\0\0").digest()[:10], stream)
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number} 0 R"
                       "/Resources<</Font<</F1 3 0 R>>>>>>".encode())
        objects.append(f"<</Length {len(body)}>>stream\n".encode() + body + b"\nendstream")
    if key is not None:
        objects.append(b"<</Filter/Standard/V 1/R 2/O<" + owner.hex().encode() + b">/U<" + user.hex().encode()
                       + f">/P {permissions}>>".encode())
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + body + b"endobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010} 00000 n \n".encode()
    encrypt = f"/Encrypt {len(objects)} 0 R" if key is not None else ""
    out += (f"trailer<</Size {len(objects) + 1}/Root 1 0 R{encrypt}/ID[<{ident.hex()}><{ident.hex()}>]>>\n"
            f"startxref\n{start}\n%%EOF\n").encode()
    return bytes(out)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(paragraphs=(EN,), document=None, extra=()):
    """document: raw bytes of word/document.xml instead of paragraphs; extra: (name, bytes) added to the zip."""
    if document is None:
        inner = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
        document = f'<?xml version="1.0"?><w:document {W}><w:body>{inner}</w:body></w:document>'.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/'
                   '2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxml'
                   'formats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        z.writestr("word/document.xml", document)
        for name, data in extra:
            z.writestr(name, data)
    return out.getvalue()


def docx_bomb(mib=400):
    """A document.xml of blanks: some hundred MiB out of less than one."""
    head = f'<?xml version="1.0"?><w:document {W}><w:body><w:p><w:r><w:t>'.encode()
    return docx(document=head + b" " * (mib << 20) + b"</w:t></w:r></w:p></w:body></w:document>")


def docx_lying():
    """The directory says that document.xml is 100 bytes; it is 64 MiB."""
    data = bytearray(docx_bomb(64))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[place + 24:place + 28] = struct.pack("<I", 100)
    return bytes(data)


def docx_entities():
    """Ten entities, each ten of the one before: 10^9 letters when they are followed."""
    dtd = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    return docx(document=f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "aaaaaaaaaa">{dtd}]><w:document {W}><w:body>'
                f"<w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>".encode())


def docx_outside():
    """An entity that names a file of the machine: its content must not come out."""
    return docx(document=f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}>'
                f"<w:body><w:p><w:r><w:t>Agreements signed: &x; 3</w:t></w:r></w:p></w:body></w:document>".encode())


def docx_deep(depth=200_000):
    return docx(document=f'<?xml version="1.0"?><w:document {W}><w:body>'.encode() + b"<w:p>" * depth + b"x"
                + b"</w:p>" * depth + b"</w:body></w:document>")


def cases():
    """(name, bytes, what `text figures` may answer: exit codes). 3 = refused in words, 0 = read."""
    good_docx, good_pdf = docx(), pdf(EN.strip())
    html = f"<html><head><title>x</title></head><body><p>{EN}</p></body></html>"
    yield "good.txt", EN.encode(), {0}
    yield "good.docx", good_docx, {0, 3}
    yield "good.pdf", good_pdf, {0, 3}
    yield "empty.txt", b"", {0, 3}
    yield "blanks.txt", b" \n\t\r\n" * 50, {0, 3}
    yield "bom-only.txt", b"\xef\xbb\xbf", {0, 3}
    yield "broken-utf8.txt", EN.encode()[:80] + b"\xff\xfe\xc3( \xed\xa0\x80" + EN.encode()[80:], {0, 3}
    yield "latin1.txt", "Drei Abkommen für Österreich, über 39 Millionen".encode("latin-1"), {0, 3}
    yield "utf16le.txt", b"\xff\xfe" + EN.encode("utf-16-le"), {0, 3}
    yield "utf16be.txt", b"\xfe\xff" + EN.encode("utf-16-be"), {0, 3}
    yield "utf16-odd.txt", b"\xff\xfe" + EN.encode("utf-16-le")[:-1], {0, 3}
    yield "utf16-no-bom.txt", EN.encode("utf-16-le"), {0, 3}
    yield "utf16be-no-bom.txt", EN.encode("utf-16-be"), {0, 3}
    yield "utf16-lone.txt", b"\xff\xfe" + b"3\0 \0\x00\xd8a\0", {0, 3}
    yield "zeros.txt", b"\0" * 5000, {3}
    yield "binary.txt", hashlib.shake_256(b"noise").digest(20000), {3}
    yield "binary.pdf", hashlib.shake_256(b"noise").digest(20000), {3}
    yield "binary.docx", hashlib.shake_256(b"noise").digest(20000), {3}
    yield "elf.bin", b"\x7fELF\x02\x01\x01" + b"\0" * 900, {3}
    yield "picture.png", b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 400, {3}
    yield "plain.zip", docx(document=b"<a/>").replace(b"word/", b"ward/"), {3}
    yield "encrypted.pdf", pdf(EN.strip(), password="geheim"), {3}
    yield "scan.pdf", pdf(""), {3}
    yield "cut.pdf", good_pdf[:len(good_pdf) // 2], {0, 3}
    yield "cut-head.pdf", good_pdf[:30], {3}
    yield "cut.docx", good_docx[:len(good_docx) // 2], {3}
    yield "cut-xml.docx", docx(document=f"<w:document {W}><w:body><w:p><w:r><w:t>3 agree".encode()), {0, 3}
    yield "cut.html", html.encode()[:len(html) // 2], {0, 3}
    yield "bomb.docx", docx_bomb(), {3}
    yield "lying.docx", docx_lying(), {0, 3}
    yield "entities.docx", docx_entities(), {3}
    yield "outside.docx", docx_outside(), {0, 3}
    yield "deep.docx", docx_deep(), {0, 3}
    yield "deep.html", b"<div>" * 200_000 + b"3 agreements" + b"</div>" * 200_000, {0, 3}
    yield "many-tags.html", b"<p>" * 1_000_000, {0, 3}
    yield "long-line.txt", b"3 agreements and " * 400_000, {0}
    yield "digits.txt", b"7" * 1_000_000, {0, 3}
    yield "marks.txt", ("e" + "\u0301" * 300_000 + " 3 agreements").encode(), {0, 3}
    yield "controls.txt", b"3 agreements\x01\x02\x07 and \x1b[31m4 more\r\r\n", {0, 3}
    yield "bidi.txt", "signed \u202e3\u202c agreements, \u200b17\u200d pairs\ufeff".encode(), {0, 3}
    yield "wrong-language.txt", "Город подписал три соглашения с Японией. 市は三つの協定に署名した。".encode() * 20, {0, 3}
    yield "beyond.txt", (b"The fund holds 1000000000000000001 dollars, 10 quintillion, 99999999999999999999999999999999999"
                         b"9999999999999 VND, 9,999,999,999,999,999,999,999 trillion trillion people.\n"), {0}
    yield "beyond-de.txt", "Das sind 999.999.999.999.999.999.999 Trillionen Euro und 10^18 Menschen.\n".encode(), {0}
    yield "no-such-day.txt", (b"It was signed on 2026-02-30, on 31/04/2025, on 2/29/2023 and on 00/00/0000; reports are due "
                              b"on 32.13.2025.\n"), {0}
