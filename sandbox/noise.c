// SPDX-License-Identifier: MIT
/*
 * noise.c - which refused calls tell nothing: noise.table.
 */
#include "sandbox/sandbox.h"

#include <stddef.h>

#include <string.h>
#include <sys/syscall.h>

static const struct {
	int nr, arg;
	uint64_t value;
	const char *whose;
} table[] = {
#include "noise_table.h"
};

const char *box_noise(const struct box_refusal *f)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (table[i].nr == f->nr &&
		    (table[i].arg < 0 || (uint32_t)f->args[table[i].arg] == table[i].value))
			return table[i].whose;
	return NULL;
}

bool box_all_noise(const struct box_result *r)
{
	for (unsigned i = 0; i < r->refused_kinds; i++)
		if (!box_noise(&r->refused[i]))
			return false;
	return true;
}
