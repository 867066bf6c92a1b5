/* The table of field types, one complete row each, and how each type reads what was typed. See field.h.
   Not for: printing (field.c). */
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/decimal.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "platform/db.h"
#include "register/code.h"
#include "register/field_private.h"
#include "register/record.h"

enum { LTEXT_CHARS = 100000, TEXT_CHARS = 200, URL_CHARS = 2000 };

static const char *bad(struct ctx *cx, const struct field *f, const char *key, const char *arg)
{
    (void)ctx_problem(cx, f->id, key, arg);
    return NULL;
}

static const char *copy(struct ctx *cx, struct str s)
{
    return arena_strndup(cx->mem, s.p, s.n);
}

/* Only text with combining marks (lead bytes CC, CD) is touched. */
struct str field_composed(struct ctx *cx, struct str s)
{
    UErrorCode err = U_ZERO_ERROR;
    int32_t n = 0, m;
    size_t i = 0;

    while (i < s.n && (unsigned char)s.p[i] != 0xCC && (unsigned char)s.p[i] != 0xCD)
        i++;
    const UNormalizer2 *nfc = i == s.n ? NULL : unorm2_getNFCInstance(&err);
    if (nfc == NULL || U_FAILURE(err) || s.n > LTEXT_CHARS * 4)
        return s;
    UChar *wide = arena_alloc(cx->mem, (s.n + 1) * sizeof *wide), *out = arena_alloc(cx->mem, (s.n + 1) * sizeof *out);
    u_strFromUTF8(wide, (int32_t)s.n, &n, s.p, (int32_t)s.n, &err);
    m = unorm2_normalize(nfc, wide, n, out, (int32_t)s.n, &err);
    char *text = arena_alloc(cx->mem, (size_t)s.n * 3 + 1);
    u_strToUTF8(text, (int32_t)s.n * 3, &n, out, m, &err);
    return U_SUCCESS(err) ? (struct str){text, (size_t)n} : s;
}

static const char *parse_chars(struct ctx *cx, const struct field *f, struct str s, size_t most, bool lines)
{
    struct buf out;

    if (!utf8_valid(s, NULL))
        return bad(cx, f, "problem.utf8", NULL);
    s = field_composed(cx, s);
    if (s.n > most && utf8_count(s) > most)
        return bad(cx, f, "problem.too_long", arena_printf(cx->mem, "%zu", most));
    buf_init(&out, cx->mem, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != 0x7F)
            buf_byte(&out, s.p[i]);
        else if (lines && (c == '\n' || c == '\t'))
            buf_byte(&out, s.p[i]);
        else if (!lines && (c == '\n' || c == '\t'))
            buf_byte(&out, ' ');
    }
    struct str t = str_trim(buf_str(&out));
    return t.n == 0 ? NULL : copy(cx, t);
}

static const char *parse_text(struct ctx *cx, const struct field *f, struct str s)
{
    return parse_chars(cx, f, s, f->size > 0 ? (size_t)f->size : TEXT_CHARS, false);
}

static const char *parse_ltext(struct ctx *cx, const struct field *f, struct str s)
{
    return parse_chars(cx, f, s, f->size > 0 ? (size_t)f->size : LTEXT_CHARS, true);
}

/* Digits in groups of three, the first of one to three: "39.000", "1,234,567". */
static bool is_grouped(struct str s, char sep)
{
    struct str rest = s, part;
    bool first = true;

    while (str_next(&rest, sep, &part)) {
        if (first ? part.n < 1 || part.n > 3 : part.n != 3)
            return false;
        for (size_t i = 0; i < part.n; i++)
            if (part.p[i] < '0' || part.p[i] > '9')
                return false;
        first = false;
    }
    return true;
}

/* The decimal mark of a number as typed, 0 for none, -1 when its marks make no number. Programs send a point alone
   (cx->plain). A person writes 39.000 or 39,5 in Vietnamese and German, 39,000 or 39.5 in English; a point with three
   digits behind it parts thousands there when the field has no three places. With both marks the last one decides. */
static int decimal_mark(const struct ctx *cx, struct str s, int places)
{
    size_t points = 0, commas = 0;
    char last = 0;

    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '.' || s.p[i] == ',') {
            points += s.p[i] == '.';
            commas += s.p[i] == ',';
            last = s.p[i];
        }
    if (points + commas == 0)
        return 0;
    if (cx->plain)
        return commas == 0 && points == 1 ? '.' : -1;
    if (points > 0 && commas > 0)
        return (last == '.' ? points : commas) == 1 ? last : -1;
    if (points + commas > 1)
        return is_grouped(s, last) ? 0 : -1;
    if (last == (cx->lang == LANG_EN ? '.' : ','))
        return last;
    if (is_grouped(s, last) && (last == ',' || places < 3))
        return 0;
    return last == '.' ? '.' : -1;
}

/* What was typed as sign, digits and one point; as it stands when it is no number. */
static struct str plain_number(struct ctx *cx, struct str typed, int places)
{
    char *out = arena_alloc(cx->mem, typed.n + 2), *p = out;
    struct str s = str_trim(typed), whole, part = {0};

    if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+')) {
        if (s.p[0] == '-')
            *p++ = '-';
        s = str_sub(s, 1, s.n);
    }
    int mark = decimal_mark(cx, s, places);
    if (mark < 0)
        return typed;
    whole = s;
    if (mark > 0) {
        whole = str_sub(s, 0, str_find(s, (struct str){&(char){(char)mark}, 1}));
        part = str_sub(s, whole.n, s.n);
        if (memchr(whole.p, mark == '.' ? ',' : '.', whole.n) != NULL && !is_grouped(whole, mark == '.' ? ',' : '.'))
            return typed;
    }
    for (size_t i = 0; i < whole.n; i++)
        if (whole.p[i] != ' ' && whole.p[i] != '.' && whole.p[i] != ',')
            *p++ = whole.p[i];
    for (size_t i = 0; i < part.n; i++)
        *p++ = i == 0 ? '.' : part.p[i];
    return (struct str){out, (size_t)(p - out)};
}

/* 39,000 where no three places exist is a doubt, not thirty-nine: a silent other number is worse than a question. */
static bool doubtful_places(struct str plain, int places)
{
    size_t point = str_find(plain, STR("."));

    return places < 3 && point < plain.n && plain.n - point - 1 == 3;
}

static bool outside(struct ctx *cx, const struct field *f, struct decimal d)
{
    struct decimal limit;

    if (f->min != NULL && decimal_parse(str_of(f->min), &limit) == OK && decimal_cmp(d, limit) < 0)
        return bad(cx, f, "problem.too_small", f->min) == NULL;
    if (f->max != NULL && decimal_parse(str_of(f->max), &limit) == OK && decimal_cmp(d, limit) > 0)
        return bad(cx, f, "problem.too_large", f->max) == NULL;
    return false;
}

static const char *parse_int(struct ctx *cx, const struct field *f, struct str s)
{
    struct str t = plain_number(cx, s, 0);
    struct decimal d;
    long long n;

    if (!str_int(t, &n))
        return bad(cx, f, "problem.not_integer", copy(cx, s));
    d = decimal_of(n);
    return outside(cx, f, d) ? NULL : arena_printf(cx->mem, "%lld", n);
}

static const char *parse_dec(struct ctx *cx, const struct field *f, struct str s)
{
    struct str plain = plain_number(cx, s, f->scale);
    struct decimal d, r;

    if (decimal_parse(plain, &d) != OK)
        return bad(cx, f, "problem.not_number", copy(cx, s));
    if (decimal_round(d, f->scale, 0, &r) != OK || decimal_cmp(d, r) != 0 || doubtful_places(plain, f->scale))
        return bad(cx, f, "problem.too_many_places", arena_printf(cx->mem, "%d", f->scale));
    int128 limit = 1;
    for (int i = 0; i < f->size - f->scale; i++)
        limit *= 10;
    struct decimal most = {limit, 0}, least = {-limit, 0};
    if (decimal_cmp(d, most) >= 0 || decimal_cmp(d, least) <= 0)
        return bad(cx, f, "problem.too_large", decimal_text(cx->mem, most));
    return outside(cx, f, d) ? NULL : decimal_text(cx->mem, d);
}

static bool date_any(struct str s, struct date *ret_d)
{
    struct str rest = s, part;
    long long v[3];
    int n = 0;

    if (date_parse(s, ret_d))
        return true;
    char sep = memchr(s.p, '/', s.n) != NULL ? '/' : '.';
    while (str_next(&rest, sep, &part))
        if (n == 3 || !str_int(str_trim(part), &v[n++]))
            return false;
    if (n != 3 || v[2] < 1000 || v[2] > 9999 || v[1] < 1 || v[1] > 12 || v[0] < 1 || v[0] > 31 ||
        !date_valid((int)v[2], (int)v[1], (int)v[0]))
        return false;
    *ret_d = (struct date){(int16_t)v[2], (int8_t)v[1], (int8_t)v[0]};
    return true;
}

static const char *parse_date(struct ctx *cx, const struct field *f, struct str s)
{
    struct date d, limit;

    if (!date_any(s, &d))
        return bad(cx, f, "problem.not_date", copy(cx, s));
    if (d.y < 1000 || (f->min != NULL && date_parse(str_of(f->min), &limit) && date_cmp(d, limit) < 0))
        return bad(cx, f, "problem.too_small", f->min != NULL ? f->min : "1000-01-01");
    if ((f->max != NULL && date_parse(str_of(f->max), &limit) && date_cmp(d, limit) > 0) || d.y > 2500)
        return bad(cx, f, "problem.too_large", f->max != NULL ? f->max : "2500-12-31");
    return date_text(cx->mem, d);
}

/* "2026-01-12T01:05:00Z" is UTC; "2026-01-12T08:05" and "12/01/2026 08:05" are the office's time. */
static const char *parse_dt(struct ctx *cx, const struct field *f, struct str s)
{
    bool utc = str_ends(s, "Z");
    size_t at = 0;
    struct date d;
    int h, m, sec = 0;
    char tail[16] = "";

    while (at < s.n && s.p[at] != 'T' && s.p[at] != ' ')
        at++;
    struct str time = str_sub(s, at + 1, s.n - (utc ? 1 : 0));
    if (at + 1 < s.n && time.n < sizeof tail)
        memcpy(tail, time.p, time.n);
    if (!date_any(str_sub(s, 0, at), &d) || sscanf(tail, "%2d:%2d:%2d", &h, &m, &sec) < 2 || h < 0 || h > 23 || m < 0 ||
        m > 59 || sec < 0 || sec > 59)
        return bad(cx, f, "problem.not_time", copy(cx, s));
    int64_t at_utc = date_instant(d, h, m) + sec + (utc ? OFFICE_UTC_OFFSET : 0);
    return instant_iso(cx->mem, at_utc);
}

static const char *parse_year(struct ctx *cx, const struct field *f, struct str s)
{
    long long n;

    if (!str_int(s, &n) || n < 1000 || n > 9999)
        return bad(cx, f, "problem.not_year", copy(cx, s));
    return outside(cx, f, decimal_of(n)) ? NULL : arena_printf(cx->mem, "%lld", n);
}

static const char *parse_bool(struct ctx *cx, const struct field *f, struct str s)
{
    static const char *const yes[] = {"true", "yes", "1", "on", "co", "ja", "x", NULL};
    static const char *const no[] = {"false", "no", "0", "off", "khong", "nein", NULL};
    struct str t = utf8_fold(cx->mem, s);

    for (int i = 0; yes[i] != NULL; i++)
        if (str_is(t, yes[i]))
            return "true";
    for (int i = 0; no[i] != NULL; i++)
        if (str_is(t, no[i]))
            return "false";
    return bad(cx, f, "problem.not_bool", copy(cx, s));
}

static const char *list_of(const struct field *f)
{
    const char *own = field_types[f->type].codes;

    return own != NULL ? own : f->arg;
}

/* By code, else by label in any language (spreadsheets hold labels). */
static const struct code *find_code(struct ctx *cx, const struct code_list *l, struct str s, bool *ret_several)
{
    const struct code *c = code_find(l, s);

    *ret_several = false;
    if (c != NULL || (c = code_named(cx, l, s, ret_several)) != NULL || !*ret_several)
        return c;
    struct str want = utf8_fold(cx->mem, s);
    const struct code *valid = NULL;
    for (unsigned i = 0, n = 0; i < l->n_codes; i++) { /* of an ended one and its successor the one that counts now */
        const struct label *name = &l->codes[i].label;
        bool fits = false;

        for (int g = 0; g < LANG__MAX; g++)
            fits = fits || (name->text[g] != NULL && str_eq(utf8_fold(cx->mem, str_of(name->text[g])), want));
        if (fits && code_is_valid(&l->codes[i], ctx_today(cx)))
            valid = ++n == 1 ? &l->codes[i] : NULL;
    }
    *ret_several = valid == NULL;
    return valid;
}

static bool stands(const struct ctx *cx, const struct code *c)
{
    struct str rest = str_of(cx->standing), word;

    while (cx->standing != NULL && str_next(&rest, ' ', &word))
        if (str_is(word, c->id))
            return true;
    return false;
}

static const struct code *one_code(struct ctx *cx, const struct field *f, struct str s)
{
    const struct code_list *l = code_list_find(list_of(f));
    bool several = false;
    const struct code *c = l == NULL ? NULL : find_code(cx, l, s, &several);

    if (c == NULL || (!code_is_valid(c, ctx_today(cx)) && !stands(cx, c))) {
        (void)bad(cx, f, several ? "problem.several_codes" : c == NULL ? "problem.not_in_list" : "problem.ended",
                  copy(cx, s));
        return NULL;
    }
    return c;
}

static const char *parse_enum(struct ctx *cx, const struct field *f, struct str s)
{
    const struct code *c = one_code(cx, f, s);

    return c == NULL ? NULL : c->id;
}

/* The longest beginning of *rest that ends at a comma and is a label: labels hold blanks and commas themselves
   ("Kinh tế, Thương mại, đầu tư" are two). Empty, and *rest untouched, when there is none. */
static struct str next_label(struct ctx *cx, const struct code_list *l, struct str *rest)
{
    bool several;

    for (size_t end = rest->n;; end--) {
        struct str part = str_trim(str_sub(*rest, 0, end));

        if ((end == rest->n || rest->p[end] == ',') && part.n > 0 && part.n < 400 &&
            find_code(cx, l, part, &several) != NULL) {
            *rest = str_sub(*rest, end < rest->n ? end + 1 : end, rest->n);
            return part;
        }
        if (end == 0)
            return STR("");
    }
}

static const char *parse_multi(struct ctx *cx, const struct field *f, struct str s)
{
    const struct code_list *l = code_list_find(list_of(f));
    struct {
        VEC(const struct code *);
    } v = {0};
    struct buf out;
    struct str rest = s, part, word;
    size_t before = 0;

    while (l != NULL && rest.n > 0) {
        part = next_label(cx, l, &rest);
        if (part.n > 0) {
            const struct code *whole = one_code(cx, f, part);
            if (whole == NULL)
                return NULL;
            vec_push(cx->mem, &v, whole);
            continue;
        }
        if (!str_next(&rest, ',', &part))
            break;
        while (str_next(&part, ' ', &word))
            if (word.n > 0) {
                const struct code *c = one_code(cx, f, word);
                if (c == NULL)
                    return NULL;
                vec_push(cx->mem, &v, c);
            }
    }
    buf_init(&out, cx->mem, 1 << 16);
    for (unsigned i = 0; l != NULL && i < l->n_codes; i++)
        for (size_t k = 0; k < v.n; k++)
            if (strcmp(v.at[k]->id, l->codes[i].id) == 0) {
                buf_printf(&out, "%s%s", before++ > 0 ? " " : "", l->codes[i].id);
                break;
            }
    return before == 0 ? NULL : copy(cx, buf_str(&out));
}

static const char *parse_money(struct ctx *cx, const struct field *f, struct str s)
{
    struct str rest = s, part, amount = {0}, currency = {0}, day = {0};
    struct decimal d, r;
    struct date on;

    while (str_next(&rest, ' ', &part)) {
        if (str_starts(part, "(") && str_ends(part, ")")) /* as it is shown: "39.000.000 USD (31/12/2025)" */
            part = str_sub(part, 1, part.n - 1);
        if (part.n == 0)
            continue;
        if (part.n == 3 && part.p[0] >= 'A' && part.p[0] <= 'Z' && currency.n == 0)
            currency = part;
        else if (amount.n == 0)
            amount = part;
        else if (day.n == 0 && date_any(part, &on))
            day = part;
        else
            return bad(cx, f, "problem.not_money", copy(cx, s));
    }
    int digits = field_currency_digits(currency);
    if (digits < 0)
        return bad(cx, f, "problem.currency", copy(cx, s));
    struct str plain = plain_number(cx, amount, digits);
    if (decimal_parse(plain, &d) != OK)
        return bad(cx, f, "problem.not_number", copy(cx, s));
    if (decimal_round(d, digits, 0, &r) != OK || decimal_cmp(d, r) != 0 || doubtful_places(plain, digits))
        return bad(cx, f, "problem.too_many_places", arena_printf(cx->mem, "%d", digits));
    struct decimal most = decimal_of(1000000000000000LL);
    if (decimal_cmp(d, most) >= 0 || decimal_cmp((struct decimal){-d.n, d.scale}, most) >= 0)
        return bad(cx, f, "problem.too_large", decimal_text(cx->mem, most));
    return arena_printf(cx->mem, "%s %.*s%s%s", decimal_text(cx->mem, d), STR_ARGS(currency), day.n > 0 ? " " : "",
                        day.n > 0 ? date_text(cx->mem, on) : "");
}

static bool degrees(struct str s, int most, struct decimal *ret_d, bool *ret_far)
{
    struct decimal d;

    if (decimal_parse(str_trim(s), &d) != OK || decimal_round(d, 6, 0, &d) != OK)
        return false;
    *ret_far = decimal_cmp(d, decimal_of(most)) > 0 || decimal_cmp(d, decimal_of(-most)) < 0;
    *ret_d = d;
    return true;
}

/* "16.4637, 107.5909", as programs list it "16.4637 107.5909", and with a semicolon also "16,4637; 107,5909". */
static const char *parse_geo(struct ctx *cx, const struct field *f, struct str s)
{
    bool semicolon = memchr(s.p, ';', s.n) != NULL, far_lat, far_lon;
    char mark = semicolon ? ';' : memchr(s.p, ',', s.n) != NULL ? ',' : ' ';
    char *points = arena_strndup(cx->mem, s.p, s.n);
    struct str rest, lat, lon;
    struct decimal a, b;

    for (char *p = points; semicolon && *p != '\0'; p++)
        if (*p == ',')
            *p = '.';
    rest = (struct str){points, s.n};
    if (!str_next(&rest, mark, &lat) || !str_next(&rest, mark, &lon) || rest.p != NULL ||
        !degrees(lat, 90, &a, &far_lat) || !degrees(lon, 180, &b, &far_lon))
        return bad(cx, f, "problem.not_geo", copy(cx, s));
    if (far_lat || far_lon)
        return bad(cx, f, far_lat ? "problem.latitude" : "problem.longitude",
                   copy(cx, str_trim(far_lat ? lat : lon)));
    return arena_printf(cx->mem, "%s,%s", decimal_text(cx->mem, a), decimal_text(cx->mem, b));
}

static const char *parse_phone(struct ctx *cx, const struct field *f, struct str s)
{
    int digits = 0;

    for (size_t i = 0; i < s.n; i++) {
        if (strchr("+0123456789 ()-./;,x", s.p[i]) == NULL || s.p[i] == '\0')
            return bad(cx, f, "problem.not_phone", NULL);
        digits += s.p[i] >= '0' && s.p[i] <= '9';
    }
    return digits < 3 || s.n > 80 ? bad(cx, f, "problem.not_phone", NULL) : copy(cx, s);
}

static const char *parse_email(struct ctx *cx, const struct field *f, struct str s)
{
    size_t at = str_find(s, STR("@"));
    struct str domain = str_sub(s, at + 1, s.n);

    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || strchr("<>()[],;:\\\"", s.p[i]) != NULL)
            return bad(cx, f, "problem.not_email", NULL);
    if (at == 0 || at >= s.n || s.n > 254 || str_find(domain, STR("@")) < domain.n ||
        str_find(domain, STR(".")) >= domain.n || str_starts(domain, ".") || str_ends(domain, ".") ||
        !utf8_valid(s, NULL))
        return bad(cx, f, "problem.not_email", NULL);
    return copy(cx, s);
}

static const char *parse_url(struct ctx *cx, const struct field *f, struct str s)
{
    if (!str_starts(s, "http://") && !str_starts(s, "https://"))
        return bad(cx, f, "problem.not_url", NULL);
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || strchr("<>\"", s.p[i]) != NULL)
            return bad(cx, f, "problem.not_url", NULL);
    return s.n < 12 || s.n > URL_CHARS || !utf8_valid(s, NULL) ? bad(cx, f, "problem.not_url", NULL) : copy(cx, s);
}

/* Stood there before: it stays, although its record may have been hidden from this user since. */
static bool stood(const struct ctx *cx, int64_t id)
{
    struct str rest = str_of(cx->standing), word;
    long long n;

    while (cx->standing != NULL && str_next(&rest, ' ', &word))
        if (str_int(word, &n) && n == id)
            return true;
    return false;
}

/* Where the user works: whoever may not read the register of organisations can still name his own. */
static bool is_ours(const struct ctx *cx, int64_t id)
{
    bool is = id == cx->who.org_id || id == cx->who.unit_id;

    for (size_t i = 0; i < cx->who.n_places; i++)
        is = is || id == cx->who.places[i].org_id || id == cx->who.places[i].unit_id;
    return is;
}

/* What the user may not read is answered like what does not exist. */
static bool may_link(struct ctx *cx, const char *kind, int64_t id)
{
    const char *detail = cx->detail;
    struct record *rec;

    if (cx->who.is_system || stood(cx, id) || is_ours(cx, id))
        return true;
    const struct kind *k = kind_find(kind);
    bool may = k != NULL && record_load_head(cx, k, id, &rec) == OK;
    cx->detail = detail;
    return may;
}

/* A link is given by id, uid ("01J…") or code ("TQ-46-26-0007"). */
static int64_t find_record(struct ctx *cx, const struct field *f, struct str s)
{
    struct rows *r;
    long long id;
    enum status st;

    if (str_int(s, &id))
        st = db_one(cx, &r, "SELECT id, kind FROM record WHERE id = ?", db_i(id));
    else if (s.n == 26)
        st = db_one(cx, &r, "SELECT id, kind FROM record WHERE uid = ?", db_t(s));
    else
        st = db_one(cx, &r, "SELECT id, kind FROM record WHERE code = ?", db_t(s));
    if (st == OK && (f->to_any || (f->target != NULL && strcmp(rows_text(r, "kind"), f->target->id) == 0)) &&
        may_link(cx, rows_text(r, "kind"), rows_int(r, "id")))
        return rows_int(r, "id");
    (void)bad(cx, f, "problem.no_record", copy(cx, s));
    return 0;
}

static const char *parse_ref(struct ctx *cx, const struct field *f, struct str s)
{
    int64_t id = find_record(cx, f, s);

    return id == 0 ? NULL : arena_printf(cx->mem, "%lld", (long long)id);
}

static const char *parse_mref(struct ctx *cx, const struct field *f, struct str s)
{
    struct buf out;
    size_t n = 0;

    buf_init(&out, cx->mem, 1 << 16);
    for (size_t i = 0, from = 0; i <= s.n; i++)
        if (i == s.n || s.p[i] == ' ' || s.p[i] == ',') {
            if (i > from) {
                int64_t id = find_record(cx, f, str_sub(s, from, i));
                if (id == 0)
                    return NULL;
                buf_printf(&out, "%s%lld", n++ > 0 ? " " : "", (long long)id);
            }
            from = i + 1;
        }
    if (buf_status(&out) != OK)
        return bad(cx, f, "problem.too_long", NULL);
    return n == 0 ? NULL : copy(cx, buf_str(&out));
}

/* By id, by login, or by the name that only one account has (exported lists hold names). 0: none. */
static int64_t find_user(struct ctx *cx, struct str s)
{
    struct rows *r;
    long long id;
    enum status st = str_int(s, &id) ? db_one(cx, &r, "SELECT id FROM account WHERE id = ?", db_i(id))
                                     : db_one(cx, &r, "SELECT id FROM account WHERE login = ?", db_t(s));

    if (st != OK && db_one(cx, &r, "SELECT COUNT(*) AS n FROM account WHERE name = ?", db_t(s)) == OK &&
        rows_int(r, "n") == 1)
        st = db_one(cx, &r, "SELECT id FROM account WHERE name = ?", db_t(s));
    return st != OK ? 0 : rows_int(r, "id");
}

static const char *parse_user(struct ctx *cx, const struct field *f, struct str s)
{
    int64_t id = find_user(cx, s);

    return id == 0 ? bad(cx, f, "problem.no_user", copy(cx, s)) : arena_printf(cx->mem, "%lld", (long long)id);
}

static bool add_user(struct ctx *cx, const struct field *f, struct str s, struct buf *out)
{
    int64_t id = find_user(cx, s);
    const char *word = arena_printf(cx->mem, "%lld", (long long)id);
    struct str rest = buf_str(out), one;

    if (id == 0)
        return bad(cx, f, "problem.no_user", copy(cx, s)) != NULL;
    while (str_next(&rest, ' ', &one))
        if (str_is(one, word))
            return true;
    buf_printf(out, "%s%s", out->n > 0 ? " " : "", word);
    return true;
}

/* In the order in which they are named, the first being the main one. Ids and logins stand between blanks or commas,
   names between semicolons or commas. */
static const char *parse_musers(struct ctx *cx, const struct field *f, struct str s)
{
    char *text = arena_strndup(cx->mem, s.p, s.n);
    struct str rest, part, word;
    struct buf out;

    for (char *p = text; *p != '\0'; p++)
        if (*p == ';')
            *p = ',';
    rest = (struct str){text, s.n};
    buf_init(&out, cx->mem, 1 << 16);
    while (str_next(&rest, ',', &part)) {
        part = str_trim(part);
        bool whole = part.n == 0 || find_user(cx, part) != 0 || str_find(part, STR(" ")) == part.n;
        if (whole && part.n > 0 && !add_user(cx, f, part, &out))
            return NULL;
        while (!whole && str_next(&part, ' ', &word))
            if (word.n > 0 && !add_user(cx, f, word, &out))
                return NULL;
    }
    if (buf_status(&out) != OK)
        return bad(cx, f, "problem.too_long", NULL);
    return out.n == 0 ? NULL : copy(cx, buf_str(&out));
}

/* A file comes by upload (attach.h): a number typed here could be that of anybody's file. */
static const char *parse_files(struct ctx *cx, const struct field *f, struct str s)
{
    (void)s;
    return bad(cx, f, "problem.by_upload", NULL);
}

static const char *parse_never(struct ctx *cx, const struct field *f, struct str s)
{
    (void)s;
    return bad(cx, f, "problem.given_by_program", NULL);
}

const struct field_type_row field_types[FT__MAX] = {
    [FT_TEXT] = {"text", "one line", SQL_TEXT, JSON_TEXT, "(size)", "text", true, false, NULL, parse_text},
    [FT_LTEXT] = {"ltext", "several lines", SQL_TEXT, JSON_TEXT, "", "textarea", true, false, NULL, parse_ltext},
    [FT_INT] = {"int", "whole number", SQL_INT, JSON_NUMBER, "", "number", false, false, NULL, parse_int},
    [FT_DEC] = {"dec", "exact decimal number", SQL_SCALED, JSON_NUMBER, "(digits,places)", "number", false, false, NULL,
                parse_dec},
    [FT_MONEY] = {"money", "amount, currency, day of the rate", SQL_MONEY, JSON_MONEY, "", "money", false, false, NULL,
                  parse_money},
    [FT_DATE] = {"date", "a day", SQL_DATE, JSON_TEXT, "", "date", false, false, NULL, parse_date},
    [FT_DT] = {"dt", "an instant", SQL_INSTANT, JSON_TEXT, "", "datetime-local", false, false, NULL, parse_dt},
    [FT_YEAR] = {"year", "a year of four digits", SQL_INT, JSON_NUMBER, "", "number", false, false, NULL, parse_year},
    [FT_BOOL] = {"bool", "yes or no", SQL_BOOL, JSON_BOOL, "", "checkbox", false, false, NULL, parse_bool},
    [FT_ENUM] = {"enum", "one code of a list", SQL_TEXT, JSON_TEXT, ":list", "select", false, false, NULL, parse_enum},
    [FT_MULTI] = {"multi", "several codes of a list", SQL_WORDS, JSON_WORDS, ":list", "select", false, true, NULL,
                  parse_multi},
    [FT_REF] = {"ref", "a link to one record", SQL_REF, JSON_NUMBER, ":kind", "record", false, false, NULL, parse_ref},
    [FT_MREF] = {"mref", "links to several records", SQL_WORDS, JSON_IDS, ":kind", "record", false, true, NULL,
                 parse_mref},
    [FT_COUNTRY] = {"country", "a country, ISO 3166-1 alpha-2", SQL_TEXT, JSON_TEXT, "", "select", false, false,
                    "country", parse_enum},
    [FT_MCOUNTRY] = {"mcountry", "several countries", SQL_WORDS, JSON_WORDS, "", "select", false, true, "country",
                     parse_multi},
    [FT_ADMIN] = {"admin", "province (2 digits) or commune (5 digits) of Viet Nam", SQL_TEXT, JSON_TEXT, "", "select",
                  false, false, "admin", parse_enum},
    [FT_LANG] = {"lang", "a language, ISO 639-1", SQL_TEXT, JSON_TEXT, "", "select", false, false, "lang", parse_enum},
    [FT_MLANG] = {"mlang", "several languages", SQL_WORDS, JSON_WORDS, "", "select", false, true, "lang", parse_multi},
    [FT_GEO] = {"geo", "latitude and longitude in degrees", SQL_GEO, JSON_GEO, "", "text", false, false, NULL,
                parse_geo},
    [FT_PHONE] = {"phone", "telephone number", SQL_TEXT, JSON_TEXT, "", "tel", true, false, NULL, parse_phone},
    [FT_EMAIL] = {"email", "address of electronic mail", SQL_TEXT, JSON_TEXT, "", "email", true, false, NULL,
                  parse_email},
    [FT_URL] = {"url", "address of a page", SQL_TEXT, JSON_TEXT, "", "url", true, false, NULL, parse_url},
    [FT_FILE] = {"file", "one attachment", SQL_WORDS, JSON_IDS, "", "file", false, false, NULL, parse_files},
    [FT_FILES] = {"files", "several attachments", SQL_WORDS, JSON_IDS, "", "file", false, true, NULL, parse_files},
    [FT_USER] = {"user", "an account", SQL_USER, JSON_NUMBER, "", "user", false, false, NULL, parse_user},
    [FT_MUSER] = {"muser", "several accounts, the main one first", SQL_WORDS, JSON_IDS, "", "user", false, true, NULL,
                  parse_musers},
    [FT_ORG] = {"org", "a domestic organisation", SQL_REF, JSON_NUMBER, "", "record", false, false, NULL, parse_ref},
    [FT_AUTO] = {"auto", "a number given by the program", SQL_TEXT, JSON_TEXT, "", "text", true, false, NULL,
                 parse_never},
    [FT_CALC] = {"calc", "worked out by an expression", SQL_NONE, JSON_NONE, "", "", false, false, NULL, parse_never},
    [FT_SUB] = {"sub", "the sub-records of a kind", SQL_NONE, JSON_NONE, ":kind", "", false, true, NULL, parse_never},
};

bool field_type_find(struct str id, enum field_type *ret_t)
{
    if (str_is(id, "rtext"))
        return (*ret_t = FT_LTEXT, true);
    for (int t = 0; t < FT__MAX; t++)
        if (str_is(id, field_types[t].id))
            return (*ret_t = (enum field_type)t, true);
    return false;
}

const char *field_parse(struct ctx *cx, const struct field *f, struct str typed, bool *ret_bad)
{
    struct problem **tail = cx->problems_tail;
    struct str s = str_trim(typed);
    const char *v = s.n == 0 ? NULL : field_types[f->type].parse(cx, f, s);

    *ret_bad = cx->problems_tail != tail;
    return *ret_bad ? NULL : v;
}

const char *field_parse_plain(struct ctx *cx, const struct field *f, struct str text, bool *ret_bad)
{
    bool before = cx->plain;

    cx->plain = true;
    const char *v = field_parse(cx, f, text, ret_bad);
    cx->plain = before;
    return v;
}
