/* SPDX-License-Identifier: MIT */
/*
 * layer_env.h - the program's environment.
 */
#ifndef SANDBOX_LAYER_ENV_H
#define SANDBOX_LAYER_ENV_H

#include "sandbox/box.h"

/* Put NAME=value into the program's environment, in place of one that is there. */
int env_set(struct box *, char *name_and_value);

/* Fill `var`, of env_room() strings, with the caller's environment: it becomes envp. */
size_t env_room(void);
void env_inherit(struct box *, char **var);

#endif
