/* chancery check: a text before it is published. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/ledger_print.h"
#include "cli/start.h"
#include "ledger/lint.h"
#include "platform/file.h"
#include "text/extract.h"

static enum status check_file(struct ctx *cx, const struct load_tools *tools, const struct ledger_options *o,
                              const char *path, int *ret_code)
{
    const char *slash = strrchr(path, '/');
    struct finding_rows found;
    struct str bytes;

    TRY(file_read(cx, path, EXTRACT_FILE_MAX, &bytes));
    TRY(lint_document(cx, tools, slash != NULL ? slash + 1 : path, bytes, o->subject, &found));
    for (size_t i = 0; i < found.n; i++) {
        const struct finding_row *f = &found.at[i];

        printf("%s:%lld: %c %s: %s\n", path, (long long)(f->start < 0 ? 0 : f->start), f->cls, f->rule,
            finding_text(cx, f));
        if (f->cls == 'A' || f->cls == 'B')
            *ret_code = 1;
    }
    return OK;
}

static enum status work(struct ctx *cx, int argc, char **argv, int *ret_code)
{
    struct ledger_options o;
    struct load_tools tools;

    TRY(ledger_print_open(cx, argc, argv, &o));
    if (o.n_words == 0)
        return ctx_fail(cx, E_USAGE, "which files? `chancery help check`");
    TRY(load_open(cx, &tools));
    for (size_t i = 0; i < o.n_words; i++)
        TRY(check_file(cx, &tools, &o, o.words[i], ret_code));
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    int code = 0;
    enum status st = work(cx, argc, argv, &code);

    return st == OK ? code : start_failed(cx, st);
}

const struct command cmd_check = {
    .name = "check",
    .args = "[--lang L] [--subject S] FILE...",
    .summary = "check a text before it is published",
    .help = "Reads a text without storing it: its figures against each other, against the figures of the ledger "
            "and the\n"
            "records of the registers, and, when it is a language version of a loaded text, against that original by\n"
            "the rules of `text compare`. One line per finding: file, byte, class, rule. Exit 1 when there are any of\n"
            "class A or B, 3 when a file cannot be read.",
    .needs_db = true,
    .run = run,
};
