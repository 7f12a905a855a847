// SPDX-License-Identifier: MIT
/*
 * identity-by-hand.c - who and where a program is, which nobody thinks of as a question.
 *
 * These calls cannot fail, says credentials(7), so nobody looks whether they did: a program that is
 * refused one takes -1 for its user.
 */
#include "attacks/benign/calls.h"

#include <linux/prctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>

static enum claim run(const struct brief *b)
{
	char folder[4096] = "";
	void *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)b;
	CALL(r > 1 && folder[0] == '/', getcwd, folder, sizeof(folder));
	CALL(r == gettid(), set_tid_address, &(int){ 0 });
	CALL(r >= 0, getppid);
	CALL(r == getpgid(0), getpgrp);
	CALL(r >= 0 && (uid_t)r == geteuid(), getuid);
	CALL(r >= 0 && (uid_t)r == getuid(), geteuid);
	CALL(r >= 0 && (gid_t)r == getegid(), getgid);
	CALL(r >= 0 && (gid_t)r == getgid(), getegid);
	CALL(r == 0 || errno == EINVAL, prctl, PR_SET_VMA, PR_SET_VMA_ANON_NAME, page, 4096, "a page");
	return tell_calls();
}

const struct attack attack = {
	.effect = "a program asks who and where it is",
	.means = "getcwd, getppid, getpgrp, getuid, geteuid, getgid, getegid, set_tid_address",
	.oracle = "done",
	.needs = NEED_X86_64,
	.expect = "9 calls, 0 refused\n",
	.run = run,
};
