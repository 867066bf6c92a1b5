/* chancery report year: the year report as text. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/ledger_print.h"
#include "cli/start.h"
#include "ledger/load.h"
#include "papers/report.h"

static enum status lint(struct ctx *cx, const struct indicators *all, int year, const char *subject, int *ret_code)
{
    struct load_tools tools;
    const char **lines;
    size_t n;

    TRY(load_open(cx, &tools));
    TRY(report_lint(cx, all, &tools, year, subject, &lines, &n));
    for (size_t i = 0; i < n; i++)
        fprintf(stderr, "%s\n", lines[i]);
    if (n > 0)
        *ret_code = 1;
    return OK;
}

static enum status work(struct ctx *cx, int argc, char **argv, int *ret_code)
{
    struct ledger_options o;
    const struct indicators *all;
    struct report r;
    struct str text;
    int year;

    *ret_code = 0;
    TRY(ledger_print_open(cx, argc, argv, &o));
    TRY(indicator_open(cx, &all));
    TRY(ledger_print_year(cx, &o, &year));
    TRY(report_year(cx, all, year, o.subject, o.lang, &r));
    TRY(report_text(cx, &r, true, &text));
    printf("%.*s", STR_ARGS(text));
    return o.check ? lint(cx, all, year, o.subject, ret_code) : OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    int code = 0;
    enum status st = work(cx, argc, argv, &code);

    return st == OK ? code : start_failed(cx, st);
}

const struct command cmd_report = {
    .name = "report year",
    .args = "[--year Y] [--lang vi|en|de] [--subject S] [--check]",
    .summary = "the year report, every number with its proof",
    .help = "Sections by the three pillars and the fields; every number is counted from records or taken from a "
            "published\n"
            "text and carries a note that leads to its list or its sentence. What is in preparation stands in "
            "the plan\n"
            "section only. --check compares the three languages of the report with the rules of `text compare` and\n"
            "prints faults of class A and B on standard error; exit 1 when there are any.",
    .needs_db = true,
    .run = run,
};
