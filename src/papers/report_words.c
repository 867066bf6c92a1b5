/* See report_words.h. */
#include "papers/report_words.h"

#include <string.h>

#include "base/buf.h"
#include "platform/data.h"

enum status report_words_open(struct ctx *cx, enum lang lang, struct report_words *ret_w)
{
    struct str yaml;
    struct report_words w = {.lang = lang};

    TRY(data_file(cx, "definitions/report.yaml", &yaml));
    TRY(yaml_tree_read(cx, yaml, &w.root));
    *ret_w = w;
    return OK;
}

const char *report_words_of(struct ctx *cx, const struct report_words *w, const struct yaml_node *map, const char *key)
{
    struct str s = yaml_tree_text(yaml_tree_get(map, key), lang_code(w->lang));

    return s.n == 0 ? NULL : arena_strndup(cx->mem, s.p, s.n);
}

const char *report_words_text(struct ctx *cx, const struct report_words *w, const char *part, const char *key)
{
    const struct yaml_node *map = part == NULL ? w->root : yaml_tree_get(w->root, part);
    const char *text = report_words_of(cx, w, map, key);

    return text != NULL ? text : "";
}

const struct yaml_node *report_words_sentence(const struct report_words *w, const char *indicator)
{
    const struct yaml_node *list = yaml_tree_get(w->root, "sentences");

    for (size_t i = 0; list != NULL && i < list->items.n; i++)
        if (str_is(yaml_tree_text(list->items.at[i], "indicator"), indicator))
            return list->items.at[i];
    return NULL;
}

const char *report_words_fill(struct ctx *cx, const char *text, const char *name, const char *value)
{
    const char *at = strstr(text, name);

    if (at == NULL)
        return text;
    return report_words_fill(cx, arena_printf(cx->mem, "%.*s%s%s", (int)(at - text), text, value, at + strlen(name)),
        name, value);
}

/* 3695 as 3.695 or 3,695; 39.27 as 39,27. */
static const char *digits(struct ctx *cx, enum lang lang, struct decimal d)
{
    const char *plain = decimal_text(cx->mem, d), *point = strchr(plain, '.');
    size_t whole = point == NULL ? strlen(plain) : (size_t)(point - plain), first = plain[0] == '-';
    struct buf b;

    buf_init(&b, cx->mem, 256);
    for (size_t i = 0; i < whole; i++) {
        if (i > first && (whole - i) % 3 == 0)
            buf_byte(&b, lang == LANG_EN ? ',' : '.');
        buf_byte(&b, plain[i]);
    }
    if (point != NULL) {
        buf_byte(&b, lang == LANG_EN ? '.' : ',');
        buf_add_c(&b, point + 1);
    }
    return buf_str(&b).p;
}

/* Money in millions or billions when that loses nothing. */
static const char *amount(struct ctx *cx, const struct report_words *w, struct decimal d, bool money)
{
    static const struct {
        const char *key;
        int power;
    } scales[] = {{"billion", 9}, {"million", 6}};

    for (size_t i = 0; money && i < 2; i++) {
        struct decimal scaled = {d.n, d.scale + scales[i].power};
        struct decimal one = {1, 0};

        if (scaled.scale > 30 || decimal_cmp(scaled, one) < 0 || decimal_round(scaled, 3, 0, &one) != OK ||
            decimal_cmp(one, scaled) != 0)
            continue;
        return arena_printf(cx->mem, "%s %s", digits(cx, w->lang, one),
            report_words_text(cx, w, "scales", scales[i].key));
    }
    return digits(cx, w->lang, d);
}

static const char *with_currency(struct ctx *cx, const struct report_words *w, const char *text, const char *currency)
{
    if (currency == NULL)
        return text;
    const char *name = report_words_text(cx, w, "currencies", currency);
    return arena_printf(cx->mem, "%s %s", text, *name != 0 ? name : currency);
}

const char *report_words_number(struct ctx *cx, const struct report_words *w, const struct interval *i, bool approx,
                                const char *currency)
{
    bool money = currency != NULL;
    const char *low = i->has_low ? amount(cx, w, i->low, money) : "";
    const char *high = i->has_high ? amount(cx, w, i->high, money) : "";
    const char *text;

    if (interval_is_exact(i))
        text = approx ? report_words_fill(cx, report_words_text(cx, w, "bounds", "about"), "{}", low) : low;
    else if (!i->has_high)
        text = report_words_fill(cx, report_words_text(cx, w, "bounds", i->low_strict ? "over" : "least"), "{}", low);
    else if (!i->has_low)
        text = report_words_fill(cx, report_words_text(cx, w, "bounds", i->high_strict ? "under" : "most"), "{}", high);
    else {
        const char *range = report_words_text(cx, w, "bounds", "range"), *mark = strstr(range, "{}");

        text = mark == NULL ? low
                            : report_words_fill(cx, arena_printf(cx->mem, "%.*s%s%s", (int)(mark - range), range, low,
                                                        mark + 2), "{}", high);
    }
    return with_currency(cx, w, text, currency);
}

const char *report_words_short(struct ctx *cx, const struct report_words *w, const struct interval *i, bool approx,
                               const char *currency)
{
    bool money = currency != NULL;
    const char *low = i->has_low ? amount(cx, w, i->low, money) : "";
    const char *high = i->has_high ? amount(cx, w, i->high, money) : "";
    const char *text = low;

    if (i->has_low && !i->has_high && !i->low_strict && !money) {
        const char *order = report_words_text(cx, w, "orders", decimal_text(cx->mem, i->low));

        if (*order != 0)
            return order;
    }
    if (!i->has_high && i->has_low)
        text = arena_printf(cx->mem, "%s %s", i->low_strict ? ">" : "≥", low);
    else if (!i->has_low && i->has_high)
        text = arena_printf(cx->mem, "%s %s", i->high_strict ? "<" : "≤", high);
    else if (!interval_is_exact(i))
        text = arena_printf(cx->mem, "%s–%s", low, high);
    else if (approx)
        text = arena_printf(cx->mem, "≈ %s", low);
    return with_currency(cx, w, text, currency);
}
