/* chancery demo: the demonstration set, public facts about Huế with their sources, and accounts to look around with. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "platform/data.h"
#include "platform/setting.h"
#include "register/access.h"
#include "register/account.h"
#include "register/seed.h"
#include "rules/workday_store.h"
#include "register/yaml_load.h"

struct user {
    const char *login, *name, *roles, *org, *clearance, *personal, *lang, *password;
};
static const struct cyaml_schema_field user_fields[] = {
    YAML_NEED("login", struct user, login),
    YAML_NEED("name", struct user, name),
    YAML_NEED("roles", struct user, roles),
    YAML_OPT("org", struct user, org),
    YAML_OPT("clearance", struct user, clearance),
    YAML_OPT("personal", struct user, personal),
    YAML_OPT("lang", struct user, lang),
    YAML_NEED("password", struct user, password),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value user_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct user, user_fields)};
static const struct cyaml_schema_value users_schema = {
    CYAML_VALUE_SEQUENCE(CYAML_FLAG_POINTER, struct user, &user_row, 0, 1000)};

static int level(const char *word, const char *const *levels)
{
    int n = 0;

    for (int i = 0; word != NULL && levels[i] != NULL; i++)
        if (strcmp(word, levels[i]) == 0)
            n = i;
    return n;
}

static enum status add_user(struct ctx *cx, const struct user *u, const struct account_limits *limits)
{
    static const char *const clearances[] = {"public", "internal", "restricted", "secret_ref", NULL};
    static const char *const personals[] = {"none", "pd", "pds", NULL};
    struct account a;
    int64_t id;

    enum status st = account_find(cx, u->login, &a);
    if (st != E_NOTFOUND)
        return st;
    ctx_clear(cx);
    return account_create(cx,
                          &(struct account){.login = u->login, .name = u->name, .roles = u->roles,
                                            .lang = u->lang != NULL ? u->lang : "vi", .province = "46",
                                            .clearance = level(u->clearance, clearances),
                                            .personal = level(u->personal, personals),
                                            .org_id = u->org == NULL ? 0 : seed_id(cx, u->org)},
                          u->password, limits, &id);
}

static enum status add_users(struct ctx *cx, unsigned *ret_n)
{
    struct account_limits limits;
    struct settings *s;
    struct user *users;
    struct str text;
    void *data;

    TRY(setting_load(cx, &s));
    limits = (struct account_limits){.password_least = setting_int(s, "password.least")};
    TRY(data_file(cx, "demo/users.yaml", &text));
    TRY(yaml_load(cx, "demo/users.yaml", text, &users_schema, &data, ret_n));
    users = data;
    for (unsigned i = 0; i < *ret_n; i++)
        TRY(add_user(cx, &users[i], &limits));
    return OK;
}

static enum status demo(struct ctx *cx)
{
    struct str text;
    int64_t from_tables = 0, records = 0, days = 0;
    unsigned users = 0;

    TRY(site_open(cx));
    access_as_system(cx);
    cx->who.province = "46";
    cx->plain = true;
    TRY(seed_tables(cx, &from_tables));
    TRY(data_file(cx, "demo/records.yaml", &text));
    TRY(seed_records(cx, "demo/records.yaml", text, &records));
    TRY(add_users(cx, &users));
    TRY(workday_store_seed(cx, &days));
    from_tables += days;
    printf("%lld records from tables, %lld of the demonstration set, %u accounts\n", (long long)from_tables,
           (long long)records, users);
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    (void)argv;
    enum status st = argc > 0 ? ctx_fail(cx, E_USAGE, "`chancery demo` takes no words") : demo(cx);

    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_demo = {
    .name = "demo",
    .args = "",
    .summary = "load the demonstration set: public facts about Huế, and accounts to look around with",
    .help = "Reads demo/records.yaml and demo/users.yaml. Each record's history says where the fact stands. All or "
            "nothing;\n"
            "a second call changes nothing. Never for an office at work: the passwords are public.",
    .needs_db = true,
    .run = run,
};
