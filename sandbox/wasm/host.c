// SPDX-License-Identifier: MIT
#include "sandbox/wasm/host.h"

#include <errno.h>
#include <unistd.h>

#include "sandbox/wasm/handles.h"
#include "sandbox/wasm/imports.h"
#include "sandbox/wasm/instance.h"
#include "sandbox/wasm/lockdown.h"
#include "sandbox/wasm/outcome.h"
#include "sandbox/wasm/reset.h"
#include "sandbox/wasm/runtime.h"

static struct library library;

int host_init(const struct wasm_options *o, char *const *argv, struct err *e)
{
	struct memfs_limits limits = { .disk = o->limit[WASM_DISK],
				       .fsize = o->limit[WASM_FSIZE],
				       .files = (uint32_t)o->limit[WASM_FILES] };
	int r = library_open(&library, library_start, (size_t)(library_end - library_start));

	if (r < 0)
		return err_set(e, -r, "the library");
	if ((r = memfs_init(&library, &limits)) < 0)
		return err_set(e, -r, "scratch files");
	for (int i = 0; o->ro[i]; i++)
		if (memfs_mount(o->ro[i], e) < 0)
			return -EINVAL;
	handles_init();
	if ((r = run_init(o->limit[WASM_STACK])) < 0)
		return err_set(e, -r, "the guest's stack");
	output.limit = o->limit[WASM_OUTPUT];
	wasi_arguments(argv);
	wasi_clock_step(o->limit[WASM_CLOCK]);
	runtime_limit(o->limit[WASM_MEMORY]);
	instance_init();
	return 0;
}

int host_warm_up(const struct wasm_options *o, struct err *e)
{
	const struct run_limits none = { 0 };
	struct ending end;

	input.parks = true;
	output.limit = UINT64_MAX;
	output.fd[0] = output.fd[1] = STDERR_FILENO;
	end = run_start(instance_start, &none);
	if (end.end != END_PARKED)
		return err_set(e, 0, "the guest ended before it waited for a request: %s (%d)",
			       outcome_sentence(&end), end.code);
	output.limit = o->limit[WASM_OUTPUT];
	output.fd[0] = output.fd[1] = -1;
	output.bytes[0] = output.bytes[1] = 0;
	instance_trim();
	return reset_save(e);
}

static uint64_t microseconds(uint64_t seconds)
{
	return seconds == WASM_NONE ? 0 : seconds * 1000000;
}

struct run_limits host_limits(const struct wasm_options *o)
{
	return (struct run_limits){ microseconds(o->limit[WASM_WALL]),
				    microseconds(o->limit[WASM_CPU]) };
}

int host_lockdown(const struct wasm_options *o, int *why, struct err *e)
{
	*why = 0;
	if (o->seccomp == SECCOMP_OFF)
		return 0;
	*why = lockdown(o->ro[0], o->socket);
	if (*why < 0 && o->seccomp == SECCOMP_REQUIRED)
		return err_set(e, -*why, "--seccomp required");
	return 0;
}
