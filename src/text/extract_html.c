/* HTML to text with libxml2's forgiving parser, never touching the network. Part of extract.h.
   Headings become lines with "## " in front, cells of a row are joined by " | ", scripts and styles are left out. */
#include <libxml/HTMLparser.h>

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "text/extract_private.h"

static void free_doc(void *d)
{
    xmlFreeDoc(d);
}

static bool is_one_of(const xmlNode *n, const char *list)
{
    struct str rest = str_of(list), one;

    while (str_next(&rest, ' ', &one))
        if (strlen((const char *)n->name) == one.n && strncasecmp((const char *)n->name, one.p, one.n) == 0)
            return true;
    return false;
}

static const char *const blocks_html =
    "p div section article header footer main ul ol li table tr caption figcaption figure blockquote pre dl dt dd "
    "h1 h2 h3 h4 h5 h6 form fieldset address aside nav hr";

/* Ends the line, and leaves an empty one behind paragraphs. */
static void new_line(struct buf *b)
{
    while (b->n > 0 && (b->p[b->n - 1] == ' ' || b->p[b->n - 1] == '\t'))
        b->n--;
    if (b->n >= 2 && b->p[b->n - 1] == '\n' && b->p[b->n - 2] == '\n')
        return;
    if (b->n > 0)
        buf_add(b, b->p[b->n - 1] == '\n' ? STR("\n") : STR("\n\n"));
}

static void add_text(struct buf *b, const char *p)
{
    for (; *p != 0; p++) {
        bool blank = *p == ' ' || *p == '\n' || *p == '\t' || *p == '\r' || *p == '\f';
        if (!blank)
            buf_byte(b, *p);
        else if (b->n > 0 && b->p[b->n - 1] != ' ' && b->p[b->n - 1] != '\n')
            buf_byte(b, ' ');
    }
}

static void enter(struct buf *b, const xmlNode *n)
{
    if (n->type == XML_TEXT_NODE && n->content != NULL)
        add_text(b, (const char *)n->content);
    if (n->type != XML_ELEMENT_NODE)
        return;
    if (is_one_of(n, blocks_html))
        new_line(b);
    if (is_one_of(n, "h1 h2 h3 h4 h5 h6"))
        buf_add(b, STR("## "));
    if (is_one_of(n, "br"))
        buf_byte(b, '\n');
    if (is_one_of(n, "td th") && b->n > 0 && b->p[b->n - 1] != '\n')
        buf_add(b, STR(" | "));
}

/* Without recursion: a hostile page may nest as deep as it likes. */
static void walk(struct buf *b, const xmlNode *root)
{
    const xmlNode *n = root;

    while (n != NULL) {
        enter(b, n);
        bool skip =
            n->type != XML_ELEMENT_NODE || is_one_of(n, "script style noscript template head svg iframe object");
        if (!skip && n->children != NULL) {
            n = n->children;
            continue;
        }
        while (n != root && n->next == NULL) {
            n = n->parent;
            if (n->type == XML_ELEMENT_NODE && is_one_of(n, blocks_html))
                new_line(b);
        }
        if (n == root)
            return;
        n = n->next;
    }
}

static const xmlNode *next_node(const xmlNode *n, const xmlNode *root)
{
    if (n->type == XML_ELEMENT_NODE && n->children != NULL)
        return n->children;
    while (n != root && n->next == NULL)
        n = n->parent;
    return n == root ? NULL : n->next;
}

static struct str attribute(struct ctx *cx, const xmlNode *n, const char *name)
{
    for (const xmlAttr *a = n->properties; a != NULL; a = a->next)
        if (strcasecmp((const char *)a->name, name) == 0 && a->children != NULL && a->children->content != NULL)
            return str_of(arena_strdup(cx->mem, (const char *)a->children->content));
    return str_of(NULL);
}

/* Which <meta> says what. The first row that matches wins; several hints for one key are all kept. */
static const struct {
    const char *name, *key, *from;
} metas[] = {
    {"og:title", "title", "html meta og:title"},
    {"author", "author", "html meta author"},
    {"article:author", "author", "html meta article:author"},
    {"article:published_time", "date", "html meta article:published_time"},
    {"pubdate", "date", "html meta pubdate"},
    {"date", "date", "html meta date"},
    {"dc.date", "date", "html meta dc.date"},
    {"datepublished", "date", "html meta datePublished"},
    {"og:url", "url", "html meta og:url"},
    {"og:site_name", "publisher", "html meta og:site_name"},
    {"og:locale", "language", "html meta og:locale"},
};

static void read_meta(struct ctx *cx, struct extracted *e, const xmlNode *n)
{
    struct str content = attribute(cx, n, "content"), name = attribute(cx, n, "name");

    if (name.n == 0)
        name = attribute(cx, n, "property");
    if (name.n == 0)
        name = attribute(cx, n, "itemprop");
    for (size_t i = 0; i < sizeof metas / sizeof *metas; i++)
        if (name.n == strlen(metas[i].name) && strncasecmp(name.p, metas[i].name, name.n) == 0)
            extract_hint_add(cx, e, metas[i].key, content, metas[i].from);
}

static void read_hints(struct ctx *cx, struct extracted *e, const xmlNode *root)
{
    for (const xmlNode *n = root; n != NULL; n = next_node(n, root)) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if (is_one_of(n, "title") && n->children != NULL && n->children->content != NULL)
            extract_hint_add(cx, e, "title", str_of((const char *)n->children->content), "html title");
        if (is_one_of(n, "meta"))
            read_meta(cx, e, n);
        if (is_one_of(n, "link") && str_is(attribute(cx, n, "rel"), "canonical"))
            extract_hint_add(cx, e, "url", attribute(cx, n, "href"), "html link canonical");
        if (is_one_of(n, "time"))
            extract_hint_add(cx, e, "date", attribute(cx, n, "datetime"), "html time");
        if (is_one_of(n, "html"))
            extract_hint_add(cx, e, "language", attribute(cx, n, "lang"), "html lang");
    }
}

enum status extract_html(struct ctx *cx, struct str bytes, struct extracted *e)
{
    struct buf b;

    if (bytes.n > EXTRACT_TEXT_MAX)
        return ctx_fail(cx, E_TOOBIG, "the page is larger than %d MiB", EXTRACT_TEXT_MAX >> 20);
    bool utf8 = utf8_valid(bytes, NULL);
    void **slot = arena_defer(cx->mem, free_doc);
    htmlDocPtr doc = htmlReadMemory(bytes.p, (int)bytes.n, NULL, utf8 ? "UTF-8" : NULL,
                                    HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_COMPACT);
    if (doc == NULL)
        return ctx_fail(cx, E_FORMAT, "the page could not be read as HTML");
    *slot = doc;
    e->charset = utf8 || doc->encoding == NULL ? "UTF-8" : arena_strdup(cx->mem, (const char *)doc->encoding);
    const xmlNode *root = xmlDocGetRootElement(doc);
    buf_init(&b, cx->mem, EXTRACT_TEXT_MAX);
    if (root != NULL) {
        read_hints(cx, e, root);
        walk(&b, root);
    }
    TRY(extract_take(cx, &b, "the page has no text", e));
    e->text = str_trim(e->text);
    size_t bad;
    if (!utf8_valid(e->text, &bad))
        return ctx_fail(cx, E_FORMAT, "the page is in no encoding that it declares: broken text at offset %zu", bad);
    return OK;
}
