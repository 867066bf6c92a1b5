/* See lease.h. */
#include "platform/lease.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/uid.h"
#include "platform/db.h"

/* What a number of a process belongs to: this boot of this kernel, and the process space (a container has its own). */
static const char *machine(struct ctx *cx)
{
    char boot[64] = "", space[64] = "";
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, boot, sizeof boot - 1);

    if (fd >= 0)
        (void)close(fd);
    if (n <= 0 || readlink("/proc/self/ns/pid", space, sizeof space - 1) <= 0)
        return NULL;
    boot[strcspn(boot, "\n")] = 0;
    return arena_printf(cx->mem, "%s.%.*s", boot, (int)strcspn(space + strcspn(space, "0123456789"), "]"),
                        space + strcspn(space, "0123456789"));
}

/* Field 22 of its line, the tick of the boot at which it began; 0 = cannot be read. The name, field 2, may hold blanks
   and brackets, so the fields are counted from the last bracket. */
static long long begun(long pid)
{
    char path[64], line[1024] = "";
    long long tick = 0;

    (void)snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof line - 1);
    if (fd >= 0)
        (void)close(fd);
    const char *p = n <= 0 ? NULL : strrchr(line, ')');
    for (int field = 2; p != NULL && field < 22; field++)
        p = strchr(p + 1, ' ');
    return p != NULL && sscanf(p, " %lld", &tick) == 1 ? tick : 0;
}

const char *lease_holder(struct ctx *cx)
{
    const char *where = machine(cx);
    char uid[UID_CHARS + 1];

    uid_make(ctx_now(cx), uid);
    return arena_printf(cx->mem, "%s:%ld:%lld:%s", where == NULL ? "?" : where, (long)getpid(), begun(getpid()), uid);
}

bool lease_is_dead(struct ctx *cx, const char *holder)
{
    const char *where = machine(cx);
    size_t n = where == NULL ? 0 : strlen(where);
    long long tick, now;
    long pid;

    if (n == 0 || strncmp(holder, where, n) != 0 || sscanf(holder + n, ":%ld:%lld:", &pid, &tick) != 2 || pid <= 0)
        return false;
    if (kill((pid_t)pid, 0) != 0 && errno == ESRCH) /* EPERM: it is there, and another user's */
        return true;
    now = begun(pid);
    return now != 0 && tick != 0 && now != tick; /* the number was given to another process since */
}

/* Takes it from the process that died with it; the holder is named in the UPDATE, so only one takes it. */
static enum status take_from_dead(struct ctx *cx, const char *name, const char *holder, bool at_once,
                                  int64_t *ret_changed)
{
    struct rows *r;
    const char *old;

    *ret_changed = 0;
    enum status st = db_one(cx, &r, "SELECT holder FROM job WHERE name = ?", db_s(name));
    if (st != OK)
        return st == E_NOTFOUND ? OK : st;
    old = rows_text(r, "holder");
    if (old == NULL || !lease_is_dead(cx, old))
        return OK;
    return db_exec(cx, ret_changed,
                   "UPDATE job SET holder = ?, until = ?, started_at = ?, ended_at = NULL "
                   "WHERE name = ? AND holder = ? AND (? = 1 OR next_at <= ?)",
                   db_s(holder), db_i(ctx_now(cx) + LEASE_S), db_i(ctx_now(cx)), db_s(name), db_s(old), db_i(at_once),
                   db_i(ctx_now(cx)));
}

enum status lease_take(struct ctx *cx, const char *name, const char *holder, bool at_once, struct lease *ret_l,
                       bool *ret_mine)
{
    int64_t now = ctx_now(cx), changed;

    TRY(db_exec(cx, NULL, "INSERT INTO job (name) VALUES (?) ON CONFLICT DO NOTHING", db_s(name)));
    TRY(db_exec(cx, &changed,
                "UPDATE job SET holder = ?, until = ?, started_at = ?, ended_at = NULL "
                "WHERE name = ? AND (holder IS NULL OR until < ?) AND (? = 1 OR next_at <= ?)",
                db_s(holder), db_i(now + LEASE_S), db_i(now), db_s(name), db_i(now), db_i(at_once), db_i(now)));
    if (changed == 0)
        TRY(take_from_dead(cx, name, holder, at_once, &changed));
    *ret_mine = changed > 0;
    *ret_l = (struct lease){name, holder, now};
    return OK;
}

enum status lease_renew(struct ctx *cx, struct lease *l)
{
    int64_t changed;

    if (l == NULL)
        return OK;
    TRY(db_exec(cx, &changed, "UPDATE job SET until = ? WHERE name = ? AND holder = ?", db_i(ctx_now(cx) + LEASE_S),
                db_s(l->name), db_s(l->holder)));
    return changed > 0 ? OK : ctx_fail(cx, E_BUSY, "job %s was taken over", l->name);
}

enum status lease_end(struct ctx *cx, struct lease *l, int64_t next_at, bool ok, const char *result)
{
    return db_exec(cx, NULL,
                   "UPDATE job SET holder = NULL, until = 0, next_at = ?, ended_at = ?, result = ?, "
                   "failures = CASE WHEN ? = 1 THEN 0 ELSE failures + 1 END WHERE name = ? AND holder = ?",
                   db_i(next_at), db_i(ctx_now(cx)), db_s(result), db_i(ok), db_s(l->name), db_s(l->holder));
}
