/* See observation_store.h. */
#include "ledger/observation_store.h"

#include <string.h>

#include "platform/db.h"

#define COLUMNS                                                                                                  \
    "o.id, o.version_id, o.start, o.stop, o.sent_start, o.sent_stop, o.block, o.indicator, o.indicator_version,"  \
    " o.subject, o.low, o.high, o.low_strict, o.high_strict, o.approx, o.quantum, o.printed, o.cls, o.unit,"      \
    " o.currency, o.kind, o.period, o.as_of, o.implied, o.measure, o.base_id, o.denominator_id, o.status,"        \
    " o.origin, o.state, o.lang, o.twin_id, o.replaces_id, o.caption, o.rule"

static bool read_decimal(struct rows *r, const char *column, struct decimal *ret_d)
{
    return !rows_null(r, column) && decimal_parse(rows_str(r, column), ret_d) == OK;
}

static struct observation read_row(struct rows *r)
{
    struct observation o = {.id = rows_int(r, "id"),
        .version_id = rows_int(r, "version_id"),
        .start = (size_t)rows_int(r, "start"),
        .end = (size_t)rows_int(r, "stop"),
        .sent_start = (size_t)rows_int(r, "sent_start"),
        .sent_end = (size_t)rows_int(r, "sent_stop"),
        .block = rows_null(r, "block") ? -1 : (long)rows_int(r, "block"),
        .indicator = rows_text(r, "indicator"),
        .indicator_version = (int)rows_int(r, "indicator_version"),
        .subject = rows_text(r, "subject"),
        .approx = rows_int(r, "approx") != 0,
        .printed = rows_text(r, "printed"),
        .cls = rows_text(r, "cls"),
        .unit = rows_text(r, "unit"),
        .currency = rows_text(r, "currency"),
        .kind = observation_kind_parse(rows_text(r, "kind")),
        .period = rows_text(r, "period"),
        .as_of = rows_text(r, "as_of"),
        .period_implied = rows_int(r, "implied") != 0,
        .measure = rows_text(r, "measure"),
        .base_id = rows_int(r, "base_id"),
        .denominator_id = rows_int(r, "denominator_id"),
        .status = rows_text(r, "status"),
        .origin = observation_origin_parse(rows_text(r, "origin")),
        .state = observation_state_parse(rows_text(r, "state")),
        .lang = rows_text(r, "lang"),
        .twin_id = rows_int(r, "twin_id"),
        .replaces_id = rows_int(r, "replaces_id"),
        .caption = rows_int(r, "caption") != 0,
        .rule = rows_text(r, "rule")};

    o.value.has_low = read_decimal(r, "low", &o.value.low);
    o.value.has_high = read_decimal(r, "high", &o.value.high);
    o.value.low_strict = rows_int(r, "low_strict") != 0;
    o.value.high_strict = rows_int(r, "high_strict") != 0;
    (void)read_decimal(r, "quantum", &o.quantum);
    return o;
}

static struct observations read_all(struct ctx *cx, struct rows *r)
{
    struct observations list = {0};

    while (rows_next(r))
        vec_push(cx->mem, &list, read_row(r));
    return list;
}

#define CONDITIONS                                                                                               \
    " AND (? IS NULL OR o.subject = ?)"                                                                          \
    " AND (? IS NULL OR substr(CASE WHEN o.kind IN ('stock', 'pipeline') THEN COALESCE(o.as_of, o.period)"        \
    " ELSE COALESCE(o.period, o.as_of) END, 1, 4) = ?)"                                                          \
    " AND (o.state = ? OR (? IS NULL AND o.state <> 'rejected'))"                                                \
    " AND (? = 0 OR o.twin_id IS NULL) AND (? = 0 OR o.indicator IS NOT NULL)"                                    \
    " ORDER BY o.version_id, o.start, o.id LIMIT ?"
#define CONDITION_PARAMS                                                                                         \
    db_s(q->subject), db_s(q->subject), db_s(year), db_s(year), db_s(q->state), db_s(q->state),                  \
        db_i(q->originals_only), db_i(q->matched_only), db_i(q->limit == 0 ? 1000 : (int64_t)q->limit)

/* One text for each way in, so that each has its index. */
enum status observation_list(struct ctx *cx, const struct observation_query *q, struct observations *ret_list)
{
    const char *year = q->year == 0 ? NULL : arena_printf(cx->mem, "%04d", q->year);
    struct rows *r;

    if (q->version_id != 0)
        TRY(db_query(cx, &r, "SELECT " COLUMNS " FROM observation o WHERE o.version_id = ?" CONDITIONS,
            db_i(q->version_id), CONDITION_PARAMS));
    else if (q->text_id != 0)
        TRY(db_query(cx, &r,
            "SELECT " COLUMNS " FROM observation o WHERE o.version_id IN"
            " (SELECT v.id FROM source_version v WHERE v.text_id = ?)" CONDITIONS,
            db_i(q->text_id), CONDITION_PARAMS));
    else if (q->indicator != NULL)
        TRY(db_query(cx, &r, "SELECT " COLUMNS " FROM observation o WHERE o.indicator = ?" CONDITIONS,
            db_s(q->indicator), CONDITION_PARAMS));
    else
        TRY(db_query(cx, &r, "SELECT " COLUMNS " FROM observation o WHERE 1 = 1" CONDITIONS, CONDITION_PARAMS));
    struct observations list = read_all(cx, r);
    TRY(rows_done(r));
    *ret_list = list;
    return OK;
}

enum status observation_get(struct ctx *cx, int64_t id, struct observation *ret_o)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT " COLUMNS " FROM observation o WHERE o.id = ?", db_i(id)));
    *ret_o = read_row(r);
    return OK;
}

enum status observation_twins(struct ctx *cx, int64_t id, struct observations *ret_list)
{
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT " COLUMNS " FROM observation o WHERE o.twin_id = ? ORDER BY o.lang", db_i(id)));
    struct observations list = read_all(cx, r);
    TRY(rows_done(r));
    *ret_list = list;
    return OK;
}

enum status observation_next_id(struct ctx *cx, int64_t *ret_id)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT COALESCE(MAX(id), 0) + 1 AS id FROM observation"));
    *ret_id = rows_int(r, "id");
    return OK;
}

static struct db_param number(struct ctx *cx, bool has, struct decimal d)
{
    return has ? db_s(decimal_text(cx->mem, d)) : db_null();
}

static struct db_param id_or_null(int64_t id)
{
    return id == 0 ? db_null() : db_i(id);
}

enum status observation_add(struct ctx *cx, const struct observation *o, int spotter)
{
    bool printed = o->version_id != 0;
    struct db_param none = db_null();

    return db_exec(cx, NULL,
        "INSERT INTO observation (id, version_id, start, stop, sent_start, sent_stop, block, indicator,"
        " indicator_version, subject, low, high, low_strict, high_strict, approx, quantum, printed, cls, unit, "
        "currency,"
        " kind, period, as_of, implied, measure, base_id, denominator_id, status, origin, state, lang, twin_id,"
        " replaces_id, caption, rule, spotter, entered_by, entered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        db_i(o->id), id_or_null(o->version_id), printed ? db_i((int64_t)o->start) : none,
        printed ? db_i((int64_t)o->end) : none, printed ? db_i((int64_t)o->sent_start) : none,
        printed ? db_i((int64_t)o->sent_end) : none, printed && o->block >= 0 ? db_i(o->block) : none,
        db_s(o->indicator), db_i(o->indicator_version), db_s(o->subject),
        number(cx, o->value.has_low, o->value.low), number(cx, o->value.has_high, o->value.high),
        db_i(o->value.low_strict), db_i(o->value.high_strict), db_i(o->approx), db_s(decimal_text(cx->mem, o->quantum)),
        db_s(o->printed), db_s(o->cls), db_s(o->unit), db_s(o->currency), db_s(observation_kind_name(o->kind)),
        db_s(o->period), db_s(o->as_of), db_i(o->period_implied), db_s(o->measure), id_or_null(o->base_id),
        id_or_null(o->denominator_id), db_s(o->status), db_s(observation_origin_name(o->origin)),
        db_s(observation_state_name(o->state)), db_s(o->lang), id_or_null(o->twin_id), id_or_null(o->replaces_id),
        db_i(o->caption), db_s(o->rule), db_i(spotter), db_i(cx->who.user_id), db_i(ctx_now(cx)));
}

enum status observation_link_twin(struct ctx *cx, int64_t id, int64_t twin_id)
{
    return db_exec(cx, NULL,
        "UPDATE observation AS o SET twin_id = t.id, indicator = t.indicator, indicator_version = t.indicator_version,"
        " kind = t.kind, subject = t.subject, period = t.period, as_of = t.as_of, implied = t.implied,"
        " status = t.status FROM observation t WHERE t.id = ? AND o.id = ? AND o.state = 'proposed'",
        db_i(twin_id), db_i(id));
}
