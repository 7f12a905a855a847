// SPDX-License-Identifier: MIT
/*
 * print.c - what was found: as JSON (results/schema/probe.schema.json), and as a table for people.
 */
#include "probe/probe.h"

#include "lib/json_out.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const words[] = { [UNKNOWN] = "unknown", [YES] = "yes", [NO] = "no" };

static void put_answer(struct json_out *j, const char *name, const struct answer *a)
{
	out_object(j, name);
	out_str(j, "is", words[a->is]);
	if (a->step[0])
		out_str(j, "step", a->step);
	if (a->error)
		out_str(j, "errno", error_name(a->error));
	if (a->signal)
		out_str(j, "signal", signal_name(a->signal));
	if (a->hung)
		out_bool(j, "hung", true);
	if (a->numbered)
		out_int(j, "number", a->number);
	if (a->text[0])
		out_str(j, "text", a->text);
	if (a->items) {
		out_object(j, "items");
		for (unsigned i = 0; i < a->items; i++)
			out_str(j, a->item[i].name, a->item[i].value);
		out_close(j);
	}
	out_close(j);
}

static void put_conclusion(struct json_out *j, const struct answers *all)
{
	struct conclusion c;

	conclude(all, &c);
	out_object(j, "conclusion");
	out_str(j, "text", c.text);
	out_str(j, "strongest", c.strongest);
	out_object(j, "layers");
	for (unsigned i = 0; i < c.layers; i++) {
		out_object(j, c.layer[i].layer);
		out_str(j, "can", words[c.layer[i].can]);
		out_str(j, "question", c.layer[i].question);
		out_close(j);
	}
	out_close(j);
	out_close(j);
}

int print_json(int fd, const struct answers *all)
{
	struct json_out j;
	char taken[32];
	time_t now = time(NULL);

	strftime(taken, sizeof(taken), "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
	out_begin(&j, fd);
	out_object(&j, NULL);
	out_str(&j, "type", "probe");
	out_int(&j, "schema", 1);
	out_str(&j, "program", "ordeal-probe " PROBE_VERSION);
	out_str(&j, "taken", taken);
	put_conclusion(&j, all);
	out_object(&j, "answers");
	for (; all->question; all++) {
		char name[2 * NAME_SIZE];

		snprintf(name, sizeof(name), "%s.%s", all->group->name, all->question->name);
		if (all->a)
			put_answer(&j, name, all->a);
	}
	out_close(&j);
	return out_end(&j);
}

static void say(const struct answer *a, char *text, size_t size)
{
	if (a->hung)
		snprintf(text, size, "? still at it");
	else if (a->numbered)
		snprintf(text, size, "%lld%s%s", a->number, a->error ? " then " : "",
			 a->error ? error_name(a->error) : "");
	else if (a->text[0])
		snprintf(text, size, "%s", a->text);
	else
		snprintf(text, size, "%s%s%s", words[a->is], a->error || a->signal ? " " : "",
			 a->signal  ? signal_name(a->signal)
			 : a->error ? error_name(a->error)
				    : "");
}

void print_table(const struct answers *all)
{
	const struct group *group = NULL;
	struct conclusion c;

	conclude(all, &c);
	printf("%s\n", c.text);
	for (unsigned i = 0; i < c.layers; i++) {
		const struct layer_answer *l = &c.layer[i];

		printf("  %-12s %-8s %s\n", l->layer, words[l->can],
		       l->why	     ? l->why->step
		       : l->question ? "not asked"
				     : "needs nothing that is refused");
	}
	for (; all->question; all++) {
		char text[TEXT_SIZE];

		if (!all->a)
			continue;
		if (group != all->group)
			printf("\n%s\n", all->group->title);
		group = all->group;
		say(all->a, text, sizeof(text));
		printf("  %-44s %-14s %s\n", all->question->what, text, all->a->step);
	}
}
