/* What `serve` and `test-http` have in common: the server's configuration out of the settings, and the web
   application. */
#pragma once

#include "platform/http_server.h"

/* Needs an open site. listen and port are the caller's. ret_job_every_s: how often `serve` looks for jobs, 0 =
   never; NULL where nobody does. */
enum status serving_config(struct ctx *cx, struct http_config *ret_config, int *ret_job_every_s) MUST_CHECK;
