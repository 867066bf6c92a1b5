/* All 91 deadline rules of MODEL 4.5, as definitions/deadlines.yaml has them, over test kinds with the fields of MODEL 4.3
   (data/kinds.yaml): each gives at least one date (data/cases.tsv). And the date parts of the acceptance scenarios of
   MODEL 4.12, with stages, pauses, notices and the jobs. */
#include "play.h"

#include "platform/crypto.h"
#include "platform/data.h"
#include "register/account.h"
#include "register/notice.h"
#include "rules/check.h"
#include "rules/deadline_store.h"
#include "rules/workday.h"

static enum status saved(struct ctx *cx, struct record *rec, const struct record_change *c)
{
    (void)c;
    return deadline_refresh(cx, rec);
}

static void load_rules(void)
{
    struct deadline_rule *rules;
    struct workday_row *days;
    struct str text;
    size_t n;

    KIT_OK(data_file(&kit_cx, "definitions/holidays.yaml", &text));
    KIT_OK(workday_load_text(&kit_cx, "holidays", text, &days, &n));
    workday_install(kit_static, days, n);
    KIT_OK(data_file(&kit_cx, "definitions/deadlines.yaml", &text));
    KIT_OK(deadline_load_text(&kit_cx, "deadlines", text, &rules, &n));
    deadline_install(rules, n);
}

static int load(void **state)
{
    static const struct record_hooks hooks = {check_record, saved};
    if (kit_open(state) != 0)
        return -1;
    code_forget();
    KIT_OK(crypto_start(&kit_cx));
    KIT_OK(code_load_all(&kit_cx, NULL));
    play_install(TEST_DATA "/kinds.yaml");
    load_rules();
    record_install_hooks(&hooks);
    return 0;
}

static int drop(void **state)
{
    record_install_hooks(NULL);
    deadline_install(NULL, 0);
    workday_install(NULL, NULL, 0);
    return kit_close(state);
}

static int begin(void **state)
{
    play_clock("2026-01-05", "08:00");
    return kit_clear(state);
}

static struct record *play(const char *kind, const char *steps)
{
    struct play p = play_try(kind, steps);
    struct record *rec;

    KIT_OK(p.st);
    KIT_OK(record_load(&kit_cx, p.rec->kind, p.rec->id, &rec));
    return rec;
}

static void go(struct record *rec, const char *to)
{
    KIT_OK(play_go(rec, to));
}

static const struct deadline *due(struct record *rec, const char *code)
{
    struct deadline *d;
    size_t n;

    KIT_OK(deadline_of(&kit_cx, rec, false, &d, &n));
    for (size_t i = 0; i < n; i++)
        if (strcmp(d[i].rule->code, code) == 0)
            return &d[i];
    return NULL;
}

static const char *printed(const struct deadline *d)
{
    if (d == NULL)
        return "no deadline";
    return d->rule->unit == DEADLINE_H ? instant_text(kit_cx.mem, d->due_at) : date_text(kit_cx.mem, d->due);
}

static void all_rules(void **state)
{
    struct str text, line, cell[4];
    int n = 0, bad = 0;
    size_t n_rules;

    (void)state;
    (void)deadline_rules(&n_rules);
    assert_true(n_rules >= 91);
    KIT_OK(file_read(&kit_cx, TEST_DATA "/cases.tsv", 1 << 20, &text));
    while (str_next(&text, '\n', &line)) {
        if (line.n == 0 || line.p[0] == '#')
            continue;
        for (int i = 0; i < 4; i++)
            assert_true(str_next(&line, '\t', &cell[i]));
        (void)begin(state);
        const char *code = arena_strndup(kit_cx.mem, cell[0].p, cell[0].n);
        struct record *rec = play(arena_strndup(kit_cx.mem, cell[1].p, cell[1].n),
                                  arena_strndup(kit_cx.mem, cell[2].p, cell[2].n));
        const char *got = printed(due(rec, code));
        if (!str_is(cell[3], got)) {
            fprintf(stderr, "%s: %s, wanted %.*s\n", code, got, STR_ARGS(cell[3]));
            bad++;
        }
        n++;
    }
    assert_int_equal(n, 91);
    assert_int_equal(bad, 0);
}

/* ---- the scenarios of MODEL 4.12, as far as they are about days ---- */

static void is_due(struct record *rec, const char *code, const char *want)
{
    assert_string_equal(printed(due(rec, code)), want);
}

static enum deadline_state stage(struct record *rec, const char *code)
{
    const struct deadline *d = due(rec, code);

    assert_non_null(d);
    return d->state;
}

static void scenario_1(void **state)
{
    struct record *a, *asked;

    (void)state;
    a = play("agreement", "set path=ppc simplified=false full_dossier_date=2026-04-10");
    asked = record_new_sub(&kit_cx, kit_kind("consultation"), a);
    record_set(&kit_cx, asked, "sent_date", "2026-04-10");
    KIT_OK(record_save(&kit_cx, asked, NULL));
    is_due(asked, "TQ01", "2026-04-21");
    record_set(&kit_cx, a, "sign_date", "2026-06-01");
    KIT_OK(record_save(&kit_cx, a, NULL));
    is_due(a, "TQ05", "2026-06-16");
    play_clock("2026-06-20", "08:00");
    assert_int_equal(stage(a, "TQ05"), DEADLINE_ESCALATED); /* two working days behind the day: the director hears */
    is_due(play("plan", "set kind=agreement_sign year=2027"), "TQ13", "2026-11-15");
}

static void scenario_2(void **state)
{
    struct record *c = play("conference", "set authority=ppc date_from=2026-06-20T08:00 date_to=2026-06-21T17:00"), *asked;

    (void)state;
    is_due(c, "HN01", "2026-05-21");
    assert_null(due(c, "HN02"));
    record_set(&kit_cx, c, "authority", "pm");
    KIT_OK(record_save(&kit_cx, c, NULL));
    is_due(c, "HN02", "2026-05-11");
    asked = record_new_sub(&kit_cx, kit_kind("consultation"), c);
    record_set(&kit_cx, asked, "sent_date", "2026-05-15");
    record_set(&kit_cx, asked, "answer_date", "2026-05-28");
    KIT_OK(record_save(&kit_cx, asked, NULL));
    assert_int_equal(stage(asked, "HN03"), DEADLINE_DONE);
    go(c, "held");
    is_due(c, "HN04", "2026-07-06");
}

static void scenario_3_and_4(void **state)
{
    struct record *v;

    (void)state;
    is_due(play("border_notice", "parent delegation_in;set high_level=true entry_at=2026-05-06T08:00"), "DV03",
           "2026-05-05 20:00");
    is_due(play("border_notice", "parent delegation_in;set high_level=false entry_at=2026-05-06T08:00"), "DV02",
           "2026-05-05 08:00");
    v = play("delegation_in", "set leader_request=true date_in=2026-03-10T09:00 request_date=2026-03-05");
    is_due(v, "DV01", "2026-03-03");
    assert_int_equal(stage(v, "DV01"), DEADLINE_DONE_LATE); /* flagged */
}

static void scenario_5(void **state)
{
    struct record *d = play("delegation_out", "set out_kind=working date_out=2026-09-08 date_back=2026-09-15"), *m;

    (void)state;
    is_due(d, "DR01", "2026-08-21");
    is_due(d, "DR04", "2026-09-29");
    m = record_new_sub(&kit_cx, kit_kind("passport_move"), play("passport", "set passport_no=C1"));
    record_set(&kit_cx, m, "delegation", arena_printf(kit_cx.mem, "%lld", (long long)d->id));
    KIT_OK(record_save(&kit_cx, m, NULL));
    is_due(m, "HC01", "2026-09-22");
    /* the trip becomes longer: the row of the passport follows, though nobody touched it */
    record_set(&kit_cx, d, "date_back", "2026-09-16");
    KIT_OK(record_save(&kit_cx, d, NULL));
    struct rows *r;
    KIT_OK(db_one(&kit_cx, &r, "SELECT due_on FROM due WHERE record_id = ? AND rule = 'HC01'", db_i(m->id)));
    assert_string_equal(rows_text(r, "due_on"), "2026-09-23");
}

static void scenario_6_to_8(void **state)
{
    struct record *c, *aid;

    (void)state;
    is_due(play("ngo_reg", "parent ngo;set asked_date=2026-12-04"), "PC01", "2026-12-18");
    is_due(play("report", "set def=RP09 from=2025-12-15 to=2026-12-14"), "PC07", "2026-12-18");
    play_clock("2026-07-02", "21:40");
    is_due(play("vms_event", "set kind=lost start_at=2026-07-02T15:00"), "TS03", "2026-07-03 15:00");
    c = play("citizen_case", "set urgent=true reported_at=2026-07-02T21:30");
    is_due(c, "BH01", "2026-07-03 01:30");
    is_due(c, "BH02", "2026-07-03 21:30");
    play_clock("2026-07-03", "01:00");
    c = play("citizen_case", "set urgent=true reported_at=2026-07-02T21:30;sub log at=2026-07-03T01:00");
    assert_int_equal(stage(c, "BH01"), DEADLINE_DONE);
    aid = play("aid", "set approval_date=2026-01-20;go approved;set start_actual=2026-03-15");
    assert_int_equal(stage(aid, "VT03"), DEADLINE_DONE); /* begun within six months: no revocation */
    is_due(play("report", "set def=RP10 from=2026-01-01 to=2026-12-31"), "VT05", "2027-01-15");
}

/* ---- stages, the clock that stands still, reminders, years ---- */

static void stages(void **state)
{
    static const struct {
        const char *day;
        enum deadline_state stage;
    } rows[] = {{"2026-06-01", DEADLINE_OPEN}, {"2026-06-10", DEADLINE_OPEN}, {"2026-06-11", DEADLINE_WARN},
                {"2026-06-16", DEADLINE_DUE},  {"2026-06-17", DEADLINE_LATE}, {"2026-06-18", DEADLINE_ESCALATED}};
    struct record *a = play("agreement", "set sign_date=2026-06-01");

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        play_clock(rows[i].day, "08:00");
        assert_int_equal(stage(a, "TQ05"), rows[i].stage);
    }
}

static void pauses(void **state)
{
    struct record *r = play("legalisation", "set level=full papers=12 received_at=2026-03-02T10:00");
    const struct deadline *d;

    (void)state;
    is_due(r, "LS04", "2026-03-09");
    play_clock("2026-03-04", "09:00"); /* Wednesday: returned for completion */
    go(r, "incomplete");
    play_clock("2026-03-20", "09:00");
    d = due(r, "LS04");
    assert_int_equal(d->state, DEADLINE_PAUSED); /* not late, though the day of before has long passed */
    assert_int_equal(d->n_pauses, 1);
    assert_int_equal(d->pauses[0].to, 0);
    play_clock("2026-03-23", "09:00"); /* Monday: complete. 13 working days stood still */
    go(r, "received");
    d = due(r, "LS04");
    assert_string_equal(date_text(kit_cx.mem, d->due), "2026-03-26");
    assert_int_equal(d->state, DEADLINE_WARN);
    assert_string_equal(date_text(kit_cx.mem, date_of_instant(d->pauses[0].to)), "2026-03-23");
    play_clock("2026-03-24", "09:00"); /* a second time */
    go(r, "incomplete");
    play_clock("2026-03-25", "09:00");
    go(r, "received");
    is_due(r, "LS04", "2026-03-27");
    assert_int_equal(due(r, "LS04")->n_pauses, 2);
    play_clock("2026-04-06", "09:00"); /* returned when it is late already: that helps no more */
    go(r, "incomplete");
    play_clock("2026-04-10", "09:00");
    is_due(r, "LS04", "2026-03-27");
    assert_int_equal(stage(r, "LS04"), DEADLINE_ESCALATED);
}

static void hours_pause(void **state)
{
    static const char yaml[] =
        "- {code: H1, kind: legalisation, label: " KIT_L("H") ", trigger: [received_at], n: \"24\", unit: h, direction: after,\n"
        "   stop: [result_at], paused_in: [incomplete], who: OFF, warn: [\"6h\", \"0\"], mark: D}\n";
    const struct deadline_rule *before;
    struct deadline_rule *own;
    size_t n_before, n;

    (void)state;
    before = deadline_rules(&n_before);
    KIT_OK(deadline_load_text(&kit_cx, "own", str_of(yaml), &own, &n));
    deadline_install(own, n);
    play_clock("2026-03-02", "10:00");
    struct record *r = play("legalisation", "set received_at=2026-03-02T10:00");
    is_due(r, "H1", "2026-03-03 10:00");
    play_clock("2026-03-02", "12:00");
    go(r, "incomplete");
    play_clock("2026-03-02", "17:00");
    go(r, "received");
    is_due(r, "H1", "2026-03-03 15:00");
    play_clock("2026-03-03", "08:00");
    assert_int_equal(stage(r, "H1"), DEADLINE_DUE);
    deadline_install(before, n_before);
}

static void reminders(void **state)
{
    struct record *p = play("passport", "set expiry_date=2026-12-31");

    (void)state;
    assert_int_equal(stage(p, "HC02"), DEADLINE_OPEN);
    play_clock("2026-09-01", "08:00");
    assert_int_equal(stage(p, "HC02"), DEADLINE_DUE); /* nothing stops it, so it is never late */
    play_clock("2027-01-01", "08:00");
    assert_null(due(p, "HC02"));
    struct deadline_work w;
    struct rows *r;
    KIT_OK(deadline_tick(&kit_cx, NULL, &w)); /* and is gone from the list, though nobody saved anything */
    KIT_OK(db_one(&kit_cx, &r, "SELECT COUNT(*) AS n FROM due WHERE record_id = ?", db_i(p->id)));
    assert_int_equal(rows_int(r, "n"), 0);
}

static void every_year(void **state)
{
    struct record *c = play("abtc", "go carded");

    (void)state;
    play_clock("2027-01-04", "08:00");
    is_due(c, "AB09", "2026-12-31");
    assert_int_equal(stage(c, "AB09"), DEADLINE_LATE);
    record_set(&kit_cx, c, "last_report_year", "2026");
    KIT_OK(record_save(&kit_cx, c, NULL));
    is_due(c, "AB09", "2027-12-31"); /* the next year's */
    assert_int_equal(stage(c, "AB09"), DEADLINE_OPEN);
    record_set(&kit_cx, c, "last_report_year", "2027");
    KIT_OK(record_save(&kit_cx, c, NULL));
    assert_int_equal(stage(c, "AB09"), DEADLINE_DONE);
    play_clock("2028-02-01", "08:00");
    is_due(c, "AB09", "2028-12-31");
}

static void begins_anew(void **state)
{
    struct record *v = play("vms_event", "set kind=lost start_at=2026-07-02T15:00");

    (void)state;
    play_clock("2026-07-02", "20:00");
    is_due(v, "TS01", "2026-07-02 21:00");
    record_set(&kit_cx, v, "last_report_at", "2026-07-02T20:30");
    KIT_OK(record_save(&kit_cx, v, NULL));
    is_due(v, "TS01", "2026-07-03 02:30");
    play_clock("2026-07-03", "03:00");
    assert_int_equal(stage(v, "TS01"), DEADLINE_LATE);
    record_set(&kit_cx, v, "regained_at", "2026-07-03T03:00");
    KIT_OK(record_save(&kit_cx, v, NULL));
    assert_null(due(v, "TS01"));
}

/* A stop that carries no day (files, amounts) counts from when it was first seen, whatever is saved later. */
static void undated_stop(void **state)
{
    struct record *a = play("fund_advance", "parent citizen_case;set amount=1000~USD due_date=2026-05-04");

    (void)state;
    play_clock("2026-05-03", "08:00");
    record_set(&kit_cx, a, "repaid", "1000 USD");
    KIT_OK(record_save(&kit_cx, a, NULL));
    assert_int_equal(stage(a, "BH04"), DEADLINE_DONE);
    play_clock("2026-06-03", "08:00");
    record_set(&kit_cx, a, "guarantor", "A");
    KIT_OK(record_save(&kit_cx, a, NULL));
    assert_int_equal(stage(a, "BH04"), DEADLINE_DONE);
}

static void no_table(void **state)
{
    struct record *a = play("agreement", "set sign_date=2028-03-01");
    struct deadline_work w;

    (void)state;
    assert_true((due(a, "TQ05")->flags & WORKDAY_NO_TABLE) != 0);
    assert_non_null(strstr(deadline_doubt(&kit_cx, due(a, "TQ05")->flags, due(a, "TQ05")->due), "2028"));
    KIT_OK(deadline_recount(&kit_cx, NULL, &w));
    assert_true(w.missing_year > 0);
    assert_int_equal(due(play("agreement", "set sign_date=2026-03-02"), "TQ05")->flags, 0);
}

/* ---- the job: notices once, to whom they belong ---- */

static int64_t account(const char *login, const char *roles, int64_t org)
{
    static const struct account_limits limits = {8, 600, 3600, 3600, 10};
    int64_t id;

    KIT_OK(account_create(&kit_cx, &(struct account){.login = login, .name = login, .roles = roles, .lang = "en",
                                                     .province = "46", .org_id = org, .clearance = 2}, NULL, &limits, &id));
    return id;
}

static int64_t notices(int64_t account_id, int64_t record, const char *event)
{
    struct rows *r;

    KIT_OK(db_one(&kit_cx, &r, "SELECT COUNT(*) AS n FROM notice WHERE account = ? AND record_id = ? AND event = ?",
                  db_i(account_id), db_i(record), db_s(event)));
    return rows_int(r, "n");
}

static void run_job(int64_t want)
{
    struct deadline_work w;

    kit_system();
    KIT_OK(deadline_tick(&kit_cx, NULL, &w));
    assert_int_equal(w.notices, want);
    KIT_OK(deadline_tick(&kit_cx, NULL, &w)); /* again: nothing new */
    assert_int_equal(w.notices, 0);
}

static void escalation(void **state)
{
    struct record *a;
    struct deadline_work w;
    struct notice *all;
    int64_t off, head, unread;
    size_t n;

    (void)state;
    KIT_OK(deadline_tick(&kit_cx, NULL, &w)); /* what the tests before left */
    off = account("off.esc", "OFF", 0);
    head = account("head.esc", "HEAD", 0);
    play_clock("2026-06-01", "08:00");
    a = play("agreement", "set title_vi=Escalation sign_date=2026-06-01 effect_date=2027-06-01");
    KIT_OK(deadline_tick(&kit_cx, NULL, &w));
    play_clock("2026-06-11", "08:00");
    KIT_OK(deadline_tick(&kit_cx, NULL, &w));
    assert_int_equal(notices(off, a->id, "deadline.warn"), 1); /* of TQ05; TQ15 is late by then and only says so */
    assert_int_equal(notices(head, a->id, "deadline.warn"), 0);
    play_clock("2026-06-16", "08:00");
    KIT_OK(deadline_tick(&kit_cx, NULL, &w));
    assert_int_equal(notices(head, a->id, "deadline.due"), 2);
    play_clock("2026-06-17", "08:00");
    KIT_OK(deadline_tick(&kit_cx, NULL, &w));
    assert_true(notices(off, a->id, "deadline.late") >= 1);
    run_job(0);
    kit_cx.who = (struct who){.user_id = off, .login = "off.esc", .roles = ROLE_BIT(ROLE_OFF), .clearance = 2};
    KIT_OK(notice_unread(&kit_cx, &unread));
    KIT_OK(notice_list(&kit_cx, &(struct notice_query){.unread = true}, &all, &n));
    assert_int_equal(unread, n);
    assert_string_equal(all[0].title, a->title);
    KIT_OK(notice_read(&kit_cx, all[0].id));
    KIT_OK(notice_unread(&kit_cx, &unread));
    assert_int_equal(unread, (int64_t)n - 1);
    KIT_IS(notice_read(&kit_cx, 999999), E_NOTFOUND);
}

/* Silence counts: the answer is filled when the day has passed, once, by the program, and the history says why. */
static void silence(void **state)
{
    struct record *c = play("consultation", "parent agreement simplified=false;set sent_date=2026-04-10");
    struct history_row *h;
    struct deadline_work w;
    size_t n;

    (void)state;
    play_clock("2026-04-21", "17:00");
    KIT_OK(deadline_tick(&kit_cx, NULL, &w));
    KIT_OK(record_load(&kit_cx, c->kind, c->id, &c));
    assert_null(record_get(c, "answer"));
    play_clock("2026-04-22", "00:30");
    KIT_OK(deadline_tick(&kit_cx, NULL, &w));
    KIT_OK(deadline_tick(&kit_cx, NULL, &w));
    KIT_OK(record_load(&kit_cx, c->kind, c->id, &c));
    assert_string_equal(record_get(c, "answer"), "silent");
    assert_int_equal(stage(c, "TQ01"), DEADLINE_LATE); /* it stays late: nobody answered */
    KIT_OK(history_of(&kit_cx, c->id, false, 0, &h, &n));
    assert_int_equal(n, 2);
    assert_string_equal(h[0].why, "TQ01");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(all_rules, begin),     cmocka_unit_test_setup(scenario_1, begin),
        cmocka_unit_test_setup(scenario_2, begin),    cmocka_unit_test_setup(scenario_3_and_4, begin),
        cmocka_unit_test_setup(scenario_5, begin),    cmocka_unit_test_setup(scenario_6_to_8, begin),
        cmocka_unit_test_setup(stages, begin),        cmocka_unit_test_setup(pauses, begin),
        cmocka_unit_test_setup(hours_pause, begin),   cmocka_unit_test_setup(reminders, begin),
        cmocka_unit_test_setup(every_year, begin),    cmocka_unit_test_setup(begins_anew, begin),
        cmocka_unit_test_setup(undated_stop, begin),  cmocka_unit_test_setup(no_table, begin),
        cmocka_unit_test_setup(escalation, begin),    cmocka_unit_test_setup(silence, begin)};
    kit_used();
    return cmocka_run_group_tests_name("acceptance", tests, load, drop);
}
