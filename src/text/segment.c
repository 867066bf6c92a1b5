/* See segment.h. Lines first, then what each line is, then what its neighbours make of it. */
#include "text/segment.h"

#include <unicode/uchar.h>

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "text/segment_private.h"

/* In letters. A heading or a caption is shorter than any paragraph of prose; a paragraph under a heading is longer. */
enum { HEADING_MAX = 100, CAPTION_MAX = 240, PARAGRAPH_MIN = 200, WRAP_MAX = 130 };

static const char *const kind_names[] = {"title", "heading", "caption", "paragraph", "byline", "source", "date",
                                         "debris"};

const char *block_kind_name(enum block_kind k)
{
    return kind_names[k];
}

bool block_is_content(const struct block *b)
{
    return b->kind <= BLOCK_PARAGRAPH && !b->repeated;
}

struct line {
    struct str s;  /* trimmed */
    size_t letters;
    bool after_gap; /* an empty line stands before it */
    bool piped;     /* stood between table pipes */
    bool marked;    /* "## " stood in front */
    bool dated;     /* a date was cut off its front */
};
struct lines {
    VEC(struct line);
};

struct work {
    struct ctx *cx;
    struct str text;
    struct lines lines;
    struct segments out;
};

static struct str trim(struct str s)
{
    for (;;) {
        struct str t = str_trim(s);
        if (str_starts(t, "\xC2\xA0") || str_starts(t, "\xEF\xBB\xBF"))
            t = str_sub(t, str_starts(t, "\xC2\xA0") ? 2 : 3, t.n);
        if (str_ends(t, "\xC2\xA0"))
            t = str_sub(t, 0, t.n - 2);
        if (t.n == s.n)
            return t;
        s = t;
    }
}

/* Pipes of a table with one cell, hashes of a markdown heading, bullets. */
static struct line peel(struct str s)
{
    struct line l = {.s = trim(s)};

    if (l.s.n > 1 && l.s.p[0] == '|' && l.s.p[l.s.n - 1] == '|' && memchr(l.s.p + 1, '|', l.s.n - 2) == NULL) {
        l.s = trim(str_sub(l.s, 1, l.s.n - 1));
        l.piped = true;
    }
    size_t hashes = 0;
    while (hashes < l.s.n && l.s.p[hashes] == '#')
        hashes++;
    if (hashes > 0 && hashes <= 6 && hashes < l.s.n && l.s.p[hashes] == ' ') {
        l.s = trim(str_sub(l.s, hashes, l.s.n));
        l.marked = true;
    }
    if (str_starts(l.s, "- ") || str_starts(l.s, "* ") || str_starts(l.s, "+ "))
        l.s = trim(str_sub(l.s, 2, l.s.n));
    if (str_starts(l.s, "• "))
        l.s = trim(str_sub(l.s, strlen("• "), l.s.n));
    l.letters = utf8_count(l.s);
    return l;
}

/* "date 2026-01-12 Công tác …": the date becomes a line of its own. */
static size_t glued_date(struct str s)
{
    struct date d;
    size_t label = s.n > 5 && strncasecmp(s.p, "date ", 5) == 0 ? 5 : 0;
    size_t n = segment_date(str_sub(s, label, s.n), &d);

    if (n == 0 || label == 0 || label + n >= s.n || s.p[label + n] != ' ')
        return 0;
    return label + n;
}

static void read_lines(struct work *w)
{
    struct str rest = w->text, raw;
    bool gap = false;

    while (str_next(&rest, '\n', &raw)) {
        struct line l = peel(raw);
        if (l.s.n == 0 && !l.piped) {
            gap = true;
            continue;
        }
        l.after_gap = gap;
        gap = false;
        size_t cut = l.s.n > 0 ? glued_date(l.s) : 0;
        if (cut > 0) {
            struct line date = {.s = str_sub(l.s, 0, cut), .letters = cut, .after_gap = l.after_gap};
            vec_push(w->cx->mem, &w->lines, date);
            l.s = trim(str_sub(l.s, cut, l.s.n));
            l.letters = utf8_count(l.s);
            l.dated = true;
        }
        vec_push(w->cx->mem, &w->lines, l);
    }
}

static bool ends_sentence(struct str s)
{
    static const char *const ends[] = {".", "!", "?", "…", ".\"", ".”", ".“", ".)", ".»", "!”", "?”", ";", ":"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(s, ends[i]))
            return true;
    return false;
}

/* Prose that was broken at a fixed column: no line is long, and most runs of lines go on inside a sentence. */
static bool is_wrapped(const struct lines *l)
{
    size_t inner = 0, open = 0;

    for (size_t i = 0; i < l->n; i++) {
        if (l->at[i].letters > WRAP_MAX)
            return false;
        if (i > 0 && !l->at[i].after_gap && !l->at[i].piped && l->at[i - 1].letters >= 40) {
            inner++;
            open += !ends_sentence(l->at[i - 1].s);
        }
    }
    return inner >= 2 && open * 2 > inner;
}

static void unwrap(struct work *w)
{
    struct lines out = {0};

    if (!is_wrapped(&w->lines))
        return;
    for (size_t i = 0; i < w->lines.n; i++) {
        struct line *l = &w->lines.at[i], *last = out.n > 0 ? &out.at[out.n - 1] : NULL;
        bool goes_on = last != NULL && !l->after_gap && !l->marked && !l->piped && w->lines.at[i - 1].letters >= 40;
        if (!goes_on) {
            vec_push(w->cx->mem, &out, *l);
            continue;
        }
        last->s.n = (size_t)(l->s.p + l->s.n - last->s.p);
        last->letters += 1 + l->letters;
    }
    w->lines = out;
}

static bool is_debris(struct str s)
{
    static const char *const whole[] = {
        "Back to top", "Lên đầu trang", "Nach oben", "Share", "Chia sẻ", "Teilen", "Print", "Drucken", "Bản in",
        "Read more", "Xem thêm", "Mehr lesen", "Tin liên quan", "Related news", "Comment", "Comments", "Bình luận",
        "Kommentare", "Gửi bình luận", "Advertisement", "Quảng cáo", "Anzeige", "Home", "Trang chủ"};
    static const char *const counted[] = {"Comment", "Comments", "Bình luận", "Kommentar", "Kommentare",
                                          "Share", "Likes"};
    size_t letters = 0, i = 0;
    uint32_t cp;

    if (str_starts(s, "![") || str_starts(s, "[!["))
        return true;
    for (size_t k = 0; k < sizeof whole / sizeof *whole; k++)
        if (s.n == strlen(whole[k]) && strncasecmp(s.p, whole[k], s.n) == 0)
            return true;
    for (size_t k = 0; k < sizeof counted / sizeof *counted; k++) {
        size_t n = strlen(counted[k]);
        if (s.n > n + 2 && s.n < n + 12 && strncasecmp(s.p, counted[k], n) == 0 && s.p[n] == ' ' && s.p[n + 1] == '(')
            return true;
    }
    while (utf8_next(s, &i, &cp))
        letters += u_isalnum((UChar32)cp);
    return letters == 0;
}

static bool is_source(struct str s)
{
    static const char *const labels[] = {"Source:", "Quelle:", "Nguồn:", "Link:", "URL:", "Theo nguồn:", "Nguồn tin:"};

    for (size_t k = 0; k < sizeof labels / sizeof *labels; k++)
        if (str_starts(s, labels[k]) && s.n < 600)
            return true;
    struct str url = segment_url(s);
    return url.n > 0 && url.n + 2 >= s.n;
}

/* What stands before the author's name; more may follow the name behind a comma. */
static const char *const byline_labels[] = {
    "By ", "By: ", "Author: ", "Authors: ", "Written by ", "Written by: ", "Reported by ", "Reporter: ", "Story by ",
    "Compiled by ", "Text: ", "Text by ", "Text by: ", "Text and photo: ", "Text and photos: ", "Text & photos: ",
    "Von ", "Von: ", "Autor: ", "Autorin: ", "Verfasser: ", "Verfasserin: ", "Text und Foto: ", "Text und Fotos: ",
    "Text/Foto: ", "Bài: ", "Bài và ảnh: ", "Bài, ảnh: ", "Tác giả: ", "Người viết: ", "Phóng viên: ", "Tin: ",
    "Tin, ảnh: ", "Tin và ảnh: ", "Tin, bài: ", "Tin bài: ", "Thực hiện: ", "Biên soạn: "};

static size_t byline_label(struct str s)
{
    for (size_t k = 0; k < sizeof byline_labels / sizeof *byline_labels; k++)
        if (str_starts(s, byline_labels[k]))
            return strlen(byline_labels[k]);
    return 0;
}

/* One to four words, each with a capital, no stop, no figure: a signature when it stands alone below the text. */
static bool is_signature(struct str s)
{
    size_t i = 0, words = 0;
    uint32_t cp, before = ' ';

    if (s.n > 80)
        return false;
    while (utf8_next(s, &i, &cp)) {
        if (u_isdigit((UChar32)cp) || strchr(".:;!?,\"()|", (int)(cp < 0x80 ? cp : 'x')) != NULL)
            return cp == '.' && words > 0 && i < s.n; /* an initial: "T. Minh" */
        if (before == ' ' && cp != ' ') {
            if (!u_isupper((UChar32)cp))
                return false;
            words++;
        }
        before = cp;
    }
    return words >= 1 && words <= 4;
}

static bool is_byline(struct str s)
{
    size_t n = byline_label(s);

    if (n == 0 || s.n > 120 || ends_sentence(s))
        return false;
    size_t i = n;
    uint32_t cp;
    return utf8_next(s, &i, &cp) && u_isupper((UChar32)cp);
}

static bool has_photo_credit(struct str s)
{
    static const char *const marks[] = {"(Photo", "(Ảnh", "(Foto", "Ảnh:", "Foto:", "Photo:"};

    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (str_find(s, str_of(marks[k])) < s.n)
            return true;
    return false;
}

static enum block_kind kind_of(const struct lines *lines, size_t i, bool seen_content)
{
    const struct line *l = &lines->at[i];

    if (is_debris(l->s))
        return BLOCK_DEBRIS;
    if (is_source(l->s))
        return BLOCK_SOURCE;
    if (segment_is_date_line(l->s))
        return BLOCK_DATE;
    if (is_byline(l->s))
        return BLOCK_BYLINE;
    if (l->marked)
        return seen_content ? BLOCK_HEADING : BLOCK_TITLE;
    if (l->piped || (has_photo_credit(l->s) && l->letters < CAPTION_MAX))
        return BLOCK_CAPTION;
    if (ends_sentence(l->s))
        return BLOCK_PARAGRAPH;
    if (l->dated && l->letters <= CAPTION_MAX)
        return BLOCK_CAPTION;
    if (l->letters <= HEADING_MAX || (!seen_content && l->letters <= CAPTION_MAX))
        return seen_content ? BLOCK_HEADING : BLOCK_TITLE;
    return l->letters <= CAPTION_MAX ? BLOCK_CAPTION : BLOCK_PARAGRAPH;
}

static bool same(struct str a, struct str b)
{
    return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

static void add_block(struct work *w, size_t i, enum block_kind kind)
{
    struct str s = w->lines.at[i].s;
    size_t start = (size_t)(s.p - w->text.p);
    struct block b = {.kind = kind, .start = start, .end = start + s.n};

    if (b.start == b.end) /* a line of bare pipes */
        return;
    for (size_t k = w->out.n, back = 0; k-- > 0 && back < 4; back++) {
        const struct block *o = &w->out.at[k];
        if (o->kind <= BLOCK_PARAGRAPH && same(str_sub(w->text, o->start, o->end), s)) {
            b.repeated = true;
            b.kind = kind <= BLOCK_PARAGRAPH ? o->kind : kind;
        }
    }
    vec_push(w->cx->mem, &w->out, b);
}

static size_t letters_of(const struct work *w, size_t k)
{
    return utf8_count(str_sub(w->text, w->out.at[k].start, w->out.at[k].end));
}

static size_t next_content(const struct segments *s, size_t k)
{
    while (++k < s->n && !block_is_content(&s->at[k]))
        ;
    return k;
}

/* One short sentence alone among long paragraphs: a caption, or above a paragraph a heading with a full stop. */
static void settle_short(struct work *w, size_t k, bool first)
{
    struct block *b = &w->out.at[k];
    size_t letters = letters_of(w, k), next = next_content(&w->out, k);

    if (b->kind != BLOCK_PARAGRAPH || b->n_sentences != 1 || letters > CAPTION_MAX || next >= w->out.n ||
        w->text.p[b->end - 1] == ':')
        return;
    bool long_follows = letters_of(w, next) >= PARAGRAPH_MIN;
    if (first)
        b->kind = long_follows || w->out.at[next].kind == BLOCK_HEADING ? BLOCK_CAPTION : b->kind;
    else if (long_follows)
        b->kind = letters <= HEADING_MAX ? BLOCK_HEADING : letters <= CAPTION_MAX / 2 + 40 ? BLOCK_CAPTION : b->kind;
}

/* A signature is the last thing said: nothing but debris and sources behind it, a paragraph before it. */
static void settle_signature(struct work *w)
{
    size_t last = w->out.n;

    for (size_t k = 0; k < w->out.n; k++)
        if (w->out.at[k].kind <= BLOCK_BYLINE)
            last = k;
    if (last == w->out.n || last == 0 || w->out.at[last].kind == BLOCK_BYLINE)
        return;
    struct block *b = &w->out.at[last];
    if (b->kind <= BLOCK_HEADING && is_signature(str_sub(w->text, b->start, b->end)))
        b->kind = BLOCK_BYLINE;
}

void segment_back(struct segments *s, const struct composed *c)
{
    for (size_t k = 0; k < s->n && c->back != NULL; k++) {
        s->at[k].start = compose_back(c, s->at[k].start);
        s->at[k].end = compose_back(c, s->at[k].end);
    }
    for (size_t k = 0; k < s->n_sentences && c->back != NULL; k++) {
        s->sentences[k].start = compose_back(c, s->sentences[k].start);
        s->sentences[k].end = compose_back(c, s->sentences[k].end);
    }
}

enum status segment_text(struct ctx *cx, struct str source, enum lang lang, struct segments *ret_s)
{
    struct composed whole = compose_text(cx, source);
    struct str text = whole.text;
    struct work w = {.cx = cx, .text = text};
    struct sentence_list sentences = {0};
    bool seen = false, first = true;

    read_lines(&w);
    unwrap(&w);
    for (size_t i = 0; i < w.lines.n; i++) {
        enum block_kind kind = kind_of(&w.lines, i, seen);
        add_block(&w, i, kind);
        seen = seen || kind <= BLOCK_PARAGRAPH;
    }
    settle_signature(&w);
    for (size_t k = 0; k < w.out.n; k++) {
        struct block *b = &w.out.at[k];
        b->first_sentence = sentences.n;
        if (b->kind <= BLOCK_PARAGRAPH)
            TRY(segment_sentences(cx, text, b->start, b->end, lang, k, &sentences));
        b->n_sentences = sentences.n - b->first_sentence;
    }
    for (size_t k = 0; k < w.out.n; k++) {
        if (!block_is_content(&w.out.at[k]))
            continue;
        settle_short(&w, k, first);
        first = false;
    }
    w.out.sentences = sentences.at;
    w.out.n_sentences = sentences.n;
    segment_back(&w.out, &whole);
    *ret_s = w.out;
    return OK;
}

static struct str piece(struct str text, const struct block *b)
{
    return str_sub(text, b->start, b->end);
}

static void read_byline(struct ctx *cx, struct str s, struct segment_meta *m)
{
    struct composed c = compose_text(cx, s);
    size_t n = compose_back(&c, byline_label(c.text)), comma = str_find(str_sub(s, n, s.n), STR(", "));

    m->byline = str_trim(str_sub(s, n, n + comma));
    if (n + comma < s.n)
        m->publisher = str_trim(str_sub(s, n + comma + 2, s.n));
}

static void read_date(struct ctx *cx, struct str source, struct segment_meta *m)
{
    struct composed c = compose_text(cx, source);
    struct str s = c.text;

    for (size_t i = 0; i < s.n; i++) {
        bool inside = i > 0 && s.p[i - 1] >= '0' && s.p[i - 1] <= '9';
        size_t n = inside ? 0 : segment_date(str_sub(s, i, s.n), &m->published);
        if (n > 0) {
            m->published_text = str_sub(source, compose_back(&c, i), compose_back(&c, i + n));
            return;
        }
    }
}

enum status segment_meta(struct ctx *cx, struct str text, const struct segments *s, struct segment_meta *ret_m)
{
    struct segment_meta m = {0};

    for (size_t k = 0; k < s->n; k++) {
        struct str p = piece(text, &s->at[k]);
        switch (s->at[k].kind) {
        case BLOCK_DATE:
            if (m.published_text.p == NULL)
                read_date(cx, p, &m);
            break;
        case BLOCK_SOURCE:
            if (m.url.p == NULL && segment_url(p).n > 0)
                m.url = segment_url(p);
            break;
        case BLOCK_BYLINE:
            if (m.byline.p == NULL)
                read_byline(cx, p, &m);
            break;
        case BLOCK_TITLE:
            if (m.title.p == NULL)
                m.title = p;
            break;
        default:
            break;
        }
    }
    *ret_m = m;
    return OK;
}
