// SPDX-License-Identifier: MIT
/*
 * arena_init.c - what runs as pid 1 of an arena.
 *
 * It builds the root, opens the attacker's listeners and the folders that oracles watch, hands them
 * to the keeper, and then does three things until the keeper goes away: start a worker or a decoy,
 * stop all others for a while, reap orphans, and nothing else. It is a copy of the keeper from
 * before any canary was drawn, and what a new child is told, the child reads itself.
 */
#include "harness/arena/arena.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/arena/wire.h"
#include "lib/fd.h"

static struct wire inbox;

static int raise_loopback(struct err *e)
{
	struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
	int fd _cleanup_fd_ = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &lo))
		return err_set(e, errno, "bring lo up");
	return 0;
}

static int listen_on(in_addr_t address, int type, unsigned port, struct err *e)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_port = htons((unsigned short)port),
				  .sin_addr.s_addr = htonl(address) };
	int fd = socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) ||
	    (type == SOCK_STREAM && listen(fd, 64)))
		return err_set(e, errno, "listen at port %u", port);
	return fd;
}

static int listen_at(int type, unsigned port, struct err *e)
{
	return listen_on(INADDR_LOOPBACK, type, port, e);
}

/* The Runtime API: at its second address, too, where the profile has one. */
static int listen_api(const struct profile *p, struct err *e)
{
	bool both = p && p->link_local;

	if (both && profile_address(e))
		return -e->code;
	return listen_on(both ? INADDR_ANY : INADDR_LOOPBACK, SOCK_STREAM, ARENA_API_PORT, e);
}

static int listen_abstract(int type, struct err *e)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	memcpy(at.sun_path + 1, ARENA_ABSTRACT, strlen(ARENA_ABSTRACT));
	if (fd < 0 ||
	    bind(fd, (struct sockaddr *)&at,
		 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 +
			     strlen(ARENA_ABSTRACT))) ||
	    (type == SOCK_STREAM && listen(fd, 64)))
		return err_set(e, errno, "listen at @" ARENA_ABSTRACT);
	return fd;
}

static int open_dir(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? err_set(e, errno, "open %s", path) : fd;
}

static int fresh(int domain, int type, struct err *e)
{
	int fd = socket(domain, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	return fd < 0 ? err_set(e, errno, "socket") : fd;
}

static int open_eyes(const struct profile *p, int fd[ARENA_FDS], struct err *e)
{
	fd[ARENA_FD_TMP] = open_dir("/tmp", e);
	fd[ARENA_FD_SHM] = open_dir("/dev/shm", e);
	fd[ARENA_FD_MARK] = open_dir(ARENA_MARK, e);
	fd[ARENA_FD_PROC] = open_dir("/proc", e);
	fd[ARENA_FD_TREE] = open_dir(ARENA_TREE, e);
	fd[ARENA_FD_SINK_TCP] = listen_at(SOCK_STREAM, ARENA_SINK_PORT, e);
	fd[ARENA_FD_SINK_UDP] = listen_at(SOCK_DGRAM, ARENA_SINK_PORT, e);
	fd[ARENA_FD_DNS] = listen_at(SOCK_DGRAM, ARENA_DNS_PORT, e);
	fd[ARENA_FD_SINK_UNIX] = listen_abstract(SOCK_STREAM, e);
	fd[ARENA_FD_SINK_LETTERS] = listen_abstract(SOCK_DGRAM, e);
	fd[ARENA_FD_SHELL_TCP] = listen_at(SOCK_STREAM, ARENA_SHELL_PORT, e);
	fd[ARENA_FD_SHELL_UDP] = listen_at(SOCK_DGRAM, ARENA_SHELL_PORT, e);
	fd[ARENA_FD_API] = listen_api(p, e);
	fd[ARENA_FD_DIAL_API] = fresh(AF_INET, SOCK_STREAM, e);
	fd[ARENA_FD_DIAL_SINK] = fresh(AF_INET, SOCK_STREAM, e);
	fd[ARENA_FD_DIAL_SHELL] = fresh(AF_INET, SOCK_STREAM, e);
	fd[ARENA_FD_DIAL_UDP] = fresh(AF_INET, SOCK_DGRAM, e);
	fd[ARENA_FD_DIAL_UNIX] = fresh(AF_UNIX, SOCK_STREAM, e);
	fd[ARENA_FD_DIAL_LETTERS] = fresh(AF_UNIX, SOCK_DGRAM, e);
	fd[ARENA_FD_BIND] = fresh(AF_INET, SOCK_STREAM, e);
	for (int i = 0; i < ARENA_FDS; i++)
		if (fd[i] < 0)
			return fd[i];
	return 0;
}

/* Become init: root of the arena, dead with the keeper, not readable by anybody inside. */
static int become_init(bool rootful, struct err *e)
{
	if (rootful && (setgroups(0, NULL) || setresgid(0, 0, 0) || setresuid(0, 0, 0)))
		return err_set(e, errno, "become the arena's root");
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) || prctl(PR_SET_DUMPABLE, 0))
		return err_set(e, errno, "prctl");
	setsid();
	if (sethostname("arena", 5))
		return err_set(e, errno, "sethostname");
	return 0;
}

/*
 * What is counted by user namespace is charged to whoever made it as well, and that is the
 * machine's root: of a limit of 128 for all arenas, one may not take everything. Best effort:
 * Linux 4.9.
 */
static void bound_namespace(void)
{
	char limit[16];

	snprintf(limit, sizeof(limit), "%d", ARENA_INOTIFY);
	fd_put(AT_FDCWD, "/proc/sys/user/max_inotify_instances", limit);
}

static int build(const struct arena_spec *spec, int control, bool rootful,
		 struct arena_sources *sources, struct err *e)
{
	int fd[ARENA_FDS], r;

	if ((r = wire_recv(control, &inbox)) || inbox.type != ARENA_GO)
		_exit(1);
	if ((r = become_init(rootful, e)) || (r = raise_loopback(e)) ||
	    (r = arena_root_build(spec, rootful, sources, e)) ||
	    (r = open_eyes(spec->profile, fd, e)) || (r = arena_root_profile(spec->profile, e)))
		return r;
	bound_namespace();
	r = wire_send(control, ARENA_READY, NULL, fd, ARENA_FDS);
	for (int i = 0; i < ARENA_FDS; i++)
		close(fd[i]);
	return r ? err_set(e, -r, "send") : 0;
}

/* A file of the instance, written while the child is still root: the evaluator's source. */
static void put_file(const char *path, const char *text)
{
	int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0 || fd_write_all(fd, text, strlen(text)))
		_exit(126);
	close(fd);
}

/* No code of a student's has run yet: the keeper may believe it. */
static _Noreturn void give_up(const struct err *e)
{
	wire_send(3, ARENA_FAILED, (const char *[]){ e->text, NULL }, NULL, 0);
	_exit(126);
}

static void become_student(const struct arena_spec *spec, bool rootful)
{
	struct mount_attr read_only = { .attr_set = MOUNT_ATTR_RDONLY };
	struct err e = { 0 };

	if (mount_setattr(AT_FDCWD, "/var/task", 0, &read_only, sizeof(read_only)))
		_exit(126);
	if (chdir("/tmp"))
		_exit(126);
	if (spec->profile && profile_changes(spec->profile)) {
		if (profile_enter(spec->profile, rootful, ARENA_UID, ARENA_GID, &e))
			give_up(&e);
		return;
	}
	if (rootful && (setgroups(0, NULL) || setresgid(ARENA_GID, ARENA_GID, ARENA_GID) ||
			setresuid(ARENA_UID, ARENA_UID, ARENA_UID)))
		_exit(126);
}

/*
 * The new process: read from `sock`, which becomes descriptor 3, what to write, whose environment
 * to have and what to be. Ids are dropped by the exec where only one is mapped.
 */
static _Noreturn void child(const struct arena_spec *spec, int sock, bool rootful)
{
	const struct rlimit tasks = { ARENA_TASKS, ARENA_TASKS };

	static char environment[WIRE_BYTES];
	static char *envp[WIRE_STRINGS + 1];
	sigset_t none;

	setsid();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int sig = 1; sig < NSIG; sig++)
		signal(sig, SIG_DFL);
	setpriority(PRIO_PROCESS, 0, 0); /* the keeper's is not for those it watches */
	if ((sock != 3 && dup2(sock, 3) != 3) || close_range(4, ~0U, 0))
		_exit(126);
	while (!wire_recv(3, &inbox) && inbox.type) {
		if (inbox.type == CHILD_FILE && inbox.strings == 2) {
			put_file(inbox.string[0], inbox.string[1]);
		} else if (inbox.type == CHILD_ENV) {
			memcpy(environment, inbox.bytes, sizeof(environment));
			for (size_t i = 0; i <= inbox.strings; i++)
				envp[i] = inbox.string[i] ?
						  environment + (inbox.string[i] - inbox.bytes) :
						  NULL;
		} else if (inbox.type == CHILD_EXEC && inbox.strings) {
			/* Where no cgroup bounds us, this does, for ids of our own. */
			if (!spec->cgroups->version && !profile_limits(spec->profile, RLIMIT_NPROC))
				setrlimit(RLIMIT_NPROC, &tasks);
			become_student(spec, rootful);
			execve(inbox.string[0], inbox.string, envp);
			_exit(127);
		}
	}
	_exit(126);
}

/* The signal reaches everybody at once, but this process. */
static bool told_all(int type)
{
	if (type != ARENA_STOP && type != ARENA_CONTINUE)
		return false;
	kill(-1, type == ARENA_STOP ? SIGSTOP : SIGCONT);
	return true;
}

static void serve(const struct arena_spec *spec, int control, bool rootful)
{
	char text[16];
	const char *answer[] = { text, NULL };
	pid_t pid;

	if (inbox.fds != 1 || (inbox.type != ARENA_WORKER && inbox.type != ARENA_DECOY))
		_exit(1);
	pid = fork();
	if (pid == 0)
		child(spec, inbox.fd[0], rootful);
	close(inbox.fd[0]);
	snprintf(text, sizeof(text), "%d", pid);
	if (pid < 0 || wire_send(control, ARENA_STARTED, answer, NULL, 0))
		_exit(1);
}

/* Nothing of the keeper's may be open in here: not its pipes, not the user's terminal. */
static void leave_keeper(int control, const struct arena_sources *sources)
{
	unsigned after = ARENA_SOURCE_BASE;

	int null = open("/dev/null", O_RDWR);

	for (int fd = 0; fd < 3; fd++)
		if (dup2(null, fd) != fd)
			_exit(1);
	for (int i = 0; i < sources->count; i++)
		if (sources->fd[i] >= (int)after)
			after = (unsigned)sources->fd[i] + 1;
	if (sources->tmp >= (int)after)
		after = (unsigned)sources->tmp + 1;
	if ((control != 3 && dup2(control, 3) != 3) ||
	    close_range(4, ARENA_SOURCE_BASE - 1, 0) || close_range(after, ~0U, 0))
		_exit(1);
}

_Noreturn void arena_init(const struct arena_spec *spec, int control, bool rootful,
			  struct arena_sources *sources)
{
	struct signalfd_siginfo news;
	struct pollfd p[2] = { { .events = POLLIN }, { .events = POLLIN } };
	struct err e = { 0 };
	sigset_t chld;
	int r;

	leave_keeper(control, sources);
	p[0].fd = control = 3;
	if (build(spec, control, rootful, sources, &e)) {
		char code[16];
		const char *answer[] = { code, e.text, NULL };

		snprintf(code, sizeof(code), "%d", e.code);
		wire_send(control, ARENA_FAILED, answer, NULL, 0);
		_exit(1);
	}
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &chld, NULL);
	p[1].fd = signalfd(-1, &chld, SFD_CLOEXEC | SFD_NONBLOCK);
	for (;;) {
		while (waitpid(-1, NULL, WNOHANG) > 0)
			;
		r = poll(p, 2, -1);
		while (read(p[1].fd, &news, sizeof(news)) > 0)
			;
		if (r < 0 || !(p[0].revents))
			continue;
		if (wire_recv(control, &inbox) || !inbox.type)
			_exit(0);
		if (!told_all(inbox.type))
			serve(spec, control, rootful);
	}
}
