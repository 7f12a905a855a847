// SPDX-License-Identifier: MIT
#include "harness/reports/reporters.h"

#include <string.h>

extern const struct reporter report_text, report_markdown, report_csv, report_json, report_html,
	report_junit, report_github, report_sarif, report_tap, report_badge, report_shields;

const struct reporter *const reporters[] = {
	&report_text, &report_markdown, &report_csv, &report_json, /* the matrix               */
	/* what is not as expected */
	&report_html, &report_junit, &report_github, &report_sarif, &report_tap,
	&report_badge, &report_shields,
	NULL,
};

const struct reporter *reporter_find(const char *name, bool judges)
{
	for (const struct reporter *const *r = reporters; *r; r++)
		if ((*r)->judges == judges && !strcmp((*r)->name, name))
			return *r;
	return NULL;
}

void reporter_names(FILE *out, bool judges)
{
	const char *before = "";

	for (const struct reporter *const *r = reporters; *r; r++) {
		if ((*r)->judges != judges)
			continue;
		fprintf(out, "%s%s", before, (*r)->name);
		before = ", ";
	}
}
