/* SPDX-License-Identifier: MIT */
/*
 * profile.h - an environment that the arena imitates: <share>/profiles/<name>.profile, in
 * libconfig's syntax; lambda-locked.profile explains every field, and so does ordeal-profile(5).
 *
 * What it refuses is a filter that the arena loads into every process of the student's uid, before
 * any defence: it is the place, and no defence is credited with it. It is loaded by who has
 * CAP_SYS_ADMIN in the arena's user namespace, so that no_new_privs stays as it is outside.
 */
#ifndef HARNESS_PROFILE_H
#define HARNESS_PROFILE_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>

#include "lib/err.h"

enum { PROFILE_LIMITS = 16 };

struct profile {
	char *name, *summary;
	bool capabilities;  /* the bounding set is left as it is; else all five are empty  */
	bool nosuid;	    /* "/": set-id programs give nothing                           */
	bool shm;	    /* there is a /dev/shm                                         */
	unsigned memory;    /* MiB that all in the instance have; 0: not limited              */
	unsigned frozen;    /* ms that all stand still between two invocations; 0: never   */
	bool alone;	    /* one student at a time: nobody is at work beside another         */
	bool link_local;    /* the Runtime API answers at 169.254.100.1 too                */
	char **environment; /* variables besides those of every instance; NULL             */
	struct {
		int which;
		struct rlimit to;
	} limit[PROFILE_LIMITS];
	unsigned limits;
	struct sock_filter *filter; /* NULL: none                                                 */
	unsigned short filter_length;
	char *expects; /* what ordeal-probe must find inside: its --expect            */
};

/* Read one by its name. 0, or -errno with "FILE:LINE: what" in *e. */
int profile_load(struct profile *p, const char *share, const char *name, struct err *e);
void profile_free(struct profile *p);

/* The names of all, NULL at the end; to be freed with strv_free(). NULL: no memory. */
char **profile_names(const char *share);

/*
 * Make of this process, which is root in its user namespace or has all capabilities there, the
 * student of the profile: limits, ids, capabilities, the filter. The order is the argument: the
 * filter forbids what must come before it. 0 or -errno; *e says which step. What is not possible
 * without privilege on the host (a higher hard limit) is an error.
 */
int profile_enter(const struct profile *p, bool rootful, unsigned uid, unsigned gid, struct err *e);

/* Does it change anything of the student? Else there is nothing to enter. */
static inline bool profile_changes(const struct profile *p)
{
	return p->filter || p->limits || !p->capabilities;
}

/* Does it (NULL: no) set this limit? */
static inline bool profile_limits(const struct profile *p, int which)
{
	for (unsigned i = 0; p && i < p->limits; i++)
		if (p->limit[i].which == which)
			return true;
	return false;
}

/* The loopback has the API's second address from now on. 0 or -errno. */
int profile_address(struct err *e);

/* For profile.c: what "refused" says, as BPF for this machine, into p->filter. */
struct config_setting_t;
int profile_filter(struct profile *p, const struct config_setting_t *refused, int newest,
		   struct err *e);

#endif
