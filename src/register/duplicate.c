/* See duplicate.h. */
#include "register/duplicate.h"

#include <string.h>
#include <unicode/utrans.h>

#include "base/near.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "register/list.h"

enum { MOST_FOUND = 8, MOST_SPELLINGS = 20, NAME_CHARS = 200 };

struct typed { /* one spelling that was typed, folded; other scripts also as Latin letters */
    struct str folded, latin;
    unsigned most, most_latin;
    const char *field;
};

struct near {
    struct duplicate d;
    unsigned distance;
};

struct search {
    struct ctx *cx;
    const struct kind *kind;
    int64_t except;
    struct typed spellings[MOST_SPELLINGS];
    size_t n_spellings;
    struct near found[MOST_FOUND]; /* nearest first; a record once */
    size_t n;
};

/* "Нара" and "ນາຣາ" to "nara"; empty for what is Latin already. */
static struct str latin_of(struct ctx *cx, struct str folded)
{
    static const UChar rule[] = u"Any-Latin; Latin-ASCII; Lower";
    UErrorCode err = U_ZERO_ERROR;
    UChar wide[4 * NAME_CHARS + 1];
    int32_t n = 0, limit;
    bool plain = true;

    for (size_t i = 0; i < folded.n; i++)
        plain = plain && (unsigned char)folded.p[i] < 0x80;
    if (plain || folded.n > NAME_CHARS)
        return STR("");
    UTransliterator *t = utrans_openU(rule, -1, UTRANS_FORWARD, NULL, 0, NULL, &err);
    u_strFromUTF8(wide, 4 * NAME_CHARS, &n, folded.p, (int32_t)folded.n, &err);
    limit = n;
    if (U_SUCCESS(err))
        utrans_transUChars(t, wide, &n, 4 * NAME_CHARS, 0, &limit, &err);
    if (t != NULL)
        utrans_close(t);
    char *out = arena_alloc(cx->mem, 16 * NAME_CHARS);
    u_strToUTF8(out, 16 * NAME_CHARS, &n, wide, n, &err);
    return U_FAILURE(err) ? STR("") : utf8_fold(cx->mem, (struct str){out, (size_t)n});
}

static void add_spelling(struct search *s, const char *field, struct str text)
{
    struct str folded = utf8_fold(s->cx->mem, str_trim(text));

    if (folded.n == 0 || s->n_spellings == MOST_SPELLINGS)
        return;
    struct str latin = latin_of(s->cx, folded);
    s->spellings[s->n_spellings++] =
        (struct typed){folded, latin, near_allowed(utf8_count(folded)), near_allowed(utf8_count(latin)), field};
}

static void add_lines(struct search *s, const char *field, const char *value)
{
    struct str rest = str_of(value), line;

    while (value != NULL && str_next(&rest, '\n', &line))
        add_spelling(s, field, line);
}

/* Keeps the nearest; one that is further away than a known spelling of the same record is dropped. */
static void keep(struct search *s, struct near one)
{
    size_t i = 0;

    while (i < s->n && s->found[i].d.id != one.d.id)
        i++;
    if (i < s->n) {
        if (s->found[i].distance <= one.distance)
            return;
        memmove(&s->found[i], &s->found[i + 1], (--s->n - i) * sizeof *s->found);
    }
    i = s->n;
    while (i > 0 && s->found[i - 1].distance > one.distance)
        i--;
    if (i == MOST_FOUND)
        return;
    s->n = s->n < MOST_FOUND ? s->n + 1 : MOST_FOUND;
    memmove(&s->found[i + 1], &s->found[i], (s->n - i - 1) * sizeof *s->found);
    s->found[i] = one;
}

static bool compare(struct search *s, const struct record *row, struct str name, bool of_person)
{
    struct arena_mark m = arena_mark(s->cx->mem);
    struct str folded = utf8_fold(s->cx->mem, name);
    unsigned best = MOST_SPELLINGS;
    const char *field = NULL;

    for (size_t i = 0; i < s->n_spellings; i++) {
        const struct typed *t = &s->spellings[i];
        unsigned d = near_distance(t->folded, folded, t->most), most = t->most;
        if (d > most && t->latin.n > 0)
            d = near_distance(t->latin, folded, most = t->most_latin);
        if (d <= most && d < best) {
            best = d;
            field = t->field;
        }
    }
    arena_rewind(s->cx->mem, m);
    if (field == NULL)
        return false;
    keep(s, (struct near){{s->kind, row->id, arena_strdup(s->cx->mem, row->title), field,
                           of_person ? RECORD_MASK : arena_strndup(s->cx->mem, name.p, name.n)}, best});
    return true;
}

static enum status look_at(struct ctx *cx, const struct record *row, void *arg, bool *ret_keep)
{
    struct search *s = arg;
    struct str line;

    (void)cx;
    if (row->id == s->except)
        return OK;
    for (unsigned i = 0; i < s->kind->names.n; i++) {
        const struct field *f = kind_field(s->kind, s->kind->names.at[i]);
        const char *value = row->values[f->index];
        struct str rest = str_of(value);
        while (value != NULL && str_next(&rest, '\n', &line))
            if (str_trim(line).n > 0 && compare(s, row, str_trim(line), access_personal(f) > 0))
                *ret_keep = true;
    }
    return OK;
}

static enum status look_in(struct search *s, const struct kind *k)
{
    struct list_query *q = list_new(s->cx, k);

    q->shown = arena_alloc(s->cx->mem, (k->names.n + 1) * sizeof *q->shown);
    q->n_shown = 0;
    for (unsigned i = 0; i < k->names.n; i++)
        if (access_field(s->cx, kind_field(k, k->names.at[i])) == ACCESS_SHOW)
            q->shown[q->n_shown++] = kind_field(k, k->names.at[i]);
    s->kind = k;
    return list_each(s->cx, q, look_at, s);
}

static enum status look_everywhere(struct search *s, const struct kind *only)
{
    for (size_t i = 0; i < kind_all()->n && s->n_spellings > 0; i++) {
        const struct kind *k = kind_all()->at[i];
        if ((only == NULL || only == k) && k->names.n > 0 && access_may(s->cx, k, RIGHT_READ))
            TRY(look_in(s, k));
    }
    while (s->n > 1 && s->found[0].distance == 0 && s->found[s->n - 1].distance > 0)
        s->n--; /* the name itself is there: the merely near ones say nothing */
    return OK;
}

/* ---- the natural key ---- */

static bool key_changed(const struct ctx *cx, const struct record *rec)
{
    bool changed = false, any = false;

    for (unsigned i = 0; i < rec->kind->key.n; i++) {
        const struct field *f = kind_field(rec->kind, rec->kind->key.at[i]);
        if (f == NULL || access_field(cx, f) == ACCESS_MASK)
            return false;
        changed = changed || rec->id == 0 || record_changed(rec, f);
        any = any || rec->values[f->index] != NULL;
    }
    return changed && any;
}

static enum status same_key(struct ctx *cx, const struct record *rec, struct list_page *ret_page)
{
    const struct kind *k = rec->kind;
    struct list_query *q = list_new(cx, k);

    *ret_page = (struct list_page){0};
    if (!key_changed(cx, rec) || !access_may(cx, k, RIGHT_READ))
        return OK;
    for (unsigned i = 0; i < k->key.n; i++) {
        const struct field *f = kind_field(k, k->key.at[i]);
        const char **value = arena_alloc(cx->mem, sizeof *value);
        *value = rec->values[f->index];
        q->filters[q->n_filters++] = (struct list_filter){
            .field = f, .name = f->id, .op = *value == NULL ? LIST_UNSET : LIST_IS, .values = {value, *value != NULL}};
    }
    q->per = MOST_FOUND + 1;
    q->parent_id = kind_is_sub(k) ? rec->parent_id : 0;
    return list_run(cx, q, ret_page);
}

enum status duplicate_find(struct ctx *cx, const struct record *rec, struct duplicate **ret_at, size_t *ret_n)
{
    struct search *s = arena_new_of(cx->mem, struct search);
    struct duplicate *at = arena_alloc(cx->mem, 2 * (MOST_FOUND + 1) * sizeof *at);
    struct list_page same;
    size_t n = 0;

    *s = (struct search){.cx = cx, .except = rec->id};
    TRY(same_key(cx, rec, &same));
    for (size_t i = 0; i < same.n; i++)
        if (same.rows[i]->id != rec->id)
            at[n++] = (struct duplicate){rec->kind, same.rows[i]->id, same.rows[i]->title, rec->kind->key.at[0], NULL};
    for (unsigned i = 0; i < rec->kind->names.n; i++) {
        const struct field *f = kind_field(rec->kind, rec->kind->names.at[i]);
        if (rec->id == 0 || record_changed(rec, f))
            add_lines(s, f->id, rec->values[f->index]);
    }
    TRY(look_everywhere(s, NULL));
    for (size_t i = 0; i < s->n; i++) {
        bool known = false;
        for (size_t j = 0; j < n; j++)
            known = known || at[j].id == s->found[i].d.id;
        if (!known)
            at[n++] = s->found[i].d;
    }
    *ret_at = at;
    *ret_n = n < MOST_FOUND ? n : MOST_FOUND;
    return OK;
}

enum status duplicate_named(struct ctx *cx, const struct kind *only, const char *typed, struct duplicate **ret_at,
                            size_t *ret_n)
{
    struct search *s = arena_new_of(cx->mem, struct search);
    struct duplicate *at = arena_alloc(cx->mem, MOST_FOUND * sizeof *at);

    *s = (struct search){.cx = cx};
    add_spelling(s, "", str_of(typed));
    TRY(look_everywhere(s, only));
    for (size_t i = 0; i < s->n; i++)
        at[i] = s->found[i].d;
    *ret_at = at;
    *ret_n = s->n;
    return OK;
}
