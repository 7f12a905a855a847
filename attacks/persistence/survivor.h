/* SPDX-License-Identifier: MIT */
/*
 * survivor.h - what all survivors do: leave the session, so that no group or terminal names them;
 * hold none of the caller's pipes, so that nobody waits for them; and end by themselves soon.
 *
 * Who comes too late with all this is a child like any other, and ends with its parent. So the
 * parent waits at a line, a pipe whose end of file comes when the survivor lets go of it:
 *
 *     parent   open_line(), fork(), until_gone(): read ....... end of file: ends
 *     child               slip_away(): setsid(), close_range() ..'
 */
#ifndef ATTACKS_PERSISTENCE_SURVIVOR_H
#define ATTACKS_PERSISTENCE_SURVIVOR_H

#include "attacks/attack.h"

#include <errno.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define LIFE_MS 3000

static inline void slip_away(void)
{
	setsid();
	close_range(0, ~0U, 0);
}

/* The same, but for one descriptor, which is standard input then. */
static inline void slip_away_with(int fd)
{
	setsid();
	dup2(fd, STDIN_FILENO);
	close_range(STDIN_FILENO + 1, ~0U, 0);
}

/* Before fork(2). Refused a pipe, nobody waits. */
static inline void open_line(int line[2])
{
	if (pipe(line))
		line[0] = line[1] = -1;
}

/* After it, in the parent: until the survivor has slipped away, or is dead. */
static inline enum claim until_gone(const int line[2])
{
	char end;

	close(line[1]);
	while (read(line[0], &end, 1) < 0 && errno == EINTR)
		;
	close(line[0]);
	return CLAIM_DONE;
}

static inline long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000ll + t.tv_nsec / 1000000;
}

static inline void pause_ms(long ms)
{
	nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 }, NULL);
}

/*
 * Before killing a supervisor: what we have printed must have gone through its hands. It has read
 * all of it when our pipe is empty, and needs a moment more to pass it on.
 */
static inline void be_heard(void)
{
	long long until = now_ms() + 1000;
	int unread;

	while (!ioctl(STDOUT_FILENO, FIONREAD, &unread) && unread > 0 && now_ms() < until)
		pause_ms(1);
	pause_ms(20);
}

#endif
