/* SPDX-License-Identifier: MIT */
/*
 * spawn.h - start a program and wait for its end; with or without a clock.
 *
 * posix_spawn(3) shares memory until the exec (CLONE_VFORK), so the price does not grow with this
 * process. stdin and stderr are /dev/null, the environment is a short fixed one, signals are as a
 * login shell leaves them. A launch that takes longer than SPAWN_LIMIT seconds is killed.
 */
#ifndef BENCH_SPAWN_H
#define BENCH_SPAWN_H

#include "lib/err.h"

#include <stddef.h>
#include <stdint.h>

enum { SPAWN_LIMIT = 60 };

/* Once, before anything else here. 0 or -errno. */
int spawn_setup(struct err *);

/* From before posix_spawn(3) to after waitpid(2), in ns. -errno unless the program exits with 0. */
int spawn_timed(char *const *argv, uint64_t *ns, struct err *);

/* What the program prints on stdout, cut at size - 1 bytes. -errno unless it exits with 0. */
int spawn_read(char *const *argv, char *text, size_t size, struct err *);

/* Make argv[0] an absolute path, so that no launch searches for it. -ENOENT: not installed. */
int spawn_resolve(char **argv, struct err *);

#endif
