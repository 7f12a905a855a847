// SPDX-License-Identifier: MIT
#include "harness/trial/instance.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "harness/arena/wire.h"
#include "lib/clock.h"
#include "lib/fd.h"

enum { READY_MS = 20000, TICK_MS = 5, STOP_MS = 5000, ENVIRONMENT = 64 };

static struct wire inbox;

/* The evaluator's source, with the answer where evaluators have it. */
static int send_task(struct episode *ep)
{
	char source[1024];
	const char *const file[] = { "/var/task/evaluator.py", source, NULL };

	snprintf(source, sizeof(source),
		 "\"\"\"Marks an exercise: is the response the answer?\"\"\"\n\n"
		 "ANSWER = \"%s\"\n\n\n"
		 "def evaluation_function(response, answer, params):\n"
		 "    return {\"is_correct\": response == (answer or ANSWER)}\n",
		 ep->ev.canary[PLACE_TASK]);
	if (ep->beside >= 0)
		return 0; /* the first worker's is everybody's, and read-only by now */
	return wire_send(ep->worker, CHILD_FILE, file, NULL, 0);
}

/* The environment of a function instance; the credentials are canaries. */
static int send_environment(struct episode *ep)
{
	char secret[128], token[128];
	const char *const env[] = {
		"AWS_ACCESS_KEY_ID=ASIAORDEALCANARY", secret, token, "AWS_REGION=eu-west-2",
		"AWS_DEFAULT_REGION=eu-west-2", "AWS_LAMBDA_FUNCTION_NAME=evaluation",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE=128", "AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001",
		"AWS_EXECUTION_ENV=AWS_Lambda_provided", "LAMBDA_TASK_ROOT=/var/task",
		"_HANDLER=evaluator.evaluation_function", "LANG=C.UTF-8", "TZ=:UTC",
		"PATH=/usr/local/bin:/usr/bin:/bin", NULL,
	};

	const struct profile *p = ep->spec->arena->profile;
	const char *all[ENVIRONMENT + 1];
	size_t n = 0;

	snprintf(secret, sizeof(secret), "AWS_SECRET_ACCESS_KEY=%s", ep->ev.canary[PLACE_ENVIRON]);
	snprintf(token, sizeof(token), "AWS_SESSION_TOKEN=%s", ep->ev.canary[PLACE_ENVIRON]);
	for (size_t i = 0; env[i]; i++)
		all[n++] = env[i];
	for (char **more = p ? p->environment : NULL; more && *more && n < ENVIRONMENT; more++)
		all[n++] = *more;
	all[n] = NULL;
	return wire_send(ep->worker, CHILD_ENV, all, NULL, 0);
}

static int send_argv(struct episode *ep)
{
	const struct defence *d = ep->spec->defence;
	/* A worker that hides hears nothing of a probe's words. */
	bool hidden = d->hidden && ep->spec->mode != EPISODE_PROBE;
	const char *flag = hidden ? "--hidden" : d->reexeced ? "--reexec" : NULL;
	const char *const c[] = { ARENA_BOX "/bin/ordeal-worker", flag, NULL };
	char *prelude = allowance_fill(ep->allowed, d->prelude ? d->prelude : "");
	const char *const python[] = { "/usr/bin/python3", ARENA_BOX "/bin/worker.py",
				       prelude ? prelude : "", d->forked ? "forked" : NULL, NULL };
	int r = wire_send(ep->worker, CHILD_EXEC, d->python_worker ? python : c, NULL, 0);

	free(prelude);
	return r;
}

/* A file in no folder, which holds the canary of its place. -1 */
static int scratch_file(struct episode *ep, enum place p)
{
	int fd = memfd_create("request", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd < 0 || (!fd_write_all(fd, ep->ev.canary[p], CANARY_LEN) && !lseek(fd, 0, SEEK_SET)))
		return fd;
	close(fd);
	return -1;
}

/* What the worker keeps to itself, and what it will forget to close on exec: see wire.h. */
static int send_secrets(struct episode *ep)
{
	const char *const key[] = { ep->ev.canary[PLACE_WORKER_MEMORY], NULL };
	int request = scratch_file(ep, PLACE_WORKER_FD), high = scratch_file(ep, PLACE_HIGH_FD);
	int private _cleanup_fd_ = scratch_file(ep, PLACE_PRIVATE_FD);
	int passes = scratch_file(ep, PLACE_PASSED_FD);
	int link[2] = { -1, -1 }, log[2] = { -1, -1 }, r;
	int for_reading _cleanup_fd_ = fd_reopen(high, O_RDONLY);
	struct channel *ch;

	ep->leak.file[0] = request;
	ep->leak.file[1] = high;
	if (request < 0 || private < 0 || passes < 0 || for_reading < 0 ||
	    pipe2(log, O_CLOEXEC) || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, link))
		return -errno;
	ep->leak.log = log[0];
	ch = evidence_add(&ep->ev, CHANNEL_SHELL, "platform link", link[0]);
	if (ch) {
		ch->hears_first = true;
		ch->passes = passes;
	}
	r = wire_send(ep->worker, WORKER_SECRETS, key,
		      (int[]){ request, link[1], log[1], for_reading, private }, SECRETS);
	close(log[1]);
	close(link[1]);
	return r;
}

/*
 * A hog must be able to take what it is not allowed, within its ten seconds, on a busy machine too.
 * Where the kernel shares out by session (autogroup, sched(7)), the worker's session, which it has
 * made by now, gets more than others. Without root, not.
 */
static void let_it_burn(const struct episode *ep)
{
	char name[32];

	snprintf(name, sizeof(name), "%d/autogroup", ep->worker_pid);
	fd_put(ep->arena.fd[ARENA_FD_PROC], name, "-5");
}

int instance_start(struct episode *ep, struct err *e)
{
	struct pollfd p = { .events = POLLIN };
	int pair[2], r;

	if ((r = wire_pair(pair)))
		return err_set(e, -r, "socketpair");
	ep->worker = p.fd = pair[0];
	r = arena_spawn(&ep->arena, ARENA_WORKER, pair[1], e);
	close(pair[1]);
	if (r < 0)
		return r;
	ep->worker_pid = r;
	if ((r = send_task(ep)) || (r = send_environment(ep)) || (r = send_argv(ep)) ||
	    (r = send_secrets(ep)))
		return err_set(e, -r, "tell the worker");
	if (poll(&p, 1, READY_MS) != 1)
		return err_set(e, ETIMEDOUT, "the worker does not get ready");
	if ((r = wire_recv(ep->worker, &inbox)))
		return err_set(e, -r, "worker");
	if (inbox.type == ARENA_FAILED && inbox.strings == 1)
		return err_set(e, 0, "the profile cannot be imitated here: %s", inbox.string[0]);
	if (inbox.type != WORKER_READY)
		return err_set(e, 0, "the worker did not start (%s)",
			       ep->spec->defence->python_worker ? "worker.py" : "ordeal-worker");
	if (oracle_burns(ep->spec->oracle, ep->spec->oracle_arg))
		let_it_burn(ep);
	return 0;
}

void instance_leave(struct episode *ep)
{
	ep->beside = ep->worker;
	ep->worker = -1;
	ep->started = false;
	fd_close(&ep->leak.file[0]);
	fd_close(&ep->leak.file[1]);
	fd_close(&ep->leak.log);
}

bool instance_keeps(struct episode *ep)
{
	struct pollfd p = { .fd = ep->beside, .events = POLLIN };

	while (poll(&p, 1, 0) == 1)
		if (wire_recv(ep->beside, &inbox) || !inbox.type || inbox.type == WORKER_ENDED)
			return false;
	return true;
}

/*
 * Pipes for the invocation's streams; the ends it gets are in fd[3]. They belong to the student, as
 * those of a real worker do: /dev/stdout is an open(2) of the pipe, which has an owner and a mode.
 */
static int open_streams(struct episode *ep, const struct invocation *inv, int fd[3])
{
	static const char *const names[] = { NULL, "stdout", "stderr" };

	fd[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
	for (int i = 1; i < 3; i++) {
		int ends[2], r;

		if (pipe2(ends, O_CLOEXEC))
			return -errno;
		evidence_add(&ep->ev, inv->kind, names[i], ends[0]);
		fd[i] = ends[1];
		if ((r = arena_give(&ep->arena, fd[i])))
			return r;
	}
	return fd[0] < 0 ? -errno : 0;
}

static _Noreturn void abandon(struct episode *ep)
{
	arena_destroy(&ep->arena);
	_exit(0);
}

/* Sleep until something may have happened, at most one tick. */
static void wait_a_tick(struct episode *ep, int life)
{
	struct pollfd p[CHANNELS + 2] = { { .fd = life, .events = POLLIN },
					  { .fd = ep->worker, .events = POLLIN } };
	nfds_t n = 2;

	for (size_t i = 0; i < ep->ev.channels; i++)
		if (ep->ev.channel[i].fd >= 0 && !ep->ev.channel[i].ended)
			p[n++] = (struct pollfd){ .fd = ep->ev.channel[i].fd, .events = POLLIN };
	poll(p, n, TICK_MS);
	if (p[0].revents)
		abandon(ep);
}

/* What the worker says, if anything: has the invocation ended? */
static bool hear_worker(struct episode *ep, int *status, bool *lost)
{
	struct pollfd p = { .fd = ep->worker, .events = POLLIN };

	while (poll(&p, 1, 0) == 1) {
		int r = wire_recv(ep->worker, &inbox);

		if (r == -EPROTO) /* student code inside the worker may write here: no report */
			continue;
		if (r || !inbox.type) {
			*lost = true;
			fd_close(&ep->worker); /* else its hang-up wakes us for ever */
			return true;
		}
		for (size_t i = 0; i < inbox.fds; i++)
			close(inbox.fd[i]);
		if (inbox.type == WORKER_STARTED) {
			ep->started = true;
			ep->child_pid = inbox.strings ? atoi(inbox.string[0]) : 0;
		}
		if (inbox.type == WORKER_ENDED && inbox.strings) {
			*status = atoi(inbox.string[0]);
			return true;
		}
	}
	return false;
}

/* A platform has its answer when the program has ended and nobody can write to its streams. */
static void note_return(struct episode *ep, const struct invocation *inv)
{
	const struct channel *out = evidence_find(&ep->ev, inv->kind, "stdout"),
			     *err = evidence_find(&ep->ev, inv->kind, "stderr");

	if (inv->deciding && !ep->returned_ms && out && out->ended && err && err->ended)
		ep->returned_ms = clock_ms();
}

/*
 * Wait for the end: of the invocation and, where an oracle is still looking, of what was left
 * running, as a program may fork away and act when its parent is gone.
 */
enum invocation_end instance_follow(struct episode *ep, const struct invocation *inv, int *status)
{
	const struct oracle *o = inv->deciding ? ep->spec->oracle : NULL;
	bool looking = o && o->watch && ep->armed;
	double deadline = clock_ms() + inv->seconds * 1e3;
	bool ended = false, lost = false;
	int still;

	for (;;) {
		wait_a_tick(ep, inv->life);
		evidence_pump(&ep->ev);
		if (!ended && hear_worker(ep, status, &lost)) {
			ended = true;
			lost |= inv->answered != NULL; /* it was to stay */
		}
		ended = ended || (inv->answered && inv->answered(ep));
		if (ended && inv->deciding && !ep->ended_ms)
			ep->ended_ms = clock_ms();
		if (ended)
			note_return(ep, inv);
		if (looking && o->watch(ep))
			return INVOCATION_SEEN;
		still = inv->survivors -
			lost; /* student code may also have exec'd over the worker */
		if (ended && (!looking || arena_quiet(&ep->arena, still)))
			return lost ? INVOCATION_LOST : INVOCATION_ENDED;
		if (clock_ms() >= deadline)
			return INVOCATION_TIMEOUT;
	}
}

int instance_invoke(struct episode *ep, const struct invocation *inv, int *status, struct err *e)
{
	int type = inv->in_process ? WORKER_INPROCESS : WORKER_RUN;
	int fd[3] = { -1, -1, -1 }, r = open_streams(ep, inv, fd);
	enum invocation_end how;

	*status = -1;
	if (!r && inv->deciding && ep->spec->mode == EPISODE_BLINDED)
		ep->spec->oracle->blind(ep);
	if (inv->deciding)
		ep->called_ms = clock_ms();
	if (!r && ep->worker >= 0)
		r = wire_send(ep->worker, type, (const char *const *)inv->argv, fd, 3);
	for (int i = 0; i < 3; i++)
		fd_close(&fd[i]);
	if (r)
		return err_set(e, -r, "invoke");
	if (ep->worker < 0) /* it died under the student before; nobody is left to start this one */
		return INVOCATION_LOST;
	how = instance_follow(ep, inv, status);
	if (inv->deciding && !ep->returned_ms)
		ep->returned_ms = clock_ms();
	if (how == INVOCATION_TIMEOUT && !inv->deciding && *status < 0) {
		struct invocation stop = *inv;

		stop.seconds = STOP_MS / 1000;
		wire_send(ep->worker, WORKER_STOP, NULL, NULL, 0);
		instance_follow(ep, &stop, status);
		*status = -1;
	}
	return (int)how;
}
