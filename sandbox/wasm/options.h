/* SPDX-License-Identifier: MIT */
/*
 * options.h - the command line of ordeal-wasm. Names and units are ordeal-sandbox's where it
 * has them.
 */
#ifndef WASM_OPTIONS_H
#define WASM_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"
#include "sandbox/wasm/memfs.h"

enum wasm_limit {
	WASM_WALL, WASM_CPU, WASM_OUTPUT, WASM_MEMORY, WASM_DISK, WASM_FILES, WASM_FSIZE,
	WASM_STACK, WASM_CLOCK, WASM_LIMITS,
};

#define WASM_NONE UINT64_MAX /* "none": no limit */

struct wasm_limit_row {
	const char *name, *help;
	char        unit; /* 's' seconds, 'b' bytes, 'n' a number                       */
	uint64_t    standard, most;
	bool        may_be_none;
};
extern const struct wasm_limit_row wasm_limit_rows[WASM_LIMITS];

#define ORDEAL_WASM "0.1.0"

enum wasm_action { WASM_RUN, WASM_SERVE, WASM_SHIM, WASM_PROBE, WASM_HELP, WASM_VERSION };
enum wasm_seccomp { SECCOMP_IF_POSSIBLE, SECCOMP_REQUIRED, SECCOMP_OFF };

struct wasm_options {
	enum wasm_action action;
	uint64_t    limit[WASM_LIMITS];
	const char *ro[MEMFS_MOUNTS + 1];
	const char *report;  /* --report: a number is a descriptor; NULL                  */
	const char *socket;  /* --serve at this path; NULL: standard input and output     */
	const char *imports; /* --import: modules, separated by commas; NULL              */
	const char *prepare; /* --prepare: a file that is run before the first request; NULL */
	const char *shim;    /* --shim: "rpc" or "file"; NULL                             */
	bool        keep_stdin, fork, check;
	enum wasm_seccomp seccomp;
	char      **argv;    /* of the guest: "python3" and what follows; NULL            */
};

/* Parse argv. 0, or -EINVAL with a sentence in e. */
int wasm_options_parse(struct wasm_options *, int argc, char **argv, struct err *e);

#endif
