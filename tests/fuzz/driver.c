// SPDX-License-Identifier: MIT
/*
 * driver.c - run a fuzz target where there is no libFuzzer, and the same way each time.
 *
 *	TARGET [--runs N] [--seconds N] [--seed N] [--keep FOLDER] [FILE|FOLDER]...
 *
 * First the files as they are, then mutations of them: the same for the same seed, so that a test
 * that passes today passes tomorrow. The number of runs ends it, not the clock. Compiled with
 * -fsanitize-coverage=trace-pc, what reaches a new pair of branches becomes a base of further ones.
 * An input that kills the target, or holds it for ten seconds, is written to FOLDER.
 */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

#include "lib/fd.h"
#include "lib/fnv.h"

int fuzz_file(const uint8_t *data, size_t n, char path[32])
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	must(fd >= 0 && fd_write_all(fd, data, n) == 0 && lseek(fd, 0, SEEK_SET) == 0);
	snprintf(path, 32, "/proc/self/fd/%d", fd);
	return fd;
}

#ifndef LIBFUZZER

enum { LONGEST = 8192, BASES = 4096, EDGES = 1 << 16, HANG = 10 };

struct input {
	uint8_t *bytes;
	size_t n;
};

static struct input base[BASES];
static size_t bases;
static uint8_t now[LONGEST];
static size_t now_n;
static const char *keep, *name;
static uint64_t dice;

/* ---- what was reached ---------------------------------------------------------------------- */

static uint8_t edge[EDGES];
static uintptr_t last_edge;
static bool news;

extern const char __executable_start[];
void __sanitizer_cov_trace_pc(void);

__attribute__((no_sanitize_coverage, no_sanitize("address"))) void __sanitizer_cov_trace_pc(void)
{
	uintptr_t at = (uintptr_t)__builtin_return_address(0) - (uintptr_t)__executable_start;
	size_t pair = ((at >> 1) * 31 ^ last_edge) % EDGES;

	news |= !edge[pair];
	edge[pair] = 1;
	last_edge = at * 17;
}

/* ---- inputs -------------------------------------------------------------------------------- */

static uint64_t roll(uint64_t below)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return below ? (dice >> 11) % below : 0;
}

static void add_base(const uint8_t *bytes, size_t n)
{
	uint8_t *copy = malloc(n + 1);

	if (!copy || bases == BASES) {
		free(copy);
		return;
	}
	memcpy(copy, bytes, n);
	base[bases++] = (struct input){ copy, n };
}

/* Make room for `more` bytes at `at`; false: there is none. */
static bool open_gap(size_t at, size_t more)
{
	if (now_n + more > LONGEST)
		return false;
	memmove(now + at + more, now + at, now_n - at);
	now_n += more;
	return true;
}

static void insert(size_t at, const void *bytes, size_t n)
{
	if (open_gap(at, n))
		memcpy(now + at, bytes, n);
}

static void mutate(void)
{
	static const char *const words[] = {
		"\n", "\r\n\r\n", "\0", " ", "\t", ")", "\\", "\"", "'", "--", "=", ",", "|", "{", "}",
		"[", "]", "\x1b[2J", "\xc2\x9b", "\xff", "\xed\xa0\x80", "\xef\xbf\xbe", "../", "-1", "0x",
		"4294967296", "18446744073709551615", "9223372036854775808", "4611686018427387904",
		"1e999", "%n%s", "none", "\xe2\x80\xae",
	};
	static const uint8_t bytes[] = { 0,  1,	  9,   10,  13,	 27,  32,  34, 39, 40,
					 41, 44,  45,  47,  48,	 57,  58,  61, 91, 92,
					 93, 123, 125, 127, 128, 194, 237, 255 };
	size_t at = roll(now_n + 1), left = now_n - at, n = 1 + roll(left < 16 ? left : 16);
	const struct input *other = &base[roll(bases)];
	size_t w = roll(sizeof(words) / sizeof(*words)), from = roll(other->n);

	switch (roll(8)) {
	case 0:
		if (left)
			now[at] ^= (uint8_t)(1u << roll(8));
		break;
	case 1:
		if (left)
			now[at] = bytes[roll(sizeof(bytes))];
		break;
	case 2:
		insert(at, words[w], words[w][0] ? strlen(words[w]) : 1);
		break;
	case 3:
		if (n > left)
			break;
		memmove(now + at, now + at + n, left - n);
		now_n -= n;
		break;
	case 4: /* a piece of itself, again */
		if (left && n <= left && open_gap(at, n))
			memcpy(now + at, now + at + n, n);
		break;
	case 5: /* a piece of another */
		if (other->n)
			insert(at, other->bytes + from, 1 + roll(other->n - from));
		break;
	case 6: /* cut short */
		if (!roll(4))
			now_n = at;
		break;
	case 7:
		if (left)
			now[at] = (uint8_t)roll(256);
		break;
	}
}

static void add_path(const char *path)
{
	struct dirent **names;
	int n = scandir(path, &names, NULL, alphasort);
	static char text[LONGEST + 1];
	char below[PATH_MAX];
	ssize_t size;

	for (int i = 0; i < n; i++) {
		snprintf(below, sizeof(below), "%s/%s", path, names[i]->d_name);
		if (names[i]->d_name[0] != '.')
			add_path(below);
		free(names[i]);
	}
	if (n >= 0) {
		free(names);
		return;
	}
	size = fd_slurp(AT_FDCWD, path, text, sizeof(text));
	if (size >= 0)
		add_base((uint8_t *)text, (size_t)size);
}

/* ---- runs ---------------------------------------------------------------------------------- */

static void keep_input(void)
{
	char path[PATH_MAX];
	uint64_t hash = fnv_add(FNV_START, now, now_n);
	int fd;

	snprintf(path, sizeof(path), "%s/%s-%016llx", keep, name, (unsigned long long)hash);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (fd < 0 || fd_write_all(fd, now, now_n) < 0)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	else
		fprintf(stderr, "the input is kept: %s\n", path);
}

static void on_signal(int sig)
{
	if (sig == SIGALRM)
		fprintf(stderr, "it takes more than %d seconds\n", HANG);
	keep_input();
	signal(sig == SIGALRM ? SIGABRT : sig, SIG_DFL);
	raise(sig == SIGALRM ? SIGABRT : sig);
}

void __sanitizer_set_death_callback(void (*)(void)) __attribute__((weak));

static void run(void)
{
	uint8_t *exact = malloc(now_n ? now_n : 1);

	memcpy(exact, now, now_n);
	alarm(HANG);
	last_edge = 0;
	LLVMFuzzerTestOneInput(exact, now_n);
	alarm(0);
	free(exact);
}

static void set_now(const struct input *i)
{
	now_n = i->n < LONGEST ? i->n : LONGEST;
	memcpy(now, i->bytes, now_n);
}

static void fuzz(unsigned long runs, unsigned long seconds)
{
	time_t end = time(NULL) + (time_t)seconds;
	size_t given = bases;

	for (size_t i = 0; i < given; i++) {
		set_now(&base[i]);
		run();
	}
	news = false;
	for (unsigned long i = 0; seconds ? time(NULL) < end : i < runs; i++) {
		set_now(&base[roll(bases)]);
		for (uint64_t times = 1 + roll(6); times-- > 0;)
			mutate();
		run();
		if (news)
			add_base(now, now_n);
		news = false;
	}
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "runs", required_argument, NULL, 'r' }, { "seconds", required_argument, NULL, 's' },
		{ "seed", required_argument, NULL, 'S' }, { "keep", required_argument, NULL, 'k' },
		{ NULL, 0, NULL, 0 },
	};
	static const int deadly[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM };
	unsigned long runs = fuzz_runs, seconds = 0, seed = 1;
	int opt;

	keep = ".";
	name = strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0];
	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (opt == 'k')
			keep = optarg;
		else if (opt == '?')
			return 2;
		else
			*(opt == 'r'   ? &runs
			  : opt == 's' ? &seconds
				       : &seed) = strtoul(optarg, NULL, 10);
	}
	for (int i = optind; i < argc; i++)
		add_path(argv[i]);
	if (!bases)
		add_base((const uint8_t *)"", 0);
	dice = seed * 0x9e3779b97f4a7c15u | 1;
	for (size_t i = 0; i < sizeof(deadly) / sizeof(*deadly); i++)
		signal(deadly[i], on_signal);
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(keep_input);
	fuzz(runs, seconds);
	printf("%s: %zu inputs and their mutations, nothing found\n", name, bases);
	return 0;
}
#endif
