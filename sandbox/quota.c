// SPDX-License-Identifier: MIT
/*
 * quota.c - what the supervisor adds up, since no limit of the kernel's does.
 */
#include "sandbox/quota.h"

#include "lib/processor.h"
#include "sandbox/disk.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"

#include <linux/falloc.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	MOST_PAIRS = 192,
	PAIR = 503 << 10,  /* both directions full of the least favourable messages, as measured */
	PAIRS_MORE = 16,   /* so many new ones: look which of the old are still there             */
	SHARED_MORE = 8,   /* a part of the budget: the same                                      */
	SETTLE = 20,       /* times that one looks again, where somebody forks meanwhile          */
};

bool quota_is_for(int nr)
{
	switch (nr) {
	case SYS_open:
	case SYS_openat:
	case SYS_creat:
	case SYS_mkdir:
	case SYS_mkdirat:
	case SYS_mknod:
	case SYS_mknodat:
	case SYS_link:
	case SYS_linkat:
	case SYS_symlink:
	case SYS_symlinkat:
		return true;
	}
	return false;
}

/* So many more than at the start do the file systems hold; UINT64_MAX: they do not say. */
static uint64_t files_risen(const struct box *b)
{
	uint64_t now = b->supervise.disk.files,
		 risen = now > b->disk.files ? now - b->disk.files : 0;

	if (!b->disk.files)
		return UINT64_MAX;
	return risen > b->supervise.links ? risen : b->supervise.links;
}

/*
 * So many were made; of these some may be gone again. Where the program can write nowhere else,
 * those that are there are counted, each name of a file. Where that cannot be, or they lie too
 * deep to be counted, it is what the file systems say, to most of which a second name is no
 * file more: these are not looked for.
 */
static uint64_t files_now(struct box *b)
{
	uint64_t risen = files_risen(b);
	struct descendants f;
	struct written w;

	if (!stack_has(b->res->layers, &layer_landlock) && !b->opt->mediate)
		return risen;
	descendants_list(b, &f);
	written_count(b, &f, b->tmp.dir, b->cpu_us, &w);
	return w.all || w.files > risen ? w.files : risen;
}

/* Is there room for one more? */
static bool room(struct box *b)
{
	bool may = disk_has_room(b, 0);

	if (b->supervise.made >= b->opt->limit[BOX_FILES])
		b->supervise.made = files_now(b);
	return b->supervise.made < b->opt->limit[BOX_FILES] && may;
}

bool quota_file(struct box *b, int nr)
{
	bool may = room(b);

	b->supervise.made += may;
	b->supervise.links += may && (nr == SYS_link || nr == SYS_linkat);
	return may;
}

/*
 * Who was let go on may not have made it yet: it is on its way until it asks anew, ends, or
 * sleeps. (While it waits for a processor, or for the lock of its address space, its state is
 * another.)
 */
static bool is_on_its_way(pid_t tid)
{
	struct proc_stat s;

	return tid && proc_stat(tid, &s) && (s.state == 'R' || s.state == 'D');
}

static void let_go_on(struct box *b, pid_t tid, uint64_t shared, unsigned pairs)
{
	struct going *g = b->supervise.going, *end = g + BOX_GOING;

	while (g < end && g->tid && g->tid != tid && is_on_its_way(g->tid))
		g++;
	if (g < end)
		*g = (struct going){ tid, pairs, shared };
	else
		b->supervise.unreported = true; /* never given back, then */
}

static void has_arrived(struct box *b, pid_t tid)
{
	for (struct going *g = b->supervise.going; g < b->supervise.going + BOX_GOING; g++)
		if (g->tid == tid)
			g->tid = 0;
}

/* What is found, was made since, or is on its way. */
static struct living sum_up(const struct box *b, const struct living *l, uint64_t shared_since,
			    uint64_t pairs_since)
{
	struct living sum = { .shared = l->shared + shared_since,
			      .sockets = l->sockets + 2 * (unsigned)pairs_since };

	for (const struct going *g = b->supervise.going; g < b->supervise.going + BOX_GOING; g++)
		if (is_on_its_way(g->tid)) {
			sum.shared += g->shared;
			sum.sockets += 2 * g->pairs;
		}
	return sum;
}

uint64_t quota_found(const struct box *b, const struct living *l, uint64_t shared_since,
		     uint64_t pairs_since)
{
	struct living sum = sum_up(b, l, shared_since, pairs_since);

	return b->supervise.unreported ? UINT64_MAX : sum.shared + (uint64_t)sum.sockets * PAIR / 2;
}

/* One more was asked for. */
static void ask_for(struct windows *w, uint64_t bytes)
{
	if (w->freshes < BOX_WINDOWS)
		w->fresh[w->freshes++] = bytes;
	else
		w->full = true;
}

/*
 * Those that may not have been made yet were asked for since, too. The servant sees by `turn`
 * that it read half.
 */
static void keep_windows(struct box *b, const struct windows *now)
{
	__atomic_add_fetch(&b->supervise.turn, 1, __ATOMIC_ACQ_REL);
	b->supervise.windows = *now;
	for (const struct going *g = b->supervise.going; g < b->supervise.going + BOX_GOING; g++)
		if (g->shared && is_on_its_way(g->tid))
			ask_for(&b->supervise.windows, g->shared);
	__atomic_add_fetch(&b->supervise.turn, 1, __ATOMIC_ACQ_REL);
}

/* Forget what is gone: of all that was ever made, only what some process still has counts on. */
static void forget_the_dead(struct box *b)
{
	static struct windows now;
	struct living l;
	struct descendants f;
	bool settled = false;

	for (int i = 0; i < SETTLE && !settled; i++) {
		long before = proc_youngest();

		now = b->supervise.windows;
		descendants_list(b, &f);
		settled = living_count(&f, &now, &l) && proc_youngest() == before;
	}
	if (settled && !b->supervise.unreported) {
		keep_windows(b, &now);
		l = sum_up(b, &l, 0, 0);
		if (l.shared < b->supervise.shared)
			b->supervise.shared = l.shared;
		if ((l.sockets + 1) / 2 < b->supervise.pairs)
			b->supervise.pairs = (l.sockets + 1) / 2;
	}
	b->supervise.looked_shared = b->supervise.shared;
	b->supervise.looked_pairs = b->supervise.pairs;
}

/*
 * The last of the bytes is a whole page, and one more stands for what the kernel keeps of each: a
 * mapping, a nameless file, its inode.
 */
bool quota_shared(struct box *b, pid_t tid, uint64_t asked)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE),
		 bytes = ((asked + page - 1) & -page) + page;
	uint64_t limit = b->opt->limit[BOX_MEMORY];

	if (bytes < asked)
		return false;
	has_arrived(b, tid);
	if (bytes > limit - b->supervise.shared ||
	    b->supervise.shared + bytes > b->supervise.looked_shared + limit / SHARED_MORE)
		forget_the_dead(b);
	if (bytes > limit - b->supervise.shared)
		return false;
	b->supervise.shared += bytes;
	b->supervise.shared_ever += bytes;
	__atomic_add_fetch(&b->supervise.turn, 1, __ATOMIC_ACQ_REL);
	ask_for(&b->supervise.windows, bytes);
	__atomic_add_fetch(&b->supervise.turn, 1, __ATOMIC_ACQ_REL);
	let_go_on(b, tid, bytes, 0);
	return true;
}

/* The last message of a queue may be as long as all others: two pairs, where there are messages. */
bool quota_pair(struct box *b, pid_t tid, int type)
{
	unsigned n = (type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) == SOCK_STREAM ? 1 : 2;
	bool may;

	has_arrived(b, tid);
	if (b->supervise.pairs + n > b->supervise.looked_pairs + PAIRS_MORE)
		forget_the_dead(b);
	may = b->supervise.pairs + n <= MOST_PAIRS;
	b->supervise.pairs += may ? n : 0;
	b->supervise.pairs_ever += may ? n : 0;
	if (may)
		let_go_on(b, tid, 0, n);
	return may;
}

/* What is reserved and not seen on the disk yet counts as if it were; what is, once. */
bool quota_reserved(struct box *b, int mode, uint64_t bytes)
{
	if (mode & FALLOC_FL_PUNCH_HOLE)
		return true;
	if (bytes > b->opt->limit[BOX_DISK] || !disk_has_room(b, bytes))
		return false;
	b->supervise.reserved += bytes;
	b->supervise.reserved_ever += bytes;
	return true;
}

uint64_t quota_held(const struct box *b)
{
	return b->supervise.shared + b->supervise.pairs * PAIR;
}
