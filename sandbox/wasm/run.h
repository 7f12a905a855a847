/* SPDX-License-Identifier: MIT */
/*
 * run.h - let the guest run, on a stack of its own, until it ends, is ended, or waits for a job.
 *
 *	run_start()   from its beginning                 run_resume()   from where it parked
 *	     |  the guest runs; it calls the host          |
 *	     v                                             v
 *	one struct ending: it exited, hit a limit, trapped - or parked
 *
 * Whatever ends it (a call, a fault, a clock) jumps to the host's stack: nothing of the guest's
 * stack is unwound, since the host keeps nothing there.
 */
#ifndef WASM_RUN_H
#define WASM_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum end {
	END_EXITED,    /* by itself, with a code                         */
	END_PARKED,    /* it waits for a job                             */
	END_WALL,      /* the wall clock ended it                        */
	END_CPU,       /* the processor time was used up                 */
	END_OUTPUT,    /* it wrote more than is allowed                  */
	END_TRAP,      /* as wasm_rt_strerror(3) says: see `code`         */
	END_NO_MEMORY, /* its memory could not be made                   */
	END_LOST,      /* --fork: the child that ran it died             */
};

struct ending {
	enum end end;
	int      code; /* the guest's exit code, or the trap            */
};

struct run_limits {
	uint64_t wall_us, cpu_us; /* 0: none */
};

/* Once: a stack of that many bytes, and who hears of faults and clocks. 0 or -errno. */
int run_init(size_t stack);

/* Call `entry` on the guest's stack. */
struct ending run_start(void (*entry)(void), const struct run_limits *);

/* Go on where the guest parked, again and again: the stack must be as run_saved_stack() said. */
struct ending run_resume(const struct run_limits *);

/* The guest waits for a job: returns when it is resumed. Called by the host's imports. */
void run_park(void);

/* The guest ends, here and now. */
_Noreturn void run_end(enum end, int code);

/* Every import of the host begins and ends with these: in between, a clock only takes note. */
void run_enter(void);
void run_leave(void);

/* After an interrupted call: has a clock run out? Then the import must return. */
bool run_expired(void);

/*
 * What a reset has to put back besides the guest's memory: the part of its stack that was in
 * use when it parked, and the registers.
 */
struct run_part {
	void  *at;
	size_t size;
};
struct run_part run_saved_stack(void);
struct run_part run_saved_registers(void);

/* Give back what deep calls took of the stack below that part. */
void run_trim_stack(void);

#endif
