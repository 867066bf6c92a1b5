/* See reasons.h. */
#include "register/reasons.h"

#include <string.h>

#include "base/buf.h"

static const char *on_one_line(struct ctx *cx, const char *s)
{
    char *line = arena_strdup(cx->mem, s);

    for (char *p = line; *p != 0; p++)
        if (*p == '\t' || *p == '\n' || *p == '\r')
            *p = ' ';
    return line;
}

/* One fault per field: what could not be read is missing as well, which nobody needs to hear. */
static bool told_before(const struct ctx *cx, const struct problem *p)
{
    for (const struct problem *o = cx->problems; o != p; o = o->next)
        if (*p->field != 0 && strcmp(o->field, p->field) == 0)
            return true;
    return false;
}

const char *reasons_text(struct ctx *cx)
{
    struct buf b;

    buf_init(&b, cx->mem, 1 << 16);
    for (const struct problem *p = cx->problems; p != NULL; p = p->next)
        if (!told_before(cx, p))
            buf_printf(&b, "%s\t%s\t%s\n", p->field, p->key, p->arg != NULL ? on_one_line(cx, p->arg) : "");
    return b.n == 0 ? NULL : buf_str(&b).p;
}

struct problem *reasons_read(struct ctx *cx, struct str text)
{
    struct problem *first = NULL, **tail = &first;
    struct str line, field, key;

    while (str_next(&text, '\n', &line))
        if (line.n > 0 && str_next(&line, '\t', &field) && str_next(&line, '\t', &key)) {
            *tail = arena_new_of(cx->mem, struct problem);
            **tail = (struct problem){arena_strndup(cx->mem, field.p, field.n), arena_strndup(cx->mem, key.p, key.n),
                                      line.n > 0 ? arena_strndup(cx->mem, line.p, line.n) : NULL, NULL};
            tail = &(*tail)->next;
        }
    return first;
}
