// SPDX-License-Identifier: MIT
/*
 * main.c - ordeal-bench: measure what the layers and the stock tools cost, write a results file.
 *
 * bench-report reads it. Nothing is judged here: every raw sample is kept.
 */
#include "bench/bench.h"
#include "bench/cases.h"
#include "bench/machine.h"
#include "bench/room.h"
#include "bench/spawn.h"
#include "harness/results/results.h"
#include "lib/clock.h"
#include "lib/strf.h"
#include "lib/strv.h"

#include <errno.h>
#include <getopt.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LATEST "runs/bench-latest.jsonl"
enum { HELPED = -1, EXIT_USAGE = 2, EXIT_UNMEASURED = 3 };

static const char help[] =
	"usage: ordeal-bench [OPTION]...\n\n"
	"Times launches and system calls bare, under each layer and under stock tools.\n\n"
	"      --seconds N    for all launches together, about (110)\n"
	"      --quick        a first look: fewer of everything\n"
	"      --program NAME launches of this program only, and nothing else\n"
	"      --full         all the other quantities too (half an hour); --full=NAME,...: these\n"
	"                     alone: `ordeal-bench --quantities` lists them\n"
	"  -d, --defence NAME this column only, beside bare; may be repeated\n"
	"      --defence-cmd 'CMD -- {command}'\n"
	"                     a command of your own as a column \"given\", beside a few others\n"
	"                     or those of -d; it must not lie in /opt, /tmp or /dev/shm\n"
	"      --seed N       of the random order (1)\n"
	"  -o, --output FILE  results file (default: runs/bench-<time>.jsonl, " LATEST ")\n"
	"      --force        write over what is in FILE\n\n"
	"The columns are those of the matrix, with the command lines of their .defence files, in\n"
	"a mount namespace where /opt/ordeal is the build and /tmp and /dev/shm are empty.\n"
	"Exit codes: 0 measured, 2 called wrongly, 3 something could not be measured.\n"
	"Read the file with bench-report. `bench/quiet` tells what disturbs timing here.\n";

static void on_signal(int signal)
{
	bench_interrupted = signal;
}

struct options {
	const char *output;
	const struct program *only;
	char **columns; /* NULL: all */
	const char *given;
	double seconds;
	unsigned rounds;
	uint64_t seed;
	bool force;
	bool quick;
	bool full;          /* the other quantities, too */
	const char *which;  /* these of them, and nothing else; NULL: all */
};

static int refuse(const char *why, const char *what)
{
	fprintf(stderr, "ordeal-bench: %s \"%s\"\n", why, what);
	return EXIT_USAGE;
}

enum { OPT_SECONDS = 256, OPT_QUICK, OPT_PROGRAM, OPT_SEED, OPT_GIVEN, OPT_FORCE, OPT_FULL,
       OPT_QUANTITIES, OPT_HELP };

static const struct option known[] = {
	{ "seconds", required_argument, NULL, OPT_SECONDS },
	{ "quick", no_argument, NULL, OPT_QUICK },
	{ "program", required_argument, NULL, OPT_PROGRAM },
	{ "defence", required_argument, NULL, 'd' },
	{ "defence-cmd", required_argument, NULL, OPT_GIVEN },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "output", required_argument, NULL, 'o' },
	{ "force", no_argument, NULL, OPT_FORCE },
	{ "full", optional_argument, NULL, OPT_FULL },
	{ "quantities", no_argument, NULL, OPT_QUANTITIES },
	{ "help", no_argument, NULL, OPT_HELP },
	{ 0 }
};

/* As bench/more says them: it has them from the functions that measure. */
static int list_quantities(void)
{
	char exe[PATH_MAX] = "", *program;

	if (readlink("/proc/self/exe", exe, sizeof(exe) - 1) < 0)
		return EXIT_USAGE;
	program = strf("%s/bench/more/main.py", dirname(exe));
	execl("/usr/bin/python3", "python3", "-B", program ? program : "", "--list", NULL);
	perror("ordeal-bench: python3");
	return EXIT_USAGE;
}

/* One option. 0, HELPED or EXIT_USAGE after a message. */
static int take(struct options *o, int opt)
{
	char *end = "";

	switch (opt) {
	case OPT_SECONDS:
		o->seconds = strtod(optarg, &end);
		return *end || !(o->seconds > 0) ? refuse("no number of seconds:", optarg) : 0;
	case OPT_SEED:
		o->seed = strtoull(optarg, &end, 0);
		return *end ? refuse("no number:", optarg) : 0;
	case OPT_QUICK:
		o->seconds = 8;
		o->rounds = 10;
		o->quick = true;
		return 0;
	case OPT_PROGRAM:
		o->only = program_find(optarg);
		return o->only ? 0 : refuse("there is no program", optarg);
	case 'd':
		return strv_add(&o->columns, optarg) ? refuse("no memory for", optarg) : 0;
	case OPT_GIVEN:
		o->given = optarg;
		return 0;
	case 'o':
		o->output = optarg;
		return 0;
	case OPT_FORCE:
		o->force = true;
		return 0;
	case OPT_FULL:
		o->full = true;
		o->which = optarg;
		return 0;
	case OPT_QUANTITIES:
		return list_quantities();
	case OPT_HELP:
		fputs(help, stdout);
		return HELPED;
	}
	return EXIT_USAGE; /* getopt_long has said why */
}

static int parse(struct options *o, int argc, char **argv)
{
	int opt, r = 0;

	*o = (struct options){ .seconds = 110, .rounds = 40, .seed = 1 };
	while (!r && (opt = getopt_long(argc, argv, "o:d:", known, NULL)) != -1)
		r = take(o, opt);
	return !r && optind < argc ? refuse("unexpected", argv[optind]) : r;
}

/* Of the room: it is entered between. */
static int write_meta(struct bench *b, const struct options *o, int cpu,
		      const struct machine_noise *noise, json_t *meta, struct err *e)
{
	char tmp[16];

	json_object_set_new(meta, "kind", json_string("bench"));
	json_object_set_new(meta, "seconds", json_real(o->seconds));
	json_object_set_new(meta, "rounds", json_integer(o->rounds));
	json_object_set_new(meta, "seed", json_integer((json_int_t)o->seed));
	json_object_set_new(meta, "pinned_to", json_integer(cpu));
	json_object_set_new(meta, "load_before", json_real(noise->load));
	/* The layer tmp makes and removes a folder there, which a disk does more slowly than
	 * memory. */
	machine_filesystem("/tmp", tmp);
	json_object_set_new(meta, "tmp", json_string(tmp));
	return bench_write(b, meta, e);
}

static int write_end(struct bench *b, double began, const struct machine_noise *before,
		     struct err *e)
{
	struct machine_noise now;
	double steal, irq;

	machine_noise(&now);
	steal = machine_share(before->steal, now.steal, before, &now);
	irq = machine_share(before->irq, now.irq, before, &now);
	return bench_write(b, json_pack("{s:s, s:b, s:f, s:I, s:I, s:f, s:f, s:f}", "type", "end",
					"interrupted", bench_interrupted != 0,
					"seconds", clock_ms() / 1e3 - began,
					"launches", (json_int_t)b->sequence,
					"failures", (json_int_t)b->failures, "load_after", now.load,
					"steal_percent", steal, "irq_percent", irq), e);
}

/* At the beginning too, and not only below the tables: it is two minutes till then. */
static void warn(const struct machine_noise *now)
{
	if (now->load > MACHINE_LOAD_DOUBTED)
		fprintf(stderr, "ordeal-bench: the load average is %.1f: something else runs here, "
				"and these numbers will be doubtful (bench/quiet names it)\n",
			now->load);
}

/* Into the open file: meta, the measurements, end. */
static int measure(struct bench *b, const struct options *o, const char *share, struct err *e)
{
	double began = clock_ms() / 1e3;
	struct machine_noise before;
	json_t *meta;
	int cpu, r;

	machine_noise(&before);
	warn(&before);
	cpu = machine_pin(e);
	if (cpu < 0)
		return cpu;
	meta = host_meta(share);
	r = room_enter(b->build, e);
	if (r)
		json_decref(meta);
	else
		r = write_meta(b, o, cpu, &before, meta, e);
	if (!r && !o->which)
		r = bench_launches(b, o->only, e);
	if (!r && !bench_interrupted && !o->only && !o->which)
		r = bench_calls(b, e);
	if (!r && !bench_interrupted && !o->only && !o->which)
		r = bench_hyperfine(b, e);
	if (!r && !bench_interrupted && o->full)
		r = bench_more(b, o->which, e);
	return r ? r : write_end(b, began, &before, e);
}

static void point_latest_at(const char *path)
{
	unlink(LATEST);
	if (symlink(strrchr(path, '/') + 1, LATEST))
		fprintf(stderr, "ordeal-bench: " LATEST ": %s\n", strerror(errno));
}

/* Measure into `path`; an exit code. */
/* What somebody measured is not lost in silence: minutes of a quiet machine. */
static int open_output(const struct options *o, const char *path, struct err *e)
{
	int fd = o->output && !o->force ? results_open(path, RESULTS_SPARE, e) : -ENOENT;

	return fd == -ENOENT ? results_create(path, e) : fd;
}

static int run(struct bench *b, const struct options *o, const char *share, const char *path)
{
	struct err e = { 0 };
	int r = spawn_setup(&e);

	if (!r)
		b->out = r = open_output(o, path, &e);
	if (r >= 0)
		r = measure(b, o, share, &e);
	if (r < 0) {
		fprintf(stderr, "ordeal-bench: %s%s\n", e.text,
			r == -EEXIST ? " (--force writes over it)" : "");
		return r == -EEXIST ? EXIT_USAGE : EXIT_UNMEASURED;
	}
	if (!o->output)
		point_latest_at(path);
	fprintf(stderr, "%ju launches, %ju failed; results: %s%s\n", (uintmax_t)b->sequence,
		(uintmax_t)b->failures, path, bench_interrupted ? " (interrupted)" : "");
	return b->failures || bench_interrupted ? EXIT_UNMEASURED : 0;
}

/* What stands beside a command of one's own where no column was named. */
static char **usual_company(void)
{
	char **v = NULL;

	strv_add_all(&v, (char *[]){ "fork", "recommended", "full", "bwrap", NULL });
	return v;
}

static int load_and_run(struct bench *b, struct options *o, const char *path)
{
	char *share = strf("%s/share", b->build);
	struct variants variants = { 0 };
	struct err e = { 0 };
	int r;

	if (o->given && !o->columns)
		o->columns = usual_company();
	if (variants_load(&variants, share ? share : "", o->columns, o->given, &e)) {
		fprintf(stderr, "ordeal-bench: %s\n", e.text);
		r = EXIT_USAGE;
	} else {
		b->variants = &variants;
		r = run(b, o, share, path);
	}
	variants_free(&variants);
	strv_free(o->columns);
	free(share);
	return r;
}

int main(int argc, char **argv)
{
	static const struct sigaction stop = { .sa_handler = on_signal };
	char exe[PATH_MAX] = "", stamped[64];
	time_t now = time(NULL);
	struct bench b = { 0 };
	struct options o;
	int r = parse(&o, argc, argv);

	if (r)
		return r == HELPED ? 0 : r;
	if (readlink("/proc/self/exe", exe, sizeof(exe) - 1) < 0) {
		perror("ordeal-bench: /proc/self/exe");
		return EXIT_UNMEASURED;
	}
	b = (struct bench){ .build = dirname(exe), .seconds = o.seconds, .rounds = o.rounds,
			    .rng.state = o.seed, .quick = o.quick, .terminal = isatty(2) };
	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
	strftime(stamped, sizeof(stamped), "runs/bench-%Y%m%dT%H%M%SZ.jsonl", gmtime(&now));
	return load_and_run(&b, &o, o.output ? o.output : stamped);
}
