// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * Goal:  the evaluator's source, by a supervisor of one's own.
 * Means: a filter that stops openat(2) for one thread, with a listener on which another thread says
 *        CONTINUE. Of two filters that both ask a listener the newer one's is asked, and its yes
 *        would be final; so the kernel allows one listener to a task, and EBUSY is what is
 *        expected.
 */
#include "attacks/supervisor-evasion/listener.h"

#include <linux/filter.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

static int become_supervised(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog filter = { sizeof(code) / sizeof(*code), code };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
			    &filter);
}

static enum claim run(const struct brief *b)
{
	int to = start_answering(), listener; /* its thread is older than the filter */

	if (to < 0)
		return failed("a second thread");
	attempting(b);
	listener = become_supervised();
	if (listener < 0)
		return denied("seccomp(NEW_LISTENER)");
	if (write(to, &listener, sizeof(listener)) < 0)
		return failed("write to our thread");
	return loot_with_answers() ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "a second listener, whose CONTINUE would overrule the first one's",
	.oracle = "secret:task",
	.needs = NEED_NOTIFY,
	.id = "UNS-17",
	.attack_id = "T1562.001, CWE-693",
	.remedy = "the kernel: one listener to a task (EBUSY); a filter without seccomp(2)",
	.refs = (const char *const[]){ "seccomp(2), EBUSY", NULL },
	.run = run,
};
