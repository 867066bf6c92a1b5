/* chancery record: records from the shell, by the same rules as everywhere. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "register/account.h"
#include "register/bin.h"
#include "platform/file.h"
#include "register/attach.h"
#include "register/duplicate.h"
#include "register/view.h"
#include "rules/deadline.h"
#include "rules/lifecycle.h"

enum { OUT_BYTES = 1 << 30, MOST_WORDS = 200 };

struct words_given { /* the words behind the options */
    char *at[MOST_WORDS];
    int n;
    const char *as, *why;
    bool json;
};

static enum status read_words(struct ctx *cx, int argc, char **argv, struct words_given *w)
{
    for (int i = 0; i < argc; i++) {
        bool more = i + 1 < argc;
        if (strcmp(argv[i], "--json") == 0)
            w->json = true;
        else if (strcmp(argv[i], "--as") == 0 && more)
            w->as = argv[++i];
        else if (strcmp(argv[i], "--why") == 0 && more)
            w->why = argv[++i];
        else if (w->n < MOST_WORDS)
            w->at[w->n++] = argv[i];
        else
            return ctx_fail(cx, E_USAGE, "too many words");
    }
    return OK;
}

static enum status act_as(struct ctx *cx, const char *login)
{
    struct account a;

    if (login == NULL) {
        access_as_system(cx);
        return OK;
    }
    TRY(account_find(cx, login, &a));
    return account_act_as(cx, &a);
}

static enum status find(struct ctx *cx, const char *word, struct record **ret_rec)
{
    long long id;

    if (str_int(str_of(word), &id))
        return record_load(cx, NULL, id, ret_rec);
    if (strlen(word) == 26)
        return record_load_uid(cx, NULL, word, ret_rec);
    for (size_t i = 0; i < kind_all()->n; i++)
        if (kind_all()->at[i]->code != NULL && record_find(cx, kind_all()->at[i], "code", word, ret_rec) == OK)
            return OK;
    return ctx_fail(cx, E_NOTFOUND, "no record \"%s\"; an id, a uid or a code is expected", word);
}

static enum status print(struct ctx *cx, const struct record *rec)
{
    struct buf out;

    buf_init(&out, cx->mem, OUT_BYTES);
    record_json(cx, rec, &out);
    TRY(buf_status(&out));
    printf("%.*s\n", STR_ARGS(buf_str(&out)));
    return OK;
}

static enum status print_list(struct ctx *cx, const struct words_given *w)
{
    const struct kind *k = kind_find(w->at[1]);
    struct list_query *q;
    struct buf out;

    if (k == NULL)
        return ctx_fail(cx, E_USAGE, "no kind \"%s\"; `chancery kinds` lists them", w->at[1]);
    TRY(view_parse(cx, k, str_of(w->n > 2 ? w->at[2] : ""), &q));
    buf_init(&out, cx->mem, OUT_BYTES);
    TRY(w->json ? list_json(cx, q, &out) : list_csv(cx, q, &out));
    printf("%.*s%s", STR_ARGS(buf_str(&out)), w->json ? "\n" : "");
    return OK;
}

static enum status print_bin(struct ctx *cx, const struct words_given *w)
{
    struct bin_query q = {.per = INT32_MAX};
    struct bin b;

    if (w->n > 1 && (q.kind = kind_find(w->at[1])) == NULL)
        return ctx_fail(cx, E_USAGE, "no kind \"%s\"; `chancery kinds` lists them", w->at[1]);
    TRY(bin_list(cx, &q, &b));
    for (size_t i = 0; i < b.n; i++)
        printf("%-8lld %-16s %s  %-10s until %s%s  %s  [%s]\n", (long long)b.rows[i].record_id, b.rows[i].kind->id,
               instant_text(cx->mem, b.rows[i].at), b.rows[i].login, date_text(cx->mem, b.rows[i].last),
               b.rows[i].left < 0 ? " (over)" : "", b.rows[i].title, b.rows[i].why != NULL ? b.rows[i].why : "");
    return OK;
}

static enum status split(struct ctx *cx, char *pair, struct lifecycle_value *v)
{
    char *eq = strchr(pair, '=');

    if (eq == NULL)
        return ctx_fail(cx, E_USAGE, "FIELD=VALUE is expected, not \"%s\"", pair);
    *eq = '\0';
    *v = (struct lifecycle_value){pair, eq + 1};
    return OK;
}

/* A warning refuses nothing; it goes beside the record, which is printed as JSON. */
static enum status warn_of_twins(struct ctx *cx, const struct record *rec)
{
    struct duplicate *at;
    size_t n;

    TRY(duplicate_find(cx, rec, &at, &n));
    for (size_t i = 0; i < n; i++)
        fprintf(stderr, "warning: %s: %s %lld, %s\n", at[i].field, at[i].kind->id, (long long)at[i].id,
                at[i].spelling == NULL ? "the same key" : arena_printf(cx->mem, "a near name: %s", at[i].spelling));
    return OK;
}

static enum status change(struct ctx *cx, struct words_given *w, struct record *rec, int from, const char *move)
{
    struct lifecycle_value v[MOST_WORDS];
    int n = 0;

    for (int i = from; i < w->n; i++)
        TRY(split(cx, w->at[i], &v[n++]));
    if (move != NULL) {
        TRY(lifecycle_move(cx, rec, move, v, (size_t)n, w->why));
        return print(cx, rec);
    }
    for (int i = 0; i < n; i++)
        record_set(cx, rec, v[i].field, v[i].typed);
    TRY(warn_of_twins(cx, rec));
    TRY(record_save(cx, rec, w->why));
    return print(cx, rec);
}

static enum status print_moves(struct ctx *cx, const struct record *rec)
{
    struct lifecycle_move *moves;
    size_t n;

    TRY(lifecycle_moves(cx, rec, &moves, &n));
    for (size_t i = 0; i < n; i++) {
        printf("%-16s to %-14s %s\n", moves[i].move->id, moves[i].move->to, moves[i].allowed ? "" : moves[i].refused);
        for (size_t f = 0; f < moves[i].n_need; f++)
            printf("    needs %s (%s)\n", moves[i].need[f]->id, label_text(&moves[i].need[f]->label, cx->lang));
    }
    return OK;
}

static enum status print_files(struct ctx *cx, const struct record *rec)
{
    struct attachment *all;
    size_t n;

    TRY(attach_list(cx, rec, &all, &n));
    for (size_t i = 0; i < n; i++)
        printf("%-8lld %10lld  %s  %-16s %s\n", (long long)all[i].id, (long long)all[i].bytes,
               instant_text(cx->mem, all[i].at), *all[i].field != '\0' ? all[i].field : "-", all[i].name);
    return OK;
}

/* at: the words behind the record: PATH [FIELD] */
static enum status attach(struct ctx *cx, struct record *rec, char *const *at, int n)
{
    struct str bytes;
    int64_t id;

    TRY(file_read(cx, at[0], (size_t)1 << 31, &bytes));
    TRY(attach_add(cx, rec, n > 1 ? at[1] : "", at[0], "application/octet-stream", bytes, &id));
    printf("%lld\n", (long long)id);
    return OK;
}

static enum status detach(struct ctx *cx, struct record *rec, const char *number)
{
    long long id;

    if (!str_int(str_of(number), &id))
        return ctx_fail(cx, E_USAGE, "the number of a file is expected, not \"%s\"; `record files` lists them", number);
    return attach_remove(cx, rec, id);
}

static enum status act(struct ctx *cx, int argc, char **argv)
{
    struct words_given w = {0};
    struct record *rec;
    const struct kind *k;

    TRY(read_words(cx, argc, argv, &w));
    if (w.n < 2 && (w.n == 0 || strcmp(w.at[0], "bin") != 0))
        return ctx_fail(cx, E_USAGE, "record list|get|new|set|move|delete …; `chancery help record` tells more");
    TRY(site_open(cx));
    TRY(act_as(cx, w.as));
    const char *verb = w.at[0];
    if (strcmp(verb, "bin") == 0)
        return print_bin(cx, &w);
    if (strcmp(verb, "list") == 0)
        return print_list(cx, &w);
    if (strcmp(verb, "new") == 0) {
        k = kind_find(w.at[1]);
        if (k == NULL || kind_is_sub(k))
            return ctx_fail(cx, E_USAGE, "no register \"%s\"; `chancery kinds` lists them", w.at[1]);
        return change(cx, &w, record_new(cx, k), 2, NULL);
    }
    TRY(find(cx, w.at[1], &rec));
    if (strcmp(verb, "get") == 0)
        return print(cx, rec);
    if (strcmp(verb, "moves") == 0)
        return print_moves(cx, rec);
    if (strcmp(verb, "set") == 0)
        return change(cx, &w, rec, 2, NULL);
    if (strcmp(verb, "move") == 0 && w.n > 2)
        return change(cx, &w, rec, 3, w.at[2]);
    if (strcmp(verb, "files") == 0)
        return print_files(cx, rec);
    if (strcmp(verb, "attach") == 0 && (w.n == 3 || w.n == 4))
        return attach(cx, rec, w.at + 2, w.n - 2);
    if (strcmp(verb, "detach") == 0 && w.n == 3)
        return detach(cx, rec, w.at[2]);
    if (strcmp(verb, "delete") == 0)
        return record_delete(cx, rec, w.why);
    if (strcmp(verb, "restore") == 0)
        return record_restore(cx, rec, w.why);
    return ctx_fail(cx, E_USAGE, "record list|get|new|set|moves|move|files|attach|detach|delete|bin|restore, "
                    "not \"%s\"", verb);
}

static int run(struct ctx *cx, int argc, char **argv)
{
    cx->lang = LANG_EN;
    enum status st = act(cx, argc, argv);

    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_record = {
    .name = "record",
    .args =
        "list KIND [PARAMS] | get ID | new KIND F=V … | set ID F=V … | moves ID | move ID MOVE F=V … |\n"
        "    files ID | attach ID PATH [FIELD] | detach ID FILE | delete ID | bin [KIND] | restore ID\n"
        "    [--as LOGIN] [--why TEXT] [--json]",
    .summary = "records from the shell, by the same rules as everywhere",
    .help = "list takes the parameters of a list's address: "
            "\"state=signed&sign_date.from=2025-01-01&q=nara&sort=-sign_date\";\n"
            "it prints CSV, or JSON with --json. The others print the record as JSON. ID is an id, a uid or a code. "
            "moves\n"
            "lists the moves out of the state with what they need; files lists the files, attach puts one there (to\n"
            "the record as a whole, or to a field of files), detach takes one off; bin what was deleted, by whom,\n"
            "until when it can be restored and why; restore brings it back, also after its last day.\n"
            "Without --as the program itself acts.\n"
            "Exit codes: 0 done, 2 unusable words, 3 refused with the reasons, 4 anything else.",
    .needs_db = true,
    .run = run,
};

static enum status due(struct ctx *cx, int argc, char **argv)
{
    struct deadline *d;
    struct record *rec;
    size_t n;

    if (argc < 1)
        return ctx_fail(cx, E_USAGE, "the id of a record is missing");
    TRY(site_open(cx));
    access_as_system(cx);
    TRY(find(cx, argv[0], &rec));
    TRY(deadline_of(cx, rec, true, &d, &n));
    for (size_t i = 0; i < n; i++)
        printf("%-6s %s  %-9s %s%s: %s [%s]\n", d[i].rule->code, date_text(cx->mem, d[i].due),
               deadline_state_id(d[i].state), d[i].flags != 0 ? "(check the days off) " : "",
               label_text(&d[i].rule->label, cx->lang), d[i].record->title, deadline_basis(cx, d[i].rule));
    return OK;
}

static int run_deadline(struct ctx *cx, int argc, char **argv)
{
    cx->lang = LANG_EN;
    enum status st = due(cx, argc, argv);

    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_deadline = {
    .name = "deadline",
    .args = "ID",
    .summary = "the due dates of a record and of its sub-records, with what they stand on",
    .help = "One line each: rule, due day, state (open warn due late done done_late), label, record, and the "
            "article; rules that\n"
            "are not verified read \"Office default, unverified\".",
    .needs_db = true,
    .run = run_deadline,
};
