/* Where a large text may be cut so that its pieces give what the whole would. See figure.h.
   Not for: reading files and threads (cli/figures_stream.c). */
#include <string.h>

#include "text/figure_spot.h"

/* Looks back from the window's end for a blank line that ends within the window. What reaches the white space at the
   window's end reaches the end, so that no byte is passed forward more than once. */
static size_t behind_blank_line(const struct spot *s)
{
    struct spot part = *s;
    const char *p = s->text.p;
    enum token_space space;

    for (size_t n = s->text.n; n > 0;) {
        const char *line = memrchr(p, '\n', n);
        if (line == NULL)
            return 0;
        size_t at = n = (size_t)(line - p);
        while (at > 0 && (unsigned char)p[at - 1] <= ' ' && p[at - 1] != '\n')
            at--;
        if (at == 0 || p[at - 1] != '\n')
            continue;
        at--;
        (void)spot_blanks(&part, &at, &space);
        if (at < part.text.n)
            return at;
        part.text.n = n;
    }
    return 0;
}

size_t figure_cut(struct ctx *cx, struct str window, enum lang lang)
{
    struct spot s = {.cx = cx, .text = window, .lang = lang, .lex = lex_of(lang)};
    size_t cut = behind_blank_line(&s), end = 0;
    enum token_space space;

    if (cut > 0)
        return cut;
    (void)spot_blanks(&s, &cut, &space);
    if (cut == window.n)
        return cut; /* blanks alone */
    for (cut = 0; end < window.n; end = spot_tokens(&s, end))
        cut = end; /* a block that ends at the window's end may go on behind it */
    return cut;
}
