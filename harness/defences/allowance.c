// SPDX-License-Identifier: MIT
#include "harness/defences/allowance.h"

#include <stdlib.h>
#include <string.h>

#include "lib/strf.h"

struct allowance allowance(bool judged)
{
	return judged ? (struct allowance){ .cpu = 1, .wall = 1 } :
			(struct allowance){ .cpu = 3, .wall = 8 };
}

/* Replace `text`, which is freed, by a copy with each `word` as a number. */
static char *replace(char *text, const char *word, unsigned number)
{
	const char *at;

	while (text && (at = strstr(text, word))) {
		char *filled = strf("%.*s%u%s", (int)(at - text), text, number, at + strlen(word));

		free(text);
		text = filled;
	}
	return text;
}

char *allowance_fill(struct allowance a, const char *text)
{
	return replace(replace(strdup(text), "{cpu}", a.cpu), "{wall}", a.wall);
}
