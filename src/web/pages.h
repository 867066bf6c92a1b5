/* The handlers that web/routes.c names, one line each. Not for: anything else. */
#pragma once

#include "web/web.h"

typedef enum status page_fn(struct ctx *cx, struct web *w);

page_fn page_health_show, page_asset_show, page_asset_favicon, page_lang_choose;
page_fn page_reset_make, page_reset_show, page_reset_use;
page_fn page_login_show, page_login_enter, page_login_leave;
page_fn page_home_show, page_search_show, page_help_show, page_audit_show;
page_fn page_users_list, page_users_new, page_users_create, page_users_edit, page_users_save;
page_fn page_users_disable, page_users_enable, page_users_password;
page_fn page_users_own, page_users_own_password;
page_fn page_key_new, page_key_make, page_key_rotate, page_key_end, page_key_end_of;
page_fn page_step_show, page_step_enter;
page_fn page_totp_show, page_totp_begin, page_totp_confirm, page_totp_change, page_totp_file, page_totp_reset;
page_fn page_users_own_session, page_users_session, page_users_place, page_users_place_end;
page_fn page_list_show, page_list_csv, page_list_xlsx, page_list_options, page_board_show, page_board_move;
page_fn page_view_list, page_view_show, page_view_create, page_view_change, page_view_state, page_view_delete;
page_fn page_filter_show, page_view_begin, api_view_list, api_view_create, api_view_change, api_view_delete;
page_fn page_import_list, page_import_new, page_import_create, page_import_show, page_import_check;
page_fn page_import_commit, page_import_take_back, page_import_tab, page_import_bad;
page_fn api_bulk_run, api_bulk_get, api_bulk_commit, api_bulk_undo;
page_fn page_bulk_list, page_bulk_choose, page_bulk_show, page_bulk_plan, page_bulk_commit, page_bulk_undo;
page_fn page_bin_show, api_bin_list, api_record_restore;
page_fn page_notice_list, page_notice_open, page_notice_all, page_notice_digest, api_notice_list;
page_fn page_comment_add, page_comment_remove, page_comment_watch, page_comment_unwatch;
page_fn api_comment_list, api_comment_add;
page_fn page_codes_lists, page_codes_list, page_codes_json, page_codes_json_lists;
page_fn page_form_new, page_form_create, page_form_edit, page_form_save, page_form_near, page_pick_options;
page_fn page_merge_show, page_merge_do, api_record_merge;
page_fn page_record_named;
page_fn page_record_show, page_record_move, page_record_undo, page_record_delete, page_record_restore;
page_fn page_record_reveal, page_list_reveal, page_search_reveal, page_audit_personal;
page_fn page_record_upload, page_record_file_remove, page_record_download;

/* the interface: api_record.c api_file.c api_ledger.c api_doc.c */
page_fn api_record_list, api_record_get, api_record_create, api_record_change, api_record_move, api_record_delete;
page_fn page_due_show, api_due_list, api_record_undo;
page_fn api_record_moves, api_record_history, api_record_search, api_record_me;
page_fn api_file_list, api_file_add, api_file_get, api_file_remove;
page_fn api_ledger_figures, api_ledger_findings, api_ledger_sources, api_doc_show;
page_fn api_report_year, api_report_indicators;

/* the ledger: page_figures.c page_figure.c page_source.c page_findings.c page_algebra.c page_report.c */
page_fn page_figures_show, page_source_load, page_source_show, page_source_confirm;
page_fn page_figure_show, page_figure_confirm, page_figure_reject, page_figure_reopen, page_figure_correct;
page_fn page_findings_show, page_findings_decide, page_indicator_show, page_algebra_show, page_report_show;
