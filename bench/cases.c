// SPDX-License-Identifier: MIT
#include "bench/cases.h"

#include "lib/strv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define LAYERS(list) WORDS("{build}/box/bin/ordeal-sandbox", "--layers", list, "--")

const struct program programs[] = {
	{ "noop-static", "a static glibc program that does nothing",
	  WORDS("{build}/bench/noop-static"), WORDS("{build}/bench/noop-static", PROOF), 1 },
	{ "noop-dynamic", "the same, dynamically linked",
	  WORDS("{build}/bench/noop-dynamic"), WORDS("{build}/bench/noop-dynamic", PROOF), 1 },
	{ "python", "python3 -S -c pass",
	  WORDS("/usr/bin/python3", "-S", "-c", "pass"),
	  WORDS("/usr/bin/python3", "-S", "-c", "print('" PROOF "')"), 3 },
	{ "numpy", "python3 -c 'import numpy'",
	  WORDS("/usr/bin/python3", "-c", "import numpy"),
	  WORDS("/usr/bin/python3", "-c", "import numpy; print('" PROOF "')"), 1 },
	{ 0 }
};

const struct variant variants[] = {
	{ "bare", "bare", "posix_spawn and exec, nothing else", WORDS(NULL) },

	/* ordeal-sandbox with one layer on; fork is always on, nnp comes with seccomp */
	{ "fork", "layer", "the sandbox with no other layer", LAYERS("fork") },
	{ "nnp", "layer", "no_new_privs", LAYERS("nnp") },
	{ "seccomp", "layer", "the allow list (and nnp)", LAYERS("seccomp") },
	{ "rlimit", "layer", "resource limits", LAYERS("rlimit") },
	{ "fdless", "layer", "no descriptors, tasks, files: static only", LAYERS("fdless") },
	{ "env", "layer", "a built environment", LAYERS("env") },
	{ "tmp", "layer", "a private folder, removed afterwards", LAYERS("tmp") },
	{ "fds", "layer", "no descriptors but 0, 1 and 2", LAYERS("fds") },
	{ "session", "layer", "clock, output cap, kill-until-none", LAYERS("session") },

	{ "hygiene", "layer", "standard input closed, a private umask", LAYERS("hygiene") },
	{ "landlock", "layer", "system files and its own (and nnp, tmp)", LAYERS("landlock") },
	{ "supervise", "layer", "a listener for rare calls (and seccomp)", LAYERS("supervise") },
	{ "undumpable", "layer", "a supervisor that hides", LAYERS("undumpable") },

	{ "preload", "layer", "a preloaded library", LAYERS("preload") },

	{ "claimed", "stack", "fork, seccomp, rlimit, env, tmp", LAYERS("claimed") },
	{ "recommended", "stack", "claimed, fds, session", LAYERS("recommended") },
	{ "recommended-report", "stack", "recommended, with a JSON report",
	  WORDS("{build}/box/bin/ordeal-sandbox", "--layers", "recommended", "--report",
		"/dev/null", "--") },

	{ "full", "stack", "every native layer", LAYERS("full") },
	{ "full-report", "stack", "full, with a JSON report",
	  WORDS("{build}/box/bin/ordeal-sandbox", "--layers", "full", "--report", "/dev/null",
		"--") },
	{ "mediate", "stack", "full without landlock, its supervisor opens every file",
	  WORDS("{build}/box/bin/ordeal-sandbox", "--layers",
		"fork,nnp,seccomp,supervise,rlimit,env,tmp,fds,session,hygiene,undumpable",
		"--mediate", "--") },
	{ "locked", "stack", "what needs neither prctl nor seccomp", LAYERS("locked") },

	{ "env-i", "tool", "env -i", WORDS("env", "-i", "PATH=/usr/bin:/bin") },
	{ "prlimit", "tool", "prlimit: as, data, fsize, cpu",
	  WORDS("prlimit", "--as=1073741824", "--data=536870912", "--fsize=16777216", "--cpu=10") },
	{ "setpriv", "tool", "setpriv --no-new-privs", WORDS("setpriv", "--no-new-privs", "--") },
	{ "timeout", "tool", "timeout -k 1 10", WORDS("timeout", "-k", "1", "10") },
	{ "denylist", "tool", "a libseccomp deny list, built at every launch",
	  WORDS("{build}/box/bin/denylist", "--") },
	{ "unshare", "tool", "unshare, all namespaces",
	  WORDS("unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork", "--net",
		"--ipc", "--uts", "--cgroup", "--") },
	{ "bwrap", "tool", "bubblewrap, all namespaces",
	  WORDS("bwrap", "--unshare-all", "--as-pid-1", "--die-with-parent",
		"--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin",
		"--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
		"--ro-bind", "/etc/alternatives", "/etc/alternatives", /* numpy's BLAS */
		"--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
		"--ro-bind", "{build}", "{build}", "--") },
	{ "firejail", "tool", "firejail: no capabilities, its own filter",
	  WORDS("firejail", "--quiet", "--noprofile", "--caps.drop=all", "--nonewprivs",
		"--seccomp", "--") },
	{ 0 }
};

static int add_words(char ***argv, const char *const *words, const char *build)
{
	static const char mark[] = "{build}";
	int r = 0;

	for (; !r && *words; words++) {
		char *path = NULL;

		if (strncmp(*words, mark, sizeof(mark) - 1) != 0) {
			r = strv_add(argv, *words);
			continue;
		}
		if (asprintf(&path, "%s%s", build, *words + sizeof(mark) - 1) < 0)
			return -1;
		r = strv_add(argv, path);
		free(path);
	}
	return r;
}

char **case_argv(const struct variant *v, const char *const *program_argv, const char *build)
{
	char **argv = NULL;

	if (add_words(&argv, v->argv, build) || add_words(&argv, program_argv, build)) {
		strv_free(argv);
		return NULL;
	}
	return argv;
}

char *case_command(const struct variant *v, const char *const *program_argv)
{
	char **argv = case_argv(v, program_argv, "build");
	char *command = argv ? strv_quote(argv) : NULL;

	strv_free(argv);
	return command;
}

const struct program *program_find(const char *name)
{
	for (const struct program *p = programs; p->name; p++)
		if (!strcmp(p->name, name))
			return p;
	return NULL;
}

const struct variant *variant_find(const char *name)
{
	for (const struct variant *v = variants; v->name; v++)
		if (!strcmp(v->name, name))
			return v;
	return NULL;
}
