/* Working days and periods: the counting rules of Civil Code 2015 Arts 147-148 over the days off in
   definitions/holidays.yaml (Labour Code 2019 Arts 111-112). The first day is not counted; "n working days" counts
   working days
   alone; a period in calendar days or months that ends on a day off ends on the next working day.
   Not for: which deadlines exist (deadline.h). */
#pragma once

#include "base/ctx.h"

struct workday_row {
    struct date date;
    bool work;         /* a make-up Saturday; else a day off */
    bool confirmed;    /* only confirmed rows count */
    const char *name[LANG__MAX];
    const char *basis, *mark;
};

/* The table that everything below counts by. install: at start, and again when days were changed (workday_store.h);
   the rows and mem live as long as anyone may count. mem NULL: no table. */
enum status workday_load_text(struct ctx *cx, const char *name, struct str yaml, struct workday_row **ret_rows,
                              size_t *ret_n) MUST_CHECK;
/* rows with those of more; on the same day the row of more. Sorted. */
enum status workday_merge(struct ctx *cx, const struct workday_row *rows, size_t n, const struct workday_row *more,
                          size_t n_more, struct workday_row **ret_rows, size_t *ret_n) MUST_CHECK;
void workday_install(struct arena *mem, const struct workday_row *rows, size_t n);
const struct workday_row *workday_find(struct date d); /* the row of that day, NULL when it is an ordinary one */

enum { /* why a date should be looked at twice */
    WORKDAY_NO_TABLE = 1,   /* the period touches a year without a table of days off, or a day of every year that the
                               table leaves out (Tet, 10/3 of the moon, 1/1, 30/4, 1/5, 2/9) */
    WORKDAY_UNCONFIRMED = 2, /* an unconfirmed row lies inside and would change the result */
    WORKDAY_NOT_WORKING = 4 /* counted back from a day that is no working day */
};

bool workday_is(struct date d);
struct date workday_roll(struct date d);                                  /* d, or the next working day */
struct date workday_after(struct date d, int n, unsigned *flags);         /* the n-th working day after d */
struct date workday_before(struct date d, int n, unsigned *flags);        /* the n-th working day going back from d */
struct date workday_days_after(struct date d, int n, unsigned *flags);    /* calendar days, rolled forward */
struct date workday_days_before(struct date d, int n, unsigned *flags);   /* calendar days back, never rolled */
struct date workday_months_after(struct date d, int n, unsigned *flags);  /* rolled forward */
int workday_between(struct date a, struct date b); /* working days in (a, b]; negative when b < a */
