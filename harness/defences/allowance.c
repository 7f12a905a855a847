// SPDX-License-Identifier: MIT
#include "harness/defences/allowance.h"

#include <stdio.h>
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

unsigned allowance_mib(struct allowance a, unsigned mib)
{
	return a.instance ? mib * (a.instance * 3 / 4) / 256 : mib;
}

/* Each {mib:N}. Text that only looks like it stays. */
static char *replace_mib(char *text, struct allowance a)
{
	unsigned mib;
	char word[32];
	const char *at = text;
	int n;

	while (text && (at = strstr(at, "{mib:"))) {
		n = 0;
		if (sscanf(at, "{mib:%5u}%n", &mib, &n) != 1 || !n) {
			at++;
			continue;
		}
		snprintf(word, sizeof(word), "%.*s", n, at);
		text = replace(text, word, allowance_mib(a, mib));
		at = text;
	}
	return text;
}

char *allowance_fill(struct allowance a, const char *text)
{
	return replace_mib(replace(replace(strdup(text), "{cpu}", a.cpu), "{wall}", a.wall), a);
}
