// SPDX-License-Identifier: MIT
/* The digits of the surface probe, read back and compared, whatever is wrong with them. */
#include "harness/results/surface_line.h"
#include "harness/surface/surface.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>

#include <cmocka.h>

static unsigned char seen[SURFACE_PROBES], none[SURFACE_PROBES];

static void digits(void **state)
{
	(void)state;
	memset(seen, 0x77, sizeof(seen));
	assert_int_equal(surface_decode("noise of a banner\nsurface:3:000ef1", seen), 6);
	assert_int_equal(seen[2], 0x77);
	assert_int_equal(seen[3], 0);
	assert_int_equal(seen[4], EFAULT);
	assert_int_equal(seen[5], SURFACE_SIGSYS);
	assert_int_equal(seen[6], 0x77);
	assert_int_equal(surface_decode("surface:512:2600", seen), SURFACE_PROBES);
}

static void half_a_number_is_none(void **state)
{
	(void)state;
	assert_int_equal(surface_decode("surface:0:", seen), 0);
	assert_int_equal(surface_decode("surface:0:0", seen), 0);
	assert_int_equal(surface_decode("surface:0:0e1", seen), 1);
	assert_int_equal(surface_decode("surface:7:0e\xef\xbf\xbd", seen), 8);
}

static void what_is_not_ours_is_refused(void **state)
{
	(void)state;
	assert_int_equal(surface_decode(NULL, seen), -1);
	assert_int_equal(surface_decode("", seen), -1);
	assert_int_equal(surface_decode("cannot execute", seen), -1);
	assert_int_equal(surface_decode("surface:", seen), -1);
	assert_int_equal(surface_decode("surface:-1:00", seen), -1);
	assert_int_equal(surface_decode("surface:514:00", seen), -1);
	assert_int_equal(surface_decode("surface:99999999999999999999:00", seen), -1);
}

/* More digits than there are numbers must not be written anywhere. */
static void too_many_digits(void **state)
{
	static char text[4096] = "surface:500:";
	static unsigned char fenced[SURFACE_PROBES + 16];

	(void)state;
	memset(text + strlen(text), '1', 2000);
	assert_int_equal(surface_decode(text, fenced), SURFACE_PROBES);
	assert_int_equal(fenced[SURFACE_PROBES], 0);
}

static json_int_t figure(const json_t *facts, const char *key)
{
	return json_integer_value(json_object_get(facts, key));
}

static const char *door(const json_t *facts, const char *which)
{
	return json_string_value(json_object_get(json_object_get(facts, "doors"), which));
}

static void comparison(void **state)
{
	const json_t *stopped;
	json_t *facts;

	(void)state;
	memset(none, EFAULT, sizeof(none));
	memset(none + 300, ENOSYS, 200); /* not in this kernel: not counted, whatever it answers */
	none[SYS_exit] = SURFACE_SKIPPED;
	none[SYS_reboot] = EPERM;
	none[SURFACE_I386] = 0;
	memcpy(seen, none, sizeof(seen));
	facts = surface_compare(seen, none);
	assert_int_equal(figure(facts, "of"), SURFACE_CALLS - 201);
	assert_int_equal(figure(facts, "reachable"), SURFACE_CALLS - 201);
	assert_int_equal(surface_refused_to_all(facts), 1);
	assert_string_equal(door(facts, "i386"), "open");
	assert_string_equal(door(facts, "x32"), "absent");
	json_decref(facts);

	seen[SYS_openat] = EPERM;
	seen[SYS_socket] = ENOSYS;
	seen[SYS_ptrace] = SURFACE_SIGSYS;
	seen[SYS_mount] = SURFACE_KILLED;
	seen[SYS_bpf] = SURFACE_HUNG;
	seen[SYS_read] = EBADF; /* another answer is an answer */
	seen[SYS_reboot] = ENOSYS;
	seen[350] = EPERM;
	seen[SURFACE_I386] = SURFACE_KILLED;
	facts = surface_compare(seen, none);
	stopped = json_object_get(facts, "stopped");
	assert_int_equal(figure(facts, "reachable"), SURFACE_CALLS - 201 - 6 + (SYS_bpf >= 300));
	assert_int_equal(json_object_size(stopped) +
				 json_array_size(json_object_get(facts, "reached")),
			 figure(facts, "of"));
	assert_string_equal(json_string_value(json_object_get(stopped, "openat")), "EPERM");
	assert_string_equal(json_string_value(json_object_get(stopped, "ptrace")), "SIGSYS");
	assert_string_equal(json_string_value(json_object_get(stopped, "mount")), "killed");
	assert_null(json_object_get(stopped, "read"));
	assert_int_equal(surface_refused_to_all(facts), 0);
	assert_string_equal(door(facts, "i386"), "shut");
	json_decref(facts);
}

static void words(void **state)
{
	(void)state;
	assert_string_equal(call_name(SYS_openat), "openat");
	assert_string_equal(call_name(400), "syscall 400");
	assert_string_equal(call_name(-1), "syscall -1");
	assert_string_equal(surface_word(0), "success");
	assert_string_equal(surface_word(EFAULT), "EFAULT");
	assert_string_equal(surface_word(SURFACE_SIGSYS), "SIGSYS");
	assert_string_equal(surface_word(0xff), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits),
		cmocka_unit_test(half_a_number_is_none),
		cmocka_unit_test(what_is_not_ours_is_refused),
		cmocka_unit_test(too_many_digits),
		cmocka_unit_test(comparison),
		cmocka_unit_test(words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
