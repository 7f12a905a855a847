/* SPDX-License-Identifier: MIT */
/*
 * deed.h - try what can only be known by trying it.
 */
#ifndef SANDBOX_DEED_H
#define SANDBOX_DEED_H

#include "lib/err.h"

/*
 * What a child that tries it says: 0, or -errno with a sentence. And what there is to try:
 * no_new_privs, a filter, one with a listener.
 */
int deed_try(int (*deed)(struct err *), struct err *);
int deed_nnp(struct err *);
int deed_filter(struct err *);
int deed_listener(struct err *);

#endif
