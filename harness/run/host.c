// SPDX-License-Identifier: MIT
/*
 * host.c - everything about this machine and this build that may change a result. A value that is
 * not to be had is null, and "absent" says why; nothing here tells whose machine it is.
 */
#include "harness/results/results.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "harness/catalogue/catalogue.h"
#include "harness/arena/cgroup.h"
#include "harness/results/results_text.h"
#include "lib/fd.h"

enum { VALUE = 4096 };

/* The version from the name of what pip or a package left beside it: nothing of it is loaded. */
#define NUMPY "import os, sys\n" \
	      "names = [n for d in sys.path if os.path.isdir(d) for n in os.listdir(d)]\n" \
	      "infos = [n for n in names if n.startswith(\"numpy-\") and n.endswith(\"-info\")]\n" \
	      "print(infos[0].split(\"-\")[1].rpartition(\".\")[0])"

static void absent(json_t *meta, const char *field, const char *why)
{
	json_object_set_new(json_object_get(meta, "absent"), field, json_string(why));
}

/* A new string, or null with the reason under `field`. */
static json_t *value(json_t *meta, const char *field, const char *text, const char *why)
{
	if (text && *text)
		return results_text(text, strlen(text), VALUE);
	absent(meta, field, why);
	return json_null();
}

/* The file's text without the final newline; the reason why not is errno's. */
static json_t *file_value(json_t *meta, const char *field, const char *path)
{
	char text[VALUE];
	ssize_t n = fd_slurp(AT_FDCWD, path, text, sizeof(text));

	if (n < 0) {
		snprintf(text, sizeof(text), "%s: %s", path, strerror((int)-n));
		return value(meta, field, NULL, text);
	}
	text[strcspn(text, "\n")] = '\0';
	return value(meta, field, text, "empty");
}

/* The first line that a command prints. */
static json_t *command_value(json_t *meta, const char *field, const char *command)
{
	FILE *p = popen(command, "re");
	char line[256] = "";
	int status;

	if (p && !fgets(line, sizeof(line), p))
		line[0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	status = p ? pclose(p) : -1;
	return value(meta, field, status ? NULL : line, "not installed, or it does not run");
}

static json_t *suite(json_t *meta, const char *share)
{
	char path[PATH_MAX], text[256], version[64] = "", commit[96] = "";
	bool dirty;
	char *mark;

	snprintf(path, sizeof(path), "%s/version", share);
	if (fd_slurp(AT_FDCWD, path, text, sizeof(text)) > 0)
		sscanf(text, "%63s %95s", version, commit);
	mark = strstr(commit, "-dirty");
	dirty = mark;
	if (mark)
		*mark = '\0';
	if (!strcmp(commit, "unknown"))
		*commit = '\0';
	return json_pack("{s:o, s:o, s:o}", "version",
			 value(meta, "suite.version", version, "no file beside it says so"),
			 "commit", value(meta, "suite.commit", commit, "not built from a clone"),
			 "dirty", *commit ? json_boolean(dirty) : json_null());
}

static json_t *kernel(void)
{
	struct utsname u;

	uname(&u); /* its nodename says whose machine it is, and stays here */
	return json_pack("{s:s, s:s, s:s}", "release", u.release, "version", u.version, "machine",
			 u.machine);
}

static json_t *cpu(json_t *meta)
{
	FILE *file = fopen("/proc/cpuinfo", "re");
	char line[512], model[256] = "";

	while (file && !*model && fgets(line, sizeof(line), file))
		sscanf(line, "model name : %255[^\n]", model);
	if (file)
		fclose(file);
	return json_pack("{s:o, s:I}", "model",
			 value(meta, "cpu.model", model, "/proc/cpuinfo has no model name"),
			 "count", (json_int_t)sysconf(_SC_NPROCESSORS_ONLN));
}

static json_t *mitigations(json_t *meta)
{
	static const char folder[] = "/sys/devices/system/cpu/vulnerabilities";
	struct dirent **names;
	int n = scandir(folder, &names, NULL, alphasort);
	json_t *all;

	if (n < 0) {
		absent(meta, "mitigations", strerror(errno));
		return json_null();
	}
	all = json_object();
	for (int i = 0; i < n; i++) {
		char path[PATH_MAX], field[300];

		if (names[i]->d_name[0] != '.') {
			snprintf(path, sizeof(path), "%s/%s", folder, names[i]->d_name);
			snprintf(field, sizeof(field), "mitigations.%s", names[i]->d_name);
			json_object_set_new(all, names[i]->d_name, file_value(meta, field, path));
		}
		free(names[i]);
	}
	free(names);
	return all;
}

static json_t *cgroups(json_t *meta)
{
	static struct cgroup_host host;

	cgroup_detect(&host, "");
	if (host.version)
		return json_integer(host.version);
	absent(meta, "cgroup", host.why);
	return json_null();
}

static json_t *limit(rlim_t v)
{
	return v == RLIM_INFINITY ? json_string("unlimited") : json_integer((json_int_t)v);
}

static json_t *rlimits(void)
{
	static const struct { const char *name; __rlimit_resource_t id; } all[] = {
		{ "AS", RLIMIT_AS },		 { "CORE", RLIMIT_CORE },
		{ "CPU", RLIMIT_CPU },		 { "DATA", RLIMIT_DATA },
		{ "FSIZE", RLIMIT_FSIZE },	 { "MEMLOCK", RLIMIT_MEMLOCK },
		{ "MSGQUEUE", RLIMIT_MSGQUEUE }, { "NOFILE", RLIMIT_NOFILE },
		{ "NPROC", RLIMIT_NPROC },	 { "SIGPENDING", RLIMIT_SIGPENDING },
		{ "STACK", RLIMIT_STACK },
	};
	json_t *o = json_object();

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct rlimit l;

		getrlimit(all[i].id, &l);
		json_object_set_new(o, all[i].name,
				    json_pack("{s:o, s:o}", "soft", limit(l.rlim_cur), "hard",
					      limit(l.rlim_max)));
	}
	return o;
}

/* Settings of the kernel that decide whether an attack or a defence works at all. */
static json_t *sysctls(json_t *meta)
{
	static const char *const names[] = {
		"kernel/yama/ptrace_scope", "kernel/unprivileged_userns_clone",
		"user/max_user_namespaces", "kernel/io_uring_disabled",
		"kernel/unprivileged_bpf_disabled", "kernel/perf_event_paranoid",
		"fs/protected_hardlinks", "fs/protected_symlinks", "fs/suid_dumpable",
		"vm/overcommit_memory",
	};
	json_t *o = json_object();

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char path[128], key[96], field[112];

		snprintf(key, sizeof(key), "%s", names[i]);
		for (char *c = key; *c; c++)
			if (*c == '/')
				*c = '.';
		snprintf(path, sizeof(path), "/proc/sys/%s", names[i]);
		snprintf(field, sizeof(field), "sysctl.%s", key);
		json_object_set_new(o, key, file_value(meta, field, path));
	}
	return o;
}

/* Asked of the library that would be loaded, since nothing here is linked with it. */
static json_t *libseccomp(json_t *meta)
{
	struct numbers { unsigned major, minor, micro; };
	void *lib = dlopen("libseccomp.so.2", RTLD_LAZY | RTLD_LOCAL);
	const struct numbers *(*version)(void) = NULL;
	char text[48] = "";

	if (lib)
		*(void **)&version = dlsym(lib, "seccomp_version");
	if (version)
		snprintf(text, sizeof(text), "%u.%u.%u", version()->major, version()->minor,
			 version()->micro);
	if (lib)
		dlclose(lib);
	return value(meta, "software.libseccomp", text, "not installed");
}

static json_t *software(json_t *meta)
{
	json_t *o = json_object();

	json_object_set_new(o, "glibc", json_string(gnu_get_libc_version()));
	json_object_set_new(o, "compiler", json_string(__VERSION__));
	json_object_set_new(o, "libseccomp", libseccomp(meta));
	json_object_set_new(o, "python",
			    command_value(meta, "software.python",
					  "/usr/bin/python3 --version 2>/dev/null"));
	json_object_set_new(o, "numpy",
			    command_value(meta, "software.numpy",
					  "/usr/bin/python3 -c '" NUMPY "' 2>/dev/null"));
	json_object_set_new(o, "bwrap", command_value(meta, "software.bwrap",
						      "bwrap --version 2>/dev/null"));
	json_object_set_new(o, "util_linux", command_value(meta, "software.util_linux",
							   "prlimit --version 2>/dev/null"));
	json_object_set_new(o, "node", command_value(meta, "software.node",
						     "node --version 2>/dev/null"));
	return o;
}

static json_t *lsms(json_t *meta)
{
	json_t *text = file_value(meta, "lsm", "/sys/kernel/security/lsm"), *list;
	char *copy, *at, *word;

	if (!json_is_string(text))
		return text;
	list = json_array();
	at = copy = strdup(json_string_value(text));
	while (at && (word = strsep(&at, ",")))
		json_array_append_new(list, json_string(word));
	free(copy);
	json_decref(text);
	return list;
}

json_t *host_meta(const char *share)
{
	json_t *meta = json_pack("{s:s, s:i, s:{}}", "type", "meta", "schema", 1, "absent");
	char now[32], catalogue[PATH_MAX];
	time_t t = time(NULL);

	strftime(now, sizeof(now), "%Y-%m-%dT%H:%M:%SZ", gmtime(&t));
	snprintf(catalogue, sizeof(catalogue), "%s/catalogue.sha256", share);
	json_object_set_new(meta, "started", json_string(now));
	json_object_set_new(meta, "suite", suite(meta, share));
	json_object_set_new(meta, "catalogue", file_value(meta, "catalogue", catalogue));
	json_object_set_new(meta, "kernel", kernel());
	json_object_set_new(meta, "cpu", cpu(meta));
	json_object_set_new(meta, "memory_mib",
			    json_integer((json_int_t)sysconf(_SC_PHYS_PAGES) *
					 sysconf(_SC_PAGESIZE) >> 20));
	json_object_set_new(meta, "mitigations", mitigations(meta));
	json_object_set_new(meta, "lsm", lsms(meta));
	json_object_set_new(meta, "cgroup", cgroups(meta));
	json_object_set_new(meta, "root", json_boolean(geteuid() == 0));
	json_object_set_new(meta, "rlimits", rlimits());
	json_object_set_new(meta, "sysctl", sysctls(meta));
	json_object_set_new(meta, "software", software(meta));
	return meta;
}
