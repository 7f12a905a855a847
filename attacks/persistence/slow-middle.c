// SPDX-License-Identifier: MIT
/*
 * slow-middle.c - the children of one who is killed, but not dead.
 *
 * Goal:  to run after its turn.
 * Means: who kills its children, and their children when these have lost their parent, waits for
 * the middle one to die. That one has the least priority there is and much memory to give back; its
 *        children take both processors, and nobody has killed them yet. It takes longer than the
 *        cleaner's patience.
 */
#include "attacks/attack.h"

#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { HOGS = 20, MIB = 100, SECONDS = 9 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static _Noreturn void middle(int line)
{
	double end = now() + SECONDS;
	int gate[2];
	char byte, *memory;

	if (pipe(gate))
		_exit(1);
	for (int i = 0; i < HOGS; i++)
		if (fork() == 0) {
			close(gate[1]);
			close(line);
			if (read(gate[0], &byte, 1) < 0)
				_exit(1);
			while (now() < end)
				continue;
			_exit(0);
		}
	memory = mmap(NULL, (size_t)MIB << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		      -1, 0);
	for (size_t at = 0; memory != MAP_FAILED && at < (size_t)MIB << 20; at += 4096)
		memory[at] = 1;
	sched_setscheduler(0, SCHED_IDLE, &(struct sched_param){ 0 });
	close(line);
	close(gate[1]);
	while (now() < end)
		sleep(1);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	int line[2];
	char byte;
	pid_t child;

	if (pipe(line))
		return failed("pipe");
	attempting(b);
	child = fork();
	if (child < 0)
		return denied("fork");
	if (child == 0) {
		close(line[0]);
		middle(line[1]);
	}
	close(line[1]);
	if (read(line[0], &byte, 1) < 0)
		return failed("read");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a process of the student still runs after its turn",
	.means = "children of a SCHED_IDLE process that is killed, but has no processor to die on",
	.oracle = "survivor",
	.attack_id = "T1543, CWE-459",
	.remedy = "kill all descendants in each pass, not the children alone; cgroup.kill",
	.refs = (const char *const[]){ "sched(7)", NULL },
	.run = run,
};
