// SPDX-License-Identifier: MIT
/*
 * stack.c - the layers, in the order in which they are applied. The security argument, top to
 * bottom; undone bottom to top.
 */
#include "sandbox/stack.h"

#include "sandbox/trace.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const struct layer *const stack[] = {
	/* A process of its own: nothing in memory is shared, nothing stays behind. */
	&layer_fork,
	/* Decides what exec is given; before those that add to it. */
	&layer_env,
	&layer_preload,
	/*
	 * Makes the folder while opening and creating is still free; emptied only after session,
	 * further down and so undone before, has killed whoever could write to it.
	 */
	&layer_tmp,
	/* Own session, own pipes: 0, 1, 2 are final before the rest is closed. */
	&layer_session,
	/*
	 * The child enters its group while descriptors are still open. Ended before session: what a
	 * group's end kills, that one mourns.
	 */
	&layer_cgroup,
	/* Opens /dev/null, which Landlock may forbid from here on. */
	&layer_hygiene,
	/* exec gives nothing any more; Landlock and seccomp demand it of the unprivileged. */
	&layer_nnp,
	/* After the folder that it grants was made; before fds closes the rules' descriptor. */
	&layer_landlock,
	/* Closes what is left; later layers open nothing. */
	&layer_fds,
	/* The last of those that need resources themselves. */
	&layer_rlimit,
	/* Nothing that comes after opens anything. */
	&layer_fdless,
	/* Last: it refuses the calls that set up all the others. */
	&layer_seccomp,
	/* Hears what that filter asks; it is the filter that makes the listener. */
	&layer_supervise,
	/* Tries what the filter refuses. */
	&layer_noexec,
	/* The supervisor's own: when nothing more is to be read back. */
	&layer_undumpable,
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

int stack_give_up(struct box *b, int i, struct err *e)
{
	if (!(b->opt->allow_missing & 1u << i))
		return err_prefix(e, "%s", stack[i]->name);
	b->res->layers &= ~(1u << i);
	b->res->missing |= 1u << i;
	b->res->why[i] = *e;
	return 0;
}

static int call(const struct layer *l, enum layer_slot which, struct box *b, struct err *e)
{
	switch (which) {
	case SLOT_KNOW:
		return l->know ? l->know(b, e) : 0;
	case SLOT_PREPARE:
		return l->prepare ? l->prepare(b, e) : 0;
	case SLOT_READBACK:
		return l->readback ? l->readback(b, e) : 0;
	case SLOT_SEAL:
		return l->seal ? l->seal(b, e) : 0;
	}
	return -EINVAL;
}

int stack_call(struct box *b, enum layer_slot which, struct err *e)
{
	static const char *const words[] = { [SLOT_KNOW] = "know", [SLOT_PREPARE] = "prepare",
					     [SLOT_READBACK] = "readback", [SLOT_SEAL] = "seal" };

	for (int i = 0; stack[i]; i++) {
		if (!(b->res->layers & 1u << i))
			continue;
		if (call(stack[i], which, b, e) < 0 && stack_give_up(b, i, e) < 0)
			return -e->code;
		trace_step(b->opt->trace, words[which], stack[i]->name);
	}
	return 0;
}

/* `set` and all that its layers require. */
static unsigned closure(unsigned set)
{
	for (unsigned i = 0; stack[i]; i++)
		for (const char *const *r = stack[i]->requires; (set & 1u << i) && r && *r; r++)
			set |= 1u << stack_find(*r, strlen(*r));
	return set | 1u << stack_find("fork", 4); /* there is always a process */
}

void box_layers_add(unsigned *set, const struct layer *layer)
{
	*set = closure(*set | 1u << stack_find(layer->name, strlen(layer->name)));
}

static const struct {
	const char *name, *layers;
} named[] = {
	/* The threat model's recommendation to the letter. */
	{ "claimed", "fork,nnp,seccomp,rlimit,env,tmp" },
	/* What the measurements add: no descriptor goes in, no process stays. */
	{ "recommended", "fork,nnp,seccomp,rlimit,env,tmp,fds,session" },
	/* Every wall an unprivileged process can put up; preload is none. */
	{ "full", "fork,nnp,landlock,seccomp,supervise,rlimit,env,tmp,fds,session,hygiene,undumpable" },
	/* For programs of an interpreter: no code but the system's. */
	{ "interpreted",
	  "fork,nnp,landlock,seccomp,supervise,rlimit,env,tmp,fds,session,hygiene,undumpable,noexec" },
	/* What is left where prctl(2) and seccomp(2) are refused. */
	{ "locked", "fork,rlimit,env,tmp,fds,session,hygiene" },
};

/* Which of the stacks `--layers best` tries, the strongest first. */
static const char *const by_strength[] = { "full", "recommended", "locked" };

enum { STACKS = sizeof(by_strength) / sizeof(*by_strength) };

/* The rank of a stack in by_strength, STACKS for another name. */
static unsigned rank(const char *name)
{
	unsigned i = 0;

	while (i < STACKS && strcmp(by_strength[i], name))
		i++;
	return i;
}

static bool can_be_applied(unsigned layers, struct err *e)
{
	for (int i = 0; stack[i]; i++)
		if (layers & 1u << i && stack[i]->probe && stack[i]->probe(e) < 0) {
			err_prefix(e, "%s", stack[i]->name);
			return false;
		}
	return true;
}

const char *box_best(const char *least, unsigned *bits, struct err *e)
{
	struct err why = { 0 };

	if (rank(least) == STACKS) {
		err_set(e, 0, "--accept-at-least: '%s' is none of full, recommended, locked", least);
		return NULL;
	}
	for (unsigned i = 0; i <= rank(least); i++) {
		why = (struct err){ 0 };
		box_layers_parse(by_strength[i], bits, e);
		if (can_be_applied(*bits, &why))
			return by_strength[i];
	}
	err_set(e, 0, "nothing as strong as '%s' can be applied here: %s", least, why.text);
	return NULL;
}

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
