/* chancery load: documents into the ledger. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/ledger_print.h"
#include "cli/start.h"
#include "ledger/load.h"
#include "ledger/source.h"
#include "platform/db.h"

static void progress(void *arg, enum load_phase phase, size_t done, size_t all)
{
    (void)arg;
    fprintf(stderr, phase == LOAD_READS ? "\r%zu of %zu documents" : "\r%zu of %zu texts compared", done, all);
    if (done == all)
        fputc('\n', stderr);
    fflush(stderr);
}

static void print_file(const struct load_result *r)
{
    switch (r->outcome) {
    case LOAD_ADDED:
        printf("%s: %s, %zu blocks, %zu figures, text %lld\n", r->name, lang_code(r->lang), r->n_blocks, r->n_figures,
            (long long)r->text_id);
        break;
    case LOAD_KNOWN:
        printf("%s: already there, text %lld\n", r->name, (long long)r->text_id);
        break;
    case LOAD_FAILED:
        fprintf(stderr, "chancery: %s: %s\n", r->name, r->message);
        break;
    }
}

/* "5 documents read, 3 of them the same text in 3 languages." */
static enum status print_summary(struct ctx *cx, const struct load_results *all)
{
    size_t done = 0;

    printf("%zu documents read, %zu already there, %zu failed\n", all->n_added, all->n_known, all->n_failed);
    for (size_t i = 0; i < all->n && done < 20; i++) {
        struct source_text t;
        bool seen = all->at[i].text_id == 0;

        for (size_t j = 0; j < i; j++)
            seen |= all->at[j].text_id == all->at[i].text_id;
        if (seen)
            continue;
        TRY(source_load(cx, all->at[i].text_id, false, &t));
        if (t.n_versions < 2)
            continue;
        done++;
        printf("text %lld: %zu versions of one text:", (long long)t.id, t.n_versions);
        for (size_t v = 0; v < t.n_versions; v++)
            printf(" %s (%s%s)", lang_code(t.versions[v].lang), t.versions[v].file_name,
                t.versions[v].is_original ? ", the original" : "");
        putchar('\n');
    }
    return OK;
}

static enum status again(struct ctx *cx, const struct load_tools *tools)
{
    struct source_texts texts;
    size_t n = 0;

    TRY(source_list(cx, 0, &texts));
    for (size_t i = 0; i < texts.n; i++)
        for (size_t v = 0; v < texts.at[i].n_versions; v++, n++) {
            struct arena_mark m = arena_mark(cx->mem);

            TRY(load_again(cx, tools, texts.at[i].versions[v].id));
            arena_rewind(cx->mem, m);
        }
    printf("%zu documents read again\n", n);
    return OK;
}

static enum status work(struct ctx *cx, int argc, char **argv, int *ret_code)
{
    struct ledger_options o;
    struct load_tools tools;
    struct load_results results = {0};

    TRY(ledger_print_open(cx, argc, argv, &o));
    if (o.n_words == 0 && !o.again)
        return ctx_fail(cx, E_USAGE, "which files? `chancery help load`");
    TRY(load_open(cx, &tools));
    if (o.n_words > 0) {
        struct load_input *in = arena_alloc(cx->mem, o.n_words * sizeof *in);
        bool show = o.progress || (isatty(STDERR_FILENO) && o.n_words > 50);
        struct load_manner manner = {.progress = show ? progress : NULL, .all_cores = true};

        for (size_t i = 0; i < o.n_words; i++)
            in[i].path = o.words[i];
        TRY(load_run(cx, &tools, in, o.n_words, &manner, &results));
        for (size_t i = 0; i < results.n; i++)
            if (results.at[i].outcome == LOAD_FAILED || results.n <= 50)
                print_file(&results.at[i]);
        TRY(print_summary(cx, &results));
    }
    if (o.again)
        TRY(again(cx, &tools));
    *ret_code = results.n_failed > 0 ? 3 : 0;
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    int code = 0;
    enum status st = work(cx, argc, argv, &code);

    return st == OK ? code : start_failed(cx, st);
}

const struct command cmd_load = {
    .name = "load",
    .args = "[--progress] [--again] FILE...",
    .summary = "read documents into the ledger: figures, versions, findings",
    .help = "Reads txt, md, html, docx and PDF with a text layer; keeps the bytes, finds the language and the other\n"
            "language versions of the same text, proposes figures and compares translations with their original.\n"
            "A file that is already there changes nothing. --again proposes figures of all loaded documents "
            "anew; what\n"
            "a person confirmed, corrected or rejected stays. Exit 0 when every file was read, 3 when some were not\n"
            "(each is named on standard error; the others are loaded).",
    .needs_db = true,
    .run = run,
};
