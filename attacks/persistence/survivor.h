/* SPDX-License-Identifier: MIT */
/*
 * survivor.h - what all survivors do: leave the session, so that no group or terminal names them;
 * hold none of the caller's pipes, so that nobody waits for them; and end by themselves soon.
 */
#ifndef ATTACKS_PERSISTENCE_SURVIVOR_H
#define ATTACKS_PERSISTENCE_SURVIVOR_H

#include "attacks/attack.h"

#include <time.h>
#include <unistd.h>

#define LIFE_MS 3000

static inline void slip_away(void)
{
	setsid();
	close_range(0, ~0U, 0);
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

#endif
