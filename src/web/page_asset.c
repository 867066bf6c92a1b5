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

static bool takes_gzip(const struct request *rq)
{
    struct str accept = http_request_header(rq, "Accept-Encoding");

    return str_find(accept, STR("gzip")) < accept.n;
}

static enum status send(struct ctx *cx, struct web *w, const char *name)
{
    const struct data_entry *e = data_entry(cx, arena_printf(cx->mem, "assets/%s", name)), *small = NULL;
    const char *type = type_of(str_of(name));

    if (e == NULL || type == NULL)
        return ctx_fail(cx, E_NOTFOUND, "no asset %s", name);
    if (takes_gzip(w->rq))
        small = data_entry(cx, arena_printf(cx->mem, "assets/%s.gz", name));
    struct str tag = str_of(arena_printf(cx->mem, "\"%s%s\"", e->hash, small != NULL ? "z" : ""));
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
        http_reply_header(w->rs, "Content-Encoding", STR("gzip"));
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
