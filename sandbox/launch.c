// SPDX-License-Identifier: MIT
/*
 * launch.c - from the box to the running program: the child confines itself, the reaper reads back.
 *
 * The line between reaper and child is a socket pair with one record per message; the child speaks on it
 * until exec, the program never sees it.
 *
 * Until exec the child shares the reaper's memory, as after vfork(2): copying page tables costs
 * more than everything a layer does. Unlike vfork both run, but never at once: each waits on the line
 * while the other works. The child has a stack and a struct box of its own, and its own descriptors,
 * limits and credentials, as every process.
 *
 * Fails closed: a layer that cannot be prepared, applied or read back ends the launch before exec,
 * unless the caller has said that it may be missing.
 */
#include "sandbox/launch.h"

#include "lib/fd.h"
#include "sandbox/disk.h"
#include "sandbox/landlock_abi.h"
#include "sandbox/layer_supervise.h"
#include "sandbox/layer_undumpable.h"
#include "sandbox/parked.h"
#include "sandbox/proc.h"
#include "sandbox/program.h"
#include "sandbox/reaper.h"
#include "sandbox/stack.h"
#include "sandbox/stale.h"
#include "sandbox/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	STACK = 64 << 10,
#ifdef __SANITIZE_ADDRESS__
	MEMORY = 0, /* the sanitizer's own book-keeping cannot be shared */
#else
	MEMORY = CLONE_VM,
#endif
};

enum word { READY, CHECKED, MISSING, FAILED, NOT_RUN };

/* One message from the child. */
struct record {
	enum word  word;
	int        layer; /* MISSING, FAILED */
	int        listener; /* READY: the descriptor of supervise, or -1 */
	struct err e;
};

/* ---- the child, from fork to exec ---------------------------------------------------------- */

static void say(const struct box *b, enum word word, int layer, const struct err *e)
{
	const struct record r = { .word = word, .layer = layer,
				  .listener = b->supervise.listener, .e = e ? *e : (struct err){ 0 } };

	if (write(b->ctl, &r, sizeof(r)) != (ssize_t)sizeof(r))
		_exit(EXIT_SANDBOX);
}

/* What the child is given: a copy of the box, since the original is the supervisor's. */
struct birth {
	struct box box;
	const char *path;
	const sigset_t *mask;
};

/* A host program's handlers must not run here: the memory is its own. exec resets them anyway. */
static void forget_handlers(void)
{
	struct sigaction sa;

	for (int sig = 1; sig < _NSIG; sig++)
		if (sigaction(sig, NULL, &sa) == 0 && sa.sa_handler != SIG_IGN &&
		    sa.sa_handler != SIG_DFL) {
			sa.sa_handler = SIG_DFL;
			sigaction(sig, &sa, NULL);
		}
}

void launch_refuse(const struct box *b, int layer, const struct err *e)
{
	say(b, FAILED, layer, e);
	_exit(EXIT_SANDBOX);
}

void launch_confine(struct box *b)
{
	struct err e = { 0 };

	if (b->opt->chdir && chdir(b->opt->chdir) < 0) {
		err_set(&e, errno, "%s", b->opt->chdir);
		launch_refuse(b, 0, &e);
	}
	for (int i = 0; stack[i]; i++) {
		if (!(b->res->layers & 1u << i) || !stack[i]->inside)
			continue;
		if (stack[i]->inside(b, &e) >= 0) {
			trace_step(b->opt->trace, "inside", stack[i]->name);
			continue;
		}
		if (!(b->opt->allow_missing & 1u << i))
			launch_refuse(b, i, &e);
		say(b, MISSING, i, &e);
	}
}

void launch_wait(const struct box *b, bool checked)
{
	char go;

	say(b, checked ? CHECKED : READY, 0, NULL);
	if (read(b->ctl, &go, 1) != 1)
		_exit(EXIT_SANDBOX);
}

static int child(void *arg)
{
	struct birth *birth = arg;
	struct box *b = &birth->box;
	struct err e = { 0 };

	trace_step(b->opt->trace, "clone", NULL);
	if (!b->opt->launcher)
		forget_handlers();
	launch_confine(b);
	launch_wait(b, false);
	sigprocmask(SIG_SETMASK, birth->mask, NULL);
	execve(birth->path, b->opt->argv, b->envp);
	err_set(&e, errno, "%s", birth->path);
	say(b, NOT_RUN, 0, &e);
	_exit(EXIT_NOT_RUN);
}

/* ---- the reaper ---------------------------------------------------------------------------- */

/* Wait for the child's "ready", then ask the kernel what it has made of itself. */
static int readback(struct box *b, struct err *e)
{
	char name[32];
	int r;

	for (;;) {
		struct record rec;
		ssize_t k = read(b->ctl, &rec, sizeof(rec));

		if (k < 0 && errno == EINTR)
			continue;
		if (k != (ssize_t)sizeof(rec))
			return err_set(e, 0, "the child died while it was being confined");
		if (rec.word == CHECKED)
			return 0;
		if (rec.word == READY && rec.listener >= 0 &&
		    supervise_take(b, rec.listener, e) < 0)
			return -e->code;
		if (rec.word == READY)
			break;
		*e = rec.e;
		if (rec.word == FAILED && rec.layer == 0)
			return -e->code;
		if (stack_give_up(b, rec.layer, e) < 0)
			return -e->code;
	}
	trace_step(b->opt->trace, "ready", NULL);
	proc_name(name, b->pid, "status");
	r = (int)fd_slurp(AT_FDCWD, name, b->status, STATUS);
	if (r < 0)
		return err_set(e, -r, "%s", name);
	return stack_call(b, SLOT_READBACK, e);
}

/* The guard is of the same user as the program: it must be out of its reach by now. */
static int wait_for_guard(struct box *b, struct err *e)
{
	const struct timespec pause = { .tv_nsec = 20000 };

	while (!__atomic_load_n(&b->hidden, __ATOMIC_ACQUIRE)) {
		if (getppid() != b->front)
			return err_set(e, ESRCH, "the guard is dead");
		nanosleep(&pause, NULL);
	}
	if (b->unhidden.code || *b->unhidden.text) {
		*e = b->unhidden;
		return stack_give_up(b, stack_find("undumpable", 10), e);
	}
	return 0;
}

static void begin_accounts(struct box *b)
{
	struct disk_account *a = &b->supervise.disk;

	disk_start(b, a);
	memcpy(a->first, a->last, sizeof(a->first));
	b->disk.files = a->files;
	b->started_at = time(NULL);
}

/* From clone to the last wait. On failure the child, if there is one, is dead. */
static int confine_and_run(struct box *b, const char *path, const struct caller *c, struct err *e)
{
	char stack_of_child[STACK] __attribute__((aligned(16)));
	struct birth birth = { .box = *b, .path = path, .mask = &c->mask };
	struct record rec;
	int line[2], r;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, line) < 0)
		return err_set(e, errno, "socketpair");
	b->ctl = line[0];
	birth.box.ctl = line[1];
	if (b->opt->parked)
		b->pid = parked_fork(b, line[1]);
	else
		b->pid = clone(child, stack_of_child + STACK, MEMORY | SIGCHLD, &birth);
	if (b->pid < 0)
		err_set(e, errno, "clone");
	close(line[1]);
	if (b->pid < 0)
		return -e->code;
	r = readback(b, e);
	if (r == 0)
		begin_accounts(b);
	for (unsigned i = 0; i < b->session.n; i++)
		fd_close(&b->session.child[i]);
	fd_close(&b->session.result_child);
	undumpable_self(b);
	if (r == 0)
		r = stack_call(b, SLOT_SEAL, e);
	if (r == 0)
		r = wait_for_guard(b, e);
	if (r == 0 && b->opt->parked && (r = parked_wait(b, c->life, e)) == 0)
		begin_accounts(b);
	trace_step(b->opt->trace, "wait for the guard", NULL);
	__atomic_store_n(&b->started_us, now_us(), __ATOMIC_RELEASE);
	if (r == 0 && write(b->ctl, "", 1) != 1)
		r = err_set(e, errno, "the child");
	if (r < 0) {
		kill(b->pid, SIGKILL);
		while (wait4(b->pid, &b->wstatus, 0, NULL) < 0 && errno == EINTR)
			continue;
		return r;
	}
	if (stack_has(b->res->layers, &layer_tmp))
		stale_sweep(BOX_BASE); /* while the program starts */
	reaper_run(b, c->sigfd, c->life);
	trace_step(b->opt->trace, "exec and the program", NULL);
	/* The line closed at exec; a record in it means that there was none. */
	if (recv(b->ctl, &rec, sizeof(rec), MSG_DONTWAIT) == (ssize_t)sizeof(rec)) {
		b->res->end = BOX_NOT_RUN;
		b->res->error = rec.e;
		if (rec.e.code == ENOENT)
			program_interpreter(path, &b->res->error);
	}
	return 0;
}

int launch(struct box *b, const struct caller *c, struct err *e)
{
	char path[PATH_MAX];
	int r = stack_call(b, SLOT_PREPARE, e);

	if (r < 0)
		return r;
	if (!b->opt->parked && program_find(b, path, &b->res->error) < 0) {
		b->res->end = b->res->error.code == EACCES ? BOX_NOT_RUN : BOX_NOT_FOUND;
		return 0;
	}
	return confine_and_run(b, path, c, e);
}
