// SPDX-License-Identifier: MIT
#include "harness/trial/account.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "harness/trial/grading.h"
#include "harness/trial/instance.h"
#include "harness/trial/refusals.h"
#include "harness/results/results.h"
#include "harness/results/results_text.h"

enum { KEPT_TEXT = 1500, KEPT_WORDS = 200 };

#define MARK  "attempting\n"
#define LACKS "absent: "

static bool found(const struct evidence *ev, const char *mark)
{
	for (size_t i = 0; i < ev->channels; i++) {
		const struct channel *ch = &ev->channel[i];

		if (ch->kind == CHANNEL_FEEDBACK && !strcmp(ch->name, "stdout") &&
		    memmem(ch->head, ch->head_len, mark, strlen(mark)))
			return true;
	}
	return false;
}

/*
 * What a program says that its language lacks, in `absent: os.fork`, or null. Of the honest
 * student, too: without it there is no scene.
 */
static json_t *absent(struct episode *ep)
{
	static const enum channel_kind kinds[] = { CHANNEL_FEEDBACK, CHANNEL_HONEST };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		const struct channel *ch = evidence_find(&ep->ev, kinds[i], "stdout");
		const char *head = ch ? ch->head : "", *end = head + (ch ? ch->head_len : 0);
		const char *said = memmem(head, end - head, LACKS, strlen(LACKS)), *line;

		if (!said)
			continue;
		said += strlen(LACKS);
		line = memchr(said, '\n', end - said);
		return results_text(said, (line ? line : end) - said, KEPT_WORDS);
	}
	return json_null();
}

static void describe_end(const struct episode *ep, char *text, size_t size)
{
	int s = ep->status;

	if (!ep->called_ms)
		snprintf(text, size, "did not start");
	else if (ep->stopped)
		snprintf(text, size, "seen enough: ended by the keeper");
	else if (ep->timed_out)
		snprintf(text, size, s < 0 ? "wall clock" : "wall clock, of what it left running");
	else if (s < 0)
		snprintf(text, size, "the worker died under it");
	else if (WIFSIGNALED(s))
		snprintf(text, size, "signal %d (%s)", WTERMSIG(s), strsignal(WTERMSIG(s)));
	else
		snprintf(text, size, "exit %d", WEXITSTATUS(s));
}

static bool printed(struct episode *ep, const char *name, const char *text)
{
	const struct channel *ch = evidence_find(&ep->ev, CHANNEL_FEEDBACK, name);

	return ch && memmem(ch->head, ch->head_len, text, strlen(text));
}

/*
 * Did the program end by an accident before its mark? It says nothing of an attack, with or without
 * a defence. A grader keeps the exit code to itself, but it passes on what was printed.
 */
static bool crashed(struct episode *ep, bool attempted)
{
	int s = ep->status;
	bool traceback = printed(ep, "stderr", "Traceback (most recent call last):") ||
			 printed(ep, "stdout", "Traceback (most recent call last):") ||
			 printed(ep, "stderr", "can't open file '");

	if (attempted || ep->timed_out || s < 0 || ep->spec->mode != EPISODE_TRIAL)
		return false;
	if (WIFSIGNALED(s) || WEXITSTATUS(s) == 126 || WEXITSTATUS(s) == 127)
		return true;
	return traceback && (WEXITSTATUS(s) || ep->grading.how);
}

/* How the honest student failed; NULL: it did not. */
static json_t *honest_failure(struct episode *ep)
{
	const struct channel *err = evidence_find(&ep->ev, CHANNEL_HONEST, "stderr");
	const char *text;
	size_t n = 0;
	int s = ep->honest_status;
	json_t *said, *failure;

	if (ep->honest_ok)
		return json_null();
	if (ep->grading.how && ep->grading.mark[PART_HONEST] == MARK_WRONG)
		return json_string("its right answer was marked wrong");
	if (ep->grading.how == GRADER_RPC)
		return json_string("the grader never answered: " GRADER_SILENT);
	if (ep->grading.how)
		return json_string("the grader never answered");
	if (ep->honest_end == INVOCATION_LOST || ep->honest_end == INVOCATION_TIMEOUT || s < 0)
		return json_string(ep->honest_end == INVOCATION_TIMEOUT ? "no end in time"
									: "the worker was gone");
	text = err ? evidence_last(err, KEPT_WORDS, &n) : "";
	said = results_text(text, n, KEPT_WORDS);
	failure = json_sprintf("%s %d: %s", WIFSIGNALED(s) ? "signal" : "exit",
			       WIFSIGNALED(s) ? WTERMSIG(s) : WEXITSTATUS(s),
			       json_string_value(said));
	json_decref(said);
	return failure;
}

/* What was counted, for the results file. */
static json_t *measured(const struct episode *ep)
{
	const struct oracle *o = ep->spec->oracle;
	if (!ep->armed || !o || !o->scale || !ep->gauge.scale.per_unit)
		return json_null();
	return measure_object(&ep->gauge.at, &ep->gauge.scale);
}

static json_t *head_of(struct episode *ep, const char *name)
{
	const struct channel *ch = evidence_find(&ep->ev, CHANNEL_FEEDBACK, name);

	return results_text(ch ? ch->head : "", ch ? ch->head_len : 0, KEPT_TEXT);
}

/* Why a program ended stands in the last lines, not in the first. */
static json_t *last_of(struct episode *ep, const char *name)
{
	const struct channel *ch = evidence_find(&ep->ev, CHANNEL_FEEDBACK, name);
	size_t n = 0;
	const char *text = ch ? evidence_last(ch, KEPT_TEXT, &n) : "";

	return results_text(text, n, KEPT_TEXT);
}

static json_t *refused(struct episode *ep)
{
	const struct channel *ch = evidence_find(&ep->ev, CHANNEL_FEEDBACK, "stderr");
	size_t n;
	const char *text = ch && ep->spec->asks ? evidence_last(ch, CHANNEL_TAIL, &n) : NULL;

	return text ? refusals_in(text, n) : json_null();
}

/* Did somebody have to be killed, since the instance had no memory left? */
static bool starved(const struct episode *ep)
{
	struct cgroup_usage u;

	cgroup_read(&ep->arena.cgroup, &u);
	return ep->spec->arena->memory && u.starved > 0;
}

json_t *account_of(struct episode *ep, enum sight sight, const struct err *e, bool clean)
{
	bool attempted = found(&ep->ev, MARK);
	char how[96];

	describe_end(ep, how, sizeof(how));
	return json_pack("{s:s, s:s?, s:b, s:b, s:b, s:o, s:b, s:b, s:b, s:b, s:b, s:i, s:o, s:{s:s, s:o, "
			 "s:o, s:o, s:o}, s:O}",
			 "sight", sight_name(sight), "error", e ? e->text : NULL, "fault",
			 e && ep->fault, "crashed", crashed(ep, attempted), "attempted", attempted,
			 "absent", absent(ep),
			 "honest_ok", ep->honest_ok, "worker_died", ep->worker_died, "timed_out",
			 ep->timed_out, "starved", starved(ep), "clean", clean, "status", ep->status, "measured",
			 measured(ep), "ending", "how", how, "stdout", head_of(ep, "stdout"),
			 "stderr", last_of(ep, "stderr"), "honest", honest_failure(ep), "refused",
			 refused(ep), "exhibits", ep->exhibits);
}
