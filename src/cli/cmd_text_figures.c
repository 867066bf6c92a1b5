/* chancery text figures: every figure of a text as one JSON array. The contract is docs/FIGURES.md; other programs call
   this. Not for: deciding what is a figure (text/figure.h). */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/figures_stream.h"
#include "cli/start.h"
#include "text/language.h"

enum { MOST_BYTES = 1 << 30, READ_STEP = 256 << 10, LANGUAGE_SAMPLE = 64 << 10, DEFAULT_MOST_THREADS = 16 };

struct options {
    bool is_auto;
    const char *file; /* "-" is standard input */
    struct figures_options how;
};

static unsigned cores(void);

/* The value of "--name value" or "--name=value" at *i, or NULL when another argument stands there. */
static enum status value_of(struct ctx *cx, const char *name, int argc, char **argv, int *i, const char **ret_value)
{
    size_t n = strlen(name);

    *ret_value = NULL;
    if (strncmp(argv[*i], name, n) != 0 || (argv[*i][n] != 0 && argv[*i][n] != '='))
        return OK;
    if (argv[*i][n] == 0 && *i + 1 >= argc)
        return ctx_fail(cx, E_USAGE, "%s needs a value", name);
    *ret_value = argv[*i][n] == '=' ? argv[*i] + n + 1 : argv[++*i];
    return OK;
}

static enum status parse_lang(struct ctx *cx, const char *value, struct options *o)
{
    o->is_auto = strcmp(value, "auto") == 0;
    if (!o->is_auto && !lang_parse(str_of(value), &o->how.lang))
        return ctx_fail(cx, E_USAGE, "--lang is vi, en, de or auto, not \"%s\"", value);
    return OK;
}

static enum status parse_number(struct ctx *cx, const char *name, const char *value, long long most, long long *ret_n)
{
    if (!str_int(str_of(value), ret_n) || *ret_n < 1 || *ret_n > most)
        return ctx_fail(cx, E_USAGE, "%s is a number from 1 to %lld, not \"%s\"", name, most, value);
    return OK;
}

static enum status parse(struct ctx *cx, int argc, char **argv, struct options *ret)
{
    struct options o = {.is_auto = true, .how = {.threads = cores(), .piece = FIGURES_PIECE}};

    for (int i = 0; i < argc; i++) {
        const char *a = argv[i], *lang, *threads, *piece;
        long long n;
        if (strcmp(a, "--json") == 0)
            continue;
        TRY(value_of(cx, "--lang", argc, argv, &i, &lang));
        TRY(value_of(cx, "--threads", argc, argv, &i, &threads));
        TRY(value_of(cx, "--piece", argc, argv, &i, &piece));
        if (lang != NULL) {
            TRY(parse_lang(cx, lang, &o));
        } else if (threads != NULL) {
            TRY(parse_number(cx, "--threads", threads, FIGURES_MOST_THREADS, &n));
            o.how.threads = (unsigned)n;
        } else if (piece != NULL) {
            TRY(parse_number(cx, "--piece", piece, MOST_BYTES, &n));
            o.how.piece = (size_t)n;
        } else if (a[0] == '-' && a[1] != 0) {
            return ctx_fail(cx, E_USAGE, "unknown option \"%s\"", a);
        } else if (o.file != NULL) {
            return ctx_fail(cx, E_USAGE, "one file at a time; \"%s\" is the second", a);
        } else {
            o.file = a;
        }
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

static void unmap(void *room)
{
    (void)munmap(room, MOST_BYTES);
}

/* A pipe cannot be read twice: its text stays in memory. The room is only promised; pages come as they are filled. */
static enum status read_pipe(struct ctx *cx, struct figures_source *src)
{
    void **slot = arena_defer(cx->mem, unmap);
    char *room = mmap(NULL, MOST_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    ssize_t got = 1;

    if (room == MAP_FAILED)
        return ctx_fail(cx, E_IO, "%s: no memory for a pipe: %s", src->name, strerror(errno));
    *slot = room;
    src->text = room;
    while (got != 0 && src->n < MOST_BYTES) {
        got = read(src->fd, room + src->n, MOST_BYTES - src->n);
        if (got < 0 && errno != EINTR)
            return ctx_fail(cx, E_FORMAT, "%s: %s", src->name, strerror(errno));
        src->n += got > 0 ? (size_t)got : 0;
    }
    return OK;
}

static enum status open_source(struct ctx *cx, const char *file, struct figures_source *ret_src)
{
    void **slot = arena_defer(cx->mem, close_fd);
    struct figures_source src = {.name = file, .fd = STDIN_FILENO};
    struct stat sb;

    if (strcmp(file, "-") != 0) {
        src.fd = open(file, O_RDONLY | O_CLOEXEC);
        if (src.fd < 0)
            return ctx_fail(cx, E_NOTFOUND, "%s: %s", file, strerror(errno));
        *slot = (void *)(intptr_t)src.fd;
    }
    off_t from = lseek(src.fd, 0, SEEK_CUR);
    if (from >= 0 && fstat(src.fd, &sb) == 0 && S_ISREG(sb.st_mode) && sb.st_size > from) {
        src.from = (size_t)from;
        src.n = (size_t)(sb.st_size - from);
    } else {
        TRY(read_pipe(cx, &src));
    }
    if (src.n >= MOST_BYTES)
        return ctx_fail(cx, E_TOOBIG, "%s: larger than 1 GB", file);
    *ret_src = src;
    return OK;
}

/* n without the letter that the end of the bytes cuts in two, if it does. */
static size_t whole_letters(const char *p, size_t n)
{
    size_t k = n;

    while (k > 0 && n - k < 3 && ((unsigned char)p[k - 1] & 0xC0) == 0x80)
        k--;
    return k > 1 && (unsigned char)p[k - 1] >= 0xC0 ? k - 1 : n;
}

/* Text is UTF-8 without zero bytes; everything else is refused, with what it looks like, before anything is printed. */
static enum status check(struct ctx *cx, const struct figures_source *src, bool *ret_blank)
{
    char *room = src->text == NULL ? arena_alloc(cx->mem, READ_STEP) : NULL;
    const char *p;
    bool blank = true;
    size_t bad;

    for (size_t at = 0, n; at < src->n; at += n) {
        n = READ_STEP;
        TRY(figures_read(cx, src, at, room, &n, &p));
        if (at == 0 && n >= 2 && (memcmp(p, "\xFF\xFE", 2) == 0 || memcmp(p, "\xFE\xFF", 2) == 0))
            return ctx_fail(cx, E_FORMAT, "%s: this is UTF-16; convert it to UTF-8 first", src->name);
        if (memchr(p, 0, n) != NULL)
            return ctx_fail(cx, E_FORMAT, "%s: this is not text (it holds zero bytes)", src->name);
        if (at + n < src->n)
            n = whole_letters(p, n);
        if (!utf8_valid((struct str){p, n}, &bad))
            return ctx_fail(cx, E_FORMAT, "%s: not UTF-8 at byte %zu", src->name, at + bad);
        blank = blank && str_trim((struct str){p, n}).n == 0;
    }
    *ret_blank = blank;
    return OK;
}

static enum status find_language(struct ctx *cx, const struct figures_source *src, enum lang *ret_lang)
{
    size_t n = LANGUAGE_SAMPLE + 1;
    const char *p;

    TRY(figures_read(cx, src, 0, arena_alloc(cx->mem, n), &n, &p));
    if (n > LANGUAGE_SAMPLE)
        for (n = LANGUAGE_SAMPLE; ((unsigned char)p[n] & 0xC0) == 0x80;)
            n--;
    return language_of(cx, (struct str){p, n}, ret_lang);
}

/* Cores this process may use. */
static unsigned cores(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;

    return n < DEFAULT_MOST_THREADS ? (unsigned)n : DEFAULT_MOST_THREADS;
}

static enum status figures(struct ctx *cx, int argc, char **argv)
{
    struct options o;
    struct figures_source src;
    bool blank = false;

    TRY(parse(cx, argc, argv, &o));
    TRY(open_source(cx, o.file, &src));
    TRY(check(cx, &src, &blank));
    if (o.is_auto && !blank)
        TRY(find_language(cx, &src, &o.how.lang));
    return figures_stream(cx, &src, &o.how);
}

static int run(struct ctx *cx, int argc, char **argv)
{
    enum status st = figures(cx, argc, argv);

    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_text_figures = {
    .name = "text figures",
    .args = "--lang vi|en|de|auto --json [--threads N] [--piece BYTES] [FILE|-]",
    .summary = "find every figure a text states",
    .help = "Reads UTF-8 text from FILE or standard input and prints one JSON array of figures in text order: span "
            "in bytes,\n"
            "class, bounds with strictness, unit, period, status and the rule that found it (docs/FIGURES.md, "
            "docs/SPOTTER.md).\n"
            "A large text is worked in pieces (65536 bytes) by as many threads as there are cores;\n"
            "--threads and --piece change how, never what comes out.\n"
            "Exit code 0 when read, 2 for unusable arguments, 3 when the input cannot be read as text.",
    .run = run,
};
