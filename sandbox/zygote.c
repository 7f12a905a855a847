// SPDX-License-Identifier: MIT
/*
 * zygote.c - see zygote.h. The zygote never sees a request: what it is sent is a line, by which the run that
 * it parks is asked. So nothing that one program was or had is in the memory that the next one copies.
 *
 * Without a filter a student's program can write into the memory of every process of its user that is
 * dumpable: into the zygote, and into a child that is parked for the next one. Hence there one slot, whose
 * next child is forked when all that the last one had started is dead; and a zygote of mode 0111.
 */
#include "sandbox/zygote.h"

#include "lib/fd.h"
#include "sandbox/layer_fds.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LINE = 3, FUTILE = 3, FIRST_WORDS = 4 };

#define SCRIPT "ordeal_zygote.py"

extern char **environ;

bool zygote_is_open(const struct command *c)
{
	return !stack_has(c->box.layers, &layer_seccomp);
}

/* Where the kernel would find it; "" for nowhere. */
static void find(const char *name, char path[PATH_MAX])
{
	const char *dirs = "/usr/local/bin:/usr/bin:/bin";

	snprintf(path, PATH_MAX, "%s", strchr(name, '/') ? name : "");
	while (!strchr(name, '/') && *dirs) {
		int n = (int)strcspn(dirs, ":");

		snprintf(path, PATH_MAX, "%.*s/%s", n, dirs, name);
		if (access(path, X_OK) == 0)
			return;
		path[0] = '\0';
		dirs += n + (dirs[n] == ':');
	}
}

int zygote_check(const struct command *c, struct err *e)
{
	char path[PATH_MAX];

	find(c->zygote, path);
	if (access(path, X_OK) < 0)
		return err_set(e, ENOENT, "--zygote %s", c->zygote);
	if (!zygote_is_open(c))
		return 0;
	if (c->slots > 1)
		return err_set(e, 0, "--zygote without the layer 'seccomp' has one slot: a program could change the "
				     "child that is parked for another");
	if (access(path, R_OK) == 0)
		return err_set(e, 0, "--zygote without the layer 'seccomp': a program could write into %s, unless it "
				     "is of mode 0111 and root's", path);
	return 0;
}

/* ---- its start ------------------------------------------------------------------------------------------ */

/* The script that ships lies beside this program; another program than Python is a zygote by itself. */
static size_t first_words(const struct command *c, char path[PATH_MAX], char *words[FIRST_WORDS])
{
	const char *name = strrchr(c->zygote, '/');
	char *slash;
	ssize_t k;

	words[0] = (char *)c->zygote;
	if (strncmp(name ? name + 1 : c->zygote, "python", 6) != 0) {
		words[1] = (char *)(c->preload ? c->preload : "");
		return 2;
	}
	k = readlink("/proc/self/exe", path, PATH_MAX - sizeof(SCRIPT) - 1);
	path[k < 0 ? 0 : k] = '\0';
	slash = strrchr(path, '/');
	strcpy(slash ? slash + 1 : path, SCRIPT);
	words[1] = "-B";
	words[2] = path;
	words[3] = (char *)(c->preload ? c->preload : "");
	return 4;
}

/* The operator's options, each in one word; those of the server are not the zygote's. */
static char **command_of(const struct command *c, char path[PATH_MAX])
{
	static const char *const ours[] = { "serve", "slots", "queue", "zygote", "preload", "accept-at-least" };
	char **words = calloc(FIRST_WORDS + c->options + 1, sizeof(*words));
	size_t n = words ? first_words(c, path, words) : 0;

	for (unsigned i = 0; words && i < c->options; i++) {
		const struct option_given *o = &c->option[i];
		const char *value = !strcmp(o->name, "layers") ? c->box.stack : o->value;
		bool skip = false;

		for (size_t k = 0; k < sizeof(ours) / sizeof(*ours); k++)
			skip |= !strcmp(o->name, ours[k]);
		if (!skip && asprintf(&words[n++], value ? "--%s=%s" : "--%s", o->name, value) < 0)
			return NULL;
	}
	return words;
}

/* As the programs': what is read at an import is read under it. */
static char **environment_of(const struct command *c)
{
	static char *const fixed[] = { "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "HOME=/",
				       "OPENBLAS_NUM_THREADS=1" };
	char **list = calloc(sizeof(fixed) / sizeof(*fixed) + BOX_LIST + 1, sizeof(*list));
	size_t n = 0;

	for (size_t i = 0; list && i < sizeof(fixed) / sizeof(*fixed); i++)
		list[n++] = fixed[i];
	for (size_t i = 0; list && i < BOX_LIST && c->box.env[i]; i++) {
		const char *value = strchr(c->box.env[i], '=') ? NULL : getenv(c->box.env[i]);

		if (value && asprintf(&list[n++], "%s=%s", c->box.env[i], value) < 0)
			return NULL;
	}
	return list;
}

static _Noreturn void be_zygote(const struct command *c, int line)
{
	char path[PATH_MAX], found[PATH_MAX];
	char **words = command_of(c, path), **variables = environment_of(c);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	sigset_t none;

	setpgid(0, 0);
	signal(SIGPIPE, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	find(c->zygote, found);
	if (!words || !variables || null < 0 || dup2(line, LINE) < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0)
		_exit(EXIT_SANDBOX);
	fcntl(LINE, F_SETFD, 0);
	fds_forget((int[]){ LINE, -1, -1 });
	execve(found, words, variables);
	_exit(EXIT_NOT_RUN);
}

int zygote_start(struct zygote *z, const struct command *c, struct err *e)
{
	int line[2];

	if (z->line >= 0 && z->pid > 0) { /* it has ended */
		fd_close(&z->line);
		kill(z->pid, SIGKILL);
		while (waitpid(-1, NULL, WNOHANG) > 0)
			continue; /* it, and runs whose parent it was */
		z->futile = z->served ? 0 : z->futile + 1;
		if (z->futile >= FUTILE)
			return err_set(e, ECHILD, "--zygote %s: it ends by itself", c->zygote);
	}
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, line) < 0)
		return err_set(e, errno, "socketpair");
	z->served = 0;
	z->pid = fork();
	if (z->pid == 0)
		be_zygote(c, line[1]);
	close(line[1]);
	z->line = line[0];
	return z->pid < 0 ? err_set(e, errno, "fork") : 0;
}

int zygote_park(struct zygote *z, int line, struct err *e)
{
	char room[CMSG_SPACE(sizeof(int))] __attribute__((aligned(8))) = { 0 };
	struct iovec v = { "", 1 };
	struct msghdr m = { .msg_iov = &v, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof(room) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(c), &line, sizeof(line));
	if (sendmsg(z->line, &m, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno != EPIPE && errno != ECONNRESET)
		return err_set(e, errno, "--zygote");
	return 0; /* if it has ended, the line is closed, and the next zygote is asked */
}

void environment_forget(const struct command *c)
{
	char **list = calloc(BOX_LIST + 1, sizeof(*list)), **old = environ;
	size_t n = 0;

	for (size_t i = 0; list && i < BOX_LIST && c->box.env[i]; i++) {
		const char *value = strchr(c->box.env[i], '=') ? NULL : getenv(c->box.env[i]);

		if (value && asprintf(&list[n], "%s=%s", c->box.env[i], value) > 0)
			n++;
	}
	environ = list;
	for (char **v = old; v && *v; v++)
		memset(*v, 0, strlen(*v));
}
