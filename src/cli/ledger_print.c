/* See ledger_print.h. */
#include "cli/ledger_print.h"

#include <string.h>

#include "cli/site.h"
#include "ledger/source.h"

static bool flag(const char *word, struct ledger_options *o)
{
    struct {
        const char *name;
        bool *set;
    } flags[] = {{"--json", &o->json}, {"--all", &o->all}, {"--again", &o->again}, {"--progress", &o->progress},
        {"--check", &o->check}};

    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (strcmp(word, flags[i].name) == 0) {
            *flags[i].set = true;
            return true;
        }
    return false;
}

static bool number(const char *text, int64_t *ret_n)
{
    long long n;

    if (!str_int(str_of(text), &n) || n < 0)
        return false;
    *ret_n = n;
    return true;
}

/* An option with a value. *ret_known false: no such option. */
static bool valued(const char *word, const char *value, struct ledger_options *o, bool *ret_known)
{
    int64_t n;

    *ret_known = true;
    if (strcmp(word, "--year") == 0) {
        if (!number(value, &n) || n < 1000 || n > 9999)
            return false;
        o->year = (int)n;
        return true;
    }
    if (strcmp(word, "--lang") == 0)
        return lang_parse(str_of(value), &o->lang);
    if (strcmp(word, "--version") == 0)
        return number(value, &o->version);
    if (strcmp(word, "--stated") == 0)
        return number(value, &o->stated);
    if (strcmp(word, "--subject") == 0)
        o->subject = value;
    else if (strcmp(word, "--note") == 0)
        o->note = value;
    else if (strcmp(word, "--state") == 0)
        o->state = value;
    else if (strcmp(word, "--name") == 0)
        o->name = value;
    else
        *ret_known = false;
    return *ret_known;
}

static enum status read_options(struct ctx *cx, int argc, char **argv, struct ledger_options *ret_o)
{
    struct ledger_options o = {.lang = LANG_EN, .subject = "hue"};
    bool known, rest = false;

    o.words = arena_alloc(cx->mem, ((size_t)argc + 1) * sizeof *o.words);
    for (int i = 0; i < argc; i++) {
        if (rest || argv[i][0] != '-' || argv[i][1] == 0) {
            o.words[o.n_words++] = argv[i];
        } else if (strcmp(argv[i], "--") == 0) {
            rest = true;
        } else if (!flag(argv[i], &o)) {
            bool good = i + 1 < argc && valued(argv[i], argv[i + 1], &o, &known);

            if (i + 1 < argc && !known)
                return ctx_fail(cx, E_USAGE, "no such option: %s", argv[i]);
            if (!good)
                return ctx_fail(cx, E_USAGE, "%s needs a value that fits", argv[i]);
            i++;
        }
    }
    cx->lang = o.lang;
    *ret_o = o;
    return OK;
}

enum status ledger_print_open(struct ctx *cx, int argc, char **argv, struct ledger_options *ret_o)
{
    TRY(read_options(cx, argc, argv, ret_o));
    TRY(site_open(cx));
    cx->who = (struct who){.login = "system", .name = "system", .is_system = true};
    return OK;
}

const char *ledger_print_value(struct ctx *cx, const struct observation *o)
{
    const char *unit = o->unit == NULL ? "" : strcmp(o->unit, "percent") == 0 ? "%" : o->unit;

    return arena_printf(cx->mem, "%s%s%s%s", o->approx ? "~ " : "", interval_text(cx->mem, &o->value),
        *unit ? " " : "", unit);
}

enum status ledger_print_year(struct ctx *cx, const struct ledger_options *o, int *ret_year)
{
    int *years;
    size_t n;

    if (o->year != 0) {
        *ret_year = o->year;
        return OK;
    }
    TRY(source_years(cx, &years, &n));
    *ret_year = n > 0 ? years[0] : ctx_today(cx).y;
    return OK;
}
