/* See serving.h. */
#include "cli/serving.h"

#include <string.h>

#include "base/log.h"
#include "cli/site.h"
#include "web/web_session.h"

static void log_level(const char *level)
{
    log_set_level(strcmp(level, "error") == 0   ? LOG_ERROR
                  : strcmp(level, "warn") == 0  ? LOG_WARN
                  : strcmp(level, "debug") == 0 ? LOG_DEBUG
                                                : LOG_INFO);
}

enum status serving_config(struct ctx *cx, struct http_config *ret_config, int *ret_job_every_s)
{
    struct web_app *app;
    const struct settings *s;

    TRY(web_start(cx, &app));
    s = web_session_settings(app);
    log_level(setting_text(s, "log.level"));
    if (ret_job_every_s != NULL)
        *ret_job_every_s = (int)setting_int(s, "job.every_s");
    *ret_config = (struct http_config){
        .listen = "127.0.0.1",
        .threads = (int)setting_int(s, "http.threads"),
        .heavy_threads = (int)setting_int(s, "http.heavy_threads"),
        .body_bytes = (size_t)setting_int(s, "http.body_mib") << 20,
        .header_bytes = (size_t)setting_int(s, "http.header_kib") << 10,
        .arena_bytes = (size_t)setting_int(s, "http.arena_mib") << 20,
        .idle_s = (int)setting_int(s, "http.idle_s"),
        .header_s = (int)setting_int(s, "http.header_s"),
        .body_s = (int)setting_int(s, "http.body_s"),
        .connections = (unsigned)setting_int(s, "http.connections"),
        .connections_per_client = (unsigned)setting_int(s, "http.connections_per_client"),
        .db_url = site_db_url(cx),
        .fixed_now = cx->fixed_now,
        .handle = web_handle,
        .is_heavy = web_is_heavy,
        .app = app,
    };
    return OK;
}
