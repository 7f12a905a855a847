// SPDX-License-Identifier: MIT
/*
 * Descriptors, but for reading and writing: streams, files of scratch, of the library and of
 * the host.
 */
#include "sandbox/wasm/imports.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sandbox/wasm/guest.h"
#include "sandbox/wasm/handles.h"
#include "sandbox/wasm/run.h"

enum { FDSTAT = 24, FILESTAT = 64 };

u32 wasi_errno(int negative)
{
	switch (-negative) {
	case 0:
		return WASI_OK;
	case EACCES:
		return WASI_EACCES;
	case ENOENT:
		return WASI_ENOENT;
	case ENOTDIR:
		return WASI_ENOTDIR;
	case EISDIR:
		return WASI_EISDIR;
	case ELOOP:
		return WASI_ELOOP;
	case EXDEV:
		return WASI_ENOTCAPABLE;
	case EINTR:
		return WASI_EINTR;
	case EINVAL:
		return WASI_EINVAL;
	case EPIPE:
		return WASI_EPIPE;
	case EMFILE:
	case ENFILE:
		return WASI_EMFILE;
	case ENAMETOOLONG:
		return WASI_ENAMETOOLONG;
	case ENOSPC:
		return WASI_ENOSPC;
	}
	return WASI_EIO;
}

void wasi_stat_of(const struct stat *from, struct wasi_stat *to)
{
	*to = (struct wasi_stat){ .ino = from->st_ino, .nlink = from->st_nlink,
				  .size = (u64)from->st_size };
	to->mtime = (u64)from->st_mtim.tv_sec * 1000000000 + (u64)from->st_mtim.tv_nsec;
	to->type = S_ISREG(from->st_mode) ? WASI_REGULAR : S_ISDIR(from->st_mode) ? WASI_DIRECTORY :
		   S_ISLNK(from->st_mode) ? WASI_SYMLINK : WASI_OTHER;
}

u32 wasi_put_stat(u32 to, const struct wasi_stat *st)
{
	const u64 field[FILESTAT / 8] = { 1, st->ino, st->type, st->nlink, st->size,
					  st->mtime, st->mtime, st->mtime };
	void *p = guest_at(to, FILESTAT);

	if (!p)
		return WASI_EFAULT;
	memcpy(p, field, FILESTAT);
	return WASI_OK;
}

u32 wasi_fd_close(u32 fd)
{
	struct handle *h = handle_at(fd);

	if (!h)
		return WASI_EBADF;
	handle_close(h);
	return WASI_OK;
}

static u32 stat_handle(const struct handle *h, struct wasi_stat *st)
{
	struct stat s;

	*st = (struct wasi_stat){ .nlink = 1, .type = WASI_CHARACTER };
	if (h->kind < HANDLE_FILE)
		return WASI_OK;
	if (h->place.kind != PLACE_HOST) {
		memfs_stat(&h->place, st);
		return WASI_OK;
	}
	if (fstat(h->host, &s) < 0)
		return wasi_errno(-errno);
	wasi_stat_of(&s, st);
	return WASI_OK;
}

u32 wasi_fd_filestat_get(u32 fd, u32 to)
{
	const struct handle *h = handle_at(fd);
	struct wasi_stat st;
	u32 r;

	if (!h)
		return WASI_EBADF;
	r = stat_handle(h, &st);
	return r ? r : wasi_put_stat(to, &st);
}

u32 wasi_fd_fdstat_get(u32 fd, u32 to)
{
	const struct handle *h = handle_at(fd);
	u64 rights = ~0ull;
	uint8_t *p;

	if (!h)
		return WASI_EBADF;
	if (h->kind < HANDLE_FILE) /* no seek and no tell: that is how a C library knows a terminal */
		rights &= ~(u64)(WASI_RIGHT_SEEK | WASI_RIGHT_TELL);
	if (!h->writes && h->kind != HANDLE_FOLDER)
		rights &= ~(u64)WASI_RIGHT_WRITE;
	if (!h->reads)
		rights &= ~(u64)WASI_RIGHT_READ;
	p = guest_at(to, FDSTAT);
	if (!p)
		return WASI_EFAULT;
	memset(p, 0, FDSTAT);
	p[0] = h->kind == HANDLE_FILE ? WASI_REGULAR : h->kind == HANDLE_FOLDER ? WASI_DIRECTORY :
										  WASI_CHARACTER;
	memcpy(p + 2, &h->flags, sizeof(h->flags));
	memcpy(p + 8, &rights, sizeof(rights));
	memcpy(p + 16, &rights, sizeof(rights));
	return WASI_OK;
}

u32 wasi_fd_fdstat_set_flags(u32 fd, u32 flags)
{
	struct handle *h = handle_at(fd);

	if (!h)
		return WASI_EBADF;
	h->flags = flags & WASI_APPEND;
	return WASI_OK;
}

static struct handle *scratch_file(u32 fd)
{
	struct handle *h = handle_at(fd);

	return h && h->kind == HANDLE_FILE && h->writes ? h : NULL;
}

u32 wasi_fd_filestat_set_size(u32 fd, u64 size)
{
	struct handle *h = scratch_file(fd);

	return h ? memfs_resize(h->place.node, size) : WASI_EBADF;
}

u32 wasi_fd_allocate(u32 fd, u64 at, u64 n)
{
	struct handle *h = scratch_file(fd);

	if (!h)
		return WASI_EBADF;
	if (at > MEMFS_FSIZE || n > MEMFS_FSIZE)
		return WASI_EFBIG;
	return at + n > memfs.node[h->place.node].size ? memfs_resize(h->place.node, at + n) :
							 WASI_OK;
}

u32 wasi_fd_filestat_set_times(u32 fd, u64 a, u64 m, u32 flags)
{
	(void)a, (void)m, (void)flags;
	return handle_at(fd) ? WASI_OK : WASI_EBADF;
}

u32 wasi_fd_advise(u32 fd, u64 at, u64 n, u32 advice)
{
	(void)at, (void)n, (void)advice;
	return handle_at(fd) ? WASI_OK : WASI_EBADF;
}

u32 wasi_fd_sync(u32 fd)
{
	return handle_at(fd) ? WASI_OK : WASI_EBADF;
}

u32 wasi_fd_seek(u32 fd, u64 by, u32 whence, u32 to)
{
	struct handle *h = handle_at(fd);
	struct wasi_stat st = { 0 };
	u64 from;
	u32 r;

	if (!h)
		return WASI_EBADF;
	if (h->kind != HANDLE_FILE)
		return h->kind == HANDLE_FOLDER ? WASI_EBADF : WASI_ESPIPE;
	if (whence > WASI_END)
		return WASI_EINVAL;
	if (whence == WASI_END && (r = stat_handle(h, &st)))
		return r;
	from = whence == WASI_SET ? 0 : whence == WASI_CUR ? h->at : st.size;
	if ((int64_t)(from + by) < 0 || !guest_at(to, 8))
		return (int64_t)(from + by) < 0 ? WASI_EINVAL : WASI_EFAULT;
	h->at = from + by;
	guest_put64(to, h->at);
	return WASI_OK;
}

u32 wasi_fd_renumber(u32 fd, u32 to)
{
	struct handle *from = handle_at(fd), *target = handle_at(to);

	if (!from || !target)
		return WASI_EBADF;
	if (from == target)
		return WASI_OK;
	handle_close(target);
	*target = *from;
	memset(from, 0, sizeof(*from));
	return WASI_OK;
}

u32 wasi_fd_prestat_get(u32 fd, u32 to)
{
	if (fd != HANDLE_ROOT || !handle_at(fd))
		return WASI_EBADF;
	return guest_put64(to, 1ull << 32) ? WASI_OK : WASI_EFAULT; /* a folder; 1 byte: "/" */
}

u32 wasi_fd_prestat_dir_name(u32 fd, u32 to, u32 n)
{
	uint8_t *p = guest_at(to, n);

	if (fd != HANDLE_ROOT || !handle_at(fd))
		return WASI_EBADF;
	if (!p || !n)
		return p ? WASI_ENAMETOOLONG : WASI_EFAULT;
	p[0] = '/';
	return WASI_OK;
}
