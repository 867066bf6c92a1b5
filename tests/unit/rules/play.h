/* The little language of data/cases.tsv and data/checks.tsv: what is done to a record, step by step.
     set k=v …                 fields, then saved          go STATE            moves there by the shortest way, as SYS
     at 2026-03-02 08:00       the clock                   sub FIELD k=v …     a sub-record
     parent KIND k=v …         made first, owns the record sibling k=v …       another of its kind under that parent
     record KIND [NAME] k=v …  another record; @NAME names it in later values
     link FIELD KIND k=v …     another record that FIELD points to
     pointing KIND FIELD k=v … another record whose FIELD points here
     other KIND k=v … / FIELD k=v …   another record with a sub-record        touch   saved again
   In values ~ stands for a blank. */
#pragma once

#include "../register/kit.h"

#include "platform/file.h"
#include "rules/lifecycle.h"

struct play {
    struct record *rec, *parent;
    const char *kind;
    enum status st; /* of the last step */
};

static struct {
    const char *name;
    int64_t id;
} play_names[200];
static size_t play_n_names;

static void play_clock(const char *day, const char *time)
{
    struct date d;

    assert_true(date_parse(str_of(day), &d));
    kit_cx.fixed_now = date_instant(d, (time[0] - '0') * 10 + time[1] - '0', (time[3] - '0') * 10 + time[4] - '0');
}

static const char *play_text(struct str s)
{
    return arena_strndup(kit_cx.mem, s.p, s.n);
}

static const char *play_value(struct str s)
{
    char *text = arena_strndup(kit_cx.mem, s.p, s.n);

    for (size_t i = 0; s.n > 0 && s.p[0] == '@' && i < play_n_names; i++)
        if (strcmp(play_names[i].name, text + 1) == 0)
            return arena_printf(kit_cx.mem, "%lld", (long long)play_names[i].id);
    for (char *p = text; *p != 0; p++)
        *p = *p == '~' ? ' ' : *p;
    return text;
}

static void play_set(struct record *rec, struct str words)
{
    struct str word;

    while (str_next(&words, ' ', &word)) {
        size_t eq = str_find(word, STR("="));
        if (word.n > 0)
            record_set(&kit_cx, rec, play_text(str_sub(word, 0, eq)), play_value(str_sub(word, eq + 1, word.n)));
    }
}

/* The first move of a shortest way. */
static const struct move *play_way(const struct kind *k, int from, int to)
{
    const struct move *first[40] = {0};
    int queue[40], n = 0;
    bool seen[40] = {0};

    queue[n++] = from;
    seen[from] = true;
    for (int at = 0; at < n; at++)
        for (unsigned i = 0; i < k->n_moves; i++) {
            int t = k->moves[i].to_state;
            if (seen[t] || !words_have(&k->moves[i].from, k->states[queue[at]].id))
                continue;
            first[t] = queue[at] == from ? &k->moves[i] : first[queue[at]];
            seen[t] = true;
            queue[n++] = t;
        }
    return first[to];
}

/* As the program: what is tested here are days and checks, not hands. */
static enum status play_go(struct record *rec, const char *to)
{
    while (strcmp(rec->state, to) != 0) {
        const struct move *m = play_way(rec->kind, kind_state(rec->kind, rec->state), kind_state(rec->kind, to));
        assert_non_null(m);
        TRY(lifecycle_move(&kit_cx, rec, m->id, NULL, 0, "way"));
    }
    return OK;
}

static struct record *play_make(const char *kind, struct record *parent, struct str words)
{
    const struct kind *k = kit_kind(kind);
    struct record *rec = parent != NULL ? record_new_sub(&kit_cx, k, parent) : record_new(&kit_cx, k);

    play_set(rec, words);
    KIT_OK(record_save(&kit_cx, rec, NULL));
    return rec;
}

static struct str play_word(struct str *rest)
{
    struct str word = {0};

    (void)str_next(rest, ' ', &word);
    return word;
}

static void play_record(struct str rest, const char *kind)
{
    struct str before = rest, name = play_word(&rest);
    bool named = str_find(name, STR("=")) == name.n;
    struct record *made = play_make(kind, NULL, named ? rest : before);

    if (named && name.n > 0) {
        play_names[play_n_names].name = arena_strndup(kit_static, name.p, name.n);
        play_names[play_n_names++].id = made->id;
    }
}

static void play_again(struct play *p)
{
    KIT_OK(record_load(&kit_cx, p->rec->kind, p->rec->id, &p->rec));
    KIT_OK(record_refresh(&kit_cx, p->rec));
}

/* Steps that make other records. False: not one of them. */
static bool play_others(struct play *p, struct str verb, struct str rest)
{
    if (str_is(verb, "parent")) {
        p->parent = play_make(play_text(play_word(&rest)), NULL, rest);
    } else if (str_is(verb, "record")) {
        const char *kind = play_text(play_word(&rest));
        play_record(rest, kind);
    } else if (str_is(verb, "staff") || str_is(verb, "org2")) {
        play_record(rest, str_is(verb, "staff") ? "staff" : "org");
    } else if (str_is(verb, "sibling")) {
        (void)play_make(p->kind, p->parent, rest);
    } else if (str_is(verb, "other")) {
        const char *kind = play_text(play_word(&rest));
        size_t slash = str_find(rest, STR(" / "));
        struct record *made = play_make(kind, NULL, str_sub(rest, 0, slash));
        struct str sub = str_sub(rest, slash + 3, rest.n), field = play_word(&sub);
        (void)play_make(kind_field_n(made->kind, field)->target->id, made, sub);
    } else {
        return false;
    }
    return true;
}

static void play_step(struct play *p, struct str verb, struct str rest)
{
    struct str word;

    if (p->rec == NULL)
        p->rec = p->parent != NULL ? record_new_sub(&kit_cx, kit_kind(p->kind), p->parent)
                                   : record_new(&kit_cx, kit_kind(p->kind));
    if (str_is(verb, "set")) {
        play_set(p->rec, rest);
    } else if (str_is(verb, "link") || str_is(verb, "org")) {
        word = play_word(&rest);
        const char *kind = str_is(verb, "org") ? "org" : play_text(play_word(&rest));
        struct record *made = play_make(kind, NULL, rest);
        record_set(&kit_cx, p->rec, play_text(word), arena_printf(kit_cx.mem, "%lld", (long long)made->id));
    }
    if (p->rec->id == 0 || str_is(verb, "set") || str_is(verb, "link") || str_is(verb, "org"))
        p->st = record_save(&kit_cx, p->rec, NULL);
    if (p->st != OK)
        return;
    if (str_is(verb, "sub")) {
        word = play_word(&rest);
        (void)play_make(kind_field_n(p->rec->kind, word)->target->id, p->rec, rest);
        play_again(p);
    } else if (str_is(verb, "pointing")) {
        const char *kind = play_text(play_word(&rest)), *field = play_text(play_word(&rest));
        (void)play_make(kind, NULL, str_of(arena_printf(kit_cx.mem, "%s=%lld %.*s", field, (long long)p->rec->id,
                                                        STR_ARGS(rest))));
        play_again(p);
    } else if (str_is(verb, "go")) {
        p->st = play_go(p->rec, play_text(rest));
    } else if (str_is(verb, "touch")) {
        p->st = record_save(&kit_cx, p->rec, NULL);
    }
}

/* Ends at the first step that fails. */
static struct play play_try(const char *kind, const char *steps)
{
    struct play p = {.kind = kind, .st = OK};
    struct str rest = str_of(steps), one, verb;

    while (p.st == OK && str_next(&rest, ';', &one)) {
        one = str_trim(one);
        verb = play_word(&one);
        if (str_is(verb, "at")) {
            struct str day = play_word(&one);
            play_clock(play_text(day), play_text(one));
        } else if (!play_others(&p, verb, one)) {
            play_step(&p, verb, one);
        }
    }
    if (p.st == OK && p.rec == NULL)
        play_step(&p, STR("set"), STR(""));
    return p;
}

/* Kinds of a file of several, one behind the other. */
static size_t play_kinds(const char *path, struct kind **at)
{
    struct str text, rest;
    size_t n = 0;

    KIT_OK(file_read(&kit_cx, path, 1 << 22, &text));
    rest = str_sub(text, str_find(text, STR("\nid: ")) + 1, text.n);
    while (rest.n > 0) {
        size_t end = str_find(str_sub(rest, 1, rest.n), STR("\nid: ")) + 2, to = end > rest.n ? rest.n : end;
        KIT_OK(kind_load_text(&kit_cx, arena_printf(kit_static, "%s %zu", path, n), str_sub(rest, 0, to), &at[n]));
        n++;
        rest = str_sub(rest, to, rest.n);
    }
    return n;
}

static void play_install(const char *path)
{
    struct kind *at[64];
    struct kinds *ks;
    size_t n = play_kinds(path, at);

    KIT_OK(kind_link(&kit_cx, at, n, &ks));
    KIT_OK(kind_check_all(&kit_cx, ks));
    kind_install(ks);
    KIT_OK(migrate_run(&kit_cx, kind_all(), NULL));
}
