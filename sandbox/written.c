// SPDX-License-Identifier: MIT
/*
 * written.c - how much of what is on the disks this run has written.
 *
 * A file system says how much it holds, and not by whom. So what the run can have written is looked for:
 *
 *	its own folder        every file once, by its inode; and the folders
 *	files without a name  that one of its processes has open, or mapped: of these the size is not to
 *	                      be seen, so that each counts as the largest file that is allowed
 *	elsewhere             in the folders that are watched and that it may write to: what is of this user
 *	                      and was changed since the start, unless it lies in another box's folder. Others
 *	                      may have written that: no more of it is charged than the run can have
 *	                      written in its processor time, and where it is one process, than it says
 *	                      in /proc/PID/io
 *
 * Links are not followed, and no more than ENTRIES names read. To read a folder one waits for its lock,
 * which the program can hold: for servants only.
 */
#include "sandbox/written.h"

#include "lib/dirents.h"
#include "lib/fd.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"
#include "sandbox/stale.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>

enum {
	DEEP = 40,         /* folders in folders; below, the file system's word is taken */
	ENTRIES = 20000,
	LINKED = 512,      /* files with more than one name, or none                    */
	SLACK_S = 1,       /* the clock of a file system goes in ticks                   */
	PER_US = 4096,     /* bytes that a processor writes in a microsecond, at most    */
	BLOCK_BYTES = 512, /* of st_blocks, see stat(2)                                  */
};

struct walk {
	const struct box *b;
	uid_t  uid;
	time_t since;           /* 0: everything counts                        */
	struct written *sum;
	struct place seen[LINKED];
	size_t n;
	unsigned entries;
};

/* False: it was counted before, or there is no room to remember it. */
static bool is_new(struct walk *w, const struct stat *st)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->seen[i].dev == st->st_dev && w->seen[i].ino == st->st_ino)
			return false;
	if (w->n == LINKED)
		return true;
	w->seen[w->n++] = (struct place){ st->st_dev, st->st_ino };
	return true;
}

static void charge(struct walk *w, const struct stat *st)
{
	bool first;

	if (st->st_uid != w->uid || st->st_ctim.tv_sec + SLACK_S < w->since)
		return;
	first = st->st_nlink == 1 || S_ISDIR(st->st_mode) || is_new(w, st);
	if (!first && st->st_nlink == 0)
		return; /* open a second time */
	w->sum->bytes += first ? (uint64_t)st->st_blocks * BLOCK_BYTES : 0;
	w->sum->files++; /* each name of one, too */
}

/* Everything in the folder. False: there is more of it than one can look at. */
static bool walk(struct walk *w, int folder, unsigned depth)
{
	int fd _cleanup_fd_ = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dirents d = { .fd = fd };
	const char *name;
	struct stat st;

	while (fd >= 0 && (name = dirents_next(&d))) {
		int sub _cleanup_fd_ = -1;

		if (w->entries++ == ENTRIES)
			return false;
		if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		if (!S_ISDIR(st.st_mode)) {
			charge(w, &st);
			continue;
		}
		if (w->since && st.st_dev == w->b->tmp.is.dev && st.st_ino == w->b->tmp.is.ino)
			continue; /* its own: it was counted */
		/* Another box's, which holds a lock on it: charged to that one. */
		if (w->since && stale_is_held(w->b, fd, name, &st))
			continue;
		sub = openat(fd, name, O_PATH | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC);
		if (sub < 0)
			continue;
		charge(w, &st);
		if (depth == DEEP || !walk(w, sub, depth + 1))
			return false;
	}
	return true;
}

/* Files without a name that the process has open. */
static void add_open(struct walk *w, pid_t pid)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	const char *number;
	char name[32];
	struct stat st;

	proc_name(name, pid, "fd");
	fd = d.fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (fd >= 0 && (number = dirents_next(&d)))
		if (fstatat(fd, number, &st, 0) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 0)
			charge(w, &st);
}

/* ... or mapped. Anonymous shared memory has such a name too, and is memory. */
static void add_mapped(struct walk *w, pid_t pid)
{
	char name[32], line[PATH_MAX + 128];
	FILE *f;

	proc_name(name, pid, "maps");
	f = fopen(name, "re");
	while (f && fgets(line, sizeof(line), f)) {
		unsigned long major, minor, ino;

		if (!strstr(line, " (deleted)\n") || strstr(line, "/dev/zero (deleted)") ||
		    sscanf(line, "%*x-%*x %*4s %*x %lx:%lx %lu", &major, &minor, &ino) != 3)
			continue;
		if (is_new(w, &(struct stat){ .st_dev = makedev(major, minor), .st_ino = ino }))
			w->sum->hidden++;
	}
	if (f)
		fclose(f);
}

/* What the process itself has handed to write(2) and its like. */
static uint64_t handed(pid_t pid)
{
	char name[32], text[512];
	long long bytes, pages;

	proc_name(name, pid, "io");
	if (fd_slurp(AT_FDCWD, name, text, sizeof(text)) <= 0)
		return UINT64_MAX;
	bytes = status_field(text, "wchar", 10);
	pages = status_field(text, "write_bytes", 10);
	return bytes < 0 || pages < 0 ? UINT64_MAX : (uint64_t)bytes + (uint64_t)pages;
}

/* What the run can have written at most. Where no filter is on, there are calls that cost no time. */
static uint64_t at_most(const struct box *b, const struct descendants *f, uint64_t cpu_us)
{
	uint64_t most = cpu_us * PER_US, said;
	struct proc_stat s;

	if (!stack_has(b->res->layers, &layer_seccomp))
		return UINT64_MAX;
	if (b->opt->processes || f->n != 1)
		return most;
	/* Pages of a mapping in memory are in none of the two figures: each was a fault. */
	said = handed(f->pid[0]);
	if (said == UINT64_MAX || !proc_stat(f->pid[0], &s))
		return most;
	said += s.faults * 4096 + b->supervise.reserved_ever;
	return said < most ? said : most;
}

const char *written_folder(const struct box *b, size_t i)
{
	const char *folder = i == 0 ? "/tmp" : i > b->tmp.disks ? NULL : b->tmp.disk[i - 1];

	return folder;
}

/* May the program make files there? */
static bool is_writable(const struct box *b, const char *folder)
{
	if (!stack_has(b->res->layers, &layer_landlock) && !b->opt->mediate)
		return true;
	for (const char *const *w = b->opt->writable; *w; w++)
		if (!strncmp(*w, folder, strlen(folder)))
			return true;
	return false;
}

static bool add_elsewhere(struct walk *w)
{
	const char *folder;
	bool all = true;

	for (size_t i = 0; (folder = written_folder(w->b, i)); i++) {
		int fd _cleanup_fd_ = -1;

		if (!is_writable(w->b, folder))
			continue;
		fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
		all = (fd < 0 || walk(w, fd, 0)) && all;
	}
	return all;
}

void written_count(const struct box *b, const struct descendants *f, int folder, uint64_t cpu_us,
		   struct written *own)
{
	struct written other = { 0 };
	struct walk w = { .b = b, .uid = geteuid(), .sum = own };
	uint64_t most = at_most(b, f, cpu_us);
	bool all;

	*own = (struct written){ 0 };
	all = folder < 0 || walk(&w, folder, 0);
	for (size_t i = 0; i < f->n; i++) {
		pid_t tid = proc_alive(f->pid[i]);

		add_open(&w, tid);
		add_mapped(&w, tid);
	}
	w.sum = &other;
	w.since = (time_t)(b->started_at);
	all = add_elsewhere(&w) && all;
	most = most > own->bytes ? most - own->bytes : 0;
	own->most = most - (other.bytes < most ? other.bytes : most);
	own->bytes += other.bytes < most ? other.bytes : most;
	own->files += other.files;
	own->all = all;
}
