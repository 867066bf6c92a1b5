/* Documents into the ledger: bytes kept under their digest, text extracted, cut, read for figures, matched with the
   other language versions, compared with the original. One transaction per batch; a file that fails does not stop the
   others; a file that is already there changes nothing.
   Not for: showing what was found (ledger/finding.h, web). */
#pragma once

#include "base/vec.h"
#include "ledger/indicator.h"
#include "text/compare.h"

enum load_outcome { LOAD_ADDED, LOAD_KNOWN, LOAD_FAILED };

struct load_result {
    const char *name;
    enum load_outcome outcome;
    enum status status;  /* of a failure */
    const char *message; /* of a failure: one sentence, English */
    int64_t version_id, text_id;
    enum lang lang;
    size_t n_figures, n_blocks;
};

struct load_results {
    VEC(struct load_result);
    size_t n_added, n_known, n_failed, n_texts; /* n_texts: texts that got a new version */
};

struct finding_words;

/* What every load needs; made once, read-only after. */
struct load_tools {
    const struct indicators *indicators;
    struct compare_data compare;
    const struct finding_words *words;
};
/* The term base, the places and the concepts that come with the program. */
enum status load_compare_data(struct ctx *cx, struct compare_data *ret_data) MUST_CHECK;
enum status load_open(struct ctx *cx, struct load_tools *ret_tools) MUST_CHECK;
/* For a server: made once at start, in memory that lives as long as the process, read-only after. */
enum status load_install(struct ctx *cx) MUST_CHECK;
/* Reads in a thread from here on; load_install() waits for it. Lives as long as cx. */
enum status load_install_begin(struct ctx *cx) MUST_CHECK;
const struct load_tools *load_installed(void); /* NULL before */

struct load_input {
    const char *path;  /* read from the disk … */
    const char *name;  /* … or name and bytes as they came (an upload) */
    struct str bytes;
};

enum load_phase { LOAD_READS, LOAD_COMPARES };
typedef void load_progress_fn(void *arg, enum load_phase phase, size_t done, size_t all);

struct load_manner {
    load_progress_fn *progress; /* may be NULL */
    void *arg;
    bool all_cores; /* for a command: out of memory must end the process (platform/crew.h) */
};

/* Statuses other than OK mean that the ledger itself failed (disk, database); what was committed before stays. Failures
   of single files are in the results, which have the order of the inputs. */
enum status load_run(struct ctx *cx, const struct load_tools *tools, const struct load_input *inputs, size_t n,
                     const struct load_manner *manner, struct load_results *ret_results) MUST_CHECK;
/* Compares the versions of a text with its original and stores alignment, twins and findings anew; what a
   person decided about a finding stays with it. */
enum status load_compare(struct ctx *cx, const struct load_tools *tools, int64_t text_id) MUST_CHECK;
/* Proposes anew with the present spotter: open proposals are replaced, what a person touched stays (rule 8). */
enum status load_again(struct ctx *cx, const struct load_tools *tools, int64_t version_id) MUST_CHECK;
