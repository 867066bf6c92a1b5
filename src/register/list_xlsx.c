/* A list as a spreadsheet: the columns that are shown, in their order, of all rows within the filter; numbers, days and
   amounts as such. An amount takes two columns, the number and its currency, so that nobody adds dongs to dollars.
   Not for: CSV and JSON (list_sql.c), the file itself (platform/book.h). */
#include <string.h>

#include "platform/book.h"
#include "platform/i18n.h"
#include "register/list.h"

static const char *text_of(struct ctx *cx, const char *key)
{
    return i18n_text(cx->lang, key).p;
}

static enum status heading(struct ctx *cx, struct book *b, const struct list_query *q)
{
    if (q->kind->code != NULL)
        TRY(book_text(cx, b, text_of(cx, "list.code")));
    for (size_t i = 0; i < q->n_shown; i++) {
        const char *label = label_text(&q->shown[i]->label, cx->lang);

        TRY(book_text(cx, b, label));
        if (q->shown[i]->type == FT_MONEY)
            TRY(book_text(cx, b, i18n_fill(cx, "list.currency_of", label)));
    }
    if (q->kind->n_states > 0)
        TRY(book_text(cx, b, text_of(cx, "list.state")));
    return book_row(cx, b);
}

/* "39000000 USD 2025-12-31": the day of the rate stays with the currency, as the page shows it. */
static enum status money(struct ctx *cx, struct book *b, const char *canonical)
{
    struct str rest = str_of(canonical), amount, currency, day;
    struct date on;

    if (!str_next(&rest, ' ', &amount) || !str_next(&rest, ' ', &currency)) {
        TRY(book_text(cx, b, canonical));
        return book_text(cx, b, NULL);
    }
    const char *unit = arena_strndup(cx->mem, currency.p, currency.n);
    TRY(book_number(cx, b, arena_strndup(cx->mem, amount.p, amount.n), unit));
    if (str_next(&rest, ' ', &day) && date_parse(day, &on))
        unit = arena_printf(cx->mem, "%s (%s)", unit, field_print_date(cx, on));
    return book_text(cx, b, unit);
}

static enum status cell(struct ctx *cx, struct book *b, const struct record *rec, const struct field *f)
{
    const char *v = rec->values[f->index];
    struct date d;
    int64_t at;

    if (v == NULL || access_value(cx, rec, f) == ACCESS_MASK) {
        TRY(book_text(cx, b, record_show(cx, rec, f)));
        return f->type == FT_MONEY ? book_text(cx, b, NULL) : OK;
    }
    switch (f->type) {
    case FT_INT: case FT_DEC:
        return book_number(cx, b, v, NULL);
    case FT_YEAR:
        return book_year(cx, b, v);
    case FT_MONEY:
        return money(cx, b, v);
    case FT_DATE:
        return date_parse(str_of(v), &d) ? book_date(cx, b, d) : book_text(cx, b, v);
    case FT_DT:
        return field_instant(v, &at) ? book_instant(cx, b, at) : book_text(cx, b, v);
    default:
        return book_text(cx, b, record_show(cx, rec, f));
    }
}

struct run {
    const struct list_query *q;
    struct book *book;
    int64_t rows;
};

static enum status row(struct ctx *cx, const struct record *rec, void *arg, bool *ret_keep)
{
    struct run *r = arg;
    int s = rec->state == NULL ? -1 : kind_state(rec->kind, rec->state);

    *ret_keep = false;
    r->rows++;
    if (rec->kind->code != NULL)
        TRY(book_text(cx, r->book, rec->code));
    for (size_t i = 0; i < r->q->n_shown; i++)
        TRY(cell(cx, r->book, rec, r->q->shown[i]));
    if (rec->kind->n_states > 0)
        TRY(book_text(cx, r->book, s < 0 ? "" : label_text(&rec->kind->states[s].label, cx->lang)));
    return book_row(cx, r->book);
}

/* ---- groups: counts and sums, an amount and its currency in a line of its own ---- */

static const char *group_label(struct ctx *cx, const struct list_query *q, const char *value)
{
    const struct field *by = kind_field(q->kind, q->group);
    int s = by == NULL && value != NULL ? kind_state(q->kind, value) : -1;

    if (value == NULL)
        return text_of(cx, "list.group_none");
    return s >= 0 ? label_text(&q->kind->states[s].label, cx->lang) : by != NULL ? field_print(cx, by, value) : value;
}

static enum status group_line(struct ctx *cx, struct book *b, const char *label, int64_t n, const struct list_sum *s)
{
    TRY(book_text(cx, b, label));
    TRY(book_number(cx, b, arena_printf(cx->mem, "%lld", (long long)n), NULL));
    if (s != NULL) {
        TRY(book_text(cx, b, label_text(&s->field->label, cx->lang)));
        TRY(book_number(cx, b, s->sum, s->currency));
        TRY(book_text(cx, b, s->currency));
    }
    return book_row(cx, b);
}

static enum status group_lines(struct ctx *cx, struct book *b, const char *label, const struct list_total *t)
{
    if (t->sums.n == 0)
        return group_line(cx, b, label, t->n, NULL);
    for (size_t i = 0; i < t->sums.n; i++)
        TRY(group_line(cx, b, label, t->n, &t->sums.at[i]));
    return OK;
}

static enum status groups(struct ctx *cx, struct run *r, struct list_query *q)
{
    static const char *const heads[] = {"list.group_count", "list.sum_of", "list.total", "list.currency"};
    const struct field *by = kind_field(q->kind, q->group);
    struct list_total *g, all;
    size_t n;

    TRY(list_sums_grouped(cx, q, &g, &n));
    TRY(list_sums(cx, q, &all));
    TRY(book_sheet(cx, r->book, text_of(cx, "list.group"), true));
    TRY(book_text(cx, r->book, by != NULL ? label_text(&by->label, cx->lang) : text_of(cx, "list.state")));
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        TRY(book_text(cx, r->book, text_of(cx, heads[i])));
    TRY(book_row(cx, r->book));
    for (size_t i = 0; i < n; i++)
        TRY(group_lines(cx, r->book, group_label(cx, q, g[i].value), &g[i]));
    return group_lines(cx, r->book, text_of(cx, "list.total"), &all);
}

/* What the table is, on a sheet of its own: it is sent on without the page that it came from. */
static enum status about(struct ctx *cx, struct run *r, const char *words)
{
    const struct list_query *q = r->q;
    struct book *b = r->book;
    const char *address = list_url(cx, q, "page", NULL);
    const struct {
        const char *key, *value;
    } lines[] = {{"list.about_register", label_text(&q->kind->plural, cx->lang)},
                 {"list.filter", words},
                 {"list.about_address", arena_printf(cx->mem, "/%s%s%s", q->kind->id, *address ? "?" : "", address)},
                 {"list.about_by", cx->who.name}};

    TRY(book_sheet(cx, b, text_of(cx, "list.about"), false));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        TRY(book_text(cx, b, text_of(cx, lines[i].key)));
        TRY(book_text(cx, b, lines[i].value));
        TRY(book_row(cx, b));
    }
    TRY(book_text(cx, b, text_of(cx, "list.about_at")));
    TRY(book_instant(cx, b, ctx_now(cx)));
    TRY(book_row(cx, b));
    TRY(book_text(cx, b, text_of(cx, "list.group_count")));
    TRY(book_number(cx, b, arena_printf(cx->mem, "%lld", (long long)r->rows), NULL));
    return book_row(cx, b);
}

enum status list_xlsx(struct ctx *cx, struct list_query *q, size_t max, struct str *ret_bytes)
{
    struct run r = {.q = q};
    int64_t n;
    const char *title = label_text(&q->kind->plural, cx->lang), *words = list_words(cx, q);

    q->right = RIGHT_EXPORT;
    TRY(list_count(cx, q, &n));
    if (n >= BOOK_ROWS_MAX) {
        (void)ctx_problem(cx, "", "problem.export_rows", NULL);
        return ctx_fail(cx, E_TOOBIG, "%lld records do not fit on a sheet", (long long)n);
    }
    TRY(book_new(cx, &(struct book_about){title, cx->who.name, words}, &r.book));
    TRY(book_sheet(cx, r.book, title, true));
    TRY(heading(cx, r.book, q));
    TRY(list_each(cx, q, row, &r));
    if (q->group != NULL)
        TRY(groups(cx, &r, q));
    TRY(about(cx, &r, words));
    return book_done(cx, r.book, max, ret_bytes);
}
