// SPDX-License-Identifier: MIT
/*
 * manifest.c - a manifest is a table of keys, and so is its check: a key is unknown, of the wrong
 * type, or it goes where the table says.
 */
#include "harness/catalogue/manifest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/member.h"
#include "harness/oracle.h"

static const char *const scenes[] = { "solo", "after-victim", "before-victim", NULL };
static const char *const graders[] = { "none", "rpc", "file", NULL };

enum { DEFAULT_SECONDS = 10, MOST_SECONDS = 60 };

enum key_type { KEY_TEXT, KEY_WORDS, KEY_NUMBER, KEY_FLAG };

#define AT(field) offsetof(struct program, field)

static const struct key {
	const char *name;
	enum key_type type;
	bool required, foreign;
	size_t text; /* where in struct program it goes as it is; 0: looked at elsewhere */
} keys[] = {
	{ .name = "language", .required = true, .text = AT(language) },
	{ .name = "effect", .required = true, .text = AT(effect) },
	{ .name = "means", .required = true, .text = AT(means) },
	{ .name = "oracle", .required = true },
	{ .name = "scene" },
	{ .name = "grader" },
	{ .name = "victim" },
	{ .name = "control", .text = AT(control) },
	{ .name = "expect", .text = AT(expect) },
	{ .name = "id", .text = AT(catalogue_id) },
	{ .name = "attack_id", .text = AT(attack_id) },
	{ .name = "remedy", .text = AT(remedy) },
	{ .name = "threshold", .type = KEY_NUMBER },
	{ .name = "seconds", .type = KEY_NUMBER },
	{ .name = "quick", .type = KEY_FLAG },
	{ .name = "needs", .type = KEY_WORDS },
	{ .name = "refs", .type = KEY_WORDS },
	{ .name = "row", .foreign = true },
	{ .name = "argv", .type = KEY_WORDS, .foreign = true },
	{ .name = "armed", .type = KEY_FLAG, .foreign = true },
};

enum { KEYS = sizeof(keys) / sizeof(*keys) };

const char *scene_name(enum scene s)
{
	return scenes[s];
}

const char *grader_name(enum grader g)
{
	return graders[g];
}

const char *grader_summary(enum grader g)
{
	switch (g) {
	case GRADER_NONE:
		return "no marks: the plain worker starts each student, who is looked at from outside";
	case GRADER_RPC:
		return "a warm evaluation function, one process for all requests (framed JSON-RPC on its "
		       "standard input and output), marks each student's last line \"answer: X\"";
	case GRADER_FILE:
		return "the same with a new process for each request, a request file and a response "
		       "file";
	}
	return "";
}

static int place_in(const char *const names[], const char *name)
{
	for (int i = 0; names[i]; i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}

int scene_parse(const char *name)
{
	return place_in(scenes, name);
}

int grader_parse(const char *name)
{
	return place_in(graders, name);
}

static bool words_only(const json_t *array)
{
	json_t *word;
	size_t i;

	json_array_foreach(array, i, word)
		if (!json_is_string(word))
			return false;
	return true;
}

static const char *wrong_type(const json_t *value, enum key_type type)
{
	switch (type) {
	case KEY_WORDS:
		return json_is_array(value) && words_only(value) ?
			       NULL : "must be a list of strings";
	case KEY_TEXT:
		return json_is_string(value) || json_is_null(value) ?
			       NULL : "must be a string or null";
	case KEY_NUMBER:
		return json_is_integer(value) && json_integer_value(value) >= 0 ?
			       NULL : "must be a whole number, not below zero";
	case KEY_FLAG:
		return json_is_boolean(value) ? NULL : "must be true or false";
	}
	return NULL;
}

static int check_keys(json_t *manifest, bool foreign, struct err *e)
{
	const char *name, *wrong;
	json_t *value;

	json_object_foreach(manifest, name, value) {
		const struct key *k = keys;

		while (k < keys + KEYS && strcmp(k->name, name))
			k++;
		if (k == keys + KEYS || (k->foreign && !foreign))
			return err_set(e, 0, "unknown key \"%s\"", name);
		if ((wrong = wrong_type(value, k->type)))
			return err_set(e, 0, "\"%s\" %s", name, wrong);
	}
	for (const struct key *k = keys; k < keys + KEYS; k++)
		if (k->required && !member_text(manifest, k->name))
			return err_set(e, 0, "\"%s\" is missing", k->name);
	return 0;
}

static int take_texts(struct program *p, const json_t *manifest)
{
	for (const struct key *k = keys; k < keys + KEYS; k++) {
		const char *text = member_text(manifest, k->name);

		if (!k->text || !text)
			continue;
		if (!(*(char **)((char *)p + k->text) = strdup(text)))
			return -ENOMEM;
	}
	if (!p->control)
		p->control = strdup("none");
	return p->control ? 0 : -ENOMEM;
}

static int take_oracle(struct program *p, const char *spec, struct err *e)
{
	const char *arg;
	const struct oracle *o = oracle_find(spec, &arg);

	if (!o)
		return err_set(e, 0, "there is no oracle \"%s\"", spec);
	p->oracle = strdup(o->name);
	p->oracle_arg = arg ? strdup(arg) : NULL;
	return p->oracle && (!arg || p->oracle_arg) ? 0 : err_set(e, ENOMEM, "oracle");
}

/* The place of the manifest's word `key` in `names`; without the key, 0. -errno: it is not there.
 */
static int choice(const json_t *manifest, const char *key, const char *const names[],
		  struct err *e)
{
	const char *word = member_text(manifest, key);

	int place = word ? place_in(names, word) : 0;

	return place < 0 ? err_set(e, 0, "there is no %s \"%s\"", key, word) : place;
}

static int take_needs(struct program *p, const json_t *needs, struct err *e)
{
	json_t *need;
	size_t i;

	json_array_foreach(needs, i, need) {
		const char *name = json_string_value(need);

		if (i == PROGRAM_NEEDS)
			return err_set(e, 0, "more than %d needs", PROGRAM_NEEDS);
		if (!need_known(name))
			return err_set(e, 0, "there is no need \"%s\"", name);
		if (!(p->needs[i] = strdup(name)))
			return err_set(e, ENOMEM, "needs");
	}
	return 0;
}

/* Whom it hurts: who an oracle of that kind sees hurt, or whom the manifest names. */
static int take_victim(struct program *p, const json_t *manifest, struct err *e)
{
	const char *name = member_text(manifest, "victim"), *arg;
	const struct oracle *o;
	char spec[64];
	int v;

	if (!name) {
		o = oracle_find(program_oracle(p, spec, sizeof(spec)), &arg);
		p->victim = oracle_hurts(o, arg);
		return 0;
	}
	v = victim_parse(name);
	if (v <= VICTIM_NOBODY)
		return err_set(e, 0, "there is no victim \"%s\" (see: ordeal list victims)", name);
	p->victim = (enum victim)v;
	return 0;
}

int manifest_parse(struct program *p, json_t *manifest, bool foreign, struct err *e)
{
	json_int_t seconds = json_integer_value(json_object_get(manifest, "seconds"));
	json_t *armed = json_object_get(manifest, "armed");
	int r = check_keys(manifest, foreign, e);

	if (r)
		return r;
	if (seconds > MOST_SECONDS)
		return err_set(e, 0, "\"seconds\" is above %d", MOST_SECONDS);
	if (take_texts(p, manifest))
		return err_set(e, ENOMEM, "manifest");
	p->python = !strcmp(p->language, "python");
	p->quick = member_is_true(manifest, "quick");
	p->armed = !armed || json_is_true(armed);
	p->threshold = (unsigned long)json_integer_value(json_object_get(manifest, "threshold"));
	p->seconds = seconds ? (unsigned)seconds : DEFAULT_SECONDS;
	p->manifest = json_incref(manifest);
	if ((r = take_oracle(p, member_text(manifest, "oracle"), e)) ||
	    (r = choice(manifest, "scene", scenes, e)) < 0)
		return r;
	p->scene = (enum scene)r;
	if ((r = choice(manifest, "grader", graders, e)) < 0)
		return r;
	p->grader = (enum grader)r;
	if ((r = take_victim(p, manifest, e)))
		return r;
	return take_needs(p, json_object_get(manifest, "needs"), e);
}

bool manifest_likely(const json_t *manifest)
{
	static const char *const telling[] = { "oracle", "effect", "means", "scene", "grader",
					       "victim", "remedy", "attack_id", "armed" };

	for (size_t i = 0; i < sizeof(telling) / sizeof(*telling); i++)
		if (json_object_get(manifest, telling[i]))
			return true;
	return false;
}

int manifest_check_row(const struct program *p, struct err *e)
{
	bool done = !strcmp(p->oracle, "done");

	if (p->benign && (!done || !p->expect))
		return err_set(e, 0, "a benign program needs the oracle \"done\" and \"expect\"");
	if (p->benign && member_text(p->manifest, "victim"))
		return err_set(e, 0, "a benign program has no \"victim\"");
	if (!p->benign && done)
		return err_set(e, 0, "the oracle \"done\" is for benign rows");
	return 0;
}

json_t *manifest_read(const char *path, struct err *e)
{
	json_error_t why;
	json_t *manifest = json_load_file(path, JSON_REJECT_DUPLICATES, &why);

	if (!manifest) {
		err_set(e, 0, "%s:%d: %s", path, why.line < 0 ? 1 : why.line, why.text);
		return NULL;
	}
	if (json_is_object(manifest))
		return manifest;
	json_decref(manifest);
	err_set(e, 0, "%s:1: not a JSON object", path);
	return NULL;
}
