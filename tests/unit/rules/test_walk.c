/* The 178 transitions of MODEL 4.4 as kinds made from data/lifecycle.tsv: every register is walked from its first state
   to every other. Each transition is refused to every role that it does not name, while its guard is false, and while
   a field it needs is empty (naming the field); then it is made by one who may. */
#include "../register/kit.h"

#include "platform/file.h"
#include "rules/check.h"
#include "rules/lifecycle.h"

enum { MOST_ROWS = 200, MOST_STATES = 30, ORG = 1 };

struct row {
    const char *reg, *from, *action, *to, *who;
};
struct reg { /* one register */
    const char *name;
    const struct row *rows[40];
    size_t n, n_states;
    const char *states[MOST_STATES];
    int way[MOST_STATES]; /* row that first leads to the state; -1 = not reached, -2 = the first one */
};
static struct row rows[MOST_ROWS];
static struct reg regs[60];
static size_t n_rows, n_regs;
static int64_t our_org, other_org;
static int made; /* transitions */

static void read_rows(void)
{
    struct str text, line;

    KIT_OK(file_read(&kit_cx, TEST_DATA "/lifecycle.tsv", 1 << 20, &text));
    while (str_next(&text, '\n', &line)) {
        const char **cell = &rows[n_rows].reg;
        struct str part;
        if (line.n == 0 || line.p[0] == '#')
            continue;
        for (int i = 0; i < 5 && str_next(&line, '\t', &part); i++)
            cell[i] = arena_strndup(kit_static, part.p, part.n);
        n_rows++;
    }
    assert_int_equal(n_rows, 178);
}

static int state_of(struct reg *r, const char *id, bool add)
{
    for (size_t i = 0; i < r->n_states; i++)
        if (strcmp(r->states[i], id) == 0)
            return (int)i;
    if (!add)
        return -1;
    r->way[r->n_states] = -1;
    r->states[r->n_states] = id;
    return (int)r->n_states++;
}

static bool is_any(const struct row *row)
{
    return strncmp(row->from, "any*", 4) == 0;
}

static void sort_rows(void)
{
    for (size_t i = 0; i < n_rows; i++) {
        size_t k = 0;
        while (k < n_regs && strcmp(regs[k].name, rows[i].reg) != 0)
            k++;
        if (k == n_regs)
            regs[n_regs++].name = rows[i].reg;
        struct reg *r = &regs[k];
        r->rows[r->n++] = &rows[i];
        if (*rows[i].from != '-' && !is_any(&rows[i]))
            (void)state_of(r, rows[i].from, true);
        (void)state_of(r, rows[i].to, true);
    }
}

/* Nothing leads out of it by name. */
static bool is_final(const struct reg *r, const char *state)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->rows[i]->from, state) == 0)
            return false;
    return true;
}

/* "any* before signed": what stands before it on the way. */
static bool leads_out(struct reg *r, const struct row *row, size_t s)
{
    if (!is_any(row))
        return strcmp(row->from, r->states[s]) == 0;
    const char *before = strstr(row->from, "before ");
    return !is_final(r, r->states[s]) && strcmp(row->to, r->states[s]) != 0 &&
           (before == NULL || (int)s < state_of(r, before + 7, false));
}

static bool next_word(const char **who, char word[40])
{
    size_t n = strcspn(*who, ",");

    if (**who == 0)
        return false;
    memcpy(word, *who, n);
    word[n] = 0;
    *who += n + ((*who)[n] == ',');
    return true;
}

static bool is_field(const char *word)
{
    return *word >= 'a' && *word <= 'z'; /* proposer, sender: users of the organisation in that field */
}

static void add_roles(struct buf *b, const char *who)
{
    char word[40];
    bool first = true;

    buf_add_c(b, "[");
    while (next_word(&who, word)) {
        buf_printf(b, is_field(word) ? "%s\"@%s\"" : "%s%s", first ? "" : ", ", word);
        first = false;
    }
    buf_add_c(b, "]");
}

static void add_fields(struct buf *b, const struct reg *r)
{
    const char *seen = "";

    buf_add_c(b, "fields:\n  - {id: called, label: " KIT_L("T") ", type: text(40), required: true}\n");
    for (size_t i = 0; i < r->n; i++) {
        const char *who = r->rows[i]->who;
        char word[40];
        buf_printf(b, "  - {id: ok_%zu, label: " KIT_L("Ok") ", type: bool}\n"
                      "  - {id: must_%zu, label: " KIT_L("Must") ", type: text(40)}\n", i, i);
        while (next_word(&who, word))
            if (is_field(word) && strstr(seen, word) == NULL) {
                buf_printf(b, "  - {id: %s, label: " KIT_L("Org") ", type: org}\n", word);
                seen = arena_printf(kit_static, "%s %s", seen, word);
            }
    }
}

static void add_moves(struct buf *b, struct reg *r)
{
    buf_add_c(b, "moves:\n");
    for (size_t i = 0; i < r->n; i++) {
        bool first = true;
        if (*r->rows[i]->from == '-')
            continue;
        buf_printf(b, "  - {id: m_%zu, label: " KIT_L("M") ", from: [", i);
        for (size_t s = 0; s < r->n_states; s++)
            if (leads_out(r, r->rows[i], s)) {
                buf_printf(b, "%s%s", first ? "" : ", ", r->states[s]);
                first = false;
            }
        assert_false(first);
        buf_printf(b, "], to: %s, roles: ", r->rows[i]->to);
        add_roles(b, r->rows[i]->who);
        buf_printf(b, ", need: [must_%zu, ok_%zu], guard: \"ok_%zu\", guard_text: " KIT_L("Guard") "}\n", i, i, i);
    }
}

static struct kind *kind_of(struct reg *r)
{
    struct kind *k;
    struct buf b;

    buf_init(&b, kit_static, 1 << 20);
    buf_printf(&b, "id: w_%s\nlabel: " KIT_L("W") "\naccess:\n  - {roles: [OFF, HEAD, DIR, ADMIN, AUDITOR, LINE, CHAIR, PPCO, "
                   "CLERK, COMM, EXT, MOFA, MLEAD, DPO], may: [read], scope: all}\n", r->name);
    for (size_t i = 0; i < r->n; i++)
        if (*r->rows[i]->from == '-') {
            buf_add_c(&b, "  - {roles: ");
            add_roles(&b, r->rows[i]->who);
            buf_add_c(&b, ", may: [create, read], scope: all}\n");
        }
    add_fields(&b, r);
    buf_add_c(&b, "states:\n");
    for (size_t s = 0; s < r->n_states; s++)
        buf_printf(&b, "  - {id: %s, label: " KIT_L("S") "%s}\n", r->states[s],
                   is_final(r, r->states[s]) ? ", final: true" : "");
    add_moves(&b, r);
    KIT_OK(kind_load_text(&kit_cx, arena_printf(kit_static, "w_%s.yaml", r->name), buf_str(&b), &k));
    return k;
}

static int load(void **state)
{
    static const struct record_hooks hooks = {check_record, NULL};
    struct kind *at[64];
    struct kinds *ks;
    size_t n = 0;

    if (kit_open(state) != 0)
        return -1;
    read_rows();
    sort_rows();
    for (size_t i = 0; i < n_regs; i++)
        at[n++] = kind_of(&regs[i]);
    KIT_OK(kind_load_text(&kit_cx, "house.yaml", str_of(kit_house), &at[n++]));
    KIT_OK(kind_load_text(&kit_cx, "room.yaml", str_of(kit_room), &at[n++]));
    KIT_OK(kind_link(&kit_cx, at, n, &ks));
    KIT_OK(kind_check_all(&kit_cx, ks)); /* the linter too: every state reached, every state able to end */
    kind_install(ks);
    KIT_OK(migrate_run(&kit_cx, kind_all(), NULL));
    record_install_hooks(&hooks);
    our_org = kit_house_new("ours", NULL, NULL)->id;
    other_org = kit_house_new("theirs", NULL, NULL)->id;
    return 0;
}

static int drop(void **state)
{
    record_install_hooks(NULL);
    return kit_close(state);
}

static struct record *begin(struct reg *r)
{
    const struct kind *k = kit_kind(arena_printf(kit_cx.mem, "w_%s", r->name));
    struct record *rec = record_new(&kit_cx, k);

    record_set(&kit_cx, rec, "called", "x");
    for (unsigned i = 0; i < k->n_fields; i++)
        if (k->fields[i].type == FT_ORG)
            record_set(&kit_cx, rec, k->fields[i].id, arena_printf(kit_cx.mem, "%lld", (long long)our_org));
    return rec;
}

static enum status go(struct record *rec, size_t i, const char *ok, const char *must)
{
    struct lifecycle_value v[] = {{arena_printf(kit_cx.mem, "ok_%zu", i), ok},
                                  {arena_printf(kit_cx.mem, "must_%zu", i), must}};

    ctx_clear(&kit_cx);
    return lifecycle_move(&kit_cx, rec, arena_printf(kit_cx.mem, "m_%zu", i), v, 2, NULL);
}

/* A record in that state, by the way the walk found. */
static struct record *bring(struct reg *r, int s)
{
    struct record *rec;

    kit_system();
    if (r->way[s] == -2) {
        rec = begin(r);
        KIT_OK(record_save(&kit_cx, rec, NULL));
        return rec;
    }
    const struct row *row = r->rows[r->way[s]];
    int from = 0;
    while (r->way[from] == -1 || !leads_out(r, row, (size_t)from) || from == s)
        from++;
    rec = bring(r, from);
    KIT_OK(go(rec, (size_t)r->way[s], "true", "given"));
    return rec;
}

static bool names(const char *who, const char *what)
{
    char word[40];

    while (next_word(&who, word))
        if (strcmp(word, what) == 0)
            return true;
    return false;
}

static bool names_field(const char *who)
{
    char word[40];

    while (next_word(&who, word))
        if (is_field(word))
            return true;
    return false;
}

static void try_move(struct reg *r, size_t i, int s)
{
    const struct row *row = r->rows[i];
    struct record *rec = bring(r, s);
    const char *state = rec->state;

    for (int role = 0; role < ROLE__MAX; role++) {
        if (role == ROLE_SYS || names(row->who, role_code((enum role)role)))
            continue;
        kit_person(7, (enum role)role, other_org);
        KIT_IS(go(rec, i, "true", "given"), E_DENIED);
        assert_string_equal(rec->state, state);
    }
    if (names_field(row->who)) {
        kit_person(7, ROLE_EXT, our_org); /* of the organisation that the field names */
    } else {
        kit_system();
        for (int role = 0; role < ROLE__MAX; role++)
            if (role != ROLE_SYS && names(row->who, role_code((enum role)role)))
                kit_person(7, (enum role)role, other_org);
    }
    KIT_IS(go(rec, i, "false", "given"), E_STATE);
    assert_true(kit_problem("", "problem.guard"));
    KIT_IS(go(rec, i, "true", ""), E_INVALID);
    assert_true(kit_problem(arena_printf(kit_cx.mem, "must_%zu", i), "problem.required"));
    assert_string_equal(rec->state, state);
    KIT_OK(go(rec, i, "true", "given"));
    assert_string_equal(rec->state, row->to);
    made++;
}

/* Who may begin one, and nobody else. */
static void try_create(struct reg *r, const struct row *row)
{
    for (int role = 0; role < ROLE__MAX; role++) {
        bool may = names(row->who, role_code((enum role)role));
        if (role == ROLE_SYS)
            continue;
        kit_person(7, (enum role)role, our_org);
        ctx_clear(&kit_cx);
        struct record *rec = begin(r);
        KIT_IS(record_save(&kit_cx, rec, NULL), may ? OK : E_DENIED);
        if (may)
            assert_string_equal(rec->state, row->to);
    }
    made++;
}

static void walk(struct reg *r)
{
    bool done[40] = {0}, more = true;

    r->way[0] = -2;
    for (size_t i = 0; i < r->n; i++)
        if (*r->rows[i]->from == '-') {
            assert_int_equal(state_of(r, r->rows[i]->to, false), 0);
            try_create(r, r->rows[i]);
            done[i] = true;
        }
    while (more) {
        more = false;
        for (size_t i = 0; i < r->n; i++)
            for (size_t s = 0; s < r->n_states; s++) {
                int to = state_of(r, r->rows[i]->to, false);
                if (done[i] || r->way[s] == -1 || !leads_out(r, r->rows[i], s))
                    continue;
                if (r->way[to] == -1)
                    r->way[to] = (int)i;
                try_move(r, i, (int)s);
                done[i] = more = true;
            }
    }
    for (size_t i = 0; i < r->n; i++)
        assert_true(done[i]);
    for (size_t s = 0; s < r->n_states; s++)
        assert_true(r->way[s] != -1);
}

static void every_register(void **state)
{

    (void)state;
    for (size_t i = 0; i < n_regs; i++) {
        walk(&regs[i]);
    }
    assert_int_equal(made, 178);
    printf("%d transitions of %zu registers\n", made, n_regs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_register)};

    kit_used();
    return cmocka_run_group_tests_name("walk", tests, load, drop);
}
