/* Findings as a person reads them: by text, the newest statement that gives the headline first, then the office's own
   figures and registers, then older texts; what is the same in several places of one version is one item.
   Not for: finding or ordering them one by one (ledger/finding.h). */
#pragma once

#include "ledger/finding.h"

struct finding_item {
    VEC(const struct finding_row *); /* at[0] speaks for all */
};

struct finding_group {
    int64_t text_id;        /* 0 = about the figures and registers themselves */
    const char *title, *published; /* of the text; NULL = unknown */
    bool headline;          /* the text that gives the year's headline */
    struct finding_items {
        VEC(struct finding_item);
    } items;                /* worst first */
};

struct finding_groups {
    VEC(struct finding_group);
};

/* The rows must live as long as the groups. */
void finding_group(struct ctx *cx, const struct finding_rows *rows, struct finding_groups *ret_groups);
