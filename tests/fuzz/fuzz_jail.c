// SPDX-License-Identifier: MIT
/*
 * The jail wrapper's command line, one word a line. What is translated has all words behind "--"
 * as they were; in front of it no option of ours that was not put there for one of theirs, no
 * path that is two, no number that is none. Nothing is taken and then ignored.
 */
#include "tests/fuzz/fuzz.h"

#include "lib/strv.h"
#include "sandbox/jail_argv.h"

const unsigned long fuzz_runs = 60000;

enum { WORDS = 64 };

/* What each option of ours may be followed by. */
static void check_value(const char *option, const char *value)
{
	if (!strcmp(option, "--ro") || !strcmp(option, "--rw") || !strcmp(option, "--chdir"))
		must(*value == '/' && !strchr(value, ':'));
	else if (!strcmp(option, "--as"))
		must(strspn(value, "0123456789") == strlen(value) - 1 && value[strlen(value) - 1] == 'M');
	else if (!strcmp(option, "--cpu") || !strcmp(option, "--nofile"))
		must(!strcmp(value, "none") || strspn(value, "0123456789") == strlen(value));
	else if (!strcmp(option, "--layers"))
		must(!strcmp(value, "best"));
	else if (!strcmp(option, "--wall"))
		must(!strcmp(value, "none"));
	else
		must(!strcmp(option, "--accept-at-least") &&
		     (!strcmp(value, "locked") || !strcmp(value, "recommended")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *text = fuzz_text(data, n), *argv[WORDS + 1], *at = text;
	struct jail j;
	struct err e = { 0 };
	int argc = 0, dashes = 0, ours = 1;

	argv[argc++] = "ordeal-sandbox";
	while (argc < WORDS && at)
		argv[argc++] = strsep(&at, "\n");
	argv[argc] = NULL;
	while (dashes < argc && strcmp(argv[dashes], "--"))
		dashes++;
	if (jail_translate(&j, argc, argv, &e) < 0) {
		must(*e.text && !j.argv);
	} else if (j.argv) {
		must(argc > 1 && !strncmp(argv[1], "--mode", 6) && dashes < argc);
		must((int)strv_count(j.argv) == j.argc && !strcmp(j.argv[0], argv[0]));
		for (; strcmp(j.argv[ours], "--"); ours += strcmp(j.argv[ours], "--shim") ? 2 : 1)
			if (strcmp(j.argv[ours], "--shim"))
				check_value(j.argv[ours], j.argv[ours + 1]);
		must(j.argc - ours == argc - dashes);
		for (int i = 0; i < argc - dashes; i++)
			must(!strcmp(j.argv[ours + i], argv[dashes + i]));
		must(!j.user || (j.uid && j.gid));
	}
	jail_free(&j);
	free(text);
	return 0;
}
