// SPDX-License-Identifier: MIT
/* Paths: each is made absolute, and then looked up in memfs.h. */
#include "sandbox/wasm/imports.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/fd.h"
#include "sandbox/wasm/guest.h"
#include "sandbox/wasm/handles.h"

enum { DIRENT = 24 };

static u32 absolute(u32 fd, u32 path, u32 n, char out[MEMFS_PATH])
{
	const struct handle *h = handle_at(fd);
	const char *text = guest_at(path, n);

	if (!h)
		return WASI_EBADF;
	if (h->kind != HANDLE_FOLDER)
		return WASI_ENOTDIR;
	return text ? memfs_absolute(h->path, text, n, out) : WASI_EFAULT;
}

static u32 find(u32 fd, u32 path, u32 n, char out[MEMFS_PATH], struct place *p)
{
	u32 r = absolute(fd, path, n, out);

	return r ? r : memfs_find(out, p);
}

/*
 * What the host has there. Only folders and regular files: a FIFO or a device is not to be
 * opened.
 */
static u32 open_host(struct place *p, u32 oflags, bool writes, int *fd)
{
	struct stat st;

	if (writes || oflags & (WASI_CREAT | WASI_TRUNC))
		return WASI_EROFS;
	*fd = memfs_host_open(p, O_RDONLY | (oflags & WASI_ODIRECTORY ? O_DIRECTORY : 0));
	if (*fd < 0)
		return wasi_errno(*fd);
	if (fstat(*fd, &st) < 0 || !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))) {
		fd_close(fd);
		return WASI_EACCES;
	}
	p->folder = S_ISDIR(st.st_mode);
	return WASI_OK;
}

/* Find it, or make it where that is asked for. */
static u32 find_or_make(const char *path, u32 oflags, bool writes, struct place *p)
{
	u32 r = memfs_find(path, p);

	if (r == WASI_ENOENT && oflags & WASI_CREAT && !(oflags & WASI_ODIRECTORY)) {
		*p = (struct place){ .kind = PLACE_SCRATCH, .entry = LIBRARY_NONE };
		return memfs_make(path, false, &p->node);
	}
	if (r || p->kind == PLACE_HOST)
		return r;
	if (oflags & WASI_CREAT && oflags & WASI_EXCL)
		return WASI_EEXIST;
	if (oflags & WASI_ODIRECTORY && !p->folder)
		return WASI_ENOTDIR;
	if (p->folder && oflags & (WASI_TRUNC | WASI_CREAT))
		return WASI_EISDIR;
	if (p->kind == PLACE_LIBRARY && (writes || oflags & WASI_TRUNC))
		return WASI_EROFS;
	return oflags & WASI_TRUNC ? memfs_resize(p->node, 0) : WASI_OK;
}

u32 wasi_path_open(u32 fd, u32 follow, u32 path, u32 n, u32 oflags, u64 rights, u64 inherited,
		   u32 flags, u32 to)
{
	bool writes = rights & WASI_RIGHT_WRITE, reads = rights & WASI_RIGHT_READ;
	char where[MEMFS_PATH];
	struct handle *h;
	struct place p;
	int host = -1;
	u32 r, number;

	(void)follow, (void)inherited;
	if (!guest_at(to, 4))
		return WASI_EFAULT;
	if ((r = absolute(fd, path, n, where)) || (r = find_or_make(where, oflags, writes, &p)))
		return r;
	if (p.kind == PLACE_HOST && (r = open_host(&p, oflags, writes && !reads, &host)))
		return r;
	/* "May do anything" is how a C library opens a folder; with a file it means O_RDWR. */
	if (writes && !p.folder && p.kind != PLACE_SCRATCH)
		r = WASI_EROFS;
	h = r ? NULL : handle_new(p.folder ? HANDLE_FOLDER : HANDLE_FILE, &number);
	if (!h) {
		fd_close(&host);
		return r ? r : WASI_EMFILE;
	}
	h->place = p;
	h->host = host;
	h->flags = flags & WASI_APPEND;
	h->reads = reads || p.folder;
	h->writes = writes && !p.folder;
	if (p.folder)
		memcpy(h->path, where, sizeof(h->path));
	if (p.kind == PLACE_SCRATCH)
		memfs_opened(p.node);
	guest_put32(to, number);
	return WASI_OK;
}

u32 wasi_path_filestat_get(u32 fd, u32 follow, u32 path, u32 n, u32 to)
{
	char where[MEMFS_PATH];
	struct wasi_stat st;
	struct place p;
	struct stat s;
	u32 r = find(fd, path, n, where, &p);
	int host _cleanup_fd_ = -1;

	(void)follow;
	if (r)
		return r;
	if (p.kind != PLACE_HOST) {
		memfs_stat(&p, &st);
		return wasi_put_stat(to, &st);
	}
	/* A link of the host's is never followed, and so it is nothing. */
	host = memfs_host_open(&p, O_PATH);
	if (host < 0)
		return wasi_errno(host);
	if (fstat(host, &s) < 0)
		return wasi_errno(-errno);
	wasi_stat_of(&s, &st);
	return wasi_put_stat(to, &st);
}

u32 wasi_path_filestat_set_times(u32 fd, u32 follow, u32 path, u32 n, u64 a, u64 m, u32 flags)
{
	char where[MEMFS_PATH];
	struct place p;
	u32 r = find(fd, path, n, where, &p);

	(void)follow, (void)flags, (void)a, (void)m;
	return r ? r : p.kind == PLACE_SCRATCH ? WASI_OK : WASI_EROFS;
}

u32 wasi_path_create_directory(u32 fd, u32 path, u32 n)
{
	char where[MEMFS_PATH];
	u32 node, r = absolute(fd, path, n, where);

	return r ? r : memfs_make(where, true, &node);
}

u32 wasi_path_readlink(u32 fd, u32 path, u32 n, u32 to, u32 size, u32 done)
{
	char where[MEMFS_PATH];
	struct place p;
	u32 r = find(fd, path, n, where, &p);

	(void)to, (void)size, (void)done;
	return r ? r : WASI_EINVAL; /* it is no link: there are none */
}

static u32 remove_at(u32 fd, u32 path, u32 n, bool folder)
{
	char where[MEMFS_PATH];
	u32 r = absolute(fd, path, n, where);

	return r ? r : memfs_remove(where, folder);
}

u32 wasi_path_remove_directory(u32 fd, u32 path, u32 n)
{
	return remove_at(fd, path, n, true);
}

u32 wasi_path_unlink_file(u32 fd, u32 path, u32 n)
{
	return remove_at(fd, path, n, false);
}

u32 wasi_path_rename(u32 fd, u32 path, u32 n, u32 to_fd, u32 to_path, u32 to_n)
{
	char from[MEMFS_PATH], to[MEMFS_PATH];
	u32 r = absolute(fd, path, n, from);

	if (!r)
		r = absolute(to_fd, to_path, to_n, to);
	return r ? r : memfs_rename(from, to);
}

/* --- folders ------------------------------------------------------------------------------- */

struct listing {
	uint8_t *to;
	u32      size, used;
};

/* An entry that does not fit is cut: so the guest knows that there is more. */
static bool put_name(struct listing *l, const struct memfs_name *name)
{
	uint8_t head[DIRENT] = { 0 };
	u32 room = l->size - l->used, n = DIRENT + name->n;
	u32 first = room < DIRENT ? room : DIRENT;

	memcpy(head, &name->next, 8);
	memcpy(head + 8, &name->ino, 8);
	memcpy(head + 16, &name->n, 4);
	head[20] = name->type;
	memcpy(l->to + l->used, head, first);
	if (room > DIRENT)
		memcpy(l->to + l->used + DIRENT, name->name, (n < room ? n : room) - DIRENT);
	l->used += n < room ? n : room;
	return l->used < l->size;
}

struct linux_dirent {
	u64            ino;
	int64_t        next;
	unsigned short size;
	unsigned char  type;
	char           name[];
};

static u32 list_host(int fd, u64 cookie, struct listing *l)
{
	char buf[4096] __attribute__((aligned(8)));
	long n;

	if (lseek(fd, (off_t)cookie, SEEK_SET) < 0)
		return WASI_EINVAL;
	while ((n = syscall(SYS_getdents64, fd, buf, sizeof(buf))) > 0)
		for (long i = 0; i < n;) {
			const struct linux_dirent *d = (const void *)(buf + i);
			struct memfs_name name = { d->name, (u32)strlen(d->name), WASI_OTHER,
						   d->ino, (u64)d->next };

			name.type = d->type == 4 ? WASI_DIRECTORY : d->type == 8 ? WASI_REGULAR :
								    d->type == 10 ? WASI_SYMLINK :
										    WASI_OTHER;
			i += d->size;
			if (strcmp(d->name, ".") && strcmp(d->name, "..") && !put_name(l, &name))
				return WASI_OK;
		}
	return n < 0 ? wasi_errno(-errno) : WASI_OK;
}

u32 wasi_fd_readdir(u32 fd, u32 to, u32 n, u64 cookie, u32 done)
{
	const struct handle *h = handle_at(fd);
	struct listing l = { .to = guest_at(to, n), .size = n };
	struct memfs_name name;
	u32 r = WASI_OK;

	if (!h || h->kind != HANDLE_FOLDER)
		return h ? WASI_ENOTDIR : WASI_EBADF;
	if (!l.to || !guest_at(done, 4))
		return WASI_EFAULT;
	if (h->place.kind == PLACE_HOST)
		r = list_host(h->host, cookie, &l);
	else
		while (memfs_list(h->path, cookie, &name) && put_name(&l, &name))
			cookie = name.next;
	guest_put32(done, l.used);
	return r;
}
