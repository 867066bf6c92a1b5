/* See finding.h. */
#include "ledger/finding.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/finding_words.h"
#include "ledger/observation_store.h"
#include "ledger/source.h"
#include "platform/db.h"
#include "platform/i18n.h"

static const char *piece(struct ctx *cx, struct str body, int64_t start, int64_t end)
{
    if (start < 0 || end < start)
        return NULL;
    struct str s = str_sub(body, (size_t)start, (size_t)end);
    return arena_strndup(cx->mem, s.p, s.n);
}

static int64_t place(struct rows *r, const char *column)
{
    return rows_null(r, column) ? -1 : rows_int(r, column);
}

static enum status kept(struct ctx *cx, const struct finding_query *q, struct finding_rows *list)
{
    const struct finding_words *words;
    struct rows *r;

    TRY(finding_words_open(cx, &words));
    TRY(db_query(cx, &r,
        "SELECT f.id, f.cls, f.rule, f.message_key, f.arg1, f.arg2, f.arg3, f.message, f.text_id, f.version_id,"
        " f.o_start, f.o_stop, f.start, f.stop, f.state, f.decided_by, f.note, v.lang, t.title,"
        " t.published, t.original_id, v.body,"
        " o.body AS o_body FROM finding f JOIN source_version v ON v.id = f.version_id"
        " JOIN source_text t ON t.id = f.text_id JOIN source_version o ON o.id = t.original_id"
        " WHERE (? = 0 OR t.year = ?) AND (? = 0 OR f.text_id = ?) AND (? = 1 OR f.state = 'open')"
        " ORDER BY f.cls, f.text_id, v.lang, COALESCE(f.start, f.o_start) LIMIT ?",
        db_i(q->year), db_i(q->year), db_i(q->text_id), db_i(q->text_id), db_i(q->closed_too),
        db_i(q->limit == 0 ? 500 : (int64_t)q->limit)));
    while (rows_next(r)) {
        struct finding_row f = {.id = rows_int(r, "id"),
            .cls = rows_text(r, "cls")[0],
            .rule = rows_text(r, "rule"),
            .key = rows_text(r, "message_key"),
            .args = {rows_text(r, "arg1"), rows_text(r, "arg2"),
                finding_words_say(words, cx->lang, rows_text(r, "arg3"))},
            .message = rows_text(r, "message"),
            .text_id = rows_int(r, "text_id"),
            .version_id = rows_int(r, "version_id"),
            .original_id = rows_int(r, "original_id"),
            .lang = rows_text(r, "lang"),
            .title = rows_text(r, "title"),
            .published = rows_text(r, "published"),
            .start = place(r, "start"),
            .end = place(r, "stop"),
            .o_start = place(r, "o_start"),
            .o_end = place(r, "o_stop"),
            .state = rows_text(r, "state"),
            .decided_by = rows_text(r, "decided_by"),
            .note = rows_text(r, "note")};

        f.words = piece(cx, rows_str(r, "body"), f.start, f.end);
        f.o_words = piece(cx, rows_str(r, "o_body"), f.o_start, f.o_end);
        vec_push(cx->mem, list, f);
    }
    return rows_done(r);
}

static struct finding_row about(char cls, const char *rule, const char *key, const struct observation *o)
{
    return (struct finding_row){.cls = cls, .rule = rule, .key = key, .start = -1, .end = -1, .o_start = -1,
        .o_end = -1, .state = "open", .observation_id = o->id, .words = o->printed};
}

static const char *label(struct ctx *cx, const struct indicators *all, const char *id)
{
    const struct indicator *d = indicator_find(all, id);

    return d != NULL ? indicator_label(d, cx->lang) : id;
}

/* Growth of the count without growth of the capital (rule 5). */
static void siblings(struct ctx *cx, const struct indicators *all, const struct observations *of,
                     struct finding_rows *list)
{
    for (size_t i = 0; i < of->n; i++) {
        const struct indicator *d = indicator_find(all, of->at[i].indicator);

        if (d == NULL || of->at[i].kind != OBSERVATION_GROWTH)
            continue;
        for (size_t s = 0; s < d->sibling.n; s++) {
            bool there = false;

            for (size_t j = 0; j < of->n; j++)
                there |= of->at[j].indicator != NULL && strcmp(of->at[j].indicator, d->sibling.at[s]) == 0;
            if (there)
                continue;
            struct finding_row f = about('B', "sibling", "finding.sibling", &of->at[i]);
            f.args[0] = indicator_label(d, cx->lang);
            f.args[1] = label(cx, all, d->sibling.at[s]);
            f.args[2] = of->at[i].printed;
            f.message = arena_printf(cx->mem, "%s is given (%s), %s is not.", f.args[0],
                of->at[i].printed != NULL ? of->at[i].printed : "?", f.args[1]);
            vec_push(cx->mem, list, f);
        }
    }
}

static const struct observation *same_text(const struct observations *of, const struct observation *o, const char *id)
{
    for (size_t i = 0; id != NULL && i < of->n; i++)
        if (of->at[i].version_id == o->version_id && of->at[i].indicator != NULL &&
            strcmp(of->at[i].indicator, id) == 0)
            return &of->at[i];
    return NULL;
}

/* Stated shares against part and whole, within the rounding interval. */
static enum status shares(struct ctx *cx, const struct indicators *all, const struct observations *of,
                          struct finding_rows *list)
{
    for (size_t i = 0; i < of->n; i++) {
        const struct observation *o = &of->at[i], *whole, *part = NULL;
        const struct indicator *d = indicator_find(all, o->indicator);
        struct algebra_result r;

        if (d == NULL || d->share_of == NULL)
            continue;
        whole = same_text(of, o, d->share_of);
        for (size_t k = 0; k < all->n && part == NULL; k++)
            if (all->at[k].part_of != NULL && strcmp(all->at[k].part_of, d->share_of) == 0)
                part = same_text(of, o, all->at[k].id);
        if (whole == NULL || part == NULL)
            continue;
        TRY(algebra_check(cx, ALGEBRA_SHARE, (const struct observation *[]){part, whole}, 2, o, all, &r));
        if (r.verdict != ALGEBRA_MISMATCH)
            continue;
        struct finding_row f = about('A', "share", "finding.share", o);
        f.args[0] = o->printed;
        f.args[1] = r.formula;
        f.args[2] = interval_text(cx->mem, &r.value);
        f.message = arena_printf(cx->mem, "%s is stated, %s gives %s.", f.args[0], f.args[1], f.args[2]);
        vec_push(cx->mem, list, f);
    }
    return OK;
}

static struct finding_row two_definitions(struct ctx *cx, const struct indicator *d, const struct observation *a,
                                          const struct indicator *e, const struct observation *b)
{
    struct finding_row f = about('I', "definition", "finding.definition", a);

    f.args[0] = arena_printf(cx->mem, "%s (%s)", a->printed, indicator_label(d, cx->lang));
    f.args[1] = arena_printf(cx->mem, "%s (%s)", b->printed, indicator_label(e, cx->lang));
    f.args[2] = d->why[cx->lang] != NULL ? d->why[cx->lang] : "";
    f.message = arena_printf(cx->mem, "%s and %s have two definitions; no difference between them is true.", f.args[0],
        f.args[1]);
    return f;
}

/* Two definitions that readers take for one: both stay true (rule 4). */
static void definitions(struct ctx *cx, const struct indicators *all, const struct observations *of,
                        struct finding_rows *list)
{
    for (size_t i = 0; i < of->n; i++) {
        const struct indicator *d = indicator_find(all, of->at[i].indicator);

        for (size_t j = i + 1; d != NULL && d->kind == OBSERVATION_STOCK && j < of->n; j++) {
            const struct indicator *e = indicator_find(all, of->at[j].indicator);

            if (e == NULL || e->kind != OBSERVATION_STOCK || !indicator_lists(&d->differs, e->id))
                continue;
            /* always in the order of the definitions, so that the same pair in several texts is one item */
            vec_push(cx->mem, list, d < e ? two_definitions(cx, d, &of->at[i], e, &of->at[j])
                                          : two_definitions(cx, e, &of->at[j], d, &of->at[i]));
            break;
        }
    }
}

static enum status gaps(struct ctx *cx, const struct indicators *all, const struct finding_query *q,
                        struct finding_rows *list)
{
    struct reconcile_lines lines;

    if (q->year == 0 || q->text_id != 0)
        return OK;
    TRY(reconcile_year(cx, all, q->year, q->subject, &lines));
    for (size_t i = 0; i < lines.n; i++) {
        const struct reconcile_line *l = &lines.at[i];

        if (list->headline_text == 0 && l->def->headline > 0 && l->has_stated && l->stated.version_id != 0)
            TRY(source_text_of(cx, l->stated.version_id, &list->headline_text));
        if (!l->has_stated || (l->gap != RECONCILE_SHORT && l->gap != RECONCILE_LONG))
            continue;
        bool moved = l->why_key != NULL && strcmp(l->why_key, "reconcile.moved") == 0;
        bool less = l->gap == RECONCILE_SHORT;
        struct finding_row f = about(moved ? 'I' : less ? 'B' : 'C', "gap",
            moved ? "finding.gap_moved" : less ? "finding.gap_short" : "finding.gap_long", &l->stated);
        f.args[0] = indicator_label(l->def, cx->lang);
        f.args[1] = interval_text(cx->mem, &l->stated.value);
        f.args[2] = arena_printf(cx->mem, "%lld", (long long)l->listed);
        f.message = arena_printf(cx->mem, "%s: %s stated, %s listed.", f.args[0], f.args[1], f.args[2]);
        f.url = l->url;
        vec_push(cx->mem, list, f);
    }
    return OK;
}

static int rank(const struct finding_row *f)
{
    return f->cls == 'I' ? 9 : f->cls - 'A';
}

/* Within a class: figures, then who and what is meant, then what is missing, then wording. */
static int weight(const struct finding_row *f)
{
    static const char *const order[] = {"number", "scale", "unit", "bound", "share", "date", "period", "status", "gap",
        "sibling", "institution", "name", "term", "region", "dropped", "added", "byline", "address", "heading"};
    int n = (int)(sizeof order / sizeof *order);

    for (int i = 0; i < n; i++)
        if (strcmp(f->rule, order[i]) == 0)
            return i;
    return n;
}

static int worst_first(const void *pa, const void *pb)
{
    const struct finding_row *a = pa, *b = pb;

    if (rank(a) != rank(b))
        return rank(a) < rank(b) ? -1 : 1;
    if (a->later != b->later)
        return a->later < b->later ? -1 : 1;
    int day = strcmp(a->published != NULL ? a->published : "", b->published != NULL ? b->published : "");
    if (day != 0)
        return -day;
    if (a->text_id != b->text_id)
        return a->text_id > b->text_id ? -1 : 1;
    if (weight(a) != weight(b))
        return weight(a) - weight(b);
    int by_lang = strcmp(a->lang != NULL ? a->lang : "", b->lang != NULL ? b->lang : "");
    if (by_lang != 0)
        return by_lang;
    return a->start != b->start ? (a->start < b->start ? -1 : 1) : a->id < b->id ? -1 : a->id > b->id;
}

void finding_sort(struct finding_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) /* the headline's text, then what is about no text, then the others */
        rows->at[i].later = rows->at[i].text_id == 0 ? 1 : rows->at[i].text_id == rows->headline_text ? 0 : 2;
    if (rows->n > 0)
        qsort(rows->at, rows->n, sizeof *rows->at, worst_first);
}

enum status finding_of_figures(struct ctx *cx, const struct indicators *all, const struct observations *of,
                               struct finding_rows *rows)
{
    siblings(cx, all, of, rows);
    return shares(cx, all, of, rows);
}

enum status finding_list(struct ctx *cx, const struct indicators *all, const struct finding_query *q,
                         struct finding_rows *ret_rows)
{
    struct finding_rows list = {0};
    struct observations of;

    TRY(kept(cx, q, &list));
    TRY(observation_list(cx,
        &(struct observation_query){.year = q->year, .text_id = q->text_id, .originals_only = true,
            .matched_only = true},
        &of));
    TRY(finding_of_figures(cx, all, &of, &list));
    if (q->text_id == 0) {
        struct observations ever;

        TRY(observation_list(cx, &(struct observation_query){.originals_only = true, .matched_only = true}, &ever));
        definitions(cx, all, &ever, &list);
    }
    TRY(gaps(cx, all, q, &list));
    finding_sort(&list);
    *ret_rows = list;
    return OK;
}

enum status finding_decide(struct ctx *cx, int64_t id, const char *state, const char *note)
{
    const char *name = cx->who.name != NULL ? cx->who.name : cx->who.login;
    int64_t changed;

    if (strcmp(state, "open") != 0 && strcmp(state, "accepted") != 0 && strcmp(state, "dismissed") != 0)
        return ctx_fail(cx, E_USAGE, "no such state of a finding: %s", state);
    TRY(db_exec(cx, &changed, "UPDATE finding SET state = ?, decided_by = ?, decided_at = ?, note = ? WHERE id = ?",
        db_s(state), db_s(name), db_i(ctx_now(cx)), db_s(note), db_i(id)));
    return changed == 1 ? OK : E_NOTFOUND;
}

const char *finding_text(struct ctx *cx, const struct finding_row *f)
{
    return f->key == NULL || !i18n_has(f->key) ? f->message : i18n_fill_all(cx, f->key, f->args, 3);
}
