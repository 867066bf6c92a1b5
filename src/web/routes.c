/* See routes.h. Special addresses stand before the general ones of all kinds; the first row that fits is taken. */
#include "web/routes.h"

#include <assert.h>
#include <string.h>

#include "web/pages.h"

#define ADMINS (ROLE_BIT(ROLE_ADMIN))
#define WATCHERS (ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_AUDITOR))

const struct route routes[] = {
    /* without a login */
    {HTTP_GET, "/healthz", page_health_show, ROUTE_ANYONE, 0, "Is the server alive and the database readable?"},
    {HTTP_GET, "/assets/{file}", page_asset_show, ROUTE_ANYONE, 0, "Style, script and icons; kept by browsers for ever",
     {{"v", PARAM_WORD, 32, false, false, "hash of the file"}}},
    {HTTP_GET, "/favicon.ico", page_asset_favicon, ROUTE_ANYONE, 0, "The icon of the tab"},
    {HTTP_GET, "/login", page_login_show, ROUTE_ANYONE, 0, "Login form",
     {{"back", PARAM_TEXT, 2000, false, false, "where to go after the login: a path of this site"}}},
    {HTTP_POST, "/login", page_login_enter, ROUTE_ANYONE, ROUTE_HEAVY | ROUTE_SAME_ORIGIN | ROUTE_OPEN_PARAMS,
     "Log in",
     {{"login", PARAM_TEXT, 60, false, false, "login name"},
      {"password", PARAM_TEXT, 200, false, false, "password"},
      {"back", PARAM_TEXT, 2000, false, false, "where to go after the login"}}},
    {HTTP_GET, "/lang/{lang}", page_lang_choose, ROUTE_ANYONE, 0, "Choose the language of this browser",
     {{"back", PARAM_TEXT, 2000, false, false, "where to go back to"}}},

    /* everyone who is logged in */
    {HTTP_POST, "/logout", page_login_leave, ROUTE_USERS, 0, "Log out"},
    {HTTP_GET, "/", page_home_show, ROUTE_USERS, 0, "The registers, with what is in them"},
    {0},
};

static bool is_kind(struct str id)
{
    char name[64];

    if (id.n >= sizeof name)
        return false;
    memcpy(name, id.p, id.n);
    name[id.n] = 0;
    return kind_find(name) != NULL;
}

/* Does the path fit the pattern? Fills args with the parts in braces. */
static bool fits(const char *pattern, struct str path, struct str args[ROUTE_MAX_ARGS])
{
    size_t n_args = 0, i = 0;
    const char *p = pattern;

    while (*p != 0) {
        if (*p != '{') {
            if (i >= path.n || path.p[i] != *p)
                return false;
            p++, i++;
            continue;
        }
        const char *end = strchr(p, '}');
        size_t from = i;
        while (i < path.n && path.p[i] != '/')
            i++;
        struct str part = str_sub(path, from, i);
        long long number;
        if (part.n == 0 || n_args == ROUTE_MAX_ARGS)
            return false;
        if (strncmp(p, "{id}", 4) == 0 && (!str_int(part, &number) || number < 1 || part.p[0] == '0'))
            return false;
        if (strncmp(p, "{kind}", 6) == 0 && !is_kind(part))
            return false;
        args[n_args++] = part;
        p = end + 1;
    }
    return i == path.n;
}

bool routes_match(const struct request *rq, const struct route **ret_route, struct str args[ROUTE_MAX_ARGS],
                  bool *ret_path_known)
{
    enum http_method wanted = rq->method == HTTP_HEAD ? HTTP_GET : rq->method;

    *ret_path_known = false;
    for (const struct route *row = routes; row->path != NULL; row++) {
        if (!fits(row->path, rq->path, args))
            continue;
        if (row->method == wanted) {
            *ret_route = row;
            return true;
        }
        *ret_path_known = true;
    }
    return false;
}

enum status routes_find(struct ctx *cx, const struct request *rq, const struct route **ret_route,
                        struct str args[ROUTE_MAX_ARGS], const char **ret_allow)
{
    bool known;

    if (routes_match(rq, ret_route, args, &known))
        return OK;
    if (!known)
        return ctx_fail(cx, E_NOTFOUND, "no page %.*s", STR_ARGS(rq->path));
    struct buf b;
    struct str other[ROUTE_MAX_ARGS];
    buf_init(&b, cx->mem, 200);
    for (const struct route *row = routes; row->path != NULL; row++)
        if (fits(row->path, rq->path, other)) {
            buf_printf(&b, "%s%s%s", b.n > 0 ? ", " : "", http_method_name(row->method),
                       row->method == HTTP_GET ? ", HEAD" : "");
        }
    *ret_allow = buf_str(&b).p;
    return ctx_fail(cx, E_USAGE, "%.*s does not take %s", STR_ARGS(rq->path), http_method_name(rq->method));
}

enum status routes_check(struct ctx *cx)
{
    for (const struct route *row = routes; row->path != NULL; row++) {
        if (row->roles == 0)
            return ctx_fail(cx, E_BUG, "route %s %s: no roles", http_method_name(row->method), row->path);
        if (row->handle == NULL || row->what == NULL || row->path[0] != '/')
            return ctx_fail(cx, E_BUG, "route %s %s: incomplete", http_method_name(row->method), row->path);
        for (const struct route *other = routes; other < row; other++)
            if (other->method == row->method && strcmp(other->path, row->path) == 0)
                return ctx_fail(cx, E_BUG, "route %s %s: twice", http_method_name(row->method), row->path);
        for (size_t i = 0; i < ROUTE_MAX_PARAMS && row->params[i].name != NULL; i++)
            if (row->params[i].what == NULL || (row->params[i].limit == 0 && row->params[i].type <= PARAM_WORD))
                return ctx_fail(cx, E_BUG, "route %s %s: parameter %s without limit", http_method_name(row->method),
                                row->path, row->params[i].name);
    }
    return OK;
}
