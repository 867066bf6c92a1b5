/* Field types: one complete row each (field_table.c), and what is done by type: parse what a person typed, print it
   in a
   language, write JSON, name the SQL columns.
   The canonical form of a value is a text; NULL is "not given":
     int, year "42" · dec "12.5" · money "39000000 USD" or "39000000 USD 2025-12-31" (day of the rate) · date
     "2026-01-12"
     dt "2026-01-12T01:05:00Z" · bool "true"/"false" · enum, country, lang, admin: the code · multi, mlang, mcountry:
     codes
     with blanks, in the order of the code list · ref, org, user: the id · mref, muser, files: ids with blanks · geo
     "16.4637,107.5909"
     (latitude, longitude) · file: id of the attachment.
   Not for: single fields of kinds (kind.h) or whole records (record.h). */
#pragma once

#include "base/buf.h"
#include "base/ctx.h"

#define FIELD_TYPE_TABLE(X) \
    X(TEXT, "text") X(LTEXT, "ltext") X(INT, "int") X(DEC, "dec") X(MONEY, "money") X(DATE, "date") X(DT, "dt") \
    X(YEAR, "year") X(BOOL, "bool") X(ENUM, "enum") X(MULTI, "multi") X(REF, "ref") X(MREF, "mref")           \
    X(COUNTRY, "country") X(MCOUNTRY, "mcountry") X(ADMIN, "admin") X(LANG, "lang") X(MLANG, "mlang")        \
    X(GEO, "geo") X(PHONE, "phone") X(EMAIL, "email") X(URL, "url") X(FILE, "file") X(FILES, "files")        \
    X(USER, "user") X(MUSER, "muser") X(ORG, "org") X(AUTO, "auto") X(CALC, "calc") X(SUB, "sub")

enum field_type {
#define FIELD_ENUM(code, id) FT_##code,
    FIELD_TYPE_TABLE(FIELD_ENUM)
#undef FIELD_ENUM
    FT__MAX
};

struct field;
struct sql_params;
struct rows;

enum json_form { JSON_TEXT, JSON_NUMBER, JSON_BOOL, JSON_WORDS, JSON_IDS, JSON_MONEY, JSON_GEO, JSON_NONE };
enum sql_form { SQL_NONE, SQL_TEXT, SQL_INT, SQL_SCALED, SQL_BOOL, SQL_DATE, SQL_INSTANT, SQL_MONEY, SQL_GEO, SQL_REF,
                SQL_USER, SQL_WORDS };

struct field_type_row {
    const char *id;
    const char *help;     /* one line for docs/KINDS.md and `chancery kinds types` */
    enum sql_form sql;    /* how it stands in the table */
    enum json_form json;
    const char *arg;      /* what follows the name in the file: "(size)", "(digits,scale)", ":list", ":kind", "" */
    const char *input;    /* HTML input of the form: text, textarea, number, date, datetime-local, checkbox, select … */
    bool is_text;         /* part of the search text unless search: false */
    bool many;            /* several values */
    const char *codes;    /* code list used when the type itself names one: "country", "lang", "admin" */
    /* Checks and brings into canonical form; on a fault adds a problem for f and returns NULL. typed is never empty. */
    const char *(*parse)(struct ctx *cx, const struct field *f, struct str typed);
};
extern const struct field_type_row field_types[FT__MAX];
bool field_type_find(struct str id, enum field_type *ret_t);

/* Composed form, so that equal words are equal bytes. */
struct str field_composed(struct ctx *cx, struct str s);
/* What a person typed or a file holds, to the canonical form. Empty gives NULL. *ret_bad is set when a problem was
   added. */
const char *field_parse(struct ctx *cx, const struct field *f, struct str typed, bool *ret_bad);
/* The same for a text that the program or a file made: numbers have a point or nothing, whatever the language. */
const char *field_parse_plain(struct ctx *cx, const struct field *f, struct str text, bool *ret_bad);
/* The canonical form as people read it in cx->lang: labels of codes, 31/12/2026, 1.234,5, yes/no. Titles of linked
   records come from the database in one query per call; masking of personal data is the caller's (record_show). */
const char *field_print(struct ctx *cx, const struct field *f, const char *canonical);
/* Appends the canonical form as a JSON value: numbers as numbers, sets as arrays, NULL as null. */
void field_json(struct buf *out, const struct field *f, const char *canonical);
/* "16,4637° B; 107,5909° Đ": for the eye. Lists, files and forms have the two numbers, which can be read back: an N is
   the north in English and the south in Vietnamese. */
const char *field_print_geo(struct ctx *cx, const char *canonical);
const char *field_print_date(struct ctx *cx, struct date d); /* 31/12/2026, 31.12.2026 */
bool field_instant(const char *canonical, int64_t *ret_at);  /* "2026-01-12T01:05:00Z" to UTC seconds */
/* Is a the same value as b? Both canonical, NULL allowed. */
bool field_same(const char *a, const char *b);
/* Digits behind the point of a currency (ISO 4217): VND 0, USD 2. -1: not a currency. */
int field_currency_digits(struct str code);
