// SPDX-License-Identifier: MIT
/*
 * slow-death.c - killed, but not dead: the last in the queue for the processor.
 *
 * Goal:  the worker waits longer than the exercise allows.
 * Means: who is killed ends itself, in its own time. The program has the least priority there is,
 *        and much memory to give back; its children, in groups of their own, take both processors.
 *        Who kills the program and its group, and waits for its end before the others', waits long.
 */
#include "attacks/attack.h"

#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { HOGS = 20, MIB = 120, SECONDS = 9 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum claim run(const struct brief *b)
{
	double end = now() + SECONDS;
	int gate[2];
	char byte, *memory;

	if (pipe(gate))
		return failed("pipe");
	attempting(b);
	for (int i = 0; i < HOGS; i++) {
		pid_t child = fork();

		if (child < 0)
			return denied("fork");
		if (child == 0) {
			setpgid(0, 0);
			close(gate[1]);
			if (read(gate[0], &byte, 1) < 0)
				_exit(1);
			while (now() < end)
				continue;
			_exit(0);
		}
	}
	memory = mmap(NULL, (size_t)MIB << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		      -1, 0);
	if (memory == MAP_FAILED)
		return failed("mmap");
	for (size_t at = 0; at < (size_t)MIB << 20; at += 4096)
		memory[at] = 1;
	if (sched_setscheduler(0, SCHED_IDLE, &(struct sched_param){ 0 }))
		return denied("sched_setscheduler");
	close(gate[1]);
	while (now() < end)
		sleep(1);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the worker waits longer than allowed",
	.means =
		"the program dies at SCHED_IDLE, while children in other groups hog the processors",
	.oracle = "usage:time",
	.attack_id = "T1499.003, CWE-400",
	.remedy = "kill all processes of the run at once, not the first one and its group",
	.refs = (const char *const[]){ "sched(7)", NULL },
	.run = run,
};
