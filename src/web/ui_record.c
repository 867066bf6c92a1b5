/* See ui_record.h. */
#include "web/ui_record.h"

#include <string.h>

#include "base/vec.h"
#include "platform/i18n.h"
#include "register/attach.h"
#include "register/code.h"
#include "register/condition.h"
#include "web/ui_pick.h"

const char *ui_record_href(struct ctx *cx, const struct kind *k, int64_t id)
{
    struct buf b;

    buf_init(&b, cx->mem, 128);
    buf_reserve(&b, 64);
    buf_byte(&b, '/');
    buf_add_c(&b, k->id);
    buf_byte(&b, '/');
    buf_int(&b, id);
    return buf_str(&b).p;
}

void ui_record_state(struct ctx *cx, struct html *h, const struct kind *k, const char *state)
{
    int i = state == NULL ? -1 : kind_state(k, state);

    if (i >= 0)
        ui_badge(h, k->states[i].color, label_text(&k->states[i].label, cx->lang));
    else if (state != NULL)
        ui_badge(h, "gray", state);
}

static void link_to(struct html *h, const char *href, const char *text)
{
    html(h, "<a href=\"");
    html_href(h, str_of(href));
    html(h, "\">");
    html_text(h, text);
    html(h, "</a>");
}

static void links(struct ctx *cx, struct html *h, const struct field *f, const char *canonical)
{
    struct str rest = str_of(canonical), word;
    struct record *other;
    size_t n = 0;
    long long id;

    while (str_next(&rest, ' ', &word)) {
        if (!str_int(word, &id))
            continue;
        const char *title = record_title_in(cx, f->target, id);
        if (n++ > 0)
            html(h, "<br>");
        if (title == NULL)
            html(h, "•••"); /* the user may not read it */
        else if (f->target != NULL)
            link_to(h, ui_record_href(cx, f->target, id), title);
        else if (record_load(cx, NULL, id, &other) == OK)
            link_to(h, ui_record_href(cx, other->kind, id), title);
    }
}

static void files(struct ctx *cx, struct html *h, const struct record *rec, const char *canonical)
{
    struct attachment *all;
    struct str rest = str_of(canonical), word;
    size_t n;
    long long id;

    if (attach_list(cx, rec, &all, &n) != OK)
        return;
    while (str_next(&rest, ' ', &word))
        for (size_t i = 0; str_int(word, &id) && i < n; i++)
            if (all[i].id == id) {
                link_to(h, arena_printf(cx->mem, "/file/%lld", id), all[i].name);
                html(h, "<br>");
            }
}

/* An address somewhere else: opened only by the user's click, without telling where from. */
static void outside(struct html *h, const char *url)
{
    html(h, "<a rel=\"noopener noreferrer nofollow\" target=\"_blank\" href=\"");
    html_attr(h, url);
    html(h, "\">");
    html_text(h, url);
    html(h, "</a>");
}

void ui_record_value(struct ctx *cx, struct html *h, const struct record *rec, const struct field *f)
{
    const char *canonical = rec->values[f->index];

    if (canonical == NULL)
        return;
    if (access_value(cx, rec, f) == ACCESS_MASK) {
        html_text(h, record_show(cx, rec, f));
        return;
    }
    switch (f->type) {
    case FT_REF: case FT_MREF: case FT_ORG:
        links(cx, h, f, canonical);
        break;
    case FT_FILE: case FT_FILES:
        files(cx, h, rec, canonical);
        break;
    case FT_URL:
        outside(h, canonical);
        break;
    case FT_EMAIL:
        html(h, "<a href=\"mailto:");
        html_url(h, canonical);
        html(h, "\">");
        html_text(h, canonical);
        html(h, "</a>");
        break;
    case FT_GEO:
        html_text(h, field_print_geo(cx, canonical));
        break;
    case FT_LTEXT:
        html(h, "<div class=\"lines\">");
        html_text(h, record_show(cx, rec, f));
        html(h, "</div>");
        break;
    default:
        html_text(h, record_show(cx, rec, f));
    }
}

bool ui_record_is_masked(struct ctx *cx, const struct record *rec, const struct field *f)
{
    return rec->loaded[f->index] != NULL && access_value(cx, rec, f) == ACCESS_MASK;
}

bool ui_record_is_input(const struct field *f)
{
    return !f->given && f->type != FT_SUB && f->type != FT_FILE && f->type != FT_FILES && f->via == NULL;
}

const struct ui_option *ui_record_options(struct ctx *cx, const struct field *f, const char *value, size_t *ret_n)
{
    const char *list = field_types[f->type].codes != NULL ? field_types[f->type].codes : f->arg;
    const struct code_list *l = list == NULL ? NULL : code_list_find(list);
    struct {
        VEC(struct ui_option);
    } v = {0};

    for (unsigned i = 0; l != NULL && i < l->n_codes; i++)
        if (code_is_valid(&l->codes[i], ctx_today(cx)) || ui_word_in(value, l->codes[i].id))
            vec_push(cx->mem, &v, (struct ui_option){l->codes[i].id, label_text(&l->codes[i].label, cx->lang)});
    *ret_n = v.n;
    return v.at;
}

/* "2026-01-12T01:05:00Z" to what an input of type datetime-local takes: the office's time. */
static const char *local_time(struct ctx *cx, const char *value)
{
    struct date d;
    struct str s = str_of(value);
    long long hour, minute;

    if (s.n != 20 || !str_ends(s, "Z") || !date_parse(str_sub(s, 0, 10), &d) ||
        !str_int(str_sub(s, 11, 13), &hour) || !str_int(str_sub(s, 14, 16), &minute))
        return value;
    const char *text = instant_text(cx->mem, date_instant(d, (int)hour, (int)minute) + OFFICE_UTC_OFFSET);
    return arena_printf(cx->mem, "%.10sT%s", text, text + 11);
}

static const char *const currencies[] = {"VND", "USD", "EUR", "JPY", "KRW", "CNY", "LAK", "THB", "SGD", "AUD", "GBP",
                                         "CHF", "RUB", "CAD", "TWD"};

/* Canonical or as typed: "39000000 USD 2025-12-31". Read from its end, so that an amount with blanks stays whole. */
static void money_parts(struct ctx *cx, const char *value, const char *part[3])
{
    struct str s = value == NULL ? STR("") : str_trim(str_of(value)), last;
    struct date d;

    part[0] = part[1] = part[2] = "";
    for (int i = 2; i > 0; i--) {
        size_t blank = s.n;

        while (blank > 0 && s.p[blank - 1] != ' ')
            blank--;
        last = str_sub(s, blank, s.n);
        if (i == 2 ? !date_parse(last, &d) : last.n != 3 || field_currency_digits(last) < 0)
            continue;
        part[i] = arena_strndup(cx->mem, last.p, last.n);
        s = str_trim(str_sub(s, 0, blank));
    }
    part[0] = arena_strndup(cx->mem, s.p, s.n);
}

static void money(struct ctx *cx, struct html *h, struct ui_field *in, const char *value)
{
    struct ui_option options[sizeof currencies / sizeof *currencies];
    const char *part[3];

    money_parts(cx, value, part);
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        options[i] = (struct ui_option){currencies[i], currencies[i]};
    in->type = "text";
    in->value = part[0];
    in->width = 4;
    html(h, "<div class=\"col-12\"><div class=\"row\">");
    ui_field(h, in);
    ui_field(h, &(struct ui_field){.name = arena_printf(cx->mem, "%s.currency", in->name),
                                   .label = ui_text(cx, "form.currency"), .type = "select",
                                   .value = part[1], .options = options,
                                   .n_options = sizeof currencies / sizeof *currencies, .width = 4});
    ui_field(h, &(struct ui_field){.name = arena_printf(cx->mem, "%s.on", in->name),
                                   .label = ui_text(cx, "form.rate_date"), .type = "date", .value = part[2],
                                   .width = 4});
    html(h, "</div></div>");
}

enum status ui_record_changes(struct ctx *cx, struct html *h, const struct history_row *row, const char *before)
{
    struct history_change *all;
    size_t n;

    TRY(history_diff(cx, row->head->kind, before, row->body, &all, &n));
    if (n == 0)
        return OK;
    html(h, "<ul class=\"diff list-unstyled\">");
    for (size_t i = 0; i < n; i++) {
        html(h, "<li>");
        html_text(h, all[i].field != NULL ? label_text(&all[i].field->label, cx->lang) : all[i].name);
        html(h, ": <del>");
        html_text(h, history_show(cx, row, &all[i], all[i].before));
        html(h, "</del> → <ins>");
        html_text(h, history_show(cx, row, &all[i], all[i].after));
        html(h, "</ins></li>");
    }
    html(h, "</ul>");
    return OK;
}

const char *ui_record_basis(struct ctx *cx, const char *basis)
{
    static const struct {
        const char *as_written, *key;
    } words[] = {{"Law ", "basis.law"},           {"Decree ", "basis.decree"}, {"Decision ", "basis.decision"},
                 {"Circular ", "basis.circular"}, {"Arts ", "basis.article"},  {"Art. ", "basis.article"},
                 {"Annex ", "basis.annex"},       {"Letter ", "basis.letter"},     {NULL, NULL}};
    struct str rest = str_of(basis);
    struct buf b;

    if (basis == NULL || cx->lang == LANG_EN)
        return basis;
    buf_init(&b, cx->mem, 4000);
    while (rest.n > 0) {
        size_t i = 0, taken = 1;

        while (words[i].key != NULL && !str_starts(rest, words[i].as_written))
            i++;
        if (words[i].key != NULL) {
            taken = str_of(words[i].as_written).n;
            buf_add(&b, i18n_text(cx->lang, words[i].key));
            buf_byte(&b, ' ');
        } else {
            buf_byte(&b, rest.p[0]);
        }
        rest = str_sub(rest, taken, rest.n);
    }
    return arena_strndup(cx->mem, buf_str(&b).p, buf_str(&b).n);
}

const char *ui_record_login(struct ctx *cx, const char *login)
{
    return login != NULL && strcmp(login, "system") == 0 ? ui_text(cx, "history.by_program") : login;
}

static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Every field once, in the order of the expression. */
const char *ui_record_made_of(struct ctx *cx, const struct kind *k, const char *expr)
{
    const struct field **named = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof(const struct field *));
    struct str s = str_of(expr);
    struct buf b;
    size_t n = 0;
    bool quoted = false;

    buf_init(&b, cx->mem, 1 << 16);
    for (size_t i = 0, end, at; i < s.n; i = end) {
        const struct field *f;

        for (end = i; end < s.n && in_word(s.p[end]); end++)
            ;
        f = quoted || end == i || (i > 0 && s.p[i - 1] == '.') ? NULL : kind_field_n(k, str_sub(s, i, end));
        end += end == i;
        quoted = s.p[i] == '\'' ? !quoted : quoted;
        for (at = 0; f != NULL && at < n && named[at] != f; at++)
            ;
        if (f == NULL || at < n)
            continue;
        named[n++] = f;
        buf_printf(&b, "%s%s", b.n > 0 ? ", " : "", label_text(&f->label, cx->lang));
    }
    return n == 0 ? NULL : arena_strndup(cx->mem, buf_str(&b).p, buf_str(&b).n);
}

static bool is_file(const struct field *f)
{
    return f->type == FT_FILE || f->type == FT_FILES;
}

static void problem_field(struct ctx *cx, struct html *h, const struct kind *k, const char *name, bool has_files)
{
    const struct field *f = kind_field(k, name);
    bool whole = strcmp(name, ATTACH_WHOLE) == 0;

    if (f == NULL && !whole)
        return;
    const char *label = whole ? ui_text(cx, "record.files") : label_text(&f->label, cx->lang);
    if (whole || is_file(f) ? has_files : ui_record_is_input(f))
        link_to(h, arena_printf(cx->mem, "#f-%s", name), label);
    else
        html_text(h, label);
    html(h, ": ");
}

void ui_record_problems(struct ctx *cx, struct html *h, const struct kind *k, bool has_files)
{
    if (cx->problems == NULL)
        return;
    ui_problems_begin(h);
    for (const struct problem *p = cx->problems; p != NULL; p = p->next) {
        html(h, "<li>");
        problem_field(cx, h, k, p->field, has_files);
        html_text(h, ui_problem_text(cx, p));
        html(h, "</li>");
    }
    ui_problems_end(h);
}

static int width_of(const struct field *f)
{
    if (f->type == FT_LTEXT || f->type == FT_MREF || (f->type == FT_TEXT && f->size > 120))
        return 12;
    return 6;
}

static void pick_type(struct ctx *cx, const struct field *f, const char *value, struct ui_field *in)
{
    switch (f->type) {
    case FT_ENUM: case FT_COUNTRY: case FT_LANG:
        in->type = "select";
        in->options = ui_record_options(cx, f, value, &in->n_options);
        break;
    case FT_MULTI:
        in->type = "multi";
        in->options = ui_record_options(cx, f, value, &in->n_options);
        break;
    case FT_BOOL: {
        struct ui_option *yes_no = arena_alloc(cx->mem, 2 * sizeof *yes_no);
        yes_no[0] = (struct ui_option){"true", ui_text(cx, "value.yes")};
        yes_no[1] = (struct ui_option){"false", ui_text(cx, "value.no")};
        in->type = "select";
        in->options = yes_no;
        in->n_options = 2;
        break;
    }
    case FT_DT:
        in->type = "datetime-local";
        in->value = value == NULL ? NULL : local_time(cx, value);
        break;
    case FT_INT: case FT_DEC: case FT_YEAR: case FT_GEO:
        in->type = "text"; /* numbers are typed as the language writes them */
        break;
    default:
        in->type = field_types[f->type].input;
    }
    if (f->type == FT_TEXT && f->size > 0)
        in->max = f->size;
}

/* A condition in words; one that has none (it looks at another record, say) is only said to be there. */
static const char *asked_if(struct ctx *cx, const struct kind *k, const char *condition)
{
    struct condition_set set;

    if (condition_read(cx, k, condition, &set))
        return i18n_fill(cx, "form.required_when", condition_words(cx, k, &set));
    return ui_text(cx, "form.required_sometimes");
}

/* When a field that is not asked for now will be: from a state on, or under a condition. NULL: never. */
static const char *asked_when(struct ctx *cx, const struct kind *k, const struct field *f)
{
    if (f->required_state >= 0)
        return i18n_fill(cx, "form.required_from", label_text(&k->states[f->required_state].label, cx->lang));
    if (f->required_if != NULL)
        return asked_if(cx, k, f->required_if);
    return NULL;
}

const char *ui_record_help(struct ctx *cx, const struct kind *k, const struct field *f, bool required)
{
    const char *own = label_text(&f->help, cx->lang), *when = required ? NULL : asked_when(cx, k, f);
    const char *help = *own != 0 ? own : ui_record_basis(cx, f->basis);

    return help == NULL ? when : when == NULL ? help : arena_printf(cx->mem, "%s · %s", help, when);
}

void ui_record_input(struct ctx *cx, struct web *w, const struct kind *k, const struct field *f, const char *value,
                     const char *error, bool required)
{
    struct ui_field in = {.name = f->id, .label = label_text(&f->label, cx->lang), .type = "text", .value = value,
                          .help = ui_record_help(cx, k, f, required), .error = error,
                          .required = required, .width = width_of(f)};

    if (f->type == FT_MONEY) {
        money(cx, &w->h, &in, value);
        return;
    }
    if (ui_pick_is(f)) {
        ui_pick_input(cx, w, k, f, &in);
        return;
    }
    pick_type(cx, f, value, &in);
    if (required && strcmp(in.type, "select") == 0)
        in.placeholder = ui_text(cx, "ui.choose");
    ui_field(&w->h, &in);
}

/* ".currency" and ".on" of an amount of money, ".q" of a search box; its own name gives "". NULL: another field's. */
static const char *part_of(const struct field *f, struct str name)
{
    size_t n = strlen(f->id);

    if (name.n < n || memcmp(name.p, f->id, n) != 0)
        return NULL;
    struct str rest = str_sub(name, n, name.n);
    if (rest.n == 0)
        return "";
    if (str_is(rest, ".q") && ui_pick_is(f))
        return ".q";
    if (f->type == FT_MONEY && str_is(rest, ".currency"))
        return ".currency";
    return f->type == FT_MONEY && str_is(rest, ".on") ? ".on" : NULL;
}

bool ui_record_typed(struct ctx *cx, const struct http_form *form, const struct field *f, const char **ret_typed)
{
    struct buf b;
    bool found = false;

    buf_init(&b, cx->mem, 4 << 20);
    for (size_t i = 0; i < form->n; i++) {
        const char *part = part_of(f, form->at[i].name);

        if (part == NULL || strcmp(part, ".q") == 0)
            continue;
        found = true;
        if (form->at[i].value.n == 0 || (*part != '\0' && b.n == 0))
            continue; /* a currency or a day without an amount is nothing */
        if (b.n > 0)
            buf_byte(&b, ' ');
        buf_add(&b, form->at[i].value);
    }
    if (found)
        *ret_typed = arena_strndup(cx->mem, buf_str(&b).p, buf_str(&b).n);
    return found;
}

const struct field *ui_record_named(const struct kind *k, struct str name)
{
    static const char *const parts[] = {".currency", ".on", ".q"};
    const struct field *f = kind_field_n(k, name);

    for (size_t i = 0; f == NULL && i < sizeof parts / sizeof *parts; i++)
        if (str_ends(name, parts[i])) {
            f = kind_field_n(k, str_sub(name, 0, name.n - strlen(parts[i])));
            f = f != NULL && part_of(f, name) != NULL ? f : NULL;
        }
    return f;
}
