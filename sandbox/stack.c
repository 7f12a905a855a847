// SPDX-License-Identifier: MIT
/*
 * stack.c - the layers, in the order in which they are applied. The security argument, top to
 * bottom; undone bottom to top.
 */
#include "sandbox/layer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const struct layer *const stack[] = {
	/* A process of its own: nothing in memory is shared, nothing stays behind. */
	&layer_fork,
	/* Decides what exec is given; before tmp, which adds TMPDIR and HOME to it. */
	&layer_env,
	/*
	 * Makes the folder while opening and creating is still free; emptied only after session,
	 * further down and so undone before, has killed whoever could write to it.
	 */
	&layer_tmp,
	/* Own session, own pipes: 0, 1, 2 are final before the rest is closed. */
	&layer_session,
	/* exec gives nothing any more; Landlock and seccomp demand it of the unprivileged. */
	&layer_nnp,
	/* After the folder that it grants was made; before fds closes the rules' descriptor. */
	&layer_landlock,
	/* Closes what is left; later layers open nothing. */
	&layer_fds,
	/* The last of those that need resources themselves. */
	&layer_rlimit,
	/* Last: it refuses the calls that set up all the others. */
	&layer_seccomp,
	NULL
};

int stack_find(const char *name, size_t n)
{
	for (int i = 0; stack[i]; i++)
		if (strlen(stack[i]->name) == n && !memcmp(stack[i]->name, name, n))
			return i;
	return -1;
}

bool stack_has(unsigned set, const struct layer *layer)
{
	for (unsigned i = 0; stack[i]; i++)
		if (stack[i] == layer)
			return set & 1u << i;
	return false;
}

long long status_field(const char *status, const char *field, int base)
{
	size_t n = strlen(field);

	for (const char *line = status; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (!strncmp(line, field, n) && line[n] == ':')
			return (long long)strtoull(line + n + 1, NULL, base);
	}
	return -ENOENT;
}

void proc_name(char text[32], pid_t pid, const char *name)
{
	char digits[12];
	char *at = stpcpy(text, "/proc/");
	int n = 0;

	do
		digits[n++] = (char)('0' + pid % 10);
	while (pid /= 10);
	while (n > 0)
		*at++ = digits[--n];
	*at++ = '/';
	strcpy(at, name);
}

/* `set` and all that its layers require. */
static unsigned closure(unsigned set)
{
	for (unsigned i = 0; stack[i]; i++)
		for (const char *const *r = stack[i]->requires; (set & 1u << i) && r && *r; r++)
			set |= 1u << stack_find(*r, strlen(*r));
	return set | 1u << stack_find("fork", 4); /* there is always a process */
}

static const struct {
	const char *name, *layers;
} named[] = {
	/* The threat model's recommendation to the letter. */
	{ "claimed", "fork,nnp,seccomp,rlimit,env,tmp" },
	/* What the measurements add: no descriptor goes in, no process stays. */
	{ "recommended", "fork,nnp,seccomp,rlimit,env,tmp,fds,session" },
};

int box_layers_parse(const char *list, unsigned *bits, struct err *e)
{
	unsigned set = 0;

	for (const char *at = list, *end; *at; at = end + (*end == ',')) {
		int i;

		end = at + strcspn(at, ",");
		i = stack_find(at, (size_t)(end - at));
		for (size_t k = 0; i < 0 && k < sizeof(named) / sizeof(named[0]); k++)
			if (strlen(named[k].name) == (size_t)(end - at) &&
			    !memcmp(named[k].name, at, (size_t)(end - at))) {
				unsigned more = 0;

				box_layers_parse(named[k].layers, &more, e);
				set |= more;
				i = 0;
			}
		if (i < 0)
			return err_set(e, 0, "no layer '%.*s': see --list-layers", (int)(end - at),
				       at);
		set |= i ? 1u << i : 0;
	}
	*bits = closure(set);
	return 0;
}
