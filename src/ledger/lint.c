/* See lint.h. */
#include "ledger/lint.h"

#include <string.h>

#include "ledger/algebra_rule.h"
#include "ledger/finding_words.h"
#include "ledger/load_read.h"
#include "ledger/source.h"
#include "platform/db.h"

static enum status find_original(struct ctx *cx, const struct load_document *d, int64_t *ret_text)
{
    struct kin *k = kin_new(cx->mem);
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT text_id, lang, n_blocks, anchors FROM source_version ORDER BY id"));
    while (rows_next(r)) {
        enum lang lang = LANG_VI;

        (void)lang_parse(rows_str(r, "lang"), &lang);
        if (lang != d->lang) /* an older version in this language does not stand in the way */
            kin_add(k, rows_int(r, "text_id"), lang, rows_int(r, "n_blocks"),
                kin_anchors_parse(cx->mem, rows_str(r, "anchors")));
    }
    TRY(rows_done(r));
    *ret_text = kin_find(k, cx->mem, d->lang, d->n_content, &d->anchors);
    return OK;
}

static struct finding_row row(char cls, const char *rule, const char *key, const struct observation *o)
{
    return (struct finding_row){.cls = cls, .rule = rule, .key = key, .state = "open", .start = (int64_t)o->start,
        .end = (int64_t)o->end, .o_start = -1, .o_end = -1, .words = o->printed};
}

/* A figure of the text against the ledger's figure of that year, and the records behind it. */
static enum status against_ledger(struct ctx *cx, const struct load_tools *tools, const struct load_document *d,
                                  struct finding_rows *list)
{
    for (size_t i = 0; i < d->observations.n; i++) {
        const struct observation *o = &d->observations.at[i];
        const struct indicator *def = indicator_find(tools->indicators, o->indicator);
        const char *when = algebra_rule_when(o);
        struct reconcile_line l;
        long long year;

        if (def == NULL || when == NULL || !str_int(str_sub(str_of(when), 0, 4), &year))
            continue;
        TRY(reconcile_one(cx, tools->indicators, def, (int)year, o->subject, &l));
        struct interval listed = interval_exact(decimal_of(l.listed));
        if (l.has_stated && !interval_meets(&l.stated.value, &o->value)) {
            struct finding_row f = row('A', "number", "finding.other_figure", o);

            f.args[0] = indicator_label(def, cx->lang);
            f.args[1] = interval_text(cx->mem, &o->value);
            f.args[2] = interval_text(cx->mem, &l.stated.value);
            f.message = arena_printf(cx->mem, "%s: %s here, %s in the ledger.", f.args[0], f.args[1], f.args[2]);
            vec_push(cx->mem, list, f);
        } else if (l.has_listed && !interval_meets(&listed, &o->value)) {
            struct finding_row f = row('B', "gap", "finding.gap_short", o);

            f.args[0] = indicator_label(def, cx->lang);
            f.args[1] = interval_text(cx->mem, &o->value);
            f.args[2] = arena_printf(cx->mem, "%lld", (long long)l.listed);
            f.message = arena_printf(cx->mem, "%s: %s stated, %s listed.", f.args[0], f.args[1], f.args[2]);
            vec_push(cx->mem, list, f);
        }
    }
    return OK;
}

static enum status against_original(struct ctx *cx, const struct load_tools *tools, const struct load_document *d,
                                    struct finding_rows *list)
{
    struct source_text t;
    struct comparison c;
    int64_t text_id;

    TRY(find_original(cx, d, &text_id));
    if (text_id == 0)
        return OK;
    TRY(source_load(cx, text_id, true, &t));
    if (t.n_versions == 0 || t.versions[0].lang == d->lang)
        return OK;
    const struct compare_version versions[] = {
        {t.versions[0].body, t.versions[0].file_name, t.versions[0].lang}, {d->extracted.text, d->name, d->lang}};
    TRY(compare_texts(cx, versions, 2, &tools->compare, &c));
    for (size_t i = 0; i < c.findings.n; i++) {
        const struct finding *f = &c.findings.at[i];
        struct finding_row r = {.cls = f->cls, .rule = compare_rule_name(f->rule), .key = f->key,
            .args = {f->args[0], f->args[1], finding_words_say(tools->words, cx->lang, f->args[2])},
            .message = f->message, .text_id = text_id,
            .lang = lang_code(d->lang), .title = t.title, .start = f->other.is_set ? (int64_t)f->other.start : -1,
            .end = f->other.is_set ? (int64_t)f->other.end : -1,
            .o_start = f->original.is_set ? (int64_t)f->original.start : -1,
            .o_end = f->original.is_set ? (int64_t)f->original.end : -1, .state = "open"};

        vec_push(cx->mem, list, r);
    }
    return OK;
}

enum status lint_document(struct ctx *cx, const struct load_tools *tools, const char *name, struct str bytes,
                          const char *subject, struct finding_rows *ret_rows)
{
    struct load_document d;
    struct finding_rows list = {0};

    TRY(load_read(cx, tools, name, bytes, &d));
    for (size_t i = 0; i < d.observations.n; i++) {
        d.observations.at[i].version_id = -1; /* all of one text */
        if (d.observations.at[i].subject == NULL)
            d.observations.at[i].subject = subject;
    }
    TRY(finding_of_figures(cx, tools->indicators, &d.observations, &list));
    TRY(against_ledger(cx, tools, &d, &list));
    TRY(against_original(cx, tools, &d, &list));
    finding_sort(&list);
    *ret_rows = list;
    return OK;
}
