/* chancery import: spreadsheets into a register from the shell, by the same steps as the page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "platform/file.h"
#include "platform/i18n.h"
#include "register/account.h"
#include "register/import.h"

enum { MOST_MAPS = SHEET_COLUMNS_MAX, MOST_SHOWN = 50 };

struct options {
    const char *kind, *file, *as, *tab, *bad;
    const char *maps[MOST_MAPS]; /* "Heading=field" */
    int n_maps;
    enum import_mode mode;
    bool has_mode, commit;
    long long job;
};

static enum status read_options(struct ctx *cx, int argc, char **argv, struct options *o)
{
    for (int i = 0; i < argc; i++) {
        bool more = i + 1 < argc;

        if (strcmp(argv[i], "--commit") == 0)
            o->commit = true;
        else if (strcmp(argv[i], "--as") == 0 && more)
            o->as = argv[++i];
        else if (strcmp(argv[i], "--tab") == 0 && more)
            o->tab = argv[++i];
        else if (strcmp(argv[i], "--bad") == 0 && more)
            o->bad = argv[++i];
        else if (strcmp(argv[i], "--map") == 0 && more && o->n_maps < MOST_MAPS && strchr(argv[i + 1], '=') != NULL)
            o->maps[o->n_maps++] = argv[++i];
        else if (strcmp(argv[i], "--mode") == 0 && more && import_mode_parse(str_of(argv[i + 1]), &o->mode))
            o->has_mode = true, i++;
        else if (strcmp(argv[i], "--take-back") == 0 && more && str_int(str_of(argv[i + 1]), &o->job))
            i++;
        else if (argv[i][0] == '-' || o->file != NULL)
            return ctx_fail(cx, E_USAGE, "`chancery import` does not take %s", argv[i]);
        else if (o->kind == NULL)
            o->kind = argv[i];
        else
            o->file = argv[i];
    }
    return o->job != 0 || o->file != NULL ? OK : ctx_fail(cx, E_USAGE, "which register, and which file?");
}

static enum status act(struct ctx *cx, const char *login)
{
    struct account a;

    if (login == NULL) {
        access_as_system(cx);
        return OK;
    }
    TRY(account_find(cx, login, &a));
    TRY(account_act_as(cx, &a));
    return OK;
}

/* --map "Ngày ký=sign_date" over what was guessed; "Heading=" leaves a column out. */
static enum status map(struct ctx *cx, struct import_job *job, const struct options *o)
{
    const char **targets = arena_alloc(cx->mem, (job->n_columns + 1) * sizeof *targets);

    for (size_t i = 0; i < job->n_columns; i++)
        targets[i] = job->columns[i].target;
    for (int m = 0; m < o->n_maps; m++) {
        struct str heading = {o->maps[m], (size_t)(strchr(o->maps[m], '=') - o->maps[m])};
        bool found = false;

        for (size_t i = 0; i < job->n_columns; i++)
            if (str_is(heading, job->columns[i].heading)) {
                targets[i] = o->maps[m] + heading.n + 1;
                found = true;
            }
        if (!found)
            return ctx_fail(cx, E_USAGE, "the file has no column «%.*s»", STR_ARGS(heading));
    }
    return import_map(cx, job, targets, o->has_mode ? o->mode : job->mode);
}

static void print_columns(const struct import_job *job)
{
    for (size_t i = 0; i < job->n_columns; i++)
        printf("  %-40s -> %s\n", job->columns[i].heading, *job->columns[i].target != 0 ? job->columns[i].target : "-");
}

static enum status print_bad(struct ctx *cx, const struct import_job *job)
{
    struct import_row *rows;
    size_t n;

    TRY(import_rows(cx, job, "invalid", MOST_SHOWN, &rows, &n));
    for (size_t i = 0; i < n; i++)
        for (const struct problem *p = rows[i].problems; p != NULL; p = p->next)
            printf("  row %lld, %s: %s\n", (long long)rows[i].line, *p->field != 0 ? p->field : "-",
                i18n_fill(cx, p->key, p->arg));
    if (job->invalid > MOST_SHOWN)
        printf("  … and %lld more rows; --bad FILE.csv writes all of them\n", (long long)(job->invalid - MOST_SHOWN));
    return OK;
}

static enum status write_bad(struct ctx *cx, const struct import_job *job, const char *path)
{
    struct buf out;

    buf_init(&out, cx->mem, 256 << 20);
    TRY(import_bad_csv(cx, job, &out));
    return file_write(cx, path, buf_str(&out));
}

static void print_counts(const struct import_job *job, const char *what)
{
    printf("%s: %lld rows, %lld good (%lld new, %lld changed, %lld left out), %lld bad\n", what, (long long)job->total,
        (long long)job->valid, (long long)job->created, (long long)job->updated, (long long)job->skipped,
        (long long)job->invalid);
}

static enum status bring_in(struct ctx *cx, const struct options *o, bool *ret_bad)
{
    const struct kind *k = kind_find(o->kind);
    const char *slash = strrchr(o->file, '/');
    struct import_progress progress = {0};
    struct import_job *job;
    struct str bytes;

    if (k == NULL)
        return ctx_fail(cx, E_USAGE, "there is no register %s", o->kind);
    TRY(file_read(cx, o->file, SHEET_FILE_MAX + 1, &bytes));
    TRY(import_new(cx, k, slash != NULL ? slash + 1 : o->file, bytes, o->tab, &job));
    TRY(map(cx, job, o));
    print_columns(job);
    TRY(import_check(cx, job, &progress));
    print_counts(job, "Dry run");
    TRY(print_bad(cx, job));
    *ret_bad = job->invalid > 0;
    if (o->bad != NULL)
        TRY(write_bad(cx, job, o->bad));
    if (!o->commit)
        return OK;
    TRY(import_commit(cx, job, &progress));
    print_counts(job, arena_printf(cx->mem, "Import %lld written", (long long)job->id));
    return OK;
}

static enum status take_back(struct ctx *cx, int64_t id)
{
    struct import_job *job;
    int64_t kept;

    TRY(import_load(cx, id, &job));
    TRY(import_take_back(cx, job, &kept));
    printf("Import %lld taken back; %lld records changed since were left alone\n", (long long)id, (long long)kept);
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    struct options o = {0};
    bool bad = false;
    enum status st = read_options(cx, argc, argv, &o);

    if (st == OK)
        st = site_open(cx);
    if (st == OK)
        st = act(cx, o.as);
    if (st == OK)
        st = o.job != 0 ? take_back(cx, o.job) : bring_in(cx, &o, &bad);
    return st == OK ? (bad ? 1 : 0) : start_failed(cx, st);
}

const struct command cmd_import = {
    .name = "import",
    .args = "KIND FILE [--map HEADING=FIELD]... [--mode skip|fill|update|create] [--tab SHEET] [--bad FILE.csv] "
            "[--commit] [--as LOGIN] | --take-back JOB",
    .summary = "bring a spreadsheet into a register: dry run, commit, take back",
    .help = "Reads CSV (UTF-8, UTF-16 or Windows-1258; comma, semicolon, tab or bar) or XLSX. The first row holds the "
            "headings; those that are a field's id or label in Vietnamese, English or German find their field, --map "
            "says the others. Links are found by code or title.\n"
            "Without --commit nothing but the report is written: how many rows would be made, changed (rows whose "
            "natural key is there already: --mode), left out, and every fault by row and reason. --commit writes the "
            "good rows in one transaction. --take-back deletes and restores what an import did, except what somebody "
            "changed since.\n"
            "Exit codes: 0 every row good, 1 some rows bad, 2 wrong arguments, 3 the file cannot be read, 4 anything "
            "else.",
    .needs_db = true,
    .run = run,
};
