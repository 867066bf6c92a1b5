/* See load_read.h. */
#include "ledger/load_read.h"

#include <string.h>

enum { TITLE_MAX = 200, FIGURES_MAX = 20000 };

static const char *cut(struct ctx *cx, struct str s)
{
    size_t n = s.n;

    if (n > TITLE_MAX)
        for (n = TITLE_MAX; n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80; n--)
            ;
    return arena_strndup(cx->mem, s.p, n);
}

/* Its own title, else what the file says, else the first heading, else the beginning of the first paragraph. */
static const char *title_of(struct ctx *cx, const struct load_document *d)
{
    if (d->meta.title.n > 0)
        return cut(cx, d->meta.title);
    for (size_t i = 0; i < d->extracted.hints.n; i++)
        if (strcmp(d->extracted.hints.at[i].key, "title") == 0 && d->extracted.hints.at[i].value.n > 0)
            return cut(cx, d->extracted.hints.at[i].value);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < d->segments.n; i++) {
            const struct block *b = &d->segments.at[i];

            if (b->kind == BLOCK_TITLE || b->kind == BLOCK_HEADING || (pass == 1 && b->kind == BLOCK_PARAGRAPH))
                return cut(cx, str_sub(d->extracted.text, b->start, b->end));
        }
    return d->name;
}

static const char *published_of(struct ctx *cx, const struct load_document *d)
{
    struct date day;

    if (date_is_set(d->meta.published))
        return date_text(cx->mem, d->meta.published);
    for (size_t i = 0; i < d->extracted.hints.n; i++)
        if (strcmp(d->extracted.hints.at[i].key, "date") == 0 &&
            date_parse(str_sub(d->extracted.hints.at[i].value, 0, 10), &day))
            return date_text(cx->mem, day);
    return NULL;
}

/* The year most of the matched figures hold for, else that of publication. */
static int64_t year_of(const struct load_document *d)
{
    long long best = 0, year;
    size_t most = 0;

    for (size_t i = 0; i < d->observations.n; i++) {
        const struct observation *o = &d->observations.at[i];
        const char *when = o->period != NULL ? o->period : o->as_of;
        size_t n = 0;

        if (o->indicator == NULL || when == NULL || !str_int(str_sub(str_of(when), 0, 4), &year))
            continue;
        for (size_t j = 0; j < d->observations.n; j++) {
            const char *other = d->observations.at[j].period != NULL ? d->observations.at[j].period
                                                                     : d->observations.at[j].as_of;

            n += d->observations.at[j].indicator != NULL && other != NULL && strncmp(other, when, 4) == 0;
        }
        if (n > most)
            most = n, best = year;
    }
    if (best == 0 && d->published != NULL && str_int(str_sub(str_of(d->published), 0, 4), &year))
        best = year;
    return best;
}

enum status load_read(struct ctx *cx, const struct load_tools *tools, const char *name, struct str bytes,
                      struct load_document *ret_d)
{
    struct load_document d = {.name = name, .bytes = bytes};

    TRY(extract_text(cx, bytes, name, &d.extracted));
    struct str body = d.extracted.text;
    TRY(language_of(cx, body, &d.lang));
    TRY(segment_text(cx, body, d.lang, &d.segments));
    TRY(segment_meta(cx, body, &d.segments, &d.meta));
    TRY(figure_spot(cx, body, d.lang, &d.figures));
    if (d.figures.n > FIGURES_MAX)
        return ctx_fail(cx, E_TOOBIG, "%zu figures, %d at most: a table rather than a text; load it in parts",
                        d.figures.n, FIGURES_MAX);
    d.published = published_of(cx, &d);
    d.title = title_of(cx, &d);
    d.subject = propose_subject(cx, body, d.lang, tools->indicators);
    for (size_t i = 0; i < d.segments.n; i++)
        d.n_content += block_is_content(&d.segments.at[i]);
    struct propose_input in = {.body = body, .lang = d.lang, .segments = &d.segments, .figures = &d.figures,
        .subject = d.subject, .published = d.published};
    TRY(propose_observations(cx, &in, tools->indicators, &d.observations));
    d.anchors = kin_anchors_of(cx, body, &d.figures);
    d.year = year_of(&d);
    *ret_d = d;
    return OK;
}
