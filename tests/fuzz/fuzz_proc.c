// SPDX-License-Identifier: MIT
/*
 * What the supervisor reads in /proc about the program: stat, children and status, whose one free
 * field is a name that the program chooses. Once the input is the whole file, cut where it may be;
 * and once it is the name in a file that says otherwise what we know: then nothing but that may be
 * read out of it. The kernel writes a newline and a backslash of a name as \n and \\.
 */
#include "tests/fuzz/fuzz.h"

#include "lib/dirents.h"
#include "lib/fd.h"

#include <sys/types.h>

static const char *file; /* the text of every file that is read here */

static ssize_t read_file(int dir, const char *name, char *buf, size_t size)
{
	(void)dir;
	(void)name;
	return snprintf(buf, size, "%s", file) < (int)size ? (ssize_t)strlen(buf) : (ssize_t)size - 1;
}

#define fd_slurp read_file
#include "sandbox/descendants.c"
#include "sandbox/proc.c"
#include "sandbox/scan.c"
#include "sandbox/resident.c"
#include "sandbox/usage.c"
#undef fd_slurp

const unsigned long fuzz_runs = 50000;

/* As proc_task_name() of the kernel: at most 15 bytes, some of them written as two. */
static void escape_name(char *to, const uint8_t *name, size_t n)
{
	for (size_t i = 0; i < n && i < 15 && name[i]; i++) {
		if (name[i] == '\n' || name[i] == '\\')
			*to++ = '\\';
		*to++ = name[i] == '\n' ? 'n' : (char)name[i];
	}
	*to = '\0';
}

static void whole(const char *text)
{
	struct descendants f = { .n = 0 };
	struct proc_stat s;
	char empty[1] = "";

	file = text;
	if (proc_stat(1, &s))
		used_us(&s);
	must(resident_by("", false) >= -1);
	add_children(&f, 1, 1);
	must(f.n <= DESCENDANTS);
	for (size_t i = 0; i < f.n; i++)
		must(f.pid[i] > 0);
	must(status_field(empty, "Seccomp", 10) < 0);
	status_field(text, "Seccomp", 10);
	status_field(text, "CapEff", 16);
}

static void known(const char *name, uint32_t a, uint32_t b)
{
	uint64_t ticks = (uint64_t)sysconf(_SC_CLK_TCK);
	char text[2048];
	struct proc_stat s;

	snprintf(text, sizeof(text),
		 "77 (%s) R %d 5 %d 0 -1 4194304 1 0 0 0 %u 3 %u 7 20 0 1 0 %u 1 2 3\n", name,
		 (int)(a >> 1), (int)(b >> 1), a, b, a);
	file = text;
	must(proc_stat(77, &s) && s.state == 'R' && s.ppid == (int)(a >> 1) &&
	     s.session == (int)(b >> 1) && s.start == a);
	must(scan_birth(77) == a);
	must(used_us(&s) == ((uint64_t)a + 3 + b + 7) * 1000000 / ticks && s.faults == 1);
	snprintf(text, sizeof(text),
		 "Name:\t%s\nState:\tR\nPid:\t77\nVmPTE:\t%8u kB\nRssAnon:\t%8u kB\nRssShmem:\t%8u kB\n"
		 "VmExe:\t4 kB\nSeccomp:\t2\nSeccomp_filters:\t3\n", name, a >> 1, b >> 1, a >> 2);
	must(resident_by("", false) == ((long long)(a >> 1) + (b >> 1) + (a >> 2)) << 10);
	must(resident_by("", true) == ((long long)(a >> 1) + (b >> 1)) << 10);
	must(status_field(text, "Seccomp", 10) == 2);
	must(status_field(text, "NoNewPrivs", 10) < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *text = fuzz_text(data, n), name[40];
	uint32_t a = 0, b = 0;

	whole(text);
	for (int i = 0; i < 4; i++) {
		a = a << 8 | fuzz_byte(&data, &n);
		b = b << 8 | fuzz_byte(&data, &n);
	}
	escape_name(name, data, n);
	known(name, a, b);
	free(text);
	return 0;
}
