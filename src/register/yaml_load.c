/* See yaml_load.h. */
#include "register/yaml_load.h"

#include <stdio.h>
#include <string.h>

#include "register/kind.h"

enum { MOST_BYTES = 4 << 20, MOST_LOG = 2000 };

const struct cyaml_schema_field yaml_label_fields[] = {
    YAML_OPT("vi", struct label, text[LANG_VI]),
    YAML_OPT("en", struct label, text[LANG_EN]),
    YAML_OPT("de", struct label, text[LANG_DE]),
    CYAML_FIELD_END,
};
const struct cyaml_schema_value yaml_word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 0, CYAML_UNLIMITED)};

struct load {
    struct ctx *cx;
    char log[MOST_LOG];
    size_t n;
};

/* libcyaml frees by giving size 0; the arena frees at its end. The size stands before each piece. */
static void *mem(void *arg, void *p, size_t size)
{
    struct load *l = arg;

    if (size == 0)
        return NULL;
    size_t *q = arena_alloc(l->cx->mem, size + 2 * sizeof(size_t));
    q[0] = size;
    if (p != NULL) {
        size_t old = ((size_t *)p)[-2];
        memcpy(q + 2, p, old < size ? old : size);
    }
    return q + 2;
}

static void note(cyaml_log_t level, void *arg, const char *fmt, va_list args)
{
    struct load *l = arg;

    (void)level;
    if (l->n >= MOST_LOG - 1)
        return;
    int n = vsnprintf(l->log + l->n, MOST_LOG - l->n, fmt, args);
    if (n > 0)
        l->n = l->n + (size_t)n >= MOST_LOG ? MOST_LOG - 1 : l->n + (size_t)n;
}

/* The line of a key that the schema does not know: libcyaml names only the line where its mapping begins. */
static int line_of_key(struct str text, int from, struct str key)
{
    struct str rest = text, line;

    for (int no = 1; key.n > 0 && str_next(&rest, '\n', &line); no++) {
        size_t at = str_find(line, key);
        if (no >= from && at < line.n && at + key.n < line.n && line.p[at + key.n] == ':')
            return no;
    }
    return from;
}

/* What libcyaml wrote: the first line says what, its backtrace where. */
static enum status fault(struct load *l, const char *name, struct str text, cyaml_err_t err)
{
    const char *line = strstr(l->log, "line: ");
    char *what = l->log;
    int no = 0;

    if (line != NULL)
        (void)sscanf(line, "line: %d", &no);
    if (strncmp(what, "Load: ", 6) == 0)
        what += 6;
    what[strcspn(what, "\n")] = '\0';
    if (strncmp(what, "Unexpected key: ", 16) == 0)
        no = line_of_key(text, no, str_of(what + 16));
    return ctx_problem(l->cx, arena_printf(l->cx->mem, "%s:%d", name, no), "kind.yaml",
                       *what != '\0' ? what : cyaml_strerror(err));
}

enum status yaml_load(struct ctx *cx, const char *name, struct str text, const struct cyaml_schema_value *schema,
                      void **ret_data, unsigned *ret_count)
{
    struct load *l = arena_new_of(cx->mem, struct load);
    cyaml_config_t config = {.log_fn = note, .log_ctx = l, .mem_fn = mem, .mem_ctx = l, .log_level = CYAML_LOG_ERROR,
                             .flags = CYAML_CFG_NO_ALIAS};
    cyaml_data_t *data = NULL;
    unsigned count = 0;

    l->cx = cx;
    if (text.n > MOST_BYTES)
        return ctx_problem(cx, name, "kind.yaml", "too many bytes");
    cyaml_err_t err = cyaml_load_data((const uint8_t *)text.p, text.n, &config, schema, &data,
                                      schema->type == CYAML_SEQUENCE ? &count : NULL);
    if (err != CYAML_OK)
        return fault(l, name, text, err);
    if (data == NULL && schema->type != CYAML_SEQUENCE)
        return ctx_problem(cx, name, "kind.yaml", "the file says nothing");
    *ret_data = data;
    if (ret_count != NULL)
        *ret_count = count;
    return OK;
}
