// SPDX-License-Identifier: MIT
/*
 * notify_decide.c - what the supervisor says to a call: a table, whose first rule that is for
 * it answers.
 */
#include "sandbox/notify_decide.h"

#include "lib/processor.h"
#include "sandbox/calls.h"
#include "sandbox/layer_noexec.h"
#include "sandbox/layer_seccomp.h"
#include "sandbox/learn.h"
#include "sandbox/notify_attributes.h"
#include "sandbox/notify_figures.h"
#include "sandbox/notify_open.h"
#include "sandbox/notify_self.h"
#include "sandbox/notify_sockets.h"
#include "sandbox/prologue.h"
#include "sandbox/quota.h"
#include "sandbox/stack.h"
#include "sandbox/tasks.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#ifndef SECCOMP_USER_NOTIF_FLAG_CONTINUE
#define SECCOMP_USER_NOTIF_FLAG_CONTINUE 1
#endif

/*
 * Numbers without a name are one kind: who tries them all must not fill the list. What known
 * programs do without does not hide the rest of a call's.
 */
static void remember(struct box_result *r, const struct seccomp_data *d)
{
	struct box_refusal *one = r->refused, it = { .nr = seccomp_call(d->nr) ? d->nr : -1 };
	int nr = it.nr;
	bool noise;

	memcpy(it.args, d->args, sizeof(it.args));
	noise = box_noise(&it) != NULL;
	r->refusals++;
	while (one < r->refused + r->refused_kinds &&
	       (one->nr != nr || (box_noise(one) != NULL) != noise))
		one++;
	if (one == r->refused + BOX_REFUSED)
		return;
	if (one == r->refused + r->refused_kinds) {
		r->refused_kinds++;
		one->nr = nr;
		memcpy(one->args, d->args, sizeof(one->args));
	}
	one->times++;
}

/* One call that waits for an answer. */
struct question {
	struct box *b;
	const struct seccomp_notif *ask;
	struct seccomp_notif_resp *say;
	int   nr;
	pid_t tid; /* the thread that waits */
	const __u64 *arg;
};

/* What a rule answers. All else is 0 or -errno, which the call returns. */
enum {
	GOES_ON = 1,  /* the kernel makes the call                      */
	ANSWERED = 2, /* it was answered already, or somebody else will */
	SAID = 3,     /* the rule has filled the answer itself          */
};

static bool has_landlock(const struct question *q)
{
	return stack_has(q->b->res->layers, &layer_landlock);
}

/* It is this limit that refuses. */
static int refuse_more(const struct question *q, enum box_limit limit, int why)
{
	q->b->res->over[limit]++;
	return -why;
}

static bool is_beyond_calls(const struct question *q)
{
	return q->b->opt->calls && !calls_in(q->b->opt->call_set, q->nr);
}

static int beyond_calls(const struct question *q)
{
	struct box_result *r = q->b->res;

	remember(r, &q->ask->data);
	if (!r->narrow++)
		r->narrow_call = q->nr;
	return -EPERM;
}

static bool is_figure(const struct question *q)
{
	return prologue_figures(q->b) && figures_are_asked(q->ask);
}

static int figure(const struct question *q)
{
	if (q->b->opt->learnt)
		learn_hears(q->b, q->ask);
	return figures_answer(q->b, q->ask) ? ANSWERED : GOES_ON;
}

static bool is_code(const struct question *q)
{
	return noexec_is_asked(q->b, q->ask);
}

static bool is_learnt(const struct question *q)
{
	return q->b->opt->learnt && learn_hears(q->b, q->ask);
}

static bool is_path(const struct question *q)
{
	return q->b->opt->mediate && mediate_is_for(q->nr);
}

static int path(const struct question *q)
{
	return mediate(q->b, q->ask, q->say) ? SAID : ANSWERED;
}

static bool is_attribute(const struct question *q)
{
	return attributes_are_asked(q->nr);
}

static int attribute(const struct question *q)
{
	int r;

	if (!has_landlock(q) && !q->b->opt->mediate)
		return GOES_ON; /* there is no wall around files */
	r = attributes_change(q->b, q->b->supervise.listener, q->ask);
	return r > 0 ? ANSWERED : r;
}

static bool is_mapping(const struct question *q)
{
	return q->nr == SYS_mmap;
}

static int mapping(const struct question *q)
{
	return quota_shared(q->b, q->tid, q->arg[1]) ? GOES_ON :
								refuse_more(q, BOX_MEMORY, ENOMEM);
}

static int code(const struct question *q)
{
	if (noexec_may(q->b, q->ask))
		return q->arg[3] & MAP_SHARED ? mapping(q) : GOES_ON;
	remember(q->b->res, &q->ask->data);
	return -EACCES;
}

static bool is_pair(const struct question *q)
{
	return q->nr == SYS_socketpair && (int)q->arg[0] == AF_UNIX;
}

static int pair(const struct question *q)
{
	return quota_pair(q->b, q->tid, (int)q->arg[1]) ? GOES_ON : -ENFILE;
}

static bool is_task(const struct question *q)
{
	return tasks_is_for(q->b, q->nr);
}

static int task(const struct question *q)
{
	return tasks_one_more(q->b, q->tid) ? GOES_ON : refuse_more(q, BOX_NPROC, EAGAIN);
}

static bool is_session(const struct question *q)
{
	return q->nr == SYS_setsid;
}

static int session(const struct question *q)
{
	return tasks_one_more_session(q->b, q->tid) ? GOES_ON : -EPERM;
}

static bool is_reservation(const struct question *q)
{
	return q->nr == SYS_fallocate;
}

static int reservation(const struct question *q)
{
	return quota_reserved(q->b, (int)q->arg[1], q->arg[3]) ? GOES_ON :
									   refuse_more(q, BOX_DISK, ENOSPC);
}

static bool is_socket(const struct question *q)
{
	return sockets_are_asked(q->b, q->ask);
}

static int own_socket(const struct question *q)
{
	bool goes_on;
	int r = sockets_answer(q->b, q->ask, &goes_on);

	if (goes_on)
		return GOES_ON;
	if (r == -EPERM)
		remember(q->b->res, &q->ask->data);
	return r > 0 ? ANSWERED : r;
}

static bool is_its_own(const struct question *q)
{
	return self_is_asked(q->b, q->ask);
}

static int goes_on(const struct question *q)
{
	(void)q;
	return GOES_ON;
}

static bool is_new_name(const struct question *q)
{
	return quota_is_for(q->nr);
}

/*
 * With Landlock a nameless file in /tmp, which tmpfile(3) asks for, is made in the program's
 * own folder.
 */
static int new_name(const struct question *q)
{
	if (!quota_file(q->b, q->nr))
		return refuse_more(q, BOX_FILES, EDQUOT);
	if (has_landlock(q) && (q->nr == SYS_open || q->nr == SYS_openat) &&
	    attributes_tmpfile(q->b, q->b->supervise.listener, q->ask) == 0)
		return ANSWERED;
	return GOES_ON;
}

static bool is_any(const struct question *q)
{
	(void)q;
	return true;
}

static int refused(const struct question *q)
{
	remember(q->b->res, &q->ask->data);
	return -self_refusal(q->nr);
}

static const struct rule {
	bool (*is_for)(const struct question *);
	int  (*answer)(const struct question *);
} rules[] = {
	/* Options and a layer that are narrower than the rules; and who writes down what they allow. */
	{ is_beyond_calls, beyond_calls },
	{ is_code, code },
	{ is_figure, figure },
	{ is_learnt, goes_on },
	/* With --mediate all that has a path is made here, and counted where it is made. */
	{ is_path, path },
	/* A file's mode and times; the kernel's Landlock has no right for them. */
	{ is_attribute, attribute },
	/* Allowed, and asked for only to be counted: what it makes is memory, disk or a task. */
	{ is_mapping, mapping },
	{ is_pair, pair },
	{ is_session, session },
	{ is_task, task },
	{ is_reservation, reservation },
	/* Refused by the filter, unless it is about what is the program's own. */
	{ is_socket, own_socket },
	{ is_its_own, goes_on },
	/*
	 * New files and names, counted. After the program's own sockets, which are counted
	 * there.
	 */
	{ is_new_name, new_name },
	/* All else is what the filter refuses. */
	{ is_any, refused },
};

bool notify_decide(struct box *b, const struct seccomp_notif *ask, struct seccomp_notif_resp *say)
{
	const struct question q = { .b = b, .ask = ask, .say = say, .nr = ask->data.nr,
				    .tid = (pid_t)ask->pid, .arg = ask->data.args };
	const struct rule *rule = rules;
	int r;

	while (!rule->is_for(&q))
		rule++;
	say->id = ask->id;
	r = rule->answer(&q);
	if (r == GOES_ON)
		say->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	else if (r <= 0)
		say->error = r;
	return r != ANSWERED;
}
