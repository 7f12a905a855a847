// SPDX-License-Identifier: MIT
/* The environment builder: what goes in, and that nothing else does. */
#include "sandbox/layer_env.h"
#include "sandbox/stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

extern char **environ;

static const char *get(const struct box *b, const char *name)
{
	for (char **v = b->envp; *v; v++)
		if (!strncmp(*v, name, strlen(name)) && (*v)[strlen(name)] == '=')
			return *v + strlen(name) + 1;
	return NULL;
}

static size_t length(char **v)
{
	size_t n = 0;

	while (v[n])
		n++;
	return n;
}

static struct box built(struct box_options *o)
{
	struct box b = { .opt = o };
	struct err e = { 0 };

	env_inherit(&b, calloc(env_room(), sizeof(char *)));
	assert_int_equal(layer_env.know(&b, &e), 0);
	return b;
}

static void secrets_do_not_pass(void **state)
{
	struct box_options o = { 0 };
	struct box b;

	(void)state;
	setenv("AWS_SECRET_ACCESS_KEY", "canary", 1);
	setenv("LD_PRELOAD_NOT", "canary", 1);
	b = built(&o);
	for (char **v = b.envp; *v; v++)
		assert_null(strstr(*v, "canary"));
	assert_string_equal(get(&b, "LANG"), "C.UTF-8");
	assert_non_null(get(&b, "PATH"));
	free(b.env.copies);
	free(b.env.var);
}

static void the_shims_protocol_is_not_the_students(void **state)
{
	struct box_options o = { .env = { "EVAL_IO" } };
	struct box b;

	(void)state;
	setenv("EVAL_IO", "FILE", 1);
	setenv("EVAL_FILE_NAME_REQUEST", "/tmp/shimmy/1/request-data-1", 1);
	b = built(&o);
	assert_string_equal(get(&b, "EVAL_IO"), "FILE");
	assert_null(get(&b, "EVAL_FILE_NAME_REQUEST"));
	free(b.env.copies);
	free(b.env.var);
}

static void named_variables(void **state)
{
	struct box_options o = { .env = { "KEPT", "SET=1=2", "PATH=/mine", "ABSENT" } };
	struct box b;

	(void)state;
	setenv("KEPT", "yes", 1);
	setenv("KEPT_NOT", "no", 1);
	setenv("SET", "old", 1);
	b = built(&o);
	assert_string_equal(get(&b, "KEPT"), "yes");
	assert_null(get(&b, "KEPT_NOT"));
	assert_string_equal(get(&b, "SET"), "1=2");
	assert_string_equal(get(&b, "PATH"), "/mine");
	assert_null(get(&b, "ABSENT"));
	free(b.env.copies);
	free(b.env.var);
}

static void a_shorter_list_ends_where_it_ends(void **state)
{
	struct box_options o = { 0 };
	char name[32];
	struct box b;

	(void)state;
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "MANY_%d", i);
		setenv(name, "x", 1);
	}
	b = built(&o);
	assert_int_equal(env_set(&b, (char[]){ "TMPDIR=/x" }), 0);
	assert_int_equal(length(b.envp), b.env.n);
	assert_null(get(&b, "MANY_50"));
	assert_string_equal(get(&b, "TMPDIR"), "/x");
	free(b.env.copies);
	free(b.env.var);
}

static void a_library_keeps_its_own(void **state)
{
	struct box_options o = { .launcher = false };
	struct box b;

	(void)state;
	setenv("AWS_SECRET_ACCESS_KEY", "canary", 1);
	b = built(&o);
	assert_string_equal(getenv("AWS_SECRET_ACCESS_KEY"), "canary");
	free(b.env.copies);
	free(b.env.var);
}

static void a_launcher_leaves_nothing(void **state)
{
	static char secret[] = "AWS_SECRET_ACCESS_KEY=canary";
	char *own[] = { secret, NULL }, **was = environ;
	struct box_options o = { .launcher = true };
	struct box b;

	(void)state;
	environ = own;
	b = built(&o);
	environ = was;
	for (size_t i = 0; i < sizeof(secret); i++)
		assert_int_equal(secret[i], 0);
	free(b.env.copies);
	free(b.env.var);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(secrets_do_not_pass),
		cmocka_unit_test(the_shims_protocol_is_not_the_students),
		cmocka_unit_test(named_variables),
		cmocka_unit_test(a_shorter_list_ends_where_it_ends),
		cmocka_unit_test(a_library_keeps_its_own),
		cmocka_unit_test(a_launcher_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
