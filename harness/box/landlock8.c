// SPDX-License-Identifier: MIT
/*
 * landlock8.c - Landlock as published sandboxes have it: `landlock8 FOLDER... -- COMMAND...`
 *
 * A column of the matrix, not a part of the sandbox. Its author thought of reading, writing, making
 * and removing files, and wrote eight of the sixteen rights that a kernel of today knows about
 * files; the mistakes are kept on purpose, and the landlock-gap row walks through them:
 *
 *   - a right that is not handled is allowed everywhere: truncate, symbolic links, FIFOs, sockets
 *     (landlock-gap/truncate, symlink, fifo, unix-bind);
 *   - no right on the network, no scope for signals and abstract sockets (landlock-gap/tcp,
 *     abstract-unix, kill);
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
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define READ  (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RUN   (READ | LANDLOCK_ACCESS_FS_EXECUTE)
#define WRITE                                                                                \
	(READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |                \
	 LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR)
#define EIGHT (RUN | WRITE)

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

static int restrict_self(char *const *folders)
{
	const struct landlock_ruleset_attr attr = { .handled_access_fs = EIGHT };
	const size_t size = sizeof(attr.handled_access_fs);
	int set = (int)syscall(SYS_landlock_create_ruleset, &attr, size, 0);

	if (set < 0)
		return -1;
	if (mkdir(OWN_PROGRAMS, 0700) && errno != EEXIST)
		return -1;
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (allow(set, rules[i].folder, rules[i].rights))
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
	char **command = argv + (argc > 0);

	while (*command && strcmp(*command, "--"))
		command++;
	if (!*command || !*++command) {
		fputs("usage: landlock8 [FOLDER]... -- COMMAND [ARGUMENT]...\n", stderr);
		return 125;
	}
	if (restrict_self(argv + 1)) {
		fprintf(stderr, "landlock8: cannot set the rules: %s\n", strerror(errno));
		return 125;
	}
	execvp(*command, command);
	fprintf(stderr, "landlock8: %s: %s\n", *command, strerror(errno));
	return errno == ENOENT ? 127 : 126;
}
