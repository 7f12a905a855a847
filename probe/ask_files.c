// SPDX-License-Identifier: MIT
/*
 * files - what is mounted, what is in /dev, and where something can be written: by a file that
 * never has a name (O_TMPFILE), so that none is left.
 */
#include "probe/groups.h"

#include "lib/dirents.h"

#include <errno.h>
#include <fcntl.h>
#include <mntent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static void ask_mounts(struct answer *a)
{
	FILE *f = setmntent("/proc/self/mounts", "re");
	struct mntent *m;

	about_to(a, "read /proc/self/mounts");
	if (!came_to(a, f ? 0 : -1))
		return;
	while ((m = getmntent(f)))
		answer_item(a, m->mnt_dir, "%.12s %.50s", m->mnt_type, m->mnt_opts);
	endmntent(f);
	answer_number(a, a->items);
}

static void describe(struct answer *a, int dir, const char *name)
{
	struct stat st;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW))
		return;
	if (S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode))
		answer_item(a, name, "%c %u:%u %04o", S_ISCHR(st.st_mode) ? 'c' : 'b',
			    major(st.st_rdev), minor(st.st_rdev), st.st_mode & 07777);
	else
		answer_item(a, name, "%s %04o",
			    S_ISDIR(st.st_mode)	  ? "folder"
			    : S_ISLNK(st.st_mode) ? "link"
						  : "file",
			    st.st_mode & 07777);
}

static void list(struct answer *a, const char *path, bool each)
{
	struct dirents d = { .fd = -1 };
	const char *name;
	long n = 0;

	about_to(a, "list %s", path);
	d.fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (!came_to(a, d.fd))
		return;
	for (; (name = dirents_next(&d)); n++)
		if (each)
			describe(a, d.fd, name);
	answer_number(a, n);
}

static void ask_dev(struct answer *a)
{
	list(a, "/dev", true);
}

static void ask_sys(struct answer *a)
{
	list(a, "/sys", false);
}

/* 0 or errno. */
static int nameless(const char *path)
{
	int fd = open(path, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600), r = 0;

	if (fd < 0)
		return errno;
	if (write(fd, "x", 1) != 1)
		r = errno;
	close(fd);
	return r;
}

static void ask_place(struct answer *a, const char *path)
{
	struct statvfs fs;
	int r = nameless(path);

	/* A file system that has no such files: what the mode says. */
	if (r == EOPNOTSUPP || r == EISDIR)
		r = faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) ? errno : 0;
	if (r == ENOENT || r == ENOTDIR)
		return;
	if (r || statvfs(path, &fs))
		answer_item(a, path, "%s", error_name(r ? r : errno));
	else
		answer_item(a, path, "yes: %llu MiB, %llu files",
			    (unsigned long long)fs.f_blocks * fs.f_frsize >> 20,
			    (unsigned long long)fs.f_files);
}

static bool known(const struct answer *a, const char *path)
{
	for (unsigned i = 0; i < a->items; i++)
		if (!strcmp(a->item[i].name, path))
			return true;
	return false;
}

static void ask_writable(struct answer *a)
{
	static const char *const usual[] = { "/",	   "/tmp",	"/var/tmp",  "/dev/shm",
					     "/run",	   "/run/lock", "/home",     "/root",
					     "/opt",	   "/srv",	"/etc",	     "/usr",
					     "/usr/local", "/var",	"/var/task", "/var/lib",
					     "/mnt",	   "." };
	FILE *f = setmntent("/proc/self/mounts", "re");
	const char *home = getenv("HOME");
	struct mntent *m;
	unsigned n = 0;

	about_to(a, "open(O_TMPFILE) in usual places and in all mounts");
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		ask_place(a, usual[i]);
	if (home && home[0] == '/' && !known(a, home))
		ask_place(a, home);
	while (f && (m = getmntent(f)))
		if (!known(a, m->mnt_dir))
			ask_place(a, m->mnt_dir);
	for (unsigned i = 0; i < a->items; i++)
		n += !strncmp(a->item[i].value, "yes", 3);
	answer_number(a, n);
}

static void nameless_in(struct answer *a, const char *path)
{
	about_to(a, "open(\"%s\", O_TMPFILE)", path);
	errno = nameless(path);
	came_to(a, errno ? -1 : 0);
	if (a->error != EOPNOTSUPP && a->error != EISDIR)
		return;
	about_to(a, "access(\"%s\", W_OK): no O_TMPFILE there", path);
	came_to(a, faccessat(AT_FDCWD, path, W_OK, AT_EACCESS));
}

static void ask_tmp(struct answer *a)
{
	nameless_in(a, "/tmp");
}

/* sem_open(3), shm_open(3) and Python's multiprocessing make their files there. */
static void ask_shm(struct answer *a)
{
	nameless_in(a, "/dev/shm");
}

static void flag_of(struct answer *a, const char *path, unsigned long flag, const char *what)
{
	struct statvfs fs;

	about_to(a, "statvfs(\"%s\"): %s", path, what);
	if (came_to(a, statvfs(path, &fs)))
		answer(a, fs.f_flag & flag ? NO : YES);
}

static void ask_suid(struct answer *a)
{
	flag_of(a, "/usr", ST_NOSUID, "not nosuid");
}

static void ask_tmp_exec(struct answer *a)
{
	flag_of(a, "/tmp", ST_NOEXEC, "not noexec");
}

static void ask_ptmx(struct answer *a)
{
	DO(a, "open(\"/dev/ptmx\")", open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC));
}

static void ask_tty(struct answer *a)
{
	DO(a, "open(\"/dev/tty\")", open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
}

static void ask_kmsg(struct answer *a)
{
	DO(a, "open(\"/dev/kmsg\")", open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC));
}

static const struct question questions[] = {
	{ "tmp", ask_tmp, .what = "/tmp can be written" },
	{ "tmp_exec", ask_tmp_exec, .what = "... and run from" },
	{ "shm", ask_shm, .what = "/dev/shm can be written (semaphores)" },
	{ "set_id", ask_suid, .what = "set-id bits count in /usr" },
	{ "writable", ask_writable, .what = "places that can be written" },
	{ "mounts", ask_mounts, .what = "mounts" },
	{ "dev", ask_dev, .what = "entries of /dev" },
	{ "sys", ask_sys, .what = "entries of /sys" },
	{ "ptmx", ask_ptmx, .what = "terminals can be made" },
	{ "tty", ask_tty, .what = "a controlling terminal" },
	{ "kmsg", ask_kmsg, .what = "the kernel's log" },
	{ .name = NULL },
};

const struct group group_files = { "files", "Files", questions };
