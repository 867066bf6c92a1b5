/* See comment.h. */
#include "register/comment.h"

#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "platform/db.h"
#include "register/account.h"
#include "register/history.h"
#include "register/notice.h"
#include "register/watch.h"

enum { MENTIONS = 20, EXCERPT_BYTES = 160 };

static bool is_login_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
}

/* The next "@login" from *at on; a dot at its end belongs to the sentence. An address has a letter before its @. */
static bool next_mention(struct str s, size_t *at, struct str *ret_login)
{
    for (size_t i = *at; i < s.n; i++) {
        size_t end = i + 1;

        if (s.p[i] != '@' || (i > 0 && is_login_char(s.p[i - 1])))
            continue;
        while (end < s.n && is_login_char(s.p[end]))
            end++;
        *at = end;
        while (end > i + 1 && s.p[end - 1] == '.')
            end--;
        *ret_login = str_sub(s, i + 1, end);
        if (ret_login->n > 0)
            return true;
    }
    return false;
}

/* The beginning of the comment, for the notice; cut between characters. */
static const char *excerpt(struct ctx *cx, struct str s)
{
    size_t n = s.n < EXCERPT_BYTES ? s.n : EXCERPT_BYTES;

    while (n > 0 && n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    return arena_printf(cx->mem, "%.*s%s", (int)n, s.p, n < s.n ? "…" : "");
}

/* Who is named and may read the record gets a notice; nobody learns from a comment that a record or account exists. */
static enum status tell_named(struct ctx *cx, const struct record *rec, struct str text, const struct notice *n,
                              int64_t *told, int64_t named[MENTIONS], size_t *n_named)
{
    struct account a;
    struct str login;
    size_t at = 0;
    bool reads;

    while (*n_named < MENTIONS && next_mention(text, &at, &login)) {
        enum status st = account_find(cx, arena_printf(cx->mem, "%.*s", STR_ARGS(login)), &a);
        if (st == E_NOTFOUND)
            continue;
        TRY(st);
        TRY(watch_may_read(cx, a.id, rec, &reads));
        if (a.disabled || a.id == cx->who.user_id || !reads)
            continue;
        named[(*n_named)++] = a.id;
        TRY(notice_to_account(cx, n, rec, a.id, NULL, NULL));
        ++*told;
    }
    return OK;
}

static enum status check(struct ctx *cx, const struct record *rec, struct str text)
{
    if (text.n == 0)
        return ctx_problem(cx, "comment", "problem.required", NULL);
    if (!utf8_valid(text, NULL))
        return ctx_problem(cx, "comment", "problem.utf8", NULL);
    if (utf8_count(text) > COMMENT_CHARS)
        return ctx_problem(cx, "comment", "problem.too_long", arena_printf(cx->mem, "%d", COMMENT_CHARS));
    if (strcmp(rec->classification, "secret_ref") == 0)
        return ctx_problem(cx, "comment", "problem.secret", NULL);
    return OK;
}

enum status comment_add(struct ctx *cx, const struct record *rec, struct str text, int64_t *ret_id, int64_t *ret_told)
{
    int64_t named[MENTIONS], told = 0, watching;
    size_t n_named = 0;
    struct rows *r;

    TRY(access_record(cx, rec, RIGHT_READ));
    text = str_trim(text);
    TRY(check(cx, rec, text));
    TRY(db_begin(cx));
    TRY(db_one(cx, &r, "INSERT INTO comment (record_id, at, by_user, body) VALUES (?, ?, ?, ?) RETURNING id",
        db_i(rec->id), db_i(ctx_now(cx)), db_i(cx->who.user_id), db_t(text)));
    int64_t id = rows_int(r, "id");
    struct notice n = {.event = "comment.mention", .subject = arena_printf(cx->mem, "%lld", (long long)id),
        .detail = excerpt(cx, text)};
    TRY(tell_named(cx, rec, text, &n, &told, named, &n_named));
    n.event = "comment.new";
    TRY(watch_tell(cx, rec, &n, named, n_named, &watching));
    TRY(watch_set(cx, rec, true));
    TRY(history_event(cx, "comment", rec->kind->id, rec->id, arena_printf(cx->mem, "comment %lld", (long long)id)));
    TRY(db_commit(cx));
    *ret_id = id;
    *ret_told = told + watching;
    return OK;
}

enum status comment_remove(struct ctx *cx, const struct record *rec, int64_t id)
{
    struct rows *r;

    TRY(access_record(cx, rec, RIGHT_READ));
    TRY(db_begin(cx));
    TRY(db_one(cx, &r, "SELECT by_user FROM comment WHERE id = ? AND record_id = ? AND removed_at IS NULL", db_i(id),
        db_i(rec->id)));
    if (rows_int(r, "by_user") != cx->who.user_id)
        TRY(access_record(cx, rec, RIGHT_DELETE));
    TRY(db_exec(cx, NULL, "UPDATE comment SET removed_at = ?, removed_by = ? WHERE id = ?", db_i(ctx_now(cx)),
        db_i(cx->who.user_id), db_i(id)));
    TRY(history_event(cx, "comment", rec->kind->id, rec->id,
        arena_printf(cx->mem, "comment %lld taken away", (long long)id)));
    return db_commit(cx);
}

enum status comment_list(struct ctx *cx, const struct record *rec, struct comment **ret_at, size_t *ret_n,
                         bool *ret_watching)
{
    bool deletes = access_allows(cx, rec, RIGHT_DELETE), watching = false;
    struct {
        VEC(struct comment);
    } v = {0};
    struct rows *r;

    TRY(access_record(cx, rec, RIGHT_READ));
    TRY(db_query(cx, &r, "SELECT c.id, c.at, c.by_user, c.body, COALESCE(a.name, '') AS by_name FROM comment c"
        " LEFT JOIN account a ON a.id = c.by_user WHERE c.record_id = ? AND c.removed_at IS NULL"
        " UNION ALL SELECT 0, w.since, w.account, '', '' FROM watch w WHERE w.record_id = ? AND w.account = ?"
        " ORDER BY 1", db_i(rec->id), db_i(rec->id), db_i(cx->who.user_id)));
    while (rows_next(r)) {
        struct comment c = {.id = rows_int(r, "id"), .at = rows_int(r, "at"), .by_user = rows_int(r, "by_user"),
            .by_name = rows_text(r, "by_name"), .body = rows_text(r, "body")};

        c.may_remove = deletes || c.by_user == cx->who.user_id;
        if (c.id == 0)
            watching = true;
        else
            vec_push(cx->mem, &v, c);
    }
    TRY(rows_done(r));
    *ret_at = v.at;
    *ret_n = v.n;
    if (ret_watching != NULL)
        *ret_watching = watching;
    return OK;
}
