/* Running numbers: the code of a record (TQ-46-26-0007) and fields of type auto with a pattern
   ("{year(sign_date)}-{seq:2}"). Not for: ids. */
#pragma once

#include "register/record.h"

/* Gives the code of a new record of a kind that has a prefix. */
enum status record_number_code(struct ctx *cx, struct record *rec) MUST_CHECK;
/* Fills the empty auto fields whose moment has come: at creation, or the record's state is their number_at. */
enum status record_number_fields(struct ctx *cx, struct record *rec) MUST_CHECK;
