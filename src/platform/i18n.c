/* See i18n.h. */
#include "platform/i18n.h"

#include "base/buf.h"
#include "base/map.h"

static const struct i18n_row *find(struct str key)
{
    size_t mask = i18n_n_slots - 1;

    for (size_t at = (size_t)str_hash(key) & mask;; at = (at + 1) & mask) {
        if (i18n_slots[at] == 0)
            return NULL;
        const struct i18n_row *row = &i18n_rows[i18n_slots[at] - 1];
        if (str_eq(row->key, key))
            return row;
    }
}

struct str i18n_text(enum lang l, const char *key)
{
    struct str k = str_of(key);
    const struct i18n_row *row = find(k);

    return row == NULL ? k : row->text[l];
}

bool i18n_has(const char *key)
{
    return find(str_of(key)) != NULL;
}

const char *i18n_fill(struct ctx *cx, const char *key, const char *arg)
{
    struct str t = i18n_text(cx->lang, key), a = str_of(arg);
    size_t at = str_find(t, STR("{}"));

    if (at == t.n)
        return arena_strndup(cx->mem, t.p, t.n);
    return arena_printf(cx->mem, "%.*s%.*s%.*s", (int)at, t.p, STR_ARGS(a), (int)(t.n - at - 2), t.p + at + 2);
}

const char *i18n_key(size_t i)
{
    return i < i18n_n_rows ? i18n_rows[i].key.p : NULL;
}

const char *i18n_fill_all(struct ctx *cx, const char *key, const char *const *args, size_t n)
{
    struct str s = i18n_text(cx->lang, key);
    struct buf b;

    buf_init(&b, cx->mem, 16384);
    buf_add_c(&b, "");
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '{' && i + 2 < s.n && s.p[i + 2] == '}' && s.p[i + 1] >= '1' && s.p[i + 1] <= '9') {
            size_t at = (size_t)(s.p[i + 1] - '1');

            buf_add_c(&b, at < n && args[at] != NULL ? args[at] : "");
            i += 2;
        } else {
            buf_byte(&b, s.p[i]);
        }
    return buf_str(&b).p;
}

/* printf takes ten times as long, and a page has many dates. */
void i18n_add_digits(struct buf *b, int n, int digits)
{
    char out[4];

    for (int i = digits; i > 0; n /= 10)
        out[--i] = (char)('0' + n % 10);
    buf_add(b, (struct str){out, (size_t)digits});
}

static void day_month_year(struct buf *b, struct date d, char mark)
{
    i18n_add_digits(b, d.d, 2);
    buf_byte(b, mark);
    i18n_add_digits(b, d.m, 2);
    buf_byte(b, mark);
    i18n_add_digits(b, d.y, 4);
}

void i18n_add_date(struct buf *b, enum lang l, struct date d)
{
    static const char *const en[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

    if (!date_is_set(d))
        return;
    if (l == LANG_EN)
        buf_printf(b, "%d %s %d", d.d, en[d.m - 1], d.y);
    else
        day_month_year(b, d, l == LANG_DE ? '.' : '/');
}
