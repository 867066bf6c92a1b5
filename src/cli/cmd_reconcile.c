/* chancery reconcile: stated beside listed, and what to know before publishing. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/ledger_print.h"
#include "cli/start.h"
#include "ledger/finding.h"

static void print_line(struct ctx *cx, const struct reconcile_line *l)
{
    const char *stated = l->has_stated ? ledger_print_value(cx, &l->stated) : "-";

    printf("%-28s stated %-24s listed %-8s %s", l->def->id, stated,
        l->has_listed ? arena_printf(cx->mem, "%lld", (long long)l->listed) : "-", reconcile_gap_name(l->gap));
    if (l->gap == RECONCILE_SHORT)
        printf(" (%lld missing)", (long long)l->missing);
    putchar('\n');
}

static enum status names(struct ctx *cx, const char *typed, int *ret_code)
{
    struct reconcile_name *at;
    size_t n;

    TRY(reconcile_names(cx, typed, &at, &n));
    for (size_t i = 0; i < n; i++)
        printf("%s (%s %lld, by the spelling %s)\n", at[i].title, at[i].kind, (long long)at[i].record_id, at[i].text);
    *ret_code = n > 0 ? 0 : 1;
    return OK;
}

static enum status work(struct ctx *cx, int argc, char **argv, int *ret_code)
{
    struct ledger_options o;
    const struct indicators *all;
    struct reconcile_lines lines;
    struct finding_rows found;
    int year;

    TRY(ledger_print_open(cx, argc, argv, &o));
    if (o.name != NULL)
        return names(cx, o.name, ret_code);
    TRY(indicator_open(cx, &all));
    TRY(ledger_print_year(cx, &o, &year));
    TRY(reconcile_year(cx, all, year, o.subject, &lines));
    for (size_t i = 0; i < lines.n; i++)
        print_line(cx, &lines.at[i]);
    TRY(finding_list(cx, all, &(struct finding_query){.year = year, .subject = o.subject}, &found));
    for (size_t i = 0; i < found.n; i++) {
        const struct finding_row *f = &found.at[i];

        printf("%c %-12s %s%s%s\n", f->cls, f->rule, f->lang != NULL ? f->lang : "", f->lang != NULL ? ": " : "",
            finding_text(cx, f));
    }
    *ret_code = found.n > 0 && found.at[0].cls < 'C' ? 1 : 0;
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    int code = 0;
    enum status st = work(cx, argc, argv, &code);

    return st == OK ? code : start_failed(cx, st);
}

const struct command cmd_reconcile = {
    .name = "reconcile",
    .args = "[--year Y] [--subject S] [--lang L] | --name TEXT",
    .summary = "stated beside listed, and the findings, worst first",
    .help = "For each indicator of the year: what the texts state and how many records are listed, with what is "
            "missing;\n"
            "then everything to know before publishing. --name gives the partners whose name is nearly the one typed.\n"
            "Exit 1 when there are findings of class A or B.",
    .needs_db = true,
    .run = run,
};
