// SPDX-License-Identifier: MIT
/*
 * output.c - what may still be printed: the limits less what was relayed.
 */
#include "sandbox/output.h"

enum { DRAIN_MS = 1000 };

uint64_t output_left(const struct box *b)
{
	uint64_t used = b->session.out[0].bytes + b->session.out[1].bytes;

	return b->opt->limit[BOX_OUTPUT] > used ? b->opt->limit[BOX_OUTPUT] - used : 0;
}

uint64_t result_left(const struct box *b)
{
	uint64_t used = b->session.result.bytes;

	return b->opt->limit[BOX_RESULT] > used ? b->opt->limit[BOX_RESULT] - used : 0;
}

int output_patience(const struct box *b)
{
	return b->res->end == BOX_TERMINATED ? 0 : DRAIN_MS;
}
