// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * Goal:  be there when the turn is over, and be taken for dead.
 * Means: the first thread of a process may end before the others. /proc/PID/stat then says "Z", a
 *        zombie, the state of processes that cleaners pass over; and the other threads run on.
 */
#include "attacks/persistence/survivor.h"

#include <pthread.h>
#include <sys/syscall.h>

static pthread_t first;

static void *live_on(void *nothing)
{
	pthread_join(first, NULL);
	close(STDIN_FILENO); /* the line */
	pause_ms(LIFE_MS);
	_exit(0);
	return nothing;
}

static enum claim run(const struct brief *b)
{
	pthread_t other;
	pid_t child;
	int line[2];

	attempting(b);
	open_line(line);
	child = fork();
	if (child)
		return child < 0 ? denied("fork") : until_gone(line);
	slip_away_with(line[1]);
	first = pthread_self();
	if (pthread_create(&other, NULL, live_on, NULL))
		_exit(1);
	syscall(SYS_exit, 0); /* this thread only */
	_exit(1);
}

const struct attack attack = {
	.effect = "a process of the student runs on that looks dead in /proc",
	.means = "a process whose first thread has ended: state Z, and other threads",
	.oracle = "survivor",
	.attack_id = "T1564, CWE-459",
	.remedy = "kill without asking for the state; a subreaper, or a cgroup; no processes",
	.refs = (const char *const[]){ "proc_pid_stat(5)", "pthread_exit(3)", NULL },
	.run = run,
};
