/* Bytes of a file to text: plain, markdown, HTML, DOCX, PDF with a text layer; with what the file says about itself.
   Every refusal carries a sentence for the user in ctx.detail. Nothing is read from outside the bytes: no network,
   no entities, no second file. Not for: finding language or structure (language.h, segment.h), scans (OCR). */
#pragma once

#include "base/ctx.h"
#include "base/vec.h"

enum extract_kind { EXTRACT_TXT, EXTRACT_MD, EXTRACT_HTML, EXTRACT_DOCX, EXTRACT_PDF, EXTRACT__MAX };

/* EXTRACT_FILE_MAX: the caller refuses larger files unread. EXTRACT_TEXT_MAX: of the text that comes out. */
enum { EXTRACT_FILE_MAX = 256 << 20, EXTRACT_TEXT_MAX = 64 << 20 };

/* One thing that the file says about itself, with the place that says so. */
struct extract_hint {
    const char *key; /* "title" "author" "date" "url" "publisher" "language" */
    struct str value;
    const char *from; /* "html meta article:published_time", "docx dc:creator", "pdf Title" */
};

struct extracted {
    struct str text; /* UTF-8. For UTF-8 text files it points into the input (behind a BOM): no byte is changed */
    enum extract_kind kind;
    const char *mime;    /* "text/html" */
    const char *charset; /* of the input: "UTF-8" "UTF-16LE" "UTF-16BE" or what the HTML declared */
    size_t skipped;      /* bytes of the BOM in front of the text */
    bool same_bytes;     /* offsets in text + skipped are offsets in the input */
    struct extract_hints {
        VEC(struct extract_hint);
    } hints;
};

/* name_hint: the file's name or NULL; only its extension is looked at, and only to tell txt from md and to say what is
   wrong. E_FORMAT (damaged, encrypted, no text layer, binary, empty), E_TOOBIG (a limit). */
enum status extract_text(struct ctx *cx, struct str bytes, const char *name_hint, struct extracted *ret_e) MUST_CHECK;

const char *extract_kind_name(enum extract_kind k); /* "docx" */

/* Offset in the input of an offset in the text; the same offset for kinds whose text is made (html, docx, pdf). */
size_t extract_raw_offset(const struct extracted *e, size_t at);
