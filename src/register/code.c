/* See code.h. */
#include "register/code.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "platform/data.h"
#include "platform/file.h"
#include "register/yaml_load.h"

enum { MOST_LISTS = 400, MOST_BYTES = 8 << 20 };

struct codes { /* one list and its index */
    struct code_list list;
    struct map by_id;
    struct map *_Atomic by_label; /* folded labels; made when first asked for */
};

/* Indices of labels, which only spreadsheets and people who type names need. */
static pthread_mutex_t label_lock = PTHREAD_MUTEX_INITIALIZER;
static struct arena *label_mem;
static struct code several; /* stands in an index for a name that more than one code has */

/* What the files say: written while the process starts, read-only after. */
static struct map installed;
static bool is_installed;
/* What is looked up: the files' lists, or those with the office's rows; replaced as a whole (code_install_own). */
static struct map *_Atomic live;

static const struct cyaml_schema_field code_fields[] = {
    YAML_NEED("code", struct code, id),
    YAML_NEED("vi", struct code, label.text[LANG_VI]),
    YAML_NEED("en", struct code, label.text[LANG_EN]),
    YAML_NEED("de", struct code, label.text[LANG_DE]),
    YAML_OPT("valid_from", struct code, valid_from),
    YAML_OPT("valid_to", struct code, valid_to),
    YAML_OPT("parent", struct code, parent),
    YAML_OPT("note", struct code, note),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value code_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct code, code_fields)};
static const struct cyaml_schema_field list_fields[] = {
    YAML_NEED("enum", struct code_list, id),
    YAML_OPT("source", struct code_list, source),
    YAML_OPT("note", struct code_list, note),
    YAML_LABEL("label", struct code_list, label),
    YAML_BOOL("fixed", struct code_list, fixed),
    CYAML_FIELD_SEQUENCE_COUNT("values", CYAML_FLAG_POINTER, struct code_list, codes, n_codes, &code_row, 0, 100000),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value list_row = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct code_list, list_fields)};
static const struct cyaml_schema_value lists_schema = {
    CYAML_VALUE_SEQUENCE(CYAML_FLAG_POINTER, struct code_list, &list_row, 0, MOST_LISTS)};

static struct codes *list_get(struct ctx *cx, const char *id)
{
    if (!is_installed) {
        map_init(&installed, cx->mem);
        is_installed = true;
        live = &installed;
    }
    struct codes *c = map_get(&installed, str_of(id));
    if (c == NULL) {
        c = arena_new_of(cx->mem, struct codes);
        c->list.id = id;
        map_init(&c->by_id, cx->mem);
        map_put(&installed, str_of(id), c);
    }
    return c;
}

static void add(struct ctx *cx, const char *file, struct codes *c, struct code *one)
{
    if (one->valid_from != NULL && !date_parse(str_of(one->valid_from), &one->from))
        (void)ctx_problem(cx, file, "kind.date", one->valid_from);
    if (one->valid_to != NULL && !date_parse(str_of(one->valid_to), &one->to))
        (void)ctx_problem(cx, file, "kind.date", one->valid_to);
    if (*one->id == '\0' || strchr(one->id, ' ') != NULL || strchr(one->id, ',') != NULL)
        (void)ctx_problem(cx, file, "kind.code", one->id);
    map_put(&c->by_id, str_of(one->id), one);
}

/* The list in the order of the index, for forms: also what an overlay added. */
static void gather(struct ctx *cx, struct codes *c)
{
    c->list.n_codes = (unsigned)c->by_id.n;
    c->list.codes = arena_alloc(cx->mem, c->by_id.n * sizeof *c->list.codes);
    for (size_t i = 0; i < c->by_id.n; i++)
        c->list.codes[i] = *(struct code *)c->by_id.entries[i].value;
}

enum status code_load_text(struct ctx *cx, const char *name, struct str yaml)
{
    struct code_list *lists;
    void *data;
    unsigned n;

    TRY(yaml_load(cx, name, yaml, &lists_schema, &data, &n));
    lists = data;
    for (unsigned i = 0; i < n; i++) {
        struct codes *c = list_get(cx, lists[i].id);
        if (lists[i].source != NULL)
            c->list.source = lists[i].source;
        if (lists[i].label.text[LANG_VI] != NULL)
            c->list.label = lists[i].label;
        c->list.fixed = c->list.fixed || lists[i].fixed;
        for (unsigned k = 0; k < lists[i].n_codes; k++)
            add(cx, name, c, &lists[i].codes[k]);
        gather(cx, c);
    }
    return ctx_problems(cx);
}

/* Lines of a table; the first line that is no comment names the columns. */
struct tsv {
    struct str rest;
    const char *columns[40];
    size_t n_columns;
    struct str cells[40];
};

static bool tsv_next(struct ctx *cx, struct tsv *t)
{
    struct str line, cell;

    while (str_next(&t->rest, '\n', &line)) {
        size_t n = 0;
        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (line.p[line.n - 1] == '\r')
            line.n--;
        while (n < 40 && str_next(&line, '\t', &cell))
            t->cells[n++] = cell;
        for (size_t i = n; i < t->n_columns; i++)
            t->cells[i] = (struct str){0};
        if (t->n_columns > 0)
            return true;
        for (size_t i = 0; i < n; i++)
            t->columns[i] = arena_strndup(cx->mem, t->cells[i].p, t->cells[i].n);
        t->n_columns = n;
    }
    return false;
}

static size_t tsv_column(const struct tsv *t, const char *column)
{
    size_t i = 0;

    while (i < t->n_columns && strcmp(t->columns[i], column) != 0)
        i++;
    return i;
}

static const char *tsv_cell(struct ctx *cx, const struct tsv *t, size_t column)
{
    struct str s = column < t->n_columns ? t->cells[column] : (struct str){0};

    return s.n == 0 ? NULL : arena_strndup(cx->mem, s.p, s.n);
}

/* "Phường Thuận Hóa" of province 46 becomes "Phường Thuận Hóa, Huế": many provinces have a Phường Trung Tâm. */
static void name_place(struct ctx *cx, const struct codes *c, struct code *one)
{
    const struct code *over = one->parent == NULL ? NULL : code_find(&c->list, str_of(one->parent));

    for (int g = 0; over != NULL && g < LANG__MAX; g++)
        if (one->label.text[g] != NULL) {
            const char *in = label_text(&over->label, (enum lang)g);
            size_t n = strlen(one->label.text[g]), n_in = strlen(in);
            char *both = arena_alloc(cx->mem, n + 2 + n_in + 1);

            memcpy(both, one->label.text[g], n);
            memcpy(both + n, ", ", 2);
            memcpy(both + n + 2, in, n_in);
            one->label.text[g] = both;
        }
}

static enum status load_table(struct ctx *cx, const char *name, const char *list, const char *id_column)
{
    struct tsv t = {0};
    struct codes *c = list_get(cx, list);

    if (data_entry(cx, name) == NULL)
        return OK;
    TRY(data_file(cx, name, &t.rest));
    c->list.source = c->list.source == NULL ? name : arena_printf(cx->mem, "%s, %s", c->list.source, name);
    if (!tsv_next(cx, &t))
        return OK;
    size_t id = tsv_column(&t, id_column), vi = tsv_column(&t, "name_vi"), en = tsv_column(&t, "name_en"),
           de = tsv_column(&t, "name_de"), from = tsv_column(&t, "valid_from"), to = tsv_column(&t, "valid_to"),
           over = tsv_column(&t, "province");
    do {
        struct code *one = arena_new_of(cx->mem, struct code);
        one->id = tsv_cell(cx, &t, id);
        one->label.text[LANG_VI] = tsv_cell(cx, &t, vi);
        one->label.text[LANG_EN] = tsv_cell(cx, &t, en);
        one->label.text[LANG_DE] = tsv_cell(cx, &t, de);
        one->valid_from = tsv_cell(cx, &t, from);
        one->valid_to = tsv_cell(cx, &t, to);
        one->parent = tsv_cell(cx, &t, over);
        if (one->id == NULL || one->label.text[LANG_VI] == NULL)
            return ctx_problem(cx, name, "kind.table", id_column);
        name_place(cx, c, one);
        add(cx, name, c, one);
    } while (tsv_next(cx, &t));
    gather(cx, c);
    return ctx_problems(cx);
}

/* The lists that an office may change, as a list: for the field that names one. */
static void load_lists(struct ctx *cx)
{
    struct codes *c = list_get(cx, "code_list");

    c->list.fixed = true;
    for (size_t i = 0; i < installed.n; i++) {
        const struct code_list *l = &((struct codes *)installed.entries[i].value)->list;
        struct code *one = arena_new_of(cx->mem, struct code);
        one->id = l->id;
        one->label = l->label;
        if (one->label.text[LANG_VI] == NULL)
            one->label.text[LANG_VI] = l->id;
        if (!l->fixed)
            add(cx, "code_list", c, one);
    }
    gather(cx, c);
}

enum status code_load_all(struct ctx *cx, const char *overlay)
{
    struct str text;

    if (data_entry(cx, "definitions/codes.yaml") != NULL) {
        TRY(data_file(cx, "definitions/codes.yaml", &text));
        TRY(code_load_text(cx, "definitions/codes.yaml", text));
    }
    TRY(load_table(cx, "definitions/countries.tsv", "country", "alpha2"));
    TRY(load_table(cx, "definitions/provinces.tsv", "admin", "code"));
    TRY(load_table(cx, "definitions/communes.tsv", "admin", "code"));
    TRY(load_table(cx, "definitions/languages.tsv", "lang", "code"));
    load_lists(cx);
    const char *own = overlay == NULL ? NULL : arena_printf(cx->mem, "%s/definitions/codes.yaml", overlay);
    if (own != NULL && file_exists(own)) {
        TRY(file_read(cx, own, MOST_BYTES, &text));
        TRY(code_load_text(cx, own, text));
    }
    return OK;
}

const struct code_list *code_list_find(const char *id)
{
    const struct map *m = live;
    struct codes *c = m != NULL ? map_get(m, str_of(id)) : NULL;

    return c == NULL ? NULL : &c->list;
}

const struct code_list *code_list_at(size_t i)
{
    const struct map *m = live;

    return m == NULL || i >= m->n ? NULL : &((struct codes *)m->entries[i].value)->list;
}

static struct codes *copy_of(struct arena *mem, const struct codes *from)
{
    struct codes *c = arena_new_of(mem, struct codes);

    c->list = from->list;
    map_init(&c->by_id, mem);
    for (size_t i = 0; i < from->by_id.n; i++)
        map_put(&c->by_id, from->by_id.entries[i].key, from->by_id.entries[i].value);
    return c;
}

void code_install_own(struct arena *mem, const struct code_own *rows, size_t n)
{
    struct ctx cx = {.mem = mem};
    struct map *m = arena_new_of(mem, struct map);

    map_init(m, mem);
    for (size_t i = 0; i < installed.n; i++)
        map_put(m, installed.entries[i].key, installed.entries[i].value);
    for (size_t i = 0; i < n; i++) {
        const struct codes *base = map_get(&installed, str_of(rows[i].list));
        struct codes *c = map_get(m, str_of(rows[i].list));
        if (base == NULL || base->list.fixed)
            continue; /* the list has gone with a file of the administrator's folder */
        if (c == base) {
            c = copy_of(mem, base);
            map_put(m, str_of(base->list.id), c);
        }
        struct code *one = arena_new_of(mem, struct code);
        *one = rows[i].code;
        map_put(&c->by_id, str_of(one->id), one);
        gather(&cx, c);
    }
    live = m;
}

const struct code *code_find(const struct code_list *l, struct str id)
{
    return map_get(&((const struct codes *)(const void *)l)->by_id, id);
}

static void put_label(struct map *m, struct str label, struct code *c)
{
    struct str folded = utf8_fold(label_mem, label);
    struct code *other = map_get(m, folded);

    if (other == NULL)
        map_put(m, folded, c);
    else if (other != c && strcmp(other->id, c->id) != 0)
        map_put(m, folded, &several);
}

/* Also without what follows the comma, where that leaves one code: "Phường Thuận Hóa". */
static struct map *labels_of(struct codes *c)
{
    pthread_mutex_lock(&label_lock);
    struct map *m = c->by_label;
    if (m == NULL) {
        if (label_mem == NULL)
            label_mem = arena_new((size_t)1 << 30, NULL, NULL);
        m = arena_new_of(label_mem, struct map);
        map_init(m, label_mem);
        several.id = "";
        for (int part = 0; part < 2; part++) /* whole labels first: they go before shortened ones */
            for (unsigned i = 0; i < c->list.n_codes; i++)
                for (int g = 0; g < LANG__MAX; g++) {
                    struct code *one = &c->list.codes[i];
                    struct str s = one->label.text[g] == NULL ? STR("") : str_of(one->label.text[g]);
                    size_t comma = str_find(s, STR(", "));

                    if (part == 0 && s.n > 0)
                        put_label(m, s, one);
                    else if (part == 1 && one->parent != NULL && comma < s.n)
                        put_label(m, str_sub(s, 0, comma), one);
                }
        c->by_label = m;
    }
    pthread_mutex_unlock(&label_lock);
    return m;
}

const struct code *code_named(struct ctx *cx, const struct code_list *l, struct str label, bool *ret_several)
{
    struct codes *c = (struct codes *)(void *)l;
    const struct map *m = c->by_label != NULL ? c->by_label : labels_of(c);
    const struct code *one = map_get(m, utf8_fold(cx->mem, label));

    *ret_several = one == &several;
    return one == &several ? NULL : one;
}

unsigned code_place(const struct code_list *l, const char *id)
{
    unsigned i = 0;

    while (l != NULL && i < l->n_codes && strcmp(l->codes[i].id, id) != 0)
        i++;
    return i;
}

bool code_holds(struct ctx *cx, const struct code *c, struct str q)
{
    if (str_eq(utf8_fold(cx->mem, str_of(c->id)), q))
        return true;
    for (int g = 0; g < LANG__MAX; g++)
        if (c->label.text[g] != NULL && str_holds(utf8_fold(cx->mem, str_of(c->label.text[g])), q))
            return true;
    return false;
}

bool code_is_valid(const struct code *c, struct date on)
{
    return (!date_is_set(c->from) || date_cmp(c->from, on) <= 0) && (!date_is_set(c->to) || date_cmp(on, c->to) <= 0);
}

const char *code_label(const char *list, const char *id, enum lang lang)
{
    const struct code_list *l = code_list_find(list);
    const struct code *c = l == NULL ? NULL : code_find(l, str_of(id));

    return c == NULL ? id : label_text(&c->label, lang);
}

void code_forget(void)
{
    if (label_mem != NULL)
        arena_free(label_mem);
    label_mem = NULL;
    is_installed = false;
    live = NULL;
}
