// SPDX-License-Identifier: MIT
#include "harness/commands/places.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/profiles/profile.h"
#include "lib/strf.h"
#include "lib/strv.h"

static volatile sig_atomic_t stop;

static void note(int sig)
{
	stop = sig;
}

/* "runs/x.jsonl" -> "runs/x.PROFILE.jsonl". malloc'd; NULL stays NULL. */
static char *file_of(const char *output, const char *profile)
{
	const char *slash = output ? strrchr(output, '/') : NULL;
	const char *dot = output ? strrchr(slash ? slash : output, '.') : NULL;

	if (!output)
		return NULL;
	return strf("%.*s.%s%s", (int)(dot ? dot - output : (long)strlen(output)), output, profile,
		    dot ? dot : "");
}

/* In a process of its own: nothing of the one is left to the next. An exit code. */
static int one(struct options *o, const char *profile, int (*run)(struct options *, void *),
	       void *user)
{
	int status;
	pid_t pid;

	fprintf(stderr, "%s: profile %s\n", o->command, profile);
	pid = fork();
	if (pid == 0) {
		char *file = file_of(o->output, profile);

		signal(SIGINT, SIG_DFL);
		signal(SIGTERM, SIG_DFL);
		o->profile = profile;
		o->output = file;
		exit(run(o, user));
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		if (stop == SIGTERM)
			kill(pid, SIGTERM);
	return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_UNMEASURED;
}

/* A name that is wrong is said before anything is measured. */
static bool all_known(const struct options *o, const char *share, char *const *names)
{
	for (; *names; names++) {
		struct profile p;
		struct err e = { 0 };

		if (profile_load(&p, share, *names, &e)) {
			fprintf(stderr, "%s: %s\n", o->command, e.text);
			return false;
		}
		profile_free(&p);
	}
	return true;
}

int places_run(struct options *o, const struct home *home, int (*run)(struct options *, void *),
	       void *user)
{
	struct sigaction noted = { .sa_handler = note };
	char *list = strdup(o->profile), **names = NULL, *at = NULL;
	int worst = 0;

	for (char *name = strtok_r(list, ",", &at); name; name = strtok_r(NULL, ",", &at))
		strv_add(&names, name);
	free(list);
	if (!names || !all_known(o, home->share, names))
		worst = EXIT_USAGE;
	sigaction(SIGINT, &noted, NULL);
	sigaction(SIGTERM, &noted, NULL);
	for (char **name = names; name && *name && !stop && worst != EXIT_USAGE; name++) {
		int code = one(o, *name, run, user);

		worst = code > worst ? code : worst;
	}
	strv_free(names);
	return stop ? EXIT_UNMEASURED : worst;
}
