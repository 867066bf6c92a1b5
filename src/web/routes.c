/* See routes.h. Special addresses stand before the general ones of all kinds; the first row that fits is taken. */
#include "web/routes.h"

#include <assert.h>
#include <limits.h>
#include <string.h>
#include <threads.h>

#include "web/pages.h"

#define ADMINS (ROLE_BIT(ROLE_ADMIN))
#define DECIDERS (ROLE_BIT(ROLE_OFF) | ROLE_BIT(ROLE_HEAD) | ROLE_BIT(ROLE_DIR))
#define WATCHERS (ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_AUDITOR))

/* What the page of deadlines and the interface take. */
#define DUE_PARAMS                                                                                          \
    {"whose", PARAM_WORD, 10, false, false, "mine, unit or all (default)"},                                 \
    {"stage", PARAM_WORD, 20, false, false, "open, warn, due, late (with escalated), escalated or paused"}, \
    {"kind", PARAM_WORD, 60, false, false, "register"},                                                     \
    {"page", PARAM_INT, 100000, false, false, "from 1"}

#define BIN_PARAMS                                                                                          \
    {"kind", PARAM_WORD, 60, false, false, "register"},                                                     \
    {"who", PARAM_WORD, 60, false, false, "login of who deleted it"},                                       \
    {"page", PARAM_INT, 100000, false, false, "from 1"}, {"per", PARAM_INT, 500, false, false, "rows of a page"}

#define MOST_ID 4000000000000000L

/* Personal data is masked unless it is asked for; every asking is written down. */
#define SHOW_PARAMS                                                                                              \
    {"show", PARAM_TEXT, 1000, false, false, "personal fields to be shown, with commas; all; written to the audit"}, \
    {"why", PARAM_TEXT, 200, false, false, "reason; needed for sensitive data"}

/* What the forms of accounts send. */
#define ACCOUNT_PARAMS                                                         \
    {"name", PARAM_TEXT, 120, false, false, "full name"},                      \
    {"email", PARAM_TEXT, 200, false, false, "address"},                       \
    {"lang", PARAM_LANG, 0, false, false, "language of the pages"},            \
    {"roles", PARAM_WORD, 20, false, true, "role codes"},                      \
    {"province", PARAM_WORD, 2, false, false, "two digits"},                   \
    {"clearance", PARAM_INT, 3, false, false, "0 public … 3 secret_ref"},      \
    {"personal", PARAM_INT, 2, false, false, "0 masked, 1 shown, 2 sensitive too"}, \
    {"org", PARAM_INT, MOST_ID, false, false, "record of the organisation"}

/* What the forms of saved views send. */
#define VIEW_PARAMS                                                                       \
    {"name", PARAM_TEXT, 1000, false, false, "its name, at most 80 characters"},          \
    {"mode", PARAM_WORD, 20, false, false, "private, shared or locked"},                  \
    {"display", PARAM_WORD, 20, false, false, "table or board"},                          \
    {"state", PARAM_TEXT, 30000, false, false, "parameters of the list, percent-encoded"}

const struct route routes[] = {
    /* without a login */
    {HTTP_GET, "/healthz", page_health_show, ROUTE_ANYONE, 0, "Is the server alive and the database readable?"},
    {HTTP_GET, "/assets/{file}", page_asset_show, ROUTE_ANYONE, 0, "Style, script and icons; kept by browsers for ever",
     {{"v", PARAM_WORD, 32, false, false, "hash of the file"}}},
    {HTTP_GET, "/favicon.ico", page_asset_favicon, ROUTE_ANYONE, 0, "The icon of the tab"},
    {HTTP_GET, "/login", page_login_show, ROUTE_ANYONE, 0, "Login form",
     {{"back", PARAM_TEXT, 2000, false, false, "where to go after the login: a path of this site"}}},
    {HTTP_POST, "/login", page_login_enter, ROUTE_ANYONE, ROUTE_HEAVY | ROUTE_SAME_ORIGIN | ROUTE_OPEN_PARAMS,
     "Log in",
     {{"login", PARAM_TEXT, 60, false, false, "login name"},
      {"password", PARAM_TEXT, 200, false, false, "password"},
      {"back", PARAM_TEXT, 2000, false, false, "where to go after the login"}}},
    {HTTP_GET, "/login/reset", page_reset_show, ROUTE_ANYONE, 0, "Form for a forgotten password"},
    {HTTP_POST, "/login/reset", page_reset_use, ROUTE_ANYONE, ROUTE_HEAVY | ROUTE_SAME_ORIGIN,
     "Set a new password with a reset code",
     {{"login", PARAM_TEXT, 60, false, false, "login name"},
      {"code", PARAM_TEXT, 60, false, false, "reset code from an administrator"},
      {"password", PARAM_TEXT, 200, false, false, "new password"}}},
    {HTTP_GET, "/login/code", page_step_show, ROUTE_ANYONE, 0, "Second step of a login"},
    {HTTP_POST, "/login/code", page_step_enter, ROUTE_ANYONE, ROUTE_SAME_ORIGIN | ROUTE_OPEN_PARAMS,
     "Give the code of the second factor, or set one up where it is required",
     {{"code", PARAM_TEXT, 40, true, false, "six digits, or a recovery code"},
      {"back", PARAM_TEXT, 2000, false, false, "where to go after the login"}}},
    {HTTP_GET, "/lang/{lang}", page_lang_choose, ROUTE_ANYONE, 0, "Choose the language of this browser",
     {{"back", PARAM_TEXT, 2000, false, false, "where to go back to"}}},

    /* everyone who is logged in */
    {HTTP_POST, "/logout", page_login_leave, ROUTE_USERS, ROUTE_FIRST, "Log out"},
    /* the ledger */
    {HTTP_GET, "/", page_figures_show, ROUTE_USERS, 0, "Home: the year's figures, their proof and gaps, the findings",
     {{"year", PARAM_INT, 9999, false, false, "year shown"}}},
    {HTTP_GET, "/findings", page_findings_show, ROUTE_READERS, 0, "What to know before publishing, worst first",
     {{"year", PARAM_INT, 9999, false, false, "year shown"}}},
    {HTTP_POST, "/findings/{id}", page_findings_decide, DECIDERS, 0, "Accept or dismiss a finding",
     {{"state", PARAM_WORD, 20, true, false, "open, accepted or dismissed"},
      {"also", PARAM_INT, MOST_ID, false, true, "the same finding in other places"},
      {"note", PARAM_TEXT, 400, false, false, "why"}}},
    {HTTP_GET, "/figures/{id}", page_figure_show, ROUTE_READERS, 0, "The proof of one figure"},
    {HTTP_POST, "/figures/{id}/confirm", page_figure_confirm, DECIDERS, 0, "Confirm a proposed figure"},
    {HTTP_POST, "/figures/{id}/reject", page_figure_reject, DECIDERS, 0, "Reject a proposed figure"},
    {HTTP_POST, "/figures/{id}/reopen", page_figure_reopen, DECIDERS, 0, "Take a decision on a figure back"},
    {HTTP_POST, "/figures/{id}/correct", page_figure_correct, DECIDERS, 0, "Correct a figure: another one follows it",
     {{"indicator", PARAM_WORD, 60, false, false, "id of definitions/indicators.yaml"},
      {"low", PARAM_TEXT, 40, false, false, "lower bound, decimal; empty = open"},
      {"high", PARAM_TEXT, 40, false, false, "upper bound, decimal; empty = open"},
      {"period", PARAM_TEXT, 40, false, false, "ISO 8601 period or day"},
      {"status", PARAM_WORD, 20, false, false, "done, under_way, planned or wish"},
      {"note", PARAM_TEXT, 400, false, false, "why"}}},
    {HTTP_GET, "/indicators/{indicator}", page_indicator_show, ROUTE_READERS, 0,
     "One indicator: its definition and figures", {{"year", PARAM_INT, 9999, false, false, "year shown"}}},
    {HTTP_GET, "/algebra", page_algebra_show, ROUTE_READERS, 0, "Compute with two figures, or read why not",
     {{"op", PARAM_WORD, 20, false, false, "sum, diff, ratio, share, growth, product, base or before"},
      {"a", PARAM_INT, LONG_MAX, false, false, "first figure"},
      {"b", PARAM_INT, LONG_MAX, false, false, "second figure"}}},
    {HTTP_POST, "/texts", page_source_load, DECIDERS, ROUTE_HEAVY, "Load documents into the ledger",
     {{"file", PARAM_FILE, 32 * 1024, false, true, "txt, md, html, docx or PDF with a text layer"}}},
    {HTTP_GET, "/texts/{id}", page_source_show, ROUTE_READERS, 0, "A document with its versions side by side"},
    {HTTP_POST, "/texts/{id}/confirm", page_source_confirm, DECIDERS, 0, "Confirm all proposed figures of a version",
     {{"version", PARAM_INT, LONG_MAX, true, false, "the version"}}},
    {HTTP_GET, "/report", page_report_show, ROUTE_READERS, ROUTE_HEAVY, "The year report in one of three languages",
     {{"year", PARAM_INT, 9999, false, false, "year shown"},
      {"lang", PARAM_LANG, 2, false, false, "language of the report"}}},
    {HTTP_GET, "/registers", page_home_show, ROUTE_USERS, 0, "The registers, with what is in them; near deadlines"},
    {HTTP_GET, "/due", page_due_show, ROUTE_USERS, 0, "What is due over all registers, the late first",
     {DUE_PARAMS, {"until", PARAM_DAY, 0, false, false, "due on or before"},
      {"per", PARAM_INT, 500, false, false, "rows of a page"}}},
    {HTTP_GET, "/bin", page_bin_show, ROUTE_USERS, 0, "What was deleted and can be restored, over all registers",
     {BIN_PARAMS}},
    {HTTP_GET, "/search", page_search_show, ROUTE_USERS, 0, "Search over all records",
     {{"q", PARAM_TEXT, 200, false, false, "words; the last may be unfinished"},
      {"kind", PARAM_WORD, 40, false, false, "of this register alone"}}},
    {HTTP_POST, "/search", page_search_reveal, ROUTE_USERS, 0, "The same hits with names of persons, written down",
     {{"q", PARAM_TEXT, 200, true, false, "words; the last may be unfinished"},
      {"kind", PARAM_WORD, 40, false, false, "of this register alone"},
      {"why", PARAM_TEXT, 200, false, false, "reason"}}},
    {HTTP_GET, "/codes", page_codes_lists, ROUTE_USERS, 0, "The code lists"},
    {HTTP_GET, "/codes/{list}", page_codes_list, ROUTE_USERS, 0, "One code list, valid and ended codes",
     {{"q", PARAM_TEXT, 200, false, false, "a code, or words of its names"},
      {"page", PARAM_INT, 100000, false, false, "from 1"}}},
    {HTTP_GET, "/help", page_help_show, ROUTE_USERS, 0, "Keys, roles, registers, addresses"},
    {HTTP_GET, "/account", page_users_own, ROUTE_USERS, ROUTE_FIRST, "One's own account"},
    {HTTP_POST, "/account/password", page_users_own_password, ROUTE_USERS, ROUTE_HEAVY | ROUTE_FIRST,
     "Change one's password",
     {{"old", PARAM_TEXT, 200, true, false, "present password"},
      {"password", PARAM_TEXT, 200, true, false, "new password"}}},
    {HTTP_GET, "/account/key", page_key_new, ROUTE_USERS, 0, "Form of a new key for a program"},
    {HTTP_POST, "/account/key", page_key_make, ROUTE_USERS, 0, "Make a key for a program",
     {{"name", PARAM_TEXT, 60, false, false, "what it is for"},
      {"kinds", PARAM_TEXT, 60, false, true, "registers; ledger for texts and figures; * for all"},
      {"rights", PARAM_WORD, 20, false, true, "write, delete, personal; reading always"},
      {"days", PARAM_INT, 9999, false, false, "how long it lives, 1 to 365"}}},
    {HTTP_POST, "/account/key-rotate", page_key_rotate, ROUTE_USERS, 0, "Another secret for a key",
     {{"key", PARAM_INT, MOST_ID, true, false, "number of the key"}}},
    {HTTP_POST, "/account/key-end", page_key_end, ROUTE_USERS, 0, "End a key",
     {{"key", PARAM_INT, MOST_ID, true, false, "number of the key"}}},
    {HTTP_POST, "/account/session", page_users_own_session, ROUTE_USERS, 0, "End one of one's sessions",
     {{"session", PARAM_WORD, 16, true, false, "as the page lists it"}}},
    {HTTP_GET, "/account/totp", page_totp_show, ROUTE_USERS, 0, "The secret of a second factor that is being set up"},
    {HTTP_POST, "/account/totp", page_totp_confirm, ROUTE_USERS, 0, "Turn the second factor on with its first code",
     {{"code", PARAM_TEXT, 40, true, false, "six digits"}}},
    {HTTP_POST, "/account/totp/begin", page_totp_begin, ROUTE_USERS, ROUTE_HEAVY, "Begin to set a second factor up",
     {{"present", PARAM_TEXT, 200, true, false, "present password"}}},
    {HTTP_POST, "/account/totp/codes", page_totp_change, ROUTE_USERS, ROUTE_HEAVY,
     "Make new recovery codes, or turn the second factor off",
     {{"present", PARAM_TEXT, 200, true, false, "present password"},
      {"code", PARAM_TEXT, 40, true, false, "six digits, or a recovery code"},
      {"off", PARAM_FLAG, 0, false, false, "turn it off"}}},
    {HTTP_POST, "/account/totp/file", page_totp_file, ROUTE_USERS, 0, "The recovery codes just shown, as a file",
     {{"codes", PARAM_TEXT, 400, true, false, "as they were shown"}}},
    {HTTP_GET, "/file/{id}", page_record_download, ROUTE_USERS, ROUTE_HEAVY | ROUTE_LOGS, "A file of a record"},

    /* who keeps or watches the system */
    {HTTP_GET, "/audit", page_audit_show, WATCHERS, ROUTE_HEAVY, "The audit trail",
     {{"login", PARAM_TEXT, 60, false, false, "who"},
      {"what", PARAM_WORD, 30, false, false, "create, update, move, login …"},
      {"kind", PARAM_WORD, 60, false, false, "register"},
      {"from", PARAM_DAY, 0, false, false, "first day"},
      {"to", PARAM_DAY, 0, false, false, "last day"},
      {"record", PARAM_INT, MOST_ID, false, false, "of this record, also where its personal data was shown"},
      {"before", PARAM_INT, MOST_ID, false, false, "only entries before this number"},
      {"verify", PARAM_FLAG, 0, false, false, "check the chain of hashes"}}},
    {HTTP_GET, "/audit/personal", page_audit_personal, WATCHERS | ROLE_BIT(ROLE_DPO), 0,
     "Who was shown personal data: sums per person, and each act",
     {{"login", PARAM_TEXT, 60, false, false, "who"},
      {"record", PARAM_INT, MOST_ID, false, false, "of this record"},
      {"from", PARAM_DAY, 0, false, false, "first day"},
      {"to", PARAM_DAY, 0, false, false, "last day"},
      {"before", PARAM_INT, MOST_ID, false, false, "only entries before this number"}}},
    {HTTP_GET, "/users", page_users_list, ADMINS, 0, "Accounts"},
    {HTTP_GET, "/users/new", page_users_new, ADMINS, 0, "Form of a new account"},
    {HTTP_POST, "/users/new", page_users_create, ADMINS, ROUTE_HEAVY, "Make an account",
     {{"account", PARAM_TEXT, 60, false, false, "login name"},
      {"password", PARAM_TEXT, 200, false, false, "first password"},
      ACCOUNT_PARAMS}},
    {HTTP_GET, "/users/{id}", page_users_edit, ADMINS, 0, "One account"},
    {HTTP_POST, "/users/{id}", page_users_save, ADMINS, 0, "Change an account",
     {{"version", PARAM_INT, MOST_ID, true, false, "state that was edited"}, ACCOUNT_PARAMS}},
    {HTTP_POST, "/users/{id}/disable", page_users_disable, ADMINS, 0, "Shut an account out"},
    {HTTP_POST, "/users/{id}/enable", page_users_enable, ADMINS, 0, "Let an account in again"},
    {HTTP_POST, "/users/{id}/place", page_users_place, ADMINS, 0, "Give roles at a further organisation",
     {{"at", PARAM_INT, MOST_ID, true, false, "record of the organisation"},
      {"as", PARAM_TEXT, 60, true, true, "role codes, one or several"},
      {"from", PARAM_DAY, 0, false, false, "first day"},
      {"to", PARAM_DAY, 0, false, false, "last day"},
      {"why", PARAM_TEXT, 200, false, false, "decision it stands on"}}},
    {HTTP_POST, "/users/{id}/place-end", page_users_place_end, ADMINS, 0, "End roles at a further organisation",
     {{"place", PARAM_INT, MOST_ID, true, false, "number of the row"}}},
    {HTTP_POST, "/users/{id}/session", page_users_session, ADMINS, 0, "End a session of an account",
     {{"session", PARAM_WORD, 16, true, false, "as the page lists it"}}},
    {HTTP_POST, "/users/{id}/key-end", page_key_end_of, ADMINS, 0, "End a key of an account",
     {{"key", PARAM_INT, MOST_ID, true, false, "number of the key"}}},
    {HTTP_POST, "/users/{id}/password", page_users_password, ADMINS, ROUTE_HEAVY, "Set a password",
     {{"password", PARAM_TEXT, 200, true, false, "new password"}}},
    {HTTP_POST, "/users/{id}/reset", page_reset_make, ADMINS, 0, "Make a reset code for a forgotten password"},
    {HTTP_POST, "/users/{id}/totp-reset", page_totp_reset, ADMINS, 0, "Take the second factor from an account"},

    /* the interface for programs */
    {HTTP_GET, "/api/v1/openapi.json", api_doc_show, ROUTE_USERS, ROUTE_API | ROUTE_HEAVY, "OpenAPI 3.1 document"},
    {HTTP_GET, "/api/v1/me", api_record_me, ROUTE_USERS, ROUTE_API, "Who is asking, and the token for changes"},
    {HTTP_GET, "/api/v1/search", api_record_search, ROUTE_USERS, ROUTE_API, "Search over all records",
     {{"q", PARAM_TEXT, 200, true, false, "words; the last may be unfinished"},
      {"kind", PARAM_WORD, 40, false, false, "of this register alone"}}},
    {HTTP_GET, "/api/v1/deadlines", api_due_list, ROUTE_USERS, ROUTE_API, "What is due over all registers",
     {DUE_PARAMS, {"until", PARAM_DAY, 0, false, false, "due on or before"},
      {"per", PARAM_INT, 500, false, false, "rows of a page"},
      {"record", PARAM_INT, MOST_ID, false, false, "all deadlines of this record, with the pauses of their clocks"}}},
    {HTTP_GET, "/api/v1/bin", api_bin_list, ROUTE_USERS, ROUTE_API,
     "What was deleted and can be restored, over all registers", {BIN_PARAMS}},
    {HTTP_GET, "/api/v1/figures", api_ledger_figures, ROUTE_READERS, ROUTE_API | ROUTE_LEDGER,
     "Figures of the ledger",
     {{"year", PARAM_INT, 9999, false, false, "of period or day"},
      {"indicator", PARAM_WORD, 60, false, false, "id of definitions/indicators.yaml"},
      {"text", PARAM_INT, MOST_ID, false, false, "of one text"},
      {"originals", PARAM_FLAG, 0, false, false, "without the twins of translations"}}},
    {HTTP_GET, "/api/v1/findings", api_ledger_findings, ROUTE_READERS, ROUTE_API | ROUTE_LEDGER,
     "What to know before publishing",
     {{"year", PARAM_INT, 9999, false, false, "year shown"},
      {"closed", PARAM_FLAG, 0, false, false, "accepted and dismissed ones too"}}},
    {HTTP_GET, "/api/v1/sources", api_ledger_sources, ROUTE_READERS, ROUTE_API | ROUTE_LEDGER,
     "Texts and their versions",
     {{"year", PARAM_INT, 9999, false, false, "year reported on"}}},
    {HTTP_GET, "/api/v1/indicators", api_report_indicators, ROUTE_READERS, ROUTE_API | ROUTE_LEDGER,
     "What is stated beside what is listed",
     {{"year", PARAM_INT, 9999, false, false, "year shown"}}},
    {HTTP_GET, "/api/v1/report", api_report_year, ROUTE_READERS, ROUTE_API | ROUTE_LEDGER | ROUTE_HEAVY,
     "The year report with its notes",
     {{"year", PARAM_INT, 9999, false, false, "year reported on"},
      {"lang", PARAM_LANG, 2, false, false, "language of the report; else the reader's"}}},
    {HTTP_GET, "/api/v1/codes", page_codes_json_lists, ROUTE_USERS, ROUTE_API, "The code lists"},
    {HTTP_GET, "/api/v1/codes/{list}", page_codes_json, ROUTE_USERS, ROUTE_API, "One code list with its dated codes"},
    {HTTP_GET, "/api/v1/views/{kind}", api_view_list, ROUTE_USERS, ROUTE_API, "Saved views of a register"},
    {HTTP_POST, "/api/v1/views/{kind}", api_view_create, ROUTE_USERS, ROUTE_API, "Keep a saved view"},
    {HTTP_PATCH, "/api/v1/views/{kind}/{id}", api_view_change, ROUTE_USERS, ROUTE_API, "Change a saved view"},
    {HTTP_DELETE, "/api/v1/views/{kind}/{id}", api_view_delete, ROUTE_USERS, ROUTE_API, "Take a saved view away"},
    {HTTP_GET, "/api/v1/records/{kind}", api_record_list, ROUTE_USERS, ROUTE_API | ROUTE_OPEN_PARAMS,
     "List: filters, sort, page"},
    {HTTP_POST, "/api/v1/records/{kind}", api_record_create, ROUTE_USERS, ROUTE_API, "Make a record"},
    {HTTP_GET, "/api/v1/records/{kind}/{record}", api_record_get, ROUTE_USERS, ROUTE_API, "One record", {SHOW_PARAMS}},
    {HTTP_PATCH, "/api/v1/records/{kind}/{record}", api_record_change, ROUTE_USERS, ROUTE_API,
     "Change fields of a record"},
    {HTTP_DELETE, "/api/v1/records/{kind}/{record}", api_record_delete, ROUTE_USERS, ROUTE_API, "Delete a record"},
    {HTTP_POST, "/api/v1/records/{kind}/{record}/restore", api_record_restore, ROUTE_USERS, ROUTE_API,
     "Restore a deleted record"},
    {HTTP_POST, "/api/v1/records/{kind}/bulk", api_bulk_run, ROUTE_USERS, ROUTE_API | ROUTE_HEAVY,
     "One change to many records, or its dry run"},
    {HTTP_GET, "/api/v1/bulk/{id}", api_bulk_get, ROUTE_USERS, ROUTE_API | ROUTE_HEAVY, "A change of many records"},
    {HTTP_POST, "/api/v1/bulk/{id}/commit", api_bulk_commit, ROUTE_USERS, ROUTE_API | ROUTE_HEAVY,
     "Write a change that was tried"},
    {HTTP_POST, "/api/v1/bulk/{id}/undo", api_bulk_undo, ROUTE_USERS, ROUTE_API | ROUTE_HEAVY,
     "Take a change of many records back"},
    {HTTP_GET, "/api/v1/notices", api_notice_list, ROUTE_USERS, ROUTE_API, "What waits for the user to look at",
     {{"unread", PARAM_FLAG, 0, false, false, "only those not read"},
      {"before", PARAM_INT, MOST_ID, false, false, "older than this notice"}}},
    {HTTP_GET, "/api/v1/records/{kind}/{record}/comments", api_comment_list, ROUTE_USERS, ROUTE_API,
     "Comments of a record"},
    {HTTP_POST, "/api/v1/records/{kind}/{record}/comments", api_comment_add, ROUTE_USERS, ROUTE_API,
     "Say something about a record"},
    {HTTP_GET, "/api/v1/records/{kind}/{record}/files", api_file_list, ROUTE_USERS, ROUTE_API, "Files of a record"},
    {HTTP_POST, "/api/v1/records/{kind}/{record}/files", api_file_add, ROUTE_USERS, ROUTE_API | ROUTE_HEAVY,
     "Put files to a record",
     {{"file", PARAM_FILE, 2097152, true, true, "the files; setting file.upload_mib"},
      {"field", PARAM_WORD, 60, false, false, "field of files that they belong to; none: the record as a whole"}}},
    {HTTP_GET, "/api/v1/records/{kind}/{record}/files/{file}", api_file_get, ROUTE_USERS,
     ROUTE_API | ROUTE_HEAVY | ROUTE_LOGS, "A file of a record"},
    {HTTP_DELETE, "/api/v1/records/{kind}/{record}/files/{file}", api_file_remove, ROUTE_USERS, ROUTE_API,
     "Take a file off a record"},
    {HTTP_GET, "/api/v1/records/{kind}/{record}/moves", api_record_moves, ROUTE_USERS, ROUTE_API,
     "Moves out of its state"},
    {HTTP_POST, "/api/v1/records/{kind}/{record}/move", api_record_move, ROUTE_USERS, ROUTE_API,
     "Move to the next state"},
    {HTTP_POST, "/api/v1/records/{kind}/{record}/undo", api_record_undo, ROUTE_USERS, ROUTE_API,
     "Take one's own last move back"},
    {HTTP_POST, "/api/v1/records/{kind}/{record}/merge", api_record_merge, ROUTE_USERS, ROUTE_API,
     "Merge another record into this one"},
    {HTTP_GET, "/api/v1/records/{kind}/{record}/history", api_record_history, ROUTE_USERS, ROUTE_API,
     "Versions and events, newest first"},

    /* every register; rights per kind (kinds/NAME.yaml) */
    {HTTP_GET, "/notices", page_notice_list, ROUTE_USERS, 0, "What waits for the user to look at",
     {{"unread", PARAM_FLAG, 0, false, false, "only those not read"},
      {"before", PARAM_INT, MOST_ID, false, false, "older than this notice"}}},
    {HTTP_POST, "/notices/read", page_notice_all, ROUTE_USERS, 0, "Mark all notices as read"},
    {HTTP_POST, "/notices/digest", page_notice_digest, ROUTE_USERS, 0, "Want the daily mail, or not",
     {{"on", PARAM_FLAG, 0, true, false, "yes or no"}}},
    {HTTP_POST, "/notices/{id}/read", page_notice_open, ROUTE_USERS, 0, "Read a notice and go to its record"},
    {HTTP_GET, "/imports", page_import_list, ROUTE_USERS, 0, "Spreadsheets that were brought in"},
    {HTTP_GET, "/imports/{id}", page_import_show, ROUTE_USERS, ROUTE_HEAVY, "One import: columns, dry run, outcome"},
    {HTTP_GET, "/imports/{id}/bad", page_import_bad, ROUTE_USERS, ROUTE_HEAVY, "The bad rows with their reasons, CSV"},
    {HTTP_POST, "/imports/{id}/check", page_import_check, ROUTE_USERS, ROUTE_HEAVY, "Map the columns and try",
     {{"map", PARAM_WORD, 60, false, true, "target of each column, in their order; empty leaves it out"},
      {"mode", PARAM_WORD, 10, true, false, "skip fill update create"}}},
    {HTTP_POST, "/imports/{id}/tab", page_import_tab, ROUTE_USERS, ROUTE_HEAVY, "Another sheet of the same file",
     {{"tab", PARAM_TEXT, 200, true, false, "name of the sheet"}}},
    {HTTP_POST, "/imports/{id}/commit", page_import_commit, ROUTE_USERS, ROUTE_HEAVY, "Write the good rows"},
    {HTTP_POST, "/imports/{id}/take-back", page_import_take_back, ROUTE_USERS, ROUTE_HEAVY, "Take an import back"},
    {HTTP_GET, "/bulk", page_bulk_list, ROUTE_USERS, 0, "One's own changes of many records"},
    {HTTP_GET, "/bulk/{id}", page_bulk_show, ROUTE_USERS, 0, "A change of many records: what, preview, outcome",
     {{"do", PARAM_WORD, 120, false, true, "set.FIELD, move.MOVE, delete or restore"},
      {"outcome", PARAM_WORD, 10, false, false, "only the records with this outcome"},
      {"page", PARAM_INT, 1000, false, false, "from 1"}}},
    {HTTP_POST, "/bulk/{id}/plan", page_bulk_plan, ROUTE_USERS, ROUTE_HEAVY | ROUTE_OPEN_PARAMS,
     "Say what shall happen, and try it",
     {{"do", PARAM_WORD, 120, true, true, "set.FIELD, move.MOVE, delete or restore; fields and a move together"},
      {"add", PARAM_WORD, 120, false, false, "one more of them: the form comes back with it"},
      {"drop", PARAM_WORD, 120, false, false, "one of them less: the form comes back without it"},
      {"reason", PARAM_TEXT, 2000, false, false, "for the history"}}},
    {HTTP_POST, "/bulk/{id}/commit", page_bulk_commit, ROUTE_USERS, ROUTE_HEAVY, "Write what the preview found good"},
    {HTTP_POST, "/bulk/{id}/undo", page_bulk_undo, ROUTE_USERS, ROUTE_HEAVY, "Take the whole change back"},
    {HTTP_POST, "/{kind}/bulk", page_bulk_choose, ROUTE_USERS, ROUTE_HEAVY, "Choose records for one change",
     {{"id", PARAM_INT, MOST_ID, false, true, "the records"},
      {"all", PARAM_FLAG, 0, false, false, "all of the list instead"},
      {"query", PARAM_TEXT, 8000, false, false, "the list, as its address has it"}}},
    {HTTP_GET, "/{kind}/import", page_import_new, ROUTE_USERS, 0, "Form for sending a spreadsheet"},
    {HTTP_POST, "/{kind}/import", page_import_create, ROUTE_USERS, ROUTE_HEAVY, "Send a spreadsheet",
     {{"file", PARAM_FILE, 32 << 10, false, false, "CSV or XLSX"}}},
    {HTTP_GET, "/{kind}/filter", page_filter_show, ROUTE_USERS, ROUTE_OPEN_PARAMS,
     "Put a list's conditions together, with and, or"},
    {HTTP_GET, "/{kind}/views", page_view_list, ROUTE_USERS, ROUTE_OPEN_PARAMS,
     "Saved views of a list; form to keep the state of the address"},
    {HTTP_POST, "/{kind}/views", page_view_create, ROUTE_USERS, 0, "Keep the state of a list as a view",
     {VIEW_PARAMS, {"begin", PARAM_FLAG, 0, false, false, "the list begins with it"}}},
    {HTTP_POST, "/{kind}/views/begin", page_view_begin, ROUTE_USERS, 0, "Choose the view one's list begins with",
     {{"view", PARAM_INT, MOST_ID, true, false, "the view; 0 = none"}}},
    {HTTP_GET, "/{kind}/views/{id}", page_view_show, ROUTE_USERS, 0, "One saved view: name, mode"},
    {HTTP_POST, "/{kind}/views/{id}", page_view_change, ROUTE_USERS, 0, "Change a saved view",
     {VIEW_PARAMS, {"version", PARAM_INT, MOST_ID, true, false, "state that was edited"}}},
    {HTTP_POST, "/{kind}/views/{id}/state", page_view_state, ROUTE_USERS, 0, "Put the state of a list into a view",
     {{"state", PARAM_TEXT, 30000, false, false, "parameters of the list, percent-encoded"},
      {"version", PARAM_INT, MOST_ID, true, false, "state that was opened"}}},
    {HTTP_POST, "/{kind}/views/{id}/delete", page_view_delete, ROUTE_USERS, 0, "Take a saved view away",
     {{"version", PARAM_INT, MOST_ID, true, false, "state that was shown"}}},
    {HTTP_GET, "/{kind}", page_list_show, ROUTE_USERS, ROUTE_OPEN_PARAMS, "List: filters, sort, page in the address"},
    {HTTP_GET, "/{kind}/csv", page_list_csv, ROUTE_USERS, ROUTE_OPEN_PARAMS | ROUTE_HEAVY | ROUTE_LOGS,
     "The same list as CSV"},
    {HTTP_GET, "/{kind}/xlsx", page_list_xlsx, ROUTE_USERS, ROUTE_OPEN_PARAMS | ROUTE_HEAVY | ROUTE_LOGS,
     "The same list as XLSX"},
    {HTTP_POST, "/{kind}/csv", page_list_csv, ROUTE_USERS, ROUTE_OPEN_PARAMS | ROUTE_HEAVY,
     "The same list as CSV with its personal data, written down",
     {{"why", PARAM_TEXT, 200, false, false, "reason; needed for sensitive data"}}},
    {HTTP_POST, "/{kind}/xlsx", page_list_xlsx, ROUTE_USERS, ROUTE_OPEN_PARAMS | ROUTE_HEAVY,
     "The same list as XLSX with its personal data, written down",
     {{"why", PARAM_TEXT, 200, false, false, "reason; needed for sensitive data"}}},
    {HTTP_POST, "/{kind}/show", page_list_reveal, ROUTE_USERS, ROUTE_OPEN_PARAMS,
     "This page of the list with its personal data, written down",
     {{"why", PARAM_TEXT, 200, false, false, "reason; needed for sensitive data"}}},
    {HTTP_GET, "/{kind}/board", page_board_show, ROUTE_USERS, ROUTE_OPEN_PARAMS,
     "Pipeline of the same list: one column per state"},
    {HTTP_GET, "/{kind}/options", page_list_options, ROUTE_USERS, 0, "Titles for a field that points to a record",
     {{"q", PARAM_TEXT, 200, false, false, "words of the title"}}},
    {HTTP_GET, "/{kind}/pick", page_pick_options, ROUTE_USERS, 0, "Values of a field by words of their names",
     {{"field", PARAM_WORD, 60, true, false, "id of the field"},
      {"q", PARAM_TEXT, 200, false, false, "words of the name"}}},
    {HTTP_GET, "/{kind}/near", page_form_near, ROUTE_USERS, ROUTE_OPEN_PARAMS, "Records whose names are nearly these"},
    {HTTP_GET, "/{kind}/new", page_form_new, ROUTE_USERS, ROUTE_OPEN_PARAMS, "Form of a new record"},
    {HTTP_POST, "/{kind}/new", page_form_create, ROUTE_USERS, ROUTE_OPEN_PARAMS | ROUTE_FILES, "Make a record"},
    {HTTP_GET, "/{kind}/{id}", page_record_show, ROUTE_USERS, 0, "One record",
     {{"old", PARAM_FLAG, 0, false, false, "a merged one itself, not the record that it was merged into"},
      {"move", PARAM_WORD, 60, false, false, "with the form of this move open"}}},
    {HTTP_GET, "/{kind}/{name}", page_record_named, ROUTE_USERS, 0, "By uid or code: leads to the record"},
    {HTTP_GET, "/{kind}/{id}/edit", page_form_edit, ROUTE_USERS, 0, "Form of a record"},
    {HTTP_POST, "/{kind}/{id}/edit", page_form_save, ROUTE_USERS, ROUTE_OPEN_PARAMS | ROUTE_FILES,
     "Change a record"},
    {HTTP_POST, "/{kind}/{id}/show", page_record_reveal, ROUTE_USERS, 0,
     "One record with its personal data, written down",
     {{"field", PARAM_WORD, 60, false, true, "only these fields; none = all"},
      {"why", PARAM_TEXT, 200, false, false, "reason; needed for sensitive data"}}},
    {HTTP_POST, "/{kind}/{id}/move", page_record_move, ROUTE_USERS, ROUTE_OPEN_PARAMS, "Move to the next state",
     {{"move", PARAM_WORD, 60, true, false, "id of the move"},
      {"version", PARAM_INT, 1000000000, true, false, "version that was shown"},
      {"reason", PARAM_TEXT, 2000, false, false, "where the move asks for one"}}},
    {HTTP_POST, "/{kind}/{id}/board", page_board_move, ROUTE_USERS, 0, "Move a card of the board",
     {{"move", PARAM_WORD, 60, false, false, "id of the move"},
      {"version", PARAM_INT, 1000000000, true, false, "version that was shown"},
      {"query", PARAM_TEXT, 8000, false, false, "the board, as its address has it"}}},
    {HTTP_GET, "/{kind}/{id}/merge", page_merge_show, ROUTE_USERS, 0, "Two records that are the same, side by side",
     {{"with", PARAM_TEXT, 60, false, false, "the other one: its number, code or uid"}}},
    {HTTP_POST, "/{kind}/{id}/merge", page_merge_do, ROUTE_USERS, ROUTE_OPEN_PARAMS,
     "Merge another record into this one"},
    {HTTP_POST, "/{kind}/{id}/comments", page_comment_add, ROUTE_USERS, 0, "Say something about a record",
     {{"comment", PARAM_TEXT, 8000, false, false, "plain text; @login tells that person"}}},
    {HTTP_POST, "/{kind}/{id}/comment-remove", page_comment_remove, ROUTE_USERS, 0, "Take a comment away",
     {{"comment", PARAM_INT, MOST_ID, true, false, "id of the comment"}}},
    {HTTP_POST, "/{kind}/{id}/watch", page_comment_watch, ROUTE_USERS, 0, "Hear of changes of a record"},
    {HTTP_POST, "/{kind}/{id}/unwatch", page_comment_unwatch, ROUTE_USERS, 0, "Hear of them no more"},
    {HTTP_POST, "/{kind}/{id}/undo", page_record_undo, ROUTE_USERS, 0, "Take one's own last move back",
     {{"version", PARAM_INT, 1000000000, true, false, "version that was shown"},
      {"reason", PARAM_TEXT, 2000, false, false, "for the history"}}},
    {HTTP_POST, "/{kind}/{id}/delete", page_record_delete, ROUTE_USERS, 0, "Delete a record (it can be restored)",
     {{"reason", PARAM_TEXT, 2000, false, false, "for the history and the bin; needed"}}},
    {HTTP_POST, "/{kind}/{id}/restore", page_record_restore, ROUTE_USERS, 0, "Restore a deleted record",
     {{"back", PARAM_TEXT, 2000, false, false, "page of this site to go back to; empty: the record"}}},
    {HTTP_POST, "/{kind}/{id}/file", page_record_upload, ROUTE_USERS, ROUTE_HEAVY, "Put files to a record",
     {{"file", PARAM_FILE, 2097152, true, true, "the files; setting file.upload_mib"},
      {"field", PARAM_WORD, 60, false, false, "field of files that they belong to; empty: the record as a whole"}}},
    {HTTP_POST, "/{kind}/{id}/file-remove", page_record_file_remove, ROUTE_USERS, 0, "Take a file off a record",
     {{"file", PARAM_INT, MOST_ID, true, false, "id of the file"}}},
    {0},
};

static bool is_kind(struct str id)
{
    char name[64];

    if (id.n >= sizeof name)
        return false;
    memcpy(name, id.p, id.n);
    name[id.n] = 0;
    return kind_find(name) != NULL;
}

/* Does the path fit the pattern? Fills args with the parts in braces. */
static bool fits(const char *pattern, struct str path, struct str args[ROUTE_MAX_ARGS])
{
    size_t n_args = 0, i = 0;
    const char *p = pattern;

    while (*p != 0) {
        if (*p != '{') {
            if (i >= path.n || path.p[i] != *p)
                return false;
            p++, i++;
            continue;
        }
        const char *end = strchr(p, '}');
        size_t from = i;
        while (i < path.n && path.p[i] != '/')
            i++;
        struct str part = str_sub(path, from, i);
        long long number;
        if (part.n == 0 || n_args == ROUTE_MAX_ARGS)
            return false;
        if (strncmp(p, "{id}", 4) == 0 && (!str_int(part, &number) || number < 1 || part.p[0] == '0'))
            return false;
        if (strncmp(p, "{kind}", 6) == 0 && !is_kind(part))
            return false;
        args[n_args++] = part;
        p = end + 1;
    }
    return i == path.n;
}

/* Most rows are others at a glance: by their first or last letter, 0 where the path has a part in braces. */
struct glance {
    char first, last;
};
static struct glance glances[sizeof routes / sizeof *routes];
static once_flag glances_once = ONCE_FLAG_INIT;

static void make_glances(void)
{
    for (size_t i = 0; routes[i].path != NULL; i++) {
        char first = routes[i].path[1], last = routes[i].path[strlen(routes[i].path) - 1];

        glances[i] = (struct glance){first == '{' ? 0 : first, last == '}' ? 0 : last};
    }
}

static bool is_other(const struct glance *g, struct str path)
{
    return path.n > 1 &&
           ((g->first != 0 && g->first != path.p[1]) || (g->last != 0 && g->last != path.p[path.n - 1]));
}

bool routes_match(const struct request *rq, const struct route **ret_route, struct str args[ROUTE_MAX_ARGS],
                  bool *ret_path_known)
{
    enum http_method wanted = rq->method == HTTP_HEAD ? HTTP_GET : rq->method;

    call_once(&glances_once, make_glances);
    *ret_path_known = false;
    for (size_t i = 0; routes[i].path != NULL; i++) {
        if (is_other(&glances[i], rq->path) || !fits(routes[i].path, rq->path, args))
            continue;
        if (routes[i].method == wanted) {
            *ret_route = &routes[i];
            return true;
        }
        *ret_path_known = true;
    }
    return false;
}

enum status routes_find(struct ctx *cx, const struct request *rq, const struct route **ret_route,
                        struct str args[ROUTE_MAX_ARGS], const char **ret_allow)
{
    bool known;

    if (routes_match(rq, ret_route, args, &known))
        return OK;
    if (!known)
        return ctx_fail(cx, E_NOTFOUND, "no page %.*s", STR_ARGS(rq->path));
    struct buf b;
    struct str other[ROUTE_MAX_ARGS];
    buf_init(&b, cx->mem, 200);
    for (const struct route *row = routes; row->path != NULL; row++)
        if (fits(row->path, rq->path, other)) {
            buf_printf(&b, "%s%s%s", b.n > 0 ? ", " : "", http_method_name(row->method),
                       row->method == HTTP_GET ? ", HEAD" : "");
        }
    *ret_allow = buf_str(&b).p;
    return ctx_fail(cx, E_USAGE, "%.*s does not take %s", STR_ARGS(rq->path), http_method_name(rq->method));
}

enum status routes_check(struct ctx *cx)
{
    for (const struct route *row = routes; row->path != NULL; row++) {
        if (row->roles == 0)
            return ctx_fail(cx, E_BUG, "route %s %s: no roles", http_method_name(row->method), row->path);
        if (row->handle == NULL || row->what == NULL || row->path[0] != '/')
            return ctx_fail(cx, E_BUG, "route %s %s: incomplete", http_method_name(row->method), row->path);
        for (const struct route *other = routes; other < row; other++)
            if (other->method == row->method && strcmp(other->path, row->path) == 0)
                return ctx_fail(cx, E_BUG, "route %s %s: twice", http_method_name(row->method), row->path);
        for (size_t i = 0; i < ROUTE_MAX_PARAMS && row->params[i].name != NULL; i++)
            if (row->params[i].what == NULL || (row->params[i].limit == 0 && row->params[i].type <= PARAM_WORD))
                return ctx_fail(cx, E_BUG, "route %s %s: parameter %s without limit", http_method_name(row->method),
                                row->path, row->params[i].name);
    }
    return OK;
}
