/* A text before it is published: its figures against each other, against what the ledger and the registers hold,
   and, when it is a version of a loaded text, against that original. Nothing is stored.
   Not for: loaded texts (ledger/finding.h). */
#pragma once

#include "ledger/finding.h"
#include "ledger/load.h"

/* Rows of the comparison have text_id of the original and places in the given bytes. subject: of the office.
   E_FORMAT and E_TOOBIG: the document cannot be read. */
enum status lint_document(struct ctx *cx, const struct load_tools *tools, const char *name, struct str bytes,
                          const char *subject, struct finding_rows *ret_rows) MUST_CHECK;
