/* SPDX-License-Identifier: MIT */
/*
 * processors.h - the processors for which a filter can be made, wherever it is made.
 *
 * For policyc and for tests. Not part of ordeal-sandbox, which is built for one: lib/processor.h.
 */
#ifndef SANDBOX_PROCESSORS_H
#define SANDBOX_PROCESSORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct processor {
	const char *name;
	uint32_t audit;  /* AUDIT_ARCH_*, as a filter sees it */
	uint32_t table;  /* SCMP_ARCH_*, as libseccomp does   */
	uint64_t direct; /* O_DIRECT */
};

enum { PROCESSOR_CALLS = 1024, /* more than any table has */
       PROCESSOR_LACKS = -2 }; /* a call of another processor */

extern const struct processor processors[];
extern const size_t processors_n;

/* NULL: there is none of this name. */
const struct processor *processor_named(const char *name);

/* The number of a call; PROCESSOR_LACKS, or -1 for what is no call of any of them. */
int processor_call(const struct processor *, const char *name);

#endif
