/* Printing values in a language and as JSON. See field.h. Reading what was typed stands in field_table.c. */
#include <string.h>
#include <unicode/ucurr.h>

#include "base/decimal.h"
#include "platform/db.h"
#include "platform/i18n.h"
#include "platform/json.h"
#include "register/attach.h"
#include "register/code.h"
#include "register/field_private.h"
#include "register/record.h"

bool field_same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

int field_currency_digits(struct str code)
{
    UErrorCode err = U_ZERO_ERROR;
    UChar wide[4] = {0};

    if (code.n != 3)
        return -1;
    for (int i = 0; i < 3; i++) {
        if (code.p[i] < 'A' || code.p[i] > 'Z')
            return -1;
        wide[i] = (UChar)code.p[i];
    }
    if (!ucurr_isAvailable(wide, 0 /* 1970 */, 4102444800000.0 /* 2100 */, &err) || U_FAILURE(err))
        return -1;
    return ucurr_getDefaultFractionDigits(wide, &err);
}

/* 1234567.5 as people of that language write it; years and other short numbers of four digits too. */
static const char *print_number(struct ctx *cx, const char *canonical)
{
    char group = cx->lang == LANG_EN ? ',' : '.', mark = cx->lang == LANG_EN ? '.' : ',';
    size_t digits = strspn(*canonical == '-' ? canonical + 1 : canonical, "0123456789");
    const char *p = canonical;
    struct buf out;

    buf_init(&out, cx->mem, 200);
    if (*p == '-')
        buf_byte(&out, *p++);
    for (size_t i = 0; i < digits; i++) {
        if (i > 0 && (digits - i) % 3 == 0)
            buf_byte(&out, group);
        buf_byte(&out, *p++);
    }
    if (*p == '.') {
        buf_byte(&out, mark);
        buf_add_c(&out, p + 1);
    }
    return buf_str(&out).n == 0 ? "" : buf_str(&out).p;
}

const char *field_print_date(struct ctx *cx, struct date d)
{
    if (!date_is_set(d))
        return "";
    return arena_printf(cx->mem, cx->lang == LANG_DE ? "%02d.%02d.%04d" : "%02d/%02d/%04d", d.d, d.m, d.y);
}

static const char *print_dt(struct ctx *cx, const char *canonical)
{
    int64_t at;

    if (!field_instant(canonical, &at))
        return canonical;
    const char *local = instant_text(cx->mem, at); /* "2026-01-12 08:05" */
    struct date d;
    if (!date_parse(str_sub(str_of(local), 0, 10), &d))
        return local;
    return arena_printf(cx->mem, "%s %s", field_print_date(cx, d), local + 11);
}

bool field_instant(const char *canonical, int64_t *ret_at)
{
    struct date d;
    int h, m, s;

    if (strlen(canonical) != 20 || !date_parse(str_sub(str_of(canonical), 0, 10), &d) ||
        sscanf(canonical + 10, "T%2d:%2d:%2dZ", &h, &m, &s) != 3)
        return false;
    *ret_at = date_instant(d, h, m) + s + OFFICE_UTC_OFFSET;
    return true;
}

static const char *print_money(struct ctx *cx, const char *canonical)
{
    struct str rest = str_of(canonical), amount, currency, day;
    struct date on;

    if (!str_next(&rest, ' ', &amount) || !str_next(&rest, ' ', &currency))
        return canonical;
    const char *n = print_number(cx, arena_strndup(cx->mem, amount.p, amount.n));
    if (!str_next(&rest, ' ', &day) || !date_parse(day, &on))
        return arena_printf(cx->mem, "%s %.*s", n, STR_ARGS(currency));
    return arena_printf(cx->mem, "%s %.*s (%s)", n, STR_ARGS(currency), field_print_date(cx, on));
}

static const char *print_user(struct ctx *cx, const char *canonical)
{
    struct rows *r;
    long long id;

    if (!str_int(str_of(canonical), &id) || db_one(cx, &r, "SELECT name FROM account WHERE id = ?", db_i(id)) != OK)
        return canonical;
    return rows_text(r, "name");
}

static const char *print_words(struct ctx *cx, const struct field *f, const char *canonical)
{
    const char *list = field_types[f->type].codes != NULL ? field_types[f->type].codes : f->arg;
    const char *between = f->type == FT_MREF || f->type == FT_MUSER ? "; " : ", ";
    struct str rest = str_of(canonical), word;
    struct buf out;

    buf_init(&out, cx->mem, 1 << 20);
    while (str_next(&rest, ' ', &word)) {
        const char *w = arena_strndup(cx->mem, word.p, word.n), *label = NULL;
        long long id;

        if (f->type == FT_MUSER)
            label = print_user(cx, w);
        else if (f->type == FT_MREF)
            label = str_int(word, &id) ? record_title_in(cx, f->target, id) : NULL;
        else
            label = code_label(list, w, cx->lang);
        if (label != NULL)
            buf_printf(&out, "%s%s", buf_str(&out).n > 0 ? between : "", label);
    }
    return buf_str(&out).n == 0 ? "" : buf_str(&out).p;
}

const char *field_print_geo(struct ctx *cx, const char *canonical)
{
    static const char *const keys[2][2] = {{"geo.north", "geo.south"}, {"geo.east", "geo.west"}};
    struct str rest = str_of(canonical), part;
    struct buf out;

    buf_init(&out, cx->mem, 200);
    for (int i = 0; i < 2 && str_next(&rest, ',', &part); i++) {
        bool minus = str_starts(part, "-");
        const char *n = arena_printf(cx->mem, "%.*s", STR_ARGS(str_sub(part, minus, part.n)));

        buf_printf(&out, "%s%s° %s", i > 0 ? (cx->lang == LANG_EN ? ", " : "; ") : "", print_number(cx, n),
                   i18n_text(cx->lang, keys[i][minus]).p);
    }
    return arena_strndup(cx->mem, buf_str(&out).p, buf_str(&out).n);
}

const char *field_print(struct ctx *cx, const struct field *f, const char *canonical)
{
    const char *list = field_types[f->type].codes != NULL ? field_types[f->type].codes : f->arg;
    struct date d;
    long long id;

    if (canonical == NULL)
        return "";
    switch (f->type) {
    case FT_INT: case FT_DEC:
        return print_number(cx, canonical);
    case FT_MONEY:
        return print_money(cx, canonical);
    case FT_DATE:
        return date_parse(str_of(canonical), &d) ? field_print_date(cx, d) : canonical;
    case FT_DT:
        return print_dt(cx, canonical);
    case FT_BOOL:
        return i18n_text(cx->lang, strcmp(canonical, "true") == 0 ? "value.yes" : "value.no").p;
    case FT_ENUM: case FT_COUNTRY: case FT_ADMIN: case FT_LANG:
        return code_label(list, canonical, cx->lang);
    case FT_MULTI: case FT_MLANG: case FT_MCOUNTRY: case FT_MREF: case FT_MUSER:
        return print_words(cx, f, canonical);
    case FT_REF: case FT_ORG: {
        const char *title = str_int(str_of(canonical), &id) ? record_title_in(cx, f->target, id) : NULL;
        return title != NULL ? title : "";
    }
    case FT_USER:
        return print_user(cx, canonical);
    case FT_FILE: case FT_FILES:
        return attach_names(cx, canonical);
    case FT_TEXT: case FT_LTEXT: case FT_YEAR: case FT_GEO: case FT_PHONE: case FT_EMAIL: case FT_URL: case FT_AUTO:
    case FT_CALC: case FT_SUB: case FT__MAX:
        break;
    }
    return canonical;
}

static void json_words(struct buf *out, const char *canonical, bool quoted)
{
    struct str rest = str_of(canonical), word;
    bool first = true;

    buf_byte(out, '[');
    while (str_next(&rest, ' ', &word)) {
        if (word.n == 0)
            continue;
        if (!first)
            buf_byte(out, ',');
        first = false;
        if (quoted)
            json_quote(out, word);
        else
            buf_add(out, word);
    }
    buf_byte(out, ']');
}

static void json_money(struct buf *out, const char *canonical)
{
    struct str rest = str_of(canonical), amount = {0}, currency = {0}, day = {0};

    (void)(str_next(&rest, ' ', &amount) && str_next(&rest, ' ', &currency) && str_next(&rest, ' ', &day));
    buf_add_c(out, "{\"amount\":");
    buf_add(out, amount);
    buf_add_c(out, ",\"currency\":");
    json_quote(out, currency);
    if (day.n > 0) {
        buf_add_c(out, ",\"rate_date\":");
        json_quote(out, day);
    }
    buf_byte(out, '}');
}

void field_json(struct buf *out, const struct field *f, const char *canonical)
{
    if (canonical == NULL) {
        buf_add_c(out, "null");
        return;
    }
    switch (field_types[f->type].json) {
    case JSON_NUMBER:
    case JSON_BOOL:
        buf_add_c(out, canonical);
        return;
    case JSON_WORDS:
        json_words(out, canonical, true);
        return;
    case JSON_IDS:
        json_words(out, canonical, false);
        return;
    case JSON_MONEY:
        json_money(out, canonical);
        return;
    case JSON_GEO:
        buf_printf(out, "[%s]", canonical);
        return;
    case JSON_TEXT:
    case JSON_NONE:
        json_quote(out, str_of(canonical));
    }
}
