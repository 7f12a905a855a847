/* SPDX-License-Identifier: MIT */
/*
 * resume.h - go on with a run that did not come to its end.
 */
#ifndef HARNESS_RESUME_H
#define HARNESS_RESUME_H

#include "harness/results/results.h"

/*
 * May the run that `meta` describes go on with the file `r`? 0, or -EINVAL with the field that
 * differs in *e.
 */
int resume_check(const struct results *r, const json_t *meta, struct err *e);

/*
 * The file, to be appended to after its last whole line; its end line and a torn one are cut off.
 * A descriptor, or -errno.
 */
int resume_open(const struct results *r, struct err *e);

/* Cells by their names: { attack: { defence: cell } }. A new reference. */
json_t *resume_index(const json_t *cells);

#endif
