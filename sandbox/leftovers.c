// SPDX-License-Identifier: MIT
/*
 * leftovers.c - what a program leaves where others look.
 *
 * In the folders of all users (places.c) the program can leave something for the next one, unless
 * Landlock or --mediate refuses it. There what this user made since the launch is removed, and never what
 * is older (before.c), nor another box's own folder while that one lives. By whom of this user a file
 * was made nobody can tell. So what was made while another box was alive is left, and the last of those that
 * were alive then removes it: boxes do not take away each other's work, and nothing stays in the end. For other
 * programs of the user's there is --tmp-leave, for a folder in which they work meanwhile.
 *
 * What is left open, and said in the report: what the program writes into older files of the user's;
 * file systems that the user alone may write to; and everything where the user is root, who writes
 * everywhere, as do others meanwhile.
 */
#include "sandbox/leftovers.h"

#include "lib/fd.h"
#include "sandbox/stack.h"
#include "sandbox/stale.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Is there a wall around files, that keeps the program out of all folders but its own? */
static bool has_walls(const struct box *b)
{
	return stack_has(b->res->layers, &layer_landlock) || b->opt->mediate;
}

/* What is written here is looked for; its disk is watched, unless it is one that is already. */
static void watch_disk(struct box *b, const char *folder)
{
	struct stat st, other;
	bool same;

	if (b->tmp.disks == BOX_DISKS || stat(folder, &st) < 0)
		return;
	same = stat(P_tmpdir, &other) == 0 && other.st_dev == st.st_dev;
	if (same && other.st_ino == st.st_ino)
		return; /* it is the first of all */
	for (size_t i = 0; i < b->tmp.disks && !same; i++)
		same = stat(b->tmp.disk[i], &other) == 0 && other.st_dev == st.st_dev;
	b->tmp.same[b->tmp.disks] = same;
	b->tmp.disk[b->tmp.disks++] = folder;
}

/* Find the folders of all users, and remember what is in them. */
void leftovers_remember(struct box *b)
{
	const char *except[2 * BOX_LIST + 1] = { NULL };
	struct places *p = &b->tmp.stay.places;
	bool shut = false;
	size_t n = 0;

	for (size_t i = 0; i < BOX_LIST && b->opt->tmp_clear[i]; i++)
		watch_disk(b, b->opt->tmp_clear[i]);
	for (size_t i = 0; has_walls(b) && b->opt->writable[i]; i++)
		watch_disk(b, b->opt->writable[i]);
	if (has_walls(b))
		return;
	if (geteuid() == 0) {
		b->res->open_places = BOX_OPEN_TO_ROOT;
		return;
	}
	for (size_t i = 0; i < BOX_LIST && b->opt->tmp_clear[i]; i++)
		except[n++] = b->opt->tmp_clear[i];
	for (size_t i = 0; b->opt->tmp_leave[i]; i++)
		except[n++] = b->opt->tmp_leave[i];
	places_find(p, except);
	for (size_t i = 0; i < p->n; i++)
		watch_disk(b, p->at[i].path);
	b->tmp.stay.old.all = true;
	for (size_t i = 0; i < p->n; i++)
		if (sweep_keep(p->at[i].fd, p->at[i].path, &b->tmp.stay.old) < 0) {
			shut = true;
			fd_close(&p->at[i].fd);
		}
	for (size_t i = 0; i < b->tmp.stay.old.before.n && !shut; i++)
		shut = b->tmp.stay.old.before.was[i].too_deep;
	b->res->open_places = (b->tmp.stay.old.before.mine ? BOX_OPEN_OLD : 0) |
			      (shut || p->too_many ? BOX_OPEN_MANY : 0) |
			      (p->own ? BOX_OPEN_OWN : 0) | (b->opt->tmp_leave[0] ? BOX_OPEN_LEFT : 0);
}

void leftovers_sweep(struct box *b)
{
	struct places *p = &b->tmp.stay.places;

	if (p->n) {
		/* The exact clock: newer kernels stamp files by it, and the coarse one lies behind. */
		b->tmp.stay.old.until = (int64_t)clock_ns(CLOCK_REALTIME);
		b->tmp.stay.old.others = stale_others(b);
		b->res->open_places |= b->tmp.stay.old.others != INT64_MAX ? BOX_OPEN_OTHERS : 0;
	}
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].fd >= 0)
			sweep_dir(p->at[i].fd, p->at[i].path, &b->tmp.stay.old, &b->res->sweep);
}

void leftovers_forget(struct stay *s)
{
	places_free(&s->places);
	before_free(&s->old.before);
	before_free(&s->keep.before);
}
