/* SPDX-License-Identifier: MIT */
/*
 * keyring.h - add_key(2) and keyctl(2), which have no place in libc.
 */
#ifndef ATTACKS_IPC_RESIDUE_KEYRING_H
#define ATTACKS_IPC_RESIDUE_KEYRING_H

#include <linux/keyctl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A new key in the keyring of the user, whoever of its processes asks. Its number, or -1. */
static inline long key_add(const char *name, const char *payload)
{
	return syscall(SYS_add_key, "user", name, payload, strlen(payload),
		       KEY_SPEC_USER_KEYRING);
}

/* The payload of the user's key of this name. Its length, or -1. */
static inline long key_take(const char *name, char *payload, size_t size)
{
	long key = syscall(SYS_keyctl, KEYCTL_SEARCH, KEY_SPEC_USER_KEYRING, "user", name, 0);

	return key < 0 ? key : syscall(SYS_keyctl, KEYCTL_READ, key, payload, size);
}

#endif
