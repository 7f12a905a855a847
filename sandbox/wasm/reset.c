// SPDX-License-Identifier: MIT
#include "sandbox/wasm/reset.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lib/clock.h"
#include "sandbox/wasm/guest.h"
#include "sandbox/wasm/handles.h"
#include "sandbox/wasm/instance.h"
#include "sandbox/wasm/pages.h"
#include "sandbox/wasm/run.h"
#include "sandbox/wasm/runtime.h"

enum { PAGE = 4096 };

struct reset_stats reset_stats;

/* Small parts, copied as they are. */
struct part {
	const char *name;
	struct run_part live;
	void       *kept;
};

enum { GLOBALS, STACK, REGISTERS, TABLE, PARTS };

static struct {
	struct part    part[PARTS];
	uint64_t       size;                /* of linear memory                      */
	struct memfs   memfs;
	struct handles handles;
	uint8_t       *bytes[MEMFS_NODES];  /* of files that were there already      */
} saved = {
	.part = {
		[GLOBALS] = { .name = "globals" },
		[STACK] = { .name = "stack" },
		[REGISTERS] = { .name = "registers" },
		[TABLE] = { .name = "table of functions" },
	},
};

static int keep_part(struct part *p, struct run_part live)
{
	p->live = live;
	p->kept = malloc(live.size + 1);
	if (!p->kept)
		return -ENOMEM;
	memcpy(p->kept, live.at, live.size);
	return 0;
}

/*
 * The bytes of what is in scratch already; and nothing of the host's may be open: it could be
 * closed.
 */
static int keep_files(struct err *e)
{
	for (uint32_t i = 0; i < handles.high; i++)
		if (handles.handle[i].kind > HANDLE_ERR && handles.handle[i].host >= 0)
			return err_set(e, EBUSY, "the guest waits with a file of the host open");
	for (uint32_t i = 0; i < memfs.high; i++) {
		size_t n;
		const uint8_t *bytes = memfs_bytes(i, &n);

		if (!memfs.node[i].size)
			continue;
		saved.bytes[i] = calloc(1, memfs.node[i].size);
		if (!saved.bytes[i])
			return err_set(e, ENOMEM, "keep the guest's files");
		memcpy(saved.bytes[i], bytes, memfs.node[i].size);
	}
	memcpy(&saved.memfs, &memfs, sizeof(memfs));
	memcpy(&saved.handles, &handles, sizeof(handles));
	return 0;
}

/* wasm2c's code for a guest like ours never writes to it; so be it. */
static int seal_table(void)
{
	struct run_part table = instance_table();
	size_t n = (table.size + PAGE - 1) / PAGE * PAGE;

	return table.size && mprotect(table.at, n, PROT_READ) < 0 ? -errno : 0;
}

int reset_save(struct err *e)
{
	int r;

	if ((r = keep_files(e)) < 0)
		return r;
	if ((r = keep_part(&saved.part[GLOBALS], instance_state())) ||
	    (r = keep_part(&saved.part[STACK], run_saved_stack())) ||
	    (r = keep_part(&saved.part[REGISTERS], run_saved_registers())) ||
	    (r = keep_part(&saved.part[TABLE], instance_table())) || (r = seal_table()))
		return err_set(e, -r, "keep the guest's state");
	saved.size = guest.size;
	return pages_keep(guest.base, guest.size, e);
}

static void restore_files(void)
{
	uint32_t high = saved.memfs.high;

	handles_release(&saved.handles);
	memfs_forget(&saved.memfs);
	if (memfs.high > high)
		memset(&memfs.node[high], 0, (memfs.high - high) * sizeof(memfs.node[0]));
	memcpy(memfs.node, saved.memfs.node, high * sizeof(memfs.node[0]));
	memfs.high = high;
	memfs.bytes = saved.memfs.bytes;
	for (uint32_t i = 0; i < high; i++)
		if (saved.bytes[i])
			memfs_put_bytes(i, saved.bytes[i], saved.memfs.node[i].size);
	high = saved.handles.high;
	if (handles.high > high)
		memset(&handles.handle[high], 0, (handles.high - high) * sizeof(handles.handle[0]));
	memcpy(handles.handle, saved.handles.handle, high * sizeof(handles.handle[0]));
	handles.high = high;
}

static void restore_streams(void)
{
	for (int i = 0; i < 2; i++) {
		if (output.buffer[i])
			memset(output.buffer[i], 0, output.bytes[i]);
		output.bytes[i] = 0;
	}
	input.part[0] = input.part[1] = NULL;
	input.size[0] = input.size[1] = 0;
	input.now = 0;
	input.at = 0;
}

int reset_restore(struct err *e)
{
	uint64_t start = clock_ns(CLOCK_MONOTONIC);
	int r = runtime_shrink(saved.size);

	if (r == 0)
		r = pages_restore(&reset_stats.copied, &reset_stats.dropped);
	if (r < 0)
		return err_set(e, -r, "put the guest's memory back");
	for (int i = 0; i < TABLE; i++)
		memcpy(saved.part[i].live.at, saved.part[i].kept, saved.part[i].live.size);
	restore_files();
	restore_streams();
	run_trim_stack();
	reset_stats.us = (clock_ns(CLOCK_MONOTONIC) - start) / 1000;
	return 0;
}

/* --- is that all? -------------------------------------------------------------------------- */

static int differs(const char *what, size_t at, struct err *e)
{
	return err_set(e, 0, "after the reset the guest's %s is not as it was, at %zu", what, at);
}

static int same(const char *what, const void *a, const void *b, size_t n, struct err *e)
{
	const uint8_t *x = a, *y = b;
	size_t i = 0;

	if (!memcmp(a, b, n))
		return 0;
	while (x[i] == y[i])
		i++;
	return differs(what, i, e);
}

static int compare_files(struct err *e)
{
	for (uint32_t i = 0; i < MEMFS_NODES; i++) {
		size_t n, size = saved.memfs.node[i].size;
		const uint8_t *bytes = memfs_bytes(i, &n);

		if (size && same("files", bytes, saved.bytes[i], size, e) < 0)
			return -e->code;
		/* What was never written is not looked at: reading would make pages of it. */
		for (size_t at = size; at < n; at++)
			if (bytes[at])
				return differs("deleted files", at, e);
	}
	return 0;
}

int reset_compare(struct err *e)
{
	size_t at = 0;
	int r = 0;

	if (guest.size != saved.size)
		return differs("memory's size", guest.size, e);
	if (!pages_same(&at))
		return differs("memory", at, e);
	for (int i = 0; i < PARTS && !r; i++)
		r = same(saved.part[i].name, saved.part[i].live.at, saved.part[i].kept,
			 saved.part[i].live.size, e);
	if (!r)
		r = same("folder tree", &memfs, &saved.memfs, sizeof(memfs), e);
	if (!r)
		r = same("descriptors", &handles, &saved.handles, sizeof(handles), e);
	if (!r)
		r = compare_files(e);
	for (int i = 0; i < 2 && !r; i++)
		if (output.bytes[i] || input.size[i])
			r = differs("streams", output.bytes[i], e);
	return r;
}
