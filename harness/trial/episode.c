// SPDX-License-Identifier: MIT
#include "harness/trial/episode.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "harness/results/results_text.h"

void exhibit(struct episode *ep, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	json_array_append_new(ep->exhibits, results_text(text, strlen(text), sizeof(text)));
}

void gauge_set(struct episode *ep, const struct scale *s)
{
	ep->gauge.scale = *s;
	ep->gauge.at = (struct measure){
		.threshold = ep->spec->threshold ? ep->spec->threshold : s->seen_at,
		.margin = s->margin,
	};
}

bool gauge_take(struct episode *ep, int64_t now)
{
	if (now < 0)
		ep->blind = true;
	else if (now - ep->gauge.base > ep->gauge.at.figure)
		ep->gauge.at.figure = now - ep->gauge.base;
	return measure_enough(&ep->gauge.at);
}
