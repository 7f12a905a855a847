// SPDX-License-Identifier: MIT
/*
 * cmd_lattice.c - ordeal lattice: what each layer is worth.
 *
 * The arithmetic is a program in Python, in <share>/lattice; what it measures, it measures by
 * `ordeal run`, as everybody does.
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
	char path[PATH_MAX + 32], ordeal[PATH_MAX] = "", **words = NULL;
	int r;

	snprintf(path, sizeof(path), "%s/lattice/main.py", home->share);
	if (readlink("/proc/self/exe", ordeal, sizeof(ordeal) - 1) < 0)
		return EXIT_UNMEASURED;
	r = strv_add_all(&words, (char *[]){ (char[]){ "python3" }, (char[]){ "-B" }, path,
					     (char[]){ "--ordeal" }, ordeal, NULL });
	for (int i = 1; i < argc && !r; i++)
		r = strv_add(&words, argv[i]);
	if (!r)
		execv("/usr/bin/python3", words);
	fprintf(stderr, "ordeal lattice: python3: %s\n", strerror(r ? ENOMEM : errno));
	strv_free(words);
	return EXIT_UNMEASURED;
}

const struct command cmd_lattice = { "lattice",
				     "say what each layer is worth, beside all the others", run };
