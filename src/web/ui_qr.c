/* See ui_qr.h. One path of a rectangle per run of dark squares; four light squares around, as ISO/IEC 18004 asks. */
#include "web/ui_qr.h"

enum { QUIET = 4, SQUARE_PX = 5 };

static void run(struct html *h, int x, int y, int n)
{
    html(h, "M");
    html_int(h, x + QUIET);
    html(h, " ");
    html_int(h, y + QUIET);
    html(h, "h");
    html_int(h, n);
    html(h, "v1h-");
    html_int(h, n);
    html(h, "z");
}

void ui_qr(struct html *h, const struct qr *q, const char *label)
{
    int side = q->width + 2 * QUIET;

    html(h, "<svg class=\"qr\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" shape-rendering=\"crispEdges\" "
            "width=\"");
    html_int(h, side * SQUARE_PX);
    html(h, "\" height=\"");
    html_int(h, side * SQUARE_PX);
    html(h, "\" viewBox=\"0 0 ");
    html_int(h, side);
    html(h, " ");
    html_int(h, side);
    html(h, "\" aria-label=\"");
    html_attr(h, label);
    html(h, "\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path fill=\"#000\" d=\"");
    for (int y = 0; y < q->width; y++)
        for (int x = 0, n; x < q->width; x += n + 1) {
            for (n = 0; x + n < q->width && q->dark[y * q->width + x + n]; n++)
                ;
            if (n > 0)
                run(h, x, y, n);
        }
    html(h, "\"/></svg>");
}
