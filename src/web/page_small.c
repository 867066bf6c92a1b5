/* Pages of a few lines: health, choice of language. */
#include "platform/db.h"
#include "web/pages.h"

enum status page_health_show(struct ctx *cx, struct web *w)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT COUNT(*) AS n FROM account"));
    return web_reply(w, "text/plain; charset=utf-8", STR("ok\n"));
}

enum status page_lang_choose(struct ctx *cx, struct web *w)
{
    struct str code = web_arg(w, "lang"), back = web_param(w, "back");
    enum lang l;

    if (!lang_parse(code, &l))
        return ctx_fail(cx, E_NOTFOUND, "no language %.*s", STR_ARGS(code));
    http_reply_header(w->rs, "Set-Cookie",
                      str_of(arena_printf(cx->mem, "lang=%s; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax",
                                          lang_code(l))));
    return web_redirect(cx, w, "%.*s", STR_ARGS(web_safe_back(back)));
}
