/* Names: how far two spellings lie apart, and the gazetteer of places and organisations that partners of a Vietnamese
   locality belong to (definitions/places.yaml), in every script. Not for: deciding that two records are one. */
#pragma once

#include "base/ctx.h"
#include "base/vec.h"
#include "text/phrase.h"

/* Edits (insert, delete, replace, swap of neighbours) between two names after utf8_fold, in code points; more than
   most is told as most + 1. Any script. */
unsigned name_distance(struct ctx *cx, struct str a, struct str b, unsigned most);

struct name_candidate {
    struct str text;
    unsigned distance;
    size_t index; /* in the list asked */
};
struct name_candidates {
    VEC(struct name_candidate);
};
/* The names of the list nearest to name, nearest first: one edit for up to 6 letters, two up to 11, three above;
   an equal name (after folding) alone when there is one. */
enum status name_fuzzy(struct ctx *cx, struct str name, const struct str *list, size_t n,
                       struct name_candidates *ret_c) MUST_CHECK;

enum name_kind { NAME_COUNTRY, NAME_UNIT, NAME_CITY, NAME_REGION, NAME_ORGANISATION };

struct name_place {
    struct str id;      /* "KR-44" (ISO 3166-2), "KR", "region-oceania" */
    enum name_kind kind;
    struct str within;  /* id of the country, or of the region */
    struct str proper;  /* the name to write, e.g. "Chungcheongnam-do" */
    struct name_forms {
        VEC(struct str);
    } forms;   /* every spelling that is right, in any language and script; a star stands for endings */
    struct name_forms members; /* of a region: ids of countries whose name is sometimes put for it */
};

struct name_base {
    VEC(struct name_place);
    struct phrase_set *find[LANG__MAX]; /* payload: index of the place */
    struct str *folded;                 /* spellings for the fuzzy look-up, folded */
    uint32_t *folded_place;
    size_t n_folded;
};
/* places: definitions/places.yaml; country names of the three languages come from ICU. */
enum status name_load(struct ctx *cx, struct str places, struct name_base *ret_b) MUST_CHECK;

struct name_hit {
    size_t start, end, place;
};
struct name_hits {
    VEC(struct name_hit);
};
/* Places that the words name, longest first. Syllables inside Vietnamese names of persons do not count. */
enum status name_find(struct ctx *cx, const struct name_base *b, enum lang lang, struct str text,
                      struct wordlist words, struct name_hits *ret_hits) MUST_CHECK;

/* The place whose name this spelling nearly is, or NULL when it is right, unknown, or too far off. within: id of the
   country that the text names beside it, or the empty piece. */
const struct name_place *name_meant(struct ctx *cx, const struct name_base *b, struct str spelling,
                                    struct str within);

/* Could this word (folded: no marks, small letters) be a Vietnamese syllable? Tells "Frieden" from "Minh". */
bool name_is_syllable(struct str folded);
