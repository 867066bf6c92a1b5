/* The audit trail: one table (history) for every saved version of a record and every event (login, export, reading of
   personal data, change of settings). Rows are never changed. Two hashes, BLAKE2b-256 in hex:
     hash   over what the row says and the hash of the record's version before: the same in every installation, so
            exchange is "which hashes do you have";
     chain  over the chain of the row before in this installation and hash: nobody can take a row out or change one
            without every later row failing.
   Not for: log lines of the operator (base/log.h). */
#pragma once

#include "register/kind.h"

struct record;

struct history_row {
    int64_t seq, at;         /* UTC seconds */
    int64_t user_id;
    const char *login;       /* the name at that time; "system" */
    const char *what;        /* create update move delete restore merge · login logout login_fail export read_pd print
                                import config password user session totp key view bulk */
    const char *kind;        /* NULL for events without a record */
    int64_t record_id;
    int64_t version;
    const char *why, *basis, *ip;
    const char *body;        /* the whole record after the change, as JSON; details of an event */
    const char *hash, *chain;
    const struct record *head; /* the record as it stands, its title as the user may see it; NULL when there is none or
                                  he may not read it: then why and body are not for him either */
};

/* Writes the version of rec that stands in the table now. what: create, update, move, delete, restore. */
enum status history_version(struct ctx *cx, const struct record *rec, const char *what, const char *why,
                            const char *basis) MUST_CHECK;
/* An event without a change of a record. kind and record_id may be NULL and 0; detail: plain text or JSON, never a
   secret. */
enum status history_event(struct ctx *cx, const char *what, const char *kind, int64_t record_id, const char *detail)
    MUST_CHECK;

/* Personal data of these records of the kind was shown ("read_pd"); body: JSON with way, fields, n, records. */
enum status history_read(struct ctx *cx, const char *kind, const char *why, const char *body, const int64_t *ids,
                         size_t n) MUST_CHECK;
/* Who was shown personal data of this record, newest first. For those who watch over it (web/routes.c). */
enum status history_readers(struct ctx *cx, int64_t record_id, int64_t limit, struct history_row **ret_rows,
                            size_t *ret_n) MUST_CHECK;
/* How much of it each person was shown in the time, the most first. */
struct history_reader {
    const char *login;
    int64_t times, records, exported, last_at; /* acts; different records; records of exports; UTC seconds */
};
enum status history_reader_sums(struct ctx *cx, int64_t from_at, int64_t to_at, struct history_reader **ret_at,
                                size_t *ret_n) MUST_CHECK;

/* Versions and events of one record, newest first (with those of its sub-records when with_subs), as far as the user
   may read them. */
enum status history_of(struct ctx *cx, int64_t record_id, bool with_subs, int64_t limit, struct history_row **ret_rows,
                       size_t *ret_n) MUST_CHECK;
/* The versions of one record from this one on, oldest first; without asking who may read them. */
enum status history_since(struct ctx *cx, int64_t record_id, int64_t version, struct history_row **ret_rows,
                          size_t *ret_n) MUST_CHECK;
/* The body of one version of a record; E_NOTFOUND. */
enum status history_body(struct ctx *cx, int64_t record_id, int64_t version, const char **ret_body) MUST_CHECK;
/* The audit page: newest first, before that seq (0 = from the end). Any of login, what, kind may be NULL. */
struct history_filter {
    const char *login, *what, *kind;
    int64_t record_id; /* with what "read_pd": of which personal data was shown; else of the record. 0 = any */
    int64_t from_at, to_at, before_seq, limit;
};
enum status history_list(struct ctx *cx, const struct history_filter *f, struct history_row **ret_rows, size_t *ret_n)
    MUST_CHECK;

/* What changed from one version to the next: fields with old and new canonical value. */
/* A value of a change of the row as the user may see it: "—" for none, "•••" for masked. */
struct history_change;
const char *history_show(struct ctx *cx, const struct history_row *row, const struct history_change *c,
                         const char *value);
struct history_change {
    const struct field *field; /* NULL: a common column, see name */
    const char *name, *before, *after;
};
enum status history_diff(struct ctx *cx, const struct kind *k, const char *body_before, const char *body_after,
                         struct history_change **ret_changes, size_t *ret_n) MUST_CHECK;

/* Re-hashes the chain from the beginning. OK and *ret_bad_seq 0 when whole; *ret_rows = rows read. */
enum status history_verify(struct ctx *cx, int64_t *ret_rows, int64_t *ret_bad_seq, const char **ret_reason) MUST_CHECK;
