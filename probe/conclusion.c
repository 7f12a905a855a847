// SPDX-License-Identifier: MIT
/*
 * conclusion.c - from answers to layers: which question decides about which layer of
 * ordeal-sandbox. The stacks are those of sandbox/stack.c, taken from there at build time.
 */
#include "probe/probe.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name, *layers;
} stacks[] = {
#include "stacks.h"
};

static const char *const by_strength[] = BY_STRENGTH;

enum { STRENGTHS = sizeof(by_strength) / sizeof(*by_strength) };

/* The first that is not yes decides. A layer that is not here needs nothing that can be refused. */
static const struct {
	const char *layer, *question;
} needs[] = {
	{ "nnp", "prctl.set_no_new_privs" },
	{ "landlock", "landlock.restrict" },
	{ "seccomp", "filters.load" },
	{ "supervise", "filters.listener" },
	{ "supervise", "processes.pidfd_getfd" },
	{ "undumpable", "prctl.set_dumpable" },
	{ "session", "processes.kill_group" },
	{ "rlimit", "limits.nofile" },
	{ "rlimit", "limits.as" },
	{ "fdless", "limits.nofile" },
	{ "tmp", "files.tmp" },
	{ "fork", "processes.fork_us" },
};

static const char *layers_of(const char *stack)
{
	for (size_t i = 0; i < sizeof(stacks) / sizeof(*stacks); i++)
		if (!strcmp(stacks[i].name, stack))
			return stacks[i].layers;
	return "";
}

static struct layer_answer about(const struct answers *all, const char *layer)
{
	struct layer_answer l = { layer, YES, NULL, NULL };

	for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++) {
		const struct answer *a;

		if (strcmp(needs[i].layer, layer) != 0 || l.can != YES)
			continue;
		a = answer_of(all, needs[i].question);
		l.question = needs[i].question;
		l.why = a;
		l.can = a ? a->is : UNKNOWN;
	}
	return l;
}

static const struct layer_answer *find(const struct conclusion *c, const char *name, size_t n)
{
	for (unsigned i = 0; i < c->layers; i++)
		if (strlen(c->layer[i].layer) == n && !memcmp(c->layer[i].layer, name, n))
			return &c->layer[i];
	return NULL;
}

static bool can_all(const struct conclusion *c, const char *list)
{
	for (size_t n; *list; list += n + (list[n] == ',')) {
		const struct layer_answer *l;

		n = strcspn(list, ",");
		l = find(c, list, n);
		if (!l || l->can != YES)
			return false;
	}
	return true;
}

static bool asked(const struct conclusion *c)
{
	for (unsigned i = 0; i < c->layers; i++)
		if (c->layer[i].question && !c->layer[i].why)
			return false;
	return true;
}

static void describe(const struct conclusion *c, char *text, size_t size)
{
	size_t at = 0;

	if (!asked(c)) {
		snprintf(text, size, "not enough was asked to say what can be loaded here");
		return;
	}
	if (c->strongest && c->strongest == by_strength[0]) {
		snprintf(text, size, "`%s` can be loaded here", c->strongest);
		return;
	}
	at = (size_t)snprintf(text, size,
			      c->strongest ? "only `%s`" : "no stack can be loaded here",
			      c->strongest);
	for (unsigned i = 0, n = 0; i < c->layers && at < size; i++) {
		const struct layer_answer *l = &c->layer[i];

		if (l->can == YES || !l->why)
			continue;
		at += (size_t)snprintf(text + at, size - at, "%s %s %s", n++ ? "," : ":", l->layer,
				       l->why->hung	? "hangs"
				       : l->why->signal ? signal_name(l->why->signal)
				       : l->why->error	? error_name(l->why->error)
							: "does not bite");
	}
}

void conclude(const struct answers *all, struct conclusion *c)
{
	static char names[512]; /* of the layers; static, since they are pointed to */
	size_t n;

	*c = (struct conclusion){ .strongest = NULL };
	snprintf(names, sizeof(names), "%s", layers_of(by_strength[0]));
	for (char *name = names; *name && c->layers < LAYERS_MOST; name += n) {
		n = strcspn(name, ",");
		n += name[n] == ',';
		if (name[n - 1] == ',')
			name[n - 1] = '\0';
		c->layer[c->layers++] = about(all, name);
	}
	for (size_t i = 0; i < STRENGTHS && asked(c) && !c->strongest; i++)
		if (can_all(c, layers_of(by_strength[i])))
			c->strongest = by_strength[i];
	describe(c, c->text, sizeof(c->text));
}
