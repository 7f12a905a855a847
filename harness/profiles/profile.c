// SPDX-License-Identifier: MIT
/*
 * profile.c - profiles from data files. Every field is checked, as those of a defence are.
 */
#include "harness/profiles/profile.h"

#include <errno.h>
#include <glob.h>
#include <libconfig.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/layout.h"
#include "lib/calls.h"
#include "lib/strf.h"
#include "lib/strv.h"

static const struct {
	const char *name;
	int which;
} limits[] = {
	{ "CPU", RLIMIT_CPU },
	{ "FSIZE", RLIMIT_FSIZE },
	{ "DATA", RLIMIT_DATA },
	{ "STACK", RLIMIT_STACK },
	{ "CORE", RLIMIT_CORE },
	{ "NPROC", RLIMIT_NPROC },
	{ "NOFILE", RLIMIT_NOFILE },
	{ "MEMLOCK", RLIMIT_MEMLOCK },
	{ "AS", RLIMIT_AS },
	{ "MSGQUEUE", RLIMIT_MSGQUEUE },
	{ "SIGPENDING", RLIMIT_SIGPENDING },
};

static int complain(const config_setting_t *s, const char *what, struct err *e)
{
	return err_set(e, 0, "%s:%u: %s %s", config_setting_source_file(s),
		       config_setting_source_line(s), config_setting_name(s), what);
}

/* Add "LINE" to what the probe must find. */
static int expect(struct profile *p, struct err *e, const char *name, const char *item,
		  const char *value)
{
	char *all = strf("%s%s%s%s=%s\n", p->expects ? p->expects : "", name, item ? ":" : "",
			 item ? item : "", value);

	free(p->expects);
	p->expects = all;
	return all ? 0 : err_set(e, ENOMEM, "a profile");
}

static void in_words(rlim_t n, char text[24])
{
	if (n == RLIM_INFINITY)
		strcpy(text, "unlimited");
	else
		snprintf(text, 24, "%llu", (unsigned long long)n);
}

static rlim_t number(const config_setting_t *list, int i)
{
	long long n = config_setting_get_int64_elem(list, i);

	return n < 0 ? RLIM_INFINITY : (rlim_t)n;
}

static int take_limit(const config_setting_t *s, struct profile *p, struct err *e)
{
	const char *name = config_setting_name(s);
	char soft[24], hard[24], value[64];
	size_t i = 0;

	while (i < sizeof(limits) / sizeof(*limits) && strcmp(limits[i].name, name))
		i++;
	if (i == sizeof(limits) / sizeof(*limits) || config_setting_length(s) != 2 ||
	    p->limits == PROFILE_LIMITS)
		return complain(s, "must be a known limit, as NOFILE = [ 1024, 1024 ]; -1: none",
				e);
	p->limit[p->limits].which = limits[i].which;
	p->limit[p->limits++].to = (struct rlimit){ number(s, 0), number(s, 1) };
	in_words(number(s, 0), soft);
	in_words(number(s, 1), hard);
	snprintf(value, sizeof(value), "%s/%s", soft, hard);
	return expect(p, e, "limits.all", name, value);
}

static int take_limits(const config_setting_t *s, struct profile *p, struct err *e)
{
	int r = 0;

	if (!config_setting_is_group(s))
		return complain(s, "must be a group: { NOFILE = [ 1024, 1024 ]; }", e);
	for (int i = 0; i < config_setting_length(s) && !r; i++)
		r = take_limit(config_setting_get_elem(s, (unsigned)i), p, e);
	return r;
}

/* { prctl = { set_name = "EPERM"; }; }: what no other field of the file says. */
static int take_expects(const config_setting_t *s, struct profile *p, struct err *e)
{
	int r = 0;

	for (int i = 0; i < config_setting_length(s) && !r; i++) {
		const config_setting_t *group = config_setting_get_elem(s, (unsigned)i);

		for (int k = 0; k < config_setting_length(group) && !r; k++) {
			const config_setting_t *one = config_setting_get_elem(group, (unsigned)k);
			const char *text = config_setting_get_string(one);
			char name[128], value[24];

			snprintf(name, sizeof(name), "%s.%s", config_setting_name(group),
				 config_setting_name(one));
			snprintf(value, sizeof(value), "%d", config_setting_get_int(one));
			if (!text && config_setting_type(one) != CONFIG_TYPE_INT)
				return complain(one,
						"must be \"yes\", \"no\", an errno or a number", e);
			r = expect(p, e, name, NULL, text ? text : value);
		}
	}
	return r;
}

static int take_environment(const config_setting_t *s, struct profile *p, struct err *e)
{
	int r = 0;

	for (int i = 0; i < config_setting_length(s) && !r; i++) {
		const char *text = config_setting_get_string_elem(s, i);
		char name[64];

		if (!text || !strchr(text, '='))
			return complain(s, "must hold NAME=VALUE", e);
		if (strv_add(&p->environment, text))
			return err_set(e, ENOMEM, "environment");
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(text, "="), text);
		r = expect(p, e, "identity.environment", name, "set");
	}
	return r;
}

static int take_flag(const config_setting_t *s, bool *flag, struct err *e)
{
	*flag = config_setting_get_bool(s);
	return config_setting_type(s) == CONFIG_TYPE_BOOL ? 0
							  : complain(s, "must be true or false", e);
}

enum { LEAST_MIB = 64, MOST_MIB = ARENA_MEMORY_MIB, MOST_FROZEN = 2000 };

static int take_number(const config_setting_t *s, int least, int most, const char *unit,
		       unsigned *to, struct err *e)
{
	int n = config_setting_get_int(s);
	char what[64];

	snprintf(what, sizeof(what), "must be a number of %s, %d to %d", unit, least, most);
	if (config_setting_type(s) != CONFIG_TYPE_INT || n < least || n > most)
		return complain(s, what, e);
	*to = (unsigned)n;
	return 0;
}

static int take_text(const config_setting_t *s, char **to, struct err *e)
{
	const char *text = config_setting_get_string(s);

	if (!text || !*text)
		return complain(s, "must be a string, not empty", e);
	*to = strdup(text);
	return *to ? 0 : err_set(e, ENOMEM, "a profile");
}

static int take_field(const config_setting_t *s, struct profile *p, struct err *e)
{
	const char *name = config_setting_name(s);

	if (!strcmp(name, "name"))
		return take_text(s, &p->name, e);
	if (!strcmp(name, "summary"))
		return take_text(s, &p->summary, e);
	if (!strcmp(name, "capabilities"))
		return take_flag(s, &p->capabilities, e);
	if (!strcmp(name, "nosuid"))
		return take_flag(s, &p->nosuid, e);
	if (!strcmp(name, "shm"))
		return take_flag(s, &p->shm, e);
	if (!strcmp(name, "memory"))
		return take_number(s, LEAST_MIB, MOST_MIB, "MiB", &p->memory, e);
	if (!strcmp(name, "frozen"))
		return take_number(s, 1, MOST_FROZEN, "ms", &p->frozen, e);
	if (!strcmp(name, "alone"))
		return take_flag(s, &p->alone, e);
	if (!strcmp(name, "link_local"))
		return take_flag(s, &p->link_local, e);
	if (!strcmp(name, "environment"))
		return take_environment(s, p, e);
	if (!strcmp(name, "limits"))
		return take_limits(s, p, e);
	if (!strcmp(name, "expects"))
		return take_expects(s, p, e);
	if (!strcmp(name, "refused") || !strcmp(name, "newest"))
		return 0; /* together, below */
	return complain(s, "is not a field of a profile: see lambda-locked.profile", e);
}

/* What is refused whatever its arguments are must end like that when it is tried. */
static int expect_refused(const config_setting_t *refused, struct profile *p, struct err *e)
{
	int r = 0;

	for (int i = 0; refused && i < config_setting_length(refused); i++) {
		const config_setting_t *entry = config_setting_get_elem(refused, (unsigned)i);
		const config_setting_t *calls = config_setting_get_member(entry, "calls");
		const char *error = "";

		config_setting_lookup_string(entry, "errno", &error);
		for (int k = 0; calls && k < config_setting_length(calls) && !r; k++)
			if (!config_setting_get_member(entry, "when"))
				r = expect(p, e, "calls.reachable",
					   config_setting_get_string_elem(calls, k), error);
	}
	return r;
}

static int expect_newest(int newest, struct profile *p, struct err *e)
{
	int r = 0;

	for (int nr = newest + 1; newest && nr < CALLS && !r; nr++)
		r = expect(p, e, "calls.reachable", call_name(nr), "ENOSYS");
	return r;
}

static int expect_student(struct profile *p, struct err *e)
{
	char uid[16], gid[16];
	int r;

	snprintf(uid, sizeof(uid), "%d", ARENA_UID);
	snprintf(gid, sizeof(gid), "%d", ARENA_GID);
	if ((r = expect(p, e, "identity.uid", NULL, uid)) ||
	    (r = expect(p, e, "identity.gid", NULL, gid)) ||
	    (r = expect(p, e, "identity.no_new_privs", NULL, "0")) ||
	    (r = expect(p, e, "identity.seccomp", NULL, p->filter ? "2" : "0")) ||
	    (r = expect(p, e, "files.shm", NULL, p->shm ? "yes" : "ENOENT")) ||
	    (r = expect(p, e, "files.set_id", NULL, p->nosuid ? "no" : "yes")))
		return r;
	return p->capabilities ? 0 : expect(p, e, "identity.capabilities", NULL, "no");
}

static int take_fields(const config_setting_t *root, struct profile *p, struct err *e)
{
	const config_setting_t *refused = config_setting_get_member(root, "refused");
	int newest = 0, r = 0;

	p->capabilities = p->shm = true;
	for (int i = 0; i < config_setting_length(root) && !r; i++)
		r = take_field(config_setting_get_elem(root, (unsigned)i), p, e);
	config_setting_lookup_int(root, "newest", &newest);
	if (!r && (refused || newest))
		r = profile_filter(p, refused, newest, e);
	if (!r)
		r = expect_student(p, e);
	if (!r)
		r = expect_refused(refused, p, e);
	return r ? r : expect_newest(newest, p, e);
}

char **profile_names(const char *share)
{
	char *pattern = strf("%s/profiles/*.profile", share), **names = NULL;
	glob_t found = { 0 };

	if (pattern && !glob(pattern, 0, NULL, &found))
		for (size_t i = 0; i < found.gl_pathc; i++) {
			char *base = strrchr(found.gl_pathv[i], '/') + 1;

			*strrchr(base, '.') = '\0';
			if (strv_add(&names, base))
				break;
		}
	globfree(&found);
	free(pattern);
	return names;
}

/* Is it the name of the file, without its end? */
static bool named(const char *base, const char *name)
{
	size_t n = strlen(name);

	return !strncmp(base, name, n) && (!base[n] || !strcmp(base + n, ".profile"));
}

/* There is no such file: say which there are. */
static int unknown(const char *share, const char *name, struct err *e)
{
	char **known = profile_names(share), **at = known;
	int r = err_set(e, 0, "there is no profile \"%s\" (known:", name);

	for (; at && *at; at++)
		snprintf(e->text + strlen(e->text), sizeof(e->text) - strlen(e->text), " %s%s", *at,
			 at[1] ? "," : ")");
	strv_free(known);
	return r;
}

int profile_load(struct profile *p, const char *share, const char *name, struct err *e)
{
	/* A name, or a path, which has a slash. */
	char *path = strchr(name, '/') ? strdup(name) : strf("%s/profiles/%s.profile", share, name);
	const char *base = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
	config_t config;
	int r;

	*p = (struct profile){ .name = NULL };
	config_init(&config);
	if (!path)
		r = err_set(e, ENOMEM, "a profile");
	else if (config_read_file(&config, path))
		r = take_fields(config_root_setting(&config), p, e);
	else if (config_error_type(&config) == CONFIG_ERR_PARSE)
		r = err_set(e, 0, "%s:%d: %s", path, config_error_line(&config),
			    config_error_text(&config));
	else
		r = unknown(share, name, e);
	config_destroy(&config);
	if (!r && (!p->name || !p->summary || !named(base, p->name)))
		r = err_set(e, 0, "%s:1: name, the file's, and summary are required", path);
	free(path);
	if (r)
		profile_free(p);
	return r;
}

void profile_free(struct profile *p)
{
	free(p->name);
	free(p->summary);
	strv_free(p->environment);
	free(p->filter);
	free(p->expects);
	*p = (struct profile){ .name = NULL };
}
