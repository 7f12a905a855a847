// SPDX-License-Identifier: MIT
#include "harness/results/gather.h"

#include <stdlib.h>

static int in_order(const void *a, const void *b)
{
	const struct gathered *x = a, *y = b;
	int order = record_order(&x->record, &y->record);

	return order ? order : (x->file > y->file) - (x->file < y->file);
}

struct gathered *gather(const struct results *files, size_t n, size_t *count)
{
	struct gathered *all;
	size_t k = 0;

	*count = 0;
	for (size_t i = 0; i < n; i++)
		*count += json_array_size(files[i].cells);
	all = calloc(*count + 1, sizeof(*all));
	for (size_t i = 0; all && i < n; i++)
		for (size_t j = 0; j < json_array_size(files[i].cells); j++) {
			json_t *cell = json_array_get(files[i].cells, j);

			all[k++] = (struct gathered){ record_of(cell), cell, i };
		}
	if (all)
		qsort(all, *count, sizeof(*all), in_order);
	return all;
}
