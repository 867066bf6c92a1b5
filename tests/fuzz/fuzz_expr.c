/* Expressions of the data files: reading never crashes or hangs, and what was read always ends with an answer. Names get
   their values from the input's own bytes. */
#include "fuzz.h"

#include "register/expr.h"

static enum status value(struct ctx *cx, const struct expr_env *env, struct str name, struct expr_value *ret_v)
{
    struct expr_value v = {.type = (enum expr_type)(name.n % 6), .truth = name.n % 2 == 0, .text = name};

    (void)env;
    v.number = decimal_of((long long)name.n * 1000000007);
    v.date = date_of_days((int32_t)(name.n * 977));
    (void)cx;
    *ret_v = v;
    return name.n > 40 ? E_NOTFOUND : OK;
}

static enum status follow(struct ctx *cx, const struct expr_env *env, struct str name, const struct expr_env **ret_env)
{
    (void)cx;
    *ret_env = name.n % 3 == 0 ? NULL : env;
    return OK;
}

static enum status each(struct ctx *cx, const struct expr_env *env, struct str name, const struct expr_env ***ret_envs,
                        size_t *ret_n)
{
    const struct expr_env **envs = arena_alloc(cx->mem, 3 * sizeof *envs);

    (void)name;
    envs[0] = envs[1] = envs[2] = env;
    *ret_envs = envs;
    *ret_n = 3;
    return OK;
}

static void one(struct ctx *cx, struct str in)
{
    const struct expr_env env = {NULL, value, follow, each};
    struct expr *e;
    struct expr_value v;
    bool truth, known;

    if (expr_parse(cx, in, &e) != OK)
        return;
    if (expr_eval(cx, e, &env, &v) == OK)
        (void)expr_canonical(cx, v);
    (void)!expr_truth(cx, e, &env, &truth, &known);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_in_arena(data, n, 4096, one);
}
