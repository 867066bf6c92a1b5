/* A newer spotter over a loaded version: open proposals make room for new ones, what a person touched stays (rule 8).
   Declared in load.h. */
#include <string.h>

#include "ledger/load.h"
#include "ledger/observation_store.h"
#include "ledger/propose.h"
#include "ledger/source.h"
#include "platform/db.h"

static enum status read_version(struct ctx *cx, const struct load_tools *tools, int64_t version_id,
                                struct propose_input *in, int64_t *ret_text)
{
    struct rows *r;
    struct segments *segments = arena_new_of(cx->mem, struct segments);
    struct figures *figures = arena_new_of(cx->mem, struct figures);

    TRY(db_one(cx, &r,
        "SELECT v.text_id, v.lang, v.body, (SELECT m.value FROM source_meta m WHERE m.version_id = v.id"
        " AND m.field = 'published' ORDER BY m.origin LIMIT 1) AS published FROM source_version v WHERE v.id = ?",
        db_i(version_id)));
    (void)lang_parse(rows_str(r, "lang"), &in->lang);
    in->body = rows_str(r, "body");
    in->subject = propose_subject(cx, in->body, in->lang, tools->indicators);
    in->published = rows_text(r, "published");
    *ret_text = rows_int(r, "text_id");
    TRY(segment_text(cx, in->body, in->lang, segments));
    TRY(figure_spot(cx, in->body, in->lang, figures));
    in->segments = segments;
    in->figures = figures;
    return OK;
}

struct place {
    size_t start, end;
};

struct places {
    VEC(struct place);
};

/* Where a person has decided: confirmed, rejected and corrected figures alike. */
static enum status touched_places(struct ctx *cx, int64_t version_id, struct places *ret_p)
{
    struct places p = {0};
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT start, stop FROM observation WHERE version_id = ? AND start IS NOT NULL",
        db_i(version_id)));
    while (rows_next(r))
        vec_push(cx->mem, &p, (struct place){(size_t)rows_int(r, "start"), (size_t)rows_int(r, "stop")});
    TRY(rows_done(r));
    *ret_p = p;
    return OK;
}

static bool is_touched(const struct places *p, const struct observation *o)
{
    for (size_t i = 0; i < p->n; i++)
        if (o->start < p->at[i].end && p->at[i].start < o->end)
            return true;
    return false;
}

enum status load_again(struct ctx *cx, const struct load_tools *tools, int64_t version_id)
{
    struct propose_input in = {0};
    struct observations fresh;
    struct places kept; /* what is left when the open proposals are gone */
    int64_t text_id, next;

    TRY(db_begin(cx));
    TRY(read_version(cx, tools, version_id, &in, &text_id));
    TRY(propose_observations(cx, &in, tools->indicators, &fresh));
    TRY(db_exec(cx, NULL, "UPDATE observation SET twin_id = NULL WHERE twin_id IN (SELECT id FROM observation o"
                          " WHERE o.version_id = ? AND o.state = 'proposed' AND NOT EXISTS"
                          " (SELECT 1 FROM observation_event e WHERE e.observation_id = o.id))",
        db_i(version_id)));
    TRY(db_exec(cx, NULL, "DELETE FROM observation WHERE version_id = ? AND state = 'proposed' AND NOT EXISTS"
                          " (SELECT 1 FROM observation_event e WHERE e.observation_id = observation.id)",
        db_i(version_id)));
    TRY(touched_places(cx, version_id, &kept));
    TRY(observation_next_id(cx, &next));
    for (size_t i = 0; i < fresh.n; i++) {
        if (is_touched(&kept, &fresh.at[i]))
            continue;
        fresh.at[i].id = next++;
        fresh.at[i].version_id = version_id;
        TRY(observation_add(cx, &fresh.at[i], OBSERVATION_SPOTTER));
    }
    TRY(db_exec(cx, NULL, "UPDATE source_version SET spotter = ? WHERE id = ?", db_i(OBSERVATION_SPOTTER),
        db_i(version_id)));
    TRY(db_commit(cx));
    return load_compare(cx, tools, text_id);
}
