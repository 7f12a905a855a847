// SPDX-License-Identifier: MIT
/*
 * report.c - what happened, as an exit code and as one JSON object.
 */
#include "lib/json_out.h"
#include "sandbox/layer_seccomp.h"
#include "sandbox/stack.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

/* The word of the report, and the sentence for a person. */
static const struct {
	const char *word, *sentence;
} endings[] = {
	[BOX_EXITED] = { "exit", "the program ended by itself" },
	[BOX_SIGNALLED] = { "signal", "a signal ended the program" },
	[BOX_HIT_WALL] = { "wall", "the wall clock ran out" },
	[BOX_HIT_OUTPUT] = { "output", "more output than is allowed" },
	[BOX_HIT_RESULT] = { "result", "a larger result than is allowed" },
	[BOX_HIT_MEMORY] = { "memory", "more memory than is allowed" },
	[BOX_HIT_DISK] = { "disk", "more bytes or files on disk than is allowed" },
	[BOX_HIT_CPU] = { "cpu", "more processor time than is allowed" },
	[BOX_HIT_FSIZE] = { "fsize", "a file larger than is allowed (RLIMIT_FSIZE)" },
	[BOX_TERMINATED] = { "terminated", "the sandbox was told to end" },
	[BOX_NOT_RUN] = { "not-run", "the program was found but could not be run" },
	[BOX_NOT_FOUND] = { "not-found", "there is no such program" },
};

static const char *const signals[] = {
	[SIGHUP] = "SIGHUP",   [SIGINT] = "SIGINT",   [SIGQUIT] = "SIGQUIT", [SIGILL] = "SIGILL",
	[SIGTRAP] = "SIGTRAP", [SIGABRT] = "SIGABRT", [SIGBUS] = "SIGBUS",   [SIGFPE] = "SIGFPE",
	[SIGKILL] = "SIGKILL", [SIGUSR1] = "SIGUSR1", [SIGSEGV] = "SIGSEGV", [SIGUSR2] = "SIGUSR2",
	[SIGPIPE] = "SIGPIPE", [SIGALRM] = "SIGALRM", [SIGTERM] = "SIGTERM", [SIGXCPU] = "SIGXCPU",
	[SIGXFSZ] = "SIGXFSZ", [SIGSYS] = "SIGSYS",
};

/* Without a wall around /proc, and where there can be more than one process. */
bool box_result_is_open(const struct box_options *o, unsigned layers)
{
	return !stack_has(layers, &layer_landlock) && !o->mediate &&
	       (o->processes || !stack_has(layers, &layer_seccomp));
}

int box_exit_code(const struct box_result *r)
{
	switch (r->end) {
	case BOX_EXITED:
		return r->code;
	case BOX_HIT_WALL:
		return EXIT_WALL;
	case BOX_NOT_RUN:
		return EXIT_NOT_RUN;
	case BOX_NOT_FOUND:
		return EXIT_NOT_FOUND;
	case BOX_HIT_OUTPUT:
	case BOX_HIT_RESULT:
	case BOX_HIT_MEMORY:
	case BOX_HIT_DISK:
		return 128 + SIGKILL;
	case BOX_TERMINATED:
		return 128 + SIGTERM;
	case BOX_SIGNALLED:
	case BOX_HIT_CPU:
	case BOX_HIT_FSIZE:
		return 128 + r->signal;
	}
	return EXIT_SANDBOX;
}

const char *box_end_word(const struct box_result *r)
{
	return endings[r->end].word;
}

const char *box_end_sentence(const struct box_result *r)
{
	return r->error.code ? r->error.text : endings[r->end].sentence;
}

void box_reason(const struct box_result *r, char text[BOX_REASON])
{
	int n = snprintf(text, BOX_REASON, "%s%s%s", box_end_sentence(r), *r->sum ? ": " : "", r->sum);

	for (unsigned i = 0; i < r->mets && n < BOX_REASON; i++)
		n += snprintf(text + n, BOX_REASON - (size_t)n, "; %s", r->met[i].text);
}

static void put_reason(struct json_out *j, const struct box_result *r)
{
	char text[BOX_REASON];

	box_reason(r, text);
	out_str(j, "reason", text);
}

static void put_signal(struct json_out *j, int sig)
{
	char text[16];

	if (sig == 0) {
		out_null(j, "signal");
		return;
	}
	snprintf(text, sizeof(text), "SIG%d", sig);
	if ((size_t)sig < sizeof(signals) / sizeof(signals[0]) && signals[sig])
		out_str(j, "signal", signals[sig]);
	else
		out_str(j, "signal", text);
}

/* What a Landlock older than the one we know does not stop. */
static void put_gaps(struct json_out *j, int abi)
{
	static const struct {
		int since;
		const char *gap;
	} gaps[] = {
		{ 2, "landlock: this ABI refuses every rename between folders" },
		{ 3, "landlock: this ABI does not stop truncation" },
		{ 4, "landlock: this ABI does not stop TCP" },
		{ 5, "landlock: this ABI does not stop ioctl on devices" },
		{ 6, "landlock: this ABI does not stop signals and abstract sockets" },
	};

	for (size_t i = 0; abi && i < sizeof(gaps) / sizeof(*gaps); i++)
		if (abi < gaps[i].since)
			out_str(j, NULL, gaps[i].gap);
}

/* Where the program can leave something for the next one, and nobody removes it. */
static void put_open(struct json_out *j, unsigned open)
{
	static const char *const said[] = {
		"tmp: the user is root: what is made in shared folders stays there",
		"tmp: what is written into older files of this user stays there",
		"tmp: shared folders hold too much to be looked through: what is made there may stay",
		"tmp: what is made on file systems that are this user's alone stays there",
		"tmp: what is made in a folder of --tmp-leave stays there",
		"tmp: other boxes of this user were at work: what may be theirs is theirs to remove",
	};

	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++)
		if (open & 1u << i)
			out_str(j, NULL, said[i]);
}

static void put_layers(struct json_out *j, const struct box_options *o, const struct box_result *r)
{
	out_array(j, "layers");
	for (unsigned i = 0; stack[i]; i++)
		if (r->layers & 1u << i)
			out_str(j, NULL, stack[i]->name);
	out_close(j);
	out_array(j, "missing");
	for (unsigned i = 0; stack[i]; i++)
		if (r->missing & 1u << i) {
			out_object(j, NULL);
			out_str(j, "layer", stack[i]->name);
			out_int(j, "errno", r->why[i].code);
			out_str(j, "why", r->why[i].text);
			out_close(j);
		}
	out_close(j);
	if (r->landlock)
		out_int(j, "landlock_abi", r->landlock);
	else
		out_null(j, "landlock_abi");
	out_array(j, "warnings");
	put_gaps(j, r->landlock);
	if (r->nproc_exempt)
		out_str(j, NULL, "rlimit: the kernel does not apply NPROC to root");
	if (r->best_effort)
		out_str(j, NULL, "session: prctl is refused, processes were found by scanning");
	if (r->has_cgroup && !stack_has(r->layers, &layer_landlock) && !o->mediate)
		out_str(j, NULL, "cgroup: without landlock or --mediate the program can lift the limits of its group");
	if (r->cgroup_left)
		out_str(j, NULL, "cgroup: the group could not be removed");
	if (r->survivors)
		out_str(j, NULL, "session: a process would not die");
	if (r->report_replaced)
		out_str(j, NULL, "report: another file was in its place");
	if (r->has_result && box_result_is_open(o, r->layers))
		out_str(j, NULL, "result: a process of this user can write into the memory of who makes it");
	put_open(j, r->open_places);
	if (r->sweep.left)
		out_str(j, NULL, "tmp: something is left, or somebody still writes");
	out_close(j);
}

static void put_usage(struct json_out *j, const struct box_result *r)
{
	const struct timeval *u = &r->usage.ru_utime, *s = &r->usage.ru_stime;

	out_int(j, "wall_us", (long long)r->wall_us);
	out_int(j, "user_us", u->tv_sec * 1000000LL + u->tv_usec);
	out_int(j, "system_us", s->tv_sec * 1000000LL + s->tv_usec);
	out_int(j, "max_rss_kib", r->usage.ru_maxrss);
	if (r->relayed) {
		out_object(j, "output");
		out_int(j, "bytes", (long long)(r->out_bytes[0] + r->out_bytes[1]));
		if (r->merged) {
			out_null(j, "stdout");
			out_null(j, "stderr");
		} else {
			out_int(j, "stdout", (long long)r->out_bytes[0]);
			out_int(j, "stderr", (long long)r->out_bytes[1]);
		}
		out_close(j);
		out_int(j, "killed", r->killed);
	} else {
		out_null(j, "output");
		out_null(j, "killed");
	}
}

static void put_count(struct json_out *j, const char *name, long long n)
{
	if (n < 0)
		out_null(j, name);
	else
		out_int(j, name, n);
}

/* What the kernel counted; null where there was no group. */
static void put_cgroup(struct json_out *j, const struct box_result *r)
{
	if (!r->has_cgroup) {
		out_null(j, "cgroup");
		return;
	}
	out_object(j, "cgroup");
	put_count(j, "memory_peak", r->cgroup.memory_peak);
	put_count(j, "tasks_peak", r->cgroup.tasks_peak);
	put_count(j, "cpu_us", r->cgroup.cpu_us);
	put_count(j, "oom_kills", r->cgroup.oom_kills);
	put_count(j, "tasks_refused", r->cgroup.tasks_refused);
	out_close(j);
}

/* How much of a result there is, and whether it is all; null where nobody asked for one. */
static void put_result(struct json_out *j, const struct box_result *r)
{
	if (!r->has_result) {
		out_null(j, "result");
		return;
	}
	out_object(j, "result");
	out_int(j, "bytes", (long long)r->result_bytes);
	out_bool(j, "truncated", r->result_cut);
	out_int(j, "errno", r->result_error);
	out_close(j);
}

/* Which calls the filter refused; where nobody listened, nobody knows. */
static void put_refused(struct json_out *j, const struct box_result *r)
{
	if (!stack_has(r->layers, &layer_supervise)) {
		out_str(j, "refused", "unknown");
		return;
	}
	out_array(j, "refused");
	for (unsigned i = 0; i < r->refused_kinds; i++) {
		const char *call = seccomp_call(r->refused[i].nr);

		out_object(j, NULL);
		out_str(j, "layer", layer_seccomp.name);
		out_str(j, "call", call ? call : "an unknown call");
		out_array(j, "args");
		for (int a = 0; a < 6; a++)
			out_int(j, NULL, (long long)r->refused[i].args[a]);
		out_close(j);
		out_int(j, "times", (long long)r->refused[i].times);
		if (box_noise(&r->refused[i]))
			out_str(j, "noise", box_noise(&r->refused[i]));
		else
			out_null(j, "noise");
		out_close(j);
	}
	out_close(j);
}

/* Limits and walls that it met and was not ended by. */
static void put_met(struct json_out *j, const struct box_result *r)
{
	out_array(j, "met");
	for (const struct box_met *m = r->met; m < r->met + r->mets; m++) {
		out_object(j, NULL);
		out_str(j, "what", m->what);
		out_bool(j, "inferred", !m->times);
		out_int(j, "times", (long long)m->times);
		out_str(j, "words", *m->words ? m->words : NULL);
		out_str(j, "path", *m->path ? m->path : NULL);
		out_close(j);
	}
	out_close(j);
}

static void put_tmp(struct json_out *j, const struct box_result *r)
{
	if (!r->swept) {
		out_null(j, "tmp");
		return;
	}
	out_object(j, "tmp");
	out_int(j, "removed", (long long)r->sweep.removed);
	out_int(j, "left", (long long)r->sweep.left);
	out_int(j, "foreign", (long long)r->sweep.foreign);
	out_array(j, "names");
	for (unsigned i = 0; i < r->sweep.names; i++)
		out_str(j, NULL, r->sweep.name[i]);
	out_close(j);
	out_close(j);
}

int box_report(int fd, const struct box_options *o, const struct box_result *r,
	       const struct err *failure)
{
	static const struct box_result nothing;
	struct json_out j;

	out_begin(&j, fd);
	out_object(&j, NULL);
	out_str(&j, "type", "ordeal-sandbox");
	out_str(&j, "version", BOX_VERSION);
	if (failure) {
		out_str(&j, "end", "failed");
		out_str(&j, "reason", failure->text);
		out_int(&j, "errno", failure->code);
		out_int(&j, "code", EXIT_SANDBOX);
		out_null(&j, "signal");
	} else {
		out_str(&j, "end", box_end_word(r));
		put_reason(&j, r);
		out_int(&j, "errno", r->error.code);
		out_int(&j, "code", box_exit_code(r));
		put_signal(&j, r->signal);
	}
	out_str(&j, "command", o->argv ? o->argv[0] : NULL);
	out_str(&j, "stack", o->stack);
	put_layers(&j, o, failure ? &nothing : r);
	put_usage(&j, r);
	put_cgroup(&j, r);
	put_result(&j, r);
	put_refused(&j, r);
	put_met(&j, r);
	put_tmp(&j, r);
	return out_end(&j);
}
