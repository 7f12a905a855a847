// SPDX-License-Identifier: MIT
/*
 * ordeal-wasm - run Python in a WebAssembly guest: no process, no privilege, and no system call
 * that the program could make.
 *
 *	the program --> CPython, as WebAssembly, as native code --> imports.c --> memfs.c, or the kernel
 *	                its memory, and nothing else                45 calls      (lockdown.c)
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "lib/fd.h"
#include "sandbox/wasm/handles.h"
#include "sandbox/wasm/host.h"
#include "sandbox/wasm/instance.h"
#include "sandbox/wasm/lockdown.h"
#include "sandbox/wasm/outcome.h"

enum { EXIT_SANDBOX = 125, EXIT_NOT_FOUND = 127 };

static void help(void)
{
	puts("usage: ordeal-wasm [OPTION]... -- python3 [ARGUMENT]...\n"
	     "       ordeal-wasm --serve [--socket PATH] [--import MODULE,...] [--fork] "
	     "[OPTION]...\n"
	     "Run Python as a WebAssembly guest, and say how it ended.\n\n"
	     "  --ro DIR               show the guest this folder, read-only, at its own path\n"
	     "  --stdin                standard input is the program's, not empty\n"
	     "  --report FD|FILE       one JSON object on how it ended\n"
	     "  --seccomp WHETHER      if-possible (the default), required, off\n"
	     "  --serve                answer requests, see ordeal-request(7); each on a fresh "
	     "state\n"
	     "  --socket PATH          serve there, not on standard input and output\n"
	     "  --import MODULE,...    serve: what every request finds imported\n"
	     "  --prepare FILE         serve: Python that is run before, below a folder of --ro\n"
	     "  --fork                 serve: a child for each request, besides\n"
	     "  --check                serve: compare all state with the saved one after each "
	     "reset\n"
	     "  --shim rpc|file        be the worker of an evaluation function: see "
	     "ordeal-wasm(1)");
	for (int i = 0; i < WASM_LIMITS; i++) {
		const struct wasm_limit_row *r = &wasm_limit_rows[i];
		bool mib = r->unit == 'b';

		printf("  --%-8s %-11s  %s (%llu%s)\n", r->name, mib ? "SIZE[KMG]" : "NUMBER",
		       r->help, (unsigned long long)(mib ? r->standard >> 20 : r->standard),
		       mib ? "M" : "");
	}
	puts("  --probe  --version  --help\n\n"
	     "Exit status: the program's own; 124 wall clock, 125 ordeal-wasm failed, 127 not "
	     "Python,\n"
	     "128+N where a native program would have been killed by signal N.");
}

static int probe(void)
{
	struct err why = { 0 };
	int r = lockdown_probe();

	puts("wasm      yes");
	if (r < 0)
		err_set(&why, -r, "seccomp");
	printf("seccomp   %-3s  %s\n", r < 0 ? "no" : "yes", why.text);
	return 0;
}

static int run(const struct wasm_options *o, struct err *e)
{
	struct run_limits limits = host_limits(o);
	struct outcome outcome;
	int why, r;

	if (o->report && (r = outcome_report(o, NULL, 0, NULL)) < 0)
		return err_set(e, -r, "--report %s", o->report);
	if (!instance_accepts(o->argv[0])) {
		err_set(e, ENOENT, "%s: the guest is python3", o->argv[0]);
		return EXIT_NOT_FOUND;
	}
	if ((r = host_init(o, o->argv, e)) < 0 || (r = host_lockdown(o, &why, e)) < 0)
		return r;
	input.fd = o->keep_stdin ? STDIN_FILENO : -1;
	output.fd[0] = STDOUT_FILENO;
	output.fd[1] = STDERR_FILENO;
	outcome_begin(&outcome);
	outcome_end(&outcome, run_start(instance_start, &limits));
	if (outcome.ending.end != END_EXITED)
		err_set(e, 0, "%s", outcome_sentence(&outcome.ending));
	if (o->report && (r = outcome_report(o, &outcome, why, NULL)) < 0)
		return err_set(e, -r, "--report");
	return outcome_code(&outcome.ending);
}

static int act(const struct wasm_options *o, struct err *e)
{
	switch (o->action) {
	case WASM_HELP:
		help();
		return 0;
	case WASM_VERSION:
		printf("ordeal-wasm %s, guest %s\n", ORDEAL_WASM, instance_sha256);
		return 0;
	case WASM_PROBE:
		return probe();
	case WASM_RUN:
		return run(o, e);
	case WASM_SERVE:
		return host_serve(o, e);
	case WASM_SHIM:
		return host_shim(o, e);
	}
	return EXIT_SANDBOX;
}

int main(int argc, char **argv)
{
	struct err e = { 0 };
	struct wasm_options o;
	int r = wasm_options_parse(&o, argc, argv, &e);

	if (r == 0)
		r = act(&o, &e);
	if (r < 0 && o.report && o.action == WASM_RUN)
		outcome_report(&o, NULL, 0, &e);
	if (e.text[0])
		fd_write_all(STDERR_FILENO, "ordeal-wasm: ", 13),
			fd_write_all(STDERR_FILENO, e.text, strlen(e.text)),
			fd_write_all(STDERR_FILENO, "\n", 1);
	if (o.action >= WASM_PROBE)
		fflush(stdout);
	_exit(r < 0 ? EXIT_SANDBOX : r);
}
