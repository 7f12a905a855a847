// SPDX-License-Identifier: MIT
/*
 * The reset, without Python: the guest is a C function on the guest's stack, with a little memory,
 * that calls the host as wasm2c's code would. Each mischief is a job; afterwards all state is as it
 * was, and the next job finds nothing. What is left out of the reset must make a test fail here
 * (tests/long/wasm-mutants leaves out one part after the other).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wasm-rt.h>

#include "sandbox/wasm/guest.h"
#include "sandbox/wasm/handles.h"
#include "sandbox/wasm/instance.h"
#include "sandbox/wasm/pages.h"
#include "sandbox/wasm/reset.h"
#include "sandbox/wasm/runtime.h"

typedef uint32_t u32;
typedef uint64_t u64;

u32 Z_wasi_snapshot_preview1Z_fd_read(void *, u32, u32, u32, u32);
u32 Z_wasi_snapshot_preview1Z_fd_write(void *, u32, u32, u32, u32);
u32 Z_wasi_snapshot_preview1Z_fd_close(void *, u32);
u32 Z_wasi_snapshot_preview1Z_path_open(void *, u32, u32, u32, u32, u32, u64, u64, u32, u32);
u32 Z_wasi_snapshot_preview1Z_path_unlink_file(void *, u32, u32, u32);
u32 Z_wasi_snapshot_preview1Z_path_create_directory(void *, u32, u32, u32);
u32 Z_wasi_snapshot_preview1Z_fd_filestat_set_size(void *, u32, u64);
_Noreturn void Z_wasi_snapshot_preview1Z_proc_exit(void *, u32);
#define CALL(name, ...) Z_wasi_snapshot_preview1Z_##name(NULL, __VA_ARGS__)

enum { PAGES = 64, IOV = 64, WORD = 1024, PATH = 2048, FREE_AT = 3 << 20 };

/* --- the guest
 * --------------------------------------------------------------------------------------- */

static struct {
	wasm_rt_memory_t memory;
	u32 global;
} state;
static wasm_rt_funcref_table_t table;

const char instance_sha256[] = "none";
const unsigned char library_start[1], library_end[1];

struct run_part instance_state(void)
{
	return (struct run_part){ &state, sizeof(state) };
}

struct run_part instance_table(void)
{
	return (struct run_part){ table.data, table.size * sizeof(*table.data) };
}

enum mischief {
	NOTHING,
	WRITES_PAGE,
	WRITES_ALL,
	WRITES_ZEROS_PAGE,
	GROWS,
	SETS_GLOBAL,
	SPOILS_STACK,
	MAKES_FILES,
	LEAVES_OPEN,
	CLOSES_ALL,
	CHANGES_FILE,
	REMOVES_FILE,
	TRUNCATES_FILE,
	HIDES_FILE,
	FLOODS,
	HOLDS_HOSTS,
	RECURSES,
	FAULTS,
	CALLS_BADLY,
	SPINS,
	PRINTS,
	MISCHIEFS,
};

static u32 text(const char *s)
{
	strcpy((char *)guest.base + PATH, s);
	return (u32)strlen(s);
}

static u32 open_file(const char *path, u32 flags)
{
	u64 rights = strncmp(path, "/etc", 4) ? ~0ull : WASI_RIGHT_READ;
	u32 n = text(path);

	assert_int_equal(CALL(path_open, HANDLE_ROOT, 0, PATH, n, flags, rights, 0, 0, WORD), 0);
	return *(u32 *)(guest.base + WORD);
}

static u32 put(u32 fd, const char *s)
{
	u32 n = text(s);

	guest_put32(IOV, PATH);
	guest_put32(IOV + 4, n);
	return CALL(fd_write, fd, IOV, 1, WORD);
}

/* One frame of 64 KiB at a time, so that the guard is met and not jumped over. */
static int recurse(volatile int depth)
{
	volatile char frame[1 << 16];

	frame[depth & 0xffff] = 1;
	return depth ? recurse(depth - 1) + frame[depth & 0xffff] : 0;
}

static void do_files(enum mischief m)
{
	u32 n;

	if (m == MAKES_FILES) {
		n = text("/tmp/dir");
		assert_int_equal(CALL(path_create_directory, HANDLE_ROOT, PATH, n), 0);
		n = open_file("/tmp/dir/secret", WASI_CREAT);
		put(n, "student A's secret");
		CALL(fd_close, n);
	} else if (m == LEAVES_OPEN) {
		while (CALL(path_open, HANDLE_ROOT, 0, PATH, text("/tmp"), 0, ~0ull, ~0ull, 0,
			    WORD) == 0)
			;
	} else if (m == CLOSES_ALL) {
		for (n = 0; n < HANDLES; n++)
			CALL(fd_close, n);
	} else if (m == CHANGES_FILE) {
		put(open_file("/kept", 0), "KEPT");
	} else if (m == REMOVES_FILE) {
		n = text("/kept");
		assert_int_equal(CALL(path_unlink_file, HANDLE_ROOT, PATH, n), 0);
	} else if (m == TRUNCATES_FILE) {
		assert_int_equal(CALL(fd_filestat_set_size, open_file("/kept", 0), 0), 0);
	} else if (m == HOLDS_HOSTS) {
		open_file("/etc/passwd", 0);
	} else if (m == HIDES_FILE) { /* unlinked, and still open */
		n = open_file("/tmp/hidden", WASI_CREAT);
		put(n, "hidden");
		CALL(path_unlink_file, HANDLE_ROOT, PATH, text("/tmp/hidden"));
	}
}

/* What is new is zeros, also when somebody else had it before. */
static void grow(void)
{
	uint8_t *at = guest.base + 65536ull * wasm_rt_grow_memory(&state.memory, 3);

	for (size_t i = 0; i < 3 * 65536; i++)
		if (at[i])
			CALL(proc_exit, 20);
	memset(at, 0x42, 3 * 65536);
}

static void do_mischief(enum mischief m, volatile u32 *local)
{
	if (m == WRITES_PAGE)
		guest.base[100 * 4096 + 1] = 0x41;
	else if (m == WRITES_ALL)
		memset(guest.base + 4096, 0x41, guest.size - 4096);
	else if (m == WRITES_ZEROS_PAGE)
		guest.base[FREE_AT] = 1;
	else if (m == GROWS)
		grow();
	else if (m == SETS_GLOBAL)
		state.global = 99;
	else if (m == SPOILS_STACK)
		*local = 99;
	else if (m == FLOODS)
		while (put(1, "flood flood flood flood") == 0)
			;
	else if (m == PRINTS)
		put(1, "out"), put(2, "err");
	else if (m == RECURSES)
		recurse(1 << 20);
	else if (m == FAULTS)
		guest.base[guest.size + 5] = 1;
	else if (m == CALLS_BADLY)
		wasm_rt_trap(WASM_RT_TRAP_CALL_INDIRECT);
	else if (m == SPINS)
		for (;;)
			*local = 1;
	else
		do_files(m);
}

/* Is all as it was before anybody came? Its exit code says what is not. */
static u32 looks(u32 local)
{
	struct place p;
	char kept[4];
	size_t done;

	if (local != 7)
		return 10;
	if (state.global != 5)
		return 11;
	if (guest.size != PAGES * 65536 || guest.base[FREE_AT] || guest.base[8192] != 0x11)
		return 12;
	for (u32 at = 8192; at < guest.size; at += 4096)
		if (guest.base[at] != (at < (1 << 20) ? 0x11 : 0))
			return 13;
	if (memfs_find("/tmp/dir", &p) == 0 || memfs_find("/tmp/hidden", &p) == 0)
		return 14;
	if (memfs_find("/kept", &p) || memfs_read(p.node, 0, kept, 4, &done) || done != 4 ||
	    memcmp(kept, "kept", 4) != 0)
		return 15;
	for (u32 fd = 0; fd < HANDLES; fd++)
		if (!handle_at(fd) != (fd > HANDLE_ROOT))
			return 16;
	return output.bytes[0] || output.bytes[1] ? 17 : 0;
}

static void guest_main(void)
{
	volatile u32 local = 7;
	u32 wrong, job;

	memset(guest.base + 8192, 0x11, (1 << 20) - 8192);
	state.global = 5;
	put(open_file("/kept", WASI_CREAT), "kept");
	CALL(fd_close, 4);
	guest_put32(IOV, WORD + 64);
	guest_put32(IOV + 4, 4);
	CALL(fd_read, 0, IOV, 1, WORD); /* here it waits */
	job = guest.base[WORD + 64];
	wrong = looks(local);
	if (wrong)
		CALL(proc_exit, wrong);
	do_mischief((enum mischief)job, &local);
	CALL(proc_exit, 0);
}

/* --- the host
 * ----------------------------------------------------------------------------------------- */

static struct sigaction on_fault; /* cmocka puts its own in its place before each test */
static struct library library;
static uint8_t blob[16] = "ORDEALIB\1";

/* The address sanitizer takes a jump from one stack to another for an error. */
#ifdef __SANITIZE_ADDRESS__
static volatile bool sanitized = true;
#else
static volatile bool sanitized;
#endif

static void runs_here(void)
{
	if (sanitized)
		skip();
}

static int warm_up(void **unused)
{
	const struct memfs_limits limits = { 1 << 20, 1 << 20, 64 };
	struct run_limits none = { 0 };
	struct err e;

	(void)unused;
	if (sanitized)
		return 0;
	assert_int_equal(library_open(&library, blob, sizeof(blob)), 0);
	assert_int_equal(memfs_init(&library, &limits), 0);
	assert_int_equal(memfs_mount("/etc", &e), 0);
	handles_init();
	assert_int_equal(run_init(1 << 20), 0);
	sigaction(SIGSEGV, NULL, &on_fault);
	runtime_limit(PAGES * 2 * 65536);
	wasm_rt_allocate_memory(&state.memory, PAGES, 65535);
	wasm_rt_allocate_funcref_table(&table, 100, 100);
	memset(table.data, 0x33, 100 * sizeof(*table.data));
	input.parks = true;
	output.limit = 1000;
	output.buffer[0] = calloc(1, 1000);
	output.buffer[1] = calloc(1, 1000);
	assert_int_equal(run_start(guest_main, &none).end, END_PARKED);
	assert_int_equal(reset_save(&e), 0);
	assert_int_equal(reset_compare(&e), 0);
	return 0;
}

static struct ending job(enum mischief m)
{
	const struct run_limits limits = { 200000, 0 };
	static uint8_t bytes[4];

	sigaction(SIGSEGV, &on_fault, NULL);
	bytes[0] = (uint8_t)m;
	input.part[0] = bytes;
	input.size[0] = 4;
	input.now = 0;
	input.at = 0;
	return run_resume(&limits);
}

static void reset(void)
{
	struct err e = { 0 };

	if (reset_restore(&e) < 0 || reset_compare(&e) < 0)
		fail_msg("%s", e.text);
}

static void nothing_is_left(void **unused)
{
	static const enum end ends[MISCHIEFS] = {
		[FLOODS] = END_OUTPUT, [RECURSES] = END_TRAP, [FAULTS] = END_TRAP,
		[CALLS_BADLY] = END_TRAP, [SPINS] = END_WALL,
	};

	(void)unused;
	runs_here();
	for (int round = 0; round < 6;
	     round++) /* the fifth time pages are copied, not thrown away */
		for (int m = 0; m < MISCHIEFS; m++) {
			struct ending e = job((enum mischief)m);

			if (e.end != ends[m] || (e.end == END_EXITED && e.code))
				fail_msg("round %d, mischief %d: end %d, code %d", round, m, e.end, e.code);
			reset();
			assert_int_equal(job(NOTHING).code, 0);
			reset();
		}
}

static void a_trap_has_its_name(void **unused)
{
	(void)unused;
	runs_here();
	assert_int_equal(job(RECURSES).code, WASM_RT_TRAP_EXHAUSTION);
	reset();
	assert_int_equal(job(FAULTS).code, WASM_RT_TRAP_OOB);
	reset();
	assert_int_equal(job(CALLS_BADLY).code, WASM_RT_TRAP_CALL_INDIRECT);
	reset();
}

static void the_table_cannot_be_written(void **unused)
{
	int zero;

	(void)unused;
	runs_here();
	zero = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	assert_int_equal(read(zero, instance_table().at, 1), -1);
	assert_int_equal(errno, EFAULT);
	close(zero);
}

/* The comparison itself can see: each part, spoilt behind the reset's back, is named. */
static void the_comparison_sees(void **unused)
{
	struct err e = { 0 };

	(void)unused;
	runs_here();
	guest.base[12345] ^= 1;
	assert_true(reset_compare(&e) < 0);
	guest.base[12345] ^= 1;
	guest.base[FREE_AT] ^= 1;
	assert_true(reset_compare(&e) < 0);
	guest.base[FREE_AT] ^= 1;
	state.global ^= 1;
	assert_true(reset_compare(&e) < 0);
	state.global ^= 1;
	handles.handle[20].at = 1;
	assert_true(reset_compare(&e) < 0);
	handles.handle[20].at = 0;
	memfs.node[40].mtime = 1;
	assert_true(reset_compare(&e) < 0);
	memfs.node[40].mtime = 0;
	((uint8_t *)run_saved_registers().at)[0] ^= 1;
	assert_true(reset_compare(&e) < 0);
	((uint8_t *)run_saved_registers().at)[0] ^= 1;
	output.bytes[1] = 1;
	assert_true(reset_compare(&e) < 0);
	output.bytes[1] = 0;
	assert_int_equal(reset_compare(&e), 0);
}

/* What a job printed does not stay in the host's buffers. */
static void buffers_are_wiped(void **unused)
{
	(void)unused;
	runs_here();
	job(PRINTS);
	assert_memory_equal(output.buffer[0], "out", 3);
	reset();
	assert_memory_equal(output.buffer[0], "\0\0\0", 3);
	assert_memory_equal(output.buffer[1], "\0\0\0", 3);
}

/* No descriptor of the host's is used up, and memory that grew is the kernel's again. */
static void the_host_stays_as_it_is(void **unused)
{
	int before, after;
	unsigned char resident[3 * 16];
	uint8_t *grown = guest.base + guest.size;

	(void)unused;
	runs_here();
	before = dup(0);
	close(before);
	for (int i = 0; i < 200; i++) {
		job((enum mischief)(i % SPINS));
		reset();
	}
	after = dup(0);
	close(after);
	assert_int_equal(before, after);
	assert_int_equal(mincore(grown, 3 * 65536, resident), 0);
	for (size_t i = 0; i < sizeof(resident); i++)
		assert_int_equal(resident[i] & 1, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_left),
		cmocka_unit_test(a_trap_has_its_name),
		cmocka_unit_test(the_table_cannot_be_written),
		cmocka_unit_test(the_comparison_sees),
		cmocka_unit_test(buffers_are_wiped),
		cmocka_unit_test(the_host_stays_as_it_is),
	};

	return cmocka_run_group_tests(tests, warm_up, NULL);
}
