// SPDX-License-Identifier: MIT
#include "harness/victims.h"

#include <string.h>

static const struct {
	const char *name, *meaning;
} victims[VICTIMS] = {
	[VICTIM_NOBODY] = { "nobody", "an honest program" },
	[VICTIM_STUDENT] = { "student", "only another student: what they left behind, or their turn, for "
					"which memory, disk, time or a working place is missing" },
	[VICTIM_MARK] = { "mark", "a wrong submission is marked correct" },
	[VICTIM_KEY] = { "key", "what marks are made with is read: the answer, in memory or in the request, "
				"or the evaluator's source" },
	[VICTIM_CREDENTIALS] = { "credentials", "the function's credentials are read" },
	[VICTIM_EVALUATOR] = { "evaluator", "the warm evaluation function: its life, limits, open files, "
					    "folders, or whoever reads the output for it" },
	[VICTIM_PLATFORM] = { "platform", "who runs the function: its control interface, its network, "
					  "privilege, or its kernel" },
};

const char *victim_name(enum victim v)
{
	return victims[v].name;
}

const char *victim_meaning(enum victim v)
{
	return victims[v].meaning;
}

bool victim_is_alone_with_itself(enum victim v)
{
	return v == VICTIM_NOBODY || v == VICTIM_STUDENT;
}

int victim_parse(const char *name)
{
	for (int v = 0; v < VICTIMS; v++)
		if (!strcmp(victims[v].name, name))
			return v;
	return -1;
}
