// SPDX-License-Identifier: MIT
/*
 * box.c - the process tree, and who waits for whom.
 *
 *	caller
 *	  |
 *	guard ------------------ the process that the caller knows: clock, sums, killing (guard.c)
 *	  |   \__ servant        takes exact looks, when the sums say too much (exact.c)
 *	  |
 *	reaper ----------------- prepare() of each layer, then clone; later carries output, answers calls
 *	  |   \                  and mourns the dead (reaper.c)
 *	  |    child ----------- inside() of each layer, in the order of stack.c; "ready"
 *	readback() .             the kernel is asked about the child: /proc/PID, prlimit, getsid
 *	 "go" ---> .
 *	  |      program ------- execve(2). The line closes by itself (CLOEXEC)
 *	  |       \___ ...       whatever it starts; whoever loses its parent is the reaper's
 *	  |\__ helper             waits for a file's lock, to change its mode (notify_attributes.c)
 *	  |
 *	 undo() of each layer, in reverse: kill what is left, then empty the folder
 *
 *	who       waits for                                       who waits for it
 *	guard     nobody: events, with a deadline                 the caller
 *	reaper    deaths; the locks that its work on a pipe,      the program, in a call; the guard, at the
 *	          a path or the program's memory needs            end, when all of the program is dead
 *	servant   locks of address spaces                         the guard: up to a deadline, then it kills
 *	helper    one file's lock                                 the program, in that one call
 *
 * A lock that the program holds is let go when the program is dead, and it is the guard who kills. So
 * whatever the program does, nobody waits for longer than the guard's clock says. When one of these is
 * killed from outside, the others end the run: the reaper sees the guard's end of their line closed; the
 * guard inherits the reaper's children, as a subreaper. Either cleans up in the other's place.
 *
 * None of them ever runs a byte of the program's. They take nothing from it but wait statuses, the bytes
 * in its pipes and the arguments of its calls. The line between reaper and child is a socket pair with one
 * record per message; the child speaks on it until exec, the program never sees it.
 *
 * Until exec the child shares the reaper's memory, as after vfork(2): copying page tables costs
 * more than everything a layer does. Unlike vfork both run, but never at once: each waits on the line
 * while the other works. The child has a stack and a struct box of its own, and its own descriptors,
 * limits and credentials, as every process.
 *
 * Fails closed: a layer that cannot be prepared, applied or read back ends the launch before exec,
 * unless the caller has said that it may be missing.
 */
#include "sandbox/box.h"

#include "lib/fd.h"
#include "sandbox/disk.h"
#include "sandbox/guard.h"
#include "sandbox/landlock_abi.h"
#include "sandbox/layer_env.h"
#include "sandbox/layer_fds.h"
#include "sandbox/layer_supervise.h"
#include "sandbox/layer_undumpable.h"
#include "sandbox/leftovers.h"
#include "sandbox/proc.h"
#include "sandbox/reaper.h"
#include "sandbox/stack.h"
#include "sandbox/stale.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
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

enum word { READY, MISSING, FAILED, NOT_RUN };

/* What both processes have, each its own: signals, and its end of the line between the two. */
struct caller {
	sigset_t watched, mask; /* by the signalfd; of the caller, for the program */
	int sigfd, life;
};

/* What both have together. */
struct shared {
	struct box box;
	struct box_result res;
};

/* One message from the child. */
struct record {
	enum word  word;
	int        layer; /* MISSING, FAILED */
	int        listener; /* READY: the descriptor of supervise, or -1 */
	struct err e;
};

static bool on(const struct box *b, int i)
{
	return b->res->layers & 1u << i;
}

/* Layer i failed with e. 0 when the caller allows that: then it counts as missing. */
static int give_up(struct box *b, int i, struct err *e)
{
	if (!(b->opt->allow_missing & 1u << i))
		return err_prefix(e, "%s", stack[i]->name);
	b->res->layers &= ~(1u << i);
	b->res->missing |= 1u << i;
	b->res->why[i] = *e;
	return 0;
}

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

static int child(void *arg)
{
	struct birth *birth = arg;
	struct box *b = &birth->box;
	struct err e = { 0 };
	char go;

	if (!b->opt->launcher)
		forget_handlers();
	if (b->opt->chdir && chdir(b->opt->chdir) < 0) {
		err_set(&e, errno, "%s", b->opt->chdir);
		say(b, FAILED, 0, &e);
		_exit(EXIT_SANDBOX);
	}
	for (int i = 0; stack[i]; i++) {
		if (!on(b, i) || !stack[i]->inside || stack[i]->inside(b, &e) >= 0)
			continue;
		if (!(b->opt->allow_missing & 1u << i)) {
			say(b, FAILED, i, &e);
			_exit(EXIT_SANDBOX);
		}
		say(b, MISSING, i, &e);
	}
	say(b, READY, 0, NULL);
	if (read(b->ctl, &go, 1) != 1)
		_exit(EXIT_SANDBOX);
	sigprocmask(SIG_SETMASK, birth->mask, NULL);
	execve(birth->path, b->opt->argv, b->envp);
	err_set(&e, errno, "%s", birth->path);
	say(b, NOT_RUN, 0, &e);
	_exit(EXIT_NOT_RUN);
}

/* ---- the reaper ----------------------------------------------------------------------------- */

static const char *lookup(const struct box *b, const char *name)
{
	for (char **v = b->envp; *v; v++)
		if (!strncmp(*v, name, strlen(name)) && (*v)[strlen(name)] == '=')
			return *v + strlen(name) + 1;
	return NULL;
}

/*
 * Find the program, as execvp(3) would with the program's own PATH, and before it changes its
 * directory: ./a.out is the caller's. -ENOENT: there is none.
 */
static int find_program(const struct box *b, char path[PATH_MAX], struct err *e)
{
	const char *name = b->opt->argv[0], *dirs = lookup(b, "PATH");
	struct stat st;

	if (strchr(name, '/')) {
		char here[PATH_MAX] = "";
		bool relative = name[0] != '/' && getcwd(here, sizeof(here));

		if (snprintf(path, PATH_MAX, "%s%s%s", here, relative ? "/" : "", name) <
			    PATH_MAX &&
		    stat(path, &st) == 0)
			return 0;
		return err_set(e, errno == EACCES ? EACCES : ENOENT, "%s", name);
	}
	for (const char *at = dirs ? dirs : "/usr/local/bin:/usr/bin:/bin"; *at && *name;) {
		int n = (int)strcspn(at, ":");

		if (n > 0 && snprintf(path, PATH_MAX, "%.*s/%s", n, at, name) < PATH_MAX &&
		    stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0)
			return 0;
		at += n + (at[n] == ':');
	}
	return err_set(e, ENOENT, "%s: not in PATH", name);
}

static int prepare(struct box *b, struct err *e)
{
	for (int i = 0; stack[i]; i++)
		if (on(b, i) && stack[i]->prepare && stack[i]->prepare(b, e) < 0 &&
		    give_up(b, i, e) < 0)
			return -e->code;
	return 0;
}

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
		if (rec.word == READY && rec.listener >= 0 &&
		    supervise_take(b, rec.listener, e) < 0)
			return -e->code;
		if (rec.word == READY)
			break;
		*e = rec.e;
		if (rec.word == FAILED && rec.layer == 0)
			return -e->code;
		if (give_up(b, rec.layer, e) < 0)
			return -e->code;
	}
	proc_name(name, b->pid, "status");
	r = (int)fd_slurp(AT_FDCWD, name, b->status, STATUS);
	if (r < 0)
		return err_set(e, -r, "%s", name);
	for (int i = 0; stack[i]; i++)
		if (on(b, i) && stack[i]->readback && stack[i]->readback(b, e) < 0 &&
		    give_up(b, i, e) < 0)
			return -e->code;
	return 0;
}

static int seal(struct box *b, struct err *e)
{
	for (int i = 0; stack[i]; i++)
		if (on(b, i) && stack[i]->seal && stack[i]->seal(b, e) < 0 && give_up(b, i, e) < 0)
			return -e->code;
	return 0;
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
		return give_up(b, stack_find("undumpable", 10), e);
	}
	return 0;
}

/* The program is there, and exec(2) says that it is not: it is what runs it that is missing. */
static void name_interpreter(const char *path, struct err *e)
{
	char line[PATH_MAX];
	ssize_t n = fd_slurp(AT_FDCWD, path, line, sizeof(line));
	char *name = line + 2 + strspn(line + 2, " \t");

	if (n < 3 || memcmp(line, "#!", 2) != 0)
		err_set(e, ENOENT, "%s: what loads it is not there", path);
	else
		err_set(e, ENOENT, "%s: its interpreter '%.*s' is not there", path,
			(int)strcspn(name, " \t\n"), name);
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
static int launch(struct box *b, const char *path, const struct caller *c, struct err *e)
{
	char stack_of_child[STACK] __attribute__((aligned(16)));
	struct birth birth = { .box = *b, .path = path, .mask = &c->mask };
	struct record rec;
	int line[2], r;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, line) < 0)
		return err_set(e, errno, "socketpair");
	b->ctl = line[0];
	birth.box.ctl = line[1];
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
		r = seal(b, e);
	if (r == 0)
		r = wait_for_guard(b, e);
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
	/* The line closed at exec; a record in it means that there was none. */
	if (recv(b->ctl, &rec, sizeof(rec), MSG_DONTWAIT) == (ssize_t)sizeof(rec)) {
		b->res->end = BOX_NOT_RUN;
		b->res->error = rec.e;
		if (rec.e.code == ENOENT)
			name_interpreter(path, &b->res->error);
	}
	return 0;
}

/* An option that did nothing, or bored a hole: Landlock does not see what the supervisor opens. */
static int can_mediate(unsigned layers, struct err *e)
{
	if (!stack_has(layers, &layer_supervise))
		return err_set(e, EINVAL, "without the layer 'supervise' nobody mediates");
	if (stack_has(layers, &layer_landlock))
		return err_set(e, EINVAL, "who mediates does so in place of the layer 'landlock'");
	return 0;
}

static int start(struct box *b, const struct caller *c, struct err *e)
{
	char path[PATH_MAX];
	int r = prepare(b, e);

	if (r < 0)
		return r;
	if (find_program(b, path, &b->res->error) < 0) {
		b->res->end = b->res->error.code == EACCES ? BOX_NOT_RUN : BOX_NOT_FOUND;
		return 0;
	}
	return launch(b, path, c, e);
}

/* ---- guard and reaper ---------------------------------------------------------------------- */

/* The second process, from its first step to its last. */
static _Noreturn void be_reaper(struct box *b, const struct caller *c)
{
	b->self = getpid();
	if (stack_has(b->opt->layers, &layer_session))
		setsid(); /* who ends the caller's whole group ends the guard: then we clean up */
	b->r = start(b, c, &b->failed);
	for (int i = BOX_LAYERS - 1; i >= 0; i--)
		if (b->opt->layers & 1u << i && stack[i]->undo)
			stack[i]->undo(b);
	_exit(0);
}

static int know(struct box *b, struct err *e)
{
	for (int i = 0; stack[i]; i++)
		if (on(b, i) && stack[i]->know && stack[i]->know(b, e) < 0 && give_up(b, i, e) < 0)
			return -e->code;
	return b->opt->mediate ? can_mediate(b->opt->layers, e) : 0;
}

static int fork_reaper(struct box *b, struct caller *c, struct err *e)
{
	int line[2], r = know(b, e);
	pid_t pid;

	if (r < 0)
		return r;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line) < 0)
		return err_set(e, errno, "socketpair");
	c->life = line[1];
	pid = fork();
	if (pid == 0) {
		close(line[0]);
		be_reaper(b, c);
	}
	close(line[1]);
	c->life = line[0];
	b->self = pid;
	return pid < 0 ? err_set(e, errno, "fork") : 0;
}

static int run(struct box *b, struct caller *c, struct err *e)
{
	struct stay stay;
	char *copies;
	int r;

	c->life = -1;
	c->sigfd = signalfd(-1, &c->watched, SFD_CLOEXEC | SFD_NONBLOCK);
	r = c->sigfd < 0 ? err_set(e, errno, "signalfd") : fork_reaper(b, c, e);
	stay = b->tmp.stay; /* of our own memory, while the reaper uses up its own */
	copies = b->env.copies;
	if (r == 0) {
		guard(b, c->sigfd, &stay);
		r = b->r;
		*e = b->failed;
	}
	leftovers_forget(&stay);
	free(copies);
	fd_close(&c->life);
	fd_close(&c->sigfd);
	return r;
}

int box_run(const struct box_options *o, struct box_result *res, struct err *e)
{
	static const int watched[] = { SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT };
	char status[STATUS], *var[env_room()]; /* the kernel keeps it below a quarter of a stack */
	struct shared *s = mmap(NULL, sizeof(*s), PROT_READ | PROT_WRITE,
				MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	sigset_t all, broken;
	struct caller c;
	struct box *b;
	int r;

	memset(res, 0, sizeof(*res));
	if (s == MAP_FAILED)
		return err_set(e, errno, "mmap");
	b = &s->box;
	*b = (struct box){ .opt = o, .res = &s->res, .ctl = -1, .front = getpid(), .pid = -1,
			   .status = status, .tmp.dir = -1, .landlock.ruleset = -1,
			   .supervise.listener = -1,
			   .session = { .child = { -1, -1 }, .result.from = -1, .result_child = -1 } };
	b->res->layers = o->layers;
	sigemptyset(&c.watched);
	for (size_t i = 0; i < sizeof(watched) / sizeof(watched[0]); i++)
		sigaddset(&c.watched, watched[i]);
	if (!stack_has(o->layers, &layer_seccomp))
		sigaddset(&c.watched, SIGCONT); /* wake_if_stopped() */
	all = c.watched;
	sigemptyset(&broken);
	sigaddset(&broken, SIGPIPE);
	sigaddset(&all, SIGPIPE); /* a reader who left is the program's to notice, not ours */
	sigprocmask(SIG_BLOCK, &all, &c.mask);
	if (o->launcher && stack_has(o->layers, &layer_fds))
		fds_forget(o->keep);
	env_inherit(b, var);
	r = run(b, &c, e);
	*res = s->res;
	munmap(s, sizeof(*s));
	/* A reader who left raised it, for us to know by EPIPE; unblocked, it would end us. */
	while (sigtimedwait(&broken, NULL, &(struct timespec){ 0 }) == SIGPIPE)
		continue;
	sigprocmask(SIG_SETMASK, &c.mask, NULL);
	return r;
}
