/* SPDX-License-Identifier: MIT */
/*
 * claims.h - what somebody claimed, beside what was measured. A table of claims is a data file,
 * <share>/claims/<name>.claims.
 */
#ifndef HARNESS_CLAIMS_H
#define HARNESS_CLAIMS_H

#include "harness/defences/defence.h"
#include "harness/results/matrix.h"

enum claimed { CLAIMED_YES, CLAIMED_PARTIAL, CLAIMED_NO };

enum agreement {
	CLAIM_AGREES,
	CLAIM_DIFFERS,   /* measured, and otherwise               */
	CLAIM_UNDECIDED, /* not measured, or nothing could be said */
};

/* One claim, and the square that decides on it. */
struct comparison {
	const char *row, *column;
	bool own;                     /* of struct claims, for its column                        */
	enum claimed claimed;
	enum agreement agreement;
	const struct square *square;  /* NULL: not measured                                      */
	const struct record *deciding; /* the cell that shows the difference; NULL: there is none */
};

struct claims {
	char  *name, *summary;
	char **columns, **rows;
	bool  *own;                   /* by column: ours, and not of whom the table is about */
	enum claimed *claim;          /* row by row                                */
	struct comparison *comparison;/* likewise, once claims_compare() was called */
	size_t row_count, column_count;
};

/*
 * Read the table `name`. `known` (may be NULL) are the columns there are. 0, or -errno with
 * "FILE:LINE: what" in *e: unknown fields, wrong types, a claim too many or too few.
 */
int claims_load(struct claims *c, const char *share, const char *name,
		const struct defences *known, struct err *e);

/* Fill c->comparison from `m`, which must outlive it. 0 or -ENOMEM. */
int claims_compare(struct claims *c, const struct matrix *m);
void claims_free(struct claims *c);

const char *claimed_name(enum claimed v); /* "yes", "partial", "-": for tables  */
const char *claimed_word(enum claimed v); /* "yes", "partial", "no"             */

/* How many claims came out so. */
size_t claims_count(const struct claims *c, enum agreement a);

#endif
