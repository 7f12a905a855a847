// SPDX-License-Identifier: MIT
/*
 * disk.c - the budget of bytes on disk.
 *
 * What the file systems of the box's folders hold more than before is there at once, but it is what all
 * have written. So it is only the sign to look: once what was charged last and what they have risen by
 * since are more than the budget together, it is looked for what the run itself has written (written.c),
 * and that is charged. Only rises are added up: what others remove makes no room.
 *
 * A file system without a size (a tmpfs of mount(8) -o size=0) says nothing: there one always looks.
 */
#include "sandbox/disk.h"

#include <string.h>
#include <sys/statvfs.h>

enum { LATE_US = 20000 }; /* the guard's figure for the processor time may be older */

void disk_start(const struct box *b, struct disk_account *a)
{
	*a = (struct disk_account){ .charged = 0 };
	disk_rise(b, a);
	a->risen = 0;
}

void disk_rise(const struct box *b, struct disk_account *a)
{
	const char *folder;
	struct statvfs v;

	a->files = 0;
	for (size_t i = 0; (folder = written_folder(b, i)); i++) {
		uint64_t bytes;

		if ((i > 0 && b->tmp.same[i - 1]) || statvfs(folder, &v) < 0)
			continue;
		bytes = (uint64_t)(v.f_blocks - v.f_bfree) * v.f_frsize;
		a->blind |= v.f_blocks == 0;
		a->risen += bytes > a->last[i] ? bytes - a->last[i] : 0;
		a->last[i] = bytes;
		a->files += v.f_files - v.f_ffree;
	}
}

uint64_t disk_most(const struct disk_account *a)
{
	return a->charged + a->risen - a->risen_then;
}

/* What cannot be seen is no more than what the disks have risen by, and the run can have written. */
static uint64_t unseen(const struct box *b, const struct disk_account *a, const struct written *w, uint64_t risen)
{
	uint64_t most = a->blind ? UINT64_MAX : risen > w->bytes ? risen - w->bytes : 0;
	uint64_t each = b->opt->limit[BOX_FSIZE], files = w->hidden + w->in_flight;

	most = most < w->most ? most : w->most;
	/* Too many files to look at, of others' too. Of those in flight each may have others in it. */
	if (!w->all || (w->in_flight && !a->blind))
		return most;
	return !files ? 0 : each < most / files ? files * each : most;
}

void disk_charge(const struct box *b, struct disk_account *a, const struct written *w, uint64_t risen_then)
{
	a->charged = w->bytes + unseen(b, a, w, risen_then);
	if (a->charged < w->bytes)
		a->charged = UINT64_MAX; /* nothing is known of what it can have written */
	if (a->charged > risen_then && !a->blind)
		a->charged = risen_then;
	a->risen_then = risen_then;
}

bool disk_has_room(struct box *b, uint64_t bytes)
{
	struct disk_account *a = &b->supervise.disk;
	uint64_t limit = b->opt->limit[BOX_DISK];
	struct written w;
	struct descendants f;
	uint64_t then;

	disk_rise(b, a);
	if (!a->blind && disk_most(a) + b->supervise.reserved + bytes <= limit)
		return true;
	then = a->risen;
	descendants_list(b, &f);
	written_count(b, &f, b->tmp.dir, b->cpu_us + LATE_US, &w);
	disk_charge(b, a, &w, then);
	b->supervise.reserved = 0; /* of that it was seen what is still there */
	return disk_most(a) + bytes <= limit;
}
