/* SPDX-License-Identifier: MIT */
/*
 * findings.h - the claims of the paper, one by one, beside what was measured, as a document.
 */
#ifndef HARNESS_FINDINGS_H
#define HARNESS_FINDINGS_H

#include <stdio.h>

#include "harness/reports/sources.h"

/* Markdown. 0, or -errno of writing. */
int findings_write(const struct sources *s, FILE *out);

#endif
