/* JSON that a client sends, read and written again: what was written must be read as the same value. */
#include "fuzz.h"

#include <jansson.h>

#include "platform/json.h"

static void write_value(struct json *j, const char *key, const json_t *v)
{
    const char *name;
    json_t *item;
    size_t i;

    if (json_is_object(v)) {
        json_begin_object(j, key);
        json_object_foreach ((json_t *)v, name, item)
            write_value(j, name, item);
        json_end(j);
    } else if (json_is_array(v)) {
        json_begin_array(j, key);
        json_array_foreach (v, i, item)
            write_value(j, NULL, item);
        json_end(j);
    } else if (json_is_string(v)) {
        json_add_str(j, key, (struct str){json_string_value(v), json_string_length(v)});
    } else if (json_is_integer(v)) {
        json_add_int(j, key, json_integer_value(v));
    } else if (json_is_boolean(v)) {
        json_add_bool(j, key, json_is_true(v));
    } else {
        json_add_null(j, key);
    }
}

static int depth_of(const json_t *v)
{
    const char *name;
    json_t *item;
    size_t i;
    int deepest = 0, d;

    json_object_foreach ((json_t *)v, name, item)
        if ((d = depth_of(item)) > deepest)
            deepest = d;
    json_array_foreach (v, i, item)
        if ((d = depth_of(item)) > deepest)
            deepest = d;
    return deepest + 1;
}

static void one(struct ctx *cx, struct str in)
{
    json_t *value, *again;
    struct json j;
    struct str text;

    if (json_read(cx, in, &value) != OK || depth_of(value) >= 12)
        return;
    json_init(&j, cx->mem);
    write_value(&j, NULL, value);
    FUZZ_CHECK(json_done(&j, &text) == OK);
    FUZZ_CHECK(json_read(cx, text, &again) == OK);
    json_t *without_reals = json_loadb(text.p, text.n, 0, NULL);
    FUZZ_CHECK(json_equal(again, without_reals));
    json_decref(without_reals);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_in_arena(data, n, 65536, one);
}
