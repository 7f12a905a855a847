// SPDX-License-Identifier: MIT
/*
 * shm-open.c - shared memory by name, mapped twice.
 *
 * One process, two mappings of one object. What breaks it: no /dev/shm, RLIMIT_FSIZE below its
 * 2 MiB (ftruncate then kills with SIGXFSZ), a filter on MAP_SHARED.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define BYTES (2L << 20)

static enum claim run(const struct brief *b)
{
	char name[64], *one, *two;
	int fd;

	snprintf(name, sizeof(name), "/ordeal-%s", b->name);
	fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
	if (fd < 0 || shm_unlink(name) || ftruncate(fd, BYTES))
		return failed("shm_open, ftruncate");
	one = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	two = mmap(NULL, BYTES, PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	if (one == MAP_FAILED || two == MAP_FAILED)
		return failed("mmap");
	strcpy(one + BYTES / 2, "seen through the other window");
	puts(two + BYTES / 2);
	munmap(one, BYTES);
	munmap(two, BYTES);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "named shared memory is shared",
	.means = "shm_open(3), two mappings",
	.oracle = "done",
	.expect = "seen through the other window\n",
	.run = run,
};
