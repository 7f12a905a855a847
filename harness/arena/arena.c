// SPDX-License-Identifier: MIT
/*
 * arena.c - the keeper's side of an arena: clone, map ids, limit, tear down.
 *
 * Every arena maps its 0, 990 and 993 to outer ids that no other live arena has, since limits such
 * as RLIMIT_NPROC, keyrings and pipe budgets count per kernel uid: the base is computed from the
 * keeper's pid, which no other live keeper has.
 */
#include "harness/arena/arena.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/arena/wire.h"
#include "lib/clock.h"
#include "lib/fd.h"

enum { ID_BASE = 0x40000000, IDS_PER_KEEPER = 8, IDS_PER_ARENA = 4, BUILD_DEADLINE_MS = 20000 };

/* fork(2) into new namespaces; glibc has no wrapper that does both. */
static pid_t fork_into(unsigned long flags)
{
	return (pid_t)syscall(SYS_clone, flags | SIGCHLD, NULL, NULL, NULL, 0);
}

/*
 * The outer id of the arena's root; the student's comes next. A keeper's second arena has others:
 * what counts by user, keys for one, the kernel gives back some time after the first is gone.
 */
static unsigned next_ids(void)
{
	static unsigned arenas;

	return ID_BASE + (unsigned)getpid() * IDS_PER_KEEPER +
	       arenas++ * IDS_PER_ARENA % IDS_PER_KEEPER;
}

static int map_ids(pid_t init, bool rootful, unsigned base, struct err *e)
{
	char dir[64], uids[128], gids[128];
	int proc _cleanup_fd_ = -1, r;

	snprintf(dir, sizeof(dir), "/proc/%d", init);
	proc = open(dir, O_DIRECTORY | O_CLOEXEC);
	if (proc < 0)
		return err_set(e, errno, "open %s", dir);
	if (rootful) {
		snprintf(uids, sizeof(uids), "0 %u 1\n%d %u 1\n65534 %u 1\n", base, ARENA_UID,
			 base + 1, base + 2);
		snprintf(gids, sizeof(gids), "0 %u 1\n%d %u 1\n65534 %u 1\n", base, ARENA_GID,
			 base + 1, base + 2);
	} else {
		snprintf(uids, sizeof(uids), "%d %u 1\n", ARENA_UID, getuid());
		snprintf(gids, sizeof(gids), "%d %u 1\n", ARENA_GID, getgid());
		if ((r = fd_put(proc, "setgroups", "deny")))
			return err_set(e, -r, "%s/setgroups", dir);
	}
	if ((r = fd_put(proc, "uid_map", uids)))
		return err_set(e, -r, "%s/uid_map", dir);
	if ((r = fd_put(proc, "gid_map", gids)))
		return err_set(e, -r, "%s/gid_map", dir);
	return 0;
}

/* Wait for a message from init, not longer than a loaded machine could need. */
static int hear(struct arena *a, struct wire *w, struct err *e)
{
	struct pollfd p = { .fd = a->control, .events = POLLIN };
	int r = poll(&p, 1, BUILD_DEADLINE_MS);

	if (r <= 0)
		return err_set(e, r ? errno : ETIMEDOUT, "arena init does not answer");
	r = wire_recv(a->control, w);
	if (r)
		return err_set(e, -r, "arena init");
	if (!w->type)
		return err_set(e, EPIPE, "arena init died");
	if (w->type == ARENA_FAILED)
		return err_set(e, w->strings == 2 ? atoi(w->string[0]) : EPROTO, "arena: %s",
			       w->strings == 2 ? w->string[1] : "?");
	return 0;
}

/*
 * On a busy machine the few milliseconds of building would be spent in the queue. So the two who
 * build, and nobody they start, come before all others until it stands. Without the right to it,
 * not.
 */
static void hurry(pid_t pid, bool yes)
{
	const struct sched_param param = { .sched_priority = yes };

	sched_setscheduler(pid, yes ? SCHED_RR | SCHED_RESET_ON_FORK : SCHED_OTHER, &param);
}

/* The group around it, and where that can be, a part of it for the student: before init is there.
 */
static int make_group(struct arena_spec *spec, struct arena *a, char given[PATH_MAX], struct err *e)
{
	const struct cgroup_limits limits = {
		ARENA_TASKS, (uint64_t)(spec->memory ? spec->memory : ARENA_MEMORY_MIB) << 20
	};
	char name[64];
	int r;

	cgroup_name(name, sizeof(name), getpid());
	r = cgroup_create(spec->cgroups, name, &limits, &a->cgroup, e);
	/* A function gives nobody a group, and no container does. */
	if (r || !a->rootful || (spec->profile && profile_changes(spec->profile)))
		return r;
	cgroup_give(&a->cgroup, a->ids + 1);
	if (a->cgroup.given &&
	    snprintf(given, PATH_MAX, "%s/" CGROUP_GIVEN, a->cgroup.path[0]) < PATH_MAX)
		spec->given = given;
	return 0;
}

static int raise_walls(struct arena *a, struct err *e)
{
	static struct wire w;
	int r;

	if ((r = map_ids(a->init, a->rootful, a->ids, e)) ||
	    (r = cgroup_enter(&a->cgroup, a->init, e)))
		return r;
	hurry(a->init, true);
	r = wire_send(a->control, ARENA_GO, NULL, NULL, 0);
	r = r ? r : hear(a, &w, e);
	hurry(a->init, false);
	if (r)
		return r;
	if (w.type != ARENA_READY || w.fds != ARENA_FDS)
		return err_set(e, EPROTO, "arena init: %zu descriptors", w.fds);
	memcpy(a->fd, w.fd, sizeof(a->fd));
	return 0;
}

const char *arena_spec_memory(struct arena_spec *spec, struct arena_image *image)
{
	spec->memory = spec->profile->memory;
	if (!spec->memory)
		return NULL;
	if (!spec->cgroups->version) {
		spec->memory = 0;
		return spec->cgroups->why;
	}
	arena_image_make(image);
	spec->image = image->file < 0 ? NULL : image;
	return spec->image ? NULL : image->why;
}

/* Its descriptor is with those that init keeps. */
static int open_image(const struct arena_spec *spec, const struct arena *a, struct arena_sources *s,
		      struct err *e)
{
	int tree _cleanup_fd_ = -1;

	if (!spec->image)
		return 0;
	if ((tree = arena_image_mount(spec->image, a->ids, e)) < 0)
		return tree;
	s->tmp = fcntl(tree, F_DUPFD_CLOEXEC, ARENA_SOURCE_BASE);
	return s->tmp < 0 ? err_set(e, errno, "descriptor for /tmp") : 0;
}

int arena_build(const struct arena_spec *wanted, struct arena *a, struct err *e)
{
	struct arena_spec with = *wanted, *spec = &with;
	char given[PATH_MAX];
	const unsigned long namespaces = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS |
					 CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
	struct arena_sources sources = { .tmp = -1 };
	double start = clock_ms();
	int pair[2], r;

	memset(a, 0, sizeof(*a));
	memset(a->fd, -1, sizeof(a->fd));
	a->init = a->init_fd = a->control = -1;
	a->rootful = geteuid() == 0;
	a->ids = next_ids();
	if ((r = make_group(spec, a, given, e)))
		return r;
	if ((a->rootful && ((r = arena_sources_open(spec, &sources, e)) ||
			    (r = open_image(spec, a, &sources, e)))) || (r = wire_pair(pair))) {
		arena_sources_close(&sources);
		arena_destroy(a);
		return e->code ? r : err_set(e, -r, "socketpair");
	}
	hurry(0, true);
	a->init = fork_into(namespaces);
	if (a->init == 0) {
		close(pair[0]);
		arena_init(spec, pair[1], a->rootful, &sources);
	}
	r = errno;
	arena_sources_close(&sources);
	close(pair[1]);
	a->control = pair[0];
	a->init_fd = a->init < 0 ? -1 : (int)syscall(SYS_pidfd_open, a->init, 0);
	r = a->init < 0 ? err_set(e, r, "clone into new namespaces") : raise_walls(a, e);
	hurry(0, false);
	if (r)
		arena_destroy(a);
	a->built_ms = clock_ms() - start;
	return r;
}

int arena_give(const struct arena *a, int fd)
{
	return a->rootful && fchown(fd, a->ids + 1, a->ids + 1) ? -errno : 0;
}

int arena_spawn(struct arena *a, int type, int sock, struct err *e)
{
	static struct wire w;
	int r = wire_send(a->control, type, NULL, &sock, 1);

	if (r)
		return err_set(e, -r, "arena init");
	if ((r = hear(a, &w, e)))
		return r;
	if (w.type != ARENA_STARTED || w.strings != 1)
		return err_set(e, EPROTO, "arena init answers '%c'", w.type);
	return atoi(w.string[0]);
}

void arena_kill(struct arena *a)
{
	if (a->init <= 0)
		return;
	kill(a->init, SIGKILL);
	while (waitpid(a->init, NULL, 0) < 0 && errno == EINTR)
		;
	a->init = -1;
}

int arena_destroy(struct arena *a)
{
	double start = clock_ms();
	struct cgroup_usage u;
	int r;

	arena_kill(a);
	cgroup_read(&a->cgroup, &u);
	a->cpu_ms = u.cpu_usec < 0 ? -1 : (double)u.cpu_usec / 1e3;
	fd_close(&a->init_fd);
	fd_close(&a->control);
	for (int i = 0; i < ARENA_FDS; i++)
		fd_close(&a->fd[i]);
	r = cgroup_remove(&a->cgroup);
	a->torn_ms = clock_ms() - start;
	return r;
}

enum life { ALIVE, ZOMBIE, GONE };

/*
 * Is process `name` of the arena a zombie, or gone since its name was read? A program whose first
 * thread has ended is shown as a zombie too, while the others run on: it is alive.
 */
static enum life life_of(int proc, const char *name)
{
	char path[32], stat[512], *state;
	long threads = 0;

	snprintf(path, sizeof(path), "%.20s/stat", name);
	if (fd_slurp(proc, path, stat, sizeof(stat)) <= 0 || !(state = strrchr(stat, ')')))
		return GONE;
	sscanf(state, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %ld",
	       &threads);
	return state[1] == ' ' && strchr("ZX", state[2]) && threads <= 1 ? ZOMBIE : ALIVE;
}

/* Call count() with every pid of the arena and add up what it says. -1: cannot be read. */
static int add_up(const struct arena *a, int (*count)(int proc, const char *name, int *arg),
		  int *arg)
{
	int fd = openat(a->fd[ARENA_FD_PROC], ".", O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	int n = 0;

	if (!d)
		return -1;
	while ((entry = readdir(d)))
		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
			n += count(dirfd(d), entry->d_name, arg);
	closedir(d);
	return n;
}

static int with_zombies(int proc, const char *name, int *zombies)
{
	return *zombies || life_of(proc, name) == ALIVE;
}

int arena_population(const struct arena *a, bool zombies)
{
	int too = zombies;

	return add_up(a, with_zombies, &too);
}

/* last[0]: the highest pid at the last look; last[1]: now. */
static int lately_alive(int proc, const char *name, int *last)
{
	int pid = atoi(name);

	if (pid > last[1])
		last[1] = pid;
	return life_of(proc, name) != ZOMBIE || pid > last[0];
}

bool arena_quiet(struct arena *a, int still)
{
	int last[2] = { a->newest, a->newest };
	int n = add_up(a, lately_alive, last);

	a->newest = last[1];
	return n <= still;
}
