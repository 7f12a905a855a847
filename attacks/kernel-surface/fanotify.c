// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: fanotify_init(2), made for virus scanners, which Linux 5.13 opened to everybody for groups
 *        that report file handles. Who knew that it needs a capability has not forbidden it.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <sys/fanotify.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	return fanotify_init(FAN_CLASS_NOTIF | FAN_REPORT_FID | FAN_CLOEXEC, O_RDONLY) < 0
		       ? denied("fanotify_init")
		       : hold();
}

const struct attack attack = {
	.effect = "the student's process has a notification group of the kind for virus scanners",
	.means = "fanotify_init(2) with FAN_REPORT_FID, which needs no capability any more",
	.oracle = "reach:fanotify",
	.id = "KERN-11",
	.attack_id = "T1068, CWE-1125, CWE-184",
	.remedy = "an allow list of system calls; user.max_fanotify_groups = 0",
	.refs = (const char *const[]){ "fanotify_init(2), unprivileged since Linux 5.13", NULL },
	.run = run,
};
