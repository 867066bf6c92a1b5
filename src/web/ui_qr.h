/* A QR code drawn as SVG within the page: no image, no style, so that the page's strict policy holds.
   Not for: making it (platform/qr.h). */
#pragma once

#include "platform/html.h"
#include "platform/qr.h"

void ui_qr(struct html *h, const struct qr *q, const char *label); /* label: for who cannot see it */
