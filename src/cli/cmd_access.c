/* chancery access: what a role, or an account, can reach: kinds, rights, scopes, and how many records that is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "platform/file.h"
#include "register/account.h"
#include "register/list.h"
#include "rules/model.h"

struct asked {
    const char *role, *org, *unit, *province, *clearance, *personal, *kind, *login;
    bool has_db;
};

static const char *const classes[] = {"public", "internal", "restricted", "secret_ref"};
static const char *const personals[] = {"none", "pd", "pds"};

static enum status level(struct ctx *cx, const char *word, const char *const *levels, int n, uint8_t *ret_level)
{
    for (int i = 0; i < n; i++)
        if (strcmp(word, levels[i]) == 0)
            return (*ret_level = (uint8_t)i, OK);
    return ctx_fail(cx, E_USAGE, "no level \"%s\"", word);
}

static enum status record_id(struct ctx *cx, const char *word, int64_t *ret_id)
{
    long long id;

    if (!str_int(str_of(word), &id) || id < 1)
        return ctx_fail(cx, E_USAGE, "\"%s\" is no id of a record", word);
    *ret_id = id;
    return OK;
}

/* A person who does not exist, with these roles. */
static enum status as_role(struct ctx *cx, const struct asked *a)
{
    struct who w = {.login = a->role, .name = a->role, .province = a->province};

    if (a->role == NULL || !role_parse_all(str_of(a->role), &w.roles) || w.roles == 0)
        return ctx_fail(cx, E_USAGE, "no role \"%s\"; docs/KINDS.md lists them", a->role != NULL ? a->role : "");
    if (a->org != NULL)
        TRY(record_id(cx, a->org, &w.org_id));
    if (a->unit != NULL)
        TRY(record_id(cx, a->unit, &w.unit_id));
    TRY(level(cx, a->clearance != NULL ? a->clearance : "internal", classes, 4, &w.clearance));
    TRY(level(cx, a->personal != NULL ? a->personal : "none", personals, 3, &w.personal));
    cx->who = w;
    return OK;
}

static enum status as_account(struct ctx *cx, const char *login)
{
    struct account a;

    if (account_find(cx, login, &a) != OK)
        return ctx_fail(cx, E_NOTFOUND, "no account %s", login);
    return account_act_as(cx, &a);
}

static void print_who(struct ctx *cx)
{
    const struct who *w = &cx->who;

    printf("%s, clearance %s, personal data %s\n", w->login, classes[w->clearance], personals[w->personal]);
    for (size_t i = 0; i < (w->n_places > 0 ? w->n_places : 1); i++) {
        struct who_place p = w->n_places > 0 ? w->places[i]
                                             : (struct who_place){w->roles, w->org_id, w->unit_id, w->province};
        printf(" ");
        for (int r = 0; r < ROLE__MAX; r++)
            if ((p.roles & ROLE_BIT(r)) != 0)
                printf(" %s", role_code((enum role)r));
        printf(" at organisation %lld, unit %lld, province %s\n", (long long)p.org_id, (long long)p.unit_id,
               p.province != NULL ? p.province : "-");
    }
}

/* "unit,org", "unit,org:7" with a database, "-" without a right. */
static enum status cell(struct ctx *cx, const struct asked *a, const struct kind *k, enum right r,
                        const char **ret_text)
{
    const char *scopes = access_scopes_text(cx, k, r);
    struct list_query *q = list_new(cx, k);
    int64_t n;

    *ret_text = *scopes == 0 ? "-" : scopes;
    if (*scopes == 0 || !a->has_db || r == RIGHT_CREATE || r == RIGHT_PD || r == RIGHT_PDS)
        return OK;
    q->right = r;
    TRY(list_count(cx, q, &n));
    *ret_text = arena_printf(cx->mem, "%s:%lld", scopes, (long long)n);
    return OK;
}

static enum status print_kind(struct ctx *cx, const struct asked *a, const struct kind *k)
{
    const char *text;

    printf("%-18s", k->id);
    for (int r = 0; r < RIGHT__MAX; r++) {
        TRY(cell(cx, a, k, (enum right)r, &text));
        printf(" %-14s", text);
    }
    printf("\n");
    return OK;
}

/* With one kind: the moves of the roles, too. */
static void print_moves(struct ctx *cx, const struct kind *k)
{
    for (unsigned i = 0; i < k->n_moves; i++) {
        const struct move *m = &k->moves[i];
        if ((m->role_bits & cx->who.roles & ~ROLE_BIT(ROLE_ADMIN)) == 0)
            continue;
        printf("move %-20s from", m->id);
        for (unsigned f = 0; f < m->from.n; f++)
            printf(" %s", m->from.at[f]);
        printf(" to %s%s\n", m->to, m->four_eyes ? ", not by who made the record" : "");
    }
}

static enum status print_all(struct ctx *cx, const struct asked *a)
{
    const struct kind *one = a->kind == NULL ? NULL : kind_find(a->kind);

    if (a->kind != NULL && one == NULL)
        return ctx_fail(cx, E_USAGE, "no kind \"%s\"; `chancery kinds` lists them", a->kind);
    print_who(cx);
    printf("%-18s %-14s %-14s %-14s %-14s %-14s %-14s %-14s\n", "kind", "read", "create", "update", "delete", "export",
           "pd", "pds");
    for (size_t i = 0; i < kind_all()->n; i++)
        if (one == NULL || one == kind_all()->at[i])
            TRY(print_kind(cx, a, kind_all()->at[i]));
    if (one != NULL)
        print_moves(cx, one);
    return OK;
}

static enum status answer(struct ctx *cx, struct asked *a)
{
    const char *url = getenv("CHANCERY_DB");

    a->has_db = (url != NULL && *url != 0) || file_exists(arena_printf(cx->mem, "%s/chancery.db", site_folder()));
    if (a->has_db)
        TRY(site_open(cx));
    else
        TRY(model_load(cx, getenv("CHANCERY_KINDS")));
    if (a->login != NULL && !a->has_db)
        return ctx_fail(cx, E_USAGE, "--login needs an installation");
    TRY(a->login != NULL ? as_account(cx, a->login) : as_role(cx, a));
    return print_all(cx, a);
}

static int run(struct ctx *cx, int argc, char **argv)
{
    struct asked a = {0};
    const struct {
        const char *name, **value;
    } options[] = {{"--role", &a.role}, {"--org", &a.org}, {"--unit", &a.unit}, {"--province", &a.province},
                   {"--clearance", &a.clearance}, {"--personal", &a.personal}, {"--kind", &a.kind},
                   {"--login", &a.login}};
    enum { N = sizeof options / sizeof *options };

    for (int i = 0; i < argc; i += 2) {
        int o = 0;
        while (o < N && strcmp(argv[i], options[o].name) != 0)
            o++;
        if (o == N || i + 1 >= argc)
            return start_failed(cx, ctx_fail(cx, E_USAGE, "\"%s\" is no option with a value", argv[i]));
        *options[o].value = argv[i + 1];
    }
    enum status st = answer(cx, &a);
    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_access = {
    .name = "access",
    .args = "--role ROLES [--org ID] [--unit ID] [--province PP] [--clearance C] [--personal P] [--kind K] | --login L",
    .summary = "what a role or an account can reach: rights and scopes by kind, with the number of records",
    .help = "One row per kind: for each right the scopes in which the roles have it (own unit org prov nat all), and "
            "behind the\n"
            "colon how many records that is now, when there is an installation. Sub-records show the rights that their "
            "parents\n"
            "give. With --kind the moves of the roles follow. --clearance: public internal restricted secret_ref; "
            "--personal:\n"
            "none pd pds. --login shows an account with all its roles of today.\n"
            "Exit codes: 0 printed, 2 wrong arguments, 3 no such account, 4 the database does not open.",
    .run = run,
};
