/* The 38 validation and policy rules of MODEL 4.6 as checks of kinds: each with a row that passes and one that does not
   (data/checks.tsv over data/checks.yaml). */
#include "play.h"

#include "platform/crypto.h"
#include "register/duplicate.h"
#include "rules/check.h"

static int load(void **state)
{
    static const struct record_hooks hooks = {check_record, NULL};

    if (kit_open(state) != 0)
        return -1;
    code_forget();
    KIT_OK(crypto_start(&kit_cx));
    KIT_OK(code_load_all(&kit_cx, NULL));
    play_install(TEST_DATA "/checks.yaml");
    record_install_hooks(&hooks);
    play_clock("2026-01-05", "08:00");
    play_record(STR("BQP abbr=BQP"), "org");
    return 0;
}

static int drop(void **state)
{
    record_install_hooks(NULL);
    return kit_close(state);
}

static bool fails(const char *rule)
{
    for (const struct problem *p = kit_cx.problems; p != NULL; p = p->next)
        if (strcmp(p->key, "problem.check") == 0 && strstr(p->arg, arena_printf(kit_cx.mem, "(%s", rule)) != NULL)
            return true;
    return false;
}

static bool warns(struct record *rec, const char *rule)
{
    struct check_warning *w;
    size_t n;

    KIT_OK(check_warnings(&kit_cx, rec, &w, &n));
    for (size_t i = 0; i < n; i++)
        if (strcmp(w[i].check->id, rule) == 0)
            return true;
    return false;
}

static bool problem_of(const char *field, const char *key)
{
    for (const struct problem *p = kit_cx.problems; p != NULL; p = p->next)
        if (strcmp(p->field, field) == 0 && (key == NULL || strcmp(p->key, key) == 0))
            return true;
    return false;
}

/* A second one of the same natural key is told of before it is saved. */
static bool is_known(const char *kind, const char *steps)
{
    struct record *rec = record_new(&kit_cx, kit_kind(kind));
    struct duplicate *d;
    size_t n;

    play_set(rec, str_of(steps + strlen("set ")));
    KIT_OK(duplicate_find(&kit_cx, rec, &d, &n));
    KIT_OK(record_save(&kit_cx, rec, NULL));
    return n > 0;
}

static bool holds(const char *rule, const char *kind, const char *steps, const char *want)
{
    const char *eq = strchr(want, '=');

    if (strcmp(want, "duplicate") == 0 || strcmp(want, "new") == 0)
        return is_known(kind, steps) == (*want == 'd');
    struct play p = play_try(kind, steps);
    if (strcmp(want, "fails") == 0)
        return p.st == E_INVALID && fails(rule);
    if (strncmp(want, "required ", 9) == 0)
        return p.st == E_INVALID && problem_of(want + 9, "problem.required");
    if (strncmp(want, "refused ", 8) == 0)
        return p.st == E_INVALID && problem_of(want + 8, NULL);
    if (p.st != OK)
        return false;
    if (strcmp(want, "warns") == 0)
        return warns(p.rec, rule);
    if (eq == NULL)
        return !warns(p.rec, rule);
    const char *got = record_get(p.rec, arena_strndup(kit_cx.mem, want, (size_t)(eq - want)));
    return strcmp(got != NULL ? got : "", eq + 1) == 0;
}

static void all_rules(void **state)
{
    struct str text, line, cell[4];
    int bad = 0, n = 0;

    KIT_OK(file_read(&kit_cx, TEST_DATA "/checks.tsv", 1 << 20, &text));
    while (str_next(&text, '\n', &line)) {
        if (line.n == 0 || line.p[0] == '#')
            continue;
        for (int i = 0; i < 4; i++)
            assert_true(str_next(&line, '\t', &cell[i]));
        (void)kit_clear(state);
        play_clock("2026-01-05", "08:00");
        if (!holds(play_text(cell[0]), play_text(cell[1]), play_text(cell[2]), play_text(cell[3]))) {
            fprintf(stderr, "%.*s: %.*s\n   wanted: %.*s\n", STR_ARGS(cell[0]), STR_ARGS(cell[2]), STR_ARGS(cell[3]));
            kit_print_problems(&kit_cx);
            bad++;
        }
        n++;
    }
    assert_int_equal(bad, 0);
    assert_true(n > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_rules)};

    kit_used();
    return cmocka_run_group_tests_name("check", tests, load, drop);
}
