/* SPDX-License-Identifier: MIT */
/*
 * surface.h - how much of the kernel's surface is left in a column: which system calls answer.
 *
 * box/surface.c makes each call once with arguments that can have no effect, in an arena, through
 * the defence, and writes two hex digits for each, in the order of their numbers. It runs once
 * more, behind the number that killed it, where one did. What it says is compared with what it says
 * in the column `none`: there the kernel alone answers.
 *
 * This is a measurement of columns and no oracle: the program is ours, and nobody is credited with
 * a `held` for it.
 */
#ifndef HARNESS_SURFACE_H
#define HARNESS_SURFACE_H

#include <jansson.h>

#include "harness/run/campaign.h"
#include "harness/box/surface_codes.h"
#include "lib/err.h"

/*
 * Measure the chosen columns: an array with one object each, as results/schema/surface.schema.json
 * describes them, `none` first where it is chosen. NULL: it could not be measured, see *e.
 */
json_t *surface_measure(struct campaign *c, struct err *e);

/* What was seen of a column, `none` being what was seen of that. A new object without its name. */
json_t *surface_compare(const unsigned char seen[SURFACE_PROBES],
			const unsigned char none[SURFACE_PROBES]);

/* Take the digits in a program's output into `seen`. The first number not tried; -1: no digits. */
int surface_decode(const char *text, unsigned char seen[SURFACE_PROBES]);

/* "EFAULT", "SIGSYS", ... */
const char *surface_word(int code);

#endif
