/* chancery text figures: every figure of a text as one JSON array. The contract is docs/FIGURES.md; other programs call
   this. Not for: deciding what is a figure (text/figure.h). */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/start.h"
#include "platform/json.h"
#include "text/figure.h"
#include "text/language.h"

enum { MOST_BYTES = 1 << 30, READ_STEP = 1 << 20, LANGUAGE_SAMPLE = 64 << 10 };

struct options {
    bool is_auto;
    enum lang lang;
    const char *file; /* "-" is standard input */
};

static enum status parse(struct ctx *cx, int argc, char **argv, struct options *ret)
{
    struct options o = {.is_auto = true, .file = NULL};

    for (int i = 0; i < argc; i++) {
        const char *a = argv[i], *value = NULL;
        if (strcmp(a, "--json") == 0)
            continue;
        if (strcmp(a, "--lang") == 0) {
            if (i + 1 >= argc)
                return ctx_fail(cx, E_USAGE, "--lang needs one of vi, en, de, auto");
            value = argv[++i];
        } else if (strncmp(a, "--lang=", 7) == 0) {
            value = a + 7;
        } else if (a[0] == '-' && a[1] != 0) {
            return ctx_fail(cx, E_USAGE, "unknown option \"%s\"", a);
        } else if (o.file != NULL) {
            return ctx_fail(cx, E_USAGE, "one file at a time; \"%s\" is the second", a);
        } else {
            o.file = a;
        }
        if (value != NULL && strcmp(value, "auto") == 0)
            o.is_auto = true;
        else if (value != NULL && !lang_parse(str_of(value), &o.lang))
            return ctx_fail(cx, E_USAGE, "--lang is vi, en, de or auto, not \"%s\"", value);
        else if (value != NULL)
            o.is_auto = false;
    }
    if (o.file == NULL)
        o.file = "-";
    *ret = o;
    return OK;
}

static void close_fd(void *fd)
{
    (void)close((int)(intptr_t)fd);
}

static enum status read_all(struct ctx *cx, const char *file, struct str *ret_text)
{
    void **slot = arena_defer(cx->mem, close_fd);
    struct stat sb;
    int fd = STDIN_FILENO;

    if (strcmp(file, "-") != 0) {
        fd = open(file, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            return ctx_fail(cx, E_NOTFOUND, "%s: %s", file, strerror(errno));
        *slot = (void *)(intptr_t)fd;
    }
    size_t cap = fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode) && sb.st_size > 0 ? (size_t)sb.st_size + 1 : READ_STEP,
           n = 0;
    if (cap > MOST_BYTES)
        return ctx_fail(cx, E_TOOBIG, "%s: larger than 1 GB", file);
    char *p = arena_alloc(cx->mem, cap);
    while (true) {
        if (n == cap) {
            if (cap >= MOST_BYTES)
                return ctx_fail(cx, E_TOOBIG, "%s: larger than 1 GB", file);
            p = arena_grow(cx->mem, p, cap, cap * 2);
            cap *= 2;
        }
        ssize_t got = read(fd, p + n, cap - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return ctx_fail(cx, E_FORMAT, "%s: %s", file, strerror(errno));
        if (got == 0)
            break;
        n += (size_t)got;
    }
    *ret_text = (struct str){p, n};
    return OK;
}

/* Text is UTF-8 without zero bytes; everything else is refused with what it looks like. */
static enum status check(struct ctx *cx, const char *file, struct str text)
{
    size_t bad;

    if (text.n >= 2 && (memcmp(text.p, "\xFF\xFE", 2) == 0 || memcmp(text.p, "\xFE\xFF", 2) == 0))
        return ctx_fail(cx, E_FORMAT, "%s: this is UTF-16; convert it to UTF-8 first", file);
    if (text.n > 0 && memchr(text.p, 0, text.n) != NULL)
        return ctx_fail(cx, E_FORMAT, "%s: this is not text (it holds zero bytes)", file);
    if (!utf8_valid(text, &bad))
        return ctx_fail(cx, E_FORMAT, "%s: not UTF-8 at byte %zu", file, bad);
    return OK;
}

static void put_text(struct buf *b, const char *key, struct str s, bool is_null)
{
    buf_add_c(b, key);
    if (is_null)
        buf_add(b, STR("null"));
    else
        json_quote(b, s);
}

static void put_size(struct buf *b, size_t n)
{
    char digits[24];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + n % 10);
    while ((n /= 10) > 0);
    buf_add(b, (struct str){digits + at, sizeof digits - at});
}

static void put_number(struct buf *b, const char *key, bool has, struct decimal d)
{
    buf_add_c(b, key);
    if (!has) {
        buf_add(b, STR("null"));
        return;
    }
    buf_byte(b, '"');
    buf_add_c(b, decimal_text(b->mem, d));
    buf_byte(b, '"');
}

static void put_bool(struct buf *b, const char *key, bool is)
{
    buf_add_c(b, key);
    buf_add(b, is ? STR("true") : STR("false"));
}

/* Written out key by key: formatted printing was a fifth of the whole command's time. */
static void put(struct buf *b, struct str text, const struct figure *f)
{
    buf_add(b, STR("{\"start\":"));
    put_size(b, f->start);
    buf_add(b, STR(",\"end\":"));
    put_size(b, f->end);
    put_text(b, ",\"text\":", str_sub(text, f->start, f->end), false);
    put_text(b, ",\"class\":", str_of(figure_class_name(f->cls)), false);
    put_number(b, ",\"low\":", f->has_low, f->low);
    put_number(b, ",\"high\":", f->has_high, f->high);
    put_bool(b, ",\"low_strict\":", f->low_strict);
    put_bool(b, ",\"high_strict\":", f->high_strict);
    put_bool(b, ",\"approx\":", f->approx);
    put_text(b, ",\"unit\":", f->unit, f->unit.n == 0);
    put_text(b, ",\"value\":", str_of(f->value), f->value == NULL);
    put_text(b, ",\"direction\":", f->direction > 0 ? STR("up") : STR("down"), f->direction == 0);
    put_text(b, ",\"of\":", f->of, f->of.n == 0);
    put_text(b, ",\"period\":", str_of(f->period), f->period == NULL);
    put_text(b, ",\"status\":", str_of(f->status), f->status == NULL);
    put_text(b, ",\"rule\":", str_of(f->rule), false);
    buf_byte(b, '}');
}

static enum status print(struct ctx *cx, struct str text, const struct figures *figures)
{
    fputc('[', stdout);
    for (size_t i = 0; i < figures->n; i++) {
        struct arena_mark mark = arena_mark(cx->mem);
        struct buf b;
        buf_init(&b, cx->mem, 1 << 20);
        put(&b, text, &figures->at[i]);
        TRY(buf_status(&b));
        fputs(i == 0 ? "\n" : ",\n", stdout);
        fwrite(b.p, 1, b.n, stdout);
        arena_rewind(cx->mem, mark);
    }
    fputs(figures->n > 0 ? "\n]\n" : "]\n", stdout);
    return fflush(stdout) == 0 ? OK : ctx_fail(cx, E_IO, "standard output: %s", strerror(errno));
}

static enum status figures(struct ctx *cx, int argc, char **argv)
{
    struct options o;
    struct str text;
    struct figures found = {0};

    TRY(parse(cx, argc, argv, &o));
    TRY(read_all(cx, o.file, &text));
    TRY(check(cx, o.file, text));
    if (str_trim(text).n > 0) {
        if (o.is_auto) {
            struct str sample = text;
            if (sample.n > LANGUAGE_SAMPLE)
                for (sample.n = LANGUAGE_SAMPLE; ((unsigned char)sample.p[sample.n] & 0xC0) == 0x80;)
                    sample.n--;
            TRY(language_of(cx, sample, &o.lang));
        }
        TRY(figure_spot(cx, text, o.lang, &found));
    }
    return print(cx, text, &found);
}

static int run(struct ctx *cx, int argc, char **argv)
{
    enum status st = figures(cx, argc, argv);

    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_text_figures = {
    .name = "text figures",
    .args = "--lang vi|en|de|auto --json [FILE|-]",
    .summary = "find every figure a text states",
    .help = "Reads UTF-8 text from FILE or standard input and prints one JSON array of figures in text order: span "
            "in bytes,\n"
            "class, bounds with strictness, unit, period, status and the rule that found it (docs/FIGURES.md, "
            "docs/SPOTTER.md).\n"
            "Exit code 0 when read, 2 for unusable arguments, 3 when the input cannot be read as text.",
    .run = run,
};
