/* SPDX-License-Identifier: MIT */
/*
 * limits.h - the table of limits.
 */
#ifndef SANDBOX_LIMITS_H
#define SANDBOX_LIMITS_H

#include "sandbox/sandbox.h"

/* The default for each limit, and whose it is. */
struct limit_row {
	const char *name, *layer, *help;
	char unit;              /* 's' seconds, 'b' bytes, 'n' a number */
	uint64_t standard;
};
extern const struct limit_row limit_rows[BOX_LIMITS];

#endif
