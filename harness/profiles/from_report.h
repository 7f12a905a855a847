/* SPDX-License-Identifier: MIT */
/*
 * from_report.h - a profile out of a report of ordeal-probe: what that place refuses and this one
 * does not.
 */
#ifndef HARNESS_FROM_REPORT_H
#define HARNESS_FROM_REPORT_H

#include <jansson.h>
#include <stdio.h>

/* All but `expects`. `host` is the report of an arena that refuses nothing. */
void from_report_write(FILE *out, const char *name, const json_t *report, const json_t *host);

/*
 * `expects`: the answers that an arena under the profile so far, whose report is `got`, gives as
 * well; and as comments those that it gives otherwise. How many of these.
 */
size_t from_report_expect(FILE *out, const json_t *report, const json_t *got);

#endif
