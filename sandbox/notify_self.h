/* SPDX-License-Identifier: MIT */
/*
 * notify_self.h - calls that name the program's own processes by number.
 */
#ifndef SANDBOX_NOTIFY_SELF_H
#define SANDBOX_NOTIFY_SELF_H

#include "sandbox/box.h"

#include <linux/seccomp.h>

/*
 * A refused call, may it go on: does it name none but the program's own processes? If not, with
 * which errno it is refused. And: does every signal to another process wait for that answer?
 */
bool self_is_asked(const struct box *, const struct seccomp_notif *);
int self_refusal(int nr);
bool self_signals_are_asked(const struct box *);

#endif
