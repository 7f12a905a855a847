// SPDX-License-Identifier: MIT
/*
 * reasons.c - what a program met that did not end it, and how much of what it was that did.
 *
 * What the supervisor refused because of a budget was counted. Of what the kernel refuses (memory beyond
 * RLIMIT_DATA, a descriptor too many, a file that no rule of Landlock's grants) it tells the program alone.
 * The program may tell others: who ends for lack of memory says so in its last words, each language in
 * its own (words.table). So this is inferred, and marked; and only of a program that did not end well,
 * and where there is a limit, or a wall, that can have refused it. A path counts only if the user
 * might do with it what no rule grants: else it is the file's own mode.
 */
#include "sandbox/grants.h"
#include "sandbox/layer_seccomp.h"
#include "sandbox/limits.h"
#include "sandbox/stack.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum topic { OF_MEMORY, OF_FILES, OF_TASKS, OF_FSIZE, OF_STACK, OF_PATH, OF_CALL, OF_SHM, OF_STDIN };

static const struct {
	enum topic topic;
	const char *words;
} table[] = {
#include "words_table.h"
};

static void limit_text(const struct box_options *o, enum box_limit i, char text[48])
{
	const struct limit_row *r = &limit_rows[i];
	uint64_t n = o->limit[i];
	int shift = 0;

	while (r->unit == 'b' && n && shift < 30 && !(n & 1023)) {
		n >>= 10;
		shift += 10;
	}
	if (o->limit[i] == BOX_NONE)
		snprintf(text, 48, "--%s none", r->name);
	else if (o->less_us[i])
		snprintf(text, 48, "--%s %g", r->name, (double)n - o->less_us[i] / 1e6);
	else
		snprintf(text, 48, "--%s %llu%.1s", r->name, (unsigned long long)n, &"\0KMG"[shift / 10]);
}

static struct box_met *meet(struct box_result *r, const char *what)
{
	for (unsigned i = 0; i < r->mets; i++)
		if (!strcmp(r->met[i].what, what))
			return NULL;
	if (r->mets == BOX_MET)
		return NULL;
	r->met[r->mets] = (struct box_met){ .what = what };
	return &r->met[r->mets++];
}

static void meet_by_words(struct box_result *r, const char *what, const char *words)
{
	struct box_met *m = meet(r, what);

	if (m)
		snprintf(m->words, sizeof(m->words), "%s", words);
}

/* Which limits can have refused memory: those that are there. Where none is, the machine had no more. */
static void meet_memory(const struct box_options *o, struct box_result *r, const char *words)
{
	bool limited = stack_has(r->layers, &layer_rlimit);

	if (limited && o->limit[BOX_DATA] != BOX_NONE)
		meet_by_words(r, limit_rows[BOX_DATA].name, words);
	if (limited && o->limit[BOX_AS] != BOX_NONE)
		meet_by_words(r, limit_rows[BOX_AS].name, words);
	if (!limited || (o->limit[BOX_DATA] == BOX_NONE && o->limit[BOX_AS] == BOX_NONE))
		meet_by_words(r, "machine", words);
}

static void meet_limit(const struct box_options *o, struct box_result *r, enum box_limit i, const char *words)
{
	if (stack_has(r->layers, &layer_rlimit) && o->limit[i] != BOX_NONE)
		meet_by_words(r, limit_rows[i].name, words);
}

/*
 * A stack that cannot grow ends its program by SIGSEGV, without a word, as a bad pointer does. It can have been
 * the stack only if the program held nearly as much memory as a stack may have.
 */
static void meet_stack(const struct box_options *o, struct box_result *r)
{
	uint64_t held = (uint64_t)r->usage.ru_maxrss << 10, limit = o->limit[BOX_STACK];

	if (r->end == BOX_SIGNALLED && r->signal == SIGSEGV && held >= limit - limit / 8)
		meet_limit(o, r, BOX_STACK, "");
}

/* The user may, by the file's mode; by no rule may the program. */
static bool is_walled(const struct box_options *o, const char *name)
{
	char real[PATH_MAX], *slash;

	if (!strncmp(name, "/proc/self", 10) || !strncmp(name, "/proc/thread-self", 17))
		return false;
	if (realpath(name, real))
		return (access(real, R_OK) == 0 && !grants_name(o, real, false)) ||
		       (access(real, W_OK) == 0 && !grants_name(o, real, true));
	slash = strrchr(name, '/');
	if (slash == name || (size_t)(slash - name) >= sizeof(real))
		return false;
	memcpy(real, name, (size_t)(slash - name));
	real[slash - name] = '\0';
	return access(real, W_OK) == 0 && !grants_name(o, real, true);
}

/* The last whole path in the line in which these words stand. */
static void meet_path(const struct box_options *o, struct box_result *r, const char *text, const char *at,
		      const char *words)
{
	const char *from = at, *to = at + strcspn(at, "\n");

	if (!stack_has(r->layers, &layer_landlock) && !o->mediate)
		return;
	while (from > text && from[-1] != '\n')
		from--;
	for (const char *p = to; p-- > from;) {
		char name[128];
		size_t n;

		if (*p != '/' || (p > from && !strchr(" '\"`(=", p[-1])))
			continue;
		n = strcspn(p, "'\"`:,()\n ");
		if (n >= sizeof(name))
			continue;
		memcpy(name, p, n);
		name[n] = '\0';
		if (is_walled(o, name)) {
			struct box_met *m = meet(r, "path");

			if (m) {
				snprintf(m->words, sizeof(m->words), "%s", words);
				snprintf(m->path, sizeof(m->path), "%s", name);
			}
			return;
		}
	}
}

static void infer(const struct box_options *o, struct box_result *r, const char *text, const char *at, size_t i)
{
	const char *words = table[i].words;

	switch (table[i].topic) {
	case OF_MEMORY:
		meet_memory(o, r, words);
		return;
	case OF_FILES:
		meet_limit(o, r, BOX_NOFILE, words);
		return;
	case OF_TASKS:
		meet_limit(o, r, BOX_NPROC, words);
		return;
	case OF_FSIZE:
		meet_limit(o, r, BOX_FSIZE, words);
		return;
	case OF_STACK:
		meet_limit(o, r, BOX_STACK, words);
		return;
	case OF_PATH:
		meet_path(o, r, text, at, words);
		return;
	case OF_SHM:
		if ((stack_has(r->layers, &layer_landlock) || o->mediate) && !grants_name(o, "/dev/shm", true))
			meet_by_words(r, "shm", words);
		return;
	case OF_STDIN:
		if (stack_has(r->layers, &layer_hygiene) && !o->keep_stdin)
			meet_by_words(r, "stdin", words);
		return;
	case OF_CALL:
		if (stack_has(r->layers, &layer_seccomp) && !stack_has(r->layers, &layer_supervise))
			meet_by_words(r, "call", words);
		return;
	}
}

/* Which limit ended it, and how much there was, where that was not said by who measured it. */
static void say_limit(const struct box_options *o, struct box_result *r)
{
	static const struct {
		enum box_end end;
		enum box_limit limit;
	} by[] = {
		{ BOX_HIT_WALL, BOX_WALL }, { BOX_HIT_OUTPUT, BOX_OUTPUT }, { BOX_HIT_RESULT, BOX_RESULT },
		{ BOX_HIT_MEMORY, BOX_MEMORY }, { BOX_HIT_DISK, BOX_DISK }, { BOX_HIT_CPU, BOX_CPU },
		{ BOX_HIT_FSIZE, BOX_FSIZE },
	};
	const struct timeval *u = &r->usage.ru_utime, *s = &r->usage.ru_stime;

	for (size_t i = 0; i < sizeof(by) / sizeof(*by); i++) {
		char limit[48], used[64] = "";

		if (by[i].end != r->end)
			continue;
		limit_text(o, by[i].limit, limit);
		if (r->end == BOX_HIT_CPU)
			snprintf(used, sizeof(used), "%.2f s of ",
				 (double)(u->tv_sec + s->tv_sec) + (double)(u->tv_usec + s->tv_usec) / 1e6);
		if (*r->sum)
			snprintf(r->sum + strlen(r->sum), sizeof(r->sum) - strlen(r->sum), " (%s)", limit);
		else
			snprintf(r->sum, sizeof(r->sum), "%s%s", used, limit);
	}
}

static void tell(const struct box_options *o, const struct box_result *r, struct box_met *m)
{
	const char *call = seccomp_call(r->narrow_call);
	char *text = m->text;
	size_t n = sizeof(m->text);
	char limit[48] = "", how[96], path[sizeof(m->path)];

	memcpy(path, m->path, sizeof(path));
	for (int i = 0; i < BOX_LIMITS; i++)
		if (!strcmp(m->what, limit_rows[i].name))
			limit_text(o, (enum box_limit)i, limit);
	if (m->times)
		snprintf(how, sizeof(how), "%lu time%s", m->times, m->times == 1 ? "" : "s");
	else if (*m->words)
		snprintf(how, sizeof(how), "inferred: it said '%s'", m->words);
	else
		snprintf(how, sizeof(how), "inferred: SIGSEGV with as much memory in use; a bad pointer ends alike");
	if (*limit)
		snprintf(text, n, "it %s its limit %s (%s)", m->times || *m->words ? "met" : "may have met",
			 limit, how);
	else if (!strcmp(m->what, "path"))
		snprintf(text, n, "%s is not granted, see --ro and --rw%s (%s)", path,
			 o->only ? ", or learn the program again" : "", how);
	else if (!strcmp(m->what, "calls"))
		snprintf(m->text, n, "the call %s is not among --calls: learn the program again, see --learn (%s)",
			 call ? call : "of no name", how);
	else if (!strcmp(m->what, "shm"))
		snprintf(m->text, n, "semaphores of several processes want --rw /dev/shm, see --preset pool (%s)", how);
	else if (!strcmp(m->what, "stdin"))
		snprintf(m->text, n, "standard input is /dev/null, see --stdin (%s)", how);
	else if (!strcmp(m->what, "call"))
		snprintf(text, n, "a system call may have been refused, see --explain (%s)", how);
	else
		snprintf(text, n, "the machine had no more memory; no limit of the sandbox's (%s)", how);
}

void box_find_reasons(const struct box_options *o, struct box_result *r)
{
	bool badly = (r->end == BOX_EXITED && r->code) || r->end == BOX_SIGNALLED;
	char text[BOX_SAID + 1];

	say_limit(o, r);
	if (r->narrow)
		meet(r, "calls")->times = r->narrow;
	for (int i = 0; i < BOX_LIMITS; i++) {
		struct box_met *m = r->over[i] ? meet(r, limit_rows[i].name) : NULL;

		if (m)
			m->times = r->over[i];
	}
	memcpy(text, r->said, r->said_bytes);
	text[r->said_bytes] = '\0';
	for (unsigned i = 0; i < r->said_bytes; i++)
		text[i] = text[i] ? text[i] : ' ';
	for (size_t i = 0; badly && i < sizeof(table) / sizeof(*table); i++) {
		const char *at = strstr(text, table[i].words);

		if (at)
			infer(o, r, text, at, i);
	}
	meet_stack(o, r);
	for (unsigned i = 0; i < r->mets; i++)
		tell(o, r, &r->met[i]);
}
