/* SPDX-License-Identifier: MIT */
/*
 * program.h - find the program.
 */
#ifndef SANDBOX_PROGRAM_H
#define SANDBOX_PROGRAM_H

#include "sandbox/box.h"

#include <limits.h>

/*
 * The program's path, as execvp(3) would find it with the program's own PATH (b->envp). 0, or
 * -ENOENT or -EACCES with a sentence.
 */
int program_find(const struct box *, char path[PATH_MAX], struct err *);

/* exec(2) has said ENOENT of a program that is there: a sentence on what is missing. */
void program_interpreter(const char *path, struct err *);

#endif
