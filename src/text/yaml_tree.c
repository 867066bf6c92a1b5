/* See yaml_tree.h. */
#include "text/yaml_tree.h"

#include <yaml.h>

#include <string.h>

enum { DEPTH_MAX = 32, NODES_MAX = 2000000 };

struct reader {
    struct ctx *cx;
    yaml_document_t *doc;
    size_t n_nodes;
};

static void delete_parser(void *p)
{
    yaml_parser_delete(p);
}
static void delete_document(void *d)
{
    yaml_document_delete(d);
}

static enum status copy_node(struct reader *r, int id, int depth, const struct yaml_node **ret_node)
{
    yaml_node_t *n = yaml_document_get_node(r->doc, id);
    struct yaml_node *out = arena_new_of(r->cx->mem, struct yaml_node);
    const struct yaml_node *one;

    if (n == NULL || depth > DEPTH_MAX || ++r->n_nodes > NODES_MAX)
        return ctx_fail(r->cx, E_INVALID, "YAML: nested too deep or too large");
    out->line = (int)n->start_mark.line + 1;
    if (n->type == YAML_SCALAR_NODE) {
        out->kind = YAML_SCALAR;
        out->scalar.p = arena_strndup(r->cx->mem, (const char *)n->data.scalar.value, n->data.scalar.length);
        out->scalar.n = n->data.scalar.length;
    } else if (n->type == YAML_SEQUENCE_NODE) {
        out->kind = YAML_LIST;
        for (yaml_node_item_t *i = n->data.sequence.items.start; i < n->data.sequence.items.top; i++) {
            TRY(copy_node(r, *i, depth + 1, &one));
            vec_push(r->cx->mem, &out->items, one);
        }
    } else {
        out->kind = YAML_MAP;
        for (yaml_node_pair_t *p = n->data.mapping.pairs.start; p < n->data.mapping.pairs.top; p++) {
            TRY(copy_node(r, p->key, depth + 1, &one));
            vec_push(r->cx->mem, &out->items, one);
            TRY(copy_node(r, p->value, depth + 1, &one));
            vec_push(r->cx->mem, &out->items, one);
        }
    }
    *ret_node = out;
    return OK;
}

enum status yaml_tree_read(struct ctx *cx, struct str yaml, const struct yaml_node **ret_root)
{
    void **slot_parser = arena_defer(cx->mem, delete_parser), **slot_doc = arena_defer(cx->mem, delete_document);
    yaml_parser_t *parser = arena_new_of(cx->mem, yaml_parser_t);
    yaml_document_t *doc = arena_new_of(cx->mem, yaml_document_t);

    if (!yaml_parser_initialize(parser))
        return ctx_fail(cx, E_NOMEM, "no memory for the YAML parser");
    *slot_parser = parser;
    yaml_parser_set_input_string(parser, (const unsigned char *)yaml.p, yaml.n);
    if (!yaml_parser_load(parser, doc))
        return ctx_fail(cx, E_INVALID, "YAML line %zu: %s", parser->problem_mark.line + 1,
                        parser->problem == NULL ? "not readable" : parser->problem);
    *slot_doc = doc;
    if (yaml_document_get_root_node(doc) == NULL)
        return ctx_fail(cx, E_INVALID, "YAML: the file is empty");
    struct reader r = {cx, doc, 0};
    TRY(copy_node(&r, 1, 0, ret_root));
    *slot_doc = *slot_parser = NULL; /* all is copied: what lives as long as the server need not hold it twice */
    yaml_document_delete(doc);
    yaml_parser_delete(parser);
    return OK;
}

const struct yaml_node *yaml_tree_get(const struct yaml_node *map, const char *key)
{
    if (map == NULL || map->kind != YAML_MAP)
        return NULL;
    for (size_t i = 0; i + 1 < map->items.n; i += 2)
        if (str_is(map->items.at[i]->scalar, key))
            return map->items.at[i + 1];
    return NULL;
}

struct str yaml_tree_text(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *n = yaml_tree_get(map, key);

    return n == NULL || n->kind != YAML_SCALAR ? str_of(NULL) : n->scalar;
}

size_t yaml_tree_count(const struct yaml_node *list)
{
    if (list == NULL)
        return 0;
    return list->kind == YAML_LIST ? list->items.n : list->kind == YAML_SCALAR && list->scalar.n > 0;
}

struct str yaml_tree_item(const struct yaml_node *list, size_t i)
{
    if (i >= yaml_tree_count(list))
        return str_of(NULL);
    return list->kind == YAML_SCALAR ? list->scalar : list->items.at[i]->scalar;
}
