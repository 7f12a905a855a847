/* SPDX-License-Identifier: MIT */
/*
 * lines.h - the one reader of JSON Lines: of results, of `ordeal surface`, of the benchmark.
 */
#ifndef HARNESS_LINES_H
#define HARNESS_LINES_H

#include <jansson.h>
#include <sys/types.h>

#include "lib/err.h"

struct line {
	json_t *object; /* harmless (results_harmless()); a name that stands twice is refused */
	unsigned number;
	off_t bytes;    /* of the file, with its newline */
};

/*
 * Give every line of a file, which may be compressed (packed.h), to `take`, which answers with a
 * sentence on what is wrong with it, or NULL. 0, or -errno with "FILE:LINE: why" in *e. A last line
 * that a crash tore off in its middle is left out: such a file lacks its end line, and whoever
 * reads it has to look for that.
 */
int lines_read(const char *path, const char *(*take)(const struct line *, void *), void *user,
	       struct err *e);

#endif
