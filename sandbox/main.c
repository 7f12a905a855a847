// SPDX-License-Identifier: MIT
/*
 * ordeal-sandbox - run a program in a box that needs no privilege.
 *
 * Prints nothing on stdout while a program runs: that belongs to the program. What went wrong with
 * the sandbox itself goes to stderr in one line and into the report.
 */
#include "lib/fd.h"
#include "lib/utf8.h"
#include "sandbox/cgroup_probe.h"
#include "sandbox/jail_argv.h"
#include "sandbox/layer_seccomp.h"
#include "sandbox/learn.h"
#include "sandbox/limits.h"
#include "sandbox/operator.h"
#include "sandbox/options.h"
#include "sandbox/report_to.h"
#include "sandbox/serve.h"
#include "sandbox/sink.h"
#include "sandbox/stack.h"
#include "sandbox/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static void help(void)
{
	puts("usage: ordeal-sandbox [OPTION]... -- COMMAND [ARGUMENT]...\n"
	     "Run a program in a box that needs no privilege, and say how it ended.\n\n"
	     "  --layers LIST          layers by name, or a stack: claimed, recommended (the\n"
	     "                         default), full, locked, interpreted; or best, the strongest one here\n"
	     "  --accept-at-least STACK  best: refuse to run under a weaker one\n"
	     "  --allow-missing LAYER  run even if this layer cannot be applied\n"
	     "  --report FD|FILE       one JSON object on how it ended\n"
	     "  --result FD|FILE       session: where the program's descriptor 3 leads\n"
	     "  --chdir DIR            the program's working directory\n"
	     "  --env NAME[=VALUE]     env: keep or set a variable\n"
	     "  --processes            seccomp: the program may start processes (full: it may)\n"
	     "  --no-processes         ... or may not\n"
	     "  --stdin                hygiene: standard input is the program's, not closed\n"
	     "  --shim                 env: an evaluator that shimmy starts: EVAL_*, its input, its folder\n"
	     "  --mediate              supervise: it opens every file in the program's place\n"
	     "  --ro PATH              landlock, --mediate: may be read and run, besides the system's\n"
	     "  --rw PATH              ... may be written too, besides its own folder\n"
	     "  --concurrency NUMBER   rlimit: so many boxes of this user run at a time (1)\n"
	     "  --rx PATH              ... read and run, where noexec takes that from --ro and --rw\n"
	     "  --only PATH[:run],...  of the system's files no others than these\n"
	     "  --calls NAME,...       seccomp: of the calls that it allows no others than these\n"
	     "  --learn FILE           supervise: write what the program did as a policy\n"
	     "  --trace FILE           write what each step of the launch took\n"
	     "  --explain              say which calls were refused; brings supervise with it\n"
	     "  --child-figures        supervise: children read their own /proc/self/maps; /dev/stdin a file\n"
	     "  --cgroup DIR           the layer cgroup, in a group below this one, which was handed on\n"
	     "  --ro-try, --rw-try PATH   ... where it is there: else nothing is granted, and no error\n"
	     "  --landlock-abi N       landlock: refuse to run below this version\n"
	     "  --tmp-clear DIR        tmp: empty this shared folder afterwards\n"
	     "  --tmp-keep GLOB        tmp: except names, or paths, like this\n"
	     "  --tmp-leave DIR        tmp: remove nothing in this shared folder\n");
	for (int i = 0; i < BOX_LIMITS; i++) {
		const struct limit_row *r = &limit_rows[i];
		bool mib = r->unit == 'b';

		printf("  --%-12s %-11s  %s: %s (", r->name,
		       mib ? "SIZE[KMG]" : r->unit == 's' ? "SECONDS" : "NUMBER", r->layer, r->help);
		if (r->standard == BOX_NONE)
			puts("none)");
		else
			printf("%llu%s)\n", (unsigned long long)(mib ? r->standard >> 20 : r->standard),
			       mib ? "M" : "");
	}
	puts("\n  --serve SOCKET|-  stay, and run what is asked: --slots NUMBER, --queue NUMBER\n"
	     "    --zygote PROGRAM  ... in forks of it, made before they are asked for; python3:\n"
	     "    --preload LIST    ... which has imported these modules\n"
	     "  --client SOCKET   let such a launcher run the command\n"
	     "  --policy FILE     options from a file, one a line, without dashes\n"
	     "  --preset NAME     the same from a file that comes with it, for a kind of program\n"
	     "  --list-layers  --probe [--layers LIST]  --version  --help\n\n"
	     "A limit can be 'none'. Exit status: the program's own; 124 wall clock, 125 the\n"
	     "sandbox failed, 126 found but not run, 127 not found, 128+N killed by signal N.");
}

static void list_layers(void)
{
	for (int i = 0; stack[i]; i++)
		printf("%-10s  %s\n", stack[i]->name, stack[i]->blurb);
}

/* One line for each layer that there is, or is asked about; 0 when each of those can be applied here. */
static int probe(const struct command *c)
{
	unsigned layers = c->box.layers;
	bool asked = c->asked || c->box.cgroup, all = true;

	for (int i = 0; stack[i]; i++) {
		struct err e = { 0 };
		bool can;

		if (asked && !(layers & 1u << i))
			continue;
		if (c->box.cgroup && stack[i] == &layer_cgroup)
			can = cgroup2_probe(c->box.cgroup, &e) >= 0;
		else
			can = !stack[i]->probe || stack[i]->probe(&e) >= 0;
		printf("%-10s  %s%s%s\n", stack[i]->name, can ? "yes" : "no", *e.text ? "  " : "", e.text);
		fflush(stdout); /* who tries the next one must not print it again */
		all = all && (can || !(layers & 1u << i));
	}
	return all ? 0 : 1;
}

/* 0, 1 and 2 must be something, or pipes and folders of ours would take their places. */
static int hold_standard(void)
{
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
			return -errno;
	return 0;
}

/* One line to stderr. The program chose some of its words: nothing in it moves a cursor. */
static void complain(const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	for (char *c = text; *c;) {
		size_t n = utf8_length(c, strlen(c));

		if (!n || utf8_orders(c, n))
			memset(c, '?', n ? n : 1);
		c += n ? n : 1;
	}
	fprintf(stderr, "ordeal-sandbox: %s\n", text);
}

/* Did a byte of the program run? */
static bool ran(const struct box_result *r)
{
	return r->end != BOX_NOT_RUN && r->end != BOX_NOT_FOUND;
}

/* Did the sandbox end it, or a limit of its? Who asked for no report hears of it here. */
static bool was_ended(const struct box_result *r)
{
	switch (r->end) {
	case BOX_SIGNALLED:
		return *r->sum;
	case BOX_EXITED:
	case BOX_NOT_RUN:
	case BOX_NOT_FOUND:
		return false;
	case BOX_HIT_WALL:
	case BOX_HIT_OUTPUT:
	case BOX_HIT_RESULT:
	case BOX_HIT_MEMORY:
	case BOX_HIT_DISK:
	case BOX_HIT_CPU:
	case BOX_HIT_FSIZE:
	case BOX_TERMINATED:
		return true;
	}
	return true;
}

/* Which calls were refused, but for what programs are known to do without. */
static void explain(const struct box_result *r)
{
	for (unsigned i = 0; i < r->refused_kinds; i++) {
		const struct box_refusal *f = &r->refused[i];
		const char *call = seccomp_call(f->nr);

		if (!box_noise(f))
			complain("refused: %s(%#llx, %#llx, %#llx), %lu time%s", call ? call : "an unknown call",
				 (unsigned long long)f->args[0], (unsigned long long)f->args[1],
				 (unsigned long long)f->args[2], f->times, f->times == 1 ? "" : "s");
	}
	if (box_all_noise(r))
		complain("refused: nothing that a program is known to miss");
}

static void say_how(const struct command *c, const struct box_result *r)
{
	char text[BOX_REASON];

	if (!ran(r)) {
		complain("%s", r->error.text);
	} else if (!c->report && was_ended(r)) {
		box_reason(r, text);
		complain("%s", text);
	} else if (!c->report && (r->code || r->signal)) {
		for (unsigned i = 0; i < r->mets; i++)
			complain("%s", r->met[i].text);
	}
}

/* Where all processes of the launch write: those before exec and those beside it. */
static int trace_begin(struct box_options *o, struct err *e)
{
	o->trace = mmap(NULL, sizeof(*o->trace), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (o->trace == MAP_FAILED) {
		o->trace = NULL;
		return err_set(e, errno, "--trace");
	}
	trace_step(o->trace, "begin", NULL);
	return 0;
}

static int run(struct command *c, struct err *e)
{
	struct sink sink _cleanup_sink_ = { .fd = -1, .folder = -1 };
	struct err lost = { 0 }, why = { 0 };
	struct report_to to = { .fd = -1 };
	struct box_result result = { 0 };
	int r = 0, written = 0;

	if (hold_standard() < 0)
		return err_set(e, errno, "/dev/null");
	if (c->report && report_to_open(&to, c->report, e) < 0)
		return -e->code;
	if (c->result)
		r = sink_open(&sink, c->result, e);
	if (sink.fd >= 0 && sink.fd == to.fd)
		r = err_set(e, EINVAL, "--result and --report are one descriptor");
	c->box.launcher = true;
	c->box.result_fd = sink.fd;
	memcpy(c->box.keep, (int[]){ to.fd, sink.fd, sink.folder }, sizeof(c->box.keep));
	if (r == 0 && c->result && !c->report && box_result_is_open(&c->box, c->box.layers))
		complain("--result: any process of this user can write into the memory of who makes it");
	if (r == 0 && c->learn && !(c->box.learnt = learn_begin()))
		r = err_set(e, ENOMEM, "--learn");
	if (r == 0 && c->trace)
		r = trace_begin(&c->box, e);
	if (r == 0)
		r = box_run(&c->box, &result, e);
	trace_step(c->box.trace, "end", NULL);
	if (r == 0 && c->trace)
		r = trace_write(c->box.trace, c->trace, e);
	if (r == 0 && c->learn && ran(&result))
		r = learn_write(c->learn, &c->box, &result, e);
	if (r == 0 && ran(&result) && sink_deliver(&sink, &lost) < 0)
		result.result_error = lost.code;
	if (c->report)
		written = report_to_rewind(&to, &result.report_replaced, &why);
	if (!written && to.fd >= 0 && box_report(to.fd, &c->box, &result, r < 0 ? e : NULL) < 0)
		written = err_set(&why, EIO, "--report");
	fd_close(&to.fd);
	if (written < 0) {
		*e = why;
		return -e->code;
	}
	if (r < 0)
		return r;
	say_how(c, &result);
	if (c->explain)
		explain(&result);
	if (result.report_replaced)
		complain("another file was in the report's place");
	if (result.sweep.left)
		complain("tmp: %lu left, the first is '%s'", result.sweep.left,
			 result.sweep.names ? result.sweep.name[0] : "");
	if (lost.code)
		complain("%s", lost.text);
	return lost.code ? EXIT_SANDBOX : box_exit_code(&result);
}

/* Called wrongly, but the caller may still read the report only. */
static void report_misuse(const struct command *c, const struct err *e)
{
	static const struct box_result nothing;
	struct report_to to;
	struct err ignored;

	if (report_to_open(&to, c->report, &ignored) == 0)
		box_report(to.fd, &c->box, &nothing, e);
	fd_close(&to.fd);
}

int main(int argc, char **argv)
{
	struct err e = { 0 };
	struct command c = { .action = ACT_RUN };
	struct jail jail;
	int r = operator_read(&argc, &argv, &e);

	if (r == 0)
		r = jail_translate(&jail, argc, argv, &e);
	if (r == 0)
		r = box_options_parse(&c, jail.argv ? jail.argc : argc, jail.argv ? jail.argv : argv, &e);
	if (r == 0)
		r = jail_become(&jail, &e);

	if (r < 0 && c.report)
		report_misuse(&c, &e);
	if (r == 0)
		switch (c.action) {
		case ACT_HELP:
			help();
			return 0;
		case ACT_VERSION:
			puts("ordeal-sandbox " BOX_VERSION);
			return 0;
		case ACT_LIST:
			list_layers();
			return 0;
		case ACT_PROBE:
			return probe(&c);
		case ACT_SERVE:
			r = hold_standard() < 0 ? err_set(&e, errno, "/dev/null") : serve(&c, &e);
			break;
		case ACT_CLIENT:
			r = serve_client(&c, &e);
			break;
		case ACT_RUN:
			r = run(&c, &e);
		}
	if (r >= 0)
		return r;
	complain("%s", e.text);
	return EXIT_SANDBOX;
}
