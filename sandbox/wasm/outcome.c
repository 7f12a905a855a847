// SPDX-License-Identifier: MIT
#include "sandbox/wasm/outcome.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <wasm-rt.h>

#include "lib/clock.h"
#include "lib/fd.h"
#include "sandbox/wasm/handles.h"
#include "sandbox/wasm/lockdown.h"
#include "sandbox/wasm/runtime.h"

enum { EXIT_WALL = 124, EXIT_SANDBOX = 125 };

void outcome_begin(struct outcome *o)
{
	*o = (struct outcome){ .wall_us = clock_ns(CLOCK_MONOTONIC) / 1000,
			       .cpu_us = clock_ns(CLOCK_PROCESS_CPUTIME_ID) / 1000 };
	runtime_peak_start();
	output.bytes[0] = output.bytes[1] = 0;
}

void outcome_end(struct outcome *o, struct ending e)
{
	o->ending = e;
	o->wall_us = clock_ns(CLOCK_MONOTONIC) / 1000 - o->wall_us;
	o->cpu_us = clock_ns(CLOCK_PROCESS_CPUTIME_ID) / 1000 - o->cpu_us;
	o->memory = runtime_peak();
	o->refused = runtime_refused();
	memcpy(o->bytes, output.bytes, sizeof(o->bytes));
}

/* A trap ends a native program by a signal; here the same number says which kind it was. */
static int signal_of(int trap)
{
	switch ((wasm_rt_trap_t)trap) {
	case WASM_RT_TRAP_INT_OVERFLOW:
	case WASM_RT_TRAP_DIV_BY_ZERO:
	case WASM_RT_TRAP_INVALID_CONVERSION:
		return SIGFPE;
	case WASM_RT_TRAP_UNREACHABLE:
	case WASM_RT_TRAP_UNCAUGHT_EXCEPTION:
		return SIGABRT;
	case WASM_RT_TRAP_NONE:
	case WASM_RT_TRAP_OOB:
	case WASM_RT_TRAP_CALL_INDIRECT:
	case WASM_RT_TRAP_EXHAUSTION:
		break;
	}
	return SIGSEGV;
}

int outcome_code(const struct ending *e)
{
	switch (e->end) {
	case END_EXITED:
		return e->code;
	case END_PARKED:
		return 0;
	case END_WALL:
		return EXIT_WALL;
	case END_CPU:
		return 128 + SIGXCPU;
	case END_OUTPUT:
		return 128 + SIGKILL;
	case END_TRAP:
		return 128 + signal_of(e->code);
	case END_NO_MEMORY:
	case END_LOST:
		break;
	}
	return EXIT_SANDBOX;
}

static const struct {
	const char *word, *sentence;
} endings[] = {
	[END_EXITED] = { "exit", "the program ended by itself" },
	[END_PARKED] = { "exit", "the program waits for more input than there is" },
	[END_WALL] = { "wall", "the wall clock ran out" },
	[END_CPU] = { "cpu", "more processor time than is allowed" },
	[END_OUTPUT] = { "output", "more output than is allowed" },
	[END_TRAP] = { "trap", NULL },
	[END_NO_MEMORY] = { "failed", "the guest's memory could not be made" },
	[END_LOST] = { "failed", "the process that ran it died" },
};

const char *outcome_word(const struct ending *e)
{
	return endings[e->end].word;
}

const char *outcome_sentence(const struct ending *e)
{
	return e->end == END_TRAP ? wasm_rt_strerror((wasm_rt_trap_t)e->code) :
				    endings[e->end].sentence;
}

void outcome_put(struct json_out *j, const struct outcome *o)
{
	out_str(j, "end", outcome_word(&o->ending));
	out_str(j, "reason", outcome_sentence(&o->ending));
	out_int(j, "code", outcome_code(&o->ending));
	out_int(j, "wall_us", (long long)o->wall_us);
	out_int(j, "cpu_us", (long long)o->cpu_us);
	out_object(j, "memory");
	out_int(j, "bytes", (long long)o->memory);
	out_bool(j, "refused", o->refused);
	out_close(j);
	out_object(j, "output");
	out_int(j, "bytes", (long long)(o->bytes[0] + o->bytes[1]));
	out_int(j, "stdout", (long long)o->bytes[0]);
	out_int(j, "stderr", (long long)o->bytes[1]);
	out_close(j);
}

static void put_failure(struct json_out *j, const struct err *why)
{
	out_str(j, "end", "failed");
	out_str(j, "reason", why->text);
	out_int(j, "code", EXIT_SANDBOX);
}

static void put_walls(struct json_out *j, const struct wasm_options *o, int locked)
{
	struct err why = { 0 };

	out_array(j, "layers");
	out_str(j, NULL, "wasm");
	if (!locked && o->seccomp != SECCOMP_OFF)
		out_str(j, NULL, "seccomp");
	out_close(j);
	out_array(j, "missing");
	if (locked) {
		err_set(&why, -locked, "seccomp");
		out_object(j, NULL);
		out_str(j, "layer", "seccomp");
		out_int(j, "errno", -locked);
		out_str(j, "why", why.text);
		out_close(j);
	}
	out_close(j);
	out_int(j, "system_calls",
		locked || o->seccomp == SECCOMP_OFF ? 0 : lockdown_calls(o->ro[0], o->socket));
}

static int open_report(const char *where)
{
	if (where[strspn(where, "0123456789")])
		return open(where, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	return dup(atoi(where));
}

int outcome_report(const struct wasm_options *o, const struct outcome *outcome, int locked,
		   const struct err *failure)
{
	static int fd = -2; /* opened before the lockdown, written after it */
	struct json_out j;
	struct rusage u;

	if (fd == -2 && (fd = open_report(o->report)) < 0)
		return -errno;
	if (!outcome && !failure)
		return 0;
	out_begin(&j, fd);
	out_object(&j, NULL);
	out_str(&j, "type", "ordeal-wasm");
	out_str(&j, "version", ORDEAL_WASM);
	if (failure)
		put_failure(&j, failure);
	else
		outcome_put(&j, outcome);
	out_str(&j, "command", o->argv ? o->argv[0] : NULL);
	out_str(&j, "stack", "wasm");
	put_walls(&j, o, locked);
	getrusage(RUSAGE_SELF, &u);
	out_int(&j, "max_rss_kib", u.ru_maxrss);
	return out_end(&j);
}
