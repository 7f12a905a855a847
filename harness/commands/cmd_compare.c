// SPDX-License-Identifier: MIT
/*
 * cmd_compare.c - ordeal compare: what became slower from one benchmark to another.
 *
 * bench-report knows those files, and lies beside this program; the harness does not know bench.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/ordeal.h"
#include "lib/strv.h"

static int run(const struct home *home, int argc, char **argv)
{
	char path[PATH_MAX + 32], **words = NULL;
	int r;

	snprintf(path, sizeof(path), "%s/../bench-report", home->share);
	r = strv_add_all(&words, (char *[]){ path, (char[]){ "--compare" }, NULL });
	for (int i = 1; i < argc && !r; i++)
		r = strv_add(&words, argv[i]);
	if (!r)
		execv(path, words);
	fprintf(stderr, "ordeal compare: %s: %s (make bench-programs builds it)\n", path,
		strerror(r ? ENOMEM : errno));
	strv_free(words);
	return EXIT_UNMEASURED;
}

const struct command cmd_compare = { "compare",
				     "say what became slower from one benchmark to another", run };
