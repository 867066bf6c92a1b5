/* Components that know records: a value with its links, a state's badge, the input of a field, a record's addresses.
   Not for: pages (page_*.c) or rules (rules/). */
#pragma once

#include "register/history.h"
#include "register/record.h"
#include "web/ui.h"

const char *ui_record_href(struct ctx *cx, const struct kind *k, int64_t id); /* "/agreement/7" */
void ui_record_state(struct ctx *cx, struct html *h, const struct kind *k, const char *state); /* nothing for NULL */
/* The value as people read it, with links to records, files, addresses of mail and pages. */
void ui_record_value(struct ctx *cx, struct html *h, const struct record *rec, const struct field *f);
/* The input of a field of k. value: canonical or as typed; error: text or NULL; required: asked for now. */
void ui_record_input(struct ctx *cx, struct web *w, const struct kind *k, const struct field *f, const char *value,
                     const char *error, bool required);
/* What a version changed against the body of the one before, as the reader may see it; nothing when nothing did. */
enum status ui_record_changes(struct ctx *cx, struct html *h, const struct history_row *row,
                              const char *before) MUST_CHECK;
/* An article as the kinds write it ("Law 70/2020 Art. 35(2)"), with its nouns in the user's language. NULL gives
   NULL. */
const char *ui_record_basis(struct ctx *cx, const char *basis);
/* Who did it: a login; the program itself by a word. */
const char *ui_record_login(struct ctx *cx, const char *login);
/* The labels of the fields that an expression of a kind's file is made of: nobody reads its functions. NULL: none. */
const char *ui_record_made_of(struct ctx *cx, const struct kind *k, const char *expr);
/* What stands below the input: the field's own help or its article, and when it is asked for if not now; or NULL. */
const char *ui_record_help(struct ctx *cx, const struct kind *k, const struct field *f, bool required);
/* ui_problems() with the label of each field before its problem. has_files: files have inputs on this page, which are
   called as in form_files.h. */
void ui_record_problems(struct ctx *cx, struct html *h, const struct kind *k, bool has_files);
/* May it be typed at all (not auto, calc, sub, file)? */
bool ui_record_is_input(const struct field *f);
/* Stored, and not on this page. What is not there yet can be entered by whoever may enter the record. */
bool ui_record_is_masked(struct ctx *cx, const struct record *rec, const struct field *f);
/* What was typed for this field, joined when it came in several inputs (checkboxes; amount and currency). False when
   the form did not have it. */
bool ui_record_typed(struct ctx *cx, const struct http_form *form, const struct field *f, const char **ret_typed);
/* Codes of a field's list that are valid today or stand in value, as options. */
const struct ui_option *ui_record_options(struct ctx *cx, const struct field *f, const char *value, size_t *ret_n);
/* The field that an input of this name belongs to: its id, or of money also the currency and the day, or its search box
   (ui_pick.h). NULL: none. */
const struct field *ui_record_named(const struct kind *k, struct str name);
