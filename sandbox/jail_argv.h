/* SPDX-License-Identifier: MIT */
/*
 * jail_argv.h - the command line of shimmy's jail wrapper, as one of ours: docs/shim.md.
 */
#ifndef SANDBOX_JAIL_ARGV_H
#define SANDBOX_JAIL_ARGV_H

#include "lib/err.h"

#include <stdbool.h>
#include <sys/types.h>

struct jail {
	char **argv;  /* for box_options_parse(); NULL: it was not that command line */
	int    argc;
	bool   user;  /* --user was given */
	uid_t  uid;
	gid_t  gid;
	char  *store; /* of texts that are not in the wrapper's own */
};

/* Translate, if the first option is the wrapper's. 0, or -EINVAL with a sentence. */
int jail_translate(struct jail *, int argc, char **argv, struct err *);

/* --user: what root was told to become. 0 or -errno. */
int jail_become(const struct jail *, struct err *);

/* Free argv and the texts in it: after the options that were parsed from it are of no more use. */
void jail_free(struct jail *);

#endif
