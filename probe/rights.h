/* SPDX-License-Identifier: MIT */
/*
 * rights.h - what each of Landlock's rights is about, as a deed that it forbids.
 */
#ifndef PROBE_RIGHTS_H
#define PROBE_RIGHTS_H

#include <stdbool.h>

#include "sandbox/landlock_abi.h"

#define RIGHTS_NEW "/tmp/ordeal-probe" /* what a deed may make */

struct right {
	const char *name;
	int (*deed)(void);
	struct ll_ruleset rules;
	int abi;
	bool private; /* needs names in a place of its own         */
	bool makes;   /* leaves a name if it succeeds              */
	int expected; /* errno of the refusal; 0: EACCES          */
};

extern const struct right rights[]; /* NULL name ends */

int deed_list(void); /* list the root folder */

/* What the deeds on names find. False: /tmp is no place of our own. */
bool rights_furnish(void);

/* What the scopes need: somebody outside who listens. A child of the caller does the deed. */
void rights_listen(void);

#endif
