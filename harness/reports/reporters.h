/* SPDX-License-Identifier: MIT */
/*
 * reporters.h - all of them: one list for all commands.
 */
#ifndef HARNESS_REPORTERS_H
#define HARNESS_REPORTERS_H

#include "harness/reports/report.h"

extern const struct reporter *const reporters[]; /* NULL-terminated */

/* NULL: there is none of that name that does (or does not) compare with what is expected. */
const struct reporter *reporter_find(const char *name, bool judges);

/* "junit, github" */
void reporter_names(FILE *out, bool judges);

#endif
