/* SPDX-License-Identifier: MIT */
/*
 * notify_answer.h - answers of the supervisor that are more than a number.
 */
#ifndef SANDBOX_NOTIFY_ANSWER_H
#define SANDBOX_NOTIFY_ANSWER_H

#include "sandbox/box.h"

#include <linux/seccomp.h>

/*
 * Put a descriptor into the program as the call's answer, and close it. flags: of the open.
 * True: the answer is in `say` and has to be sent.
 */
bool answer_with_fd(int listener, uint64_t id, int fd, int flags, struct seccomp_notif_resp *say);

/*
 * A helper that waits in the supervisor's place: its pid, 0 in it, or -errno. And: answer with
 * r and be gone, in the helper.
 */
pid_t helper_fork(struct box *);
_Noreturn void helper_answer(int listener, const struct seccomp_notif *, int r);

#endif
