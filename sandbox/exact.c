// SPDX-License-Identifier: MIT
/*
 * exact.c - the exact look: what would be free if all of the box died.
 *
 * usage.c adds up what each process says of itself, which counts twice what two of them share:
 * a vfork child has its parent's address space until it calls exec, forked workers have the
 * pages that they only read. Before anybody is killed for such a sum, this is asked:
 *
 *	an address space counts once     kcmp(2) tells whether two processes have the same one
 *	a shared page counts in parts    smaps_rollup's Pss: each of n who have it has 1/n
 *	who is in exec, or dies          has a memory that nobody shows: looked at again, until it is free
 *	who forks meanwhile              takes parts away that nobody counts: looked at again
 *	shared mappings, socket pairs    those that are still there (living.c)
 *
 * All this waits for locks that the program can hold: that of an address space, that of an
 * epoll set. So it is a process of its own, a servant; the guard waits for the answer no longer
 * than DEADLINE_MS, and less where the program touches new pages meanwhile (usage.c). Between
 * two looks the servant counts what the kernel keeps for each process (kernel_memory.c).
 */
#include "sandbox/exact.h"

#include "lib/clock.h"
#include "lib/fd.h"
#include "sandbox/proc.h"
#include "sandbox/resident.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/kcmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	EVERY_MS = 5,  /* to count what the kernel keeps    */
	RETRY_US = 300, /* somebody forked, or was in exec  */
	ROLLUP = 2048,
	LATE_US = 1000, /* so old may the figure for the processor time be */
};

/* One process, as it was found. */
struct person {
	pid_t pid;
	bool counted;      /* the first of those with its address space        */
	char rollup[ROLLUP];
};

/*
 * Have these two one address space? Where kcmp(2) is not to be had: if all figures are the
 * same, and none of its pages is shared with another one.
 */
static bool is_same(const struct person *a, pid_t pid, const char *rollup)
{
	long r = syscall(SYS_kcmp, a->pid, pid, KCMP_VM, 0, 0);

	if (r >= 0)
		return r == 0;
	return *rollup && !strcmp(a->rollup, rollup) &&
	       status_field(rollup, "Pss_Anon", 10) == status_field(rollup, "Anonymous", 10);
}

/* Its own part, in bytes; the kernels before 5.15 do not say how much of it belongs to files. */
static uint64_t part_of(const char *rollup, bool supervised)
{
	long long anon = status_field(rollup, "Pss_Anon", 10);
	long long shmem = status_field(rollup, "Pss_Shmem", 10);

	if (anon < 0 || shmem < 0)
		anon = status_field(rollup, "Pss", 10), shmem = 0;
	return (uint64_t)(anon + (supervised ? 0 : shmem)) << 10;
}

/*
 * Add what this process has. False: it is in exec or dies, so that its memory is nowhere to be
 * seen, and not free yet.
 */
static bool add(struct person *all, size_t i, bool supervised, uint64_t *sum)
{
	struct person *p = &all[i];
	char name[32], status[STATUS];
	long long tables, own;
	struct proc_stat s;
	long long threads = 0;
	ssize_t r;

	proc_name(name, p->pid, "status");
	if (fd_slurp(AT_FDCWD, name, status, sizeof(status)) <= 0)
		return true; /* reaped */
	own = status_field(status, "RssAnon", 10);
	tables = status_field(status, "VmPTE", 10);
	if (own < 0 && proc_stat(p->pid, &s) && s.state == 'Z' && s.threads < 2)
		return true;
	if (own < 0 || status_field(status, "VmExe", 10) == 0) {
		/* Its first thread has ended, and the others go on: counted as its own. */
		if (own < 0)
			threads = resident_bytes(p->pid, supervised);
		*sum += threads > 0 ? (uint64_t)threads : 0;
		return threads > 0;
	}
	/* Who calls exec between these two has a new one: not the other way round. */
	for (size_t k = 0; k < i; k++)
		if (all[k].counted && syscall(SYS_kcmp, all[k].pid, p->pid, KCMP_VM, 0, 0) == 0)
			return true;
	proc_name(name, p->pid, "smaps_rollup");
	r = fd_slurp(AT_FDCWD, name, p->rollup, sizeof(p->rollup));
	if (r == -EACCES)
		*p->rollup = '\0'; /* a program of mode 0111: nobody may look */
	else if (r <= 0)
		return false;
	for (size_t k = 0; k < i; k++)
		if (all[k].counted && is_same(&all[k], p->pid, p->rollup))
			return true;
	p->counted = true;
	*sum += ((uint64_t)tables << 10) +
		(*p->rollup ? part_of(p->rollup, supervised) : (uint64_t)own << 10);
	return true;
}

/*
 * Somebody may be born meanwhile, and have a part of the pages, or show none of its memory:
 * then there is more than was found, not less. Unless one of those who were counted has given
 * back its part, which then was counted again as the others'.
 */
static bool are_alive(const struct person *all, size_t n)
{
	struct proc_stat s;

	for (size_t i = 0; i < n; i++)
		if (all[i].counted &&
		    (!proc_stat(all[i].pid, &s) || s.state == 'Z' || s.state == 'X'))
			return false;
	return true;
}

/* With the reaper's book, which it may be writing to. */
static bool look_at_windows(const struct box *b, const struct descendants *f, struct living *alive)
{
	static struct windows now;
	unsigned turn = __atomic_load_n(&b->supervise.turn, __ATOMIC_ACQUIRE);

	now = b->supervise.windows;
	__atomic_thread_fence(__ATOMIC_ACQUIRE);
	return !(turn & 1) && __atomic_load_n(&b->supervise.turn, __ATOMIC_RELAXED) == turn &&
	       living_count(f, &now, alive);
}

/* All of them, or false: look again. */
static bool look(const struct box *b, struct exact_page *x)
{
	static struct person all[DESCENDANTS];
	bool supervised = stack_has(b->res->layers, &layer_supervise), settled = true;
	long before = proc_youngest();
	struct living alive = { 0 };
	struct descendants f;
	uint64_t sum = 0;

	descendants_list(b, &f);
	for (size_t i = 0; i < f.n; i++) {
		all[i].pid = f.pid[i];
		all[i].counted = false;
		settled = add(all, i, supervised, &sum) && settled;
	}
	if (sum > x->least && are_alive(all, f.n))
		__atomic_store_n(&x->least, sum, __ATOMIC_RELAXED);
	if (settled && supervised)
		settled = look_at_windows(b, &f, &alive);
	if (!settled || proc_youngest() != before)
		return false;
	x->memory = sum;
	x->alive = alive;
	return true;
}

static void answer_disk(const struct box *b, struct exact_page *x, int folder)
{
	unsigned asked = x->asked_disk;
	struct descendants f;

	descendants_list(b, &f);
	written_count(b, &f, folder, x->cpu_us, &x->written);
	__atomic_store_n(&x->answered_disk, asked, __ATOMIC_RELEASE);
}

static void answer(const struct box *b, struct exact_page *x)
{
	const struct timespec pause = { .tv_nsec = RETRY_US * 1000L };
	unsigned asked = x->asked;

	while (getppid() == b->front && !look(b, x)) {
		if (x->asked_disk != x->answered_disk)
			answer_disk(b, x, b->exact->folder);
		nanosleep(&pause, NULL);
	}
	__atomic_store_n(&x->answered, asked, __ATOMIC_RELEASE);
}

/* Nobody waits for the end of a pipe because of us. */
static void close_all_but(int fd)
{
	if (fd > 0)
		syscall(SYS_close_range, 0, fd - 1, 0);
	syscall(SYS_close_range, fd + 1, ~0U, 0);
}

static _Noreturn void serve(const struct box *b, struct exact_page *x)
{
	const struct timespec pause = { .tv_nsec = EVERY_MS * 1000000L };

	close_all_but(b->exact->folder);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	while (getppid() == b->front) {
		struct descendants f;

		unsigned bell = __atomic_load_n(&x->bell, __ATOMIC_ACQUIRE);

		if (x->asked_disk != x->answered_disk)
			answer_disk(b, x, b->exact->folder);
		if (x->asked != x->answered)
			answer(b, x);
		descendants_list(b, &f);
		kernel_memory_count(&x->counted, &f);
		syscall(SYS_futex, &x->bell, FUTEX_WAIT, bell, &pause, NULL, 0);
	}
	_exit(0);
}

bool exact_start(struct box *b)
{
	struct exact *x = b->exact;
	pid_t pid;

	if (x->servant)
		return true;
	if (!x->page) {
		void *page = mmap(NULL, sizeof(*x->page), PROT_READ | PROT_WRITE,
				  MAP_SHARED | MAP_ANONYMOUS, -1, 0);

		if (page == MAP_FAILED)
			return false;
		x->page = page;
	}
	x->page->counted = x->own;
	x->page->counted.at_ms = clock_ms();
	pid = fork();
	if (pid == 0)
		serve(b, x->page);
	x->servant = pid > 0 ? pid : 0;
	return pid > 0;
}

static void ring(struct exact_page *x)
{
	__atomic_add_fetch(&x->bell, 1, __ATOMIC_RELEASE);
	syscall(SYS_futex, &x->bell, FUTEX_WAKE, 1, NULL, NULL, 0);
}

bool exact_ask(struct box *b)
{
	if (!exact_start(b))
		return false;
	b->exact->page->least = 0;
	__atomic_add_fetch(&b->exact->page->asked, 1, __ATOMIC_RELEASE);
	ring(b->exact->page);
	return true;
}

bool exact_ask_disk(struct box *b)
{
	if (!exact_start(b))
		return false;
	b->exact->page->cpu_us = b->cpu_us + LATE_US;
	__atomic_add_fetch(&b->exact->page->asked_disk, 1, __ATOMIC_RELEASE);
	ring(b->exact->page);
	return true;
}

bool exact_answered_disk(const struct box *b)
{
	const volatile struct exact_page *x = b->exact->page;

	return x && x->asked_disk == __atomic_load_n(&x->answered_disk, __ATOMIC_ACQUIRE);
}

bool exact_answered(const struct box *b)
{
	const volatile struct exact_page *x = b->exact->page;

	return x && x->asked == __atomic_load_n(&x->answered, __ATOMIC_ACQUIRE);
}

bool exact_is_dead(struct box *b)
{
	struct exact *x = b->exact;
	int status;

	if (!x->servant || waitpid(x->servant, &status, WNOHANG | WUNTRACED) != x->servant)
		return false;
	if (WIFSTOPPED(status)) { /* by the program: it is younger than that */
		kill(x->servant, SIGCONT);
		return false;
	}
	x->servant = 0;
	return true;
}

/* When all of the box is dead: nobody holds a lock that it waits for. */
void exact_end(struct box *b)
{
	struct exact *x = b->exact;

	if (x->servant) {
		kill(x->servant, SIGKILL);
		waitpid(x->servant, NULL, 0);
	}
	if (x->page)
		munmap(x->page, sizeof(*x->page));
	x->servant = 0;
	x->page = NULL;
}
