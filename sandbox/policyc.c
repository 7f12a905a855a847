// SPDX-License-Identifier: MIT
/*
 * policyc - seccomp.rules in, a C header with BPF programs out. Runs when the sandbox is built, so
 * that a launch loads read-only data.
 *
 * What a filter costs is paid at its load: the kernel checks and compiles every instruction, and
 * runs the program once per call number. So it is made short and flat: neighbouring calls with one
 * verdict are one range, single calls among them its exceptions, the ranges are a balanced tree of
 * comparisons, and every leaf jumps straight to its verdict. libseccomp's own tree has a test per
 * call, twice the instructions, and kills what carries the x32 bit; here it gives the calls their
 * numbers.
 *
 *	load arch, foreign: kill
 *	load nr
 *	nr >= 256 ? ... : nr >= 128 ? ... : ...     the tree
 *	range: == fcntl ? block : == ioctl ? block : allow
 *	block of fcntl: load arg 1; == F_DUPFD ? allow : == F_GETFD ? allow : ... refuse
 *	block of signals: load arg 0; == GROUP ? allow : >= LOW ? > HIGH ? refuse : allow : refuse
 *	allow / EPERM / ENOSYS / kill; in the supervised twins, what nobody listed and what is
 *	counted asks the supervisor; in the mediated ones what opens a file or moves a name, too
 *
 * Whom a signal may reach is known at launch only: layer_seccomp.c puts in GROUP, LOW and HIGH.
 *
 * BPF only jumps forward, so the program is written from its end to its beginning: whatever an
 * instruction jumps to has its place already. Numbers with the x32 bit are calls nobody listed.
 */
#include "lib/fd.h"
#include "sandbox/policy.h"
#include "sandbox/processors.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CALLS = PROCESSOR_CALLS, PROGRAM = 512, ERRNOS = 256, NEAR = 255 };

/* A place in the program, counted from its end: 1 is the last instruction. */
typedef unsigned place;

static const struct processor *built_for = processors; /* for which the filter is */
static struct sock_filter program[PROGRAM];
static place length;
static place substitute[PROGRAM + 1]; /* by place; 0: none yet */
static place verdict[ERRNOS]; /* by errno; 0 is allow, EPERM what nobody listed */
static place refusal;         /* EPERM from the kernel itself, with or without a supervisor */
static place first_target;    /* compares a signal's target with GROUP; after it, LOW, HIGH */

static place put(uint16_t code, uint32_t k, unsigned jt, unsigned jf)
{
	if (length == PROGRAM || jt > NEAR || jf > NEAR) {
		fprintf(stderr, "policyc: the program is too long\n");
		exit(1);
	}
	program[PROGRAM - ++length] = (struct sock_filter)BPF_JUMP(code, k, jt, jf);
	return length;
}

/*
 * A conditional jump reaches 255 instructions far. A target that is further away gets a
 * substitute just behind the jump: the verdict once more, or a jump without condition. The next
 * one uses it, too.
 */
static place reach(place target)
{
	static const struct sock_filter nothing;
	const struct sock_filter *f = target ? &program[PROGRAM - target] : &nothing;

	if (!target || length - target < NEAR - 1)
		return target;
	if (substitute[target] && length - substitute[target] < NEAR - 1)
		return substitute[target];
	return substitute[target] = BPF_CLASS(f->code) == BPF_RET ?
					    put(f->code, f->k, 0, 0) :
					    put(BPF_JMP | BPF_JA, length - target, 0, 0);
}

static place emit(uint16_t code, uint32_t k, place yes, place no)
{
	if (BPF_CLASS(code) == BPF_JMP) {
		yes = reach(yes);
		no = reach(no);
	}
	return put(code, k, yes ? length - yes : 0, no ? length - no : 0);
}

static place answer(uint32_t k)
{
	return emit(BPF_RET | BPF_K, k, 0, 0);
}

static place load(unsigned offset)
{
	return emit(BPF_LD | BPF_W | BPF_ABS, offset, 0, 0);
}

static unsigned half(unsigned arg, bool high)
{
	return (unsigned)offsetof(struct seccomp_data, args) + 8 * arg + (high ? 4 : 0);
}

/* One test of a rule: where to go when it holds and when not. Falls through to nothing. */
static place test(const struct policy_test *t, place yes, place no)
{
	place at = emit(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)t->value, yes, no);

	if ((uint32_t)t->mask != UINT32_MAX)
		emit(BPF_ALU | BPF_AND | BPF_K, (uint32_t)t->mask, 0, 0);
	at = load(half(t->arg, false));
	if (t->mask >> 32) {
		emit(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(t->value >> 32), at, no);
		if ((uint32_t)(t->mask >> 32) != UINT32_MAX)
			emit(BPF_ALU | BPF_AND | BPF_K, (uint32_t)(t->mask >> 32), 0, 0);
		at = load(half(t->arg, true));
	}
	return at;
}

/* A plain `aN == V`: several in a row need one load. */
static bool is_plain(const struct policy_rule *r)
{
	return r->tests == 1 && r->test[0].mask == UINT32_MAX;
}

static bool is_signal(int nr)
{
	static const char *const names[] = { "kill", "tkill", "tgkill", "rt_sigqueueinfo",
					     "rt_tgsigqueueinfo" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (nr == processor_call(built_for, names[i]))
			return true;
	return false;
}

/* The rules of one call that has conditions, from the last to the first. */
static place block(const struct policy *p, int nr)
{
	/* No rule held. Of a call that is counted, the supervisor hears only what it must count. */
	place at = policy_counts(p, nr) ? refusal : verdict[EPERM];

	if (is_signal(nr)) {
		fprintf(stderr, "policyc: whom a signal may reach is not for the rules\n");
		exit(1);
	}
	for (size_t i = p->n; i-- > 0;) {
		const struct policy_rule *r = &p->rule[i];
		place yes = verdict[r->refuse];

		if (r->nr != nr)
			continue;
		if (is_plain(r)) {
			const struct policy_rule *before = i ? r - 1 : NULL;

			at = emit(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)r->test[0].value, yes, at);
			if (!before || before->nr != nr || !is_plain(before) ||
			    before->test[0].arg != r->test[0].arg)
				at = load(half(r->test[0].arg, false));
			continue;
		}
		for (unsigned t = r->tests; t-- > 0;)
			yes = test(&r->test[t], yes, at);
		at = yes;
	}
	return at;
}

/* The target of an allowed signal, in the low half of its argument: a pid is an int. */
static place judge_target(void)
{
	place high = emit(BPF_JMP | BPF_JGT | BPF_K, 0, verdict[EPERM], verdict[0]);
	place low = emit(BPF_JMP | BPF_JGE | BPF_K, 0, high, verdict[EPERM]);

	first_target = emit(BPF_JMP | BPF_JEQ | BPF_K, 0, verdict[0], low);
	return load(half(0, false));
}

/* Where each call number leads. */
static void lay_out(const struct policy *p, place to[CALLS])
{
	place target = judge_target();

	for (int nr = 0; nr < CALLS; nr++)
		to[nr] = verdict[EPERM];
	for (size_t i = 0; i < p->n; i++) {
		const struct policy_rule *r = &p->rule[i];
		bool conditional = false, seen = false;

		for (size_t k = 0; k < p->n; k++) {
			seen = seen || (k < i && p->rule[k].nr == r->nr);
			conditional = conditional || (p->rule[k].nr == r->nr && p->rule[k].tests);
		}
		if (!seen)
			to[r->nr] = conditional ? block(p, r->nr) : verdict[r->refuse];
		if (is_signal(r->nr) && to[r->nr] == verdict[0])
			to[r->nr] = target;
	}
}

/* The starts of the ranges, and CALLS after the last. What the next call undoes is an exception. */
static unsigned ranges(const place to[CALLS], unsigned start[CALLS + 1])
{
	unsigned n = 0;
	place common = 0;

	for (unsigned nr = 0; nr < CALLS; nr++)
		if (to[nr] != common && (nr + 1 == CALLS || to[nr + 1] != common)) {
			start[n++] = nr;
			common = to[nr];
		}
	start[n] = CALLS;
	return n;
}

static place range(const place *to, unsigned from, unsigned until)
{
	place at = to[from];

	for (unsigned nr = from; nr < until; nr++)
		if (to[nr] != to[from])
			at = emit(BPF_JMP | BPF_JEQ | BPF_K, nr, to[nr], at);
	return at;
}

/* A tree over n ranges. */
static place tree(const place *to, const unsigned *start, unsigned n)
{
	place high, low;

	if (n == 1)
		return range(to, start[0], start[1]);
	high = tree(to, start + n / 2, n - n / 2);
	low = tree(to, start, n / 2);
	return emit(BPF_JMP | BPF_JGE | BPF_K, start[n / 2], high, low);
}

static void compile(const struct policy *p, bool supervised, bool mediated)
{
	place to[CALLS], kill, root;
	unsigned start[CALLS + 1];

	length = 0;
	memset(substitute, 0, sizeof(substitute));
	kill = answer(SECCOMP_RET_KILL_PROCESS);
	for (int e = 0; e < ERRNOS; e++)
		verdict[e] = 0;
	verdict[0] = answer(SECCOMP_RET_ALLOW);
	refusal = answer(SECCOMP_RET_ERRNO | EPERM);
	verdict[EPERM] = supervised ? answer(SECCOMP_RET_USER_NOTIF) : refusal;
	verdict[POLICY_COUNTED] = verdict[supervised ? EPERM : 0];
	verdict[POLICY_MEDIATED] = verdict[mediated ? EPERM : 0];
	for (size_t i = 0; i < p->n; i++)
		if (!verdict[p->rule[i].refuse])
			verdict[p->rule[i].refuse] =
				answer(SECCOMP_RET_ERRNO | (uint32_t)p->rule[i].refuse);
	lay_out(p, to);
	root = tree(to, start, ranges(to, start));
	if (root != length) /* one verdict for all calls is no tree, and stands elsewhere */
		put(BPF_JMP | BPF_JA, length - root, 0, 0);
	root = load(offsetof(struct seccomp_data, nr));
	emit(BPF_JMP | BPF_JEQ | BPF_K, built_for->audit, root, kill);
	load(offsetof(struct seccomp_data, arch));
}

static void print(const char *name, const char *kind)
{
	printf("\nenum { policy_%s%s_target = %u };\n", name, kind, length - first_target);
	printf("static const struct sock_filter policy_%s%s[] = {\n", name, kind);
	for (const struct sock_filter *f = program + PROGRAM - length; f < program + PROGRAM; f++)
		printf("\t{ 0x%02x, %u, %u, 0x%08x },\n", f->code, f->jt, f->jf, f->k);
	printf("};\n");
}

/* Names for the report of what was refused. */
static void print_names(void)
{
	printf("\nstatic const char *const call_names[] = {\n");
	for (int nr = 0; nr < CALLS; nr++) {
		char *name = seccomp_syscall_resolve_num_arch(built_for->table, nr);

		if (name)
			printf("\t[%d] = \"%s\",\n", nr, name);
		free(name);
	}
	printf("};\n");
}

/* Calls that the rules answer as a kernel without them does. */
static void print_missing(const struct policy *policy)
{
	static const uint64_t none[6];

	printf("\nstatic const bool call_missing[%d] = {\n", CALLS);
	for (int nr = 0; nr < CALLS; nr++)
		if (policy_decide(policy, nr, none) == ENOSYS)
			printf("\t[%d] = true,\n", nr);
	printf("};\n");
}

/*
 * Calls that another processor has and this one lacks, as numbers below zero, each its own: code that
 * speaks of them builds, and is never reached.
 */
static void print_absent(void)
{
	int n = -1000;

	printf("/* Made by policyc: calls that %s lacks. */\n", built_for->name);
	for (size_t other = 0; other < processors_n; other++)
		for (int nr = 0; nr < CALLS; nr++) {
			char *name = seccomp_syscall_resolve_num_arch(processors[other].table, nr);

			if (name && processor_call(built_for, name) == PROCESSOR_LACKS)
				printf("#ifndef SYS_%s\n#define SYS_%s (%d)\n#endif\n", name, name, n--);
			free(name);
		}
}

/* A C file that builds if the headers of this processor say what the rules' names stand for here. */
static void print_values(const char *headers)
{
	const char *name;
	uint64_t value;

	for (const char *h = headers; *h; h += strspn(h, " ")) {
		size_t n = strcspn(h, " ");

		printf("#include <%.*s>\n", (int)n, h);
		h += n;
	}
	for (size_t i = 0; policy_value(i, built_for, &name, &value); i++)
		if (strcmp(name, "O_TMPFILE") != 0) /* without O_DIRECTORY, in the rules */
			printf("#ifdef %s\n_Static_assert((unsigned long)(%s) == %#llxUL, \"%s\");\n#endif\n",
			       name, name, (unsigned long long)value, name);
	printf("_Static_assert((O_TMPFILE & ~O_DIRECTORY) == 020000000, \"O_TMPFILE\");\n");
}

static int print_filters(const char *file)
{
	static const char *const policies[] = { "alone", "processes" };
	static char text[1 << 16], copy[1 << 16];
	static struct policy policy;
	struct err e = { 0 };
	ssize_t n = fd_slurp(AT_FDCWD, file, text, sizeof(text));

	if (n <= 0 || n == sizeof(text) - 1) {
		fprintf(stderr, "policyc: %s: no rules, or not below 64 KiB\n", file);
		return 2;
	}
	printf("/* Made from seccomp.rules by policyc. */\n");
	for (size_t i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
		memcpy(copy, text, sizeof(copy));
		if (policy_parse(&policy, copy, policies[i], built_for, &e) < 0) {
			fprintf(stderr, "%s: %s\n", file, e.text);
			return 1;
		}
		compile(&policy, false, false);
		print(policies[i], "");
		compile(&policy, true, false);
		print(policies[i], "_supervised");
		compile(&policy, true, true);
		print(policies[i], "_mediated");
	}
	print_names();
	print_missing(&policy);
	return 0;
}

int main(int argc, char **argv)
{
	int r = 0;

	built_for = argc >= 3 ? processor_named(argv[1]) : NULL;
	if (built_for && argc == 3 && !strcmp(argv[2], "--absent"))
		print_absent();
	else if (built_for && argc == 4 && !strcmp(argv[2], "--values"))
		print_values(argv[3]);
	else if (built_for && argc == 3)
		r = print_filters(argv[2]);
	else
		r = 2;
	if (r == 2)
		fprintf(stderr, "usage: policyc PROCESSOR seccomp.rules > seccomp_bpf.h\n"
				"       policyc PROCESSOR --absent > absent_calls.h\n"
				"       policyc PROCESSOR --values 'HEADER...' > policy_values.c\n");
	return fflush(stdout) ? 1 : r;
}
