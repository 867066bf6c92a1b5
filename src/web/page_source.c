/* A document with its versions side by side: aligned blocks, figures and findings marked in the text, what the
   versions say about themselves, and the figures to confirm, by mouse or keys (assets/ledger.js).
   Not for: loading (page_figures.c), one figure (page_figure.c). */
#include <stdlib.h>
#include <string.h>

#include "ledger/load.h"
#include "ledger/observation_store.h"
#include "ledger/source.h"
#include "platform/db.h"
#include "platform/i18n.h"
#include "register/history.h"
#include "web/finding_view.h"
#include "web/ledger_view.h"
#include "web/pages.h"

/* A stretch of text that is marked: a figure or a finding. */
struct mark {
    size_t start, end;
    const struct observation *figure;
    const struct finding_row *finding;
};

struct column {
    const struct source_version *version;
    struct source_block *blocks;
    size_t n_blocks;
    bool *shown;
    struct {
        VEC(struct mark);
    } marks;
    struct observations figures;
};

struct sheet {
    struct source_text text;
    struct column *columns;
    struct finding_rows found;
};

static void add_finding(struct ctx *cx, struct column *c, const struct finding_row *f, bool original)
{
    int64_t start = original ? f->o_start : f->start, end = original ? f->o_end : f->end;

    if (start >= 0 && end > start)
        vec_push(cx->mem, &c->marks, (struct mark){(size_t)start, (size_t)end, NULL, f});
}

static enum status read_sheet(struct ctx *cx, const struct ledger_view *v, int64_t id, struct sheet *s)
{
    TRY(source_load(cx, id, true, &s->text));
    TRY(finding_list(cx, v->all, &(struct finding_query){.text_id = id, .closed_too = true}, &s->found));
    s->columns = arena_alloc(cx->mem, (s->text.n_versions + 1) * sizeof *s->columns);
    for (size_t i = 0; i < s->text.n_versions; i++) {
        struct column *c = &s->columns[i];

        c->version = &s->text.versions[i];
        TRY(source_blocks(cx, c->version->id, &c->blocks, &c->n_blocks));
        c->shown = arena_alloc(cx->mem, c->n_blocks + 1);
        TRY(observation_list(cx, &(struct observation_query){.version_id = c->version->id, .limit = 5000},
            &c->figures));
        for (size_t k = 0; k < c->figures.n; k++)
            if (c->figures.at[k].replaces_id == 0)
                vec_push(cx->mem, &c->marks,
                    (struct mark){c->figures.at[k].start, c->figures.at[k].end, &c->figures.at[k], NULL});
        for (size_t k = 0; k < s->found.n; k++)
            if (s->found.at[k].version_id == c->version->id)
                add_finding(cx, c, &s->found.at[k], false);
            else if (s->found.at[k].version_id != 0 && c->version->is_original)
                add_finding(cx, c, &s->found.at[k], true);
    }
    return OK;
}

static void open_figure(struct ctx *cx, struct html *h, const struct ledger_view *v, const struct observation *o,
                        bool first)
{
    html(h, "<a class=\"fig fig-");
    html_attr(h, observation_state_name(o->state));
    if (first) {
        html(h, "\" id=\"o");
        html_int(h, o->id);
    }
    html(h, "\" href=\"/figures/");
    html_int(h, o->id);
    html(h, "\" title=\"");
    html_attr(h, ledger_view_value(cx, v, o));
    html(h, " · ");
    html_attr(h, ledger_view_label(cx, v, o));
    html(h, "\">");
}

static void open_finding(struct ctx *cx, struct html *h, const struct finding_row *f, bool first)
{
    const char cls[2] = {f->cls, 0};

    html(h, "<span class=\"find find-");
    html_attr(h, cls);
    html(h, " find-");
    html_attr(h, f->state);
    if (first) {
        html(h, "\" id=\"f");
        html_int(h, f->id);
    }
    html(h, "\" tabindex=\"0\" title=\"");
    html_attr(h, cls);
    html(h, ": ");
    html_attr(h, finding_text(cx, f));
    html(h, "\">");
}

static int by_number(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return x < y ? -1 : x > y;
}

/* Marks may overlap: the text is cut at every edge, each piece carries what covers it. */
static void marked(struct ctx *cx, struct html *h, const struct ledger_view *v, const struct column *c, size_t from,
                   size_t to)
{
    struct {
        VEC(size_t);
    } cuts = {0};

    vec_push(cx->mem, &cuts, from);
    vec_push(cx->mem, &cuts, to);
    for (size_t i = 0; i < c->marks.n; i++) {
        const struct mark *m = &c->marks.at[i];

        if (m->start > from && m->start < to)
            vec_push(cx->mem, &cuts, m->start);
        if (m->end > from && m->end < to)
            vec_push(cx->mem, &cuts, m->end);
    }
    qsort(cuts.at, cuts.n, sizeof *cuts.at, by_number);
    for (size_t i = 0; i + 1 < cuts.n; i++) {
        const struct observation *figure = NULL;
        const struct mark *finding = NULL, *of = NULL;

        if (cuts.at[i] == cuts.at[i + 1])
            continue;
        for (size_t k = 0; k < c->marks.n; k++) {
            const struct mark *m = &c->marks.at[k];

            if (m->start > cuts.at[i] || m->end < cuts.at[i + 1])
                continue;
            if (m->figure != NULL)
                figure = m->figure, of = m;
            else if (finding == NULL || m->finding->cls < finding->finding->cls)
                finding = m;
        }
        if (finding != NULL)
            open_finding(cx, h, finding->finding, finding->start == cuts.at[i] && c->version->id ==
                finding->finding->version_id);
        if (figure != NULL)
            open_figure(cx, h, v, figure, of->start == cuts.at[i]);
        html_str(h, str_sub(c->version->body, cuts.at[i], cuts.at[i + 1]));
        if (figure != NULL)
            html(h, "</a>");
        if (finding != NULL)
            html(h, "</span>");
    }
}

static void block_cell(struct ctx *cx, struct html *h, const struct ledger_view *v, struct column *c, size_t ordinal)
{
    const struct source_block *b = &c->blocks[ordinal];

    c->shown[ordinal] = true;
    html(h, "<div class=\"block block-");
    html_attr(h, b->kind);
    if (b->repeated)
        html(h, " block-repeated");
    html(h, "\" data-kind=\"");
    html_msg_attr(h, arena_printf(cx->mem, "block.%s", b->kind));
    html(h, "\">");
    marked(cx, h, v, c, b->start, b->end);
    html(h, "</div>");
}

/* A cell says its language: to a screen reader, and to the eye where the columns stand below each other. */
static void open_cell(struct html *h, const struct source_version *v)
{
    html(h, "<div class=\"cell\" lang=\"");
    html_attr(h, lang_code(v->lang));
    html(h, "\"><span class=\"lang-tag cell-lang\" aria-hidden=\"true\">");
    html_text(h, lang_code(v->lang));
    html(h, "</span>");
}

/* The cells of a row from number *at on, up to and with the one of number to, which stays open. */
static void cells_to(struct html *h, const struct sheet *s, size_t *at, size_t to)
{
    for (; *at <= to; ++*at) {
        if (*at > 0)
            html(h, "</div>");
        open_cell(h, s->columns[*at].version);
    }
}

static void close_row(struct html *h, const struct sheet *s, size_t at)
{
    cells_to(h, s, &at, s->text.n_versions - 1);
    html(h, "</div></div>");
}

static size_t column_of(const struct sheet *s, int64_t version_id)
{
    size_t i = 0;

    while (i < s->text.n_versions && s->columns[i].version->id != version_id)
        i++;
    return i;
}

/* One row of the comparison: the blocks of each version that stand for each other. */
static enum status rows(struct ctx *cx, struct html *h, const struct ledger_view *v, struct sheet *s)
{
    struct rows *r;
    int64_t line = -1;
    size_t at = 0;

    TRY(db_query(cx, &r,
        "SELECT a.line, a.version_id, a.ordinal FROM alignment a JOIN source_text t ON t.id = a.text_id"
        " WHERE a.text_id = ? ORDER BY a.line, CASE WHEN a.version_id = t.original_id THEN 0 ELSE 1 END,"
        " CASE (SELECT v.lang FROM source_version v WHERE v.id = a.version_id) WHEN 'vi' THEN 1 WHEN 'en' THEN 2 ELSE 3"
        " END, a.version_id, a.ordinal",
        db_i(s->text.id)));
    while (rows_next(r)) {
        size_t ordinal = (size_t)rows_int(r, "ordinal"), column = column_of(s, rows_int(r, "version_id"));

        if (rows_int(r, "line") != line) {
            if (line >= 0)
                close_row(h, s, at);
            html(h, "<div class=\"versions-row\">");
            line = rows_int(r, "line");
            at = 0;
        }
        if (column >= s->text.n_versions || ordinal >= s->columns[column].n_blocks)
            continue;
        cells_to(h, s, &at, column);
        block_cell(cx, h, v, &s->columns[column], ordinal);
    }
    TRY(rows_done(r));
    if (line >= 0)
        close_row(h, s, at);
    return OK;
}

/* What no row of the comparison holds: debris, bylines, source lines; or the whole text when there is one version. */
static void rest(struct ctx *cx, struct html *h, const struct ledger_view *v, struct sheet *s)
{
    html(h, "<div class=\"versions-row versions-rest\">");
    for (size_t i = 0; i < s->text.n_versions; i++) {
        struct column *c = &s->columns[i];

        open_cell(h, c->version);
        for (size_t b = 0; b < c->n_blocks; b++)
            if (!c->shown[b])
                block_cell(cx, h, v, c, b);
        html(h, "</div>");
    }
    html(h, "</div>");
}

static void head_row(struct html *h, const struct sheet *s)
{
    html(h, "<div class=\"versions-row versions-head\">");
    for (size_t i = 0; i < s->text.n_versions; i++) {
        const struct source_version *v = &s->text.versions[i];

        html(h, "<div class=\"cell\"><span class=\"lang-tag\">");
        html_text(h, lang_code(v->lang));
        html(h, "</span> <strong>");
        html_text(h, v->file_name);
        html(h, "</strong> ");
        if (v->is_original)
            html_msg(h, "source.original");
        html(h, "<div class=\"hash\" title=\"");
        html_attr(h, v->sha256);
        html(h, "\">SHA-256 ");
        html_str(h, str_sub(str_of(v->sha256), 0, 12));
        html(h, "…</div></div>");
    }
    html(h, "</div>");
}

static enum status metas(struct ctx *cx, struct html *h, int64_t text_id)
{
    struct source_meta *at;
    size_t n;
    const struct ui_column columns[] = {{.label = ui_text(cx, "source.field")}, {.label = ui_text(cx, "source.value")},
        {.label = ui_text(cx, "source.said_by")}};

    TRY(source_meta_of(cx, text_id, &at, &n));
    if (n == 0)
        return OK;
    ui_card_begin_plain(h, ui_text(cx, "source.meta"));
    ui_table_begin(h, columns, 3);
    for (size_t i = 0; i < n; i++) {
        html(h, "<tr><td>");
        html_msg(h, arena_printf(cx->mem, "source.meta.%s", at[i].field));
        html(h, "</td><td>");
        struct date day; /* a day as the language writes it; all else as it stands in the text */
        if (date_parse(str_of(at[i].value), &day))
            html_date(h, day);
        else
            html_text(h, at[i].value);
        html(h, "</td><td><span class=\"lang-tag\" title=\"");
        html_attr(h, at[i].origin);
        if (at[i].start >= 0) {
            html(h, " ");
            html_int(h, at[i].start);
            html(h, "–");
            html_int(h, at[i].end);
        }
        html(h, "\">");
        html_text(h, at[i].lang);
        html(h, "</span></td></tr>");
    }
    ui_table_end(h);
    ui_card_end(h);
    return OK;
}

static void confirm_row(struct ctx *cx, struct web *w, const struct ledger_view *v, const struct observation *o)
{
    struct html *h = &w->h;

    html(h, "<li class=\"figure-row\" tabindex=\"-1\" data-figure=\"");
    html_int(h, o->id);
    html(h, "\" data-state=\"");
    html_attr(h, observation_state_name(o->state));
    html(h, "\"><a href=\"/figures/");
    html_int(h, o->id);
    html(h, "\"><strong>");
    html_text(h, o->printed);
    html(h, "</strong> ");
    html_text(h, ledger_view_label(cx, v, o));
    html(h, "</a> <span class=\"state\">");
    ledger_view_state(cx, h, o);
    html(h, "</span>");
    if (o->state == OBSERVATION_PROPOSED && ledger_view_may_decide(cx)) {
        html(h, "<span class=\"btn-list\">");
        ui_post_button(w, ledger_view_url(cx, "/figures/%lld/confirm", (long long)o->id), "check", "figure.confirm",
            "green");
        ui_post_button(w, ledger_view_url(cx, "/figures/%lld/reject", (long long)o->id), "x", "figure.reject", NULL);
        html(h, "</span>");
    }
    html(h, "</li>");
}

static void confirm_list(struct ctx *cx, struct web *w, const struct ledger_view *v, const struct column *c)
{
    struct html *h = &w->h;
    bool may = ledger_view_may_decide(cx);

    ui_card_begin(h, i18n_fill(cx, "source.figures_of", lang_code(c->version->lang)));
    if (may) {
        html(h, "<p class=\"form-hint\">");
        html_msg(h, "source.keys");
        html(h, "</p>");
    }
    html(h, "<ol class=\"figure-list\" id=\"figures\">");
    for (size_t i = 0; i < c->figures.n; i++)
        if (c->figures.at[i].indicator != NULL)
            confirm_row(cx, w, v, &c->figures.at[i]);
    html(h, "</ol>");
    if (may) {
        ui_form_begin(w, ledger_view_url(cx, "/texts/%lld/confirm", (long long)c->version->text_id), NULL);
        html(h, "<input type=\"hidden\" name=\"version\" value=\"");
        html_int(h, c->version->id);
        html(h, "\">");
        ui_submit(h, "source.confirm_all");
        ui_form_end(h);
    }
    ui_card_end(h);
}

static void finding_list_card(struct ctx *cx, struct web *w, const struct sheet *s)
{
    struct html *h = &w->h;
    struct finding_groups groups;

    ui_card_begin_key(h, "finding.title");
    if (s->found.n == 0)
        ui_empty(h, "shield-check", "finding.none",
            s->text.n_versions > 1 ? "finding.none_text" : "finding.one_version", NULL, NULL);
    finding_group(cx, &s->found, &groups);
    for (size_t g = 0; g < groups.n; g++) {
        html(h, "<ol class=\"findings\">");
        for (size_t i = 0; i < groups.at[g].items.n; i++)
            finding_view_item(cx, w, &groups.at[g].items.at[i], false);
        html(h, "</ol>");
    }
    ui_card_end(h);
}

enum status page_source_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct ledger_view v;
    struct sheet s;

    TRY(ledger_view_open(cx, w, &v));
    TRY(read_sheet(cx, &v, web_arg_int(w, "id"), &s));
    ui_page_begin(cx, w, &(struct ui_page){.title = s.text.title, .over = ui_text(cx, "source.over"), .over_href = "/",
                             .active = "figures", .wide = true, .script = "ledger.js"});
    ui_page_body(w);
    html(h, "<div class=\"versions versions-");
    html_int(h, (int64_t)(s.text.n_versions < 4 ? s.text.n_versions : 4));
    html(h, "\">");
    head_row(h, &s);
    TRY(rows(cx, h, &v, &s));
    rest(cx, h, &v, &s);
    html(h, "</div>");
    ui_row_begin(h);
    ui_col_begin(h, 6);
    if (s.text.n_versions > 0)
        confirm_list(cx, w, &v, &s.columns[0]);
    ui_col_end(h);
    ui_col_begin(h, 6);
    finding_list_card(cx, w, &s);
    TRY(metas(cx, h, s.text.id));
    ui_col_end(h);
    ui_row_end(h);
    return ui_page_end(cx, w);
}

enum status page_source_confirm(struct ctx *cx, struct web *w)
{
    int64_t n;

    TRY(observation_confirm_all(cx, web_param_int(w, "version"), &n));
    TRY(history_event(cx, "config", NULL, 0,
        arena_printf(cx->mem, "%lld figures of version %lld confirmed", (long long)n,
            (long long)web_param_int(w, "version"))));
    web_flash(cx, w, "flash.confirmed", arena_printf(cx->mem, "%lld", (long long)n));
    return web_redirect(cx, w, "/texts/%lld", (long long)web_arg_int(w, "id"));
}
