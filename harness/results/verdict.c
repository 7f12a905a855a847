// SPDX-License-Identifier: MIT
#include "harness/results/verdict.h"

#include <string.h>

enum { MORE = 3 }; /* runs of a cell whose first said nothing */

static struct ruling say(enum verdict v, const char *why)
{
	return (struct ruling){ .verdict = v, .why = why };
}

static struct ruling benign_verdict(const struct facts *f)
{
	if (f->control == SIGHT_BLIND || f->trial == SIGHT_BLIND)
		return say(VERDICT_BROKEN, "the oracle was blind");
	if (f->control == SIGHT_CLEAN)
		return say(VERDICT_INERT, "the program does not work here undefended");
	if (f->trial == SIGHT_SEEN)
		return say(VERDICT_WORKS, "the right answer, in time");
	if (f->wavers)
		return say(VERDICT_FLAKY, "undefended, too, it works only at times");
	return say(VERDICT_FAILS,
		   f->timed_out ? "no answer in time" : "not the answer it gives undefended");
}

/* The control was seen, the trial was not. What is missing for `held`? */
static struct ruling clean_verdict(const struct facts *f)
{
	if (f->hello_failed)
		return say(VERDICT_BROKEN, "the defence cannot run the benign hello: "
					   "refusing everything holds nothing");
	if (f->wavers)
		return say(VERDICT_FLAKY, "undefended, too, it was seen only at times: "
					  "not to see it shows nothing");
	if (f->absent)
		return say(VERDICT_ABSENT,
			   "it cannot be expressed: what it needs does not exist there");
	if (!f->honest_ok)
		return say(VERDICT_UNPROVEN,
			   "the honest student failed, so there was nothing to attack");
	if (!f->attempted)
		return say(VERDICT_UNPROVEN, "the program did not get as far as its primitive");
	if (f->worker_died)
		return say(VERDICT_UNPROVEN,
			   "the worker died under it: nothing was shown to be stopped");
	if (f->timed_out)
		return say(VERDICT_TIMEOUT, "the wall clock ended it: slowed is not stopped");
	if (f->control_near)
		return say(VERDICT_UNPROVEN,
			   "undefended, too, the figure lies within the margin of its threshold");
	if (f->near)
		return (struct ruling){ VERDICT_UNPROVEN, true,
					"nothing was seen, but the figure lies within the margin "
					"of its threshold" };
	return say(VERDICT_HELD, "attempted, and nothing was seen");
}

struct ruling verdict_of(const struct facts *f)
{
	if (f->unmet)
		return say(VERDICT_NOTRUN, "a need of the program is not met here");
	if (f->unavailable)
		return say(VERDICT_UNAVAILABLE, "the defence cannot be applied here");
	if (f->fault)
		return say(VERDICT_FAULT,
			   "the machine failed, not the defence: nothing was measured");
	if (f->benign && f->control == SIGHT_CLEAN && f->starved)
		return say(VERDICT_NOTRUN,
			   "undefended, too, it needs more memory than the instance has");
	if (f->control == SIGHT_CLEAN && f->crashed)
		return say(VERDICT_BROKEN,
			   "the program crashed before its primitive, with no defence at all");
	if (f->dead && f->control == SIGHT_SEEN)
		return say(f->benign ? VERDICT_FAILS : VERDICT_BROKEN,
			   "the defence cannot start the benign hello: not tried");
	if (f->benign)
		return benign_verdict(f);
	if (f->control == SIGHT_BLIND)
		return say(VERDICT_BROKEN, "the oracle was blind in the control");
	if (f->trial == SIGHT_BLIND)
		return say(VERDICT_BROKEN, "the trial blinded an oracle that saw the control");
	if (f->control == SIGHT_CLEAN && f->trial == SIGHT_SEEN)
		return say(VERDICT_BROKEN,
			   "seen although the control was clean: suspect the oracle, "
			   "the arena, or the attack, which may work only at times");
	if (f->control == SIGHT_CLEAN && f->alone)
		return say(VERDICT_INERT,
			   "nobody is at work beside it: one student at a time in this place");
	if (f->control == SIGHT_CLEAN && f->starved)
		return say(VERDICT_INERT,
			   "undefended, too, the instance has not memory enough for the attack");
	if (f->control == SIGHT_CLEAN)
		return say(VERDICT_INERT,
			   "the attack does not work here, with or without a defence");
	if (f->trial == SIGHT_CLEAN)
		return clean_verdict(f);
	if (f->near)
		return (struct ruling){
			VERDICT_UNPROVEN, true,
			"the effect was seen, but the figure lies within the margin "
			"of its threshold"
		};
	return say(VERDICT_BREACHED, "the effect was seen from outside");
}

/* Of the runs that said something: how many lay within the margin, and did the others agree? */
struct tally {
	size_t near, faults, breaches, rest;
	const struct ruling *first; /* of the rest; NULL: none    */
	bool agree;
};

static struct tally count(const struct ruling *runs, size_t n)
{
	struct tally t = { .agree = true };

	for (size_t i = 0; i < n; i++) {
		t.breaches += runs[i].verdict == VERDICT_BREACHED;
		if (runs[i].verdict == VERDICT_FAULT) {
			t.faults++;
		} else if (runs[i].near) {
			t.near++;
		} else {
			t.rest++;
			t.first = t.first ? t.first : &runs[i];
			t.agree &= runs[i].verdict == t.first->verdict;
		}
	}
	return t;
}

struct ruling verdict_over(const struct ruling *runs, size_t n)
{
	struct tally t = count(runs, n);

	if (t.breaches)
		return say(VERDICT_BREACHED, "the effect was seen from outside");
	if (!t.rest && !t.near)
		return runs[0];
	if (t.near > 1 || (t.near && t.rest < MORE))
		return (struct ruling){ VERDICT_UNPROVEN, true,
					"the figure lies within the margin of its threshold" };
	return t.agree ? *t.first : say(VERDICT_FLAKY, "repeated runs disagree");
}

bool verdict_wants_more(const struct ruling *runs, size_t n)
{
	struct tally t = count(runs, n);

	if (t.breaches || t.faults >= MORE)
		return false;
	return t.near == 1 ? t.rest < MORE : !t.near && !t.rest;
}

static const char *const names[VERDICT_COUNT] = {
	[VERDICT_HELD] = "held",
	[VERDICT_BREACHED] = "breached",
	[VERDICT_INERT] = "inert",
	[VERDICT_ABSENT] = "absent",
	[VERDICT_UNPROVEN] = "unproven",
	[VERDICT_TIMEOUT] = "timeout",
	[VERDICT_BROKEN] = "broken",
	[VERDICT_UNAVAILABLE] = "unavailable",
	[VERDICT_NOTRUN] = "notrun",
	[VERDICT_FAULT] = "fault",
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
	case VERDICT_ABSENT:
	case VERDICT_UNAVAILABLE:
	case VERDICT_NOTRUN:
	case VERDICT_FAULT:
	case VERDICT_COUNT:
		return false;
	}
	return false;
}

bool verdict_falls_short(enum verdict v)
{
	return verdict_counts(v) && v != VERDICT_HELD && v != VERDICT_WORKS;
}
