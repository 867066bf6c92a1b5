/* Components of the pages: frame, card, table, badge, form, and so on, in Tabler's markup. Texts given here are plain
   text in the user's language and are escaped here; *_key is a message key of i18n/. Addresses are made by this
   program
   (variable parts through html_url or web/urls).
     ui_page_begin(cx, w, &(struct ui_page){.title = …, .active = "figures"});
     ui_link_button(&w->h, "/x/new", "plus", KEY, true);            // buttons beside the title
     ui_page_body(w);
     ui_card_begin(&w->h, NULL); … ui_card_end(&w->h);
     return ui_page_end(cx, w);
   Not for: what a page shows. */
#pragma once

#include "web/web.h"

struct ui_page {
    const char *title;      /* text; or title_key */
    const char *title_key;
    const char *over, *over_href; /* small line above the title, e.g. the register, with its address; may be NULL */
    const char *active;     /* id of the menu row: "figures", "findings", "source", "report", a kind's id … */
    bool bare;              /* without menu: login, errors before login */
    bool wide;              /* uses the whole width: boards, versions side by side */
    const char *address;    /* where it stands when it answers a POST; NULL = the nearest page above (web/ui.c) */
    const char *script;     /* one more script of assets/, e.g. "confirm.js"; may be NULL */
};
void ui_start(struct ctx *cx); /* once, when the kinds stand: makes what is the same on every page */
void ui_page_begin(struct ctx *cx, struct web *w, const struct ui_page *p);
void ui_page_body(struct web *w); /* from the title to the content */
enum status ui_page_end(struct ctx *cx, struct web *w) MUST_CHECK;

/* A text of i18n/ in the user's language. */
const char *ui_text(struct ctx *cx, const char *key);

/* The address of a file of assets/ with its hash, which browsers may keep for ever: "/assets/app.css?v=…". */
const char *ui_asset(struct ctx *cx, const char *name);
void ui_icon(struct html *h, const char *name); /* of assets/icons.txt; hidden from screen readers */

/* Blocks */
void ui_row_begin(struct html *h);            /* a grid of twelve columns */
void ui_col_begin(struct html *h, int width); /* of twelve, on wide screens; the whole width on a phone */
void ui_col_end(struct html *h);
/* A record's page: what comes next stands first for readers and on a phone, and on a wide screen to the right. */
enum ui_part { UI_PART_NEXT, UI_PART_MAIN, UI_PART_BESIDE };
void ui_parts_begin(struct html *h);
void ui_part_begin(struct html *h, enum ui_part part); /* closed by ui_col_end(), all of them by ui_row_end() */
void ui_row_end(struct html *h);
void ui_card_begin(struct html *h, const char *title); /* title may be NULL */
void ui_card_begin_key(struct html *h, const char *title_key);
void ui_card_begin_plain(struct html *h, const char *title); /* without padding, for a table */
void ui_card_end(struct html *h);
void ui_empty(struct html *h, const char *icon, const char *title_key, const char *text_key, const char *href,
              const char *action_key); /* what to do next; href may be NULL */
enum ui_tone { UI_INFO, UI_GOOD, UI_WARN, UI_BAD };
void ui_alert(struct html *h, enum ui_tone tone, const char *text);
void ui_alert_key(struct html *h, enum ui_tone tone, const char *key, const char *arg);
void ui_alert_int(struct html *h, enum ui_tone tone, const char *key, int64_t n);
/* color: green blue orange red gray yellow azure purple teal */
void ui_badge(struct html *h, const char *color, const char *text);
void ui_progress(struct html *h, int percent, const char *label);
/* a big number */
void ui_stat(struct html *h, const char *label, const char *value, const char *note, const char *href);

/* Tables: rows and cells are the caller's <tr><td>. */
struct ui_column {
    const char *label;
    const char *href; /* of sorting by it; NULL = not sortable */
    int sorted;       /* 1 up, -1 down, 0 not */
    bool number;      /* right-aligned */
    bool minor;       /* left out on a phone; its cells have the class "minor" */
    bool unseen;      /* the heading is only read out */
};
void ui_table_begin(struct html *h, const struct ui_column *columns, size_t n);
void ui_table_end(struct html *h);
/* "1–50 of 3.695" and the page numbers. prefix: the address up to and with "page=". */
void ui_pages(struct html *h, int64_t page, int64_t pages, int64_t per, int64_t total, const char *prefix);

/* Definition list */
void ui_list_begin(struct html *h);
void ui_item_begin(struct html *h, const char *label);
void ui_item_end(struct html *h);
void ui_item(struct html *h, const char *label, const char *text); /* the three in one; nothing when text is empty */
void ui_list_end(struct html *h);

struct ui_tab {
    const char *label, *href;
    int64_t count; /* -1 = none shown */
    bool active;
};
void ui_tabs(struct html *h, const struct ui_tab *tabs, size_t n);

/* Board of columns */
void ui_board_begin(struct html *h);
void ui_board_column_begin(struct html *h, const char *state, const char *label, const char *color, int64_t count);
/* Cards that can be moved may be dragged to another column, whose state an option of the card's form has. */
void ui_board_card_begin(struct html *h, const char *href, const char *title, bool moves);
void ui_board_card_end(struct html *h);
void ui_board_column_end(struct html *h);
void ui_board_end(struct html *h);

/* Forms. begin writes the token against forged forms. */
void ui_form_begin(struct web *w, const char *action, const char *id); /* POST; id may be NULL */
/* With files. id: of a form whose faults we name ourselves, or NULL. */
void ui_form_begin_upload(struct web *w, const char *action, const char *id);
void ui_form_begin_get(struct web *w, const char *action);
void ui_form_end(struct html *h);
struct ui_option {
    const char *value, *label;
};
struct ui_field {
    const char *name, *label;
    /* text textarea number date datetime-local email url tel password select multi checkbox file hidden search */
    const char *type;
    const char *value; /* as typed or as it stands; NULL = empty. multi: values with blanks between */
    const char *help, *error; /* error: text; marks the field and is read out with it */
    const char *placeholder, *autocomplete, *unit; /* placeholder of a select: what its empty line means */
    bool required, readonly, autofocus;
    long max;          /* characters, 0 = no limit; rows of a textarea follow it */
    const struct ui_option *options;
    size_t n_options;  /* for select and multi; a select gets an empty first line unless required and set */
    int width;         /* of twelve columns; 0 = 12 */
    const char *list_href; /* of a JSON list for long selections: the field completes from it while typing */
    const char *value_label; /* with list_href: what stands for value */
};
void ui_field(struct html *h, const struct ui_field *f);
/* The part of an id that tells this field from the others of the page: behind "f-", and "h-" of what stands below. */
void ui_field_id(struct html *h, const char *name);
void ui_field_label(struct html *h, const struct ui_field *f); /* its parts, for components that make their own input */
void ui_field_below(struct html *h, const struct ui_field *f);
/* Is the word one of those with blanks between? NULL is an empty list. */
bool ui_word_in(const char *list, const char *word);
void ui_submit(struct html *h, const char *key);                 /* the main button of a form */
void ui_submit_as(struct html *h, const char *name, const char *value, const char *key, const char *color);
void ui_link_button(struct html *h, const char *href, const char *icon, const char *key, bool primary);
/* A form of a single button: POST to action. */
void ui_post_button(struct web *w, const char *action, const char *icon, const char *key, const char *color);
/* Every problem of the ctx in one box at the top, each linked to its field; nothing when there is none. */
void ui_problems(struct ctx *cx, struct html *h);
void ui_problems_begin(struct html *h); /* the same box with items of the caller's */
void ui_problems_end(struct html *h);
/* The text of the first problem of this field, or NULL. */
const char *ui_problem_of(struct ctx *cx, const char *field);
const char *ui_problem_text(struct ctx *cx, const struct problem *p);
