/* Who was shown personal data, in words: one reading as the audit holds it (register/reveal.h), and the card of a
   record for those who watch over it. Not for: the asking (ui_reveal.h). */
#pragma once

#include "register/history.h"
#include "web/ui_record.h"

#define READ_VIEW_ROLES (ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_AUDITOR) | ROLE_BIT(ROLE_DPO))

/* Fields, records as links, way and reason. */
enum status read_view_what(struct ctx *cx, struct html *h, const struct history_row *row) MUST_CHECK;
/* Nothing for others, and where nothing was read. */
enum status read_view_card(struct ctx *cx, struct html *h, const struct record *rec) MUST_CHECK;
