// SPDX-License-Identifier: MIT
#include "harness/catalogue/program.h"

#include <stdlib.h>

#include "harness/oracle.h"

void program_free(struct program *p)
{
	char *const strings[] = { p->id, p->row, p->name, p->language, p->effect, p->means,
				  p->remedy, p->catalogue_id, p->attack_id, p->oracle,
				  p->oracle_arg, p->control, p->expect };

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++)
		free(strings[i]);
	for (size_t i = 0; i < PROGRAM_NEEDS; i++)
		free(p->needs[i]);
	for (size_t i = 0; i < PROGRAM_ARGV; i++)
		free(p->argv[i]);
	json_decref(p->manifest);
}

const char *program_oracle(const struct program *p, char *buf, size_t size)
{
	return oracle_spec(p->oracle, p->oracle_arg, buf, size);
}
