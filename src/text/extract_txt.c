/* Plain text and markdown: UTF-8 with or without BOM as it is, UTF-16 with BOM converted. Part of extract.h. */
#include <string.h>

#include "base/charset.h"
#include "base/utf8.h"
#include "text/extract_private.h"

enum status extract_txt(struct ctx *cx, struct str bytes, struct extracted *e)
{
    size_t bad;

    if (bytes.n > EXTRACT_TEXT_MAX)
        return ctx_fail(cx, E_TOOBIG, "the text is larger than %d MiB", EXTRACT_TEXT_MAX >> 20);
    if (bytes.n >= 2 && (memcmp(bytes.p, "\xFF\xFE", 2) == 0 || memcmp(bytes.p, "\xFE\xFF", 2) == 0)) {
        e->charset = bytes.p[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
        e->skipped = 2;
        TRY(charset_to_utf8(cx, str_sub(bytes, 2, bytes.n), e->charset, EXTRACT_TEXT_MAX, &e->text, &bad));
    } else {
        e->skipped = bytes.n >= 3 && memcmp(bytes.p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        e->same_bytes = true;
        e->text = str_sub(bytes, e->skipped, bytes.n);
        if (!utf8_valid(e->text, &bad))
            return ctx_fail(cx, E_FORMAT, "not UTF-8: byte 0x%02X at offset %zu; save the file as UTF-8",
                            (unsigned char)e->text.p[bad], bad + e->skipped);
    }
    if (str_trim(e->text).n == 0)
        return ctx_fail(cx, E_FORMAT, "the file holds only white space");
    return OK;
}
