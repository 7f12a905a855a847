// SPDX-License-Identifier: MIT
/*
 * The oracle `code` reads the maps of everybody, and a student names the files in them, at any
 * length. Where all of it comes from the system's disk, no name makes it look otherwise; and one
 * line of another disk is seen, whatever stands above it.
 */
#include "tests/fuzz/fuzz.h"

#include "harness/oracles/oracle_code.c"

#include <sys/stat.h>

const unsigned long fuzz_runs = 8000;

static char dir[] = "/dev/shm/ordeal-fuzz-XXXXXX", path[64];
static int proc;

static void remove_all(void)
{
	unlink(path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
	rmdir(dir);
}

static void make_proc(void)
{
	must(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/1", dir);
	must(mkdir(path, 0700) == 0);
	strcat(path, "/maps");
	proc = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	must(proc >= 0);
	atexit(remove_all);
	know(makedev(8, 1));
}

/* What look_at() finds in a process whose maps end with this line; "" if nothing. */
static const char *found(const uint8_t *name, size_t n, const char *last)
{
	static struct episode ep;
	FILE *maps = fopen(path, "we");

	must(maps);
	fputs("55d0-55d1 r-xp 00000000 08:01 17   /usr/bin/python3\n55d2-55d3 r-xp 00000000 00:00 0 \n",
	      maps);
	fputs("7f02-7f03 r-xp 00000000 08:01 9    /tmp/", maps);
	for (size_t i = 0; i < n; i++)
		if (name[i] == '\n')
			fputs("\\012", maps); /* so does the kernel */
		else if (name[i])
			fputc(name[i], maps);
	fprintf(maps, "\n%s", last);
	fclose(maps);
	ep.finding[0] = '\0';
	must(look_at(&ep, proc, "1", false));
	return ep.finding;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (!proc)
		make_proc();
	must(!*found(data, n, ""));
	must(!*found(data, n, "7f04-7f05 rw-p 00000000 00:2b 17   /tmp/x\n"));
	must(strstr(found(data, n, "7f04-7f05 r-xp 00000000 00:2b 17   /tmp/x\n"), "/tmp/x"));
	return 0;
}
