// SPDX-License-Identifier: MIT
/*
 * Requests to a launcher that stays. jansson reads the same bytes: what our reader takes, jansson
 * takes too and finds the same in it; what jansson finds to be a request as request.schema.json has
 * it, ours takes.
 */
#include "tests/fuzz/fuzz.h"

#include <jansson.h>
#include <stdbool.h>

#include "lib/request.h"

const unsigned long fuzz_runs = 60000;

static void same_text(const json_t *root, const char *key, const struct request_text *t)
{
	const json_t *v = json_object_get(root, key);

	if (!t->text) {
		must(!v);
		return;
	}
	must(json_is_string(v) && json_string_length(v) == t->n);
	must(!memcmp(json_string_value(v), t->text, t->n) && !t->text[t->n]);
}

static void same_pairs(const json_t *all, const struct request_pair *pairs, size_t n)
{
	must(json_object_size(all) == n);
	for (size_t i = 0; i < n; i++) {
		const json_t *v = json_object_getn(all, pairs[i].name.text, pairs[i].name.n);

		must(json_is_string(v) && json_string_length(v) == pairs[i].value.n);
		must(!memcmp(json_string_value(v), pairs[i].value.text, pairs[i].value.n));
	}
}

static void same(const json_t *root, const struct request *r)
{
	const json_t *args = json_object_get(root, "args"), *back = json_object_get(root, "return");

	must(json_array_size(back) == r->back_count);
	for (size_t i = 0; i < r->back_count; i++)
		must(!strcmp(json_string_value(json_array_get(back, i)), r->back[i].text));
	same_pairs(json_object_get(root, "files"), r->files, r->file_count);
	same_pairs(json_object_get(root, "env"), r->env, r->env_count);
	same_text(root, "id", &r->id);
	same_text(root, "program", &r->program);
	same_text(root, "stdin", &r->input);
	must(json_array_size(args) == r->count);
	for (size_t i = 0; i < r->count; i++) {
		const json_t *v = json_array_get(args, i);

		must(json_is_string(v) && !strcmp(json_string_value(v), r->args[i].text));
		must(strlen(r->args[i].text) == r->args[i].n);
	}
	for (int i = 0; i < REQUEST_LIMITS; i++) {
		const json_t *v = json_object_get(root, request_limit_names[i]);

		must(v ? (uint64_t)json_integer_value(v) == r->limit[i] : !r->limit[i]);
	}
}

static bool is_limit(const char *key)
{
	for (int i = 0; i < REQUEST_LIMITS; i++)
		if (!strcmp(key, request_limit_names[i]))
			return true;
	return false;
}

static bool right_args(const json_t *v)
{
	if (!json_is_array(v) || json_array_size(v) > REQUEST_ARGS)
		return false;
	for (size_t i = 0; i < json_array_size(v); i++) {
		const json_t *word = json_array_get(v, i);

		if (!json_is_string(word) ||
		    strlen(json_string_value(word)) != json_string_length(word))
			return false;
	}
	return true;
}

static bool is_name(const json_t *v)
{
	const char *name = json_string_value(v);

	return name && *name && strlen(name) == json_string_length(v) &&
	       strlen(name) <= REQUEST_NAME && !strchr(name, '/') && strcmp(name, ".") != 0 &&
	       strcmp(name, "..") != 0;
}

static bool right_pairs(json_t *all, bool files)
{
	const char *key;
	size_t n;
	json_t *v;

	if (!json_is_object(all) || json_object_size(all) > REQUEST_PAIRS)
		return false;
	json_object_keylen_foreach(all, key, n, v)
	{
		json_t *name = json_stringn(key, n);
		bool good = files ? is_name(name) : n && !memchr(key, 0, n) && !memchr(key, '=', n);

		json_decref(name);
		if (!good || !json_is_string(v) ||
		    (!files && strlen(json_string_value(v)) != json_string_length(v)))
			return false;
	}
	return true;
}

static bool right_names(const json_t *all)
{
	if (!json_is_array(all) || json_array_size(all) > REQUEST_PAIRS)
		return false;
	for (size_t i = 0; i < json_array_size(all); i++)
		if (!is_name(json_array_get(all, i)))
			return false;
	return true;
}

/* Is it a request, by the schema? */
static bool right(json_t *root)
{
	const char *key;
	json_t *v;

	json_object_foreach(root, key, v)
	{
		if (!strcmp(key, "id") || !strcmp(key, "program") || !strcmp(key, "stdin")) {
			if (!json_is_string(v))
				return false;
		} else if (!strcmp(key, "args")) {
			if (!right_args(v))
				return false;
		} else if (!strcmp(key, "files") || !strcmp(key, "env")) {
			if (!right_pairs(v, *key == 'f'))
				return false;
		} else if (!strcmp(key, "return")) {
			if (!right_names(v))
				return false;
		} else if (!is_limit(key) || !json_is_integer(v) || json_integer_value(v) < 1) {
			return false;
		}
	}
	return json_object_get(root, "program") || json_array_size(json_object_get(root, "args"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *text = fuzz_text(data, n);
	struct request r;
	struct err e;
	bool taken = request_parse(&r, text, n, &e) == 0;
	json_t *root = json_loadb((const char *)data, n, JSON_ALLOW_NUL, NULL);

	if (taken) {
		must(json_is_object(root));
		same(root, &r);
	} else {
		must(*e.text);
	}
	json_decref(root);
	/* Of a member that is there twice jansson looks at the last only, ours at both. And a NUL
	   behind the end is nothing to jansson. */
	root = json_loadb((const char *)data, n, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
	if (json_is_object(root) && right(root) && !memchr(data, '\0', n))
		must(taken);
	json_decref(root);
	free(text);
	return 0;
}
