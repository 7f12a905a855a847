// SPDX-License-Identifier: MIT
#include "harness/run/facts.h"

#include <string.h>

#include "harness/oracle.h"
#include "harness/results/member.h"

enum sight facts_sight(const json_t *episode)
{
	const char *name = member_text(episode, "sight");
	int s = name ? sight_parse(name) : -1;

	return s < 0 ? SIGHT_BLIND : (enum sight)s;
}

enum hello hello_for(const struct program *p)
{
	if (p->grader)
		return p->python ? HELLO_GRADED_PYTHON : HELLO_GRADED_C;
	return p->python ? HELLO_PYTHON : HELLO_C;
}

const char *facts_hello(const struct cell *c)
{
	return c->column->hello[hello_for(c->program)];
}

bool cell_is_fault(const json_t *episode)
{
	return member_is_true(episode, "fault");
}

static const struct oracle *oracle_of(const struct cell *c)
{
	char spec[64];
	const char *arg;

	return oracle_find(program_oracle(c->program, spec, sizeof(spec)), &arg);
}

/* What the oracle says of hello alone under this defence; NULL: it was not asked. */
const json_t *facts_own(const struct cell *c)
{
	char spec[64];

	return json_object_get(c->column->own, program_oracle(c->program, spec, sizeof(spec)));
}

/* Would the defence alone, running hello, have been seen by this threshold, or nearly so? */
bool facts_own_doing(const struct cell *c, const json_t *trial)
{
	const json_t *own = facts_own(c);
	struct measure m = measure_of(json_object_get(trial, "measured"));

	if (!own || facts_sight(trial) != SIGHT_SEEN)
		return false;
	if (m.figure < 0)
		return facts_sight(own) == SIGHT_SEEN;
	m.figure = measure_of(json_object_get(own, "measured")).figure;
	return measure_seen(&m) || measure_near(&m);
}

/*
 * Where the defence itself causes what the oracle looks for, what is seen accuses nobody: a canary
 * that it gives away, an honest student who cannot run under it.
 */
static enum sight trial_sight(const struct cell *c, const json_t *trial)
{
	const struct oracle *o = oracle_of(c);

	if (!trial)
		return SIGHT_CLEAN; /* the column is dead */
	if (facts_own_doing(c, trial) || (c->column->leaks && o && o->canary) ||
	    (facts_hello(c) && oracle_is_honest(o, c->program->oracle_arg)))
		return SIGHT_BLIND;
	return facts_sight(trial);
}

static bool near(const json_t *episode)
{
	struct measure m = measure_of(json_object_get(episode, "measured"));

	return measure_near(&m);
}

/* What all the controls say together. */
void facts_controls(const struct cell *c, struct facts *f)
{
	size_t seen = 0, clean = 0, faults = 0, i;
	json_t *control;

	f->crashed = f->control_near = f->starved = true;
	json_array_foreach(c->controls, i, control)
	{
		enum sight s = facts_sight(control);

		faults += cell_is_fault(control);
		seen += s == SIGHT_SEEN;
		clean += s == SIGHT_CLEAN;
		f->starved &= s != SIGHT_CLEAN || member_is_true(control, "starved");
		f->crashed &= s != SIGHT_CLEAN || member_is_true(control, "crashed");
		f->control_near &= s != SIGHT_SEEN || near(control);
	}
	f->fault = faults && faults == json_array_size(c->controls);
	f->control = seen ? SIGHT_SEEN : clean ? SIGHT_CLEAN : SIGHT_BLIND;
	f->wavers = seen && clean;
	f->crashed &= clean > 0 && !c->imitated;
	f->starved &= clean > 0;
	f->control_near &= seen > 0;
}

struct facts facts_of(const struct cell *c, const json_t *trial)
{
	struct facts f = {
		.benign = c->program->benign,
		.unmet = c->unmet,
		.alone = c->alone && oracle_is_beside(oracle_of(c), c->program->oracle_arg),
		.unavailable = c->column->unavailable,
		.dead = c->column->dead,
		.hello_failed = facts_hello(c),
		.trial = trial_sight(c, trial),
		.absent = member_text(trial, "absent"),
		.attempted = member_is_true(trial, "attempted"),
		.honest_ok = member_is_true(trial, "honest_ok"),
		.worker_died = member_is_true(trial, "worker_died"),
		.timed_out = member_is_true(trial, "timed_out"),
		.near = near(trial),
	};

	facts_controls(c, &f);
	f.fault |= cell_is_fault(trial);
	return f;
}
