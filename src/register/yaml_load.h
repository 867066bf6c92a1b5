/* YAML files into C structures by a libcyaml schema, with memory from the arena and faults as problems that name file
   and line. Aliases are refused. Not for: writing YAML, or hostile input of any size (MOST_BYTES). */
#pragma once

#include <cyaml/cyaml.h>

#include "base/ctx.h"

/* schema: a CYAML_MAPPING_PTR or CYAML_SEQUENCE at the top. ret_count for sequences, else NULL. E_INVALID: a problem
   "name:line" / kind.yaml / what libyaml or libcyaml says. An empty text is E_INVALID too. */
enum status yaml_load(struct ctx *cx, const char *name, struct str text, const struct cyaml_schema_value *schema,
                      void **ret_data, unsigned *ret_count) MUST_CHECK;

/* Shared bits of schemas. OPT: a text that may be missing. */
#define YAML_OPT(key, structure, member) \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, structure, member, 0, CYAML_UNLIMITED)
#define YAML_NEED(key, structure, member) \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, structure, member, 1, CYAML_UNLIMITED)
#define YAML_BOOL(key, structure, member) CYAML_FIELD_BOOL(key, CYAML_FLAG_OPTIONAL, structure, member)
#define YAML_LABEL(key, structure, member) \
    CYAML_FIELD_MAPPING(key, CYAML_FLAG_OPTIONAL, structure, member, yaml_label_fields)
#define YAML_WORDS(key, structure, member)                                                                        \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, structure, member.at, member.n, \
                               &yaml_word, 0, 1000)
extern const struct cyaml_schema_field yaml_label_fields[]; /* struct label: vi, en, de */
extern const struct cyaml_schema_value yaml_word;
