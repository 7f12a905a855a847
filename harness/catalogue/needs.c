// SPDX-License-Identifier: MIT
/*
 * needs.c - what this machine must have for a program to mean anything. Asked of the machine, not
 * of its version number; asked once, since some questions cost a process.
 */
#include "harness/catalogue/catalogue.h"

#include <errno.h>
#include <linux/keyctl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/calls.h"
#include "lib/fd.h"
#include "lib/processor.h"

#define PYTHON "/usr/bin/python3"

static const char *x86_64(void)
{
	return strcmp(PROCESSOR_NAME, "x86_64") ? "needs x86_64" : NULL;
}

/* getpid(2) by the i386 door. Where that is shut (CONFIG_IA32_EMULATION off) it is a fault. */
static const char *ia32(void)
{
	int status = -1;
	pid_t pid;

	if (x86_64())
		return x86_64();
	pid = fork();
	if (pid == 0) {
		signal(SIGSEGV, SIG_DFL);
		_exit(door_i386() < 0);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status ? "int $0x80 does not work here (IA32_EMULATION)" : NULL;
}

static const char *io_uring(void)
{
	char disabled[8];

	if (syscall(SYS_io_uring_setup, 0, NULL) < 0 && (errno == ENOSYS || errno == EPERM))
		return "io_uring_setup(2) does not answer here";
	if (fd_slurp(-1, "/proc/sys/kernel/io_uring_disabled", disabled, sizeof(disabled)) > 0 &&
	    disabled[0] != '0')
		return "io_uring is disabled here (kernel.io_uring_disabled)";
	return NULL;
}

static const char *python(void)
{
	return access(PYTHON, X_OK) ? PYTHON " is missing" : NULL;
}

static const char *bash(void)
{
	return access("/bin/bash", X_OK) ? "/bin/bash is missing" : NULL;
}

static const char *sysvipc(void)
{
	return shmget(IPC_PRIVATE, 0, 0) < 0 && errno == ENOSYS ? "no System V IPC here" : NULL;
}

static const char *ipv6(void)
{
	int fd _cleanup_fd_ = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

	return fd < 0 ? "no AF_INET6 sockets here" : NULL;
}

static const char *ids(void)
{
	return geteuid() ? "set-id programs mean nothing in a rootless arena: run as root" : NULL;
}

static const char *cc(void)
{
	return access("/usr/bin/gcc", X_OK) || access("/usr/bin/as", X_OK) ? "gcc is missing" : NULL;
}

static const char *cxx(void)
{
	return access("/usr/bin/g++", X_OK) ? "g++ is missing" : NULL;
}

static const char *landlock(void)
{
	enum { ABI_VERSION = 1 };

	return syscall(SYS_landlock_create_ruleset, NULL, 0, ABI_VERSION) < 1 ?
		       "no Landlock here" : NULL;
}

static const char *notify(void)
{
	uint32_t action = SECCOMP_RET_USER_NOTIF;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) ?
		       "no seccomp user notifications here" : NULL;
}

static const char *secretmem(void)
{
	int fd _cleanup_fd_ = (int)syscall(SYS_memfd_secret, 0);

	return fd < 0 ? "memfd_secret(2) does not answer here" : NULL;
}

static const char *keys(void)
{
	return syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_USER_KEYRING, 1) < 0 ?
		       "no keyrings here" : NULL;
}

/* Asked by a child of an ordinary user, as students are. */
static const char *userns(void)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		_exit(setuid(getuid() ? getuid() : 65534) || unshare(CLONE_NEWUSER));
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status ? "ordinary users may not make user namespaces here" : NULL;
}

/* Not by trying: that would load the module, and leave it loaded. */
static bool protocol(const char *line)
{
	char protocols[16384];

	return fd_slurp(-1, "/proc/net/protocols", protocols, sizeof(protocols)) > 0 &&
	       strstr(protocols, line);
}

static const char *vsock(void)
{
	return protocol("\nAF_VSOCK ") ? NULL : "no AF_VSOCK sockets here";
}

static const char *xdp(void)
{
	return protocol("\nXDP ") ? NULL : "no AF_XDP sockets here";
}

/* A path or a handler would be the host's: what crashes in an arena has to stay there. */
static const char *cores(void)
{
	char pattern[256];

	return fd_slurp(-1, "/proc/sys/kernel/core_pattern", pattern, sizeof(pattern)) > 0 &&
			       !strpbrk(pattern, "|/@") ?
		       NULL : "cores go elsewhere here (kernel.core_pattern)";
}

/* A package of the system's Python; Debian's lie here. */
#define PACKAGE(module)                                                      \
	{                                                                    \
		.name = #module,                                             \
		.path = "/usr/lib/python3/dist-packages/" #module "/__init__.py", \
		.missing = #module " for " PYTHON " is missing",             \
		.mend = "apt-get install python3-" #module,                  \
	}

/* A language that students learn: its compiler, or its interpreter. */
#define LANGUAGE(language, program)                                                       \
	{                                                                                 \
		.name = #language, .path = program,                                       \
		.missing = program " is missing (./deps languages)",                      \
		.mend = "./deps languages",                                               \
	}

static struct question {
	const char *name;
	const char *(*ask)(void);
	const char *path, *missing; /* instead of ask: a file to be there, and what to say if not */
	const char *mend;           /* a command; NULL: another kernel or processor               */
	bool        asked;
	const char *unmet;
} questions[] = {
	{ .name = "x86_64", .ask = x86_64 },
	{ .name = "ia32", .ask = ia32 },
	{ .name = "io_uring", .ask = io_uring, .mend = "sysctl kernel.io_uring_disabled=0" },
	{ .name = "python", .ask = python, .mend = "apt-get install python3" },
	{ .name = "bash", .ask = bash, .mend = "apt-get install bash" },
	{ .name = "sysvipc", .ask = sysvipc },
	{ .name = "ipv6", .ask = ipv6 },
	{ .name = "ids", .ask = ids, .mend = "run it as root" },
	{ .name = "cc", .ask = cc, .mend = "apt-get install gcc libc6-dev" },
	{ .name = "cxx", .ask = cxx, .mend = "apt-get install g++" },
	{ .name = "landlock", .ask = landlock },
	{ .name = "notify", .ask = notify },
	{ .name = "secretmem", .ask = secretmem },
	{ .name = "keys", .ask = keys },
	{ .name = "userns", .ask = userns, .mend = "sysctl user.max_user_namespaces=10000" },
	{ .name = "vsock", .ask = vsock, .mend = "modprobe vsock" },
	{ .name = "cores", .ask = cores, .mend = "sysctl kernel.core_pattern=core" },
	{ .name = "xdp", .ask = xdp },
	{ .name = "zoneinfo", .path = "/usr/share/zoneinfo/UTC", .missing = "tzdata is missing",
	  .mend = "apt-get install tzdata" },
	PACKAGE(numpy),
	PACKAGE(sympy),
	PACKAGE(scipy),
	PACKAGE(pandas),
	PACKAGE(matplotlib),
	LANGUAGE(go, "/usr/bin/go"),
	LANGUAGE(rust, "/usr/bin/rustc"),
	LANGUAGE(java, "/usr/bin/javac"),
	LANGUAGE(node, "/usr/bin/node"),
	LANGUAGE(ocaml, "/usr/bin/ocamlopt"),
	LANGUAGE(ghc, "/usr/bin/ghc"),
	LANGUAGE(r, "/usr/bin/Rscript"),
	LANGUAGE(ruby, "/usr/bin/ruby"),
	LANGUAGE(perl, "/usr/bin/perl"),
	LANGUAGE(php, "/usr/bin/php"),
	LANGUAGE(fortran, "/usr/bin/gfortran"),
	LANGUAGE(sbcl, "/usr/bin/sbcl"),
	LANGUAGE(erlang, "/usr/bin/erlc"),
	LANGUAGE(mono, "/usr/bin/mcs"),
};

static struct question *find(const char *name)
{
	for (size_t i = 0; i < sizeof(questions) / sizeof(*questions); i++)
		if (!strcmp(questions[i].name, name))
			return &questions[i];
	return NULL;
}

bool need_known(const char *name)
{
	return find(name);
}

const char *need_unmet(const char *name)
{
	struct question *q = find(name);

	if (!q)
		return "a need that nobody knows";
	if (!q->asked)
		q->unmet = q->ask ? q->ask() : access(q->path, R_OK) ? q->missing : NULL;
	q->asked = true;
	return q->unmet;
}

const char *need_mend(const char *name)
{
	struct question *q = find(name);

	return q ? q->mend : NULL;
}
