/* SPDX-License-Identifier: MIT */
/*
 * options.h - the command line of ordeal-sandbox, and nothing else: no file is opened, nothing is
 * printed.
 */
#ifndef SANDBOX_OPTIONS_H
#define SANDBOX_OPTIONS_H

#include "sandbox/command.h"
#include "sandbox/numbers.h"

/* Parse argv. Everything after "--" is the program's. 0, or -EINVAL with a sentence in e. */
int box_options_parse(struct command *, int argc, char **argv, struct err *e);

#endif
