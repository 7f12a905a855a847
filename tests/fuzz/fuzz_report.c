// SPDX-License-Identifier: MIT
/*
 * The sandbox's report, with a command, a reason, arguments of refused calls and names of left
 * files that the program chose: one line, one object, in which every string is what it was, but for
 * what is not UTF-8. Another reader of JSON, jansson, is asked what it says.
 */
#include "tests/fuzz/fuzz.h"

#include "lib/fd.h"
#include "lib/json_out.h"
#include "lib/utf8.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>

const unsigned long fuzz_runs = 3000;

/* The string with U+FFFD in place of each byte that is no UTF-8; to be freed. */
static char *valid(const char *s)
{
	char *to = malloc(3 * strlen(s) + 1), *at = to;

	must(to);
	while (*s) {
		size_t len = utf8_length(s, strlen(s));

		at = len ? mempcpy(at, s, len) : stpcpy(at, "\xef\xbf\xbd");
		s += len ? len : 1;
	}
	*at = '\0';
	return to;
}

static void is(const json_t *object, const char *key, const char *want)
{
	char *text = valid(want);

	must(json_string_value(json_object_get(object, key)) &&
	     !strcmp(json_string_value(json_object_get(object, key)), text));
	free(text);
}

static json_t *report(const struct box_options *o, const struct box_result *r, const struct err *e)
{
	char path[32], *text;
	int fd = fuzz_file(NULL, 0, path);
	json_t *j;
	off_t n;

	must(box_report(fd, o, r, e) == 0);
	n = lseek(fd, 0, SEEK_END);
	text = malloc((size_t)n + 1);
	must(text && pread(fd, text, (size_t)n, 0) == n);
	text[n] = '\0';
	must(strlen(text) == (size_t)n && strchr(text, '\n') == text + n - 1);
	for (char *c = text; c < text + n - 1; c++)
		must((unsigned char)*c >= 0x20 && *c != 0x7f);
	j = json_loadb(text, (size_t)n, JSON_REJECT_DUPLICATES, NULL);
	must(j);
	free(text);
	close(fd);
	return j;
}

/* Cut at newlines; the last is what is left. */
static char *piece(char **rest)
{
	char *at = *rest, *end = strchr(at, '\n');

	*rest = end ? end + 1 : at + strlen(at);
	if (end)
		*end = '\0';
	return at;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct box_result r = { .swept = true, .relayed = true };
	struct box_options o = { .stack = "full" };
	uint8_t how = fuzz_byte(&data, &n), sig = fuzz_byte(&data, &n);
	char *text = fuzz_text(data, n), *rest = text, *argv[2] = { 0 };
	struct err e = { 0 };
	json_t *j, *names;

	argv[0] = piece(&rest);
	o.argv = argv;
	o.stack = piece(&rest);
	err_set(&e, EPERM, "%s", piece(&rest));
	for (int i = 0; i < BOX_NAMED; i++) {
		char *name = piece(&rest);

		/* a file's name may hold a newline: there is none in a piece, so one is put in */
		snprintf(r.sweep.name[i], sizeof(r.sweep.name[i]), "%.240s\n", name);
		r.sweep.names++;
	}
	r.end = how % (BOX_NOT_FOUND + 1);
	r.signal = sig;
	r.error = how & 64 ? e : (struct err){ 0 };
	r.layers = how & 32 ? 0x3fff : 0;
	r.missing = how & 16 ? 0x3fff : 0;
	for (int i = 0; i < BOX_LAYERS; i++)
		r.why[i] = e;
	r.refused_kinds = n % BOX_REFUSED;
	for (unsigned i = 0; i < r.refused_kinds; i++) {
		r.refused[i].nr = (int)n * (int)(i + 1) - 5;
		memcpy(r.refused[i].args, data, n < sizeof(r.refused[i].args) ? n : 48);
	}
	j = report(&o, &r, how & 128 ? &e : NULL);
	is(j, "command", argv[0]);
	is(j, "stack", o.stack);
	if (how & 128 || r.error.code)
		is(j, "reason", e.text);
	names = json_object_get(json_object_get(j, "tmp"), "names");
	must(json_array_size(names) == BOX_NAMED);
	for (size_t i = 0; i < BOX_NAMED; i++) {
		json_t *one = json_pack("{s:O}", "name", json_array_get(names, i));

		is(one, "name", r.sweep.name[i]);
		json_decref(one);
	}
	json_decref(j);
	free(text);
	return 0;
}
