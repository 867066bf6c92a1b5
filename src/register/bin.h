/* The bin: what was deleted softly, over all registers in which the user may restore, and how long it can come back.
   Only what can be restored by itself lies here: a sub-record whose record is deleted too comes back with that one.
   Not for: deleting and restoring (record.h), the deleted records of one register with its filters (list.h). */
#pragma once

#include "register/record.h"

struct bin_row {
    const struct kind *kind;
    int64_t record_id, at;         /* at: UTC seconds of the deletion */
    const char *title, *code;      /* as the user may see them */
    const char *login, *why;       /* who deleted it and what he said; why NULL = nothing */
    bool merged;                   /* it lies here because it was merged into another record */
    struct date last;              /* the last day on which it can be restored */
    int64_t left;                  /* days until then; negative = over */
    bool may;                      /* may this user restore it today? */
};
struct bin_query {
    const struct kind *kind;       /* NULL = all registers */
    const char *login;             /* of who deleted; NULL = anybody */
    int64_t page, per;             /* from 1; 0 = 50 */
};
struct bin_count { /* how many of the bin, whatever the query asks for: for its filter */
    const struct kind *kind;
    const char *login;
    int64_t n;
};
struct bin {
    struct bin_row *rows;
    size_t n;
    int64_t total;                 /* of the query */
    struct bin_count *counts;
    size_t n_counts;
    long days;                     /* setting bin.days */
};

/* May the user restore anything anywhere? For the menu. */
bool bin_may(const struct ctx *cx);
/* The latest first. */
enum status bin_list(struct ctx *cx, const struct bin_query *q, struct bin *ret_bin) MUST_CHECK;
/* The same of one deleted record that the user was given. */
enum status bin_row_of(struct ctx *cx, const struct record *rec, struct bin_row *ret_row) MUST_CHECK;
/* Is it still within the days? Later only the administrator and the program itself restore (MODEL 4.11). E_INVALID with
   a problem that names the days. */
enum status bin_check(struct ctx *cx, const struct record *rec) MUST_CHECK;
