// SPDX-License-Identifier: MIT
/*
 * answer.c - ask each question in a child, and write its answer down.
 */
#include "probe/probe.h"

#include "lib/fd.h"
#include "lib/trial.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void about_to(struct answer *a, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(a->step, sizeof(a->step), fmt, ap);
	va_end(ap);
	a->is = NO; /* until it has come to something */
	a->error = 0;
	errno = 0;
}

bool came_to(struct answer *a, long result)
{
	a->error = result < 0 ? errno : 0;
	a->is = result < 0 ? NO : YES;
	return result >= 0;
}

void answer(struct answer *a, enum word is)
{
	a->is = is;
}

void answer_number(struct answer *a, long long n)
{
	a->is = YES;
	a->numbered = true;
	a->number = n;
}

void answer_text(struct answer *a, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(a->text, sizeof(a->text), fmt, ap);
	va_end(ap);
	a->is = YES;
}

void answer_item(struct answer *a, const char *name, const char *fmt, ...)
{
	struct item *i = &a->item[a->items];
	va_list ap;

	if (a->items == ANSWER_ITEMS)
		return;
	snprintf(i->name, sizeof(i->name), "%s", name);
	va_start(ap, fmt);
	vsnprintf(i->value, sizeof(i->value), fmt, ap);
	va_end(ap);
	a->items++;
}

void answer_item_error(struct answer *a, const char *name, int error)
{
	answer_item(a, name, "%s", error ? error_name(error) : "yes");
}

bool answer_file(struct answer *a, const char *path)
{
	char text[TEXT_SIZE];
	ssize_t n;

	about_to(a, "read %s", path);
	n = fd_slurp(AT_FDCWD, path, text, sizeof(text));
	errno = n < 0 ? (int)-n : 0;
	if (!came_to(a, n))
		return false;
	text[strcspn(text, "\n")] = '\0';
	answer_text(a, "%s", text);
	return true;
}

struct asked {
	const struct question *question;
	struct answer *a;
};

static int in_child(void *arg)
{
	const struct asked *one = arg;

	one->question->ask(one->a);
	return 0;
}

static void ask(const struct question *q, struct answer *a)
{
	struct asked one = { q, a };
	struct trial t;

	if (trial_run(in_child, &one, q->ms ? q->ms : DEADLINE_MS, &t))
		return;
	a->is = t.hung || t.error ? UNKNOWN : NO;
	if (t.error)
		snprintf(a->step, sizeof(a->step), "fork(2) for the question");
	a->error = t.error;
	a->signal = t.signal;
	a->hung = t.hung;
}

static bool chosen(const char *const *only, const struct group *g, const struct question *q)
{
	char name[2 * NAME_SIZE];

	if (!only || !*only)
		return true;
	snprintf(name, sizeof(name), "%s.%s", g->name, q->name);
	for (; *only; only++)
		if (!strncmp(name, *only, strlen(*only)))
			return true;
	return false;
}

struct answers *ask_all(const char *const *only)
{
	size_t n = 0;
	struct answers *all;
	struct answer *shared;

	for (int g = 0; groups[g]; g++)
		for (const struct question *q = groups[g]->question; q->name; q++)
			n++;
	all = calloc(n + 1, sizeof(*all));
	/* Only what is written takes memory. */
	shared = mmap(NULL, n * sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (!all || shared == MAP_FAILED)
		return NULL;
	n = 0;
	for (int g = 0; groups[g]; g++)
		for (const struct question *q = groups[g]->question; q->name; q++, n++) {
			all[n] = (struct answers){ q, groups[g], NULL };
			if (!chosen(only, groups[g], q))
				continue;
			all[n].a = &shared[n];
			ask(q, all[n].a);
		}
	return all;
}

struct answer *answer_of(const struct answers *all, const char *name)
{
	for (; all->question; all++) {
		size_t n = strlen(all->group->name);

		if (!strncmp(name, all->group->name, n) && name[n] == '.' &&
		    !strcmp(name + n + 1, all->question->name))
			return all->a;
	}
	return NULL;
}
