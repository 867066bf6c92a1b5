/* A YAML file as a tree in the arena, for the data files of this layer (terms, places, nouns). Aliases are
   followed by libyaml; depth and number of nodes are limited. Not for: kinds (register/ reads them by schema). */
#pragma once

#include "base/ctx.h"
#include "base/vec.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_node {
    enum yaml_kind kind;
    int line;                 /* 1… */
    struct str scalar;
    struct yaml_items {
        VEC(const struct yaml_node *);
    } items;                  /* of a list; of a map: key, value, key, value */
};

/* E_INVALID with line and reason in ctx.detail. */
enum status yaml_tree_read(struct ctx *cx, struct str yaml, const struct yaml_node **ret_root) MUST_CHECK;

const struct yaml_node *yaml_tree_get(const struct yaml_node *map, const char *key); /* NULL when absent */
struct str yaml_tree_text(const struct yaml_node *map, const char *key);             /* empty when absent */
/* A list of scalars, or one scalar as a list of one. Index i; the empty piece behind the end. */
struct str yaml_tree_item(const struct yaml_node *list, size_t i);
size_t yaml_tree_count(const struct yaml_node *list); /* NULL has none, a scalar one */
