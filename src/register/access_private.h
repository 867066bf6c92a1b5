/* What the files of access share. Not included from elsewhere. */
#pragma once

#include "register/access.h"
#include "register/record_sql.h"

/* Where the user works: the places of his roles, or the one place of a user who has no more. */
size_t access_n_places(const struct who *w);
struct who_place access_place(const struct who *w, size_t i);
/* The scopes in which these roles have one of the rights, one bit each. */
unsigned access_scopes(const struct kind *k, unsigned right_bits, uint32_t role_bits);
/* The same for the user who asks: less what his key does not name. */
unsigned access_scopes_of(const struct ctx *cx, const struct kind *k, unsigned right_bits, uint32_t role_bits);
/* Has the kind rights of its own? Else it is a sub-record with those of its parent: whoever may change the parent may
   make and change it. */
bool access_is_own(const struct kind *k);
enum right access_on_parent(enum right r);
struct record *access_owner(struct ctx *cx, const struct record *rec); /* the parent; NULL when there is none */
/* In one of the user's places, with the roles he has there (of role_bits). */
bool access_somewhere(struct ctx *cx, const struct record *rec, unsigned right_bits, uint32_t role_bits, enum right r);
/* The condition that the classification is within the user's clearance; as: the table's alias. */
void access_clearance(const struct ctx *cx, const char *as, struct buf *sql);
/* " OR …" for each field in which the user or his organisation is named; for reading, fields of sub-records too: who is
   asked for an opinion must see what about. */
void access_where_assigned(struct ctx *cx, const struct kind *k, bool reads, const struct who_place *p, const char *as,
                         struct buf *sql, struct sql_params *ps);
