// SPDX-License-Identifier: MIT
/*
 * probe_diff.c - two reports of ordeal-probe: what one place has that the other lacks.
 */
#include <stdio.h>
#include <string.h>

#include "harness/profiles/inside.h"

/* Another at every look: no difference between places. */
static const char *const moments[] = {
	"identity.pid",		"machine.uptime",    "machine.suspended",
	"processes.seen",	"processes.fork_us", "processes.exec_us",
	"identity.own_session", "machine.cgroup",    NULL
};

enum kind { ONLY_A, ONLY_B, OTHERWISE, KINDS };

static const char *const headings[KINDS] = { "Only the first has:", "Only the second has:",
					     "Different:" };

static bool of_the_moment(const char *question)
{
	for (const char *const *m = moments; *m; m++)
		if (!strcmp(question, *m))
			return true;
	return false;
}

static const json_t *answer(const json_t *report, const char *question)
{
	return json_object_get(json_object_get(report, "answers"), question);
}

static bool says_yes(const char *word)
{
	return word && strcmp(word, "no") && strcmp(word, "unknown") &&
	       (*word < 'A' || *word > 'Z') && strncmp(word, "no:", 3) && strncmp(word, "hung", 4);
}

static enum kind kind_of(const char *a, const char *b)
{
	bool in_a = says_yes(a), in_b = says_yes(b);

	return in_a == in_b ? OTHERWISE : in_a ? ONLY_A : ONLY_B;
}

struct diff {
	enum kind kind; /* of those that are told now */
	size_t told;
};

static void tell(struct diff *d, const char *question, const char *name, const char *a,
		 const char *b)
{
	if ((!a && !b) || (a && b && !strcmp(a, b)) || kind_of(a, b) != d->kind)
		return;
	if (!d->told++)
		printf("%s\n", headings[d->kind]);
	printf("  %s%s%s: %s -> %s\n", question, name ? ":" : "", name ? name : "",
	       a ? a : "(not asked)", b ? b : "(not asked)");
}

static void compare_items(struct diff *d, const char *question, const json_t *a, const json_t *b)
{
	json_t *there = json_object_get(a, "items"), *here = json_object_get(b, "items"), *value;
	const char *name;

	json_object_foreach(there, name, value)
		tell(d, question, name, json_string_value(value),
		     json_string_value(json_object_get(here, name)));
	json_object_foreach(here, name, value) if (!json_object_get(there, name))
		tell(d, question, name, NULL, json_string_value(value));
}

static void compare(struct diff *d, const json_t *a, const json_t *b, const char *question)
{
	char there[24], here[24];
	const char *text = json_string_value(json_object_get(answer(a, question), "text"));

	if (of_the_moment(question))
		return;
	if (text)
		tell(d, question, NULL, text,
		     json_string_value(json_object_get(answer(b, question), "text")));
	else
		tell(d, question, NULL, inside_word(a, question, there),
		     inside_word(b, question, here));
	compare_items(d, question, answer(a, question), answer(b, question));
}

size_t probe_diff(const json_t *a, const json_t *b)
{
	size_t total = 0;

	for (enum kind kind = 0; kind < KINDS; kind++) {
		struct diff d = { .kind = kind };
		const char *question;
		json_t *unused;

		json_object_foreach(json_object_get(a, "answers"), question, unused)
			compare(&d, a, b, question);
		json_object_foreach(json_object_get(b, "answers"), question,
				    unused) if (!answer(a, question)) compare(&d, a, b, question);
		total += d.told;
	}
	return total;
}
