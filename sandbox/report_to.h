/* SPDX-License-Identifier: MIT */
/*
 * report_to.h - where the launcher's report goes, while a program of the same user runs.
 */
#ifndef SANDBOX_REPORT_TO_H
#define SANDBOX_REPORT_TO_H

#include "lib/err.h"

#include <stdbool.h>
#include <sys/stat.h>

struct report_to {
	int         fd;
	const char *path; /* of a regular file; NULL: a descriptor, or no such file */
	struct stat folder; /* that the file lies in */
};

/* Open it before the program starts: digits are a descriptor of the caller's. 0 or -errno. */
int report_to_open(struct report_to *, const char *where, struct err *);

/*
 * When the program is dead: empty the file, and if the path does not lead to it any more, put it
 * there again. *replaced: so it was. 0, or -errno where whoever reads the path would be deceived.
 */
int report_to_rewind(struct report_to *, bool *replaced, struct err *);

#endif
