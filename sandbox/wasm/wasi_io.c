// SPDX-License-Identifier: MIT
/* Reading and writing: streams, files of scratch, of the library and of the host. */
#include "sandbox/wasm/imports.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "sandbox/wasm/guest.h"
#include "sandbox/wasm/handles.h"
#include "sandbox/wasm/run.h"

enum { IOVS = 64 };

static u32 read_input(void *to, size_t n, size_t *done)
{
	ssize_t r;

	if (input.fd >= 0) {
		r = read(input.fd, to, n);
		*done = r < 0 ? 0 : (size_t)r;
		return r < 0 ? wasi_errno(-errno) : WASI_OK;
	}
	while (input.now < 2 && input.at == input.size[input.now]) {
		input.now++;
		input.at = 0;
	}
	*done = 0;
	if (input.now == 2 && input.last)
		run_end(END_PARKED, 0);
	if (input.now == 2)
		return WASI_OK;
	*done = input.size[input.now] - input.at;
	*done = n < *done ? n : *done;
	memcpy(to, input.part[input.now] + input.at, *done);
	input.at += *done;
	return WASI_OK;
}

/* What is more than allowed ends the job, when all that is allowed has been taken. */
static u32 write_output(unsigned which, const void *from, size_t n, size_t *done)
{
	u64 left = output_left();
	size_t take = n < left ? n : (size_t)left;

	*done = 0;
	if (n && !take)
		run_end(END_OUTPUT, 0);
	if (output.fd[which] >= 0) {
		ssize_t r = write(output.fd[which], from, take);

		if (r < 0)
			return wasi_errno(-errno);
		take = (size_t)r;
	} else if (output.buffer[which]) {
		memcpy(output.buffer[which] + output.bytes[which], from, take);
	}
	output.bytes[which] += take;
	*done = take;
	return WASI_OK;
}

static u32 read_at(const struct handle *h, u64 at, void *to, size_t n, size_t *done)
{
	const uint8_t *data;
	uint32_t size;
	ssize_t r;

	*done = 0;
	switch (h->place.kind) {
	case PLACE_SCRATCH:
		return memfs_read(h->place.node, at, to, n, done);
	case PLACE_LIBRARY:
		data = library_data(memfs_library(), h->place.entry, &size);
		if (!data || at >= size)
			return WASI_OK;
		*done = n < size - at ? n : (size_t)(size - at);
		memcpy(to, data + at, *done);
		return WASI_OK;
	case PLACE_HOST:
		break;
	}
	r = at > INT64_MAX ? 0 : pread(h->host, to, n, (off_t)at);
	*done = r < 0 ? 0 : (size_t)r;
	return r < 0 ? wasi_errno(-errno) : WASI_OK;
}

static u32 read_some(struct handle *h, u64 at, void *to, size_t n, size_t *done)
{
	return h->kind == HANDLE_IN ? read_input(to, n, done) : read_at(h, at, to, n, done);
}

static u32 write_some(struct handle *h, u64 at, void *from, size_t n, size_t *done)
{
	if (h->kind != HANDLE_FILE)
		return write_output(h->kind == HANDLE_ERR, from, n, done);
	return memfs_write(h->place.node, at, from, n, done);
}

typedef u32 some_fn(struct handle *, u64 at, void *, size_t n, size_t *done);

/*
 * One iovec after the other, until one is not filled. What has been moved is told, errors or
 * not.
 */
static u32 move(struct handle *h, u32 iovs, u32 n, u64 at, u64 *moved, some_fn *some)
{
	*moved = 0;
	for (u32 i = 0; i < n && i < IOVS; i++) {
		u32 base, len, r;
		size_t done;
		void *p;

		if (!guest_at(iovs, 8ull * (i + 1)) || !guest_get32(iovs + 8 * i, &base) ||
		    !guest_get32(iovs + 8 * i + 4, &len) || !(p = guest_at(base, len)))
			return *moved ? WASI_OK : WASI_EFAULT;
		r = len ? some(h, at + *moved, p, len, &done) : WASI_OK;
		if (r)
			return *moved ? WASI_OK : r;
		*moved += len ? done : 0;
		if (len && done < len)
			break;
	}
	return WASI_OK;
}

u32 wasi_fd_read(u32 fd, u32 iovs, u32 n, u32 done)
{
	struct handle *h = handle_at(fd);
	u64 moved;
	u32 r;

	if (!h || !h->reads)
		return WASI_EBADF;
	if (h->kind == HANDLE_FOLDER)
		return WASI_EISDIR;
	if (h->kind == HANDLE_IN && input.parks) {
		input.parks = false;
		run_park();
		h = handle_at(fd);
	}
	if (!guest_at(done, 4))
		return WASI_EFAULT;
	if ((r = move(h, iovs, n, h->at, &moved, read_some)))
		return r;
	if (h->kind == HANDLE_FILE)
		h->at += moved;
	guest_put32(done, (u32)moved);
	return WASI_OK;
}

u32 wasi_fd_write(u32 fd, u32 iovs, u32 n, u32 done)
{
	struct handle *h = handle_at(fd);
	u64 moved, at;
	u32 r;

	if (!h || !h->writes)
		return WASI_EBADF;
	if (!guest_at(done, 4))
		return WASI_EFAULT;
	at = h->flags & WASI_APPEND && h->kind == HANDLE_FILE ? memfs.node[h->place.node].size :
								h->at;
	if ((r = move(h, iovs, n, at, &moved, write_some)))
		return r;
	if (h->kind == HANDLE_FILE)
		h->at = at + moved;
	guest_put32(done, (u32)moved);
	return WASI_OK;
}

/* At a place of its own, which only a file has: `may`, whether it was opened for that. */
static u32 move_at(struct handle *h, bool may, u32 iovs, u32 n, u64 at, u32 done, some_fn *some)
{
	u64 moved;
	u32 r;

	if (!h || !may)
		return WASI_EBADF;
	if (h->kind != HANDLE_FILE)
		return h->kind == HANDLE_FOLDER && some == read_some ? WASI_EISDIR : WASI_ESPIPE;
	r = move(h, iovs, n, at, &moved, some);
	return r ? r : guest_put32(done, (u32)moved) ? WASI_OK : WASI_EFAULT;
}

u32 wasi_fd_pread(u32 fd, u32 iovs, u32 n, u64 at, u32 done)
{
	struct handle *h = handle_at(fd);

	return move_at(h, h && h->reads, iovs, n, at, done, read_some);
}

u32 wasi_fd_pwrite(u32 fd, u32 iovs, u32 n, u64 at, u32 done)
{
	struct handle *h = handle_at(fd);

	return move_at(h, h && h->writes, iovs, n, at, done, write_some);
}
