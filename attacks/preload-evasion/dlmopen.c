// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past a preloaded library that wraps every call that opens files.
 * Means: a second libc. dlmopen(3) with LM_ID_NEWLM loads it into a name space of its own, into
 *        which LD_PRELOAD puts nothing; its open(3) is the real one.
 */
#include "attacks/preload-evasion/quarry.h"

#include <dlfcn.h>
#include <fcntl.h>

static enum claim run(const struct brief *b)
{
	int (*fresh_open)(const char *, int, ...);
	void *libc;

	attempting(b);
	libc = dlmopen(LM_ID_NEWLM, "libc.so.6", RTLD_NOW | RTLD_LOCAL);
	if (!libc)
		return denied("dlmopen");
	fresh_open = dlsym(libc, "open");
	return take(fresh_open ? fresh_open(quarry(b), O_RDONLY | O_CLOEXEC) : -1,
		    "open of a second libc");
}

const struct attack attack = {
	.effect = "a file that a preloaded library should refuse is read",
	.means = "dlmopen(3): a second libc in a name space where nothing is preloaded",
	.oracle = "secret:environ",
	.id = "LPS-08",
	.attack_id = "T1574.006, CWE-693",
	.remedy = "a decision in the kernel: Landlock",
	.refs = (const char *const[]){ "dlmopen(3)", "ld.so(8), LD_PRELOAD", NULL },
	.run = run,
};
