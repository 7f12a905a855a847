// SPDX-License-Identifier: MIT
/* What a run is charged for on disk, where more lies there than is looked at. */
#include "sandbox/disk.h"

#include "sandbox/stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include <cmocka.h>

enum { MIB = 1 << 20, CPU_US = 1000, PER_US = 4096 };

static struct box_options options;
static struct box_result result;
static const struct box box = { .opt = &options, .res = &result, .tmp.dir = -1 };

static uint64_t charged(struct written w, uint64_t risen)
{
	struct disk_account a = { .charged = 0 };

	options.limit[BOX_FSIZE] = 16 * MIB;
	disk_charge(&box, &a, &w, risen);
	return a.charged;
}

static void test_charged_for_what_it_can_have_written(void **state)
{
	/* Not everything was looked at: the rest may be others', who have no limit. */
	struct written some = { .bytes = MIB, .most = 2 * MIB };
	struct written any = { .bytes = MIB, .most = UINT64_MAX / 2 };

	(void)state;
	assert_int_equal(charged((struct written){ .all = true, .bytes = MIB }, 35 * MIB), MIB);
	assert_int_equal(charged(some, 35 * MIB), 3 * MIB);
	assert_int_equal(charged(any, 35 * MIB), 35 * MIB);
}

/* /usr has more names than are read; whose they are, and since when, does not matter. */
static void test_too_many_names(void **state)
{
	const struct descendants nobody = { .n = 0 };
	struct box b = box;
	struct written w;

	(void)state;
	b.started_at = time(NULL);
	b.tmp.disk[0] = "/usr";
	b.tmp.disks = 1;
	result.layers = 1u << stack_find("seccomp", 7);
	written_count(&b, &nobody, -1, CPU_US, &w);
	if (w.all)
		skip(); /* a machine with few files */
	assert_int_equal(w.bytes + w.most, (uint64_t)CPU_US * PER_US);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_charged_for_what_it_can_have_written),
		cmocka_unit_test(test_too_many_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
