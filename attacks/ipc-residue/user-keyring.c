// SPDX-License-Identifier: MIT
/*
 * user-keyring.c - the kernel keeps it safe, for everybody of the same user.
 *
 * Goal: another student's work.
 * Means: the keyring of the user. Kerberos keeps tickets there, network file systems their
 * passwords, and it stays when the last process of the user is gone. No file, no process, no
 * namespace of its own: it goes by the uid, and all students have the same.
 */
#include "attacks/ipc-residue/keyring.h"
#include "attacks/ipc-residue/residue.h"

static enum claim run(const struct brief *b)
{
	char text[64];
	long n;

	attempting(b);
	n = key_take(b->name, text, sizeof(text));
	if (n < 0)
		return denied("keyctl");
	loot(text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text));
	return CLAIM_DONE;
}

/* Keeps a ticket where tickets are kept; where there are no keyrings, in a file. */
static enum claim victim(const struct brief *b)
{
	return key_add(b->name, b->secret) >= 0 ? CLAIM_DONE : keep_in_file(b);
}

const struct attack attack = {
	.effect = "the next student reads a key that the last one left",
	.means = "keyctl(2): the keyring of the user, which outlives its processes",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.needs = NEED_KEYS,
	.id = "IPC-06",
	.attack_id = "T1552, CWE-459, CWE-226",
	.remedy = "an allow list of system calls without add_key, keyctl and request_key",
	.refs = (const char *const[]){ "user-keyring(7)", "keyrings(7)", NULL },
	.run = run,
	.victim = victim,
};
