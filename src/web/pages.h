/* The handlers that web/routes.c names, one line each. Not for: anything else. */
#pragma once

#include "web/web.h"

typedef enum status page_fn(struct ctx *cx, struct web *w);

page_fn page_health_show, page_asset_show, page_asset_favicon, page_lang_choose; /* page_asset.c, page_small.c */
page_fn page_login_show, page_login_enter, page_login_leave;
page_fn page_home_show;

/* the ledger: page_figures.c page_figure.c page_source.c page_findings.c page_algebra.c page_report.c */
page_fn page_figures_show, page_source_load, page_source_show, page_source_confirm;
page_fn page_figure_show, page_figure_confirm, page_figure_reject, page_figure_reopen, page_figure_correct;
page_fn page_findings_show, page_findings_decide, page_indicator_show, page_algebra_show, page_report_show;
