/* chancery text compare: where translations depart from their original, as one JSON object. The contract is
   docs/FIGURES.md; other programs call this. Not for: judging the differences (text/compare.h). */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/start.h"
#include "ledger/load.h"
#include "platform/file.h"
#include "platform/json.h"
#include "text/compare.h"
#include "text/extract.h"
#include "text/language.h"

enum { VERSIONS_MAX = 16 };

struct input {
    const char *file;
    bool has_lang;
    enum lang lang;
    struct extracted e;
};

struct inputs {
    struct input at[VERSIONS_MAX];
    size_t n;
};

/* "--lang other.txt=de" */
static enum status read_lang(struct ctx *cx, const char *given, const char **langs, size_t *n)
{
    const char *eq = given == NULL ? NULL : strrchr(given, '=');
    enum lang l;

    if (eq == NULL || !lang_parse(str_of(eq + 1), &l))
        return ctx_fail(cx, E_USAGE, "--lang is written FILE=vi, FILE=en or FILE=de");
    if (*n == VERSIONS_MAX)
        return ctx_fail(cx, E_USAGE, "too many --lang");
    langs[(*n)++] = given;
    return OK;
}

static enum status parse(struct ctx *cx, int argc, char **argv, struct inputs *in)
{
    const char *langs[VERSIONS_MAX];
    size_t n_langs = 0;

    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0)
            continue;
        if (strcmp(argv[i], "--lang") == 0) {
            TRY(read_lang(cx, i + 1 < argc ? argv[i + 1] : NULL, langs, &n_langs));
            i++;
        } else if (strncmp(argv[i], "--lang=", 7) == 0)
            TRY(read_lang(cx, argv[i] + 7, langs, &n_langs));
        else if (argv[i][0] == '-' && argv[i][1] != 0)
            return ctx_fail(cx, E_USAGE, "no such option: %s", argv[i]);
        else if (in->n == VERSIONS_MAX)
            return ctx_fail(cx, E_USAGE, "at most %d versions", VERSIONS_MAX);
        else
            in->at[in->n++].file = argv[i];
    }
    if (in->n < 2)
        return ctx_fail(cx, E_USAGE, "an original and at least one other version are needed");
    for (size_t k = 0; k < n_langs; k++) {
        const char *eq = strrchr(langs[k], '=');
        bool found = false;
        for (size_t i = 0; i < in->n; i++)
            if (strlen(in->at[i].file) == (size_t)(eq - langs[k]) &&
                strncmp(in->at[i].file, langs[k], (size_t)(eq - langs[k])) == 0)
                found = in->at[i].has_lang = lang_parse(str_of(eq + 1), &in->at[i].lang);
        if (!found)
            return ctx_fail(cx, E_USAGE, "--lang %s: that file is not among the versions", langs[k]);
    }
    return OK;
}

static enum status read_version(struct ctx *cx, struct input *in, struct compare_version *v)
{
    struct str bytes;
    enum status st = file_read(cx, in->file, EXTRACT_FILE_MAX, &bytes);

    if (st == OK)
        st = extract_text(cx, bytes, in->file, &in->e);
    if (st == OK && !in->has_lang)
        st = language_of(cx, in->e.text, &in->lang);
    if (st != OK) {
        cx->detail = arena_printf(cx->mem, "%s: %s", in->file, cx->detail == NULL ? status_name(st) : cx->detail);
        return st;
    }
    *v = (struct compare_version){in->e.text, in->file, in->lang};
    return OK;
}

static void add_span(struct json *j, const struct input *in, const struct compare_span *s)
{
    json_add_int(j, "start", (int64_t)extract_raw_offset(&in->e, s->start));
    json_add_int(j, "end", (int64_t)extract_raw_offset(&in->e, s->end));
    json_add_str(j, "text", str_sub(in->e.text, s->start, s->end));
}

static void add_finding(struct json *j, const struct inputs *in, const struct finding *f)
{
    const struct input *other = &in->at[f->version];
    const char cls[2] = {f->cls, 0};

    json_begin_object(j, NULL);
    json_add_text(j, "class", cls);
    json_add_text(j, "rule", compare_rule_name(f->rule));
    if (f->original.is_set) {
        json_begin_object(j, "original");
        add_span(j, &in->at[0], &f->original);
        json_end(j);
    } else
        json_add_null(j, "original");
    json_begin_object(j, "other");
    json_add_text(j, "lang", lang_code(other->lang));
    json_add_text(j, "file", other->file);
    if (f->other.is_set)
        add_span(j, other, &f->other);
    else
        json_add_null(j, "text");
    json_end(j);
    json_add_text(j, "message", f->message);
    json_add_text(j, "key", f->key);
    json_begin_array(j, "args");
    for (size_t i = 0; i < sizeof f->args / sizeof *f->args; i++)
        json_add_text(j, NULL, f->args[i]);
    json_end(j);
    json_end(j);
}

static void add_versions(struct json *j, const struct inputs *in, const struct comparison *c)
{
    json_begin_array(j, "versions");
    for (size_t v = 0; v < in->n; v++) {
        json_begin_object(j, NULL);
        json_add_text(j, "file", in->at[v].file);
        json_add_text(j, "lang", lang_code(in->at[v].lang));
        json_begin_array(j, "blocks"); /* the numbers in "blocks" below count these */
        for (size_t k = 0; k < c->segments[v].n; k++) {
            const struct block *b = &c->segments[v].at[k];
            json_begin_object(j, NULL);
            json_add_text(j, "kind", block_kind_name(b->kind));
            json_add_int(j, "start", (int64_t)extract_raw_offset(&in->at[v].e, b->start));
            json_add_int(j, "end", (int64_t)extract_raw_offset(&in->at[v].e, b->end));
            json_end(j);
        }
        json_end(j);
        json_end(j);
    }
    json_end(j);
}

static enum status print(struct ctx *cx, const struct inputs *in, const struct comparison *c)
{
    struct json j;
    struct str text;

    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    add_versions(&j, in, c);
    json_begin_array(&j, "blocks");
    for (size_t r = 0; r < c->rows.n; r++) {
        json_begin_array(&j, NULL);
        for (size_t v = 0; v < in->n; v++)
            if (c->rows.at[r].blocks[v] < 0)
                json_add_null(&j, NULL);
            else
                json_add_int(&j, NULL, c->rows.at[r].blocks[v]);
        json_end(&j);
    }
    json_end(&j);
    json_begin_array(&j, "findings");
    for (size_t i = 0; i < c->findings.n; i++)
        add_finding(&j, in, &c->findings.at[i]);
    json_end(&j);
    json_begin_object(&j, "figures");
    json_add_int(&j, "original", (int64_t)c->n_figures);
    json_add_int(&j, "equal", (int64_t)c->n_figures_equal);
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    fwrite(text.p, 1, text.n, stdout);
    putchar('\n');
    return OK;
}

static enum status compare(struct ctx *cx, int argc, char **argv, size_t *ret_findings)
{
    struct inputs in = {.n = 0};
    struct compare_version versions[VERSIONS_MAX];
    struct compare_data data;
    struct comparison c;

    TRY(parse(cx, argc, argv, &in));
    for (size_t i = 0; i < in.n; i++)
        TRY(read_version(cx, &in.at[i], &versions[i]));
    TRY(load_compare_data(cx, &data));
    TRY(compare_texts(cx, versions, in.n, &data, &c));
    TRY(print(cx, &in, &c));
    *ret_findings = c.findings.n;
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    size_t findings;
    enum status st = compare(cx, argc, argv, &findings);

    if (st != OK)
        return start_failed(cx, st);
    return findings > 0;
}

const struct command cmd_text_compare = {
    .name = "text compare",
    .args = "--json ORIGINAL OTHER... [--lang FILE=vi|en|de]",
    .summary = "where translations depart from their original",
    .help = "Aligns the blocks and sentences of the versions and prints one JSON object with \"versions\", \"blocks\" "
            "(which block stands for which) and \"findings\": figures, units, bounds, dates, periods and status "
            "that changed (class A), institutions, names and concepts (B), lost precision (C), style (D). The "
            "first file is the original. Languages are found by themselves or given by --lang FILE=de. Exit code "
            "0 without findings, 1 with, 2 for unusable arguments, 3 when a file cannot be read as text.",
    .run = run,
};
