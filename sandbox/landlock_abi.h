/* SPDX-License-Identifier: MIT */
/*
 * landlock_abi.h - Landlock's numbers up to ABI 7, from Documentation/userspace-api/landlock.rst:
 * the kernel's ABI is older nowhere and younger in most places than the distribution's headers.
 */
#ifndef SANDBOX_LANDLOCK_ABI_H
#define SANDBOX_LANDLOCK_ABI_H

#include <stdint.h>

enum { LL_VERSION = 1, LL_PATH_BENEATH = 1 };

/* File system rights: ABI 1 (Linux 5.13), unless it says otherwise. */
enum {
	LL_EXECUTE = 1 << 0,
	LL_WRITE_FILE = 1 << 1,
	LL_READ_FILE = 1 << 2,
	LL_READ_DIR = 1 << 3,
	LL_REMOVE_DIR = 1 << 4,
	LL_REMOVE_FILE = 1 << 5,
	LL_MAKE_CHAR = 1 << 6,
	LL_MAKE_DIR = 1 << 7,
	LL_MAKE_REG = 1 << 8,
	LL_MAKE_SOCK = 1 << 9,
	LL_MAKE_FIFO = 1 << 10,
	LL_MAKE_BLOCK = 1 << 11,
	LL_MAKE_SYM = 1 << 12,
	LL_REFER = 1 << 13,     /* ABI 2, Linux 5.19: rename and link between folders */
	LL_TRUNCATE = 1 << 14,  /* ABI 3, Linux 6.2 */
	LL_IOCTL_DEV = 1 << 15, /* ABI 5, Linux 6.10 */
};

enum { LL_BIND_TCP = 1 << 0, LL_CONNECT_TCP = 1 << 1 };       /* ABI 4, Linux 6.7  */
enum { LL_SCOPE_ABSTRACT = 1 << 0, LL_SCOPE_SIGNAL = 1 << 1 }; /* ABI 6, Linux 6.12 */

struct ll_ruleset {
	uint64_t fs, net, scoped;
};

struct ll_path_beneath {
	uint64_t allowed;
	int32_t  parent;
} __attribute__((packed));

#endif
