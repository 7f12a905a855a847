// SPDX-License-Identifier: MIT
/*
 * prctl - each option that a layer of the sandbox uses, or that a runtime does. A filter may refuse
 * one option and not another, so each is a question of its own.
 */
#include "probe/groups.h"

#include <signal.h>
#include <sys/prctl.h>

#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#endif

#define ASK(function, option, a2, a3, a4)                                                          \
	static void function(struct answer *a)                                                     \
	{                                                                                          \
		DO(a, "prctl(" #option ")", prctl(option, a2, a3, a4, 0));                         \
	}

ASK(ask_get_nnp, PR_GET_NO_NEW_PRIVS, 0, 0, 0)
ASK(ask_get_name, PR_GET_NAME, (unsigned long)(char[16]){ 0 }, 0, 0)
ASK(ask_set_name, PR_SET_NAME, (unsigned long)"ordeal-probe", 0, 0)
ASK(ask_pdeathsig, PR_SET_PDEATHSIG, SIGKILL, 0, 0)
ASK(ask_get_dumpable, PR_GET_DUMPABLE, 0, 0, 0)
ASK(ask_subreaper, PR_SET_CHILD_SUBREAPER, 1, 0, 0)
ASK(ask_thp, PR_SET_THP_DISABLE, 1, 0, 0)
ASK(ask_get_seccomp, PR_GET_SECCOMP, 0, 0, 0)
ASK(ask_capbset, PR_CAPBSET_READ, 0, 0, 0)
ASK(ask_keepcaps, PR_SET_KEEPCAPS, 0, 0, 0)
ASK(ask_timerslack, PR_SET_TIMERSLACK, 50000, 0, 0)
ASK(ask_mdwe, PR_SET_MDWE, 1, 0, 0)
ASK(ask_speculation, PR_GET_SPECULATION_CTRL, PR_SPEC_STORE_BYPASS, 0, 0)

/* Set, and read back: yes means that it took. */
static void ask_set_nnp(struct answer *a)
{
	if (!DO(a, "prctl(PR_SET_NO_NEW_PRIVS)", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)))
		return;
	about_to(a, "prctl(PR_GET_NO_NEW_PRIVS) is 1");
	answer(a, prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? YES : NO);
}

static void ask_set_dumpable(struct answer *a)
{
	if (!DO(a, "prctl(PR_SET_DUMPABLE, 0)", prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)))
		return;
	about_to(a, "prctl(PR_GET_DUMPABLE) is 0");
	answer(a, prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? YES : NO);
}

static const struct question questions[] = {
	{ "set_no_new_privs", ask_set_nnp, .what = "no_new_privs can be set" },
	{ "get_no_new_privs", ask_get_nnp, .what = "no_new_privs can be asked for" },
	{ "set_dumpable", ask_set_dumpable, .what = "a process can hide its memory" },
	{ "get_dumpable", ask_get_dumpable, .what = "... and ask whether it does" },
	{ "set_child_subreaper", ask_subreaper, .what = "orphans can be made to come to us" },
	{ "set_pdeathsig", ask_pdeathsig, .what = "a child can die with its parent" },
	{ "get_seccomp", ask_get_seccomp, .what = "the mode of seccomp can be asked for" },
	{ "set_thp_disable", ask_thp, .what = "huge pages can be done without" },
	{ "set_name", ask_set_name, .what = "a thread can name itself" },
	{ "get_name", ask_get_name, .what = "... and ask for its name" },
	{ "set_timerslack", ask_timerslack, .what = "timers can be made exact" },
	{ "set_keepcaps", ask_keepcaps, .what = "capabilities can be kept or given up" },
	{ "capbset_read", ask_capbset, .what = "the bounding set can be read" },
	{ "get_speculation_ctrl", ask_speculation, .what = "speculation control can be asked for" },
	{ "set_mdwe", ask_mdwe, .what = "memory can be denied to become code" },
	{ .name = NULL },
};

const struct group group_prctl = { "prctl", "prctl(2)", questions };
