/* chancery openapi: the document of the HTTP interface, made from the routes and kinds. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/start.h"
#include "rules/model.h"
#include "web/api_doc.h"

static int run(struct ctx *cx, int argc, char **argv)
{
    struct str text;

    (void)argv;
    if (argc > 0) {
        fprintf(stderr, "chancery: usage: chancery openapi\n");
        return 2;
    }
    enum status st = model_load(cx, getenv("CHANCERY_KINDS"));
    if (st == OK)
        st = api_doc_text(cx, &text);
    if (st != OK)
        return start_failed(cx, st);
    printf("%.*s\n", STR_ARGS(text));
    return 0;
}

const struct command cmd_openapi = {
    .name = "openapi",
    .args = "",
    .summary = "print the OpenAPI 3.1 document of the interface",
    .help = "The same document as /api/v1/openapi.json, with the kinds of the program and of the "
            "administrator's folder (CHANCERY_KINDS). Needs no database.\n"
            "Exit codes: 0 printed, 2 wrong arguments, 3 a kind file is wrong.",
    .run = run,
};
