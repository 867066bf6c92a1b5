/* `chancery user`: what stands open for an account: sessions, keys of programs, a reset code.
   Not for: the account itself (cmd_user.c). */
#pragma once

#include "register/account.h"

enum status user_open_find(struct ctx *cx, const char *login, struct account *ret_a) MUST_CHECK; /* says which */
/* Each takes the words behind its name, as many as its row in cmd_user.c allows. */
enum status user_open_sessions(struct ctx *cx, int argc, char **argv) MUST_CHECK;
enum status user_open_session_end(struct ctx *cx, int argc, char **argv) MUST_CHECK;
enum status user_open_reset(struct ctx *cx, int argc, char **argv) MUST_CHECK;
enum status user_open_keys(struct ctx *cx, int argc, char **argv) MUST_CHECK;
enum status user_open_key(struct ctx *cx, int argc, char **argv) MUST_CHECK;
enum status user_open_key_rotate(struct ctx *cx, int argc, char **argv) MUST_CHECK;
enum status user_open_key_end(struct ctx *cx, int argc, char **argv) MUST_CHECK;
