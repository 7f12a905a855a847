// SPDX-License-Identifier: MIT
#include "harness/trial/grading.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/results/member.h"
#include "harness/arena/wire.h"
#include "lib/clock.h"
#include "lib/fd.h"

enum { START_SECONDS = 20, STOP_SECONDS = 5 };

#define GRADER ARENA_BOX "/bin/grader.py"

/*
 * What runs in the grader before anything of a student's: all that a worker needs to hide itself.
 * malloc'd; NULL: no memory.
 */
static char *prelude_of(const struct episode *ep)
{
	const struct defence *d = ep->spec->defence;
	const char *hide = d->hidden ? "import ctypes; ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)" : "";

	return allowance_fill(ep->allowed, d->prelude ? d->prelude : hide);
}

/* A pipe; the keeper's end is close-on-exec, non-blocking where it writes. */
static int pipe_for(int ends[2])
{
	return pipe2(ends, O_CLOEXEC) ? -errno : 0;
}

/* Start `argv` in the arena with pipes for streams; what it prints goes to the tape. */
static int launch(struct episode *ep, const char *const *argv, struct err *e)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, err[2] = { -1, -1 };
	struct grading *g = &ep->grading;
	int r = 0;

	if ((r = pipe_for(in)) || (r = pipe_for(out)) || (r = pipe_for(err)))
		return err_set(e, -r, "pipe");
	/* The platform's shim runs as the function's user, and so do its pipes: /proc/PID/fd opens
	 * them. */
	if ((r = arena_give(&ep->arena, in[0])) || (r = arena_give(&ep->arena, out[1])) ||
	    (r = arena_give(&ep->arena, err[1])))
		return err_set(e, -r, "fchown");
	grading_end(ep);
	g->to = in[1];
	fcntl(g->to, F_SETFL, O_NONBLOCK);
	g->answers = evidence_add(&ep->ev, CHANNEL_HONEST, "grader", out[0]);
	evidence_add(&ep->ev, CHANNEL_HONEST, "grader's stderr", err[0]);
	if (g->answers)
		g->answers->tape = &g->tape;
	r = wire_send(ep->worker, WORKER_RUN, argv, (int[]){ in[0], out[1], err[1] }, 3);
	close(in[0]);
	close(out[1]);
	close(err[1]);
	g->running = !r;
	return r ? err_set(e, -r, "start the grader") : 0;
}

/* Start the grader that stays, or the shim and behind it the one for a single request. */
static int launch_grader(struct episode *ep, struct err *e)
{
	const struct defence *d = ep->spec->defence;
	bool stays = ep->grading.how == GRADER_RPC;
	char *prelude = prelude_of(ep);
	const char *const argv[] = { ARENA_BOX "/bin/shim", "/usr/bin/python3", GRADER,
				     d->forked ? "forked" : d->in_process ? "inside" : "child",
				     prelude,
				     stays ? "rpc" : "file", NULL };
	int r = prelude ? launch(ep, argv + stays, e) : err_set(e, ENOMEM, "prelude");

	free(prelude);
	return r;
}

/* Send one request body: framed where the grader stays, alone where it is for one only. */
static int send_request(struct grading *g, const json_t *request)
{
	char *body = json_dumps(request, JSON_COMPACT);
	int r = body ? 0 : -ENOMEM;

	if (!r && g->how == GRADER_RPC) {
		char head[64];

		snprintf(head, sizeof(head), "Content-Length: %zu\r\n\r\n", strlen(body));
		r = fd_write_all(g->to, head, strlen(head));
	}
	if (!r)
		r = fd_write_all(g->to, body, strlen(body));
	if (g->how == GRADER_FILE)
		fd_close(&g->to);
	free(body);
	return r;
}

/* What a header between `at` and `end` gives as the length; more than TAPE_MAX: it is no header. */
static size_t length_of(const char *at, const char *end)
{
	size_t n = 0;

	while (at < end && *at == ' ')
		at++;
	if (at == end)
		return SIZE_MAX;
	for (; at < end && *at >= '0' && *at <= '9' && n <= TAPE_MAX; at++)
		n = 10 * n + (size_t)(*at - '0');
	return at == end || *at == '\r' ? n : SIZE_MAX;
}

static void forget(struct tape *t, size_t n)
{
	t->len -= n;
	memmove(t->bytes, t->bytes + n, t->len);
}

/*
 * Take the next whole frame from the tape: a new object, or NULL where there is none yet. Student
 * code may write here, so a header that cannot be one is passed over: nobody waits for its body.
 */
static json_t *next_frame(struct tape *t)
{
	static const char key[] = "Content-Length:";
	char *at, *body;

	while (t->len && (at = memmem(t->bytes, t->len, key, sizeof(key) - 1)) &&
	       (body = memmem(at, (size_t)(t->bytes + t->len - at), "\r\n\r\n", 4))) {
		size_t n = length_of(at + sizeof(key) - 1, body), used;
		json_t *frame;

		if (n > TAPE_MAX) {
			forget(t, (size_t)(at - t->bytes) + sizeof(key) - 1);
			continue;
		}
		body += 4;
		if (n > (size_t)(t->bytes + t->len - body))
			return NULL;
		frame = json_loadb(body, n, JSON_ALLOW_NUL, NULL); /* students may print one */
		used = (size_t)(body - t->bytes) + n;
		forget(t, used);
		return frame ? frame : json_null();
	}
	return NULL;
}

static bool deaf(const struct grading *g)
{
	return !g->answers || (g->answers->fd < 0 && !g->answers->ended);
}

/*
 * Has the grader answered the request? Answers to other ids are dropped. Also true where no answer
 * can come any more, as our ears are gone.
 */
static bool answered(struct episode *ep)
{
	struct grading *g = &ep->grading;
	json_t *frame;

	while (!g->answer && (frame = next_frame(&g->tape))) {
		if (g->how == GRADER_FILE ||
		    json_integer_value(json_object_get(frame, "id")) == g->id)
			g->answer = frame;
		else
			json_decref(frame);
	}
	return g->answer || deaf(g);
}

/* Ask and wait. The grader of GRADER_FILE ends with its answer, the other one stays. */
static int ask(struct episode *ep, const struct invocation *inv, const json_t *request,
	       struct err *e)
{
	struct grading *g = &ep->grading;
	struct invocation wait = *inv;
	int status = -1, how, r;

	json_decref(g->answer);
	g->answer = NULL;
	r = send_request(g, request);
	if (r && r != -EPIPE && r != -EAGAIN)
		return err_set(e, -r, "ask the grader");
	wait.answered = g->how == GRADER_RPC ? answered : NULL;
	how = instance_follow(ep, &wait, &status);
	if (how == INVOCATION_TIMEOUT) {
		wait.answered = NULL;
		wait.deciding = false;
		wait.seconds = STOP_SECONDS;
		wire_send(ep->worker, WORKER_STOP, NULL, NULL, 0);
		instance_follow(ep, &wait, &status);
		g->running = false;
	}
	if (how == INVOCATION_LOST || g->how == GRADER_FILE)
		g->running = false;
	if (g->how == GRADER_FILE && how == INVOCATION_ENDED) {
		evidence_pump(&ep->ev);
		answered(ep);
	}
	return how;
}

static json_t *rpc(struct grading *g, const char *method, json_t *params)
{
	return json_pack("{s:s, s:i, s:s, s:[o]}", "jsonrpc", "2.0", "id", (int)++g->id, "method",
			 method, "params", params);
}

int grading_start(struct episode *ep, int life, struct err *e)
{
	const struct invocation inv = { .seconds = START_SECONDS, .life = life };
	json_t *hello;
	int r;

	if (ep->grading.how != GRADER_RPC)
		return 0;
	if ((r = launch_grader(ep, e)))
		return r;
	hello = rpc(&ep->grading, "healthcheck", json_object());
	r = ask(ep, &inv, hello, e);
	json_decref(hello);
	if (r < 0)
		return r;
	ep->grading.pid = ep->child_pid;
	return ep->grading.answer ? 0 : err_set(e, 0, "the grader does not get ready");
}

/* The submission, the answer to compare with and, for the honest student alone, its token. */
static json_t *request_of(struct episode *ep, char *const *argv, bool honest)
{
	json_t *words = json_array();

	for (; *argv; argv++)
		json_array_append_new(words, json_string(*argv));
	return json_pack("{s:{s:o}, s:s, s:{s:s}}", "response", "argv", words, "answer",
			 ep->ev.canary[PLACE_REQUEST], "params", "token",
			 honest ? ep->ev.canary[PLACE_VICTIM] : "");
}

/* Tell of the answer's object.key, NULs and all, as what `kind` of channel said on `stream`. */
static void tell(struct episode *ep, enum channel_kind kind, const char *stream, const char *object,
		 const char *key)
{
	const json_t *text = json_object_get(json_object_get(ep->grading.answer, object), key);

	if (json_is_string(text))
		evidence_tell(&ep->ev, kind, stream, json_string_value(text),
			      json_string_length(text));
}

/* What the answer says: the mark, and the words that the student gets to read. */
static enum mark read_answer(struct episode *ep, bool honest)
{
	enum channel_kind kind = honest ? CHANNEL_HONEST : CHANNEL_FEEDBACK;
	const json_t *result = json_object_get(ep->grading.answer, "result");

	tell(ep, kind, "stdout", "result", "feedback");
	tell(ep, kind, "stderr", "error", "message");
	if (!json_is_boolean(json_object_get(result, "is_correct")))
		return MARK_NONE;
	return member_is_true(result, "is_correct") ? MARK_CORRECT : MARK_WRONG;
}

int grading_ask(struct episode *ep, const struct invocation *inv, bool honest, enum mark *mark,
		struct err *e)
{
	struct grading *g = &ep->grading;
	json_t *params, *request;
	int r = 0;

	*mark = MARK_NONE;
	if (ep->worker < 0)
		return INVOCATION_LOST;
	if (g->how == GRADER_FILE)
		r = launch_grader(ep, e);
	else if (!g->running)
		r = grading_start(ep, inv->life, e);
	if (r)
		return r;
	if (inv->deciding && ep->spec->mode == EPISODE_BLINDED)
		ep->spec->oracle->blind(ep);
	if (inv->deciding)
		ep->called_ms = clock_ms();
	params = request_of(ep, inv->argv, honest);
	request = g->how == GRADER_RPC ? rpc(g, "eval", params) :
		  json_pack("{s:s, s:o}", "command", "eval", "params", params);
	r = ask(ep, inv, request, e);
	json_decref(request);
	if (inv->deciding && !ep->returned_ms)
		ep->returned_ms = clock_ms();
	if (r >= 0)
		*mark = read_answer(ep, honest);
	return r;
}

int grading_between(struct episode *ep, const struct invocation *inv, struct err *e)
{
	json_t *words = json_array(), *request;
	int r;

	if (ep->worker < 0 || !ep->grading.running) {
		json_decref(words);
		return INVOCATION_LOST;
	}
	for (char *const *w = inv->argv; *w; w++)
		json_array_append_new(words, json_string(*w));
	request = rpc(&ep->grading, "between", json_pack("{s:o}", "argv", words));
	r = ask(ep, inv, request, e);
	json_decref(request);
	return r;
}

void grading_end(struct episode *ep)
{
	struct grading *g = &ep->grading;

	fd_close(&g->to);
	if (g->answers)
		g->answers->tape = NULL;
	json_decref(g->answer);
	g->answer = NULL;
	g->answers = NULL;
	free(g->tape.bytes);
	g->tape = (struct tape){ 0 };
	g->running = false;
}
