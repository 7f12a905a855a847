/* SPDX-License-Identifier: MIT */
/*
 * learn.h - what a program does, as a policy that lets a program do this and no more.
 */
#ifndef SANDBOX_LEARN_H
#define SANDBOX_LEARN_H

#include "sandbox/box.h"

#include <linux/seccomp.h>

enum { LEARN_TEXT = 256 << 10 };

/* In memory that is shared with who hears. */
struct learnt {
	uint64_t calls[BOX_CALLS / 64];
	unsigned descriptors; /* most that a process had       */
	bool     processes;   /* it started some               */
	bool     full;        /* more paths than there is room */
	size_t   n;           /* of text: kind, path, NUL; ... */
	char     text[LEARN_TEXT];
};

/* Memory for it; NULL. */
struct learnt *learn_begin(void);

/* A call came. True: the rules allow it, and it goes on. False: it is the supervisor's to decide. */
bool learn_hears(struct box *, const struct seccomp_notif *);

/* Write the policy. 0 or -errno. */
int learn_write(const char *path, const struct box_options *, const struct box_result *, struct err *);

#endif
