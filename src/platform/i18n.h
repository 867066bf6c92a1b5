/* Texts the user reads, in Vietnamese, English and German: i18n/{vi,en,de}.po, compiled into a table at build
   (tools/mkmsg.py; a key that misses a language does not build). One language per request. {} is the place of the
   argument; sentences are written so that no plural form is needed.
   Not for: names of fields, kinds and states; those are data in kinds/. */
#pragma once

#include "base/buf.h"
#include "base/ctx.h"
#include "base/date.h"

/* A key that is not there comes back as itself, so that the screen shows what is missing. */
struct str i18n_text(enum lang l, const char *key);
bool i18n_has(const char *key);
/* In the language of the work; {} filled with arg. For html use html_msg, which escapes. */
const char *i18n_fill(struct ctx *cx, const char *key, const char *arg);
/* The same for a text with several places: {1} {2} … filled with args; NULL arguments are empty. */
const char *i18n_fill_all(struct ctx *cx, const char *key, const char *const *args, size_t n);
/* 12/01/2026, 12 Jan 2026, 12.01.2026; nothing when not set. */
void i18n_add_date(struct buf *b, enum lang l, struct date d);
void i18n_add_digits(struct buf *b, int n, int digits); /* at most 4, with zeros in front */
/* For a test that walks all: NULL behind the last. */
const char *i18n_key(size_t i);

/* The table that mkmsg.py writes: open addressing by str_hash(), a power of two of slots. */
struct i18n_row {
    struct str key;
    struct str text[LANG__MAX];
};
extern const struct i18n_row i18n_rows[];
extern const unsigned short i18n_slots[]; /* row + 1; 0 = empty */
extern const size_t i18n_n_rows, i18n_n_slots;
