/* The handlers that web/routes.c names, one line each. Not for: anything else. */
#pragma once

#include "web/web.h"

typedef enum status page_fn(struct ctx *cx, struct web *w);

page_fn page_health_show, page_asset_show, page_asset_favicon, page_lang_choose; /* page_asset.c, page_small.c */
page_fn page_login_show, page_login_enter, page_login_leave;
page_fn page_home_show;
