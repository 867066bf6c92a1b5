/* Style, script and icons out of the binary, pre-compressed, with an ETag; with ?v=hash they may be kept for ever. */
#include <string.h>

#include "platform/data.h"
#include "web/pages.h"

static const char *type_of(struct str name)
{
    return str_ends(name, ".css")   ? "text/css; charset=utf-8"
           : str_ends(name, ".js")  ? "text/javascript; charset=utf-8"
           : str_ends(name, ".svg") ? "image/svg+xml"
                                    : NULL;
}

/* The best first. Browsers take Brotli over TLS only. */
static const struct {
    const char *coding, *ending, *tag;
} packed[] = {{"br", "br", "b"}, {"gzip", "gz", "z"}};
enum { N_PACKED = sizeof packed / sizeof *packed };

/* "gzip, br;q=0": gzip is taken, Brotli is not. */
static bool takes(const struct request *rq, const char *coding)
{
    struct str rest = http_request_header(rq, "Accept-Encoding"), part, name;

    while (str_next(&rest, ',', &part)) {
        if (!str_next(&part, ';', &name) || !str_is(str_trim(name), coding))
            continue;
        struct str quality = part.p == NULL ? STR("") : str_trim(part);
        return !str_is(quality, "q=0") && !str_starts(quality, "q=0.0");
    }
    return false;
}

static enum status send(struct ctx *cx, struct web *w, const char *name)
{
    const struct data_entry *e = data_entry(cx, arena_printf(cx->mem, "assets/%s", name)), *small = NULL;
    const char *type = type_of(str_of(name));
    size_t i = 0;

    if (e == NULL || type == NULL)
        return ctx_fail(cx, E_NOTFOUND, "no asset %s", name);
    while (i < N_PACKED && !takes(w->rq, packed[i].coding))
        i++;
    if (i < N_PACKED)
        small = data_entry(cx, arena_printf(cx->mem, "assets/%s.%s", name, packed[i].ending));
    struct str tag = str_of(arena_printf(cx->mem, "\"%s%s\"", e->hash, small != NULL ? packed[i].tag : ""));
    bool fixed = w->route->params[0].name != NULL && str_is(web_param(w, "v"), e->hash);
    w->rs->type = type;
    w->rs->keep_body = true; /* embedded bytes; files of CHANCERY_DATA are for development only and copied below */
    http_reply_header(w->rs, "ETag", tag);
    http_reply_header(w->rs, "Vary", STR("Accept-Encoding"));
    http_reply_header(w->rs, "Cache-Control",
                      fixed ? STR("public, max-age=31536000, immutable") : STR("public, max-age=3600"));
    if (str_eq(http_request_header(w->rq, "If-None-Match"), tag)) {
        w->rs->code = 304;
        return OK;
    }
    if (small != NULL)
        http_reply_header(w->rs, "Content-Encoding", str_of(packed[i].coding));
    w->rs->body = small != NULL ? small->bytes : e->bytes;
    w->rs->keep_body = strcmp(e->hash, "0000000000000000") != 0;
    return OK;
}

enum status page_asset_show(struct ctx *cx, struct web *w)
{
    struct str name = web_arg(w, "file");

    return send(cx, w, arena_strndup(cx->mem, name.p, name.n));
}

enum status page_asset_favicon(struct ctx *cx, struct web *w)
{
    return send(cx, w, "favicon.svg");
}
