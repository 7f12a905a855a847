// SPDX-License-Identifier: MIT
#include "sandbox/prologue.h"

#include "lib/processor.h"
#include "sandbox/calls.h"
#include "sandbox/layer_seccomp.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>

enum { ENDS = BOX_CALLS + 16 };

/* Jumps to the end, and to where a call was found among those that may be made, are put in when that is known. */
struct writer {
	struct sock_filter *f;
	size_t n, end[ENDS], ends;
};

static void put(struct writer *w, uint16_t code, uint8_t jt, uint8_t jf, uint32_t k)
{
	w->f[w->n++] = (struct sock_filter){ code, jt, jf, k };
}

static void load(struct writer *w, size_t offset)
{
	put(w, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset);
}

static void load_arg(struct writer *w, int i)
{
	load(w, offsetof(struct seccomp_data, args) + 8 * (size_t)i);
}

static void is(struct writer *w, uint32_t k, uint8_t jt, uint8_t jf)
{
	put(w, BPF_JMP | BPF_JEQ | BPF_K, jt, jf, k);
}

static void has(struct writer *w, uint32_t bits, uint8_t jt, uint8_t jf)
{
	put(w, BPF_JMP | BPF_JSET | BPF_K, jt, jf, bits);
}

static void result(struct writer *w, uint32_t what)
{
	put(w, BPF_RET | BPF_K, 0, 0, what);
}

static void go_on(struct writer *w)
{
	w->end[w->ends++] = w->n;
	put(w, BPF_JMP | BPF_JA, 0, 0, 0);
}

/* All jumps since `from` lead to here. */
static void land(struct writer *w, size_t from)
{
	while (w->ends > from) {
		size_t at = w->end[--w->ends];

		w->f[at].k = (uint32_t)(w->n - at - 1);
	}
}

/*
 * May the rules decide on this call? On those that are listed, and on those that they call missing: another
 * error would end a program that does without the call, as libc does without clone3.
 */
static bool is_left(const uint64_t *set, int nr)
{
	return calls_in(set, nr) || seccomp_is_missing(nr);
}

/* Neighbours are one range. */
static void only(struct writer *w, const uint64_t *set, uint32_t else_what)
{
	size_t from = w->ends;

	for (int lo = 0, hi; lo < BOX_CALLS; lo = hi + 1) {
		hi = lo;
		if (!is_left(set, lo))
			continue;
		while (hi + 1 < BOX_CALLS && is_left(set, hi + 1))
			hi++;
		put(w, BPF_JMP | BPF_JGE | BPF_K, 0, 2, (uint32_t)lo);
		put(w, BPF_JMP | BPF_JGT | BPF_K, 1, 0, (uint32_t)hi);
		go_on(w);
	}
	result(w, else_what);
	land(w, from);
}

static void no_new_code(struct writer *w)
{
	is(w, SYS_mmap, 0, 7);
	load_arg(w, 2);
	has(w, PROT_EXEC, 1, 0);
	go_on(w);
	load_arg(w, 3);
	has(w, MAP_ANONYMOUS, 0, 1);
	result(w, SECCOMP_RET_ERRNO | EACCES);
	result(w, SECCOMP_RET_USER_NOTIF);
	is(w, SYS_mprotect, 0, 4);
	load_arg(w, 2);
	has(w, PROT_EXEC, 0, 1);
	result(w, SECCOMP_RET_ERRNO | EACCES);
	go_on(w);
	/* A process that shares the table of descriptors could change one between the look and the deed. */
	is(w, SYS_clone, 0, 5);
	load_arg(w, 0);
	put(w, BPF_ALU | BPF_AND | BPF_K, 0, 0, CLONE_THREAD | CLONE_FILES);
	is(w, CLONE_FILES, 0, 1);
	result(w, SECCOMP_RET_ERRNO | EPERM);
	go_on(w);
}

static void figures(struct writer *w)
{
	is(w, SYS_openat, 0, 5);
	load_arg(w, 2);
	put(w, BPF_ALU | BPF_AND | BPF_K, 0, 0, ~(uint32_t)(O_CLOEXEC | O_NOCTTY));
	is(w, O_RDONLY, 0, 1);
	result(w, SECCOMP_RET_USER_NOTIF);
	go_on(w);
}

bool prologue_figures(const struct box *b)
{
	return b->opt->child_figures && stack_has(b->res->layers, &layer_supervise) &&
	       stack_has(b->res->layers, &layer_landlock);
}

size_t prologue_filter(struct sock_filter *f, const struct box *b, bool supervised)
{
	struct writer w = { .f = f };
	bool code = stack_has(b->res->layers, &layer_noexec) && supervised;
	bool learns = b->opt->learnt && supervised, asks = prologue_figures(b);

	if (!code && !learns && !asks && !b->opt->calls)
		return 0;
	load(&w, offsetof(struct seccomp_data, arch));
	is(&w, PROCESSOR_AUDIT, 1, 0);
	go_on(&w);
	load(&w, offsetof(struct seccomp_data, nr));
	if (b->opt->calls)
		only(&w, b->opt->call_set, supervised ? SECCOMP_RET_USER_NOTIF : SECCOMP_RET_ERRNO | EPERM);
	if (learns) {
		is(&w, SYS_read, 1, 0);
		is(&w, SYS_write, 0, 1);
		result(&w, SECCOMP_RET_ALLOW);
	}
	if (code)
		no_new_code(&w);
	if (asks)
		figures(&w);
	land(&w, 0);
	return w.n;
}
