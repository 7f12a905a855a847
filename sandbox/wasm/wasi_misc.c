// SPDX-License-Identifier: MIT
/*
 * What is not about files: arguments, an environment that is always empty, clocks, chance, the
 * end.
 */
#include "sandbox/wasm/imports.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "lib/clock.h"
#include "lib/strv.h"
#include "sandbox/wasm/guest.h"
#include "sandbox/wasm/run.h"

enum { SUBSCRIPTION = 48, EVENT = 32, EVENTS = 64, RANDOM = 256 };

static char *const *arguments;
static u64 step = 1000;

void wasi_arguments(char *const *argv)
{
	arguments = argv;
}

void wasi_clock_step(u64 nanoseconds)
{
	step = nanoseconds ? nanoseconds : 1;
}

static u32 count(void)
{
	return (u32)strv_count(arguments);
}

u32 wasi_args_sizes_get(u32 to, u32 size)
{
	u32 bytes = 0;

	for (u32 i = 0; i < count(); i++)
		bytes += (u32)strlen(arguments[i]) + 1;
	return guest_put32(to, count()) && guest_put32(size, bytes) ? WASI_OK : WASI_EFAULT;
}

u32 wasi_args_get(u32 argv, u32 text)
{
	for (u32 i = 0; i < count(); i++) {
		u32 n = (u32)strlen(arguments[i]) + 1;
		void *p = guest_at(text, n);

		if (!p || !guest_at(argv, 4ull * (i + 1)) || !guest_put32(argv + 4 * i, text))
			return WASI_EFAULT;
		memcpy(p, arguments[i], n);
		text += n;
	}
	return WASI_OK;
}

u32 wasi_environ_sizes_get(u32 to, u32 size)
{
	return guest_put32(to, 0) && guest_put32(size, 0) ? WASI_OK : WASI_EFAULT;
}

u32 wasi_environ_get(u32 env, u32 text)
{
	(void)env, (void)text;
	return WASI_OK;
}

static bool clock_of(u32 clock, clockid_t *id)
{
	static const clockid_t ids[] = { CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID,
					 CLOCK_THREAD_CPUTIME_ID };

	if (clock >= sizeof(ids) / sizeof(*ids))
		return false;
	*id = ids[clock];
	return true;
}

u32 wasi_clock_res_get(u32 clock, u32 to)
{
	clockid_t id;

	if (!clock_of(clock, &id))
		return WASI_EINVAL;
	return guest_put64(to, step) ? WASI_OK : WASI_EFAULT;
}

/* No finer than the step: a finer clock is what reads other people's caches. */
u32 wasi_clock_time_get(u32 clock, u64 precision, u32 to)
{
	clockid_t id;
	u64 now;

	(void)precision;
	if (!clock_of(clock, &id))
		return WASI_EINVAL;
	now = clock_ns(id);
	return guest_put64(to, now - now % step) ? WASI_OK : WASI_EFAULT;
}

u32 wasi_random_get(u32 to, u32 n)
{
	uint8_t *p = guest_at(to, n);

	if (!p)
		return WASI_EFAULT;
	while (n && !run_expired()) {
		ssize_t r = getrandom(p, n < RANDOM ? n : RANDOM, 0);

		if (r < 0 && errno != EINTR)
			return WASI_EIO;
		p += r > 0 ? r : 0;
		n -= r > 0 ? (u32)r : 0;
	}
	return WASI_OK;
}

void wasi_proc_exit(u32 code)
{
	run_end(END_EXITED, (int)(code & 255));
}

/* Sleep until a clock says `until`, or the job's own clock has run out. */
static void sleep_until(u64 until)
{
	u64 now;

	while (!run_expired() && (now = clock_ns(CLOCK_MONOTONIC)) < until) {
		u64 left = until - now;
		struct timespec t = { (time_t)(left / 1000000000), (long)(left % 1000000000) };

		clock_nanosleep(CLOCK_MONOTONIC, 0, &t, NULL);
	}
}

/* When this subscription to a clock fires, on CLOCK_MONOTONIC; 0 where there is no such clock. */
static u64 fires_at(const uint8_t *s)
{
	u64 timeout, now = clock_ns(CLOCK_MONOTONIC), base;
	uint16_t flags;
	clockid_t id;
	u32 clock;

	memcpy(&clock, s + 16, 4);
	memcpy(&timeout, s + 24, 8);
	memcpy(&flags, s + 40, 2);
	if (!clock_of(clock, &id))
		return 0;
	if (flags & 1) { /* absolute */
		base = clock_ns(id);
		timeout = timeout > base ? timeout - base : 0;
	}
	return timeout > UINT64_MAX / 2 - now ? UINT64_MAX / 2 : now + timeout;
}

/*
 * Streams and files are always ready. With clocks alone it sleeps until the first of them; then all
 * that are due have fired.
 */
u32 wasi_poll_oneoff(u32 in, u32 out, u32 n, u32 done)
{
	const uint8_t *s;
	u64 first = UINT64_MAX, when[EVENTS];
	u32 fired = 0;
	uint8_t *o;

	if (!n || n > EVENTS)
		return WASI_EINVAL;
	s = guest_at(in, (u64)n * SUBSCRIPTION);
	o = guest_at(out, (u64)n * EVENT);
	if (!s || !o || !guest_at(done, 4))
		return WASI_EFAULT;
	for (u32 i = 0; i < n; i++) {
		when[i] =
			s[i * SUBSCRIPTION + 8] == WASI_CLOCK ? fires_at(s + i * SUBSCRIPTION) : 0;
		first = when[i] < first ? when[i] : first;
	}
	sleep_until(first);
	for (u32 i = 0; i < n; i++) {
		uint8_t event[EVENT] = { 0 };

		if (when[i] > first)
			continue;
		memcpy(event, s + i * SUBSCRIPTION, 8);
		event[10] = s[i * SUBSCRIPTION + 8];
		if (event[10] != WASI_CLOCK)
			event[16] = 1; /* at least one byte */
		memcpy(o + fired++ * EVENT, event, EVENT);
	}
	guest_put32(done, fired);
	return WASI_OK;
}
