// SPDX-License-Identifier: MIT
/*
 * A readback that has never been seen to fail proves nothing. For every layer: a child that applied
 * it reads back as confined, and a child that did all but that does not.
 */
#include "sandbox/layer_env.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"

#include "lib/fd.h"
#include "sandbox/landlock_abi.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cmocka.h>

static struct box_options opt;
static struct box_result res;

/* A box as launch.c has it just before the clone, with `layer` prepared. */
static struct box prepared(const struct layer *layer)
{
	static char status[STATUS];
	struct box b = { .opt = &opt, .res = &res, .status = status, .tmp.dir = -1,
			 .landlock.ruleset = -1, .supervise.listener = -1,
			 .session = { .result.from = -1, .result_child = -1 } };
	struct err e = { 0 };

	box_options_init(&opt);
	opt.preload = "/lib/x86_64-linux-gnu/libc.so.6";
	memset(&res, 0, sizeof(res));
	env_inherit(&b, calloc(env_room(), sizeof(char *)));
	if (layer->know)
		assert_int_equal(layer->know(&b, &e), 0);
	if (layer->prepare)
		assert_int_equal(layer->prepare(&b, &e), 0);
	return b;
}

/* Start a child that calls `in` (or does nothing), says so, and waits to be killed. */
static void start(struct box *b, int (*in)(struct box *, struct err *))
{
	struct err e = { 0 };
	char name[32], c = 0;
	int line[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line), 0);
	b->ctl = line[0];
	b->pid = fork();
	assert_true(b->pid >= 0);
	if (b->pid == 0) {
		bool good = !in || in(b, &e) >= 0;

		/* fds has moved the line and closed the rest: b->ctl is the one that counts. */
		while (good && write(b->ctl, "a", 1) == 1 && read(b->ctl, &c, 1) < 0)
			continue;
		_exit(1);
	}
	close(line[0]);
	b->ctl = line[1];
	assert_int_equal(read(b->ctl, &c, 1), 1);
	proc_name(name, b->pid, "status");
	assert_true(fd_slurp(AT_FDCWD, name, b->status, STATUS) > 0);
}

static void stop(struct box *b, const struct layer *layer)
{
	kill(b->pid, SIGKILL);
	waitpid(b->pid, NULL, 0);
	close(b->ctl);
	if (layer->undo)
		layer->undo(b);
	free(b->env.var);
}

static void check(const struct layer *layer, int (*in)(struct box *, struct err *), bool want)
{
	struct box b = prepared(layer);
	struct err e = { 0 };
	int r;

	start(&b, in);
	r = layer->readback(&b, &e);
	stop(&b, layer);
	if (want && r < 0)
		fail_msg("%s: %s", layer->name, e.text);
	if (!want && r >= 0)
		fail_msg("%s: believed a child that is not confined", layer->name);
	if (!want)
		assert_true(e.code != 0 && e.text[0] != '\0');
}

static int needs_nnp(struct box *b, struct err *e)
{
	return layer_nnp.inside(b, e) < 0 ? -1 : layer_seccomp.inside(b, e);
}

static int one_limit_off(struct box *b, struct err *e)
{
	b->rlimit.want[5].rlim_max = ++b->rlimit.want[5].rlim_cur; /* NOFILE */
	return layer_rlimit.inside(b, e);
}

static int soft_limit_only(struct box *b, struct err *e)
{
	b->rlimit.want[4].rlim_max++; /* FSIZE: a program may raise it again */
	return layer_rlimit.inside(b, e);
}

static int may_have_one_descriptor(struct box *b, struct err *e)
{
	(void)b;
	setrlimit(RLIMIT_NPROC, &(struct rlimit){ 0, 0 });
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 0, 0 });
	return setrlimit(RLIMIT_NOFILE, &(struct rlimit){ 0, 1 }) < 0 ? err_set(e, errno, "1") : 0;
}

static int rlimit_then_fdless(struct box *b, struct err *e)
{
	return layer_rlimit.inside(b, e) < 0 ? -1 : layer_fdless.inside(b, e);
}

static int one_descriptor_open(struct box *b, struct err *e)
{
	int r = layer_fds.inside(b, e);

	return r < 0 ? r : dup2(1, 200);
}

static int loose_folder(struct box *b, struct err *e)
{
	int r = layer_tmp.inside(b, e);

	return r < 0 ? r : fchmod(b->tmp.dir, 0755);
}

static int same_session(struct box *b, struct err *e)
{
	(void)b;
	(void)e;
	return 0;
}

static int other_environment(struct box *b, struct err *e)
{
	(void)e;
	b->env.var[0] = (char *)"AWS_SECRET_ACCESS_KEY=canary";
	return 0;
}

static int other_input(struct box *b, struct err *e)
{
	int r = layer_hygiene.inside(b, e);

	return r < 0 ? r : dup2(1, 0);
}

static int ignores_a_signal(struct box *b, struct err *e)
{
	int r = layer_hygiene.inside(b, e);

	signal(SIGUSR1, SIG_IGN);
	return r;
}

static int other_umask(struct box *b, struct err *e)
{
	int r = layer_hygiene.inside(b, e);

	umask(022);
	return r;
}

/* The result's channel: prepared, but not where the program looks for it, the wrong end, not kept.
 */
static int no_result(struct box *b, struct err *e)
{
	b->session.result_child = -1;
	return layer_session.inside(b, e);
}

static int the_supervisors_end(struct box *b, struct err *e)
{
	int r = layer_session.inside(b, e);

	return r < 0 ? r : dup2(b->session.result.from, BOX_RESULT_FD);
}

static int result_closed_by_exec(struct box *b, struct err *e)
{
	int r = layer_session.inside(b, e);

	return r < 0 ? r : fcntl(BOX_RESULT_FD, F_SETFD, FD_CLOEXEC);
}

static int another_pipe(struct box *b, struct err *e)
{
	int r = layer_session.inside(b, e);

	return r < 0 ? r : dup2(1, BOX_RESULT_FD);
}

static void the_result_is_descriptor_three(void **state)
{
	const struct {
		int (*in)(struct box *, struct err *);
		bool want;
	} rows[] = {
		{ layer_session.inside, true },  { no_result, false },
		{ the_supervisors_end, false },  { result_closed_by_exec, false },
		{ another_pipe, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct box b = prepared(&layer_env);
		struct err e = { 0 };
		int r;

		opt.result_fd = 2;
		assert_int_equal(layer_session.prepare(&b, &e), 0);
		start(&b, rows[i].in);
		r = layer_session.readback(&b, &e);
		stop(&b, &layer_session);
		if ((r >= 0) != rows[i].want)
			fail_msg("row %zu: %s", i, e.text);
	}
}

static void layers(void **state)
{
	(void)state;
	check(&layer_fork, NULL, true);
	check(&layer_nnp, layer_nnp.inside, true);
	check(&layer_nnp, NULL, false);
	check(&layer_seccomp, needs_nnp, true);
	check(&layer_seccomp, layer_nnp.inside, false);
	check(&layer_rlimit, layer_rlimit.inside, true);
	check(&layer_rlimit, NULL, false);
	check(&layer_rlimit, one_limit_off, false);
	check(&layer_rlimit, soft_limit_only, false);
	check(&layer_rlimit, rlimit_then_fdless, true);
	check(&layer_fdless, layer_fdless.inside, true);
	check(&layer_fdless, NULL, false);
	check(&layer_fdless, may_have_one_descriptor, false);
	check(&layer_env, NULL, true);
	check(&layer_env, other_environment, false);
	check(&layer_tmp, layer_tmp.inside, true);
	check(&layer_tmp, NULL, false);
	check(&layer_tmp, loose_folder, false);
	check(&layer_fds, layer_fds.inside, true);
	check(&layer_fds, one_descriptor_open, false);
	check(&layer_session, layer_session.inside, true);
	check(&layer_session, same_session, false);
	check(&layer_hygiene, layer_hygiene.inside, true);
	check(&layer_hygiene, NULL, false);
	check(&layer_hygiene, other_input, false);
	check(&layer_hygiene, ignores_a_signal, false);
	check(&layer_hygiene, other_umask, false);
	check(&layer_supervise, NULL, false);
	check(&layer_preload, NULL, true);
}

/* Rules that forbid nothing are noticed by the child itself: from outside no domain can be seen. */
static void a_domain_that_allows_all(void **state)
{
	struct box b = { .opt = &opt, .res = &res };
	struct ll_ruleset rules = { .fs = LL_EXECUTE };
	struct err e = { 0 };
	int status;
	pid_t pid;

	(void)state;
	if (layer_landlock.probe(&e) < 0)
		skip();
	pid = fork();
	if (pid == 0) {
		b.landlock.ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules,
						  sizeof(rules.fs), 0);
		if (b.landlock.ruleset < 0 || layer_nnp.inside(&b, &e) < 0)
			_exit(2);
		_exit(layer_landlock.inside(&b, &e) == -EPERM ? 0 : 3);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* Who is to open files for others needs a listener by which descriptors can be handed over. */
static void a_listener_that_hands_nothing_over(void **state)
{
	struct err e = { 0 };
	struct box b;

	(void)state;
	b = prepared(&layer_supervise);
	b.supervise.listener = open("/dev/null", O_RDONLY | O_CLOEXEC);
	assert_int_equal(layer_supervise.readback(&b, &e), 0); /* who only counts needs none */
	opt.mediate = true;
	assert_true(layer_supervise.readback(&b, &e) < 0);
	assert_non_null(strstr(e.text, "ADDFD"));
	layer_supervise.undo(&b);
	free(b.env.var);
}

/* The supervisor hides itself, and says so truly. */
static void who_hides_is_not_dumpable(void **state)
{
	struct err e = { 0 };
	int status;
	pid_t pid;

	(void)state;
	pid = fork();
	if (pid == 0)
		_exit(prctl(PR_GET_DUMPABLE) != 1 || layer_undumpable.seal(NULL, &e) < 0 ||
		      prctl(PR_GET_DUMPABLE) != 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* For an ordinary user, as root is exempt from NPROC and may raise limits again. 0: as promised. */
static int opens_nothing(const int open_pipe[2])
{
	struct err e = { 0 };
	char c = 0;
	int fd[2];

	if (getuid() == 0 && setresuid(65534, 65534, 65534) < 0)
		return 2;
	if (box_fdless(&e) < 0)
		return 3;
	if (open("/dev/null", O_RDONLY) >= 0 || errno != EMFILE)
		return 4;
	if (pipe(fd) == 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0 || dup(0) >= 0)
		return 5;
	if (fork() >= 0 || errno != EAGAIN)
		return 6;
	if (setrlimit(RLIMIT_NOFILE, &(struct rlimit){ 9, 9 }) == 0)
		return 7;
	/* What is open stays open, and a pipe is no file. */
	return write(open_pipe[1], "a", 1) == 1 && read(open_pipe[0], &c, 1) == 1 ? 0 : 8;
}

static void who_is_fdless_opens_nothing(void **state)
{
	int line[2], status;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe2(line, O_CLOEXEC), 0);
	pid = fork();
	if (pid == 0)
		_exit(opens_nothing(line));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	close(line[0]);
	close(line[1]);
}

/* Somebody else's process is not our program. */
static void fork_is_ours(void **state)
{
	struct box b = prepared(&layer_fork);
	struct err e = { 0 };

	(void)state;
	b.pid = getppid();
	strcpy(b.status, "Name:\tx\nPPid:\t1\n");
	assert_true(layer_fork.readback(&b, &e) < 0);
	free(b.env.var);
}

/* A launcher only counts: that must not believe one descriptor too many either. */
static void a_launcher_counts_descriptors(void **state)
{
	(void)state;
	for (int more = 0; more < 2; more++) {
		struct box b = prepared(&layer_fds);
		struct err e = { 0 };
		int r;

		opt.launcher = true;
		start(&b, more ? one_descriptor_open : layer_fds.inside);
		r = layer_fds.readback(&b, &e);
		stop(&b, &layer_fds);
		assert_int_equal(r < 0, more);
	}
}

/* Without subreaper the orphans would be lost: the session is not on. */
static void session_needs_the_subreaper(void **state)
{
	struct box b = prepared(&layer_session);
	struct err e = { 0 };

	(void)state;
	start(&b, layer_session.inside);
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0), 0);
	assert_true(layer_session.readback(&b, &e) < 0);
	stop(&b, &layer_session);
}

/* An outer filter must not be taken for ours: it is what the child has without us. */
static void an_outer_filter_is_not_ours(void **state)
{
	int status;
	pid_t pid;

	(void)state;
	pid = fork();
	if (pid == 0) {
		struct box outer = prepared(&layer_seccomp), b;
		struct err e = { 0 };
		int r;

		opt.processes = true;
		if (needs_nnp(&outer, &e) < 0)
			_exit(2);
		/* prctl is refused by our own filter, so `before` has to come from /proc. */
		b = prepared(&layer_seccomp);
		if (b.seccomp.before != 1)
			_exit(3);
		opt.processes = true;
		start(&b, NULL);
		r = layer_seccomp.readback(&b, &e);
		stop(&b, &layer_seccomp);
		_exit(r < 0 ? 0 : 4);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layers),
		cmocka_unit_test(the_result_is_descriptor_three),
		cmocka_unit_test(a_domain_that_allows_all),
		cmocka_unit_test(a_listener_that_hands_nothing_over),
		cmocka_unit_test(who_hides_is_not_dumpable),
		cmocka_unit_test(who_is_fdless_opens_nothing),
		cmocka_unit_test(fork_is_ours),
		cmocka_unit_test(a_launcher_counts_descriptors),
		cmocka_unit_test(session_needs_the_subreaper),
		cmocka_unit_test(an_outer_filter_is_not_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
