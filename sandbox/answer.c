// SPDX-License-Identifier: MIT
#include "sandbox/answer.h"

#include "lib/fd.h"
#include "lib/json_out.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

static void put_text(struct json_out *j, const char *key, int fd, off_t at, size_t n)
{
	void *text = n ? mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, at) : MAP_FAILED;

	out_strn(j, key, text == MAP_FAILED ? "" : text, text == MAP_FAILED ? 0 : n);
	if (text != MAP_FAILED)
		munmap(text, n);
}

static void put_stream(struct json_out *j, const char *key, int fd)
{
	off_t n = lseek(fd, 0, SEEK_END);

	put_text(j, key, fd, 0, n > 0 ? (size_t)n : 0);
}

static void put_files(struct json_out *j, const struct answer *a)
{
	out_object(j, "files");
	for (size_t i = 0; i < a->request->back_count; i++) {
		const struct box_back *b = &a->result->back[i];

		if (b->there)
			put_text(j, a->request->back[i].text, a->back, (off_t)b->at, b->bytes);
		else
			out_null(j, a->request->back[i].text);
	}
	out_close(j);
}

static void put_how(struct json_out *j, const struct answer *a)
{
	const struct box_result *r = a->result;
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
	put_stream(j, "stdout", a->out);
	put_stream(j, "stderr", a->err);
	if (a->request->back_count)
		put_files(j, a);
	out_bool(j, "seccomp", stack_has(r->layers, &layer_seccomp));
}

bool answer_send(int line, const struct answer *a)
{
	int fd _cleanup_fd_ = memfd_create("answer", MFD_CLOEXEC);
	uint8_t head[REQUEST_HEAD];
	struct json_out j;
	void *text;
	bool sent;
	off_t n;

	out_begin(&j, fd);
	out_object(&j, NULL);
	if (a->request->id.text)
		out_strn(&j, "id", a->request->id.text, a->request->id.n);
	else
		out_null(&j, "id");
	if (a->failure) {
		out_str(&j, "end", "failed");
		out_str(&j, "reason", a->failure->text);
		out_int(&j, "code", EXIT_SANDBOX);
	} else {
		put_how(&j, a);
	}
	if (out_end(&j) < 0 || (n = lseek(fd, 0, SEEK_END)) <= 0)
		return false;
	text = mmap(NULL, (size_t)n, PROT_READ, MAP_PRIVATE, fd, 0);
	if (text == MAP_FAILED)
		return false;
	request_head(head, (size_t)n);
	sent = fd_write_all(line, head, sizeof(head)) == 0 && fd_write_all(line, text, (size_t)n) == 0;
	munmap(text, (size_t)n);
	return sent;
}

static void narrow(struct box_options *o, enum box_limit limit, uint64_t asked)
{
	if (!asked || asked >= o->limit[limit])
		return;
	o->limit[limit] = asked;
	o->less_us[limit] = 0;
}

void request_narrow(const struct request *r, struct box_options *o)
{
	narrow(o, BOX_WALL, r->limit[REQUEST_WALL]);
	narrow(o, BOX_CPU, r->limit[REQUEST_CPU]);
	narrow(o, BOX_OUTPUT, r->limit[REQUEST_OUTPUT]);
}

int request_streams(const struct request_text *input, int streams[REQUEST_STREAMS], struct err *e)
{
	for (int i = 0; i < REQUEST_STREAMS; i++) {
		streams[i] = memfd_create("stream", MFD_CLOEXEC);
		if (streams[i] < 0)
			return err_set(e, errno, "memfd_create");
	}
	if (input && (fd_write_all(streams[0], input->text, input->n) < 0 || lseek(streams[0], 0, SEEK_SET) < 0))
		return err_set(e, errno, "standard input");
	return 0;
}
