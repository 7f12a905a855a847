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
#include "sandbox/guard.h"

#include "lib/clock.h"
#include "lib/fd.h"
#include "sandbox/end.h"
#include "sandbox/exact.h"
#include "sandbox/layer_cgroup.h"
#include "sandbox/layer_session.h"
#include "sandbox/layer_tmp.h"
#include "sandbox/layer_undumpable.h"
#include "sandbox/parked.h"
#include "sandbox/reap.h"
#include "sandbox/scan.h"
#include "sandbox/stack.h"
#include "sandbox/usage.h"
#include "sandbox/wake.h"

#include <errno.h>
#include <linux/sched.h>
#include <linux/sched/types.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_LOOK_US = 5000, DISK_US = 1000, DYING_MS = 2, START_MS = 1, GIVE_UP_MS = 5000, TURN_NS = 100000 };

/* What ends the wait besides an event: the wall clock, and the next look at what is watched. */
struct clock {
	bool running, timed, watched;
	uint64_t deadline, next_look, next_disk; /* us */
};

static void start(struct box *b, struct clock *c)
{
	uint64_t from = b->started_us;

	c->running = true;
	c->deadline = from + limit_us(b->opt, BOX_WALL);
	c->next_look = from + FIRST_LOOK_US;
	c->next_disk = from + DISK_US;
	usage_start(b);
	if (stack_has(b->res->layers, &layer_tmp))
		b->exact->folder = tmp_open(b);
}

static void look(struct box *b, struct clock *c, uint64_t now)
{
	if (now >= c->next_look) {
		unsigned again_us;
		enum box_end why = usage_look(b, &again_us);

		if (why != BOX_EXITED)
			end_run(b, why);
		c->next_look = now_us() + again_us;
	} else if (now >= c->next_disk) {
		/* Two processors write 50 MiB within the 10 ms of the other looks. */
		if (usage_disk(b) != BOX_EXITED)
			end_run(b, BOX_HIT_DISK);
		c->next_disk = now_us() + DISK_US;
	}
}

/* Do what is due; the milliseconds until something will be, -1 for never. */
static int tick(struct box *b, struct clock *c, bool told)
{
	uint64_t now = now_us(), next = UINT64_MAX;

	if (b->ended)
		return -1; /* what is left is the reaper's */
	if (!__atomic_load_n(&b->started_us, __ATOMIC_ACQUIRE))
		return c->timed || c->watched || told ? START_MS : -1;
	if (!c->running)
		start(b, c);
	if (told)
		end_run(b, BOX_TERMINATED);
	else if (b->res->end != BOX_EXITED)
		end_kill(b); /* who was forked meanwhile */
	else if (c->timed && now >= c->deadline)
		end_run(b, BOX_HIT_WALL);
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
		told = told || (s.ssi_signo != SIGCHLD && s.ssi_signo != SIGCONT);
	return told;
}

/*
 * Without privilege nobody's share of the processors can be raised. But since Linux 6.12 a thread may ask for
 * shorter turns, and who has the same share in shorter turns comes sooner. Older kernels keep it as it is.
 */
static void come_sooner(const struct box *b)
{
	struct sched_attr turns = { .size = sizeof(turns), .sched_policy = SCHED_NORMAL, .sched_runtime = TURN_NS };

	if (!b->opt->launcher)
		return; /* a host program's threads are its own affair */
	turns.sched_nice = getpriority(PRIO_PROCESS, 0);
	syscall(SYS_sched_setattr, 0, &turns, 0);
}

static void hide(struct box *b)
{
	bool good = true;

	undumpable_self(b);
	for (int i = 0; stack[i] && good; i++)
		if (b->opt->layers & 1u << i && stack[i]->seal)
			good = stack[i]->seal(b, &b->unhidden) >= 0;
	__atomic_store_n(&b->hidden, true, __ATOMIC_RELEASE);
}

/* The reaper was killed. Whoever it had is ours by now. */
static void take_over(struct box *b, const struct stay *stay)
{
	const struct timespec pause = { .tv_nsec = DYING_MS * 1000000L };
	double end = clock_ms() + GIVE_UP_MS;
	bool none = false;
	unsigned found;

	b->self = b->front;
	end_broken(b);
	if (!b->started_us)
		b->r = err_set(&b->failed, ECHILD, "a process of the sandbox was killed");
	while (!none && clock_ms() < end) {
		end_kill(b);
		found = b->session.by_scan ? scan_and_kill(b) : 0;
		none = reap_dead(b) && !found;
		if (!none)
			nanosleep(&pause, NULL);
	}
	b->res->survivors = !none;
	group_take_over(b);
	session_forget(b);
	tmp_take_over(b, stay);
}

/* Where no filter keeps the program from it, it may have stopped the reaper. */
static bool is_there(pid_t reaper, int *status)
{
	pid_t pid = waitpid(reaper, status, WNOHANG | WUNTRACED);

	if (pid == reaper && WIFSTOPPED(*status))
		kill(reaper, SIGCONT);
	return pid == 0 || (pid == reaper && WIFSTOPPED(*status));
}

void guard(struct box *b, int sigfd, struct stay *stay)
{
	struct clock c = {
		.timed = stack_has(b->opt->layers, &layer_session) &&
			 b->opt->limit[BOX_WALL] != BOX_NONE,
		.watched = stack_has(b->opt->layers, &layer_rlimit),
	};
	struct usage u = { 0 };
	struct exact x = { .folder = -1 };
	pid_t reaper = b->self;
	bool told = false, wakes;
	timer_t timer;
	int status = 0;

	b->usage = &u;
	b->exact = &x;
	come_sooner(b);
	wakes = wake_if_stopped(b, &timer);
	hide(b);
	if (b->opt->parked)
		told = !parked_gate(b, sigfd, stay);
	while (is_there(reaper, &status)) {
		struct pollfd p = { .fd = sigfd, .events = POLLIN };

		if (poll(&p, 1, tick(b, &c, told)) > 0)
			told |= is_told(sigfd);
		if (exact_is_dead(b))
			end_broken(b);
	}
	if (wakes)
		timer_delete(timer);
	exact_end(b);
	fd_close(&x.folder);
	if (!WIFEXITED(status))
		take_over(b, stay);
}
