/* The files of a record's form (page_form.c): what was chosen now, what waits from the last try (register/upload.h) and
   what is taken off. Names of the inputs: FIELD (the files), FIELD.kept (numbers of those that wait), FIELD.off
   (numbers of attachments); FIELD is ATTACH_WHOLE for the files of the record as a whole.
   Not for: the card of files on the record's page (record_card.c). */
#pragma once

#include "register/attach.h"
#include "register/upload.h"
#include "web/ui_record.h"

struct form_file {
    struct attach_new add;
    struct upload waits; /* id 0: chosen with this request */
};

struct form_files {
    struct form_file *at;
    size_t n;
    int64_t *off;
    size_t n_off;
};

bool form_files_is(const struct field *f); /* a field of files that still takes some */
/* Does an input of this name belong here? */
bool form_files_named(const struct kind *k, struct str name);
/* Reads and checks what was sent. A file that cannot be taken is a problem of the ctx and is left out. E_USAGE: files
   where the form has no input for them. */
enum status form_files_read(struct ctx *cx, const struct web *w, const struct record *rec, struct form_files *ret_ff)
    MUST_CHECK;
enum status form_files_save(struct ctx *cx, struct record *rec, const struct form_files *ff, const char *why)
    MUST_CHECK;
/* The form comes again: what was chosen with this request waits from now on. */
enum status form_files_wait(struct ctx *cx, const struct kind *k, struct form_files *ff) MUST_CHECK;
bool form_files_any(const struct form_files *ff, const struct field *f); /* chosen or waiting for it */
/* f NULL: of the record as a whole. required: asked for now. */
enum status form_files_input(struct ctx *cx, struct web *w, const struct record *rec, const struct field *f,
                             const struct form_files *ff, bool required) MUST_CHECK;
