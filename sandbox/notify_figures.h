/* SPDX-License-Identifier: MIT */
/*
 * notify_figures.h - a child's own figures in /proc.
 */
#ifndef SANDBOX_NOTIFY_FIGURES_H
#define SANDBOX_NOTIFY_FIGURES_H

#include "sandbox/box.h"

#include <linux/seccomp.h>

/* Can it be an open of such a file? And: hand it out; false: it was none, and goes on. */
bool figures_are_asked(const struct seccomp_notif *);
bool figures_answer(const struct box *, const struct seccomp_notif *);

#endif
