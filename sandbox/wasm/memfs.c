// SPDX-License-Identifier: MIT
/*
 * Scratch. A file's bytes have a range of addresses of their own, as large as a file may be; pages
 * come as they are written. What is removed or cut off is given back to the kernel at once, so that
 * bytes beyond a file's end are always zero.
 */
#include "sandbox/wasm/memfs.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "lib/clock.h"

struct memfs memfs;

static struct {
	const struct library *library;
	struct memfs_limits limits;
	uint8_t *bytes;                 /* MEMFS_NODES * MEMFS_FSIZE        */
	uint32_t peak[MEMFS_NODES];     /* bytes of it that may not be zero */
} own;

const struct library *memfs_library(void)
{
	return own.library;
}

static uint8_t *bytes_of(uint32_t node)
{
	return own.bytes + node * MEMFS_FSIZE;
}

const uint8_t *memfs_bytes(uint32_t node, size_t *n)
{
	*n = own.peak[node];
	return bytes_of(node);
}

/* Bytes from `from` on are zero, and cost nothing. */
static void forget(uint32_t node, uint32_t from)
{
	uint32_t page = (from + 4095) & ~4095u, peak = own.peak[node];

	if (from >= peak)
		return;
	memset(bytes_of(node) + from, 0, (page < peak ? page : peak) - from);
	if (page < peak)
		madvise(bytes_of(node) + page, peak - page, MADV_DONTNEED);
	own.peak[node] = from;
}

void memfs_put_bytes(uint32_t node, const void *from, size_t n)
{
	memcpy(bytes_of(node), from, n);
	if (n > own.peak[node])
		own.peak[node] = (uint32_t)n;
}

void memfs_forget(const struct memfs *saved)
{
	for (uint32_t i = 0; i < memfs.high; i++)
		if (own.peak[i])
			forget(i, i < saved->high && saved->node[i].used ? saved->node[i].size : 0);
}

static uint64_t now(void)
{
	return clock_ns(CLOCK_REALTIME);
}

static uint32_t new_node(uint32_t parent, const char *name, size_t n, bool folder)
{
	for (uint32_t i = 1; i < own.limits.files; i++) {
		struct memfs_node *node = &memfs.node[i];

		if (node->used)
			continue;
		*node = (struct memfs_node){ .used = 1, .linked = 1, .folder = folder, .mount = -1,
					     .parent = (uint16_t)parent, .mtime = now() };
		memcpy(node->name, name, n);
		if (i >= memfs.high)
			memfs.high = i + 1;
		return i;
	}
	return 0;
}

int memfs_init(const struct library *l, const struct memfs_limits *limits)
{
	void *m = mmap(NULL, MEMFS_NODES * MEMFS_FSIZE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (m == MAP_FAILED)
		return -errno;
	own.library = l;
	own.limits = *limits;
	own.bytes = m;
	if (own.limits.files > MEMFS_NODES)
		own.limits.files = MEMFS_NODES;
	if (own.limits.fsize > MEMFS_FSIZE)
		own.limits.fsize = MEMFS_FSIZE;
	memset(&memfs, 0, sizeof(memfs));
	memfs.node[MEMFS_ROOT] = (struct memfs_node){ .used = 1, .linked = 1, .folder = 1,
						      .mount = -1, .mtime = now() };
	memfs.high = 1;
	return new_node(MEMFS_ROOT, "tmp", 3, true) ? 0 : -ENOSPC;
}

/* A child by its name; 0, which is nobody's child, where there is none. */
static uint32_t child(uint32_t parent, const char *name, size_t n)
{
	for (uint32_t i = 1; i < memfs.high; i++) {
		const struct memfs_node *c = &memfs.node[i];

		if (c->used && c->linked && c->parent == parent && !memcmp(c->name, name, n) &&
		    !c->name[n])
			return i;
	}
	return 0;
}

/* Walk through scratch as far as it goes: *rest is what is left of the path. */
static uint32_t walk(const char *path, const char **rest)
{
	uint32_t node = MEMFS_ROOT;
	const char *at = path + 1;

	while (*at && memfs.node[node].mount < 0) {
		size_t n = strcspn(at, "/");
		uint32_t next = memfs.node[node].folder ? child(node, at, n) : 0;

		if (!next)
			break;
		node = next;
		at += n + (at[n] == '/');
	}
	*rest = at;
	return node;
}

uint32_t memfs_find(const char *path, struct place *p)
{
	const char *rest;
	uint32_t node = walk(path, &rest);

	*p = (struct place){ .kind = PLACE_SCRATCH, .node = node, .entry = LIBRARY_NONE };
	if (memfs.node[node].mount >= 0) {
		p->kind = PLACE_HOST;
		p->mount = memfs.node[node].mount;
		memcpy(p->rest, *rest ? rest : ".", strlen(*rest ? rest : ".") + 1);
		return WASI_OK;
	}
	if (!*rest) {
		p->folder = memfs.node[node].folder;
		return WASI_OK;
	}
	p->entry = library_find(own.library, path + 1, strlen(path + 1));
	if (p->entry == LIBRARY_NONE)
		return memfs.node[node].folder ? WASI_ENOENT : WASI_ENOTDIR;
	p->kind = PLACE_LIBRARY;
	p->folder = library_is_folder(own.library, p->entry);
	return WASI_OK;
}

/* The folder that a new name goes to, and the name. */
static uint32_t place_for(const char *path, uint32_t *parent, const char **name)
{
	const char *rest, *slash;
	struct place p;
	char above[MEMFS_PATH];

	*parent = walk(path, &rest);
	slash = strrchr(path, '/');
	*name = slash + 1;
	if (memfs.node[*parent].mount >= 0)
		return WASI_EROFS;
	if (!memfs.node[*parent].folder)
		return WASI_ENOTDIR;
	if (rest == *name)
		return WASI_OK;
	memcpy(above, path, (size_t)(slash - path));
	above[slash - path] = '\0';
	/* In the library, or nowhere. */
	return memfs_find(above, &p) ? WASI_ENOENT : p.folder ? WASI_EROFS : WASI_ENOTDIR;
}

uint32_t memfs_make(const char *path, bool folder, uint32_t *node)
{
	const char *name;
	uint32_t parent, r;
	struct place p;

	if (!memfs_find(path, &p))
		return p.kind == PLACE_HOST ? WASI_EROFS : WASI_EEXIST;
	if ((r = place_for(path, &parent, &name)))
		return r;
	*node = new_node(parent, name, strlen(name), folder);
	return *node ? WASI_OK : WASI_ENOSPC;
}

uint32_t memfs_folders(const char *path)
{
	uint32_t node = MEMFS_ROOT;

	for (const char *at = path + 1; *at;) {
		size_t n = strcspn(at, "/");
		uint32_t next = child(node, at, n);

		if (!next && !(next = new_node(node, at, n, true)))
			return 0;
		node = next;
		at += n + (at[n] == '/');
	}
	return node;
}

static void drop(uint32_t node)
{
	memfs.bytes -= memfs.node[node].size;
	forget(node, 0);
	memset(&memfs.node[node], 0, sizeof(memfs.node[node]));
}

static bool empty(uint32_t node)
{
	for (uint32_t i = 1; i < memfs.high; i++)
		if (memfs.node[i].used && memfs.node[i].linked && memfs.node[i].parent == node)
			return false;
	return true;
}

static void unlink_node(uint32_t node)
{
	memfs.node[node].linked = 0;
	if (!memfs.node[node].opens)
		drop(node);
}

uint32_t memfs_remove(const char *path, bool folder)
{
	struct place p;
	uint32_t r = memfs_find(path, &p);

	if (r)
		return r;
	if (p.kind != PLACE_SCRATCH)
		return WASI_EROFS;
	if (p.folder != folder)
		return folder ? WASI_ENOTDIR : WASI_EISDIR;
	if (p.node == MEMFS_ROOT)
		return WASI_EACCES;
	if (folder && !empty(p.node))
		return WASI_ENOTEMPTY;
	unlink_node(p.node);
	return WASI_OK;
}

/* Is `node` the folder `above`, or somewhere in it? */
static bool lies_in(uint32_t node, uint32_t above)
{
	for (; node != MEMFS_ROOT; node = memfs.node[node].parent)
		if (node == above)
			return true;
	return above == MEMFS_ROOT;
}

/* Does a mount lie in this folder? It stays where it is. */
static bool has_mount(uint32_t folder)
{
	for (uint32_t i = 1; i < memfs.high; i++)
		if (memfs.node[i].used && memfs.node[i].mount >= 0 && lies_in(i, folder))
			return true;
	return false;
}

uint32_t memfs_rename(const char *from, const char *to)
{
	struct place a, b;
	uint32_t parent, r = memfs_find(from, &a);
	const char *name;

	if (r)
		return r;
	if (a.kind != PLACE_SCRATCH)
		return WASI_EROFS;
	if (a.node == MEMFS_ROOT || (a.folder && has_mount(a.node)))
		return WASI_EACCES;
	if (!memfs_find(to, &b)) {
		if (b.kind != PLACE_SCRATCH)
			return WASI_EROFS;
		if (a.node == b.node)
			return WASI_OK;
		if (b.folder != a.folder)
			return b.folder ? WASI_EISDIR : WASI_ENOTDIR;
		if (b.folder && (b.node == MEMFS_ROOT || !empty(b.node)))
			return WASI_ENOTEMPTY;
	} else {
		b.node = 0;
	}
	if ((r = place_for(to, &parent, &name)) && !b.node)
		return r;
	parent = b.node ? memfs.node[b.node].parent : parent;
	if (a.folder && lies_in(parent, a.node))
		return WASI_EINVAL;
	if (b.node)
		unlink_node(b.node);
	memset(memfs.node[a.node].name, 0, sizeof(memfs.node[a.node].name));
	memcpy(memfs.node[a.node].name, name, strlen(name));
	memfs.node[a.node].parent = (uint16_t)parent;
	return WASI_OK;
}

void memfs_opened(uint32_t node)
{
	memfs.node[node].opens++;
}

void memfs_closed(uint32_t node)
{
	if (!--memfs.node[node].opens && !memfs.node[node].linked)
		drop(node);
}

uint32_t memfs_read(uint32_t node, uint64_t at, void *to, size_t n, size_t *done)
{
	uint32_t size = memfs.node[node].size;

	*done = at >= size ? 0 : n < size - at ? n : (size_t)(size - at);
	memcpy(to, bytes_of(node) + (*done ? at : 0), *done);
	return WASI_OK;
}

uint32_t memfs_resize(uint32_t node, uint64_t size)
{
	struct memfs_node *f = &memfs.node[node];

	if (size > own.limits.fsize)
		return WASI_EFBIG;
	if (size > f->size && size - f->size > own.limits.disk - memfs.bytes)
		return WASI_ENOSPC;
	if (size < f->size)
		forget(node, (uint32_t)size);
	memfs.bytes += size - f->size;
	f->size = (uint32_t)size;
	f->mtime = now();
	return WASI_OK;
}

uint32_t memfs_write(uint32_t node, uint64_t at, const void *from, size_t n, size_t *done)
{
	uint32_t size = memfs.node[node].size, r;

	*done = 0;
	if (at >= own.limits.fsize)
		return WASI_EFBIG;
	if (n > own.limits.fsize - at)
		n = (size_t)(own.limits.fsize - at);
	if (at + n > size && (r = memfs_resize(node, at + n)))
		return r;
	memcpy(bytes_of(node) + at, from, n);
	if (at + n > own.peak[node])
		own.peak[node] = (uint32_t)(at + n);
	memfs.node[node].mtime = now();
	*done = n;
	return WASI_OK;
}
