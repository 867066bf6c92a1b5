/* See file.h. */
#include "platform/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef CHANCERY_FAULTS
static _Thread_local long fault_after, fault_hits;
static _Thread_local enum status fault_status;
void file_fault_arm(long n, enum status st)
{
    fault_after = n;
    fault_hits = 0;
    fault_status = st;
}
long file_fault_hits(void)
{
    return fault_hits;
}
static enum status fault(struct ctx *cx)
{
    if (fault_after > 0 && --fault_after == 0) {
        fault_hits++;
        return ctx_fail(cx, fault_status, "injected file fault");
    }
    return OK;
}
#else
void file_fault_arm(long n, enum status st)
{
    (void)n, (void)st;
}
long file_fault_hits(void)
{
    return 0;
}
static enum status fault(struct ctx *cx)
{
    (void)cx;
    return OK;
}
#endif

/* A descriptor as a promise of the arena: kept + 1, so that 0 is not mistaken for an empty slot. */
static void close_promised(void *slot)
{
    (void)close((int)(intptr_t)slot - 1);
}

static void keep_fd(void **promise, int fd)
{
    *promise = (void *)(intptr_t)(fd + 1);
}

static enum status status_of(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return E_NOTFOUND;
    case ENOSPC:
    case EDQUOT:
        return E_FULL;
    default:
        return E_IO;
    }
}

static enum status failed(struct ctx *cx, const char *what, const char *path)
{
    int error = errno;

    return ctx_fail(cx, status_of(error), "%s %s: %s", what, path, strerror(error));
}

enum status file_read(struct ctx *cx, const char *path, size_t max, struct str *ret_bytes)
{
    struct stat st;
    size_t n = 0;

    TRY(fault(cx));
    void **promise = arena_defer(cx->mem, close_promised);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return failed(cx, "cannot open", path);
    keep_fd(promise, fd);
    if (fstat(fd, &st) != 0)
        return failed(cx, "cannot look at", path);
    if (!S_ISREG(st.st_mode))
        return ctx_fail(cx, E_FORMAT, "%s is not a file", path);
    if ((uint64_t)st.st_size > max)
        return ctx_fail(cx, E_TOOBIG, "%s has %lld bytes, %zu at most", path, (long long)st.st_size, max);
    char *p = arena_alloc(cx->mem, (size_t)st.st_size + 1);
    while (n < (size_t)st.st_size) {
        ssize_t got = read(fd, p + n, (size_t)st.st_size - n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failed(cx, "cannot read", path);
        if (got == 0)
            break;
        n += (size_t)got;
    }
    *promise = NULL;
    (void)close(fd);
    *ret_bytes = (struct str){p, n};
    return OK;
}

static enum status write_all(struct ctx *cx, int fd, const char *path, struct str bytes, bool sync)
{
    for (size_t done = 0; done < bytes.n;) {
        ssize_t n = write(fd, bytes.p + done, bytes.n - done);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failed(cx, "cannot write", path);
        done += (size_t)n;
    }
    if (sync && fsync(fd) != 0)
        return failed(cx, "cannot write", path);
    return OK;
}

static enum status sync_folder_of(struct ctx *cx, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash == NULL ? 0 : (size_t)(slash - path);
    const char *folder = slash == NULL ? "." : n == 0 ? "/" : arena_strndup(cx->mem, path, n);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return failed(cx, "cannot open", folder);
    int rc = fsync(fd);
    (void)close(fd);
    return rc == 0 ? OK : failed(cx, "cannot write", folder);
}

static void remove_promised(void *path)
{
    (void)unlink(path);
}

static enum status write_file(struct ctx *cx, const char *path, struct str bytes, bool sync)
{
    char *temporary = arena_printf(cx->mem, "%s.%d.XXXXXX", path, (int)getpid());
    void **gone = arena_defer(cx->mem, remove_promised);
    void **closed = arena_defer(cx->mem, close_promised);

    TRY(fault(cx));
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0)
        return failed(cx, "cannot create", temporary);
    *gone = temporary;
    keep_fd(closed, fd);
    enum status st = write_all(cx, fd, path, bytes, sync);
    if (st == OK && fchmod(fd, 0640) != 0)
        st = failed(cx, "cannot set the rights of", temporary);
    *closed = NULL;
    if (close(fd) != 0 && st == OK)
        st = failed(cx, "cannot write", path);
    if (st == OK)
        st = fault(cx);
    if (st == OK && rename(temporary, path) != 0)
        st = failed(cx, "cannot rename to", path);
    if (st != OK) {
        (void)unlink(temporary);
        *gone = NULL;
        return st;
    }
    *gone = NULL;
    return sync ? sync_folder_of(cx, path) : OK;
}

enum status file_write(struct ctx *cx, const char *path, struct str bytes)
{
    return write_file(cx, path, bytes, true);
}

enum status file_write_unsynced(struct ctx *cx, const char *path, struct str bytes)
{
    return write_file(cx, path, bytes, false);
}

enum status file_sync_all(struct ctx *cx, const char *folder)
{
    TRY(fault(cx));
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return failed(cx, "cannot open", folder);
    int rc = syncfs(fd);
    (void)close(fd);
    return rc == 0 ? OK : failed(cx, "cannot write", folder);
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

size_t file_size(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode) ? (size_t)st.st_size : 0;
}

enum status file_make_dirs(struct ctx *cx, const char *path)
{
    char *p = arena_strdup(cx->mem, path);

    TRY(fault(cx));
    for (char *at = p + 1;; at++) {
        if (*at != '/' && *at != 0)
            continue;
        char was = *at;
        *at = 0;
        if (mkdir(p, 0750) != 0 && errno != EEXIST)
            return failed(cx, "cannot create the folder", p);
        *at = was;
        if (was == 0)
            return OK;
    }
}

enum status file_remove(struct ctx *cx, const char *path)
{
    TRY(fault(cx));
    if (unlink(path) != 0 && errno != ENOENT)
        return failed(cx, "cannot remove", path);
    return OK;
}

void file_drop(void *path)
{
    (void)unlink(path);
}
