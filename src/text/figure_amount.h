/* Pieces of an amount that several files of the spotter need: money, percent, the number with its sign. */
#pragma once

#include "text/figure_spot.h"

const char *money_sign(uint32_t cp); /* ISO 4217 code of a sign, or NULL */
/* The money before or behind a number; the code, or NULL. cents: the amount is in hundredths. */
const char *money_before(const struct spot *s, size_t i, size_t *ret_end);
const char *money_after(const struct spot *s, size_t i, size_t *ret_end, int *ret_cents);
bool percent_after(const struct spot *s, size_t i, size_t *ret_end);
bool amount_number(const struct spot *s, size_t i, struct num *ret_num);
