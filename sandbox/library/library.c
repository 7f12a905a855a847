// SPDX-License-Identifier: MIT
/*
 * library.c - what libordeal-sandbox exports: boxes for a program that is not only a launcher.
 *
 * box_run() wants a process that does nothing else: it reaps every child, blocks signals, wipes its
 * environment. So each run is forked, and in that process all is as in the command; the result comes
 * back in a page that both have. Options are kept as the command line has them, and read by its parser.
 */
#include "sandbox/library/ordeal_sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/strv.h"
#include "sandbox/library/inside.h"
#include "sandbox/options.h"
#include "sandbox/signals.h"

struct ordeal_box *ordeal_new(void)
{
	struct ordeal_box *b = calloc(1, sizeof(*b));

	if (!b)
		return NULL;
	memcpy(b->streams, (int[]){ -1, -1, -1 }, sizeof(b->streams));
	b->words = calloc(1, sizeof(*b->words));
	if (b->words)
		return b;
	free(b);
	return NULL;
}

void ordeal_free(struct ordeal_box *b)
{
	if (!b)
		return;
	ordeal_stop(b);
	if (b->pid > 0)
		ordeal_wait(b, &(struct ordeal_result){ .size = sizeof(struct ordeal_result) });
	for (size_t i = 0; i < b->n; i++)
		free(b->words[i]);
	free(b->words);
	if (b->told)
		munmap(b->told, sizeof(*b->told));
	free(b);
}

int ordeal_set(struct ordeal_box *b, const char *option, const char *value)
{
	static const char *const others[] = { "result", "result-bytes", "help", "version", "probe", "list-layers" };
	size_t name = strlen(option), size = name + (value ? strlen(value) + 1 : 0) + 3;
	char **more, *word;
	int fd;

	if (!name || strcspn(option, "= -") == 0 || strchr(option, '='))
		return err_set(&b->error, EINVAL, "'%s' is no option", option);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (!strcmp(option, others[i]))
			return err_set(&b->error, EINVAL, "'%s' is no option of a box", option);
	if (!strcmp(option, "report") && (!value || !options_descriptor(value, &fd)))
		return err_set(&b->error, EINVAL, "report: '%s' is no descriptor", value ? value : "");
	more = reallocarray(b->words, b->n + 1, sizeof(*more));
	b->words = more ? more : b->words;
	word = more ? malloc(size) : NULL;
	if (!word)
		return err_set(&b->error, ENOMEM, "%s", option);
	strcpy(stpcpy(word, "--"), option);
	if (value)
		strcpy(stpcpy(word + name + 2, "="), value);
	b->words[b->n++] = word;
	return 0;
}

void ordeal_streams(struct ordeal_box *b, int in, int out, int err)
{
	memcpy(b->streams, (int[]){ in, out, err }, sizeof(b->streams));
}

/* ---- in the run's process --------------------------------------------------------------------- */

/* 0, 1 and 2 are what the caller has named; by copies first, since it may have swapped them. */
static int place_streams(const struct ordeal_box *b, struct err *e)
{
	int copy[3];

	for (int i = 0; i < 3; i++) {
		copy[i] = fcntl(b->streams[i] < 0 ? i : b->streams[i], F_DUPFD_CLOEXEC, 3);
		if (copy[i] < 0 && b->streams[i] < 0)
			copy[i] = open("/dev/null", O_RDWR | O_CLOEXEC);
		if (copy[i] < 0)
			return err_set(e, errno, "the stream %d", i);
	}
	for (int i = 0; i < 3; i++)
		if (dup2(copy[i], i) < 0)
			return err_set(e, errno, "the stream %d", i);
	return 0;
}

static int run(const struct ordeal_box *b, int argc, char **argv, struct box_result *res, struct err *e)
{
	struct command c = { .action = ACT_RUN };
	int r = box_options_parse(&c, argc, argv, e), fd = -1;

	if (r < 0)
		return r;
	c.box.launcher = true;
	if (c.report && options_descriptor(c.report, &fd))
		fd = fcntl(fd, F_DUPFD_CLOEXEC, 3); /* before a stream takes its place */
	if (c.report && fd < 0)
		return err_set(e, EBADF, "report");
	c.box.keep[0] = fd;
	r = place_streams(b, e);
	if (r == 0)
		r = box_run(&c.box, res, e);
	if (fd >= 0)
		box_report(fd, &c.box, res, r < 0 ? e : NULL);
	return r;
}

char **box_command_line(const struct ordeal_box *b, char *const argv[])
{
	size_t n = strv_count(argv);
	char **all = calloc(b->n + n + 3, sizeof(*all));

	if (!all)
		return NULL;
	all[0] = "box";
	memcpy(all + 1, b->words, b->n * sizeof(*all));
	all[b->n + 1] = "--";
	memcpy(all + b->n + 2, argv, n * sizeof(*all));
	return all;
}

static _Noreturn void be_run(struct ordeal_box *b, char *const argv[], pid_t caller)
{
	char **all;

	signals_forget();
	prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
	all = box_command_line(b, argv);
	if (!all || getppid() != caller)
		_exit(EXIT_SANDBOX);
	b->told->r = run(b, (int)strv_count(all), all, &b->told->result, &b->told->error);
	_exit(0);
}

/* ---- in the caller ------------------------------------------------------------------------------ */

/* Not before something is started: a parked child has no memory together with anybody. */
static int make_room(struct ordeal_box *b)
{
	void *told = b->told;

	if (!told)
		told = mmap(NULL, sizeof(*b->told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (told == MAP_FAILED)
		return err_set(&b->error, errno, "mmap");
	b->told = told;
	return 0;
}

int ordeal_start(struct ordeal_box *b, char *const argv[])
{
	pid_t caller = getpid(), pid;

	if (b->pid)
		return err_set(&b->error, EBUSY, "something runs in this box");
	b->error = (struct err){ 0 };
	if (make_room(b) < 0)
		return -b->error.code;
	*b->told = (struct told){ .r = 1 };
	pid = fork();
	if (pid == 0)
		be_run(b, argv, caller);
	if (pid < 0)
		return err_set(&b->error, errno, "fork");
	__atomic_store_n(&b->pid, pid, __ATOMIC_RELEASE);
	return 0;
}

static uint64_t us(struct timeval t)
{
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_usec;
}

static void tell(const struct box_result *from, struct ordeal_result *to)
{
	struct ordeal_result all = {
		.size = to->size < sizeof(all) ? to->size : sizeof(all),
		.end = (int)from->end,
		.code = box_exit_code(from),
		.signal = from->signal,
		.killed = from->killed,
		.wall_us = from->wall_us,
		.user_us = us(from->usage.ru_utime),
		.system_us = us(from->usage.ru_stime),
		.max_rss = (uint64_t)from->usage.ru_maxrss << 10,
		.output = { from->out_bytes[0], from->out_bytes[1] },
	};

	memcpy(all.reason, from->error.text, sizeof(from->error.text));
	memcpy(to, &all, all.size);
}

int ordeal_wait(struct ordeal_box *b, struct ordeal_result *r)
{
	pid_t pid = b->pid;
	int status;

	if (!pid)
		return err_set(&b->error, ECHILD, "nothing runs in this box");
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR) {
			status = -1;
			break;
		}
	__atomic_store_n(&b->pid, 0, __ATOMIC_RELEASE);
	if (status || b->told->r == 1)
		return err_set(&b->error, ECHILD, "the process that ran it is dead");
	b->error = b->told->error;
	if (b->told->r == 0)
		tell(&b->told->result, r);
	return b->told->r;
}

int ordeal_run(struct ordeal_box *b, char *const argv[], struct ordeal_result *r)
{
	int failed = ordeal_start(b, argv);

	return failed ? failed : ordeal_wait(b, r);
}

void ordeal_stop(struct ordeal_box *b)
{
	pid_t pid = __atomic_load_n(&b->pid, __ATOMIC_ACQUIRE);

	if (pid > 0)
		kill(pid, SIGTERM);
}

const char *ordeal_error(const struct ordeal_box *b)
{
	return b->error.text;
}

const char *ordeal_version(void)
{
	return BOX_VERSION;
}
