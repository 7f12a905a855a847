// SPDX-License-Identifier: MIT
/*
 * cmd_doctor.c - ordeal doctor: what this machine can measure, what it lacks, and what mends it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "harness/commands/words.h"
#include "harness/options.h"
#include "harness/ordeal.h"
#include "harness/run/load.h"
#include "lib/strf.h"

static const char help[] =
	"usage: ordeal doctor\n\n"
	"Says what this machine can measure and what it cannot, and for each thing that is missing\n"
	"how much depends on it and the command that mends it. Nothing is changed, no attack is run.\n\n"
	"Exit codes: 0 all can be measured here, 3 something is lacking, 77 no arena can be built.\n";

struct visit {
	const struct campaign *c;
	json_t *mends; /* { command: [ what it brings ] } */
	json_t *never; /* [ what no command brings ]      */
};

static void say(const char *text)
{
	printf("ok      %s\n", text ? text : "?");
}

/* `text` is freed; `mend` NULL: another kernel or processor would have it. */
static void lacks(struct visit *v, char *text, const char *mend)
{
	json_t *under = mend ? json_object_get(v->mends, mend) : v->never;

	if (mend && !under)
		json_object_set_new(v->mends, mend, under = json_array());
	json_array_append_new(under, json_string(text ? text : "?"));
	free(text);
}

static void tell(const json_t *lines)
{
	const json_t *line;
	size_t i;

	json_array_foreach(lines, i, line) printf("        %s\n", json_string_value(line));
}

static void tell_all(const struct visit *v)
{
	const char *mend;
	json_t *lines;

	json_object_foreach(v->mends, mend, lines)
	{
		printf("lacks   what `%s` brings\n", mend);
		tell(lines);
	}
	if (json_array_size(v->never))
		puts("lacks   what only another kernel or processor has");
	tell(v->never);
}

/* How many programs need it; of these, how many are honest ones. */
static size_t count_needing(const struct campaign *c, const char *need, size_t *benign)
{
	size_t n = 0;

	*benign = 0;
	for (size_t i = 0; i < c->catalogue.program_count; i++) {
		const struct program *p = &c->catalogue.programs[i];
		bool needs = p->python && !strcmp(need, "python");

		for (char *const *one = p->needs; *one; one++)
			needs |= !strcmp(*one, need);
		n += needs && !p->benign;
		*benign += needs && p->benign;
	}
	return n;
}

/* A need that is not met, with all that is not run for it. Each is told once. */
static void see_need(struct visit *v, const char *need, json_t *told)
{
	const char *why = need_unmet(need), *hint;
	size_t benign, attacks;

	if (!why || json_object_get(told, need))
		return;
	json_object_set_new(told, need, json_true());
	attacks = count_needing(v->c, need, &benign);
	hint = strstr(why, " ("); /* where the reason itself ends in the command */
	hint = hint && need_mend(need) && strstr(hint, need_mend(need)) ? hint : why + strlen(why);
	lacks(v,
	      strf("%.*s: %zu attack%s, %zu honest program%s", (int)(hint - why), why, attacks,
		   plural(attacks), benign, plural(benign)),
	      need_mend(need));
}

static void see_needs(struct visit *v)
{
	json_t *told = json_object();

	for (size_t i = 0; i < v->c->catalogue.program_count; i++) {
		const struct program *p = &v->c->catalogue.programs[i];

		if (p->python)
			see_need(v, "python", told);
		for (char *const *need = p->needs; *need; need++)
			see_need(v, *need, told);
	}
	if (!json_object_size(told))
		say("every program of the catalogue finds what it needs");
	json_decref(told);
}

/* Does the arena find what stands in front? It has the host's /usr, and an /opt of its own. */
static bool is_missing(const struct defence *d)
{
	static const char *const folders[] = { "/usr/local/bin", "/usr/bin", "/bin" };
	char path[PATH_MAX];

	if (!d->argv || !strncmp(d->argv[0], "/opt/", 5))
		return false;
	if (strchr(d->argv[0], '/'))
		return access(d->argv[0], X_OK);
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		snprintf(path, sizeof(path), "%s/%s", folders[i], d->argv[0]);
		if (access(path, X_OK) == 0)
			return false;
	}
	return strcmp(d->argv[0], "{command}");
}

static void see_columns(struct visit *v)
{
	size_t fine = 0;
	char *text;

	for (size_t i = 0; i < v->c->defences.count; i++) {
		const struct defence *d = &v->c->defences.list[i];

		if (d->unmade)
			lacks(v, strf("the column %s", d->name), d->made[1]);
		else if (is_missing(d))
			lacks(v, strf("the column %s: there is no %s", d->name, d->argv[0]),
			      "./deps programs languages");
		else
			fine++;
	}
	text = strf("%zu of %zu columns are here (whether a layer can be put on, a run finds out)",
		    fine, v->c->defences.count);
	say(text);
	free(text);
}

static void see_cgroup(struct visit *v)
{
	const struct cgroup_host *cg = &v->c->cgroups;
	char *text = strf("cgroup version %d limits tasks and memory of an arena", cg->version);

	if (cg->version)
		say(text);
	else
		lacks(v, strf("a cgroup for arenas (%s): attacks whose figures it has", cg->why),
		      geteuid() ? "run it as root" : "mount -t cgroup2 none /sys/fs/cgroup");
	free(text);
}

/* Bombs are bounded; the bounds are still more than a small machine has. */
static void see_size(struct visit *v)
{
	enum { MIB_WANTED = 2048, DISK_WANTED = 1024 };
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned long memory = 0, disk = 0;
	struct sysinfo info;
	struct statvfs fs;
	char *text;

	if (sysinfo(&info) == 0)
		memory = (unsigned long)((uint64_t)info.totalram * info.mem_unit >> 20);
	if (statvfs(".", &fs) == 0)
		disk = (unsigned long)((uint64_t)fs.f_bavail * fs.f_frsize >> 20);
	text = strf("%ld processor%s, %lu MiB of memory, %lu MiB free on this disk", processors,
		    plural((unsigned long)processors), memory, disk);
	if (memory < MIB_WANTED)
		lacks(v, strf("2 GiB of memory (%s)", text), "ordeal run -j 1");
	else if (disk < DISK_WANTED)
		lacks(v, strf("1 GiB of disk (%s)", text), "rm what you do not need");
	else
		say(text);
	free(text);
}

static int cannot(const struct err *e)
{
	printf("no      arenas cannot be built: %s\n        %s\n\n"
	       "Here work: ordeal-sandbox, ordeal-probe, and what reads a results file (ordeal "
	       "matrix FILE).\n",
	       e->text,
	       geteuid() ? "run it as root, or allow user namespaces: sysctl "
			   "user.max_user_namespaces=10000"
			 : "a container has to leave /proc unmasked, and to allow unshare(2) and "
			   "mount(2): "
			   "docker run --privileged");
	return EXIT_CANNOT;
}

static int examine(struct campaign *c)
{
	struct visit v = { .c = c, .mends = json_object(), .never = json_array() };
	struct err e = { 0 };
	bool ill;

	if (campaign_try_machine(c, &e))
		return cannot(&e);
	say("arenas can be built");
	see_cgroup(&v);
	see_size(&v);
	see_needs(&v);
	see_columns(&v);
	tell_all(&v);
	ill = json_object_size(v.mends) || json_array_size(v.never);
	printf("\n%s\nNext: ordeal run --quick (a minute), then ordeal matrix; make matrix, in the "
	       "source tree.\n",
	       ill ? "Runs are possible here. What is lacking is `notrun` or `unavailable` in "
		     "their results."
		   : "Everything can be measured here.");
	json_decref(v.mends);
	json_decref(v.never);
	return ill ? EXIT_UNMEASURED : 0;
}

static int run(const struct home *home, int argc, char **argv)
{
	const struct word words[] = { { NULL } };
	static struct campaign c;
	struct options o;
	bool asked = false;
	int r = words_read(argc, argv, words, &asked);

	if (!r && !asked && optind < argc) {
		fprintf(stderr, "ordeal doctor: unexpected \"%s\"\n", argv[optind]);
		r = EXIT_USAGE;
	}
	if (r || asked) {
		fputs(asked ? help : "", stdout);
		return r;
	}
	options_parse(&o, 1, argv); /* its defaults */
	r = campaign_load(&c, &o, home);
	return r ? r : examine(&c);
}

const struct command cmd_doctor = { "doctor",
				    "say what this machine can measure, and what mends the rest",
				    run };
