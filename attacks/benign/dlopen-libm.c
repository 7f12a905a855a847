// SPDX-License-Identifier: MIT
/*
 * dlopen-libm.c - a library loaded while the program runs.
 *
 * The exercise on plug-ins. What breaks it: a filter on mmap or mprotect that knows W^X by the
 * wrong argument, a Landlock rule set or an empty root without /usr/lib and ld.so.cache, a hook on
 * dlopen.
 */
#include "attacks/attack.h"

#include <dlfcn.h>
#include <stdio.h>

static enum claim run(const struct brief *b)
{
	void *library = dlopen("libm.so.6", RTLD_NOW);
	double (*cosine)(double) = library ? (double (*)(double))dlsym(library, "cos") : NULL;

	(void)b;
	if (!cosine)
		return failed(dlerror());
	printf("cos(0) = %.1f\n", cosine(0));
	printf("no such function: %d\n", !dlsym(library, "kosinus"));
	dlclose(library);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a library is loaded at run time",
	.means = "dlopen(3), dlsym(3)",
	.oracle = "done",
	.expect = "cos(0) = 1.0\nno such function: 1\n",
	.run = run,
};
