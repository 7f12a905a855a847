// SPDX-License-Identifier: MIT
/*
 * The rules of seccomp: as policy.c understands them, as policyc compiles them, and as they are
 * read here, from the text alone and by nobody's code but ours. For every call that the text names,
 * its neighbours and numbers with the x32 bit, and for arguments around every value in the text,
 * the three must say the same. What is no rule by the grammar on top of seccomp.rules must be
 * refused.
 */
#include "tests/fuzz/fuzz.h"

#include <setjmp.h>

static jmp_buf gave_up;

int policyc_main(int argc, char **argv);
#define main policyc_main
#define exit(code) longjmp(gave_up, 1)
#include "sandbox/policyc.c"
#undef exit
#undef main

const unsigned long fuzz_runs = 2000;

enum { MOST = 64 };

static const struct {
	const char *name;
	uint64_t value;
} known[] = { { "F_SETFL", 4 }, { "O_CREAT", 0100 }, { "MAP_SHARED", 1 }, { "AF_UNIX", 1 },
	      { "S_IFMT", 0170000 }, { "S_IFIFO", 0010000 }, { "CLONE_THREAD", 0x10000 } };

/* ---- the text, read once more -------------------------------------------------------------- */

struct reading {
	int nr, refuse;
	unsigned tests;
	struct { unsigned arg; uint64_t mask, value[MOST]; size_t values; } test[POLICY_TESTS];
};

static struct reading rule[MOST];
static size_t rules;
static bool foreign_name; /* one that is not in `known`: nothing to compare with */

static bool item(const char *s, size_t n, uint64_t *v)
{
	unsigned base = n > 2 && s[0] == '0' && (s[1] | 0x20) == 'x' ? 16
			: n > 1 && s[0] == '0'			     ? 8
								     : 10;
	unsigned __int128 sum = 0;
	size_t i = base == 16 ? 2 : 0;

	for (; i < n; i++) {
		const char *digits = "0123456789abcdef", *d = strchr(digits, s[i] | 0x20);

		if (!d || !s[i] || (s[i] < '0') || (unsigned)(d - digits) >= base ||
		    (sum = sum * base + (unsigned)(d - digits)) >> 64)
			break;
	}
	*v = (uint64_t)sum;
	if (n && i == n)
		return true;
	for (size_t k = 0; k < sizeof(known) / sizeof(*known); k++)
		if (strlen(known[k].name) == n && !memcmp(known[k].name, s, n)) {
			*v = known[k].value;
			return true;
		}
	for (i = 0; i < n; i++)
		if (!((s[i] >= 'A' && s[i] <= 'Z') || s[i] == '_' ||
		      (i && s[i] >= '0' && s[i] <= '9')))
			return false;
	foreign_name = true;
	return n > 0;
}

static bool value(const char *s, size_t n, uint64_t *v)
{
	*v = 0;
	for (const char *end = s + n;; s++) {
		const char *bar = memchr(s, '|', (size_t)(end - s));
		uint64_t one;

		if (!item(s, (size_t)((bar ? bar : end) - s), &one))
			return false;
		*v |= one;
		if (!bar)
			return true;
		s = bar;
	}
}

static char *word(char **rest)
{
	char *w = *rest + strspn(*rest, " \t");

	*rest = w + strcspn(w, " \t");
	if (**rest)
		*(*rest)++ = '\0';
	return w;
}

static bool test_again(struct reading *r, const char *name, char **rest)
{
	unsigned t = r->tests++;
	uint64_t wide = *name == 'a' ? 0xffffffff : UINT64_MAX, mask = wide;
	char *op = word(rest), *v = word(rest);
	bool list = !strcmp(op, "in");

	if (t == POLICY_TESTS || strlen(name) != 2 || !strchr("ap", *name) || name[1] < '0' ||
	    name[1] > '5')
		return false;
	if (!strcmp(op, "&")) {
		if (!value(v, strlen(v), &mask))
			return false;
		op = word(rest);
		v = word(rest);
	}
	if ((strcmp(op, "==") && !list) || !*v)
		return false;
	r->test[t].arg = (unsigned)(name[1] - '0');
	r->test[t].mask = mask & wide;
	for (;;) {
		size_t n = list ? strcspn(v, ",") : strlen(v);
		uint64_t *at = &r->test[t].value[r->test[t].values];

		if (r->test[t].values++ == MOST || !value(v, n, at) ||
		    (!foreign_name && *at & ~(mask & wide)))
			return false;
		if (!v[n])
			return true;
		v += n + 1;
	}
}

static bool rule_again(char *line, struct reading *r)
{
	static const struct { const char *name; int refuse; } acts[] = {
		{ "allow", 0 }, { "counted", POLICY_COUNTED }, { "asked", POLICY_COUNTED },
		{ "mediated", POLICY_MEDIATED },
		{ "EPERM", EPERM }, { "ENOSYS", ENOSYS }, { "ENOTTY", ENOTTY }, { "ENOTSUP", ENOTSUP },
		{ "EINVAL", EINVAL }, { "EPROTONOSUPPORT", EPROTONOSUPPORT } };
	enum { ACTS = sizeof(acts) / sizeof(*acts) };
	char *act = word(&line), *call = word(&line), *name;
	size_t i = 0, lists = 0;

	*r = (struct reading){ .nr = processor_call(built_for, call) };
	while (i < ACTS && strcmp(acts[i].name, act))
		i++;
	if (i == ACTS || r->nr < 0)
		return false;
	r->refuse = acts[i].refuse;
	while (*(name = word(&line))) {
		if (!test_again(r, name, &line))
			return false;
		lists += r->test[r->tests - 1].values > 1;
	}
	return lists < 2;
}

/* How many blanks the line ends with. */
static size_t strspn_back(const char *line)
{
	size_t n = strlen(line), k = 0;

	while (k < n && strchr(" \t", line[n - 1 - k]))
		k++;
	return k;
}

/* False: it is no text of rules. */
static bool read_again(char *text, const char *which)
{
	bool mine = false;

	rules = 0;
	foreign_name = false;
	for (char *line = text, *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		line[strcspn(line, "#")] = '\0';
		line += strspn(line, " \t");
		line[strlen(line) - strspn_back(line)] = '\0';
		if (*line == '[') {
			mine = !strcmp(line, "[both]") ||
			       !strcmp(line, *which == 'a' ? "[alone]" : "[processes]");
			if (!mine && strcmp(line, "[alone]") && strcmp(line, "[processes]"))
				return false;
		} else if (*line && mine && (rules == MOST || !rule_again(line, &rule[rules++]))) {
			return false;
		}
	}
	return true;
}

static int said(int nr, const uint64_t args[6])
{
	for (size_t i = 0; i < rules; i++) {
		bool all = rule[i].nr == nr;

		for (unsigned t = 0; all && t < rule[i].tests; t++) {
			bool any = false;

			for (size_t v = 0; v < rule[i].test[t].values; v++)
				any |= (args[rule[i].test[t].arg] & rule[i].test[t].mask) ==
				       rule[i].test[t].value[v];
			all = any;
		}
		if (all)
			return rule[i].refuse;
	}
	return EPERM;
}

enum kind { PLAIN, SUPERVISED, MEDIATED };

/* ---- the program, run by a machine of ours -------------------------------------------------- */

static uint32_t machine(int nr, const uint64_t args[6])
{
	struct seccomp_data d = { .nr = nr, .arch = built_for->audit };
	uint32_t a = 0;

	memcpy(d.args, args, sizeof(d.args));
	for (const struct sock_filter *i = program + PROGRAM - length; i < program + PROGRAM; i++) {
		if (i->code == (BPF_LD | BPF_W | BPF_ABS))
			memcpy(&a, (const char *)&d + i->k, 4);
		else if (i->code == (BPF_ALU | BPF_AND | BPF_K))
			a &= i->k;
		else if (i->code == (BPF_JMP | BPF_JEQ | BPF_K))
			i += a == i->k ? i->jt : i->jf;
		else if (i->code == (BPF_JMP | BPF_JGT | BPF_K))
			i += a > i->k ? i->jt : i->jf;
		else if (i->code == (BPF_JMP | BPF_JGE | BPF_K))
			i += a >= i->k ? i->jt : i->jf;
		else if (i->code == (BPF_JMP | BPF_JA))
			i += i->k;
		else if (i->code == (BPF_RET | BPF_K))
			return i->k;
		else
			must(!"an instruction that is known");
	}
	must(!"a program that ends");
	return 0;
}

static void compare(const struct policy *p, enum kind kind, int nr, const uint64_t args[6])
{
	int meant = said(nr, args);
	uint32_t got = machine(nr, args);
	bool asks = (kind >= SUPERVISED &&
		     (meant == POLICY_COUNTED || (meant == EPERM && !policy_counts(p, nr)))) ||
		    (kind == MEDIATED && meant == POLICY_MEDIATED);
	bool allows = !meant || meant == POLICY_COUNTED || meant == POLICY_MEDIATED;

	must(policy_decide(p, nr, args) == meant);
	if (is_signal(nr) && meant == 0)
		return; /* whom it may reach is the launcher's to say */
	must(got == (asks   ? SECCOMP_RET_USER_NOTIF :
		     allows ? SECCOMP_RET_ALLOW :
			      SECCOMP_RET_ERRNO | (uint32_t)meant));
}

static void compare_call(const struct policy *p, enum kind kind, int nr)
{
	uint64_t some[256] = { 0, UINT64_MAX, 1, 1ULL << 32 };
	size_t n = 4;

	for (size_t i = 0; i < rules; i++)
		for (unsigned t = 0; rule[i].nr == nr && t < rule[i].tests; t++)
			for (size_t v = 0; v < rule[i].test[t].values && n < 248; v++) {
				uint64_t x = rule[i].test[t].value[v];

				some[n++] = x;
				some[n++] = x ^ 1ULL << 32;
				some[n++] = x ^ ~rule[i].test[t].mask;
				some[n++] = x ^ (rule[i].test[t].mask & -rule[i].test[t].mask);
			}
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < (n < 24 ? n : 24); k++)
			for (unsigned arg = 0; arg < 6; arg++) {
				uint64_t args[6] = { some[k], some[k], some[k],
						     some[k], some[k], some[k] };

				args[arg] = some[i];
				compare(p, kind, nr, args);
			}
}

static void compare_all(const struct policy *p, enum kind kind)
{
	static const uint64_t none[6] = { 0 };

	compile(p, kind >= SUPERVISED, kind == MEDIATED);
	for (int nr = -1; nr < CALLS + 2; nr++) {
		compare(p, kind, nr, none);
		compare(p, kind, 0x40000000 + nr, none);
	}
	for (size_t i = 0; i < rules; i++)
		compare_call(p, kind, rule[i].nr);
}

static void compile_and_compare(const struct policy *p)
{
	if (setjmp(gave_up))
		return; /* it is too long, or says whom a signal may reach: refused */
	for (enum kind k = PLAIN; k <= MEDIATED; k++)
		compare_all(p, k);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const sections[] = { "alone", "processes" };
	static struct policy policy;
	struct err e = { 0 };

	for (int w = 0; w < 2; w++) {
		char *text = fuzz_text(data, n), *again = fuzz_text(data, n);
		bool taken = policy_parse(&policy, text, sections[w], built_for, &e) == 0;
		bool is_one = read_again(again, sections[w]);

		if (rules < MOST)
			must(!taken || is_one);
		free(text);
		free(again);
		if (taken && is_one && !foreign_name)
			compile_and_compare(&policy);
	}
	return 0;
}
