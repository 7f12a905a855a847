// SPDX-License-Identifier: MIT
/*
 * The one place where a guest's number becomes an address, and the files that a guest sees: all
 * that can be asked without a guest.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sandbox/wasm/guest.h"
#include "sandbox/wasm/memfs.h"

enum { SIZE = 2 * 65536 };

static void an_offset_lies_in_memory_or_is_refused(void **state)
{
	static const struct {
		uint32_t at;
		uint64_t n;
		bool     in;
	} cases[] = {
		{ 0, 0, true },
		{ 0, SIZE, true },
		{ SIZE, 0, true },
		{ SIZE - 1, 1, true },
		{ SIZE - 1, 2, false },
		{ SIZE, 1, false },
		{ 0, SIZE + 1, false },
		{ UINT32_MAX, 1, false },
		{ UINT32_MAX, 0, false },
		{ 1, UINT32_MAX, false },
		{ 16, UINT64_MAX, false },
		{ 16, UINT64_MAX - 15, false },
		{ SIZE, UINT64_MAX, false },
		{ 1, UINT64_MAX, false },
		{ 0, 1ULL << 32, false },
	};

	(void)state;
	guest.base = calloc(1, SIZE);
	guest.size = SIZE;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_ptr_equal(guest_at(cases[i].at, cases[i].n),
				 cases[i].in ? guest.base + cases[i].at : NULL);
	assert_false(guest_put32(SIZE - 3, 1));
	assert_false(guest_put64(SIZE - 7, 1));
	assert_true(guest_put64(SIZE - 8, 0x0102030405060708));
	assert_int_equal(guest.base[SIZE - 8], 8);
	assert_true(guest_put32(1, 77)); /* no alignment is needed */
	uint32_t value;
	assert_true(guest_get32(1, &value));
	assert_int_equal(value, 77);
	free(guest.base);
	guest = (struct guest){ 0 };
	assert_null(guest_at(0, 0)); /* no memory: nothing lies in it */
}

/* --- paths
 * ---------------------------------------------------------------------------------------- */

static void a_path_is_made_absolute(void **state)
{
	static const struct {
		const char *from, *path, *want;
	} cases[] = {
		{ "/", "a", "/a" },          { "/", "", "/" },           { "/", ".", "/" },
		{ "/a/b", "c", "/a/b/c" },   { "/a/b", "..", "/a" },     { "/a/b", "../..", "/" },
		{ "/a", "../../../x", "/x" },{ "/a", "/b//c/", "/b/c" }, { "/a", "/..", "/" },
		{ "/", "a/./b/../c", "/a/c" },{ "/", "...", "/..." },    { "/", "..x/.y", "/..x/.y" },
		{ "/a", "b/../../..", "/" }, { "/", "//", "/" },
	};
	char out[MEMFS_PATH], lengthy[2 * MEMFS_PATH];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(
			memfs_absolute(cases[i].from, cases[i].path, strlen(cases[i].path), out),
			WASI_OK);
		assert_string_equal(out, cases[i].want);
	}
	memset(lengthy, 'x', sizeof(lengthy));
	assert_int_equal(memfs_absolute("/", lengthy, MEMFS_NAME, out), WASI_OK);
	assert_int_equal(memfs_absolute("/", lengthy, MEMFS_NAME + 1, out), WASI_ENAMETOOLONG);
	for (size_t i = 0; i < sizeof(lengthy); i += 2)
		lengthy[i] = '/';
	assert_int_equal(memfs_absolute("/", lengthy, sizeof(lengthy), out), WASI_ENAMETOOLONG);
	assert_int_equal(memfs_absolute("/", "a\0b", 3, out), WASI_EINVAL);
}

/* A library of two files: "usr/a.pyc" (3 bytes) and "usr/b/c.pyc" (empty). */
static struct library library;

static void make_library(void)
{
	static const struct { const char *path; uint32_t size; } entries[] = {
		{ "usr", UINT32_MAX }, { "usr/a.pyc", 3 }, { "usr/b", UINT32_MAX }, { "usr/b/c.pyc", 0 },
	};
	static uint8_t blob[256];
	uint32_t n = 4, paths = 16 + 16 * n, version = 1, data = 240;

	memcpy(blob, "ORDEALIB", 8);
	memcpy(blob + 8, &version, 4);
	memcpy(blob + 12, &n, 4);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t e[4] = { paths, (uint32_t)strlen(entries[i].path), data, entries[i].size };

		memcpy(blob + 16 + 16 * i, e, 16);
		memcpy(blob + paths, entries[i].path, e[1]);
		paths += e[1];
	}
	memcpy(blob + data, "abc", 3);
	assert_int_equal(library_open(&library, blob, sizeof(blob)), 0);
}

static int fresh(void **state)
{
	const struct memfs_limits limits = { .disk = 10000, .fsize = 8000, .files = 8 };

	(void)state;
	make_library();
	return memfs_init(&library, &limits);
}

static void a_broken_library_is_refused(void **state)
{
	uint8_t bad[256];
	struct library l;

	(void)state;
	make_library();
	for (size_t i = 8; i < 80; i++) { /* version, number, and every offset and size */
		memcpy(bad, library.blob, sizeof(bad));
		bad[i] = 0xfe;
		if (library_open(&l, bad, sizeof(bad)) == 0)
			for (uint32_t k = 0; k < l.count; k++) {
				uint32_t size;
				const uint8_t *data = library_data(&l, (int)k, &size);

				assert_true(!data || data + size <= bad + sizeof(bad));
			}
	}
	for (size_t n = 0; n < 80; n++)
		assert_int_not_equal(library_open(&l, library.blob, n), 0);
}

static uint32_t write_file(const char *path, const char *text)
{
	struct place p;
	uint32_t node;
	size_t done;

	if (memfs_find(path, &p))
		assert_int_equal(memfs_make(path, false, &p.node), WASI_OK);
	node = p.node;
	assert_int_equal(memfs_write(node, 0, text, strlen(text), &done), WASI_OK);
	assert_int_equal(done, strlen(text));
	return node;
}

static void files_come_and_go(void **state)
{
	struct place p;
	char buf[16];
	uint32_t node;
	size_t done;

	(void)state;
	node = write_file("/tmp/x", "hello");
	assert_int_equal(memfs_read(node, 1, buf, sizeof(buf), &done), WASI_OK);
	assert_int_equal(done, 4);
	assert_memory_equal(buf, "ello", 4);
	assert_int_equal(memfs_read(node, UINT64_MAX, buf, 1, &done), WASI_OK);
	assert_int_equal(done, 0);
	assert_int_equal(memfs_rename("/tmp/x", "/y"), WASI_OK);
	assert_int_equal(memfs_find("/tmp/x", &p), WASI_ENOENT);
	assert_int_equal(memfs_find("/y", &p), WASI_OK);
	assert_int_equal(p.node, node);
	assert_int_equal(memfs_remove("/y", true), WASI_ENOTDIR);
	assert_int_equal(memfs_remove("/y", false), WASI_OK);
	assert_int_equal(memfs.bytes, 0);
	assert_int_equal(memfs_find("/y/z", &p), WASI_ENOENT);
}

static void a_file_lives_while_it_is_open(void **state)
{
	uint32_t node = write_file("/f", "data"), other;
	char buf[4];
	size_t done;

	(void)state;
	memfs_opened(node);
	assert_int_equal(memfs_remove("/f", false), WASI_OK);
	other = write_file("/f", "else");
	assert_int_not_equal(other, node);
	assert_int_equal(memfs_read(node, 0, buf, 4, &done), WASI_OK);
	assert_memory_equal(buf, "data", 4);
	memfs_closed(node);
	assert_int_equal(memfs.bytes, 4);
	assert_int_equal(memfs.node[node].used, 0);
}

/* What was cut off is gone: longer again, it is zeros. */
static void what_is_cut_off_is_zero(void **state)
{
	uint32_t node = write_file("/f", "secret words");
	char buf[12];
	size_t done;

	(void)state;
	assert_int_equal(memfs_resize(node, 3), WASI_OK);
	assert_int_equal(memfs_resize(node, 12), WASI_OK);
	memfs_read(node, 0, buf, 12, &done);
	assert_memory_equal(buf, "sec\0\0\0\0\0\0\0\0\0", 12);
	assert_int_equal(memfs_remove("/f", false), WASI_OK);
	node = write_file("/g", ""); /* the same place in memory */
	assert_int_equal(memfs_resize(node, 12), WASI_OK);
	memfs_read(node, 0, buf, 12, &done);
	assert_memory_equal(buf, "\0\0\0\0\0\0\0\0\0\0\0\0", 12);
}

static void the_bounds_hold(void **state)
{
	uint32_t node = write_file("/f", "x"), more;
	char big[9000] = { 0 };
	size_t done;

	(void)state;
	assert_int_equal(memfs_write(node, 0, big, sizeof(big), &done), WASI_OK);
	assert_int_equal(done, 8000); /* --fsize: what fits is taken */
	assert_int_equal(memfs_write(node, 8000, big, 1, &done), WASI_EFBIG);
	assert_int_equal(memfs_write(node, UINT64_MAX - 1, big, 4, &done), WASI_EFBIG);
	assert_int_equal(memfs_resize(node, UINT64_MAX), WASI_EFBIG);
	more = write_file("/g", "x");
	assert_int_equal(memfs_write(more, 0, big, 3000, &done), WASI_ENOSPC); /* --disk */
	assert_int_equal(memfs_write(more, 0, big, 2000, &done), WASI_OK);
	for (int i = 0; i < 4; i++) {
		char name[] = "/d0";

		name[2] += (char)i;
		assert_int_equal(memfs_make(name, true, &more), WASI_OK);
	}
	assert_int_equal(memfs_make("/d9", true, &more), WASI_ENOSPC); /* --files */
}

static void the_library_is_read_only(void **state)
{
	struct place p;
	uint32_t node, size;

	(void)state;
	assert_int_equal(memfs_find("/usr/a.pyc", &p), WASI_OK);
	assert_int_equal(p.kind, PLACE_LIBRARY);
	assert_memory_equal(library_data(&library, p.entry, &size), "abc", 3);
	assert_int_equal(size, 3);
	assert_int_equal(memfs_make("/usr/new", false, &node), WASI_EROFS);
	assert_int_equal(memfs_make("/usr", true, &node), WASI_EEXIST);
	assert_int_equal(memfs_make("/usr/a.pyc/x", false, &node), WASI_ENOTDIR);
	assert_int_equal(memfs_make("/none/x", false, &node), WASI_ENOENT);
	assert_int_equal(memfs_remove("/usr/a.pyc", false), WASI_EROFS);
	write_file("/f", "x");
	assert_int_equal(memfs_rename("/f", "/usr/a.pyc"), WASI_EROFS);
	assert_int_equal(memfs_rename("/f", "/usr/z"), WASI_EROFS);
	assert_int_equal(memfs_rename("/usr/a.pyc", "/z"), WASI_EROFS);
	assert_int_equal(memfs_find("/f/x", &p), WASI_ENOTDIR);
}

static void names_of(const char *path, char *out)
{
	struct memfs_name n;

	*out = '\0';
	for (uint64_t cookie = 0; memfs_list(path, cookie, &n); cookie = n.next) {
		strncat(out, n.name, n.n);
		strcat(out, " ");
	}
}

static void a_folder_names_what_is_in_it_once(void **state)
{
	char names[256];
	uint32_t node;

	(void)state;
	names_of("/", names);
	assert_string_equal(names, "tmp usr ");
	names_of("/usr", names);
	assert_string_equal(names, "a.pyc b ");
	names_of("/usr/b", names);
	assert_string_equal(names, "c.pyc ");
	assert_int_equal(memfs_make("/tmp/d", true, &node), WASI_OK);
	write_file("/tmp/d/f", "x");
	names_of("/tmp", names);
	assert_string_equal(names, "d ");
	assert_true(memfs_folders("/usr/share/x") > 0); /* as a mount does: over the library */
	names_of("/", names);
	assert_string_equal(names, "tmp usr ");
	names_of("/usr", names);
	assert_string_equal(names, "share a.pyc b ");
}

static void no_folder_goes_into_itself(void **state)
{
	uint32_t node;

	(void)state;
	memfs_make("/d", true, &node);
	memfs_make("/d/e", true, &node);
	assert_int_equal(memfs_rename("/d", "/d/e/f"), WASI_EINVAL);
	assert_int_equal(memfs_rename("/d", "/d"), WASI_OK);
	assert_int_equal(memfs_remove("/d", true), WASI_ENOTEMPTY);
	assert_int_equal(memfs_remove("/", true), WASI_EACCES);
	assert_int_equal(memfs_rename("/", "/x"), WASI_EACCES);
	write_file("/f", "x");
	assert_int_equal(memfs_rename("/f", "/d"), WASI_EISDIR);
	assert_int_equal(memfs_rename("/d/e", "/f"), WASI_ENOTDIR);
}

/* Below a folder of the host: no link is followed, nothing above is reached. */
static void the_hosts_folder_has_no_way_out(void **state)
{
	char folder[] = "/tmp/ordeal-memfs-XXXXXX", path[64];
	struct place p;
	struct err e;
	uint32_t node;
	int fd;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(memfs_mount(folder, &e), 0);
	snprintf(path, sizeof(path), "%s/link", folder);
	assert_int_equal(symlink("/etc", path), 0);
	snprintf(path, sizeof(path), "%s/near", folder);
	assert_int_equal(symlink(".", path), 0);
	snprintf(path, sizeof(path), "%s/link/passwd", folder);
	assert_int_equal(memfs_find(path, &p), WASI_OK);
	assert_int_equal(p.kind, PLACE_HOST);
	assert_true(memfs_host_open(&p, 0) < 0);
	strcpy(p.rest, "near");
	assert_int_equal(memfs_host_open(&p, 0), -ELOOP); /* also one that stays inside */
	strcpy(p.rest, "../..");
	assert_true(memfs_host_open(&p, 0) < 0);
	strcpy(p.rest, "/etc/passwd");
	assert_true(memfs_host_open(&p, 0) < 0);
	strcpy(p.rest, ".");
	fd = memfs_host_open(&p, 0);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(memfs_make(path, false, &node), WASI_EROFS);
	assert_int_equal(memfs_remove(path, false), WASI_EROFS);
	assert_int_equal(memfs_rename("/tmp", "/t"), WASI_EACCES); /* a mount lies in it */
	snprintf(path, sizeof(path), "%s/link", folder);
	unlink(path);
	snprintf(path, sizeof(path), "%s/near", folder);
	unlink(path);
	rmdir(folder);
	assert_true(memfs_mount("relative", &e) < 0);
	assert_true(memfs_mount("/", &e) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_offset_lies_in_memory_or_is_refused),
		cmocka_unit_test(a_path_is_made_absolute),
		cmocka_unit_test(a_broken_library_is_refused),
		cmocka_unit_test_setup(files_come_and_go, fresh),
		cmocka_unit_test_setup(a_file_lives_while_it_is_open, fresh),
		cmocka_unit_test_setup(what_is_cut_off_is_zero, fresh),
		cmocka_unit_test_setup(the_bounds_hold, fresh),
		cmocka_unit_test_setup(the_library_is_read_only, fresh),
		cmocka_unit_test_setup(a_folder_names_what_is_in_it_once, fresh),
		cmocka_unit_test_setup(no_folder_goes_into_itself, fresh),
		cmocka_unit_test_setup(the_hosts_folder_has_no_way_out, fresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
