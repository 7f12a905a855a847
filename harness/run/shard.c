// SPDX-License-Identifier: MIT
#include "harness/run/shard.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/run/campaign.h"

/* What engines tell their tasks. An index counts from `first`, or from what `first_in` says. */
static const struct engine {
	const char *index, *count, *first_in;
	unsigned first;
} engines[] = {
	{ "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN", 1 },
	{ "CI_NODE_INDEX", "CI_NODE_TOTAL", NULL, 1 },
	{ "AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", NULL, 0 },
	{ "JOB_COMPLETION_INDEX", NULL, NULL, 0 },
};

/* A number with nothing behind it. */
static bool number(const char *text, unsigned *n)
{
	char *end;
	unsigned long value;

	if (!text || *text < '0' || *text > '9')
		return false;
	errno = 0;
	value = strtoul(text, &end, 10);
	*n = (unsigned)value;
	return !errno && !*end && value <= SHARDS;
}

/*
 * `count` 0: the engine says how many, and its array may begin anywhere. Else its numbers are those
 * of the whole, of which this may be a part that is started again.
 */
static int ask_engine(struct shard *s, unsigned count, struct err *e)
{
	for (size_t i = 0; i < sizeof(engines) / sizeof(*engines); i++) {
		const struct engine *engine = &engines[i];
		unsigned index, first = engine->first;

		if (!getenv(engine->index))
			continue;
		if (!number(getenv(engine->index), &index))
			return err_set(e, 0, "%s is no number", engine->index);
		if (!count && (!engine->count || !number(getenv(engine->count), &s->count)))
			return err_set(e, 0, "%s does not come with how many there are: say auto/N",
				       engine->index);
		if (!count && engine->first_in && !number(getenv(engine->first_in), &first))
			return err_set(e, 0, "%s is no number", engine->first_in);
		if (count)
			s->count = count;
		s->index = index - first + 1;
		if (index < first || s->index > s->count)
			return err_set(e, 0, "%s is %u, which is none of %u from %u on",
				       engine->index, index, s->count, first);
		return 0;
	}
	return err_set(e, 0,
		       "nothing in the environment says which part this is "
		       "(SLURM_ARRAY_TASK_ID, CI_NODE_INDEX, AWS_BATCH_JOB_ARRAY_INDEX, "
		       "JOB_COMPLETION_INDEX)");
}

int shard_parse(const char *text, struct shard *s, struct err *e)
{
	const char *slash = strchr(text, '/');
	char index[16] = "";

	*s = (struct shard){ 0 };
	if (slash && (size_t)(slash - text) < sizeof(index))
		memcpy(index, text, (size_t)(slash - text));
	if (!strcmp(text, "auto"))
		return ask_engine(s, 0, e);
	if (slash && !strcmp(index, "auto") && number(slash + 1, &s->count) && s->count)
		return ask_engine(s, s->count, e);
	if (slash && number(index, &s->index) && number(slash + 1, &s->count) && s->index &&
	    s->index <= s->count)
		return 0;
	return err_set(e, 0, "want K/N with K from 1 to N, auto, or auto/N, not \"%s\"", text);
}

/* An attack with its cells, and what they cost. */
struct deal {
	const struct program *program;
	json_t *columns; /* { name: true } */
	double cost;
};

static int dearest_first(const void *a, const void *b)
{
	const struct deal *x = a, *y = b;

	if (x->cost != y->cost)
		return x->cost < y->cost ? 1 : -1;
	return strcmp(x->program->id, y->program->id);
}

static json_t *wanted_columns(const struct campaign *c, const struct program *p)
{
	json_t *columns = json_object();

	for (size_t k = 0; k < c->defences.count; k++)
		if (campaign_wants_cell(c, p, &c->defences.list[k]))
			json_object_set_new(columns, c->defences.list[k].name, json_true());
	return columns;
}

/* Seconds of a cell of each attack; one that is not in the file is taken for a quick one. */
static int read_costs(json_t **costs, const struct campaign *c, struct err *e)
{
	char path[PATH_MAX + 16];
	json_error_t why;

	snprintf(path, sizeof(path), "%s/costs.json", c->home->share);
	*costs = json_load_file(path, 0, &why);
	if (json_is_object(*costs))
		return 0;
	json_decref(*costs);
	return err_set(e, 0, "%s: %s", path, *costs ? "it is no object" : why.text);
}

static void take(struct shard *s, json_t *only, const struct deal *one, bool ours)
{
	size_t n = json_object_size(one->columns);

	s->of += n;
	if (!ours)
		return;
	s->cells += n;
	json_object_set(only, one->program->id, one->columns);
}

static void deal_out(struct shard *s, struct deal *deals, size_t n, double *load, json_t *only)
{
	qsort(deals, n, sizeof(*deals), dearest_first);
	for (size_t i = 0; i < n; i++) {
		unsigned least = 0;

		for (unsigned k = 1; k < s->count; k++)
			if (load[k] < load[least])
				least = k;
		load[least] += deals[i].cost;
		take(s, only, &deals[i], least == s->index - 1);
		json_decref(deals[i].columns);
	}
}

int shard_deal(struct shard *s, struct campaign *c, struct err *e)
{
	enum { QUICK_MS = 50 };
	struct deal *deals = calloc(c->catalogue.program_count + 1, sizeof(*deals));
	double *load = calloc(s->count, sizeof(*load));
	json_t *costs, *only = json_object();
	int r = read_costs(&costs, c, e);

	if (!r && (!deals || !load || !only))
		r = err_set(e, ENOMEM, "--shard");
	for (size_t i = 0; !r && i < c->catalogue.program_count; i++) {
		const struct program *p = &c->catalogue.programs[i];
		const json_t *known = json_object_get(costs, p->id);
		double cell = known ? json_number_value(known) : QUICK_MS / 1e3;

		deals[i] = (struct deal){ p, wanted_columns(c, p), 0 };
		deals[i].cost = cell * (double)json_object_size(deals[i].columns);
	}
	if (!r) {
		deal_out(s, deals, c->catalogue.program_count, load, only);
		json_decref(c->only);
		c->only = json_incref(only);
		json_decref(costs);
	}
	json_decref(only);
	free(deals);
	free(load);
	return r;
}
