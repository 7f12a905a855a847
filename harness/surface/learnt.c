// SPDX-License-Identifier: MIT
#include "harness/surface/learnt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/layout.h"
#include "lib/strf.h"

/* What stands behind `name` in this line; NULL: it is another line. */
static const char *behind(const char *line, const char *name)
{
	size_t n = strlen(name);

	return !strncmp(line, name, n) && line[n] == ' ' ? line + n + 1 : NULL;
}

static void keep(char **word, const char *text)
{
	free(*word);
	*word = strdup(text);
}

char *learnt_command(const char *file, struct err *e)
{
	FILE *f = fopen(file, "re");
	char *line = NULL, *layers = NULL, *calls = NULL, *command = NULL;
	const char *processes = "";
	size_t room = 0;

	if (!f) {
		err_set(e, errno, "--policy %s", file);
		return NULL;
	}
	while (getline(&line, &room, f) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (behind(line, "layers"))
			keep(&layers, behind(line, "layers"));
		else if (behind(line, "calls"))
			keep(&calls, behind(line, "calls"));
		else if (!strcmp(line, "processes"))
			processes = "--processes ";
		else if (!strcmp(line, "no-processes"))
			processes = "--no-processes ";
	}
	if (!layers || !calls)
		err_set(e, EINVAL, "--policy %s: no layers and calls, as ordeal-sandbox --learn writes them", file);
	else if (!(command = strf(ARENA_BOX "/bin/ordeal-sandbox --layers %s %s--calls %s -- {command}", layers,
				  processes, calls)))
		err_set(e, ENOMEM, "--policy");
	free(line);
	free(layers);
	free(calls);
	fclose(f);
	return command;
}
