// SPDX-License-Identifier: MIT
/*
 * guard.c - clock, sums and killing: the process that the caller has started.
 *
 * It waits for nothing that the program can hold: it touches no pipe, resolves no path, reads no memory
 * of the program's, and takes none of its locks. What it reads of a process in /proc (stat, status,
 * children) takes no lock that a program can keep. It is older than the program, whose filter lets it
 * signal nobody who is.
 *
 * Its death is everybody's: the reaper finds the line between the two closed, kills and cleans up. If the
 * reaper is killed, the guard inherits its children, as a subreaper above it, and does the same.
 */
#include "sandbox/usage.h"

#include "lib/clock.h"
#include "lib/fd.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_LOOK_US = 5000, DISK_US = 1000, DYING_MS = 2, START_MS = 1, GIVE_UP_MS = 5000 };

uint64_t guard_us(void)
{
	return clock_ns(CLOCK_MONOTONIC) / 1000;
}

/*
 * All that descends from it too: who is killed takes its time to die, the more the larger it is, and
 * its children go on meanwhile.
 */
void guard_kill(struct box *b)
{
	if (b->pid <= 0)
		return;
	if (stack_has(b->res->layers, &layer_session)) {
		kill(-b->pid, SIGKILL);
		family_kill(b);
	}
	if (!b->ended)
		kill(b->pid, SIGKILL);
}

void guard_end(struct box *b, enum box_end why)
{
	enum box_end none = BOX_EXITED;

	__atomic_compare_exchange_n(&b->res->end, &none, why, false, __ATOMIC_RELAXED,
				    __ATOMIC_RELAXED);
	guard_kill(b);
}

void guard_broken(struct box *b)
{
	err_set(&b->res->error, ECHILD, "a process of the sandbox was killed");
	guard_end(b, BOX_TERMINATED);
}

/* What ends the wait besides an event: the wall clock, and the next look at what is watched. */
struct clock {
	bool running, timed, watched;
	uint64_t deadline, next_look, next_disk; /* us */
};

static void start(struct box *b, struct clock *c)
{
	uint64_t from = b->started_us;

	c->running = true;
	c->deadline = from + b->opt->limit[BOX_WALL] * 1000000;
	c->next_look = from + FIRST_LOOK_US;
	c->next_disk = from + DISK_US;
	usage_start(b);
	if (stack_has(b->res->layers, &layer_tmp))
		b->usage->folder = tmp_open(b);
}

static void look(struct box *b, struct clock *c, uint64_t now)
{
	if (now >= c->next_look) {
		unsigned again_us;
		enum box_end why = watch_look(b, &again_us);

		if (why != BOX_EXITED)
			guard_end(b, why);
		c->next_look = guard_us() + again_us;
	} else if (now >= c->next_disk) {
		/* Two processors write 50 MiB within the 10 ms of the other looks. */
		if (usage_disk(b) != BOX_EXITED)
			guard_end(b, BOX_HIT_DISK);
		c->next_disk = guard_us() + DISK_US;
	}
}

/* Do what is due; the milliseconds until something will be, -1 for never. */
static int tick(struct box *b, struct clock *c, bool told)
{
	uint64_t now = guard_us(), next = UINT64_MAX;

	if (b->ended)
		return -1; /* what is left is the reaper's */
	if (!__atomic_load_n(&b->started_us, __ATOMIC_ACQUIRE))
		return c->timed || c->watched || told ? START_MS : -1;
	if (!c->running)
		start(b, c);
	if (told)
		guard_end(b, BOX_TERMINATED);
	else if (b->res->end != BOX_EXITED)
		guard_kill(b); /* who was forked meanwhile */
	else if (c->timed && now >= c->deadline)
		guard_end(b, BOX_HIT_WALL);
	else if (c->watched)
		look(b, c, now);
	if (b->res->end != BOX_EXITED)
		return DYING_MS;
	if (c->timed)
		next = c->deadline;
	if (c->watched && c->next_look < next)
		next = c->next_look;
	if (c->watched && c->next_disk < next)
		next = c->next_disk;
	return next == UINT64_MAX ? -1 : next <= now ? 0 : (int)((next - now + 999) / 1000);
}

/* Was the sandbox told to end? */
static bool is_told(int sigfd)
{
	struct signalfd_siginfo s;
	bool told = false;

	while (read(sigfd, &s, sizeof(s)) == (ssize_t)sizeof(s))
		told = told || s.ssi_signo != SIGCHLD;
	return told;
}

/* No ptrace, no /proc/PID/{environ,fd,mem}. Without prctl the layers did what they can. */
void guard_unreadable(const struct box *b)
{
	if (b->opt->launcher && b->res->layers & ~1u)
		prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

static void hide(struct box *b)
{
	bool good = true;

	guard_unreadable(b);
	for (int i = 0; stack[i] && good; i++)
		if (b->opt->layers & 1u << i && stack[i]->seal)
			good = stack[i]->seal(b, &b->unhidden) >= 0;
	__atomic_store_n(&b->hidden, true, __ATOMIC_RELEASE);
}

/* The reaper was killed. Whoever it had is ours by now. */
static void take_over(struct box *b, const struct keep *keep)
{
	const struct timespec pause = { .tv_nsec = DYING_MS * 1000000L };
	double end = clock_ms() + GIVE_UP_MS;
	bool none = false;
	unsigned found;

	b->self = b->front;
	guard_broken(b);
	if (!b->started_us)
		b->r = err_set(&b->failed, ECHILD, "a process of the sandbox was killed");
	while (!none && clock_ms() < end) {
		guard_kill(b);
		found = b->session.by_scan ? scan_and_kill(b) : 0;
		none = box_reap(b) && !found;
		if (!none)
			nanosleep(&pause, NULL);
	}
	b->res->survivors = !none;
	tmp_take_over(b, keep);
}

/* Where no filter keeps the program from it, it may have stopped the reaper. */
static bool is_there(pid_t reaper, int *status)
{
	pid_t pid = waitpid(reaper, status, WNOHANG | WUNTRACED);

	if (pid == reaper && WIFSTOPPED(*status))
		kill(reaper, SIGCONT);
	return pid == 0 || (pid == reaper && WIFSTOPPED(*status));
}

void guard(struct box *b, int sigfd, const struct keep *keep)
{
	struct clock c = {
		.timed = stack_has(b->opt->layers, &layer_session) &&
			 b->opt->limit[BOX_WALL] != BOX_NONE,
		.watched = stack_has(b->opt->layers, &layer_rlimit),
	};
	struct usage u = { .folder = -1 };
	pid_t reaper = b->self;
	bool told = false;
	int status = 0;

	b->usage = &u;
	hide(b);
	while (is_there(reaper, &status)) {
		struct pollfd p = { .fd = sigfd, .events = POLLIN };

		if (poll(&p, 1, tick(b, &c, told)) > 0)
			told |= is_told(sigfd);
		if (exact_is_dead(b))
			guard_broken(b);
	}
	exact_end(b);
	fd_close(&u.folder);
	if (!WIFEXITED(status))
		take_over(b, keep);
}
