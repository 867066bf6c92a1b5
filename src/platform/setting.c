/* See setting.h. */
#include "platform/setting.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "platform/db.h"

struct settings {
    size_t n;
    const char **values; /* in the order of the table */
};

const struct setting *setting_find(struct str name)
{
    for (size_t i = 0; setting_table[i].name != NULL; i++)
        if (str_is(name, setting_table[i].name))
            return &setting_table[i];
    return NULL;
}

enum status setting_load(struct ctx *cx, struct settings **ret_settings)
{
    struct settings *s = arena_new_of(cx->mem, struct settings);
    struct rows *r;

    while (setting_table[s->n].name != NULL)
        s->n++;
    s->values = arena_alloc(cx->mem, s->n * sizeof *s->values);
    for (size_t i = 0; i < s->n; i++)
        s->values[i] = setting_table[i].fallback;
    if (cx->db != NULL) {
        TRY(db_query(cx, &r, "SELECT name, value FROM setting"));
        while (rows_next(r)) {
            const struct setting *row = setting_find(rows_str(r, "name"));

            if (row != NULL) /* a name of an older version stays in the table without effect */
                s->values[row - setting_table] = rows_text(r, "value");
        }
        TRY(rows_done(r));
    }
    *ret_settings = s;
    return OK;
}

static size_t index_of(const char *name, enum setting_type type)
{
    const struct setting *row = setting_find(str_of(name));

    assert(row != NULL && row->type == type);
    return (size_t)(row - setting_table);
}

static long int_of(const struct setting *row, const char *value)
{
    long long n = 0;

    if (!str_int(str_of(value), &n) || n < row->min || n > row->max)
        (void)str_int(str_of(row->fallback), &n);
    return (long)n;
}

long setting_int(const struct settings *s, const char *name)
{
    size_t i = index_of(name, SETTING_INT);

    return int_of(&setting_table[i], s->values[i]);
}

enum status setting_int_now(struct ctx *cx, const char *name, long *ret_n)
{
    size_t i = index_of(name, SETTING_INT);
    struct rows *r;
    enum status st = db_one(cx, &r, "SELECT value FROM setting WHERE name = ?", db_s(name));

    if (st != OK && st != E_NOTFOUND)
        return st;
    *ret_n = int_of(&setting_table[i], st == OK ? rows_text(r, "value") : setting_table[i].fallback);
    return OK;
}

bool setting_flag(const struct settings *s, const char *name)
{
    return strcmp(s->values[index_of(name, SETTING_FLAG)], "yes") == 0;
}

const char *setting_text(const struct settings *s, const char *name)
{
    return s->values[index_of(name, SETTING_TEXT)];
}

bool setting_is_changed(const struct settings *s, const char *name)
{
    const struct setting *row = setting_find(str_of(name));

    assert(row != NULL);
    return strcmp(s->values[row - setting_table], row->fallback) != 0;
}

enum status setting_set(struct ctx *cx, struct str name, struct str value)
{
    const struct setting *row = setting_find(name);
    long long n;

    if (row == NULL)
        return ctx_problem(cx, "name", "problem.setting_unknown", arena_strndup(cx->mem, name.p, name.n));
    if (value.n == 0)
        return db_exec(cx, NULL, "DELETE FROM setting WHERE name = ?", db_t(name));
    if (row->type == SETTING_INT && (!str_int(value, &n) || n < row->min || n > row->max))
        return ctx_problem(cx, row->name, "problem.setting_range",
                           arena_printf(cx->mem, "%ld–%ld %s", row->min, row->max, row->unit));
    if (row->type == SETTING_FLAG && !str_is(value, "yes") && !str_is(value, "no"))
        return ctx_problem(cx, row->name, "problem.setting_flag", NULL);
    if (row->type == SETTING_TEXT && (!utf8_valid(value, NULL) || utf8_count(value) > (size_t)row->max))
        return ctx_problem(cx, row->name, "problem.setting_text", arena_printf(cx->mem, "%ld", row->max));
    return db_exec(cx, NULL,
                   "INSERT INTO setting (name, value, updated_at, updated_by) VALUES (?, ?, ?, ?) "
                   "ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at, "
                   "updated_by = excluded.updated_by",
                   db_t(name), db_t(value), db_i(ctx_now(cx)), db_i(cx->who.user_id));
}
