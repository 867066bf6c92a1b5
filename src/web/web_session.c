/* See web_session.h. */
#include "web/web_session.h"

#include <pthread.h>
#include <string.h>

#include "base/log.h"
#include "base/map.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "register/account_place.h"
#include "register/account_step.h"
#include "register/account_totp.h"
#include "register/api_key.h"

enum { SLOTS = 1024, MOST_NAME = 240, MOST_LOGIN = 64, TOUCH_S = 60 };

/* What a cached session keeps of its account: nothing that points anywhere. */
struct slot {
    char hash[ACCOUNT_HASH_CHARS + 1];
    int64_t checked_at;
    struct account_session session;
    struct who who;
    enum lang lang;
    bool must_change;
    char login[MOST_LOGIN], name[MOST_NAME], province[3];
    struct who_place places[ACCOUNT_MOST_PLACES];
    char provinces[ACCOUNT_MOST_PLACES][3];
};

struct web_app {
    struct web_office office;
    struct settings *settings;
    pthread_mutex_t lock;
    struct slot *slots;
    struct import_desk *desk;
};

enum status web_session_start(struct ctx *cx, struct web_app **ret_app)
{
    struct web_app *app = arena_new_of(cx->mem, struct web_app);
    const struct settings *s;

    TRY(setting_load(cx, &app->settings));
    s = app->settings;
    app->office = (struct web_office){
        .name = setting_text(s, "office.name"),
        .lang = setting_text(s, "office.lang"),
        .limits = {.tries = setting_int(s, "login.tries"), .wait_s = setting_int(s, "login.wait_min") * 60,
                   .idle_s = setting_int(s, "session.idle_min") * 60, .most_s = setting_int(s, "session.most_h") * 3600,
                   .password_least = setting_int(s, "password.least")},
        .secure_cookie = setting_flag(s, "http.secure_cookie"),
        .upload_kib = setting_int(s, "file.upload_mib") * 1024,
        .year = setting_int(s, "office.year"),
    };
    if (!account_totp_parse_roles(setting_text(s, "login.totp"), &app->office.limits.totp_roles)) {
        log_line(LOG_WARN, "setting login.totp names an unknown role: every account needs a second factor");
        app->office.limits.totp_roles = UINT32_MAX;
    }
    pthread_mutex_init(&app->lock, NULL);
    app->slots = arena_alloc(cx->mem, SLOTS * sizeof *app->slots);
    *ret_app = app;
    return OK;
}

const struct web_office *web_session_office(const struct web_app *app)
{
    return &app->office;
}

const struct settings *web_session_settings(const struct web_app *app)
{
    return app->settings;
}

void web_session_set_desk(struct web_app *app, struct import_desk *desk)
{
    app->desk = desk;
}

struct import_desk *web_session_desk(const struct web_app *app)
{
    return app->desk;
}

static struct slot *slot_of(struct web_app *app, const char *hash)
{
    return &app->slots[str_hash(str_of(hash)) % SLOTS];
}

/* A copy of the cached session, valid for this request. */
static bool cached(struct web_app *app, const char *hash, int64_t now, struct slot *ret_slot)
{
    bool hit;

    pthread_mutex_lock(&app->lock);
    const struct slot *s = slot_of(app, hash);
    hit = strcmp(s->hash, hash) == 0 && s->checked_at + WEB_SESSION_TTL_S > now && s->session.expires_at > now;
    if (hit)
        *ret_slot = *s;
    pthread_mutex_unlock(&app->lock);
    return hit;
}

static void copy_text(char *out, size_t room, const char *text)
{
    size_t n = strlen(text);

    n = n < room ? n : room - 1;
    memcpy(out, text, n);
    out[n] = 0;
}

static void keep(struct web_app *app, const struct slot *fresh)
{
    pthread_mutex_lock(&app->lock);
    *slot_of(app, fresh->hash) = *fresh;
    pthread_mutex_unlock(&app->lock);
}

void web_session_forget(struct web_app *app)
{
    pthread_mutex_lock(&app->lock);
    for (size_t i = 0; i < SLOTS; i++)
        app->slots[i].hash[0] = 0;
    pthread_mutex_unlock(&app->lock);
}

/* A role that needs a second factor opens nothing before the account has one: not by a session or a key of before the
   setting, or of before the role was given. */
static enum status check_second(struct ctx *cx, const struct web_app *app, int64_t account)
{
    struct account_totp t;
    struct account a;

    if ((cx->who.roles & app->office.limits.totp_roles) == 0)
        return OK;
    TRY(account_load(cx, account, &a));
    TRY(account_totp_load(cx, &a, &app->office.limits, &t));
    return t.on ? OK : ctx_fail(cx, E_LOGIN, "account %s needs a second factor", a.login);
}

/* A program with its key: asked for anew each time, so that a key that was taken away is dead at once. */
static enum status by_key(struct ctx *cx, struct web *w, struct str secret)
{
    struct api_key key;

    TRY(api_key_act(cx, secret, arena_strndup(cx->mem, w->rq->remote.p, w->rq->remote.n), &key));
    TRY(check_second(cx, w->app, key.account));
    w->session.id = key.account;
    w->session.by_key = true;
    w->session.key_expires_at = key.expires_at;
    return OK;
}

static enum status look_up(struct ctx *cx, struct web_app *app, struct slot *s)
{
    struct account a;

    TRY(account_session_find(cx, s->hash, &app->office.limits, &s->session, &a));
    if (s->session.seen_at + TOUCH_S <= ctx_now(cx)) {
        TRY(db_set_read_only(cx, false));
        TRY(account_session_seen(cx, s->hash));
    }
    TRY(account_act_as(cx, &a));
    TRY(check_second(cx, app, a.id));
    s->who = cx->who;
    s->lang = cx->lang;
    s->must_change = a.must_change;
    copy_text(s->login, sizeof s->login, a.login);
    copy_text(s->name, sizeof s->name, a.name);
    copy_text(s->province, sizeof s->province, a.province != NULL ? a.province : "");
    for (size_t i = 0; i < cx->who.n_places; i++) {
        s->places[i] = cx->who.places[i];
        copy_text(s->provinces[i], sizeof s->provinces[i], s->places[i].province != NULL ? s->places[i].province : "");
    }
    s->checked_at = ctx_now(cx);
    keep(app, s);
    return OK;
}

enum status web_session_find(struct ctx *cx, struct web *w)
{
    struct str header = http_request_header(w->rq, "Authorization");
    struct str token = http_request_cookie(w->rq, "chancery");
    struct slot *s;

    if (w->route != NULL && (w->route->flags & ROUTE_API) != 0 && str_starts(header, "Bearer "))
        return by_key(cx, w, str_trim(str_sub(header, 7, header.n)));
    if (token.n != CRYPTO_TOKEN_CHARS)
        return ctx_fail(cx, E_LOGIN, "no cookie");
    s = arena_new_of(cx->mem, struct slot);
    crypto_blake2b_hex(token, w->session.token_hash);
    if (!cached(w->app, w->session.token_hash, ctx_now(cx), s)) {
        memcpy(s->hash, w->session.token_hash, sizeof s->hash);
        TRY(look_up(cx, w->app, s));
    }
    cx->who = s->who;
    cx->who.login = s->login;
    cx->who.name = s->name;
    cx->who.province = s->province[0] != 0 ? s->province : NULL;
    for (size_t i = 0; i < s->who.n_places; i++)
        s->places[i].province = s->provinces[i][0] != 0 ? s->provinces[i] : NULL;
    cx->who.places = s->places;
    cx->who.ip = arena_strndup(cx->mem, w->rq->remote.p, w->rq->remote.n);
    cx->lang = s->lang;
    w->session.id = s->session.user_id;
    w->session.must_change = s->must_change;
    memcpy(w->session.csrf, s->session.csrf, sizeof s->session.csrf);
    return OK;
}

static void set_cookie(struct ctx *cx, struct web *w, const char *cookie)
{
    http_reply_header(w->rs, "Set-Cookie",
                      str_of(arena_printf(cx->mem, "%s%s", cookie,
                                          web_session_office(w->app)->secure_cookie ? "; Secure" : "")));
}

enum status web_session_open(struct ctx *cx, struct web *w, const struct account *a)
{
    char token[ACCOUNT_TOKEN_CHARS + 1];
    struct account_session s;
    const char *remote = arena_strndup(cx->mem, w->rq->remote.p, w->rq->remote.n);

    TRY(db_begin(cx)); /* the login in the audit trail and its session: both or none */
    TRY(account_entered(cx, a, remote));
    TRY(account_session_open(cx, a, remote, &web_session_office(w->app)->limits, &s, token));
    TRY(db_commit(cx));
    w->session.id = s.user_id;
    memcpy(w->session.csrf, s.csrf, sizeof s.csrf);
    set_cookie(cx, w, arena_printf(cx->mem, "chancery=%s; Path=/; HttpOnly; SameSite=Lax", token));
    return OK;
}

enum status web_session_step_open(struct ctx *cx, struct web *w, const struct account *a)
{
    char token[ACCOUNT_TOKEN_CHARS + 1];

    TRY(account_step_open(cx, a, token));
    set_cookie(cx, w, arena_printf(cx->mem, "chancery_step=%s; Path=/login; Max-Age=%d; HttpOnly; SameSite=Strict",
                                   token, ACCOUNT_STEP_S));
    return OK;
}

/* The hash of the cookie's token; false when there is none. */
static bool step_hash(struct web *w, char hash[ACCOUNT_HASH_CHARS + 1])
{
    struct str token = http_request_cookie(w->rq, "chancery_step");

    if (token.n != CRYPTO_TOKEN_CHARS)
        return false;
    crypto_blake2b_hex(token, hash);
    return true;
}

enum status web_session_step_find(struct ctx *cx, struct web *w, struct account *ret_a)
{
    char hash[ACCOUNT_HASH_CHARS + 1];

    if (!step_hash(w, hash))
        return ctx_fail(cx, E_LOGIN, "no cookie of a half-open login");
    return account_step_find(cx, hash, ret_a);
}

enum status web_session_step_done(struct ctx *cx, struct web *w, const struct account *a)
{
    char hash[ACCOUNT_HASH_CHARS + 1];

    if (!step_hash(w, hash))
        return ctx_fail(cx, E_LOGIN, "no cookie of a half-open login");
    TRY(account_step_close(cx, hash));
    TRY(web_session_open(cx, w, a));
    set_cookie(cx, w, "chancery_step=; Path=/login; Max-Age=0; HttpOnly; SameSite=Strict");
    return OK;
}

enum status web_session_close(struct ctx *cx, struct web *w)
{
    TRY(account_session_close(cx, w->session.token_hash));
    web_session_forget(w->app);
    set_cookie(cx, w, "chancery=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    return OK;
}
