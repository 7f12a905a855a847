/* SPDX-License-Identifier: MIT */
/*
 * again.h - from a results file back to what it was made with: it says by which command, and
 * so which folders of attacks and which given columns there were.
 */
#ifndef HARNESS_AGAIN_H
#define HARNESS_AGAIN_H

#include "harness/results/about.h"
#include "harness/catalogue/catalogue.h"
#include "harness/ordeal.h"

/*
 * The command that runs one cell of the file again, in the folder where it was run: "ordeal replay
 * my-row/peek given --attack-dir mine --defence-cmd 'nice {command}'", with the profile where it
 * is not host. To be freed; NULL: no memory.
 */
char *again_replay(const struct about *about, const char *id, const char *defence);

/*
 * The catalogue as it was: our own programs, and those that the command added, as far as they are
 * still there. 0, or -errno where not even our own can be read.
 */
int again_catalogue(struct catalogue *c, const struct home *home, const struct about *about,
		    struct err *e);

#endif
