// SPDX-License-Identifier: MIT
/*
 * The guest has a stack of its own, with a guard below it. makecontext(3) brings us there once,
 * before there is a guest; from then on it is entered and left by longjmp(3), which makes no
 * system call.
 *
 * A clock's signal may come at any moment. While the guest's own code runs it ends the job where it
 * stands; while the host works for it, it only takes note, and run_leave() ends the job: so no host
 * call is ever cut in two. The clock goes on ticking, lest a call begins to wait just after it has
 * been looked at.
 *
 * Compiled without _FORTIFY_SOURCE, which forbids a jump to another stack.
 */
#undef _FORTIFY_SOURCE
#include "sandbox/wasm/run.h"

#include "sandbox/wasm/runtime.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>
#include <wasm-rt.h>

enum {
	GUARD = 1 << 20,
	ALTERNATE = 1 << 16, /* bytes of stack for a signal's handler         */
	TICK_US = 20000,     /* a clock that has run out says it again        */
	BELOW = 1024,        /* bytes of park()'s frame below its own address */
	KEPT = 1 << 16,      /* bytes of stack that a job's end leaves warm   */
};

static struct {
	uint8_t *stack;      /* above the guard                               */
	size_t   size;
	uint8_t *parked;     /* from here to its end it is in use             */
	jmp_buf  host, guest;
	struct ending ending;
	volatile sig_atomic_t running, in_host, expired; /* expired: an enum end, or 0 */
} run;

static _Noreturn void leave_guest(struct ending ending)
{
	run.ending = ending;
	run.running = 0;
	_longjmp(run.host, 1);
}

void run_end(enum end end, int code)
{
	if (!run.running) {
		static const char text[] = "ordeal-wasm: the guest's memory cannot be made\n";

		_exit(write(STDERR_FILENO, text, sizeof(text) - 1) < 0 ? 125 : 125);
	}
	leave_guest((struct ending){ end, code });
}

static void on_clock(int sig)
{
	if (!run.running)
		return;
	run.expired = sig == SIGALRM ? END_WALL : END_CPU;
	if (!run.in_host)
		leave_guest((struct ending){ (enum end)run.expired, 0 });
}

/* A fault of the guest's is a trap. One of the host's own is a bug, and must look like one. */
static void on_fault(int sig, siginfo_t *info, void *context)
{
	const uint8_t *at = info->si_addr;

	(void)context;
	if (run.running && at >= run.stack - GUARD && at < run.stack)
		leave_guest((struct ending){ END_TRAP, WASM_RT_TRAP_EXHAUSTION });
	if (run.running && !run.in_host && runtime_reserved(at))
		leave_guest((struct ending){ END_TRAP, WASM_RT_TRAP_OOB });
	signal(sig, SIG_DFL);
}

static int hear(int sig, void (*plain)(int), void (*full)(int, siginfo_t *, void *))
{
	/* SA_NODEFER: they are left by a jump, and nothing puts a signal mask back. */
	struct sigaction a = { .sa_flags = SA_NODEFER | SA_ONSTACK | (full ? SA_SIGINFO : 0) };

	if (full)
		a.sa_sigaction = full;
	else
		a.sa_handler = plain;
	return sigaction(sig, &a, NULL) < 0 ? -errno : 0;
}

static void set_clock(int which, uint64_t us)
{
	struct itimerval t = { { 0, us ? TICK_US : 0 },
			       { (time_t)(us / 1000000), (suseconds_t)(us % 1000000) } };

	setitimer(which, &t, NULL);
}

static void set_clocks(const struct run_limits *l)
{
	static const struct run_limits none;

	l = l ? l : &none;
	run.expired = 0;
	set_clock(ITIMER_REAL, l->wall_us);
	if (l->cpu_us || l == &none)
		set_clock(ITIMER_PROF, l->cpu_us);
}

static void (*entry_point)(void);

/* The bottom of the guest's stack. */
static void bottom(void)
{
	if (!_setjmp(run.guest))
		_longjmp(run.host, 1);
	run.in_host = 0;
	entry_point();
	run_end(END_EXITED, 0);
}

static int make_stack(void)
{
	static ucontext_t first, ignored;

	if (getcontext(&first) < 0)
		return -errno;
	first.uc_stack.ss_sp = run.stack;
	first.uc_stack.ss_size = run.size;
	first.uc_link = NULL;
	makecontext(&first, bottom, 0);
	if (!_setjmp(run.host))
		swapcontext(&ignored, &first);
	return 0;
}

int run_init(size_t stack)
{
	uint8_t *m = mmap(NULL, GUARD + stack + ALTERNATE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	stack_t alternate = { .ss_sp = m + GUARD + stack, .ss_size = ALTERNATE };
	int r;

	if (m == MAP_FAILED || mprotect(m, GUARD, PROT_NONE) < 0 ||
	    sigaltstack(&alternate, NULL) < 0)
		return -errno;
	run.stack = m + GUARD;
	run.size = stack;
	signal(SIGPIPE, SIG_IGN);
	if ((r = hear(SIGALRM, on_clock, NULL)) || (r = hear(SIGPROF, on_clock, NULL)) ||
	    (r = hear(SIGSEGV, NULL, on_fault)) || (r = hear(SIGBUS, NULL, on_fault)))
		return r;
	return make_stack();
}

/* What follows _setjmp() in here runs a second time, when the guest has ended. */
struct ending run_resume(const struct run_limits *l)
{
	if (!_setjmp(run.host)) {
		run.in_host = 1; /* it is in a call of the host's, or at its bottom */
		run.running = 1;
		set_clocks(l);
		_longjmp(run.guest, 1);
	}
	set_clocks(NULL);
	return run.ending;
}

struct ending run_start(void (*entry)(void), const struct run_limits *l)
{
	entry_point = entry;
	return run_resume(l);
}

/* Not inlined: its frame is the end of what is saved. */
__attribute__((noinline)) void run_park(void)
{
	run.parked = (uint8_t *)__builtin_frame_address(0) - BELOW;
	if (!_setjmp(run.guest))
		leave_guest((struct ending){ END_PARKED, 0 });
}

void run_enter(void)
{
	run.in_host = 1;
}

void run_leave(void)
{
	run.in_host = 0;
	if (run.expired)
		leave_guest((struct ending){ (enum end)run.expired, 0 });
}

bool run_expired(void)
{
	return run.expired;
}

struct run_part run_saved_stack(void)
{
	return (struct run_part){ run.parked, (size_t)(run.stack + run.size - run.parked) };
}

struct run_part run_saved_registers(void)
{
	return (struct run_part){ &run.guest, sizeof(run.guest) };
}

void run_trim_stack(void)
{
	if (run.size > 2 * KEPT)
		madvise(run.stack, run.size - 2 * KEPT, MADV_DONTNEED);
}
