/* chancery codes: the code lists, and the office's own codes over them, by the same rules as in the pages. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "register/access.h"
#include "register/code.h"
#include "register/code_own.h"

static void print_lists(struct ctx *cx)
{
    const struct code_list *l;

    for (size_t i = 0; (l = code_list_at(i)) != NULL; i++)
        printf("%-20s %4u codes %-6s %s\n", l->id, l->n_codes, l->fixed ? "fixed" : "",
               label_text(&l->label, cx->lang));
}

static void print_list(struct ctx *cx, const struct code_list *l)
{
    for (unsigned i = 0; i < l->n_codes; i++) {
        const struct code *c = &l->codes[i];
        printf("%-20s %-10s %-10s %-6s %s | %s | %s\n", c->id, c->valid_from != NULL ? c->valid_from : "-",
               c->valid_to != NULL ? c->valid_to : "-",
               c->own_id != 0 ? "own" : code_is_valid(c, ctx_today(cx)) ? "" : "ended", c->label.text[LANG_VI],
               c->label.text[LANG_EN] != NULL ? c->label.text[LANG_EN] : "-",
               c->label.text[LANG_DE] != NULL ? c->label.text[LANG_DE] : "-");
    }
}

/* The office's row of the code, or a new one that says what the file says. */
static enum status row_of(struct ctx *cx, const struct code_list *l, const char *id, struct record **ret_rec)
{
    const struct kind *k = code_own_kind();
    const struct code *c = code_find(l, str_of(id));

    if (k == NULL)
        return ctx_fail(cx, E_NOTFOUND, "this installation has no kind that serves as codes");
    if (c != NULL && c->own_id != 0)
        return record_load(cx, k, c->own_id, ret_rec);
    struct record *rec = record_new(cx, k);
    record_set(cx, rec, "list", l->id);
    record_set(cx, rec, "value", id);
    for (int g = 0; c != NULL && g < LANG__MAX; g++)
        if (c->label.text[g] != NULL)
            record_set(cx, rec, arena_printf(cx->mem, "label_%s", lang_code((enum lang)g)), c->label.text[g]);
    if (c != NULL && c->valid_from != NULL)
        record_set(cx, rec, "valid_from", c->valid_from);
    if (c != NULL && c->valid_to != NULL)
        record_set(cx, rec, "valid_to", c->valid_to);
    *ret_rec = rec;
    return OK;
}

static enum status set(struct ctx *cx, const struct code_list *l, int argc, char **argv)
{
    struct record *rec;
    const char *why = NULL;

    TRY(row_of(cx, l, argv[0], &rec));
    for (int i = 1; i < argc; i++) {
        char *eq = strchr(argv[i], '=');
        if (eq == NULL)
            return ctx_fail(cx, E_USAGE, "FIELD=VALUE is needed, not \"%s\"", argv[i]);
        *eq = '\0';
        if (strcmp(argv[i], "why") == 0)
            why = eq + 1;
        else if (strlen(argv[i]) == 2)
            record_set(cx, rec, arena_printf(cx->mem, "label_%s", argv[i]), eq + 1);
        else
            record_set(cx, rec, argv[i], eq + 1);
    }
    TRY(record_save(cx, rec, why));
    TRY(code_own_refresh(cx));
    print_list(cx, code_list_find(l->id));
    return OK;
}

static enum status act(struct ctx *cx, int argc, char **argv)
{
    const struct code_list *l;

    TRY(site_open(cx));
    access_as_system(cx);
    if (argc == 0) {
        print_lists(cx);
        return OK;
    }
    l = code_list_find(argv[0]);
    if (l == NULL)
        return ctx_fail(cx, E_USAGE, "no list \"%s\"; `chancery codes` names them", argv[0]);
    if (argc == 1) {
        print_list(cx, l);
        return OK;
    }
    return set(cx, l, argc - 1, argv + 1);
}

static int run(struct ctx *cx, int argc, char **argv)
{
    cx->lang = LANG_EN;
    enum status st = act(cx, argc, argv);

    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_codes = {
    .name = "codes",
    .args = "[LIST [CODE [vi=…] [en=…] [de=…] [valid_from=DAY] [valid_to=DAY] [note=…] [why=…]]]",
    .summary = "the code lists; add, relabel or end a code of the office",
    .help = "Without words every list; with a list its codes, their days and labels; with a code that code is\n"
            "added, or changed: valid_to=2026-12-31 ends it. Old records keep and show an ended code, new ones\n"
            "are not offered it. The office's codes are records with a history; those of definitions/codes.yaml\n"
            "stay as they are below them.\n"
            "Exit codes: 0 done, 2 unusable words, 3 refused with the reasons, 4 anything else.",
    .needs_db = true,
    .run = run,
};
