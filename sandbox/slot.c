// SPDX-License-Identifier: MIT
/*
 * slot.c - one of the resident launcher's slots: a small process that starts one run after the other.
 *
 *	server --frame--> slot --fork--> guard, reaper, program (run.c)
 *	       <--frame--
 *
 * Each run has processes, a folder and streams of its own, is read back, and is gone with all it started
 * before the answer is written. The slot keeps nothing of it. Where the line to the server ends, or
 * SIGUSR1 comes, which says that the client has gone, the run is told to end. A signal that comes after
 * the answer was sent is older than the next request, and dropped when that is read.
 *
 * The guard is told when the slot dies (PDEATHSIG) and then ends the run; without prctl(2) it notices
 * its new parent no sooner than its clock runs out.
 */
#include "lib/fd.h"
#include "lib/json_out.h"
#include "lib/request.h"
#include "sandbox/serve.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS = 128 };

struct told {
	int r; /* of box_run(); 1: it never came back */
	struct err error;
	struct box_result result;
};

static struct {
	const struct command *policy;
	int line, sigfd;
	char *request;
	struct told *told;
	char *words[WORDS + 1];
	int streams[3];
} slot;

/* The request's own limit where it is the lower one. */
static void narrow(uint64_t *mine, uint64_t asked)
{
	if (asked && asked < *mine)
		*mine = asked;
}

/* What is run: the operator's command, then the program's file, then the request's arguments. */
static int command_of(const struct request *r, struct err *e)
{
	size_t n = 0, first = r->program.text && r->count ? 1 : 0; /* its own name is the file's */

	for (char *const *w = slot.policy->box.argv; w && *w; w++) {
		if (n == WORDS / 2)
			return err_set(e, E2BIG, "the launcher's command");
		slot.words[n++] = *w;
	}
	if (r->program.text && !n)
		return err_set(e, 0, "request: this launcher has no command for a program's source");
	if (r->program.text && (slot.policy->box.chdir || !stack_has(slot.policy->box.layers, &layer_tmp)))
		return err_set(e, 0, "request: this launcher has no folder for a program's source");
	if (r->program.text)
		slot.words[n++] = BOX_PROGRAM;
	for (size_t i = first; i < r->count && n < WORDS; i++)
		slot.words[n++] = (char *)r->args[i].text;
	slot.words[n] = NULL;
	return 0;
}

static int open_streams(const struct request *r, struct err *e)
{
	for (int i = 0; i < 3; i++) {
		slot.streams[i] = memfd_create("stream", MFD_CLOEXEC);
		if (slot.streams[i] < 0)
			return err_set(e, errno, "memfd_create");
	}
	if (fd_write_all(slot.streams[0], r->input.text, r->input.n) < 0 || lseek(slot.streams[0], 0, SEEK_SET) < 0)
		return err_set(e, errno, "standard input");
	return 0;
}

static _Noreturn void be_run(const struct request *r, pid_t parent)
{
	struct box_options o = slot.policy->box;
	sigset_t none;

	signal(SIGTERM, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
	if (getppid() != parent)
		_exit(EXIT_SANDBOX);
	for (int i = 0; i < 3; i++)
		if (dup2(slot.streams[i], i) < 0)
			_exit(EXIT_SANDBOX);
	o.argv = slot.words;
	o.launcher = true;
	o.keep_stdin = true;
	o.program = r->program.text;
	o.program_bytes = r->program.n;
	narrow(&o.limit[BOX_WALL], r->limit[REQUEST_WALL]);
	narrow(&o.limit[BOX_CPU], r->limit[REQUEST_CPU]);
	narrow(&o.limit[BOX_OUTPUT], r->limit[REQUEST_OUTPUT]);
	slot.told->r = box_run(&o, &slot.told->result, &slot.told->error);
	_exit(0);
}

/* Has the client gone? */
static bool told_to_stop(void)
{
	struct signalfd_siginfo told;

	return read(slot.sigfd, &told, sizeof(told)) == (ssize_t)sizeof(told);
}

/* Until it is dead. False: there is no server any more. */
static bool wait_for(pid_t pid)
{
	int fd _cleanup_fd_ = (int)syscall(SYS_pidfd_open, pid, 0);
	struct pollfd p[3] = { { .fd = fd, .events = POLLIN },
			       { .fd = slot.line, .events = POLLIN },
			       { .fd = slot.sigfd, .events = POLLIN } };

	while (fd >= 0 && !p[0].revents) {
		if (poll(p, 3, -1) < 0)
			continue;
		if (p[2].revents && told_to_stop())
			kill(pid, SIGTERM);
		if (p[1].revents) { /* nothing is sent meanwhile: it is the end */
			p[1].fd = -1;
			kill(pid, SIGTERM);
		}
	}
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	return p[1].fd >= 0;
}

/* ---- the answer --------------------------------------------------------------------------------- */

static void put_stream(struct json_out *j, const char *key, int fd)
{
	off_t n = lseek(fd, 0, SEEK_END);
	void *text = n > 0 ? mmap(NULL, (size_t)n, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;

	out_strn(j, key, text == MAP_FAILED ? "" : text, text == MAP_FAILED ? 0 : (size_t)n);
	if (text != MAP_FAILED)
		munmap(text, (size_t)n);
}

static void put_how(struct json_out *j, const struct box_result *r)
{
	const struct rusage *u = &r->usage;

	out_str(j, "end", box_end_word(r));
	out_str(j, "reason", box_end_sentence(r));
	out_int(j, "code", box_exit_code(r));
	out_int(j, "wall_us", (long long)r->wall_us);
	out_int(j, "cpu_us", (u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1000000LL + u->ru_utime.tv_usec +
				     u->ru_stime.tv_usec);
	out_object(j, "memory");
	out_int(j, "bytes", (long long)u->ru_maxrss << 10);
	out_bool(j, "refused", r->end == BOX_HIT_MEMORY);
	out_close(j);
	out_object(j, "output");
	out_int(j, "bytes", (long long)(r->out_bytes[0] + r->out_bytes[1]));
	out_int(j, "stdout", (long long)r->out_bytes[0]);
	out_int(j, "stderr", (long long)r->out_bytes[1]);
	out_close(j);
	put_stream(j, "stdout", slot.streams[1]);
	put_stream(j, "stderr", slot.streams[2]);
	out_bool(j, "seccomp", stack_has(r->layers, &layer_seccomp));
}

static bool answer(const struct request *r, const struct err *failure)
{
	int fd _cleanup_fd_ = memfd_create("answer", MFD_CLOEXEC);
	uint8_t head[REQUEST_HEAD];
	struct json_out j;
	void *text;
	bool sent;
	off_t n;

	out_begin(&j, fd);
	out_object(&j, NULL);
	if (r->id.text)
		out_strn(&j, "id", r->id.text, r->id.n);
	else
		out_null(&j, "id");
	if (failure) {
		out_str(&j, "end", "failed");
		out_str(&j, "reason", failure->text);
		out_int(&j, "code", EXIT_SANDBOX);
	} else {
		put_how(&j, &slot.told->result);
	}
	if (out_end(&j) < 0 || (n = lseek(fd, 0, SEEK_END)) <= 0)
		return false;
	text = mmap(NULL, (size_t)n, PROT_READ, MAP_PRIVATE, fd, 0);
	if (text == MAP_FAILED)
		return false;
	request_head(head, (size_t)n);
	sent = fd_write_all(slot.line, head, sizeof(head)) == 0 && fd_write_all(slot.line, text, (size_t)n) == 0;
	munmap(text, (size_t)n);
	return sent;
}

/* One request. False: the server is gone. */
static bool one(long n)
{
	struct request r = { 0 };
	struct err e = { 0 };
	pid_t self = getpid(), pid;
	bool there = true;

	memcpy(slot.streams, (int[]){ -1, -1, -1 }, sizeof(slot.streams));
	*slot.told = (struct told){ .r = 1 };
	if (request_parse(&r, slot.request, (size_t)n, &e) < 0)
		r.id = (struct request_text){ 0 };
	else if (command_of(&r, &e) == 0 && open_streams(&r, &e) == 0) {
		pid = fork();
		if (pid == 0)
			be_run(&r, self);
		if (pid < 0)
			err_set(&e, errno, "fork");
		else
			there = wait_for(pid);
		if (!e.code && slot.told->r)
			e = slot.told->r < 0 ? slot.told->error : (struct err){ ECHILD, "the process that ran it is dead" };
	}
	there = there && answer(&r, e.code ? &e : NULL);
	for (int i = 0; i < 3; i++)
		fd_close(&slot.streams[i]);
	return there;
}

_Noreturn void slot_main(int line, const struct command *policy)
{
	long n;

	sigset_t stop;

	setpgid(0, 0); /* a signal for the launcher's whole group is the server's to act on */
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&stop);
	sigaddset(&stop, SIGUSR1);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	slot.sigfd = signalfd(-1, &stop, SFD_CLOEXEC | SFD_NONBLOCK);
	slot.policy = policy;
	slot.line = line;
	slot.request = malloc(REQUEST_BYTES);
	slot.told = mmap(NULL, sizeof(*slot.told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!slot.request || slot.told == MAP_FAILED)
		_exit(EXIT_SANDBOX);
	while ((n = request_read(line, slot.request, REQUEST_BYTES)) > 0) {
		told_to_stop();
		if (!one(n))
			break;
	}
	_exit(0);
}
