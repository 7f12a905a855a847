// SPDX-License-Identifier: MIT
#include "sandbox/wasm/options.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define MIB (1ULL << 20)

const struct wasm_limit_row wasm_limit_rows[WASM_LIMITS] = {
	[WASM_WALL] = { "wall", "seconds of wall clock", 's', 8, 1 << 30, true },
	[WASM_CPU] = { "cpu", "seconds of processor time", 's', 5, 1 << 30, true },
	[WASM_OUTPUT] = { "output", "bytes of stdout and stderr", 'b', 8 * MIB, 64 * MIB, false },
	[WASM_MEMORY] = { "memory", "bytes of the guest's memory", 'b', 240 * MIB, 4095 * MIB,
			  false },
	[WASM_DISK] = { "disk", "bytes of its files, in memory", 'b', 32 * MIB, 1024 * MIB, false },
	[WASM_FILES] = { "files", "files and folders", 'n', MEMFS_NODES, MEMFS_NODES, false },
	[WASM_FSIZE] = { "fsize", "bytes of one file", 'b', MEMFS_FSIZE, MEMFS_FSIZE, false },
	[WASM_STACK] = { "stack", "bytes of the host's stack for it", 'b', 16 * MIB, 1024 * MIB,
			 false },
	[WASM_CLOCK] = { "clock", "nanoseconds: its clocks are no finer", 'n', 1000, 1000000000,
			 false },
};

static int number(const struct wasm_limit_row *row, const char *text, uint64_t *value)
{
	static const char units[] = "KMG";
	const char *u;
	char *end;

	if (!strcmp(text, "none")) {
		*value = WASM_NONE;
		return row->may_be_none ? 0 : -EINVAL;
	}
	errno = 0;
	*value = strtoull(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || errno)
		return -EINVAL;
	if (*end && row->unit == 'b' && (u = strchr(units, *end))) {
		int shift = 10 * (int)(u - units + 1);

		if (*value > UINT64_MAX >> shift)
			return -EINVAL;
		*value <<= shift;
		end++;
	}
	return *end || !*value || *value > row->most ? -EINVAL : 0;
}

static int limit(struct wasm_options *o, int i, const char *value, struct err *e)
{
	const struct wasm_limit_row *row = &wasm_limit_rows[i];

	if (!number(row, value, &o->limit[i]))
		return 0;
	return err_set(e, 0, "--%s: '%s' is not a number from 1 to %llu%s", row->name, value,
		       (unsigned long long)row->most, row->unit == 'b' ? " (K, M, G)" : "");
}

static int add_folder(struct wasm_options *o, const char *value, struct err *e)
{
	for (int i = 0; i < MEMFS_MOUNTS; i++)
		if (!o->ro[i]) {
			o->ro[i] = value;
			return 0;
		}
	return err_set(e, 0, "--ro: more than %d", MEMFS_MOUNTS);
}

static int set_seccomp(struct wasm_options *o, const char *value, struct err *e)
{
	static const char *const words[] = { "if-possible", "required", "off" };

	for (int i = 0; i < 3; i++)
		if (!strcmp(value, words[i])) {
			o->seccomp = (enum wasm_seccomp)i;
			return 0;
		}
	return err_set(e, 0, "--seccomp: if-possible, required or off, not '%s'", value);
}

/* Options that want a value. 0, or -EINVAL; 1: there is none of this name. */
static int valued(struct wasm_options *o, const char *name, const char *value, struct err *e)
{
	for (int i = 0; i < WASM_LIMITS; i++)
		if (!strcmp(name, wasm_limit_rows[i].name))
			return limit(o, i, value, e);
	if (!strcmp(name, "ro"))
		return add_folder(o, value, e);
	if (!strcmp(name, "seccomp"))
		return set_seccomp(o, value, e);
	if (!strcmp(name, "report"))
		o->report = value;
	else if (!strcmp(name, "socket"))
		o->socket = value;
	else if (!strcmp(name, "import"))
		o->imports = value;
	else if (!strcmp(name, "prepare"))
		o->prepare = value;
	else if (!strcmp(name, "shim"))
		o->shim = value;
	else
		return 1;
	return 0;
}

static bool plain(struct wasm_options *o, const char *name)
{
	static const struct {
		const char *name;
		enum wasm_action action;
	} actions[] = { { "serve", WASM_SERVE }, { "probe", WASM_PROBE }, { "help", WASM_HELP },
			{ "version", WASM_VERSION } };

	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		if (!strcmp(name, actions[i].name)) {
			o->action = actions[i].action;
			return true;
		}
	if (!strcmp(name, "stdin"))
		o->keep_stdin = true;
	else if (!strcmp(name, "fork"))
		o->fork = true;
	else if (!strcmp(name, "check"))
		o->check = true;
	else
		return false;
	return true;
}

static bool takes_value(const char *name)
{
	struct wasm_options scratch = { 0 };
	struct err ignored;

	return valued(&scratch, name, "", &ignored) != 1;
}

/* argv[*i] begins with "--". Names are whole: a prefix is a mistake. */
static int one(struct wasm_options *o, char **argv, int *i, struct err *e)
{
	const char *word = argv[*i] + 2, *equals = strchr(word, '=');
	char name[32] = "";
	size_t n = equals ? (size_t)(equals - word) : strlen(word);

	if (n < sizeof(name))
		memcpy(name, word, n);
	if (!equals && plain(o, name))
		return 0;
	if (!takes_value(name))
		return err_set(e, 0, "%s: no such option, see --help", argv[*i]);
	if (!equals && !argv[*i + 1])
		return err_set(e, 0, "%s wants a value", argv[*i]);
	return valued(o, name, equals ? equals + 1 : argv[++*i], e);
}

static int check(struct wasm_options *o, struct err *e)
{
	bool serves = o->action == WASM_SERVE;

	if (o->shim && strcmp(o->shim, "rpc") && strcmp(o->shim, "file"))
		return err_set(e, 0, "--shim: rpc or file, not '%s'", o->shim);
	if (o->shim && serves)
		return err_set(e, 0, "--shim and --serve do not go together");
	if (o->shim)
		o->action = WASM_SHIM;
	if (o->socket && !serves)
		return err_set(e, 0, "--socket needs --serve");
	if ((o->imports || o->prepare) && !serves)
		return err_set(e, 0, "--import and --prepare need --serve");
	if (o->fork && !serves)
		return err_set(e, 0, "--fork needs --serve");
	if (o->check && !serves && !(o->shim && !strcmp(o->shim, "rpc")))
		return err_set(e, 0, "--check needs --serve or --shim rpc");
	if (serves && o->argv)
		return err_set(e, 0, "--serve: a command comes with each request");
	if (!serves && o->action <= WASM_SHIM && !o->argv)
		return err_set(e, 0, "usage: ordeal-wasm [OPTION]... -- python3 [ARGUMENT]...");
	return 0;
}

int wasm_options_parse(struct wasm_options *o, int argc, char **argv, struct err *e)
{
	int i, r;

	*o = (struct wasm_options){ .action = WASM_RUN };
	for (i = 0; i < WASM_LIMITS; i++)
		o->limit[i] = wasm_limit_rows[i].standard;
	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--")) {
			o->argv = i + 1 < argc ? argv + i + 1 : NULL;
			break;
		}
		if (strncmp(argv[i], "--", 2) != 0)
			return err_set(e, 0, "'%s': no option, and no -- before it", argv[i]);
		if ((r = one(o, argv, &i, e)) < 0)
			return r;
	}
	return o->action > WASM_SHIM ? 0 : check(o, e);
}
