/* See data.h. The embedded table is made by tools/embed.py at build and sorted by name. */
#include "platform/data.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "platform/file.h"

extern const struct data_entry data_embedded[];
extern const size_t data_n_embedded;

enum { MOST_BYTES = 64 << 20 };

static const struct data_entry *embedded(const char *name)
{
    size_t lo = 0, hi = data_n_embedded;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = strcmp(data_embedded[mid].name, name);
        if (c == 0)
            return &data_embedded[mid];
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

static bool safe_name(const char *name)
{
    return *name != '/' && strstr(name, "..") == NULL;
}

enum status data_file(struct ctx *cx, const char *name, struct str *ret_bytes)
{
    const struct data_entry *e = data_entry(cx, name);

    if (e == NULL)
        return ctx_fail(cx, E_NOTFOUND, "no data file %s", name);
    *ret_bytes = e->bytes;
    return OK;
}

const struct data_entry *data_entry(struct ctx *cx, const char *name)
{
    const char *dir = getenv("CHANCERY_DATA");

    if (!safe_name(name))
        return NULL;
    if (dir != NULL && *dir != '\0') {
        struct data_entry *e = arena_new_of(cx->mem, struct data_entry);
        const char *path = arena_printf(cx->mem, "%s/%s", dir, name);
        if (file_exists(path) && file_read(cx, path, MOST_BYTES, &e->bytes) == OK) {
            e->name = arena_strdup(cx->mem, name);
            e->hash = "0000000000000000"; /* files of a folder may change: never cached */
            return e;
        }
    }
    return embedded(name);
}

struct names {
    VEC(const char *);
};

static void dir_done(void *d)
{
    (void)closedir(d);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_name(struct ctx *cx, struct names *v, const char *name, const char *suffix)
{
    if (!str_ends(str_of(name), suffix))
        return;
    for (size_t i = 0; i < v->n; i++)
        if (strcmp(v->at[i], name) == 0)
            return;
    vec_push(cx->mem, v, name);
}

enum status data_folder(struct ctx *cx, const char *folder, const char *prefix, const char *suffix,
                        const char ***ret_names)
{
    struct names v = {0};
    void **slot = arena_defer(cx->mem, dir_done);
    DIR *d = opendir(folder);

    if (d == NULL && errno != ENOENT)
        return ctx_fail(cx, E_IO, "cannot open folder %s: %s", folder, strerror(errno));
    *slot = d;
    for (struct dirent *e = d == NULL ? NULL : readdir(d); e != NULL; e = readdir(d))
        if (e->d_name[0] != '.')
            add_name(cx, &v, arena_printf(cx->mem, "%s%s", prefix, e->d_name), suffix);
    *slot = NULL;
    if (d != NULL)
        (void)closedir(d);
    if (v.n > 1)
        qsort(v.at, v.n, sizeof *v.at, by_name);
    vec_push(cx->mem, &v, NULL);
    *ret_names = v.at;
    return OK;
}

enum status data_list(struct ctx *cx, const char *prefix, const char *suffix, const char ***ret_names)
{
    const char *dir = getenv("CHANCERY_DATA"), **found;
    struct names v = {0};

    if (dir != NULL && *dir != '\0') {
        TRY(data_folder(cx, arena_printf(cx->mem, "%s/%s", dir, prefix), prefix, suffix, &found));
        for (; *found != NULL; found++)
            add_name(cx, &v, *found, suffix);
    }
    for (size_t i = 0; i < data_n_embedded; i++)
        if (str_starts(str_of(data_embedded[i].name), prefix))
            add_name(cx, &v, data_embedded[i].name, suffix);
    if (v.n > 1)
        qsort(v.at, v.n, sizeof *v.at, by_name);
    vec_push(cx->mem, &v, NULL);
    *ret_names = v.at;
    return OK;
}
