// SPDX-License-Identifier: MIT
/*
 * --serve: one guest, warm, and one job after the other on its saved state.
 *
 *	start: boot/serve.py imports what the operator lists, and reads standard input: it is parked
 *	       its state is kept, and the host locks itself up
 *	loop:  a request -> the job's bytes are standard input -> it goes on -> an answer -> reset
 *
 * The answer is sent before the reset, which the next request waits for. With --fork the job is
 * done by a child, and what it did to its copy of the guest goes with it.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/fd.h"
#include "lib/request.h"
#include "sandbox/wasm/handles.h"
#include "sandbox/wasm/host.h"
#include "sandbox/wasm/instance.h"
#include "sandbox/wasm/lockdown.h"
#include "sandbox/wasm/outcome.h"
#include "sandbox/wasm/reset.h"

enum { BACKLOG = 16, HEAD = 12, NO_PROGRAM = -1, GRACE_SECONDS = 1, BACK_BYTES = REQUEST_BYTES };

static struct {
	const struct wasm_options *options;
	int      in, out;
	char    *request;        /* REQUEST_BYTES                                       */
	uint8_t *job;            /* what the guest reads first                          */
	uint8_t *answer;         /* `room` bytes, a frame's head included               */
	size_t   room;
	struct outcome *outcome; /* shared with a child                                 */
	int      why;            /* of no seccomp                                       */
} serve;

static void *reserve(size_t n, int how)
{
	return mmap(NULL, n, PROT_READ | PROT_WRITE, how | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

/* Memory for all that is to come: behind the lockdown there is no more. */
static int make_room(struct err *e)
{
	const struct wasm_options *o = serve.options;
	size_t output_room = o->limit[WASM_OUTPUT] + 1;

	serve.room = 6 * output_room + (6ULL * (REQUEST_BYTES + BACK_BYTES)) + 65536;
	serve.request = reserve(REQUEST_BYTES, MAP_PRIVATE);
	serve.job = reserve(REQUEST_BYTES + HEAD, MAP_PRIVATE);
	serve.answer = reserve(serve.room, MAP_PRIVATE);
	serve.outcome = reserve(sizeof(*serve.outcome), MAP_SHARED);
	output.buffer[0] = reserve(output_room, MAP_SHARED);
	output.buffer[1] = reserve(output_room, MAP_SHARED);
	if (serve.request == MAP_FAILED || serve.job == MAP_FAILED || serve.answer == MAP_FAILED ||
	    serve.outcome == MAP_FAILED || output.buffer[0] == MAP_FAILED ||
	    output.buffer[1] == MAP_FAILED)
		return err_set(e, errno, "room for requests");
	return 0;
}

/* --- files that come with a request, and go back with its answer --------------------------------- */

static int fits(const struct request *r, struct err *why)
{
	if (r->env_count)
		return err_set(why, EINVAL, "request: the guest's environment is always empty");
	if (serve.options->fork && r->back_count)
		return err_set(why, EINVAL, "request: with --fork no files are given back");
	return 0;
}

/* The guest's folder is "/"; a plain name leads nowhere else. */
static void path_of(char path[MEMFS_PATH], const struct request_text *name)
{
	path[0] = '/';
	memcpy(path + 1, name->text, name->n + 1);
}

static int put_files(const struct request *r, struct err *why)
{
	for (size_t i = 0; i < r->file_count; i++) {
		const struct request_text *text = &r->files[i].value;
		char path[MEMFS_PATH];
		size_t done = 0;
		uint32_t node;

		path_of(path, &r->files[i].name);
		if (memfs_make(path, false, &node) || memfs_write(node, 0, text->text, text->n, &done) ||
		    done < text->n)
			return err_set(why, ENOSPC, "request: no room for the file '%.64s'", path + 1);
	}
	return 0;
}

static void answer_files(struct json_out *j, const struct request *r)
{
	size_t room = BACK_BYTES;

	out_object(j, "files");
	for (size_t i = 0; i < r->back_count; i++) {
		char path[MEMFS_PATH];
		struct place p;
		size_t n;

		path_of(path, &r->back[i]);
		n = memfs_find(path, &p) || p.kind != PLACE_SCRATCH || p.folder ? SIZE_MAX : memfs.node[p.node].size;
		if (n > room) {
			out_null(j, r->back[i].text);
			continue;
		}
		out_strn(j, r->back[i].text, (const char *)memfs_bytes(p.node, &(size_t){ 0 }), n);
		room -= n;
	}
	out_close(j);
}

/* --- one job ------------------------------------------------------------------------------- */

static uint8_t *put32(uint8_t *to, uint32_t value)
{
	memcpy(to, &value, 4);
	return to + 4;
}

/* What boot/serve.py reads. It is never longer than the request was. */
static void write_job(const struct request *r)
{
	uint8_t *to = serve.job + HEAD;

	for (size_t i = 0; i < r->count; i++) {
		memcpy(to, r->args[i].text, r->args[i].n + 1);
		to += r->args[i].n + 1;
	}
	put32(put32(put32(serve.job, (uint32_t)r->count), (uint32_t)(to - serve.job - HEAD)),
	      r->program.text ? (uint32_t)r->program.n : (uint32_t)NO_PROGRAM);
	if (r->program.text)
		memcpy(to, r->program.text, r->program.n);
	input.part[0] = serve.job;
	input.size[0] = (size_t)(to - serve.job) + r->program.n;
	input.part[1] = (const uint8_t *)r->input.text;
	input.size[1] = r->input.n;
	input.now = 0;
	input.at = 0;
}

/* The request's limit where it is the lower one. */
static uint64_t lower(uint64_t mine, uint64_t asked, uint64_t unit)
{
	return asked && (!mine || asked < mine / unit) ? asked * unit : mine;
}

static void run_here(const struct run_limits *l)
{
	outcome_begin(serve.outcome);
	outcome_end(serve.outcome, run_resume(l));
}

/* --fork: the parent believes of its child only that it is dead. */
static void run_in_child(const struct run_limits *l)
{
	struct itimerval clock = { { 0, 100000 }, { 0, 0 } };
	int status, why;
	pid_t pid;

	memset(serve.outcome, 0, sizeof(*serve.outcome));
	serve.outcome->ending.end = END_LOST;
	pid = fork();
	if (pid == 0) {
		struct err e;

		if (host_lockdown(serve.options, &why, &e) < 0)
			_exit(125);
		run_here(l);
		_exit(0);
	}
	clock.it_value.tv_sec = (time_t)(l->wall_us / 1000000) + GRACE_SECONDS;
	if (l->wall_us)
		setitimer(ITIMER_REAL, &clock, NULL);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		kill(pid, SIGKILL);
	memset(&clock, 0, sizeof(clock));
	setitimer(ITIMER_REAL, &clock, NULL);
	memcpy(output.bytes, serve.outcome->bytes, sizeof(output.bytes));
}

static void run_job(const struct request *r)
{
	struct run_limits l = host_limits(serve.options);
	uint64_t whole = output.limit;

	l.wall_us = lower(l.wall_us, r->limit[REQUEST_WALL], 1000000);
	l.cpu_us = lower(l.cpu_us, r->limit[REQUEST_CPU], 1000000);
	output.limit = lower(output.limit, r->limit[REQUEST_OUTPUT], 1);
	write_job(r);
	if (serve.options->fork)
		run_in_child(&l);
	else
		run_here(&l);
	output.limit = whole;
}

/* --- answers ------------------------------------------------------------------------------- */

static int send_answer(struct json_out *j)
{
	int r = out_end(j);

	if (r < 0)
		return r;
	request_head(serve.answer, j->used);
	return fd_write_all(serve.out, serve.answer, REQUEST_HEAD + j->used);
}

static void begin_answer(struct json_out *j, const struct request *r)
{
	out_begin_memory(j, serve.answer + REQUEST_HEAD, serve.room - REQUEST_HEAD);
	out_object(j, NULL);
	if (r->id.text)
		out_strn(j, "id", r->id.text, r->id.n);
	else
		out_null(j, "id");
}

static int answer(const struct request *r)
{
	struct json_out j;

	begin_answer(&j, r);
	outcome_put(&j, serve.outcome);
	out_strn(&j, "stdout", (const char *)output.buffer[0], output.bytes[0]);
	out_strn(&j, "stderr", (const char *)output.buffer[1], output.bytes[1]);
	if (r->back_count)
		answer_files(&j, r);
	out_object(&j, "reset");
	out_int(&j, "us", (long long)reset_stats.us);
	out_int(&j, "copied", reset_stats.copied);
	out_int(&j, "dropped", reset_stats.dropped);
	out_close(&j);
	out_bool(&j, "seccomp", !serve.why && serve.options->seccomp != SECCOMP_OFF);
	return send_answer(&j);
}

static int refuse(const struct request *r, const struct err *why)
{
	struct json_out j;

	begin_answer(&j, r);
	out_str(&j, "end", "failed");
	out_str(&j, "reason", why->text);
	out_int(&j, "code", 125);
	return send_answer(&j);
}

/* One request. 1: it was answered; 0: there are no more; -errno. */
static int one(struct err *e)
{
	long n = request_read(serve.in, serve.request, REQUEST_BYTES);
	struct request request = { 0 };
	struct err why;
	int r;

	if (n <= 0)
		return n < 0 ? err_set(e, (int)-n, "read a request") : 0;
	if (request_parse(&request, serve.request, (size_t)n, &why) < 0)
		return refuse(&(struct request){ 0 }, &why) < 0 ? 0 : 1;
	if (fits(&request, &why) < 0)
		return refuse(&request, &why) < 0 ? 0 : 1;
	if (put_files(&request, &why) < 0) {
		r = refuse(&request, &why) < 0 ? 0 : 1;
	} else {
		run_job(&request);
		r = answer(&request) < 0 ? 0 : 1; /* who does not wait for the answer asks no more */
	}
	if (reset_restore(e) < 0 || (serve.options->check && reset_compare(e) < 0))
		return -EINVAL;
	return r;
}

static int listen_at(const char *path, struct err *e)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (strlen(path) >= sizeof(a.sun_path))
		return err_set(e, ENAMETOOLONG, "--socket");
	memcpy(a.sun_path, path, strlen(path));
	if (fd < 0 || bind(fd, (struct sockaddr *)&a, sizeof(a)) < 0 || listen(fd, BACKLOG) < 0)
		return err_set(e, errno, "--socket %s", path);
	return fd;
}

/* One connection after the other; a wrong frame ends its connection, not the server. */
static int serve_socket(int listening, struct err *e)
{
	for (;;) {
		int fd = accept4(listening, NULL, NULL, SOCK_CLOEXEC), r;

		if (fd < 0 && errno == EINTR)
			continue;
		if (fd < 0)
			return err_set(e, errno, "accept");
		serve.in = serve.out = fd;
		while ((r = one(e)) > 0)
			;
		close(fd);
		if (r == -EINVAL)
			return r;
		e->text[0] = '\0';
	}
}

int host_serve(const struct wasm_options *o, struct err *e)
{
	static char *argv[] = { "python3", "-B", "/usr/lib/ordeal/serve.pyc", "", NULL, NULL };
	int listening = -1, r;

	serve.options = o;
	serve.in = STDIN_FILENO;
	serve.out = STDOUT_FILENO;
	argv[3] = (char *)(o->imports ? o->imports : "");
	argv[4] = (char *)o->prepare;
	if (o->socket && (listening = listen_at(o->socket, e)) < 0)
		return listening;
	if ((r = make_room(e)) < 0 || (r = host_init(o, argv, e)) < 0 ||
	    (r = host_warm_up(o, e)) < 0)
		return r;
	if (!o->fork && (r = host_lockdown(o, &serve.why, e)) < 0)
		return r;
	if (o->socket)
		return serve_socket(listening, e);
	while ((r = one(e)) > 0)
		;
	return r;
}
