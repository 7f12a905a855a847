/* SPDX-License-Identifier: MIT */
/*
 * set.h - several runs of one campaign, on other machines, under other kernels or again: where they
 * disagree.
 */
#ifndef HARNESS_REPORTS_SET_H
#define HARNESS_REPORTS_SET_H

#include <stdio.h>

#include "harness/results/results.h"

/*
 * The runs, a line each; in how many of the cells that several have they agree; and each cell in
 * which they do not, with what each run says, and how often of all its trials it was breached, with
 * Wilson's interval of 95 %. Refused are runs of several profiles, which are to disagree. 0;
 * -EINVAL, -ENOMEM or -EIO with what is wrong in *e.
 */
int set_print(FILE *out, const struct results *files, size_t n, struct err *e);

#endif
