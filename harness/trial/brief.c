// SPDX-License-Identifier: MIT
#include "harness/trial/brief.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/strv.h"

static bool staging(const struct episode_spec *s)
{
	return s->mode == EPISODE_STAGED || s->mode == EPISODE_NOTHING ||
	       s->mode == EPISODE_BLINDED;
}

static void add(char ***v, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void add(char ***v, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	strv_add(v, text);
}

bool brief_knows(const struct episode_spec *s, enum part part)
{
	return part == PART_HONEST || (s->program && s->program->benign) ||
	       (s->mode == EPISODE_STAGED && s->oracle_arg && s->oracle->stage_knows &&
		!strcmp(s->oracle_arg, s->oracle->stage_knows));
}

/* What the program is told. Only a victim and an exfiltration get a secret. */
static void add_brief(struct episode *ep, char ***v, enum part part)
{
	const struct oracle *o = ep->spec->oracle;
	bool honest = part == PART_HONEST;
	enum place hides = brief_beside(ep->spec) ? PLACE_NEIGHBOUR : PLACE_VICTIM;
	const char *secret = honest	   ? ep->ev.canary[hides] :
			     o && o->given ? ep->ev.canary[PLACE_GIVEN] : "";

	add(v, "--armed");
	if (ep->spec->mode == EPISODE_DRY && !honest)
		add(v, "dry");
	add(v, "role=%s", honest ? "victim" : "attacker");
	add(v, "name=o%.12s", ep->ev.canary[PLACE_GIVEN] + CANARY_LEN - 12);
	add(v, "secret=%s", secret);
	if (part == PART_ACCOMPLICE)
		add(v, "again");
	if (ep->grading.how)
		add(v, "answer=%s", brief_knows(ep->spec, part) ? ep->ev.canary[PLACE_REQUEST] : "");
	add(v, "helpers=" ARENA_HELPERS);
	add(v, "sink=%d", ARENA_SINK_PORT);
	add(v, "dns=%d", ARENA_DNS_PORT);
	add(v, "shell=%d", ARENA_SHELL_PORT);
	add(v, "bind=%d", ARENA_BIND_PORT);
	add(v, "api=%d", ARENA_API_PORT);
	add(v, "worker=%d", ep->grading.pid ? ep->grading.pid : ep->worker_pid);
	add(v, "decoy=%d", ep->decoy.pid);
}

/* The words of the program itself, without the defence. */
static char **command_of(struct episode *ep, enum part part)
{
	const struct episode_spec *s = ep->spec;
	bool honest = part == PART_HONEST;
	char **v = NULL;

	if (s->mode == EPISODE_PROBE) {
		strv_add_all(&v, s->command);
	} else if (staging(s)) {
		strv_add(&v, ARENA_BOX "/bin/stage");
		strv_add(&v, honest ? "honest" : s->mode == EPISODE_STAGED ? s->oracle->stage :
									   "nothing");
		strv_add(&v, s->oracle_arg ? s->oracle_arg : "-");
		add_brief(ep, &v, part);
	} else {
		strv_add_all(&v, s->program->argv);
		if (s->program->armed)
			add_brief(ep, &v, part);
	}
	return v;
}

static const char *attack_dir(const struct episode_spec *s)
{
	for (char *const *word = s->program ? s->program->argv : NULL; word && *word; word++)
		if (!strncmp(*word, ARENA_EXTRA, strlen(ARENA_EXTRA)))
			return ARENA_EXTRA; /* for Python, the second word */
	return ARENA_BOX;
}

enum scene brief_scene(const struct episode_spec *s)
{
	if (staging(s))
		return s->oracle->stage_scene;
	return s->program ? s->program->scene : SCENE_SOLO;
}

bool brief_beside(const struct episode_spec *s)
{
	return !staging(s) && s->program && oracle_is_beside(s->oracle, s->oracle_arg);
}

enum grader brief_grader(const struct episode_spec *s)
{
	if (staging(s))
		return s->oracle->stage_grader;
	return s->program && s->mode != EPISODE_PROBE ? s->program->grader : GRADER_NONE;
}

char **brief_argv(struct episode *ep, enum part part)
{
	const struct episode_spec *s = ep->spec;
	char **command = command_of(ep, part), **argv;

	if (!s->defence->argv || s->mode == EPISODE_PROBE)
		return command;
	argv = defence_argv(s->defence, command, attack_dir(s), ep->allowed);
	strv_free(command);
	return argv;
}
