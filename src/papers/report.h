/* The year report as a model: sections by pillar and field, each number computed from records or stated in a text,
   with a
   note that leads to its proof; what is in preparation or planned stands in the plan section only. Printed by
   web/page_report.c and cli/cmd_report.c from the same model.
   Not for: markup; choosing what is true (ledger/reconcile.h). */
#pragma once

#include "ledger/reconcile.h"

struct report_item { /* a record behind a computed number */
    const char *title, *url;
};

struct report_sentence {
    const char *before, *number, *after; /* the note's mark stands behind the number */
    int note;                            /* from 1 */
    const struct indicator *def;
    struct report_item *items;
    size_t n_items;
};

struct report_section {
    const char *heading;
    int level; /* 2 pillar, 3 field */
    struct report_sentence *sentences;
    size_t n_sentences;
    const char *empty; /* what is said when there is nothing; NULL when there is */
};

struct report_note {
    int no;
    bool computed;            /* the report's number is the register's; else the published one */
    const char *text;         /* in the report's language */
    const char *record_url;   /* list of the records; NULL = no register */
    int64_t observation_id;   /* the published figure; 0 = none */
    const char *quote;        /* its sentence in the original, letter by letter */
};

struct report {
    int year;
    enum lang lang;
    const char *title, *notes_title;
    struct report_section *sections;
    size_t n_sections;
    struct report_note *notes;
    size_t n_notes;
};

enum status report_year(struct ctx *cx, const struct indicators *all, int year, const char *subject, enum lang lang,
                        struct report *ret_report) MUST_CHECK;
/* As plain text, one block per paragraph; with_notes: marks [1] and the list of notes. */
enum status report_text(struct ctx *cx, const struct report *r, bool with_notes, struct str *ret_text) MUST_CHECK;

struct load_tools;
/* The three languages against each other with the rules of the comparison. *ret_n counts findings of class A and B;
   *ret_findings: one line each, English. */
enum status report_lint(struct ctx *cx, const struct indicators *all, const struct load_tools *tools, int year,
                        const char *subject, const char ***ret_findings, size_t *ret_n) MUST_CHECK;
