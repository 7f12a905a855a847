// SPDX-License-Identifier: MIT
/*
 * written.c - how much of what is on the disks this run has written.
 *
 * A file system says how much it holds, and not by whom. So what the run can have written is looked for:
 *
 *	its own folder        every file once, by its inode; and the folders
 *	files without a name  that one of its processes has open, or mapped: of these the size is not to
 *	                      be seen, so that each counts as the largest file that is allowed
 *	elsewhere             in the folders that --rw names, or where there are no walls in those of all
 *	                      users: what is of this user and was changed since the start, unless it lies in
 *	                      another box's folder. Others may have written that: no more of it is charged
 *	                      than the run can have written in its processor time, and where it is one
 *	                      process, than it says in /proc/PID/io
 *
 * Not everything can be seen: folders that the user may not list, more than ENTRIES names, and files that are
 * sent over a socket and not received (of these their number is known, and each may be a socket with others in
 * it). Then the file systems are believed, up to what the run can have written (disk.c).
 *
 * What moves while one looks is missed, if it moves from where one has not been yet to where one was. So where a
 * folder has changed meanwhile one looks again, until nothing new is found; and leaves no time of access
 * that tells where one is.
 *
 * Links are not followed. To read a folder one waits for its lock, which the program can hold: for
 * servants only.
 */
#include "sandbox/written.h"

#include "lib/clock.h"
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
	SEEN = 1 << 15,    /* files; of these so many are remembered:                    */
	SEEN_MOST = SEEN / 4 * 3,
	PASSES = 4,        /* where folders change: at least; and at most                */
	PASSES_MOST = 12,
	TICK_NS = 20000000, /* the clock of a file system is so late                     */
	SLACK_S = 1,       /* ... or goes in ticks of so much                            */
	PER_US = 4096,     /* bytes that a processor writes in a microsecond, at most    */
	BLOCK_BYTES = 512, /* of st_blocks, see stat(2)                                  */
};

struct walk {
	const struct box *b;
	uid_t  uid;
	time_t since;           /* 0: everything counts                        */
	struct written *sum;
	unsigned entries, names; /* of this pass; names: further ones of files  */
	int64_t began_ns;
	bool   fresh;           /* this pass found a file that is new          */
	bool   stirred;         /* a folder has changed meanwhile              */
	bool   all;             /* nothing was out of sight                    */
};

/* All files that were seen in this look. A table of its own each time: by its turn. */
static struct known {
	struct place at;
	unsigned turn, pass;
} seen[SEEN];
static unsigned seen_turn, seen_pass, seen_number;

/* Where it is remembered, or is to be. */
static struct known *find(dev_t dev, ino_t ino)
{
	uint64_t h = ((uint64_t)ino ^ (uint64_t)dev << 40) * 0x9e3779b97f4a7c15ULL;
	struct known *k = &seen[h >> 49];

	while (k->turn == seen_turn && (k->at.dev != dev || k->at.ino != ino))
		k = k + 1 < seen + SEEN ? k + 1 : seen;
	return k;
}

/* False: it was counted before. *again: in this pass, so that this is another name of it. */
static bool is_new(dev_t dev, ino_t ino, bool *again)
{
	struct known *k = find(dev, ino);
	bool is = k->turn != seen_turn;

	*again = !is && k->pass == seen_pass;
	if (!is || seen_number < SEEN_MOST)
		*k = (struct known){ { dev, ino }, seen_turn, seen_pass };
	seen_number += is;
	return is;
}

static void charge(struct walk *w, const struct stat *st)
{
	bool again;

	if (st->st_uid != w->uid || st->st_ctim.tv_sec + SLACK_S < w->since)
		return;
	if (is_new(st->st_dev, st->st_ino, &again)) {
		w->sum->bytes += (uint64_t)st->st_blocks * BLOCK_BYTES;
		w->sum->files++;
		w->fresh = true;
		if (S_ISREG(st->st_mode) && (uint64_t)st->st_size > w->sum->largest)
			w->sum->largest = (uint64_t)st->st_size;
	} else if (again && st->st_nlink > 0) {
		w->names++; /* each name of one counts; open a second time is none */
	}
}

/* To be listed without a trace, which only its owner may; another's, with one. */
static int list(int folder)
{
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOATIME);

	return fd < 0 && errno == EPERM ? openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : fd;
}

/* Can the run have put something there, where nobody may look? */
static bool may_hide(const struct walk *w, int folder)
{
	struct stat st;

	if (!w->since || fstat(folder, &st) < 0)
		return !w->since;
	return st.st_ctim.tv_sec + SLACK_S >= w->since &&
	       (st.st_uid == w->uid || faccessat(folder, ".", W_OK | X_OK, AT_EACCESS) == 0);
}

static void has_changed(struct walk *w, int folder)
{
	struct stat st;

	if (fstat(folder, &st) == 0 &&
	    st.st_ctim.tv_sec * 1000000000LL + st.st_ctim.tv_nsec + TICK_NS > w->began_ns)
		w->stirred = true;
}

static bool is_boxs_own(const struct walk *w, int folder, const char *name, const struct stat *st)
{
	/* Its own was counted. Another box holds a lock on its own: it is charged to that one. */
	return w->since && ((st->st_dev == w->b->tmp.is.dev && st->st_ino == w->b->tmp.is.ino) ||
			    stale_is_held(w->b, folder, name, st));
}

/* Everything in the folder. False: there is more of it than one can look at. */
static bool walk(struct walk *w, int folder, unsigned depth)
{
	int fd _cleanup_fd_ = list(folder);
	struct dirents d = { .fd = fd };
	const char *name;
	struct stat st;

	if (fd < 0)
		w->all = w->all && (errno == ENOENT || !may_hide(w, folder));
	while (fd >= 0 && (name = dirents_next(&d))) {
		int sub _cleanup_fd_ = -1;

		if (w->entries++ == ENTRIES)
			return false;
		if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
			w->all = w->all && (errno == ENOENT || !may_hide(w, folder));
			continue;
		}
		if (!S_ISDIR(st.st_mode)) {
			charge(w, &st);
			continue;
		}
		if (is_boxs_own(w, fd, name, &st))
			continue;
		sub = openat(fd, name, O_PATH | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC);
		if (sub < 0)
			continue;
		charge(w, &st);
		if (depth == DEEP || !walk(w, sub, depth + 1))
			return false;
	}
	if (fd >= 0)
		has_changed(w, fd);
	return true;
}

/* ... as often as it takes. */
static bool walk_on(struct walk *w, int folder)
{
	unsigned names = 0;
	bool whole = true;

	w->all = true;
	for (int pass = 0; pass < PASSES_MOST && whole; pass++) {
		w->began_ns = (int64_t)clock_ns(CLOCK_REALTIME);
		w->fresh = w->stirred = false;
		w->entries = w->names = 0;
		seen_pass++;
		whole = walk(w, folder, 0);
		names = w->names > names ? w->names : names;
		if (!w->stirred || (pass + 1 >= PASSES && !w->fresh))
			break;
	}
	w->sum->files += names;
	return whole && w->all;
}

/* Files without a name that this thread has open; all of a process have the same, mostly. */
static void add_open(struct walk *w, pid_t tid)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	const char *number;
	char name[32];
	struct stat st;

	proc_name(name, tid, "fd");
	fd = d.fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (fd >= 0 && (number = dirents_next(&d))) {
		if (fstatat(fd, number, &st, 0) < 0)
			continue;
		if (S_ISREG(st.st_mode) && st.st_nlink == 0)
			charge(w, &st);
		else if (S_ISSOCK(st.st_mode))
			w->sum->in_flight += proc_in_flight(tid, number);
	}
}

/* Where no filter is on, a thread can have a table of its own: unshare(2). */
static void add_open_of_all(struct walk *w, pid_t pid)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	pid_t tid;

	fd = proc_threads(&d, pid);
	while (fd >= 0 && (tid = dirents_next_pid(&d)) > 0)
		add_open(w, tid);
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
		bool again;

		if (!strstr(line, " (deleted)\n") || strstr(line, "/dev/zero (deleted)") ||
		    sscanf(line, "%*x-%*x %*4s %*x %lx:%lx %lu", &major, &minor, &ino) != 3)
			continue;
		if (is_new(makedev(major, minor), ino, &again)) {
			w->sum->hidden++;
			w->sum->files++;
		}
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

/* A folder, or a file that it may write to. */
static bool walk_at(struct walk *w, const char *path)
{
	int fd _cleanup_fd_ = open(path, O_PATH | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0)
		return true;
	if (S_ISDIR(st.st_mode))
		return walk_on(w, fd);
	charge(w, &st);
	return true;
}

const char *written_folder(const struct box *b, size_t i)
{
	const char *folder = i == 0 ? "/tmp" : i > b->tmp.disks ? NULL : b->tmp.disk[i - 1];

	return folder;
}

/* Where there are walls, it is what they leave open: else all folders of all users. */
static bool add_elsewhere(struct walk *w)
{
	bool walls = stack_has(w->b->res->layers, &layer_landlock) || w->b->opt->mediate, all = true;
	const char *folder;

	for (size_t i = 0; (folder = walls ? w->b->opt->writable[i] : written_folder(w->b, i)); i++)
		all = walk_at(w, folder) && all;
	return all;
}

static void begin(struct written *sum)
{
	*sum = (struct written){ 0 };
	seen_turn++;
	seen_number = 0;
}

uint64_t written_largest(const struct box *b)
{
	struct written sum;
	struct walk w = { .b = b, .uid = geteuid(), .sum = &sum };

	begin(&sum);
	if (b->tmp.dir >= 0)
		walk_on(&w, b->tmp.dir);
	w.since = b->started_at;
	add_elsewhere(&w);
	return sum.largest;
}

void written_count(const struct box *b, const struct descendants *f, int folder, uint64_t cpu_us,
		   struct written *own)
{
	struct written other = { 0 };
	struct walk w = { .b = b, .uid = geteuid(), .sum = own };
	uint64_t most = at_most(b, f, cpu_us);
	bool all;

	begin(own);
	all = folder < 0 || walk_on(&w, folder);
	for (size_t i = 0; i < f->n; i++) {
		pid_t tid = proc_alive(f->pid[i]);

		if (stack_has(b->res->layers, &layer_seccomp))
			add_open(&w, tid);
		else
			add_open_of_all(&w, f->pid[i]);
		add_mapped(&w, tid);
	}
	own->files += own->in_flight;
	w.sum = &other;
	w.since = b->started_at;
	all = add_elsewhere(&w) && all;
	most = most > own->bytes ? most - own->bytes : 0;
	own->most = most - (other.bytes < most ? other.bytes : most);
	own->bytes += other.bytes < most ? other.bytes : most;
	own->files += other.files;
	own->all = all;
}
