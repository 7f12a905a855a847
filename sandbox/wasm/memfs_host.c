// SPDX-License-Identifier: MIT
/*
 * What memfs.c does not keep itself: folders of the host, and what a folder's names are where
 * scratch and library lie over each other.
 */
#include "sandbox/wasm/memfs.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct {
	int      fd;
	uint32_t node;
} mounts[MEMFS_MOUNTS];
static int mounted;

int memfs_mount(const char *folder, struct err *e)
{
	char path[MEMFS_PATH];
	struct place above;
	uint32_t node;
	int fd;

	if (mounted == MEMFS_MOUNTS)
		return err_set(e, 0, "--ro: more than %d folders", MEMFS_MOUNTS);
	if (folder[0] != '/' || memfs_absolute("/", folder, strlen(folder), path) || !path[1])
		return err_set(e, 0, "--ro %s: an absolute path of a folder is wanted", folder);
	if (!memfs_find(path, &above) && above.kind == PLACE_HOST)
		return 0; /* it is to be seen already */
	fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_set(e, errno, "--ro %s", folder);
	node = memfs_folders(path);
	if (!node || memfs.node[node].mount >= 0) {
		close(fd);
		return err_set(e, 0, "--ro %s: too many folders", folder);
	}
	mounts[mounted].fd = fd;
	mounts[mounted].node = node;
	memfs.node[node].mount = (int8_t)mounted++;
	return 0;
}

int memfs_host_open(const struct place *p, int flags)
{
	struct open_how how = {
		.flags = (uint64_t)(flags | O_CLOEXEC |
				    (flags & O_PATH ? 0 : O_NONBLOCK | O_NOCTTY)),
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS |
			   RESOLVE_NO_XDEV,
	};
	long fd = syscall(SYS_openat2, mounts[p->mount].fd, p->rest, &how, sizeof(how));

	return fd < 0 ? -errno : (int)fd;
}

void memfs_stat(const struct place *p, struct wasi_stat *st)
{
	uint32_t size;

	*st = (struct wasi_stat){ .nlink = 1, .type = p->folder ? WASI_DIRECTORY : WASI_REGULAR };
	if (p->kind == PLACE_LIBRARY) {
		library_data(memfs_library(), p->entry, &size);
		st->ino = MEMFS_NODES + 1 + (uint64_t)p->entry;
		st->size = size;
		return;
	}
	st->ino = p->node + 1;
	st->nlink = memfs.node[p->node].linked;
	st->size = memfs.node[p->node].size;
	st->mtime = memfs.node[p->node].mtime;
}

/* Scratch's names come first: cookies below MEMFS_NODES are nodes. */
static bool list_scratch(uint32_t folder, uint64_t cookie, struct memfs_name *n)
{
	for (uint64_t i = cookie ? cookie : 1; i < memfs.high; i++) {
		const struct memfs_node *c = &memfs.node[i];

		if (!c->used || !c->linked || c->parent != folder)
			continue;
		*n = (struct memfs_name){ c->name, (uint32_t)strlen(c->name),
					  c->folder ? WASI_DIRECTORY : WASI_REGULAR, i + 1, i + 1 };
		return true;
	}
	return false;
}

/* Is this name of the library's folder one of scratch's too? Then it has been told. */
static bool told(const char *path, const char *name, uint32_t name_n)
{
	char all[MEMFS_PATH + MEMFS_NAME + 2];
	size_t n = path[1] ? strlen(path) : 0;
	struct place p;

	if (n + 1 + name_n >= MEMFS_PATH)
		return true;
	memcpy(all, path, n);
	all[n] = '/';
	memcpy(all + n + 1, name, name_n);
	all[n + 1 + name_n] = '\0';
	return memfs_find(all, &p) || p.kind != PLACE_LIBRARY;
}

bool memfs_list(const char *path, uint64_t cookie, struct memfs_name *n)
{
	const struct library *l = memfs_library();
	struct place p;
	int entry;

	if (memfs_find(path, &p))
		return false;
	if (p.kind == PLACE_SCRATCH && cookie < MEMFS_NODES && list_scratch(p.node, cookie, n))
		return true;
	cookie = cookie > MEMFS_NODES ? cookie - MEMFS_NODES : 0;
	if (cookie > l->count)
		return false;
	while ((entry = library_next(l, path + 1, strlen(path + 1), (uint32_t)cookie, &n->name,
				     &n->n)) != LIBRARY_NONE) {
		cookie = (uint64_t)entry + 1;
		if (p.kind == PLACE_SCRATCH && told(path, n->name, n->n))
			continue;
		n->type = library_is_folder(l, entry) ? WASI_DIRECTORY : WASI_REGULAR;
		n->ino = MEMFS_NODES + cookie;
		n->next = MEMFS_NODES + cookie;
		return true;
	}
	return false;
}
