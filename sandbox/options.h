/* SPDX-License-Identifier: MIT */
/*
 * options.h - the command line of ordeal-sandbox, and nothing else: no file is opened, nothing is
 * printed.
 */
#ifndef SANDBOX_OPTIONS_H
#define SANDBOX_OPTIONS_H

#include "sandbox/command.h"

/* Parse argv. Everything after "--" is the program's. 0, or -EINVAL with a sentence in e. */
int box_options_parse(struct command *, int argc, char **argv, struct err *e);

/* "10", "16M": a size with K, M, G when `unit` is 'b'; "none" is BOX_NONE. 0 or -EINVAL. */
int options_number(const char *text, char unit, uint64_t *value);

/* Digits alone are a descriptor's number, and not a file's name; -1 where they are too many for one. */
bool options_descriptor(const char *text, int *fd);

#endif
