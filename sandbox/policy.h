/* SPDX-License-Identifier: MIT */
/*
 * policy.h - the meaning of a file of seccomp rules, before it becomes BPF.
 *
 * Shared by policyc, which compiles it when the sandbox is built, and by the test that compares
 * the compiled filter with this meaning for every call number. Not part of ordeal-sandbox.
 */
#ifndef SANDBOX_POLICY_H
#define SANDBOX_POLICY_H

#include "lib/err.h"
#include "sandbox/processors.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { POLICY_RULES = 1024, POLICY_TESTS = 4,
       POLICY_COUNTED = 255, /* in place of an errno: allowed, but asked for where there is a
				supervisor that counts */
       POLICY_MEDIATED = 254, /* the same, where it opens files in the program's place */
};

/* (argument & mask) == value */
struct policy_test {
	unsigned arg;
	uint64_t mask, value;
};

struct policy_rule {
	int      nr;     /* the call's number                    */
	int      refuse; /* errno; 0: allow; or one of the above */
	unsigned tests;  /* all of them must hold; 0: always     */
	struct policy_test test[POLICY_TESTS];
};

struct policy {
	size_t n;
	struct policy_rule rule[POLICY_RULES];
};

/*
 * Read `text` (which is changed) and keep the rules of the section `which` and of [both].
 * A name that is no call of any processor is an error, since a rule that is silently dropped is a
 * hole or a broken program; rules about calls that this one lacks are left out. 0, or -EINVAL with
 * the line in e.
 */
int policy_parse(struct policy *, char *text, const char *which, const struct processor *,
		 struct err *e);

/* What the names in rules stand for, one after the other; false after the last. */
bool policy_value(size_t i, const struct processor *, const char **name, uint64_t *value);

/* What the rules say of a call: as policy_rule.refuse. EPERM for what no rule names. */
int policy_decide(const struct policy *, int nr, const uint64_t args[6]);

/* Has this call a rule that counts? */
bool policy_counts(const struct policy *, int nr);

#endif
