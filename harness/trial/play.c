// SPDX-License-Identifier: MIT
/*
 * play.c - the scene, from arming to the verdict's raw material.
 *
 *     arm     build the arena, open the attacker's host, start the worker, arm the oracle
 *     scene   solo:           attack
 *             after-victim:   honest student, [between], attack
 *             before-victim:  attack, [between], honest student; where there is a grader,
 *                             then also [between], accomplice
 *     end     kill everything, read every channel to its end, judge, disarm
 *
 * [between] is between.c. Where the oracle asks about a student at work beside the accused, that
 * one starts before the scene, and stays.
 * Every student, honest or not, comes in through the defence.
 */
#include "harness/trial/play.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/trial/account.h"
#include "harness/trial/between.h"
#include "harness/trial/brief.h"
#include "harness/trial/grading.h"
#include "harness/trial/instance.h"
#include "harness/results/member.h"
#include "harness/trial/refusals.h"
#include "harness/results/results.h"
#include "harness/results/results_text.h"
#include "lib/clock.h"
#include "lib/fd.h"
#include "lib/strv.h"

enum { HONEST_SECONDS = 20, STAGE_SECONDS = 20, PROBE_SECONDS = 120 };

#define HONEST_MARK "honest work done\n"

/* Run one invocation, by the plain worker or by the grader. */
static int invoke(struct episode *ep, enum part part, const struct invocation *inv, int *status,
		  struct err *e)
{
	struct grading *g = &ep->grading;
	int r;

	if (g->how == GRADER_NONE)
		return instance_invoke(ep, inv, status, e);
	g->asked[part] = true;
	r = grading_ask(ep, inv, part == PART_HONEST, &g->mark[part], e);
	*status = r == INVOCATION_ENDED ? 0 : -1;
	return r;
}

static bool honest_mark(struct episode *ep)
{
	const struct channel *out = evidence_find(&ep->ev, CHANNEL_HONEST, "stdout");

	return out && memmem(out->head, out->head_len, HONEST_MARK, strlen(HONEST_MARK));
}

static bool honest_work_done(struct episode *ep, int how, int status)
{
	if (ep->grading.how && ep->grading.mark[PART_HONEST] != MARK_CORRECT)
		return false;
	return how == INVOCATION_ENDED && status == 0 && honest_mark(ep);
}

/*
 * How many may be left when a turn has ended. One at work beside it, and what watches over that
 * one, come and go as they like.
 */
static int may_stay(const struct episode *ep)
{
	if (ep->beside >= 0)
		return INT_MAX;
	if (brief_scene(ep->spec) == SCENE_BEFORE_VICTIM)
		return ep->population;
	return arena_population(&ep->arena, false);
}

/* One student's turn, through the defence. The oracle watches the one that decides. */
static int turn(struct episode *ep, enum part part, bool deciding, int life, struct err *e)
{
	const struct episode_spec *s = ep->spec;
	struct invocation inv = {
		.argv = brief_argv(ep, part),
		.kind = part == PART_HONEST ? CHANNEL_HONEST : CHANNEL_FEEDBACK,
		.in_process = s->defence->in_process && s->mode != EPISODE_PROBE,
		.deciding = deciding,
		.survivors = may_stay(ep),
		.seconds = part == PART_HONEST ? HONEST_SECONDS
			   : s->program	       ? s->program->seconds
			   : s->mode == EPISODE_PROBE ? PROBE_SECONDS
						      : STAGE_SECONDS,
		.life = life,
	};
	int status = -1, r;

	if (part == PART_HONEST && brief_beside(s))
		inv.answered = honest_mark; /* and then stays */
	r = inv.argv ? invoke(ep, part, &inv, &status, e) : err_set(e, ENOMEM, "argv");
	strv_free((char **)inv.argv);
	if (r < 0)
		return r;
	if (inv.answered && r == INVOCATION_ENDED)
		status = 0;
	if (part == PART_HONEST) {
		ep->honest_ok = honest_work_done(ep, r, status);
		ep->honest_end = r;
		ep->honest_status = status;
	} else if (part == PART_ATTACKER) {
		ep->status = status;
		ep->worker_died = r == INVOCATION_LOST;
		ep->timed_out = r == INVOCATION_TIMEOUT;
	}
	ep->stopped = r == INVOCATION_SEEN;
	return r;
}

/* Does the column have no say in what the worker, and the grader, do before the first student? */
static bool untouched(const struct defence *d)
{
	return !d->prelude && !d->hidden && !d->reexeced;
}

static int play(struct episode *ep, int life, struct err *e)
{
	bool graded = ep->grading.how != GRADER_NONE;
	int r;

	ep->fault = untouched(ep->spec->defence);
	if ((r = grading_start(ep, life, e)))
		return r;
	ep->fault = false;
	ep->population = arena_population(&ep->arena, false);
	switch (brief_scene(ep->spec)) {
	case SCENE_SOLO:
		r = turn(ep, PART_ATTACKER, true, life, e);
		ep->honest_ok &= instance_keeps(ep); /* else there was nobody to attack */
		return r;
	case SCENE_AFTER_VICTIM:
		if ((r = turn(ep, PART_HONEST, false, life, e)) < 0 ||
		    (r = between(ep, life, e)) < 0)
			return r;
		return turn(ep, PART_ATTACKER, true, life, e);
	case SCENE_BEFORE_VICTIM:
		if ((r = turn(ep, PART_ATTACKER, false, life, e)) < 0 ||
		    (r = between(ep, life, e)) < 0 ||
		    (r = turn(ep, PART_HONEST, true, life, e)) < 0 || !graded || ep->stopped ||
		    (r = between(ep, life, e)) < 0)
			return r;
		return turn(ep, PART_ACCOMPLICE, true, life, e);
	}
	return -EINVAL;
}

/*
 * An honest student at work, as a worker of its own started it: several invocations at a time are
 * several processes of the function. Nobody, where the place has one at a time.
 */
static int start_beside(struct episode *ep, int life, struct err *e)
{
	const struct profile *p = ep->spec->arena->profile;
	int r;

	if (!brief_beside(ep->spec) || (p && p->alone))
		return 0;
	if ((r = instance_start(ep, e)) || (r = turn(ep, PART_HONEST, false, life, e)) < 0)
		return r;
	instance_leave(ep);
	return 0;
}

static int prepare(struct episode *ep, int life, struct err *e)
{
	const struct oracle *o = ep->spec->oracle;
	int r;

	ep->fault = true; /* as long as nobody but us has done anything */
	if ((r = arena_build(ep->spec->arena, &ep->arena, e)))
		return r;
	if ((r = evidence_open(&ep->ev, &ep->arena)))
		return err_set(e, -r, "open the attacker's host");
	ep->fault = untouched(ep->spec->defence);
	if ((r = start_beside(ep, life, e)) || (r = instance_start(ep, e)))
		return r;
	ep->fault = false;
	if (o && o->arm && (r = o->arm(ep, e)))
		return r;
	ep->armed = true;
	return 0;
}

/*
 * A null trial: no canary at all may have come out, through the defence's own doing. To say the
 * answer is a submission's purpose.
 */
static bool no_secret_out(struct episode *ep)
{
	for (int p = 0; p < PLACES; p++) {
		if ((p == PLACE_REQUEST && ep->grading.how) ||
		    (!ep->ev.feedback[p].found && !ep->ev.wire[p].found))
			continue;
		if (p == PLACE_REQUEST && brief_knows(ep->spec, PART_ATTACKER))
			continue; /* it is what the program was to say */
		exhibit(ep, "the defence itself gave away the %s canary", place_names[p]);
		return false;
	}
	return true;
}

/* Copy the arena's /tmp for a look, as `cp -RP` does. Best effort, for `replay --keep` only. */
static void keep_files(struct episode *ep)
{
	extern char **environ;
	char from[64], to[4096];
	char *argv[] = { "cp", "-RP", from, to, NULL };
	pid_t pid;

	if (!ep->spec->keep)
		return;
	mkdir(ep->spec->keep, 0700);
	snprintf(from, sizeof(from), "/proc/%d/fd/%d/.", getpid(), ep->arena.fd[ARENA_FD_TMP]);
	snprintf(to, sizeof(to), "%s/tmp", ep->spec->keep);
	if (!posix_spawnp(&pid, "cp", NULL, NULL, argv, environ))
		waitpid(pid, NULL, 0);
	for (size_t i = 0; i < ep->ev.channels; i++) {
		const struct channel *ch = &ep->ev.channel[i];
		int fd _cleanup_fd_ = -1;

		if (!ch->head_len)
			continue;
		snprintf(to, sizeof(to), "%s/%02zu %s", ep->spec->keep, i, ch->name);
		fd = open(to, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
		if (fd >= 0)
			fd_write_all(fd, ch->head, ch->head_len);
	}
}

static enum sight conclude(struct episode *ep)
{
	const struct oracle *o = ep->spec->oracle;
	enum sight sight = SIGHT_CLEAN;

	if (o && o->watch && ep->armed)
		o->watch(ep); /* the last look while everything stands */
	keep_files(ep);
	arena_kill(&ep->arena);
	if (!evidence_finish(&ep->ev, &ep->arena)) {
		exhibit(ep, "a channel could not be read to its end");
		ep->blind = true;
	}
	if (o)
		sight = o->judge(ep);
	return ep->blind && sight != SIGHT_SEEN ? SIGHT_BLIND : sight;
}

static json_t *run_once(const struct episode_spec *spec, int life)
{
	struct episode *ep = calloc(1, sizeof(*ep)); /* large, and most of it is never touched */
	double start = clock_ms(), ran;
	struct err e = { 0 };
	enum sight sight = SIGHT_BLIND;
	json_t *result;
	bool clean;
	int r;

	if (!ep)
		return NULL;
	ep->spec = spec;
	ep->honest_ok = true;
	ep->status = ep->worker = ep->beside = ep->decoy.line = ep->grading.to = -1;
	ep->leak.file[0] = ep->leak.file[1] = ep->leak.log = -1;
	ep->grading.how = brief_grader(spec);
	ep->allowed = allowance(oracle_on_the_clock(spec->oracle, spec->oracle_arg));
	ep->allowed.instance = spec->arena->memory;
	ep->exhibits = json_array();
	r = prepare(ep, life, &e);
	if (!r)
		r = play(ep, life, &e);
	ran = clock_ms() - start - ep->arena.built_ms;
	if (r >= 0)
		sight = conclude(ep);
	clean = r >= 0 && (!spec->all_secrets || no_secret_out(ep));
	if (spec->oracle && spec->oracle->disarm)
		spec->oracle->disarm(ep);
	result = account_of(ep, sight, r < 0 ? &e : NULL, clean);
	grading_end(ep);
	evidence_close(&ep->ev);
	fd_close(&ep->worker);
	fd_close(&ep->beside);
	r = arena_destroy(&ep->arena);
	if (r)
		json_object_set_new(result, "error",
				    json_sprintf("leftover cgroup: %s", strerror(-r)));
	json_object_set_new(
		result, "ms",
		json_pack("{s:f, s:f, s:f, s:o}", "build", ep->arena.built_ms, "run", ran,
			  "teardown", ep->arena.torn_ms, "cpu",
			  ep->arena.cpu_ms < 0 ? json_null() : json_real(ep->arena.cpu_ms)));
	json_decref(ep->exhibits);
	free(ep);
	return result;
}

/* Does the oracle accuse where the honest student failed, and may the defence itself be the reason?
 */
static bool may_be_the_defences_fault(const struct episode_spec *s, const json_t *result)
{
	const char *sight = member_text(result, "sight");
	const struct defence *d = s->defence;

	return s->mode == EPISODE_TRIAL && sight && !strcmp(sight, "SEEN") &&
	       (d->argv || d->between || d->prelude) &&
	       oracle_is_honest(s->oracle, s->oracle_arg);
}

/* Once more, for people only: nothing is judged by what the sandbox says. */
static void ask_what_was_refused(const struct episode_spec *spec, int life, json_t *result)
{
	struct defence asked = refusals_asked(spec->defence);
	struct episode_spec again = *spec;
	json_t *told;

	if (!asked.argv)
		return;
	again.defence = &asked;
	again.asks = true;
	again.keep = NULL;
	told = run_once(&again, life);
	json_object_set(json_object_get(result, "ending"), "refused",
			json_object_get(json_object_get(told, "ending"), "refused"));
	json_decref(told);
	strv_free(asked.argv);
}

json_t *play_episode(const struct episode_spec *spec, int life)
{
	json_t *result = run_once(spec, life), *alone;
	struct episode_spec without = *spec;
	const char *sight;

	if (refusals_wanted(spec, result))
		ask_what_was_refused(spec, life, result);
	if (!may_be_the_defences_fault(spec, result))
		return result;
	without.mode = EPISODE_DRY;
	without.keep = NULL;
	alone = run_once(&without, life);
	sight = member_text(alone, "sight");
	if (!sight || strcmp(sight, "CLEAN")) {
		json_object_set_new(result, "sight", json_string(sight_name(SIGHT_CLEAN)));
		json_object_set_new(result, "honest_ok", json_false());
		json_array_append_new(json_object_get(result, "exhibits"),
				      json_string("without the attack the honest student fails "
						  "under this defence, too"));
	}
	json_decref(alone);
	return result;
}
