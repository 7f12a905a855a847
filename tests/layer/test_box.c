// SPDX-License-Identifier: MIT
// build: -lseccomp
/*
 * Whole boxes: how they end, what they leave, and that a layer which is not to be had stops the
 * launch. Each box runs in a process of its own, as a launcher does.
 */
#include "sandbox/layer_seccomp.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

struct shared {
	int r;
	struct err e;
	struct box_result res;
};

static struct shared *shared;

/* Run `sh -c script` under the layers, from a process that `before` has changed. */
static void run(const char *layers, const char *script, void (*tune)(struct box_options *),
		void (*before)(void))
{
	char *argv[] = { "sh", "-c", (char *)script, NULL };
	int status;
	pid_t pid;

	memset(shared, 0, sizeof(*shared));
	pid = fork();
	if (pid == 0) {
		struct box_options o;

		box_options_init(&o);
		if (box_layers_parse(layers, &o.layers, &shared->e) < 0)
			_exit(1);
		o.argv = argv;
		o.launcher = true;
		o.tmp_leave[0] = "/"; /* other tests of this user are at work there */
		o.preload = "/lib/x86_64-linux-gnu/libc.so.6"; /* any: it must be handed over */
		if (tune)
			tune(&o);
		if (before)
			before();
		shared->r = box_run(&o, &shared->res, &shared->e);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void no_such_program(struct box_options *o)
{
	static char *argv[] = { "no-such-program", NULL };

	o->argv = argv;
}

static void no_executable(struct box_options *o)
{
	static char *argv[] = { "/etc/passwd", NULL };

	o->argv = argv;
}

static void ten_bytes(struct box_options *o)
{
	o->limit[BOX_OUTPUT] = 10;
}

static void one_second(struct box_options *o)
{
	o->limit[BOX_WALL] = 1;
}

static void one_second_of_work(struct box_options *o)
{
	o->limit[BOX_CPU] = 1;
	o->limit[BOX_WALL] = 120; /* of a busy machine it may get little */
}

static void processes(struct box_options *o)
{
	o->processes = true;
}

static void endings(void **state)
{
	static const struct {
		const char *script;
		void (*tune)(struct box_options *);
		enum box_end end;
		int code;
	} rows[] = {
		{ "exit 7", NULL, BOX_EXITED, 7 },
		{ "exit 125", NULL, BOX_EXITED, 125 },
		{ "kill -9 $$", NULL, BOX_SIGNALLED, 137 },
		{ "kill -XCPU $$", NULL, BOX_SIGNALLED, 152 }, /* of its own, and early: no limit */
		{ "while :; do :; done", one_second_of_work, BOX_HIT_CPU, 137 },
		{ "printf 12345678901", ten_bytes, BOX_HIT_OUTPUT, 137 },
		{ "printf 1234567890", ten_bytes, BOX_EXITED, 0 },
		{ "exec dd if=/dev/zero of=x bs=1M count=17", NULL, BOX_HIT_FSIZE, 128 + SIGXFSZ },
		{ "exec /usr/bin/python3 -c 'import mmap; f = open(\"/dev/zero\", \"r+b\", 0);"
		  "m = mmap.mmap(f.fileno(), 400 << 20); "
		  "[m.__setitem__(i, 1) for i in range(0, 400 << 20, 4096)]'",
		  NULL, BOX_HIT_MEMORY, 137 },
		{ "", no_such_program, BOX_NOT_FOUND, 127 },
		{ "", no_executable, BOX_NOT_RUN, 126 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		run("recommended", rows[i].script, rows[i].tune, NULL);
		assert_int_equal(shared->r, 0);
		if (shared->res.end != rows[i].end || box_exit_code(&shared->res) != rows[i].code)
			fail_msg("row %zu: end %d, code %d", i, (int)shared->res.end,
				 box_exit_code(&shared->res));
	}
}

static void the_wall_clock(void **state)
{
	(void)state;
	run("recommended", "exec sleep 20", one_second, NULL);
	assert_int_equal(shared->res.end, BOX_HIT_WALL);
	assert_true(shared->res.wall_us >= 1000000 && shared->res.wall_us < 3000000);
}

/*
 * Every layer alone applies, reads back and lets a program run; fdless only a static one. But for
 * cgroup, which wants a folder that somebody hands on: tests/cli/cgroup.py.
 */
static void each_layer_alone(void **state)
{
	(void)state;
	for (unsigned i = 0; stack[i]; i++) {
		if (stack[i] == &layer_cgroup)
			continue;
		run(stack[i]->name, "exit 3", NULL, NULL);
		if (shared->r < 0)
			fail_msg("%s: %s", stack[i]->name, shared->e.text);
		assert_true(shared->res.layers & 1u << i);
		assert_int_equal(box_exit_code(&shared->res) != 3, stack[i] == &layer_fdless);
	}
}

static void count(struct box_options *o)
{
	processes(o);
	o->limit[BOX_WALL] = 20;
}

static void orphans_are_killed(void **state)
{
	(void)state;
	run("recommended",
	    "for i in 1 2 3 4 5 6 7 8; do setsid sh -c 'setsid sleep 77 & exec sleep 77' & done;"
	    "sleep 0.2; exit 5",
	    count, NULL);
	assert_int_equal(shared->res.end, BOX_EXITED);
	assert_int_equal(shared->res.code, 5);
	assert_int_equal(shared->res.killed, 16);
	assert_false(shared->res.survivors);
	assert_true(shared->res.wall_us < 5000000);
}

static void the_folder_is_gone(void **state)
{
	(void)state;
	run("recommended", "mkdir -p a/b 2>/dev/null; echo x > f; test \"$PWD\" = \"$TMPDIR\"",
	    processes, NULL);
	assert_int_equal(box_exit_code(&shared->res), 0);
	assert_true(shared->res.swept);
	assert_int_equal(shared->res.sweep.left, 0);
	assert_true(shared->res.sweep.removed > 0);
}

/* An unprivileged launcher whose umask somebody has spoilt; to root, no mode matters. Who was root
 * before is out of reach of its own readback, unless it says that it is not. */
static void under_a_bad_umask(void)
{
	umask(0777);
	if (geteuid() == 0 && (setgid(993) < 0 || setuid(993) < 0 || prctl(PR_SET_DUMPABLE, 1)))
		_exit(9);
}

static void the_folder_is_ours(void **state)
{
	(void)state;
	run("recommended", "umask 077; echo x > f; read a < f; test $a = x", processes,
	    under_a_bad_umask);
	assert_int_equal(shared->r, 0);
	assert_int_equal(box_exit_code(&shared->res), 0);
	assert_int_equal(shared->res.sweep.left, 0);
}

static void nobody_reads(void)
{
	int p[2];

	if (pipe(p) < 0 || dup2(p[1], 1) < 0 || close(p[0]) < 0)
		_exit(9);
}

/* The broken pipe is the program's, not the supervisor's. */
static void a_reader_who_left(void **state)
{
	(void)state;
	run("recommended", "exec yes", NULL, nobody_reads);
	assert_int_equal(shared->r, 0);
	assert_int_equal(shared->res.end, BOX_SIGNALLED);
	assert_int_equal(shared->res.signal, SIGPIPE);
}

/* A process where prctl and seccomp are refused, as functions are said to be. */
static void lock(void)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);

	if (!ctx || seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 0) ||
	    seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(seccomp), 0) ||
	    seccomp_load(ctx))
		_exit(9);
	seccomp_release(ctx);
}

static void a_static_program(struct box_options *o)
{
	static char *argv[] = { "/sbin/ldconfig", "--version", NULL };

	o->argv = argv;
}

/* It is made for where these two are refused, and comes after rlimit, whose limits are higher. */
static void fdless_needs_no_prctl(void **state)
{
	(void)state;
	run("fdless,locked", "", a_static_program, lock);
	if (shared->r < 0)
		fail_msg("%s", shared->e.text);
	assert_int_equal(box_exit_code(&shared->res), 0);
	assert_true(shared->res.out_bytes[0] > 0);
	assert_true(stack_has(shared->res.layers, &layer_fdless));
}

static void fdless_leaves_no_listener(void **state)
{
	(void)state;
	run("fdless,supervise", "exit 3", NULL, NULL);
	assert_true(shared->r < 0);
	assert_non_null(strstr(shared->e.text, "supervise"));
}

static void mediate(struct box_options *o)
{
	o->mediate = true;
}

/* By the supervisor, which must be there; and not beside Landlock, which does not see what it
 * opens. */
static void one_decides_on_paths(void **state)
{
	(void)state;
	run("recommended", "exit 3", mediate, NULL);
	assert_true(shared->r < 0);
	assert_non_null(strstr(shared->e.text, "supervise"));
	run("full", "exit 3", mediate, NULL);
	assert_true(shared->r < 0);
	assert_non_null(strstr(shared->e.text, "landlock"));
	run("tmp,supervise", "read a < /etc/ld.so.cache && ! read d < /etc/passwd && read b < /proc/self/status && ! read c < /proc/self/environ && >new && exit 3",
	    mediate, NULL);
	assert_int_equal(box_exit_code(&shared->res), 3);
}

static void without_nnp_and_seccomp(struct box_options *o)
{
	o->allow_missing = 1u << stack_find("nnp", 3) | 1u << stack_find("seccomp", 7);
}

static void without_nnp(struct box_options *o)
{
	o->allow_missing = 1u << stack_find("nnp", 3);
}

static void fails_closed(void **state)
{
	(void)state;
	run("recommended", "echo must-not-run >&2", NULL, lock);
	assert_int_equal(shared->r, -EPERM);
	assert_non_null(strstr(shared->e.text, "nnp"));
	run("recommended", "echo must-not-run >&2", without_nnp, lock);
	assert_int_equal(shared->r, -EPERM);
	assert_non_null(strstr(shared->e.text, "seccomp"));
}

static void unless_allowed_by_name(void **state)
{
	(void)state;
	run("recommended", "exit 4", without_nnp_and_seccomp, lock);
	assert_int_equal(shared->r, 0);
	assert_int_equal(box_exit_code(&shared->res), 4);
	assert_true(stack_has(shared->res.missing, &layer_nnp));
	assert_true(stack_has(shared->res.missing, &layer_seccomp));
	assert_false(stack_has(shared->res.layers, &layer_seccomp));
	assert_true(stack_has(shared->res.layers, &layer_rlimit));
	assert_true(shared->res.best_effort);
}

/* What needs no prctl must work without it. */
static void prctl_is_not_assumed(void **state)
{
	(void)state;
	run("fork,rlimit,env,tmp,fds,session", "setsid sleep 77 & sleep 0.1; exit 6", NULL, lock);
	assert_int_equal(shared->r, 0);
	assert_int_equal(box_exit_code(&shared->res), 6);
	assert_true(shared->res.best_effort);
}

static char *python;

static void as_python(struct box_options *o)
{
	static char *argv[] = { "/usr/bin/python3", "-c", NULL, NULL };

	argv[2] = python;
	o->argv = argv;
}

static void twenty_files(struct box_options *o)
{
	o->limit[BOX_FILES] = 20;
}

static int held[2]; /* a pipe whose writing end the box has for standard input */

static void hold_and_lock(void)
{
	if (dup2(held[1], 0) < 0)
		_exit(9);
	lock();
}

/* The state of a process whose first thread has ended is Z, though its others go on: they die too.
 */
static void threads_without_their_first(void **state)
{
	struct pollfd end;
	pid_t pid = 0;

	(void)state;
	python = "import ctypes, os, threading, time\n"
		 "pid = os.fork()\n"
		 "if pid == 0:\n"
		 "  threading.Thread(target=time.sleep, args=[77]).start()\n"
		 "  ctypes.CDLL(None).syscall(60, 0)\n"
		 "while ') Z ' not in open('/proc/%d/stat' % pid).read(): time.sleep(0.001)\n"
		 "os.write(0, pid.to_bytes(4, 'little'))\n"
		 "os._exit(6)";
	assert_int_equal(pipe2(held, O_CLOEXEC), 0);
	run("fork,rlimit,env,tmp,fds,session", "", as_python, hold_and_lock);
	assert_int_equal(shared->r, 0);
	assert_int_equal(box_exit_code(&shared->res), 6);
	assert_true(shared->res.best_effort);
	close(held[1]);
	end = (struct pollfd){ .fd = held[0] };
	assert_int_equal(read(held[0], &pid, sizeof(pid)), sizeof(pid));
	if (poll(&end, 1, 2000) != 1) {
		kill(pid, SIGKILL);
		fail_msg("process %d lives", pid);
	}
	close(held[0]);
}

/* Files are counted as they are made: no watch is as fast as a program that makes them. */
static void new_files_are_counted(void **state)
{
	(void)state;
	run("full", "for i in 1 2 3 4 5 6 7 8 9 a b c d e f; do : > f$i || exit 9; done", twenty_files,
	    NULL);
	assert_int_equal(shared->r, 0);
	assert_int_equal(box_exit_code(&shared->res), 0);
	run("full", "i=0; while true > f$i; do i=$((i + 1)); done 2>/dev/null; exit 9",
	    twenty_files, NULL);
	assert_true(shared->res.end == BOX_HIT_DISK || shared->res.code == 9);
	assert_true(shared->res.sweep.removed <= 21);
}

/* By each of the three calls that make one; a thread is none, and goes on. */
static void without_processes_there_are_none(void **state)
{
	(void)state;
	python = "import ctypes, os, sys, threading\n"
		 "call = ctypes.CDLL(None).syscall\n"
		 "for nr, flags in (56, 17), (57, 0), (58, 0):\n"
		 "  pid = call(nr, flags, 0, 0, 0, 0)\n"
		 "  if pid == 0: os._exit(0)\n"
		 "  if pid > 0: sys.exit(9)\n"
		 "thread = threading.Thread(target=print)\n"
		 "thread.start()\n"
		 "thread.join()\n"
		 "sys.exit(6)";
	for (int supervised = 0; supervised < 2; supervised++) {
		run(supervised ? "full" : "recommended", "", as_python, NULL);
		assert_int_equal(shared->r, 0);
		assert_int_equal(box_exit_code(&shared->res), 6);
	}
}

/* Modes and times: its own files' only, however they are named. */
static void modes_and_times_are_asked_for(void **state)
{
	char mine[] = "/tmp/ordeal-test-XXXXXX", script[768];
	struct stat st;

	(void)state;
	close(mkstemp(mine));
	snprintf(script, sizeof(script),
		 "import os\n"
		 "open('f', 'w').close(); os.chmod('f', 0o640); os.utime('f', (1, 2))\n"
		 "os.mkdir('d'); os.chmod(os.getcwd() + '/d/../f', 0o600)\n"
		 "fd = os.open('d', os.O_RDONLY); os.utime('../f', dir_fd=fd)\n"
		 "os.chmod('/proc/self/fd/%%d' %% os.open('f', os.O_PATH), 0o400)\n"
		 "assert os.stat('f').st_mode & 0o777 == 0o400\n"
		 "fd = os.open('%s', os.O_PATH)\n"
		 "os.symlink('%s', 'link')\n"
		 "bad = 0\n"
		 "for path in '%s', 'link', '../' + '%s'[5:], '/proc/self/fd/%%d' %% fd:\n"
		 "  for call in (lambda p: os.chmod(p, 0o777)), (lambda p: os.utime(p, (1, 1))):\n"
		 "    try: call(path); bad += 1\n"
		 "    except PermissionError: pass\n"
		 "raise SystemExit(bad or 7)", mine, mine, mine, mine);
	python = script;
	run("full", "", as_python, NULL);
	assert_int_equal(shared->r, 0);
	assert_int_equal(box_exit_code(&shared->res), 7);
	assert_int_equal(stat(mine, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_true(st.st_mtime > 1);
	unlink(mine);
}

static const char *readable_file;

static void may_read_it(struct box_options *o)
{
	as_python(o);
	o->readable[0] = readable_file;
	o->keep_stdin = true;
}

static void standard_input_is_it(void)
{
	int fd = open(readable_file, O_RDONLY);

	if (fd < 0 || dup2(fd, 0) < 0)
		_exit(9);
}

/* By descriptor too: who may open a file of the same user to read it may not change it otherwise.
 */
static void modes_and_times_by_descriptor(void **state)
{
	char mine[] = "/tmp/ordeal-test-XXXXXX", script[768];
	struct stat st;

	(void)state;
	close(mkstemp(mine));
	readable_file = mine;
	snprintf(script, sizeof(script),
		 "import os, tempfile\n"
		 "own = open('f', 'w'); os.fchmod(own.fileno(), 0o640); os.utime(own.fileno(), (1, 2))\n"
		 "st = os.stat('f'); assert st.st_mode & 0o777 == 0o640 and st.st_mtime == 2\n"
		 "with tempfile.TemporaryFile() as nameless: os.fchmod(nameless.fileno(), 0o600)\n"
		 "bad = 0\n"
		 "for fd in os.open('%s', os.O_RDONLY), 0:\n"
		 "  for call in (lambda: os.fchmod(fd, 0o777)), (lambda: os.utime(fd, (1, 1))), "
		 "(lambda: os.utime(fd)):\n"
		 "    try: call(); bad += 1\n"
		 "    except PermissionError: pass\n"
		 "raise SystemExit(bad or 7)", mine);
	python = script;
	run("full", "", may_read_it, standard_input_is_it);
	assert_int_equal(shared->r, 0);
	assert_int_equal(box_exit_code(&shared->res), 7);
	assert_int_equal(stat(mine, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_true(st.st_mtime > 1);
	unlink(mine);
}

/* What the filter refuses is named in the result: call, arguments, how often. */
static void refusals_are_remembered(void **state)
{
	const struct box_refusal *one = shared->res.refused;

	(void)state;
	run("full", "exec /usr/bin/python3 -c 'import os\n"
		    "for i in range(3):\n"
		    " try: os.unshare(0)\n"
		    " except AttributeError: import ctypes; ctypes.CDLL(None).unshare(0)\n"
		    " except OSError: pass'", NULL, NULL);
	assert_int_equal(shared->r, 0);
	while (one < shared->res.refused + shared->res.refused_kinds &&
	       (one->nr < 0 || strcmp(seccomp_call(one->nr), "unshare")))
		one++;
	assert_true(one < shared->res.refused + shared->res.refused_kinds);
	assert_int_equal(one->times, 3);
}

/* Numbers that are no calls are one kind; what is refused after a thousand of them is named too. */
static void unknown_numbers_are_one_kind(void **state)
{
	(void)state;
	run("full", "exec /usr/bin/python3 -c 'import ctypes\n"
		    "libc = ctypes.CDLL(None)\n"
		    "for nr in *range(700, 1700), 0x40000001: libc.syscall(nr)\n"
		    "libc.unshare(0)'", NULL, NULL);
	assert_int_equal(shared->r, 0);
	assert_int_equal(shared->res.refused_kinds, 2);
	assert_int_equal(shared->res.refused[0].nr, -1);
	assert_int_equal(shared->res.refused[0].times, 1001);
	assert_string_equal(seccomp_call(shared->res.refused[1].nr), "unshare");
}

/* /proc and the caller's files are out of reach; the system's and its own are not. */
static void landlock_is_on(void **state)
{
	(void)state;
	run("landlock", "cat /proc/self/status 2>/dev/null && exit 1; ls / 2>/dev/null && exit 2; cat /etc/passwd 2>/dev/null && exit 4;"
			"echo x > f && cat f > /dev/null && cat /etc/ld.so.cache > /dev/null && exit 7",
	    NULL, NULL);
	if (shared->r < 0 && shared->e.code == ENOSYS)
		skip();
	assert_int_equal(shared->r, 0);
	assert_int_equal(box_exit_code(&shared->res), 7);
	assert_true(shared->res.landlock >= 1);
}

static void too_new(struct box_options *o)
{
	o->landlock_abi = 64;
}

static void an_old_landlock_is_refused(void **state)
{
	(void)state;
	run("landlock", "echo must-not-run >&2", too_new, NULL);
	assert_true(shared->r < 0);
	assert_non_null(strstr(shared->e.text, "64"));
}

/* The best stack here; and nothing below what is accepted. */
static void the_best_that_is_accepted(void **state)
{
	struct err e = { 0 };
	unsigned bits;
	int status;
	pid_t pid;

	(void)state;
	assert_null(box_best("strong", &bits, &e));
	pid = fork();
	if (pid == 0) {
		const char *name;

		lock();
		name = box_best("locked", &bits, &e);
		_exit(!name || strcmp(name, "locked") || box_best("recommended", &bits, &e));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static int setup(void **state)
{
	(void)state;
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	return shared == MAP_FAILED;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(endings),
		cmocka_unit_test(the_wall_clock),
		cmocka_unit_test(each_layer_alone),
		cmocka_unit_test(fdless_needs_no_prctl),
		cmocka_unit_test(one_decides_on_paths),
		cmocka_unit_test(fdless_leaves_no_listener),
		cmocka_unit_test(orphans_are_killed),
		cmocka_unit_test(the_folder_is_gone),
		cmocka_unit_test(the_folder_is_ours),
		cmocka_unit_test(a_reader_who_left),
		cmocka_unit_test(fails_closed),
		cmocka_unit_test(unless_allowed_by_name),
		cmocka_unit_test(prctl_is_not_assumed),
		cmocka_unit_test(threads_without_their_first),
		cmocka_unit_test(new_files_are_counted),
		cmocka_unit_test(without_processes_there_are_none),
		cmocka_unit_test(modes_and_times_are_asked_for),
		cmocka_unit_test(modes_and_times_by_descriptor),
		cmocka_unit_test(refusals_are_remembered),
		cmocka_unit_test(unknown_numbers_are_one_kind),
		cmocka_unit_test(landlock_is_on),
		cmocka_unit_test(an_old_landlock_is_refused),
		cmocka_unit_test(the_best_that_is_accepted),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
