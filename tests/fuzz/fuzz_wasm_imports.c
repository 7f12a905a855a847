// SPDX-License-Identifier: MIT
/*
 * A guest that calls the host with whatever numbers it likes, in any order: wild offsets, lengths,
 * descriptors, flags. Nothing outside its memory is read or written (the sanitizer watches both),
 * no byte of a file outside the shown folder comes in, no descriptor of the host's is left, and the
 * bounds of its files hold.
 */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "sandbox/wasm/guest.h"
#include "sandbox/wasm/handles.h"
#include "sandbox/wasm/imports.h"

const unsigned long fuzz_runs = 4000;

enum { SIZE = 65536, DISK = 100000, FSIZE = 50000, FILES = 12, PATHS = 4096 };
static const char TOKEN[] = "outside-of-the-folder";

static struct library library;
static struct memfs fresh_files;
static struct handles fresh_handles;
static char folder[64];

static const char *const words[] = {
	"/", ".", "..", "/tmp", "/tmp/a", "tmp/../tmp/b", "a", "b", "/usr", "/usr/x", "shown", "link",
	"file", "../outside", "", "a/../../..", "/tmp/a/b", "dangling",
};
enum { WORDS = sizeof(words) / sizeof(*words) };

static void put_file(const char *name, const char *text)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	must(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
}

static void remove_all(void)
{
	static const char *const names[] = { "shown/link", "shown/dangling", "shown/file", "shown/sub",
					     "outside", "shown", "" };
	char path[128];

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		if (unlink(path) < 0)
			rmdir(path);
	}
}

static void once(void)
{
	const struct memfs_limits limits = { DISK, FSIZE, FILES };
	static uint8_t blob[16] = "ORDEALIB\1";
	static char *arguments[] = { "python3", "x", NULL };
	char path[128], target[128];
	struct err e;

	snprintf(folder, sizeof(folder), "/dev/shm/ordeal-imports-%d", (int)getpid());
	must(mkdir(folder, 0700) == 0);
	atexit(remove_all);
	snprintf(path, sizeof(path), "%s/shown", folder);
	must(mkdir(path, 0700) == 0);
	put_file("outside", TOKEN);
	put_file("shown/file", "inside");
	snprintf(target, sizeof(target), "%s/outside", folder);
	snprintf(path, sizeof(path), "%s/shown/link", folder);
	must(symlink(target, path) == 0);
	snprintf(path, sizeof(path), "%s/shown/dangling", folder);
	must(symlink("..", path) == 0);
	snprintf(path, sizeof(path), "%s/shown", folder);
	must(library_open(&library, blob, sizeof(blob)) == 0);
	must(memfs_init(&library, &limits) == 0 && memfs_mount(path, &e) == 0);
	handles_init();
	memcpy(&fresh_files, &memfs, sizeof(memfs));
	memcpy(&fresh_handles, &handles, sizeof(handles));
	wasi_arguments(arguments);
}

static size_t open_descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	size_t n = 0;

	must(d);
	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static const uint8_t *in;
static size_t left;

/* A number that a guest might hit upon: often a useful one, else a border, else anything. */
static u32 number(void)
{
	static const u32 borders[] = { 0,	 1,	   3,	       SIZE - 1,
				       SIZE,	 SIZE + 1, UINT32_MAX, UINT32_MAX - 7,
				       1u << 31, SIZE - 8, SIZE - 64,  FSIZE };
	uint8_t kind = fuzz_byte(&in, &left), b = fuzz_byte(&in, &left);

	if (kind < 160)
		return b % 12;
	if (kind < 200)
		return b * 64u;
	if (kind < 240)
		return borders[b % (sizeof(borders) / sizeof(*borders))];
	return (u32)b << 24 | (u32)fuzz_byte(&in, &left) << 8 | fuzz_byte(&in, &left);
}

static u64 wide(void)
{
	return (u64)number() << (fuzz_byte(&in, &left) < 40 ? 32 : 0) | number();
}

/* Mostly a path that is in memory; its length too. */
static u32 path_n;
static u32 path(void)
{
	u32 i = fuzz_byte(&in, &left) % (WORDS + 2);
	char *to = (char *)guest.base + PATHS;

	if (i >= WORDS) {
		path_n = number();
		return number();
	}
	if (i >= 10 && i <= 12)
		snprintf(to, 200, "%s/shown/%s", folder, words[i]);
	else
		strcpy(to, words[i]);
	path_n = (u32)strlen(to);
	return PATHS;
}

static void call(void)
{
	u32 p, p_n, q;

	switch (fuzz_byte(&in, &left) % 33) {
	case 0: wasi_args_get(number(), number()); break;
	case 1: wasi_args_sizes_get(number(), number()); break;
	case 2: wasi_environ_sizes_get(number(), number()); break;
	case 3: wasi_clock_res_get(number(), number()); break;
	case 4: wasi_clock_time_get(number(), wide(), number()); break;
	case 5: wasi_random_get(number(), number()); break;
	case 6: wasi_fd_allocate(number(), wide(), wide()); break;
	case 7: wasi_fd_close(number()); break;
	case 8: wasi_fd_fdstat_get(number(), number()); break;
	case 9: wasi_fd_fdstat_set_flags(number(), number()); break;
	case 10: wasi_fd_filestat_get(number(), number()); break;
	case 11: wasi_fd_filestat_set_size(number(), wide()); break;
	case 12: wasi_fd_pread(number(), number(), number(), wide(), number()); break;
	case 13: wasi_fd_pwrite(number(), number(), number(), wide(), number()); break;
	case 14: case 15: wasi_fd_read(number(), number(), number(), number()); break;
	case 16: case 17: wasi_fd_write(number(), number(), number(), number()); break;
	case 18: wasi_fd_prestat_get(number(), number()); break;
	case 19: wasi_fd_prestat_dir_name(number(), number(), number()); break;
	case 20: wasi_fd_readdir(number(), number(), number(), wide(), number()); break;
	case 21: wasi_fd_renumber(number(), number()); break;
	case 22: wasi_fd_seek(number(), wide(), number(), number()); break;
	case 23: p = path(); wasi_path_create_directory(number(), p, path_n); break;
	case 24: p = path(); wasi_path_filestat_get(number(), number(), p, path_n, number()); break;
	case 25: case 26: case 27: case 28:
		p = path();
		p_n = path_n;
		wasi_path_open(fuzz_byte(&in, &left) < 200 ? HANDLE_ROOT : number(), number(), p,
			       p_n, number(), wide(), wide(), number(), number());
		break;
	case 29: p = path(); wasi_path_remove_directory(number(), p, path_n); break;
	case 30: p = path(); wasi_path_unlink_file(HANDLE_ROOT, p, path_n); break;
	case 31:
		p = path();
		p_n = path_n;
		memcpy(guest.base + PATHS + 512, guest.base + PATHS, 256);
		q = path();
		wasi_path_rename(HANDLE_ROOT, p == PATHS ? PATHS + 512 : p, p_n, HANDLE_ROOT, q,
				 path_n);
		break;
	case 32:
		p = path();
		wasi_path_readlink(number(), p, path_n, number(), number(), number());
		break;
	}
}

static void bounds_hold(void)
{
	u64 bytes = 0;

	must(memfs.high <= FILES && memfs.bytes <= DISK);
	for (u32 i = 0; i < MEMFS_NODES; i++) {
		bytes += memfs.node[i].size;
		must(memfs.node[i].size <= FSIZE);
	}
	must(bytes == memfs.bytes);
	must(!memmem(guest.base, guest.size, TOKEN, sizeof(TOKEN) - 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	size_t before;

	if (!*folder)
		once();
	guest = (struct guest){ calloc(1, SIZE), SIZE };
	output.limit = UINT64_MAX; /* no buffer: what is written is counted */
	output.bytes[0] = output.bytes[1] = 0;
	before = open_descriptors();
	in = data;
	left = n;
	while (left)
		call();
	bounds_hold();
	handles_release(&fresh_handles);
	must(open_descriptors() == before);
	memfs_forget(&fresh_files);
	memcpy(&memfs, &fresh_files, sizeof(memfs));
	memcpy(&handles, &fresh_handles, sizeof(handles));
	free(guest.base);
	guest.base = NULL;
	return 0;
}
