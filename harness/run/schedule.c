// SPDX-License-Identifier: MIT
/*
 * schedule.c - the pool of keepers.
 *
 * A keeper is a fork of this process that runs one episode and writes its result, as JSON, to a
 * pipe. All keepers hold the reading end of the life pipe and only we hold its writing end: when we
 * die, however we die, they see its end and tear their arenas down.
 */
#include "harness/run/schedule.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/arena/cgroup.h"
#include "harness/trial/play.h"
#include "lib/clock.h"
#include "lib/fd.h"

enum { SLOTS = 64, PROGRESS_MS = 100, REPORT_MS = 10000, KEEPER_NICE = -10,
       LOOK_MS = 10, WINDOW_MS = 20, BUSY_PERCENT = 30, LONG_MS = 400, CROWD = 4 };

#define GROUP_NICE "-5"

struct slot {
	struct job *job; /* NULL: free */
	double since;    /* when it was started, clock_ms() */
	pid_t  keeper;
	char   group[64]; /* its arena's */
	double looked;    /* when its processor time was looked at, clock_ms() */
	int64_t used;     /* that time, usec */
	bool   waits;
	int    fd;
	char  *text;
	size_t len;
};

volatile sig_atomic_t schedule_interrupted;

static void interrupt(int sig)
{
	(void)sig;
	schedule_interrupted = 1;
}

void schedule_catch_signals(void)
{
	struct sigaction act = { .sa_handler = interrupt };

	sigaction(SIGINT, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
}

/*
 * Who watches comes first. Where the kernel groups by session (autogroup, sched(7)), a priority
 * counts within the session only: so a keeper and its arena are one of their own, and where time is
 * what is judged, that one gets more than a session's share. Not always: the kernel takes such a
 * write from a user only when none came for a tenth of a second, and an attack is about that.
 */
static void come_first(const struct episode_spec *spec)
{
	setsid();
	if (oracle_on_the_clock(spec->oracle, spec->oracle_arg))
		fd_put(AT_FDCWD, "/proc/self/autogroup", GROUP_NICE);
	setpriority(PRIO_PROCESS, 0, KEEPER_NICE);
}

static _Noreturn void keep(const struct job *job, int out, const int life[2])
{
	json_t *result;
	char *text;

	signal(SIGINT, SIG_IGN); /* both are for the harness; we obey the life pipe */
	signal(SIGTERM, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	come_first(&job->spec);
	close(life[1]);
	result = play_episode(&job->spec, life[0]);
	text = json_dumps(result, JSON_COMPACT);
	_exit(text && !fd_write_all(out, text, strlen(text)) ? 0 : 1);
}

static int launch(struct slot *s, struct job *job, const int life[2])
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		return -errno;
	fflush(NULL);
	s->keeper = fork();
	if (s->keeper == 0) {
		close(ends[0]);
		keep(job, ends[1], life);
	}
	close(ends[1]);
	if (s->keeper < 0) {
		int r = -errno;

		close(ends[0]);
		return r;
	}
	*s = (struct slot){ .job = job, .since = clock_ms(), .keeper = s->keeper, .fd = ends[0] };
	s->looked = s->since;
	cgroup_name(s->group, sizeof(s->group), s->keeper);
	return 0;
}

/* Read what is there. True at the end of file. */
static bool read_result(struct slot *s)
{
	char chunk[65536], *bigger;
	ssize_t n = read(s->fd, chunk, sizeof(chunk));

	if (n < 0)
		return errno != EINTR;
	bigger = n ? realloc(s->text, s->len + (size_t)n) : NULL;
	if (!bigger)
		return true;
	s->text = bigger;
	memcpy(s->text + s->len, chunk, (size_t)n);
	s->len += (size_t)n;
	return false;
}

static void reap(struct slot *s)
{
	int status = 0;

	while (waitpid(s->keeper, &status, 0) < 0 && errno == EINTR)
		;
	s->job->result = s->len ? json_loadb(s->text, s->len, 0, NULL) : NULL;
	if (!s->job->result && !schedule_interrupted)
		s->job->result = json_pack("{s:s, s:s}", "sight", "BLIND", "error",
					   "the keeper died without a result");
	free(s->text);
	close(s->fd);
	*s = (struct slot){ .fd = -1 };
}

/* Several episodes of one label are named once. */
static bool first_of_its_name(const struct slot *slots, int at)
{
	if (!slots[at].job || !slots[at].job->label)
		return false;
	for (int i = 0; i < at; i++)
		if (slots[i].job && slots[i].job->label &&
		    !strcmp(slots[i].job->label, slots[at].job->label))
			return false;
	return true;
}

static void show_progress(const struct schedule *s, const struct slot *slots)
{
	static double last;
	double now = clock_ms(), spent = now - s->started_ms, left = 0;
	struct winsize size = { .ws_col = 80 };
	char line[512];
	int n;

	last = last ? last : now;
	if (now - last < (s->progress ? PROGRESS_MS : REPORT_MS))
		return;
	last = now;
	if (s->finished)
		left = spent / (double)s->finished * (double)(s->total - s->finished);
	n = snprintf(line, sizeof(line), "%zu of %zu episodes, %.0f s, about %.0f s left",
		     s->finished, s->total, spent / 1e3, left / 1e3);
	if (!s->progress) {
		fprintf(stderr, "ordeal: %s\n", line);
		return;
	}
	for (int i = 0; i < SLOTS && n < (int)sizeof(line) - 1; i++)
		if (first_of_its_name(slots, i))
			n += snprintf(line + n, sizeof(line) - (size_t)n, "  %s",
				      slots[i].job->label);
	ioctl(STDERR_FILENO, TIOCGWINSZ, &size);
	fprintf(stderr, "\r\033[K%.*s", size.ws_col - 1, line);
	fflush(stderr);
}

static void clear_progress(const struct schedule *s)
{
	if (s->progress)
		fputs("\r\033[K", stderr);
}

static void wait_for_news(struct schedule *s, struct slot *slots, int timeout_ms)
{
	struct pollfd p[SLOTS];

	for (int i = 0; i < SLOTS; i++)
		p[i] = (struct pollfd){ .fd = slots[i].job ? slots[i].fd : -1, .events = POLLIN };
	if (poll(p, SLOTS, timeout_ms) < 0)
		return;
	for (int i = 0; i < SLOTS; i++) {
		struct job *job = slots[i].job;

		if (!p[i].revents || !read_result(&slots[i]))
			continue;
		reap(&slots[i]);
		s->finished++;
		if (s->done && job->result)
			s->done(job, s->user);
	}
}

/*
 * Has nothing happened in its arena for a while? Most of those wait for a deadline. Where the
 * kernel does not count their time for us, it is one that has run for long, but for those that are
 * to work.
 */
static void look(struct slot *s)
{
	const struct episode_spec *spec = &s->job->spec;
	double now = clock_ms(), window = now - s->looked;
	int64_t used;

	if (window < WINDOW_MS)
		return;
	used = cgroup_cpu(spec->arena->cgroups, s->group);
	if (used < 0)
		s->waits = now - s->since >= LONG_MS &&
			   !oracle_burns(spec->oracle, spec->oracle_arg);
	else
		s->waits = (double)(used - s->used) / 1e3 < window * BUSY_PERCENT / 100;
	s->used = used < 0 ? 0 : used;
	s->looked = now;
}

/* May another one start? One that waits keeps nobody from starting, up to a point. */
static bool room(const struct schedule *s, struct slot *slots)
{
	size_t running = 0, busy = 0;

	for (int i = 0; i < SLOTS; i++) {
		if (!slots[i].job)
			continue;
		look(&slots[i]);
		running++;
		busy += !slots[i].waits;
	}
	return busy < s->parallel && running < CROWD * s->parallel && running < SLOTS;
}

int schedule_run(struct schedule *s, struct job *jobs, size_t count)
{
	struct slot slots[SLOTS] = { 0 };
	size_t next = 0, running = 0;
	int life[2], r = 0;

	if (pipe2(life, O_CLOEXEC))
		return -errno;
	if (!s->started_ms)
		s->started_ms = clock_ms();
	while (running || (next < count && !schedule_interrupted && !r)) {
		for (int i = 0; i < SLOTS && next < count && room(s, slots); i++) {
			if (slots[i].job || schedule_interrupted || r)
				continue;
			r = launch(&slots[i], &jobs[next], life);
			next += !r;
			running += !r;
		}
		if (schedule_interrupted && life[1] >= 0) {
			close(life[1]); /* the keepers tear their arenas down */
			life[1] = -1;
		}
		show_progress(s, slots);
		if (running)
			wait_for_news(s, slots, next < count ? LOOK_MS : PROGRESS_MS);
		running = 0;
		for (int i = 0; i < SLOTS; i++)
			running += slots[i].job != NULL;
	}
	clear_progress(s);
	if (life[1] >= 0)
		close(life[1]);
	close(life[0]);
	return r;
}
