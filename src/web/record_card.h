/* The cards of a record's page, each with its heading; nothing where there is nothing to show.
   Not for: the page around them and its requests (page_record.c), single values and inputs (ui_record.h). */
#pragma once

#include "web/ui_record.h"

/* may: the user may change the record. */
enum status record_card_fields(struct ctx *cx, struct html *h, struct record *rec) MUST_CHECK; /* one card a section */
enum status record_card_children(struct ctx *cx, struct html *h, const struct record *rec, bool may) MUST_CHECK;
enum status record_card_history(struct ctx *cx, struct html *h, const struct record *rec) MUST_CHECK;
/* The state with the moves out of it; after a refused move its form is open, with what was typed. */
enum status record_card_state(struct ctx *cx, struct web *w, const struct record *rec) MUST_CHECK;
enum status record_card_deadlines(struct ctx *cx, struct html *h, const struct record *rec) MUST_CHECK;
/* The records that point here. */
enum status record_card_links(struct ctx *cx, struct html *h, const struct record *rec) MUST_CHECK;
enum status record_card_files(struct ctx *cx, struct web *w, const struct record *rec, bool may) MUST_CHECK;
void record_card_about(struct ctx *cx, struct html *h, const struct record *rec); /* code, classification, version */
