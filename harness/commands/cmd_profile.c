// SPDX-License-Identifier: MIT
/*
 * cmd_profile.c - ordeal profile: a profile out of a report of ordeal-probe.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "harness/commands/words.h"
#include "harness/profiles/from_report.h"
#include "harness/profiles/inside.h"
#include "harness/run/place.h"
#include "harness/ordeal.h"

static const char help[] =
	"usage: ordeal profile --from REPORT -o NAME.profile\n\n"
	"Writes a profile that makes an arena refuse what the place of the report refuses. REPORT "
	"is\n"
	"what `ordeal-probe --json` wrote, or what the function of `make lambda-probe` answered.\n"
	"`ordeal run --profile ./NAME.profile` uses it. What cannot be imitated stands in it as a\n"
	"comment.\n\n"
	"Exit codes: 0 written, 2 called wrongly or no report, 3 no arena could be asked.\n";

/* "x/NAME.profile" -> NAME; false: it has another end. */
static bool name_in(const char *path, char *name, size_t size)
{
	const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path, *end;

	end = strstr(base, ".profile");
	if (!end || end == base || strcmp(end, ".profile") || (size_t)(end - base) >= size)
		return false;
	snprintf(name, size, "%.*s", (int)(end - base), base);
	return true;
}

static int write_it(const struct home *home, const json_t *report, const char *path, struct err *e)
{
	char name[128], slashed[4096];
	json_t *host, *got = NULL;
	FILE *out;

	if (!name_in(path, name, sizeof(name)))
		return err_set(e, 0, "%s: the name must end in .profile", path);
	snprintf(slashed, sizeof(slashed), "%s%s", strchr(path, '/') ? "" : "./", path);
	host = place_report(home, "host", e);
	out = host ? fopen(path, "we") : NULL;
	if (!out) {
		json_decref(host);
		return host ? err_set(e, errno, "%s", path) : -e->code;
	}
	from_report_write(out, name, report, host);
	json_decref(host);
	fflush(out);
	got = place_report(home, slashed, e);
	if (got)
		fprintf(stderr, "%s: %zu answers cannot be imitated, and stand in it as comments\n",
			path, from_report_expect(out, report, got));
	json_decref(got);
	if (fclose(out) && got)
		return err_set(e, errno, "%s", path);
	return got ? 0 : -e->code;
}

static int run(const struct home *home, int argc, char **argv)
{
	const char *from = NULL, *path = NULL;
	const struct word words[] = { { "from", .text = &from },
				      { "output", 'o', .text = &path },
				      { NULL } };
	struct err e = { 0 };
	bool help_wanted = false;
	json_t *report;
	int r;

	if (words_read(argc, argv, words, &help_wanted))
		return EXIT_USAGE;
	if (help_wanted)
		return fputs(help, stdout) < 0;
	if (!from || !path || optind < argc)
		return fputs(help, stderr), EXIT_USAGE;
	report = inside_load(from, &e);
	if (!report) {
		fprintf(stderr, "ordeal profile: %s\n", e.text);
		return EXIT_USAGE;
	}
	r = write_it(home, report, path, &e);
	json_decref(report);
	if (r)
		fprintf(stderr, "ordeal profile: %s\n", e.text);
	return r ? EXIT_UNMEASURED : 0;
}

const struct command cmd_profile = { "profile", "a profile out of a report of ordeal-probe", run };
