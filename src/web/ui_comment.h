/* The card of comments on a record's page, with watching. Not for: what a comment is (register/comment.h). */
#pragma once

#include "register/comment.h"
#include "web/ui.h"

enum status ui_comment_card(struct ctx *cx, struct web *w, const struct record *rec) MUST_CHECK;
