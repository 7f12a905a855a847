// SPDX-License-Identifier: MIT
// build: -static
/*
 * static-binary.c - a program without a dynamic loader.
 *
 * What Go and Rust (musl) produce has this shape. A defence that works by LD_PRELOAD has no hold on
 * it, and those that know that refuse to run static binaries: then this is the price.
 */
#include "attacks/attack.h"

#include <elf.h>
#include <stdio.h>
#include <sys/auxv.h>

static enum claim run(const struct brief *b)
{
	(void)b;
	/* AT_BASE is the loader's address: there is none. */
	printf("static: %s\n", getauxval(AT_BASE) ? "no" : "yes");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a static binary runs",
	.means = "gcc -static",
	.oracle = "done",
	.id = "C11",
	.expect = "static: yes\n",
	.run = run,
};
