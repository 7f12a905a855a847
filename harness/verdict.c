// SPDX-License-Identifier: MIT
#include "harness/verdict.h"

#include <stddef.h>
#include <string.h>

static enum verdict benign_verdict(const struct facts *f, const char **why)
{
	if (f->control == SIGHT_BLIND || f->trial == SIGHT_BLIND) {
		*why = "the oracle was blind";
		return VERDICT_BROKEN;
	}
	if (f->control == SIGHT_CLEAN) {
		*why = "the program does not work here undefended";
		return VERDICT_INERT;
	}
	if (f->trial == SIGHT_CLEAN) {
		*why = f->timed_out ? "no answer in time" : "not the answer it gives undefended";
		return VERDICT_FAILS;
	}
	*why = "the right answer, in time";
	return VERDICT_WORKS;
}

enum verdict verdict_of(const struct facts *f, const char **why)
{
	const char *unused;

	if (!why)
		why = &unused;
	if (f->unmet) {
		*why = "a need of the program is not met here";
		return VERDICT_NOTRUN;
	}
	if (f->unavailable) {
		*why = "the defence cannot be applied here";
		return VERDICT_UNAVAILABLE;
	}
	if (f->benign)
		return benign_verdict(f, why);
	if (f->control == SIGHT_BLIND) {
		*why = "the oracle was blind in the control";
		return VERDICT_BROKEN;
	}
	if (f->trial == SIGHT_BLIND) {
		*why = "the trial blinded an oracle that saw the control";
		return VERDICT_BROKEN;
	}
	if (f->control == SIGHT_CLEAN && f->trial == SIGHT_SEEN) {
		*why = "seen although the control was clean: suspect the oracle or the arena";
		return VERDICT_BROKEN;
	}
	if (f->control == SIGHT_CLEAN) {
		*why = "the attack does not work here, with or without a defence";
		return VERDICT_INERT;
	}
	if (f->trial == SIGHT_SEEN) {
		*why = "the effect was seen from outside";
		return VERDICT_BREACHED;
	}
	if (f->hello_failed) {
		*why = "the defence cannot run the benign hello: refusing everything holds nothing";
		return VERDICT_BROKEN;
	}
	if (!f->honest_ok) {
		*why = "the honest student failed, so there was nothing to attack";
		return VERDICT_UNPROVEN;
	}
	if (!f->attempted) {
		*why = "the program did not get as far as its primitive";
		return VERDICT_UNPROVEN;
	}
	if (f->worker_died) {
		*why = "the worker died under it: nothing was shown to be stopped";
		return VERDICT_UNPROVEN;
	}
	if (f->timed_out) {
		*why = "the wall clock ended it: slowed is not stopped";
		return VERDICT_TIMEOUT;
	}
	*why = "attempted, and nothing was seen";
	return VERDICT_HELD;
}

enum verdict verdict_merge(enum verdict a, enum verdict b)
{
	return a == b ? a : VERDICT_FLAKY;
}

static const char *const names[VERDICT_COUNT] = {
	[VERDICT_HELD] = "held",
	[VERDICT_BREACHED] = "breached",
	[VERDICT_INERT] = "inert",
	[VERDICT_UNPROVEN] = "unproven",
	[VERDICT_TIMEOUT] = "timeout",
	[VERDICT_BROKEN] = "broken",
	[VERDICT_UNAVAILABLE] = "unavailable",
	[VERDICT_NOTRUN] = "notrun",
	[VERDICT_FLAKY] = "flaky",
	[VERDICT_WORKS] = "works",
	[VERDICT_FAILS] = "fails",
};

static const char *const sights[] = {
	[SIGHT_CLEAN] = "CLEAN",
	[SIGHT_SEEN] = "SEEN",
	[SIGHT_BLIND] = "BLIND",
};

const char *verdict_name(enum verdict v)
{
	return v < VERDICT_COUNT ? names[v] : "?";
}

enum verdict verdict_parse(const char *name)
{
	for (enum verdict v = 0; v < VERDICT_COUNT; v++)
		if (!strcmp(names[v], name))
			return v;
	return VERDICT_COUNT;
}

const char *sight_name(enum sight s)
{
	return sights[s];
}

int sight_parse(const char *name)
{
	for (int s = SIGHT_CLEAN; s <= SIGHT_BLIND; s++)
		if (!strcmp(sights[s], name))
			return s;
	return -1;
}

bool verdict_counts(enum verdict v)
{
	switch (v) {
	case VERDICT_HELD:
	case VERDICT_BREACHED:
	case VERDICT_UNPROVEN:
	case VERDICT_TIMEOUT:
	case VERDICT_BROKEN:
	case VERDICT_FLAKY:
	case VERDICT_WORKS:
	case VERDICT_FAILS:
		return true;
	case VERDICT_INERT:
	case VERDICT_UNAVAILABLE:
	case VERDICT_NOTRUN:
	case VERDICT_COUNT:
		return false;
	}
	return false;
}
