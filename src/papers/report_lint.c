/* The report before publication: its three languages against each other, by the rules that are used on others' texts.
   Declared in report.h. */
#include "ledger/finding_words.h"
#include "ledger/load.h"
#include "papers/report.h"
#include "text/compare.h"

enum status report_lint(struct ctx *cx, const struct indicators *all, const struct load_tools *tools, int year,
                        const char *subject, const char ***ret_findings, size_t *ret_n)
{
    struct compare_version versions[LANG__MAX];
    struct comparison c;
    const char **lines;
    size_t n = 0;

    for (int l = 0; l < LANG__MAX; l++) {
        struct report r;

        TRY(report_year(cx, all, year, subject, (enum lang)l, &r));
        versions[l] = (struct compare_version){.name = lang_code((enum lang)l), .lang = (enum lang)l};
        TRY(report_text(cx, &r, false, &versions[l].text));
    }
    TRY(compare_texts(cx, versions, LANG__MAX, &tools->compare, &c));
    lines = arena_alloc(cx->mem, (c.findings.n + 1) * sizeof *lines);
    for (size_t i = 0; i < c.findings.n; i++) {
        const struct finding *f = &c.findings.at[i];

        if (f->cls <= 'B')
            lines[n++] = arena_printf(cx->mem, "%c %s %s: %s", f->cls, compare_rule_name(f->rule),
                versions[f->version].name, finding_words_text(cx, tools->words, f));
    }
    *ret_findings = lines;
    *ret_n = n;
    return OK;
}
