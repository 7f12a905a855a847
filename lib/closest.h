/* SPDX-License-Identifier: MIT */
/*
 * closest.h - "did you mean ...?"
 */
#ifndef LIB_CLOSEST_H
#define LIB_CLOSEST_H

#include <stddef.h>

struct closest {
	const char *word; /* what was typed                               */
	const char *name; /* the nearest name offered so far; NULL: none  */
	size_t      edits;
};

/*
 * Offer one name. It is kept (not copied) if it is nearer to c->word than those before and near
 * enough to be meant: at most a third of its letters inserted, deleted or replaced (Levenshtein).
 * Of an id with a slash the last part alone may be meant too.
 */
void closest_offer(struct closest *c, const char *name);

#endif
