// SPDX-License-Identifier: MIT
#include "sandbox/wasm/handles.h"

#include <string.h>
#include <unistd.h>

struct handles handles;
struct input input = { .fd = -1 };
struct output output = { .fd = { -1, -1 } };

void handles_init(void)
{
	static const int kinds[] = { HANDLE_IN, HANDLE_OUT, HANDLE_ERR, HANDLE_FOLDER };

	memset(&handles, 0, sizeof(handles));
	for (uint32_t fd = 0; fd <= HANDLE_ROOT; fd++) {
		struct handle *h = handle_new(kinds[fd], &fd);

		h->reads = fd == 0 || fd == HANDLE_ROOT;
		h->writes = !h->reads;
	}
	handles.handle[HANDLE_ROOT].path[0] = '/';
	handles.handle[HANDLE_ROOT].place.folder = true;
	memfs_opened(MEMFS_ROOT);
}

struct handle *handle_at(uint32_t fd)
{
	return fd < HANDLES && handles.handle[fd].kind != HANDLE_FREE ? &handles.handle[fd] : NULL;
}

struct handle *handle_new(int kind, uint32_t *fd)
{
	for (uint32_t i = 0; i < HANDLES; i++) {
		struct handle *h = &handles.handle[i];

		if (h->kind != HANDLE_FREE)
			continue;
		h->kind = kind;
		h->host = -1;
		if (i >= handles.high)
			handles.high = i + 1;
		*fd = i;
		return h;
	}
	return NULL;
}

void handle_close(struct handle *h)
{
	bool keeps = h->kind == HANDLE_FILE || h->kind == HANDLE_FOLDER;

	if (keeps && h->host >= 0)
		close(h->host);
	if (keeps && h->place.kind == PLACE_SCRATCH)
		memfs_closed(h->place.node);
	memset(h, 0, sizeof(*h));
}

/*
 * Which descriptors of the host's are in use is not in the saved state: whoever opened them
 * closes.
 */
void handles_release(const struct handles *saved)
{
	for (uint32_t i = 0; i < handles.high; i++) {
		struct handle *h = &handles.handle[i];
		bool mine = h->kind == HANDLE_FILE || h->kind == HANDLE_FOLDER;

		if (mine && h->host >= 0 && h->host != saved->handle[i].host)
			close(h->host);
	}
}

uint64_t output_left(void)
{
	uint64_t used = output.bytes[0] + output.bytes[1];

	return used < output.limit ? output.limit - used : 0;
}
