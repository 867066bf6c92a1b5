/* See indicator.h. */
#include "ledger/indicator.h"

#include <string.h>

#include "base/utf8.h"
#include "platform/data.h"
#include "text/yaml_tree.h"

const struct indicator *indicator_find(const struct indicators *all, const char *id)
{
    if (all != NULL && id != NULL)
        for (size_t i = 0; i < all->n; i++)
            if (strcmp(all->at[i].id, id) == 0)
                return &all->at[i];
    return NULL;
}

bool indicator_lists(const struct indicator_ids *ids, const char *id)
{
    for (size_t i = 0; id != NULL && i < ids->n; i++)
        if (strcmp(ids->at[i], id) == 0)
            return true;
    return false;
}

const struct indicator_subject *indicator_subject_find(const struct indicators *all, const char *id)
{
    for (size_t i = 0; id != NULL && i < all->n_subjects; i++)
        if (strcmp(all->subjects[i].id, id) == 0)
            return &all->subjects[i];
    return NULL;
}

const char *indicator_label(const struct indicator *def, enum lang lang)
{
    if (def->label[lang] != NULL)
        return def->label[lang];
    return def->label[LANG_EN] != NULL ? def->label[LANG_EN] : def->id;
}

static const char *zero(struct ctx *cx, struct str s)
{
    return s.n == 0 ? NULL : arena_strndup(cx->mem, s.p, s.n);
}

static const char *text(struct ctx *cx, const struct yaml_node *map, const char *key)
{
    return map == NULL ? NULL : zero(cx, yaml_tree_text(map, key));
}

static void langs(struct ctx *cx, const struct yaml_node *row, const char *key, const char *texts[LANG__MAX])
{
    const struct yaml_node *map = yaml_tree_get(row, key);

    for (int l = 0; l < LANG__MAX; l++)
        texts[l] = map == NULL ? NULL : text(cx, map, lang_code((enum lang)l));
}

static void read_ids(struct ctx *cx, const struct yaml_node *t, const char *key, bool fold, struct indicator_ids *ret)
{
    const struct yaml_node *list = yaml_tree_get(t, key);

    for (size_t i = 0; list != NULL && i < yaml_tree_count(list); i++) {
        struct str s = yaml_tree_item(list, i);

        if (s.n > 0)
            vec_push(cx->mem, ret, zero(cx, fold ? utf8_fold(cx->mem, s) : s));
    }
}

static void read_hints(struct ctx *cx, const struct yaml_node *row, struct indicator *d)
{
    const struct yaml_node *hints = yaml_tree_get(row, "hints");

    for (int l = 0; l < LANG__MAX; l++) {
        const struct yaml_node *one = yaml_tree_get(hints, lang_code((enum lang)l));

        read_ids(cx, one, "unit", true, &d->hints[l].unit);
        read_ids(cx, one, "near", true, &d->hints[l].near);
        read_ids(cx, one, "not", true, &d->hints[l].not);
    }
}

static enum status read_where(struct ctx *cx, const struct yaml_node *list, struct indicator_records *r)
{
    r->where = arena_alloc(cx->mem, (list->items.n + 1) * sizeof *r->where);
    for (size_t i = 0; i < list->items.n; i++) {
        const struct yaml_node *one = list->items.at[i];
        struct indicator_condition *c = &r->where[r->n_where++];
        const char *set = text(cx, one, "set");

        c->field = text(cx, one, "field");
        if (c->field == NULL)
            return ctx_fail(cx, E_INVALID, "indicators.yaml:%d: a condition without a field", one->line);
        if (set != NULL) {
            c->op = strcmp(set, "true") == 0 ? INDICATOR_SET : INDICATOR_UNSET;
            continue;
        }
        c->op = yaml_tree_get(one, "not") != NULL ? INDICATOR_NOT : INDICATOR_IS;
        read_ids(cx, one, c->op == INDICATOR_NOT ? "not" : "is", false, &c->values);
    }
    return OK;
}

static enum status read_records(struct ctx *cx, const struct yaml_node *row, struct indicator_records *r)
{
    const struct yaml_node *t = yaml_tree_get(row, "records"), *where = yaml_tree_get(t, "where");

    r->kind = text(cx, t, "kind");
    r->date = text(cx, t, "date");
    r->sum = text(cx, t, "sum");
    read_ids(cx, t, "state", false, &r->states);
    return where != NULL && where->kind == YAML_LIST ? read_where(cx, where, r) : OK;
}

static enum status read_row(struct ctx *cx, const struct yaml_node *row, struct indicator *d)
{
    const char *kind = text(cx, row, "kind"), *version = text(cx, row, "version");
    const char *headline = text(cx, row, "headline");
    long long n;

    d->id = text(cx, row, "id");
    if (d->id == NULL)
        return ctx_fail(cx, E_INVALID, "indicators.yaml:%d: a row without id", row->line);
    d->kind = observation_kind_parse(kind);
    if (d->kind == OBSERVATION_KIND_UNKNOWN)
        return ctx_fail(cx, E_INVALID, "indicators.yaml:%d: %s has no known kind", row->line, d->id);
    d->version = version != NULL && str_int(str_of(version), &n) ? (int)n : 1;
    d->headline = headline != NULL && str_int(str_of(headline), &n) ? (int)n : 0;
    langs(cx, row, "label", d->label);
    langs(cx, row, "definition", d->definition);
    langs(cx, row, "why", d->why);
    langs(cx, row, "note", d->note);
    d->pillar = text(cx, row, "pillar");
    d->field = text(cx, row, "field");
    d->cls = text(cx, row, "class");
    d->unit = text(cx, row, "unit");
    d->currency = text(cx, row, "currency");
    d->subject = text(cx, row, "subject");
    d->headline_with = text(cx, row, "headline_with");
    d->part_of = text(cx, row, "part_of");
    d->feeds = text(cx, row, "feeds");
    d->growth_of = text(cx, row, "growth_of");
    d->share_of = text(cx, row, "share_of");
    read_ids(cx, row, "per", false, &d->per);
    read_ids(cx, row, "sibling", false, &d->sibling);
    read_ids(cx, row, "differs", false, &d->differs);
    read_hints(cx, row, d);
    return read_records(cx, row, &d->records);
}

static enum status check_known(struct ctx *cx, const struct indicators *all, const struct indicator *d)
{
    const char *one[] = {d->part_of, d->feeds, d->growth_of, d->share_of, d->headline_with};
    const struct indicator_ids *many[] = {&d->per, &d->sibling, &d->differs};

    for (size_t i = 0; i < sizeof one / sizeof *one; i++)
        if (one[i] != NULL && indicator_find(all, one[i]) == NULL)
            return ctx_fail(cx, E_INVALID, "indicators.yaml: %s names %s, which is not there", d->id, one[i]);
    for (size_t i = 0; i < sizeof many / sizeof *many; i++)
        for (size_t j = 0; j < many[i]->n; j++)
            if (indicator_find(all, many[i]->at[j]) == NULL)
                return ctx_fail(cx, E_INVALID, "indicators.yaml: %s names %s, which is not there", d->id,
                    many[i]->at[j]);
    return OK;
}

static void read_subjects(struct ctx *cx, const struct yaml_node *t, struct indicators *all)
{
    if (t->kind != YAML_LIST)
        return;
    all->subjects = arena_alloc(cx->mem, (t->items.n + 1) * sizeof *all->subjects);
    for (size_t i = 0; i < t->items.n; i++) {
        struct indicator_subject *s = &all->subjects[all->n_subjects];

        s->id = text(cx, t->items.at[i], "id");
        s->part_of = text(cx, t->items.at[i], "part_of");
        langs(cx, t->items.at[i], "label", s->label);
        for (int l = 0; l < LANG__MAX; l++)
            read_ids(cx, yaml_tree_get(t->items.at[i], "names"), lang_code((enum lang)l), true, &s->names[l]);
        all->n_subjects += s->id != NULL;
    }
}

enum status indicator_load(struct ctx *cx, struct str indicators_yaml, struct str subjects_yaml,
                           struct indicators *ret_all)
{
    struct indicators all = {0};
    const struct yaml_node *root, *subjects;

    TRY(yaml_tree_read(cx, indicators_yaml, &root));
    TRY(yaml_tree_read(cx, subjects_yaml, &subjects));
    if (root->kind != YAML_LIST)
        return ctx_fail(cx, E_INVALID, "indicators.yaml: a list of rows is expected");
    for (size_t i = 0; i < root->items.n; i++) {
        struct indicator d = {0};

        TRY(read_row(cx, root->items.at[i], &d));
        if (indicator_find(&all, d.id) != NULL)
            return ctx_fail(cx, E_INVALID, "indicators.yaml:%d: %s stands there twice", root->items.at[i]->line, d.id);
        vec_push(cx->mem, &all, d);
    }
    for (size_t i = 0; i < all.n; i++)
        TRY(check_known(cx, &all, &all.at[i]));
    read_subjects(cx, subjects, &all);
    *ret_all = all;
    return OK;
}

enum status indicator_open(struct ctx *cx, const struct indicators **ret_all)
{
    struct indicators *all = arena_new_of(cx->mem, struct indicators);
    struct str rows, subjects;

    TRY(data_file(cx, "definitions/indicators.yaml", &rows));
    TRY(data_file(cx, "definitions/subjects.yaml", &subjects));
    TRY(indicator_load(cx, rows, subjects, all));
    *ret_all = all;
    return OK;
}
