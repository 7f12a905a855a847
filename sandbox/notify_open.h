/* SPDX-License-Identifier: MIT */
/*
 * notify_open.h - what opens, names and FIFOs share: see notify_open.c. Descriptors of ours, or -errno.
 */
#ifndef SANDBOX_MEDIATE_H
#define SANDBOX_MEDIATE_H

#include <linux/seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct box;

/* Is this a call that opens a file, or makes, moves or removes a name? */
bool mediate_has(int nr);

/* Make it in the program's place. False: it was answered already, or waits and will be. */
bool mediate(struct box *, const struct seccomp_notif *, struct seccomp_notif_resp *);

/* What a path leads to, with O_PATH; flags: O_NOFOLLOW, O_DIRECTORY. Through no door of /proc. */
int mediate_find(int base, const char *path, int flags);

/* The folder that a path's last name is in, and that name, with the slashes behind it. */
int mediate_parent(int base, const char *path, const char **name);

/* `mode` without the bits of that thread's umask. */
mode_t mediate_mode(pid_t, mode_t mode);

/*
 * Put a descriptor into the program as the call's answer, and close it. flags: of the open. True: the
 * answer is in `say` and has to be sent.
 */
bool mediate_give(int listener, uint64_t id, int fd, int flags, struct seccomp_notif_resp *say);

/* The calls that make, move and remove names, and truncate(2): 0 or -errno. notify_names.c */
int names_change(struct box *, const struct seccomp_notif *);

/*
 * notify_fifos.c: open a FIFO for who asks; -EINPROGRESS: it waits for the other end. See who has met, was
 * interrupted, or is gone. And forget them all.
 */
int fifos_open(struct box *, const struct seccomp_notif *, int fifo, int flags);
void fifos_look(struct box *);
void fifos_forget(struct box *);

#endif
