// SPDX-License-Identifier: MIT
/*
 * learn.c - every call is asked about, and those that the rules allow are written down and go on. So a run
 * that learns is as confined as any; it is slower, and what a policy has is never more than what the run
 * was granted. Which rules would have decided is found out by running the filter on the call, here.
 *
 * Paths are those that were opened to be read, or run, and were there. A folder stands for what is in it
 * where it lies deep enough; what is run is named by itself, and so is who loads it.
 */
#include "sandbox/learn.h"

#include "lib/fd.h"
#include "lib/processor.h"
#include "sandbox/calls.h"
#include "sandbox/grants.h"
#include "sandbox/layer_seccomp.h"
#include "sandbox/notify_args.h"
#include "sandbox/notify_self.h"
#include "sandbox/prologue.h"
#include "sandbox/stack.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct learnt *learn_begin(void)
{
	void *m = mmap(NULL, sizeof(struct learnt), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return m == MAP_FAILED ? NULL : m;
}

static uint32_t decision(const struct sock_filter *f, const struct seccomp_data *d)
{
	for (uint32_t a = 0;; f++) {
		bool yes = false;

		switch (BPF_CLASS(f->code)) {
		case BPF_LD:
			memcpy(&a, (const char *)d + f->k, sizeof(a));
			continue;
		case BPF_ALU:
			a &= f->k; /* there is no other */
			continue;
		case BPF_JMP:
			if (BPF_OP(f->code) == BPF_JA) {
				f += f->k;
				continue;
			}
			yes = BPF_OP(f->code) == BPF_JEQ ? a == f->k :
			      BPF_OP(f->code) == BPF_JGT ? a > f->k :
			      BPF_OP(f->code) == BPF_JGE ? a >= f->k : (a & f->k) != 0;
			f += yes ? f->jt : f->jf;
			continue;
		}
		return f->k; /* BPF_RET */
	}
}

static bool rules_allow(struct box *b, const struct seccomp_data *d)
{
	static struct sock_filter f[SECCOMP_LENGTH];
	static bool made;

	if (!made)
		seccomp_filter(f, b->pid, b->opt->processes, b->opt->processes && !self_signals_are_asked(b),
			       ASKS_RARELY, getsid(b->pid) == b->pid);
	made = true;
	return decision(f, d) == SECCOMP_RET_ALLOW;
}

static void note(struct learnt *l, char kind, const char *path)
{
	size_t n = strlen(path) + 2;

	for (size_t at = 0; at < l->n; at += strlen(l->text + at) + 1)
		if (l->text[at] == kind && !strcmp(l->text + at + 1, path))
			return;
	l->full |= n > LEARN_TEXT - l->n;
	if (l->full)
		return;
	l->text[l->n] = kind;
	memcpy(l->text + l->n + 1, path, n - 1);
	l->n += n;
}

/* Who loads a program: the interpreter that its first line, or its header, names. */
static void note_loader(struct learnt *l, const char *path, int depth)
{
	int fd _cleanup_fd_ = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char head[PATH_MAX] = "", real[PATH_MAX], *name = NULL;
	Elf64_Ehdr elf;

	if (fd < 0 || pread(fd, head, sizeof(head) - 1, 0) < (ssize_t)sizeof(elf))
		return;
	memcpy(&elf, head, sizeof(elf));
	if (!memcmp(head, "#!", 2)) {
		name = head + 2 + strspn(head + 2, " \t");
		name[strcspn(name, " \t\n")] = '\0';
	}
	for (int i = 0; !name && !memcmp(elf.e_ident, ELFMAG, SELFMAG) && i < elf.e_phnum; i++) {
		Elf64_Phdr p;

		if (pread(fd, &p, sizeof(p), (off_t)(elf.e_phoff + (size_t)i * sizeof(p))) != sizeof(p))
			return;
		if (p.p_type != PT_INTERP || p.p_filesz >= sizeof(head))
			continue;
		memset(head, 0, sizeof(head));
		if (pread(fd, head, p.p_filesz, (off_t)p.p_offset) > 0)
			name = head;
	}
	if (!name || !realpath(name, real))
		return;
	note(l, 'x', real);
	if (depth < 4)
		note_loader(l, real, depth + 1);
}

static void note_path(struct box *b, pid_t pid, int dir, uint64_t at, char kind)
{
	char path[PATH_MAX], whole[PATH_MAX + 64], real[PATH_MAX];

	if (args_path(pid, at, path) < 0)
		return;
	if (*path == '/')
		snprintf(whole, sizeof(whole), "%s", path);
	else if (dir == AT_FDCWD)
		snprintf(whole, sizeof(whole), "/proc/%d/cwd/%s", pid, path);
	else
		snprintf(whole, sizeof(whole), "/proc/%d/fd/%d/%s", pid, dir, path);
	if (!strncmp(whole, "/proc/self", 10) || !realpath(whole, real))
		return;
	if (b->tmp.path[0] && path_below(real, b->tmp.path))
		return;
	note(b->opt->learnt, kind, real);
	if (kind == 'x')
		note_loader(b->opt->learnt, real, 0);
}

static void note_descriptors(struct box *b, pid_t pid)
{
	struct stat st;
	char name[32];

	snprintf(name, sizeof(name), "/proc/%d/fd", pid);
	if (stat(name, &st) == 0 && st.st_size > (off_t)b->opt->learnt->descriptors)
		b->opt->learnt->descriptors = (unsigned)st.st_size;
}

static void note_call(struct box *b, const struct seccomp_notif *ask)
{
	const __u64 *a = ask->data.args;
	pid_t pid = (pid_t)ask->pid;

	calls_put(b->opt->learnt->calls, ask->data.nr);
	switch (ask->data.nr) {
	case SYS_open:
		note_path(b, pid, AT_FDCWD, a[0], 'r');
		note_descriptors(b, pid);
		return;
	case SYS_openat:
		note_path(b, pid, (int)a[0], a[1], 'r');
		note_descriptors(b, pid);
		return;
	case SYS_execve:
		note_path(b, pid, AT_FDCWD, a[0], 'x');
		return;
	case SYS_exit_group:
	case SYS_close:
		note_descriptors(b, pid);
		return;
	case SYS_fork:
	case SYS_vfork:
		b->opt->learnt->processes = true;
		return;
	case SYS_clone:
		b->opt->learnt->processes |= !(a[0] & CLONE_THREAD);
	}
}

bool learn_hears(struct box *b, const struct seccomp_notif *ask)
{
	if (!seccomp_call(ask->data.nr))
		return false;
	note_call(b, ask); /* refused, it is refused the next time too */
	return rules_allow(b, &ask->data);
}
