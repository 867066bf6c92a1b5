/* What findings say: one row per message with its key for i18n/, class, rule and English text. Part of compare.h. */
#include <string.h>

#include "base/buf.h"
#include "text/compare_private.h"

static const struct row {
    const char *key;
    char cls;
    enum compare_rule rule;
    const char *english;
} rows[MESSAGE__MAX] = {
    [MESSAGE_NUMBER] = {"compare.number", 'A', COMPARE_NUMBER, "“{1}” became “{2}”: another number"},
    [MESSAGE_NUMBER_LOST] = {"compare.number.lost", 'A', COMPARE_NUMBER, "the figure “{1}” is missing here"},
    [MESSAGE_NUMBER_NEW] = {"compare.number.new", 'A', COMPARE_NUMBER, "the figure “{2}” is not in the original"},
    [MESSAGE_SCALE] = {"compare.scale", 'A', COMPARE_SCALE, "“{1}” became “{2}”: another order of magnitude"},
    [MESSAGE_BOUND] = {"compare.bound", 'A', COMPARE_BOUND, "“{1}” became “{2}”: its bound changed"},
    [MESSAGE_UNIT] = {"compare.unit", 'A', COMPARE_UNIT, "“{1}” became “{2}”: another unit"},
    [MESSAGE_UNIT_LOST] = {"compare.unit.lost", 'A', COMPARE_UNIT, "“{2}” lost the unit of “{1}”: {3}"},
    [MESSAGE_DIRECTION] = {"compare.direction", 'A', COMPARE_NUMBER, "“{1}” became “{2}”: a rise and a fall"},
    [MESSAGE_DATE] = {"compare.date", 'A', COMPARE_DATE, "“{1}” became “{2}”: another day"},
    [MESSAGE_PERIOD] = {"compare.period", 'A', COMPARE_PERIOD, "“{1}” became “{2}”: another period"},
    [MESSAGE_DEADLINE] = {"compare.period.deadline", 'A', COMPARE_PERIOD,
                          "“{1}” became “{2}”: a period and a deadline are not the same"},
    [MESSAGE_PLANNED] = {"compare.status.planned", 'A', COMPARE_STATUS,
                         "the original reports it, here it is still to come: “{2}”"},
    [MESSAGE_DONE] = {"compare.status.done", 'A', COMPARE_STATUS, "the original plans it, here it is done: “{2}”"},
    [MESSAGE_INSTITUTION] = {"compare.institution", 'B', COMPARE_INSTITUTION,
                             "“{1}” became “{2}”: another institution"},
    [MESSAGE_TERM] = {"compare.term", 'B', COMPARE_TERM, "“{1}” was rendered as “{2}”. {3}"},
    [MESSAGE_TERM_SAME] = {"compare.term.same", 'B', COMPARE_TERM, "“{2}” – {3}"},
    [MESSAGE_NAME] = {"compare.name", 'B', COMPARE_NAME, "the name “{1}” became “{2}”"},
    [MESSAGE_NAME_MEANT] = {"compare.name.meant", 'B', COMPARE_NAME, "“{2}”: did you mean {3}?"},
    [MESSAGE_PLACE] = {"compare.name.place", 'B', COMPARE_NAME, "“{1}” became “{2}”: another place"},
    [MESSAGE_REGION] = {"compare.region", 'C', COMPARE_REGION, "“{1}” became “{2}”: another region or level"},
    [MESSAGE_ADDRESS] = {"compare.address", 'A', COMPARE_ADDRESS, "the address “{1}” was changed to “{2}”"},
    [MESSAGE_ADDRESS_TOUCHED] = {"compare.address.touched", 'A', COMPARE_ADDRESS,
                                 "“{3}” in this address is no word of its language: a part seems translated"},
    [MESSAGE_BYLINE] = {"compare.byline", 'B', COMPARE_BYLINE, "the author “{1}” became “{2}”"},
    [MESSAGE_BYLINE_WORD] = {"compare.byline.word", 'B', COMPARE_BYLINE,
                             "“{2}” stands where the author's name does: a translated name"},
    [MESSAGE_DROPPED] = {"compare.dropped", 'A', COMPARE_DROPPED, "this sentence of the original is missing"},
    [MESSAGE_ADDED] = {"compare.added", 'A', COMPARE_ADDED, "this sentence is not in the original"},
    [MESSAGE_HEADING] = {"compare.heading", 'D', COMPARE_HEADING,
                         "the heading “{1}” became an order to the reader: “{2}”"},
};

static const char *const rule_names[COMPARE__MAX] = {"number", "unit",    "bound",  "scale",  "date",    "period",
                                                     "status", "institution", "term", "name",   "region",  "address",
                                                     "byline", "dropped", "added",  "heading"};

const char *compare_rule_name(enum compare_rule r)
{
    return rule_names[r];
}

static const char *fill(struct ctx *cx, const char *pattern, const char *const args[3])
{
    struct buf b;

    buf_init(&b, cx->mem, 65536);
    for (const char *p = pattern; *p != 0; p++) {
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '3' && p[2] == '}') {
            buf_add_c(&b, args[p[1] - '1'] == NULL ? "" : args[p[1] - '1']);
            p += 2;
        } else
            buf_byte(&b, *p);
    }
    return buf_status(&b) == OK ? b.p : pattern;
}

struct str compare_words_at(const struct compare_side *s, struct compare_range r)
{
    return str_sub(s->v->text, r.start, r.end);
}

bool compare_inside(size_t start, size_t end, struct compare_range r)
{
    return start >= r.start && end <= r.end;
}

static const char *words_or_null(struct ctx *cx, const struct compare_side *s, struct compare_range r)
{
    struct str w = compare_words_at(s, r);

    return r.end == 0 ? NULL : arena_strndup(cx->mem, w.p, w.n);
}

struct finding *compare_add(struct compare_pair *p, enum compare_message m, struct compare_range a,
                            struct compare_range b, const char *extra)
{
    const struct row *row = &rows[m];
    struct finding f = {.cls = row->cls, .rule = row->rule, .version = p->version, .key = row->key};

    f.original = (struct compare_span){a.end != 0, a.start, a.end};
    f.other = (struct compare_span){b.end != 0, b.start, b.end};
    f.args[0] = words_or_null(p->cx, p->a, a);
    f.args[1] = words_or_null(p->cx, p->b, b);
    f.args[2] = extra;
    f.message = fill(p->cx, row->english, f.args);
    vec_push(p->cx->mem, p->out, f);
    return &p->out->at[p->out->n - 1];
}
