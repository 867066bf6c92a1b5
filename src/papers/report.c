/* See report.h. */
#include "papers/report.h"

#include <string.h>

#include "base/buf.h"
#include "ledger/algebra_rule.h"
#include "ledger/source.h"
#include "papers/report_words.h"
#include "platform/db.h"
#include "platform/i18n.h"
#include "register/code.h"
#include "register/list.h"

enum { MAX_ITEMS = 100 };

struct building {
    struct ctx *cx;
    struct report_words words;
    struct report *r;
    struct reconcile_lines lines;
    struct {
        VEC(struct report_section);
    } sections;
    struct {
        VEC(struct report_note);
    } notes;
};

/* The register's number when it holds at least what was published, or when what is missing was moved on since. */
static bool is_computed(const struct reconcile_line *l)
{
    if (!l->has_listed)
        return false;
    return l->gap != RECONCILE_SHORT || (l->why_key != NULL && strcmp(l->why_key, "reconcile.moved") == 0);
}

static enum status quote_of(struct building *b, const struct observation *o, const char **ret_quote,
                            const char **ret_where)
{
    struct ctx *cx = b->cx;
    struct rows *r;
    struct buf where;
    struct date day;

    TRY(db_one(cx, &r,
        "SELECT v.body, v.file_name, v.lang, t.title, t.published FROM source_version v"
        " JOIN source_text t ON t.id = v.text_id WHERE v.id = ?",
        db_i(o->version_id)));
    struct str s = str_sub(rows_str(r, "body"), o->sent_start, o->sent_end);
    *ret_quote = arena_strndup(cx->mem, s.p, s.n);
    buf_init(&where, cx->mem, 16384);
    buf_printf(&where, "%s, ", rows_text(r, "title"));
    if (date_parse(rows_str(r, "published"), &day))
        i18n_add_date(&where, b->words.lang, day);
    else
        buf_add_c(&where, rows_text(r, "file_name"));
    *ret_where = buf_str(&where).p;
    return OK;
}

static enum status add_note(struct building *b, const struct reconcile_line *l, bool computed, int *ret_no)
{
    struct ctx *cx = b->cx;
    struct report_note n = {.no = (int)b->notes.n + 1, .computed = computed, .record_url = l->url};
    const char *where = "", *listed = arena_printf(cx->mem, "%lld", (long long)l->listed);
    struct buf text;

    buf_init(&text, cx->mem, 16384);
    buf_add_c(&text, "");
    if (computed)
        buf_printf(&text, "%s ", report_words_fill(cx, report_words_text(cx, &b->words, "note", "computed"), "{1}",
            listed));
    if (l->has_stated) {
        const char *said = report_words_number(cx, &b->words, &l->stated.value, l->stated.approx, l->stated.currency);

        n.observation_id = l->stated.id;
        if (l->stated.version_id != 0)
            TRY(quote_of(b, &l->stated, &n.quote, &where));
        buf_printf(&text, "%s ", report_words_fill(cx, report_words_fill(cx,
            report_words_text(cx, &b->words, "note", "stated"), "{1}", said), "{2}", where));
    }
    if (!computed && l->has_listed)
        buf_printf(&text, "%s ", report_words_fill(cx, report_words_text(cx, &b->words, "note", "gap"), "{1}", listed));
    if (!l->has_listed)
        buf_add_c(&text, report_words_text(cx, &b->words, "note", "no_register"));
    TRY(buf_status(&text));
    struct str s = str_trim(buf_str(&text));
    n.text = arena_strndup(cx->mem, s.p, s.n);
    vec_push(cx->mem, &b->notes, n);
    *ret_no = n.no;
    return OK;
}

/* Titles of the records behind a computed number, as they stand in the register: names are never translated. */
static enum status add_items(struct building *b, const struct reconcile_line *l, struct report_sentence *s)
{
    struct ctx *cx = b->cx;
    const struct kind *k = kind_find(l->def->records.kind);
    const char *params = strchr(l->url, '?');
    struct list_query *q;
    struct list_page page;

    TRY(list_parse(cx, k, str_of(params != NULL ? params + 1 : ""), &q));
    q->per = MAX_ITEMS;
    TRY(list_run(cx, q, &page));
    s->items = arena_alloc(cx->mem, (page.n + 1) * sizeof *s->items);
    for (size_t i = 0; i < page.n; i++)
        s->items[s->n_items++] = (struct report_item){page.rows[i]->title,
            arena_printf(cx->mem, "/%s/%lld", k->id, (long long)page.rows[i]->id)};
    return OK;
}

static bool is_plan(const struct reconcile_line *l)
{
    const char *status = l->has_stated ? l->stated.status : NULL;

    return l->def->kind == OBSERVATION_PIPELINE ||
           (status != NULL && (strcmp(status, "planned") == 0 || strcmp(status, "wish") == 0));
}

/* E_NOTFOUND: the report says nothing about this indicator. */
static enum status make_sentence(struct building *b, const struct reconcile_line *l, struct report_sentence *ret_s)
{
    struct ctx *cx = b->cx;
    const struct yaml_node *row = report_words_sentence(&b->words, l->def->id);
    bool computed = is_computed(l), plan = is_plan(l);
    struct interval value = computed ? interval_exact(decimal_of(l->listed)) : l->stated.value;
    const char *pattern = NULL;
    struct report_sentence s = {.def = l->def};

    if (row == NULL || (!computed && !l->has_stated) || (computed && l->listed == 0 && !l->has_stated))
        return E_NOTFOUND;
    if (interval_is_exact(&value) && decimal_cmp(value.low, decimal_of(1)) == 0)
        pattern = report_words_of(cx, &b->words, row, "one");
    if (pattern == NULL)
        pattern = report_words_of(cx, &b->words, row, plan ? "plan" : "done");
    if (pattern == NULL)
        return E_NOTFOUND;
    pattern = report_words_fill(cx, pattern, "{year}", arena_printf(cx->mem, "%d", b->r->year));
    const char *mark = strstr(pattern, "{n}");
    if (mark == NULL)
        return E_NOTFOUND;
    s.before = arena_strndup(cx->mem, pattern, (size_t)(mark - pattern));
    s.after = mark + 3;
    s.number = report_words_number(cx, &b->words, &value, !computed && l->stated.approx,
        computed ? NULL : l->stated.currency);
    TRY(add_note(b, l, computed, &s.note));
    if (computed && l->listed > 0)
        TRY(add_items(b, l, &s));
    *ret_s = s;
    return OK;
}

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* One section with the sentences of a pillar and field (NULL: of the plan). *ret_n: how many there were. */
static enum status add_sentences(struct building *b, const char *pillar, const char *field,
                                 struct report_section *section, size_t *ret_n)
{
    struct {
        VEC(struct report_sentence);
    } list = {0};

    for (size_t i = 0; i < b->lines.n; i++) {
        const struct reconcile_line *l = &b->lines.at[i];
        bool here = pillar == NULL ? is_plan(l)
                                   : !is_plan(l) && same(l->def->pillar, pillar) && same(l->def->field, field);
        struct report_sentence s;

        if (!here)
            continue;
        enum status st = make_sentence(b, l, &s);
        if (st == E_NOTFOUND)
            continue;
        TRY(st);
        vec_push(b->cx->mem, &list, s);
    }
    section->sentences = list.at;
    *ret_n = section->n_sentences = list.n;
    return OK;
}

static enum status add_pillar(struct building *b, const char *pillar)
{
    struct ctx *cx = b->cx;
    const struct code_list *fields = code_list_find("field");
    size_t at = b->sections.n, all = 0, n;

    vec_push(cx->mem, &b->sections,
        (struct report_section){.heading = report_words_text(cx, &b->words, "pillars", pillar), .level = 2});
    for (unsigned i = 0; fields != NULL && i < fields->n_codes; i++) {
        struct report_section s = {.heading = code_label("field", fields->codes[i].id, b->r->lang), .level = 3};

        TRY(add_sentences(b, pillar, fields->codes[i].id, &s, &n));
        if (n > 0)
            vec_push(cx->mem, &b->sections, s);
        all += n;
    }
    if (all == 0)
        b->sections.at[at].empty = report_words_text(cx, &b->words, NULL, "empty");
    return OK;
}

enum status report_year(struct ctx *cx, const struct indicators *all, int year, const char *subject, enum lang lang,
                        struct report *ret_report)
{
    static const char *const pillars[] = {"party", "state", "people"};
    struct report r = {.year = year, .lang = lang};
    struct building b = {.cx = cx, .r = &r};
    struct report_section plan = {.level = 2};
    size_t n;

    TRY(report_words_open(cx, lang, &b.words));
    TRY(reconcile_year(cx, all, year, subject, &b.lines));
    r.title = report_words_fill(cx, report_words_text(cx, &b.words, NULL, "title"), "{year}",
        arena_printf(cx->mem, "%d", year));
    r.notes_title = report_words_text(cx, &b.words, NULL, "notes_title");
    for (size_t i = 0; i < 3; i++)
        TRY(add_pillar(&b, pillars[i]));
    plan.heading = report_words_text(cx, &b.words, NULL, "plan_title");
    TRY(add_sentences(&b, NULL, NULL, &plan, &n));
    if (n == 0)
        plan.empty = report_words_text(cx, &b.words, NULL, "empty");
    vec_push(cx->mem, &b.sections, plan);
    r.sections = b.sections.at;
    r.n_sections = b.sections.n;
    r.notes = b.notes.at;
    r.n_notes = b.notes.n;
    *ret_report = r;
    return OK;
}

static void sentence_text(struct buf *b, const struct report_sentence *s, bool with_notes)
{
    buf_add_c(b, s->before);
    buf_add_c(b, s->number);
    if (with_notes)
        buf_printf(b, " [%d]", s->note);
    buf_add_c(b, s->after);
    buf_byte(b, '\n');
    for (size_t i = 0; with_notes && i < s->n_items; i++)
        buf_printf(b, "  – %s\n", s->items[i].title);
}

enum status report_text(struct ctx *cx, const struct report *r, bool with_notes, struct str *ret_text)
{
    struct buf b;

    buf_init(&b, cx->mem, 4 << 20);
    buf_printf(&b, "%s\n", r->title);
    for (size_t i = 0; i < r->n_sections; i++) {
        const struct report_section *s = &r->sections[i];

        buf_printf(&b, "\n%s\n\n", s->heading);
        for (size_t j = 0; j < s->n_sentences; j++)
            sentence_text(&b, &s->sentences[j], with_notes);
        if (s->empty != NULL)
            buf_printf(&b, "%s\n", s->empty);
    }
    if (with_notes && r->n_notes > 0) {
        buf_printf(&b, "\n%s\n\n", r->notes_title);
        for (size_t i = 0; i < r->n_notes; i++) {
            buf_printf(&b, "[%d] %s", r->notes[i].no, r->notes[i].text);
            if (r->notes[i].quote != NULL)
                buf_printf(&b, " «%s»", r->notes[i].quote);
            if (r->notes[i].record_url != NULL)
                buf_printf(&b, " %s", r->notes[i].record_url);
            buf_byte(&b, '\n');
        }
    }
    TRY(buf_status(&b));
    *ret_text = buf_str(&b);
    return OK;
}
