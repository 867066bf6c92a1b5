/* Bytes of any spreadsheet, as somebody may send it: rows within the limits, or refused with a problem that has a message
   of its own. */
#include "fuzz.h"

#include "platform/i18n.h"
#include "platform/sheet.h"

static void one(struct ctx *cx, struct str in)
{
    struct sheet *s;
    enum status st = sheet_read(cx, in, NULL, &s);
    int64_t line = 0;

    if (st != OK) {
        FUZZ_CHECK(st == E_FORMAT || st == E_TOOBIG);
        FUZZ_CHECK(cx->problems != NULL && i18n_has(cx->problems->key));
        return;
    }
    FUZZ_CHECK(s->n >= 1 && s->n <= SHEET_ROWS_MAX + 1);
    for (size_t i = 0; i < s->n; i++) {
        FUZZ_CHECK(s->at[i].n <= SHEET_COLUMNS_MAX);
        FUZZ_CHECK(s->form[0] != 'c' || s->at[i].line > line);
        line = s->at[i].line;
        for (size_t c = 0; c < s->at[i].n; c++)
            FUZZ_CHECK(s->at[i].at[c].text.n <= SHEET_CELL_MAX * 4);
    }
    (void)sheet_column_name(cx, s->at[0].n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_in_arena(data, n, 65536, one);
}
