/* SPDX-License-Identifier: MIT */
/*
 * written.h - how much of what is on the disks this run has written.
 */
#ifndef SANDBOX_WRITTEN_H
#define SANDBOX_WRITTEN_H

#include "sandbox/descendants.h"

/* What the run has written, as far as it was found. */
struct written {
	uint64_t bytes, most; /* ... and more than that it cannot have written */
	uint64_t largest; /* of the files that have a name             */
	unsigned long files;
	unsigned hidden; /* files that are mapped only                */
	unsigned in_flight; /* descriptors that are sent, and not received */
	bool     all;    /* it was looked at everything               */
};

/* What the run has written into its folder (-1: it has none) and elsewhere. */
void written_count(const struct box *, const struct descendants *, int folder, uint64_t cpu_us,
		   struct written *);

/* The bytes of the largest of its files, when all of it is dead. */
uint64_t written_largest(const struct box *);

/* The i-th folder that is looked through, NULL: no more. */
const char *written_folder(const struct box *, size_t i);

#endif
