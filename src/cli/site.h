/* Opening an installation: its folder, settings, kinds, database in the shape that the kinds ask for. Every command
   that
   touches records begins here. Not for: the first accounts (cmd_user.c) or the demonstration set. */
#pragma once

#include "base/ctx.h"

const char *site_folder(void);                      /* CHANCERY_VAR, else "var" */
const char *site_db_url(struct ctx *cx);            /* CHANCERY_DB, else the SQLite file in the folder */
/* Puts the database into cx->db; closed with cx's arena. */
enum status site_open(struct ctx *cx) MUST_CHECK;
