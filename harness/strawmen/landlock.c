// SPDX-License-Identifier: MIT
/*
 * landlock.c - Landlock as published sandboxes have it: `landlock 8|all FOLDER... -- COMMAND...`
 *
 * Two columns of the matrix, not a part of the sandbox. `8`: its author thought of reading,
 * writing, making and removing files, and wrote eight of the sixteen rights that a kernel of today
 * knows about files. `all`: every right that this kernel has, on files and on TCP; what is left is
 * no right but a scope, or nothing of Landlock's. The mistakes are kept on purpose, and the
 * landlock-gap row walks through them:
 *
 *   - `8`: a right that is not handled is allowed everywhere: truncate, symbolic links, FIFOs,
 *     sockets (landlock-gap/truncate, symlink, fifo, unix-bind), and TCP (landlock-gap/tcp);
 *   - no scope for signals and abstract sockets (landlock-gap/abstract-unix, kill);
 *   - the folder of a rule is opened by its name, in a folder for everybody: a student who was here
 *     before decides where it leads (landlock-gap/planted-rule);
 *   - nothing is done about what Landlock never sees: modes, times, attributes, limits, UDP.
 *
 * FOLDERs may be read and executed. Exit: 125 the rules could not be set, 126 the command could not
 * be run, 127 it was not found.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define READ  (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RUN   (READ | LANDLOCK_ACCESS_FS_EXECUTE)
#define WRITE                                                                                      \
	(READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |                      \
	 LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |                            \
	 LANDLOCK_ACCESS_FS_REMOVE_DIR)
#define EIGHT (RUN | WRITE)

/* Rights that the headers may not know yet, by the ABI that brought them: landlock(7). */
#define BITS(n) ((1ULL << (n)) - 1)

static __u64 rights_on_files(int abi)
{
	return abi >= 5 ? BITS(16) : abi >= 3 ? BITS(15) : abi >= 2 ? BITS(14) : BITS(13);
}

static __u64 rights_on_tcp(int abi)
{
	return abi >= 4 ? BITS(2) : 0;
}

/* Where a student's own programs are put, since nothing else in /tmp may be executed. */
#define OWN_PROGRAMS "/tmp/bin"

static const struct {
	const char *folder;
	__u64 rights;
} rules[] = {
	{ "/usr", RUN },   { "/bin", RUN },  { "/sbin", RUN },  { "/lib", RUN },
	{ "/lib64", RUN }, { "/etc", READ }, { "/dev", WRITE }, { "/tmp", WRITE },
	{ OWN_PROGRAMS, RUN },
};

/* A folder that is not there needs no rule. 0 or -1. */
static int allow(int set, const char *folder, __u64 rights)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = rights };
	int rc;

	rule.parent_fd = open(folder, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return errno == ENOENT ? 0 : -1;
	rc = (int)syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
	return rc;
}

/* `all`: whatever may be written may be changed in every way, but not executed. */
static int restrict_self(bool all, char *const *folders)
{
	int abi =
		(int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	const struct {
		__u64 files, tcp;
	} handled = { all ? rights_on_files(abi) : EIGHT, all ? rights_on_tcp(abi) : 0 };
	const __u64 more = handled.files & ~(__u64)EIGHT;
	const size_t size = handled.tcp ? sizeof(handled) : sizeof(handled.files);
	int set = abi < 0 ? -1 : (int)syscall(SYS_landlock_create_ruleset, &handled, size, 0);

	if (set < 0)
		return -1;
	if (mkdir(OWN_PROGRAMS, 0700) && errno != EEXIST)
		return -1;
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (allow(set, rules[i].folder,
			  rules[i].rights | (rules[i].rights & WRITE & ~READ ? more : 0)))
			return -1;
	for (; strcmp(*folders, "--"); folders++)
		if (allow(set, *folders, RUN))
			return -1;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return (int)syscall(SYS_landlock_restrict_self, set, 0);
}

int main(int argc, char **argv)
{
	const char *rights = argc > 1 ? argv[1] : "";
	bool all = !strcmp(rights, "all");
	char **command = argv + (argc > 0);

	while (*command && strcmp(*command, "--"))
		command++;
	if ((!all && strcmp(rights, "8")) || !*command || !*++command) {
		fputs("usage: landlock 8|all [FOLDER]... -- COMMAND [ARGUMENT]...\n", stderr);
		return 125;
	}
	if (restrict_self(all, argv + 2)) {
		fprintf(stderr, "landlock: cannot set the rules: %s\n", strerror(errno));
		return 125;
	}
	execvp(*command, command);
	fprintf(stderr, "landlock: %s: %s\n", *command, strerror(errno));
	return errno == ENOENT ? 127 : 126;
}
