// SPDX-License-Identifier: MIT
#include "lib/closest.h"

#include <string.h>

enum { LONGEST = 63 };

/* Levenshtein's distance, one row of the table at a time; words too long to be typed are far. */
static size_t edits(const char *a, const char *b)
{
	size_t row[LONGEST + 1], na = strlen(a), nb = strlen(b);

	if (na > LONGEST || nb > LONGEST)
		return LONGEST;
	for (size_t j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t replace = diagonal + (a[i - 1] != b[j - 1]);
			size_t best = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;

			diagonal = row[j];
			row[j] = best < replace ? best : replace;
		}
	}
	return row[nb];
}

static void offer(struct closest *c, const char *spelled, const char *name)
{
	size_t n = edits(c->word, spelled);

	if (n > (strlen(spelled) + 2) / 3 || (c->name && n >= c->edits))
		return;
	c->name = name;
	c->edits = n;
}

void closest_offer(struct closest *c, const char *name)
{
	const char *last = strrchr(name, '/');

	offer(c, name, name);
	if (last)
		offer(c, last + 1, name);
}
