// SPDX-License-Identifier: MIT
#include "sandbox/wasm/instance.h"

#include <sys/mman.h>

#include <guest.h> /* wasm2c's, in build/wasm/guest; not ours */
#include <hash.h>

const char instance_sha256[] = GUEST_SHA256;

static Z_guest_instance_t instance;

void instance_init(void)
{
	Z_guest_init_module();
	Z_guest_instantiate(&instance, NULL);
}

void instance_start(void)
{
	Z_guestZ__start(&instance);
}

struct run_part instance_state(void)
{
	return (struct run_part){ &instance, sizeof(instance) };
}

struct run_part instance_table(void)
{
	return (struct run_part){ instance.w2c_T0.data,
				  instance.w2c_T0.size * sizeof(*instance.w2c_T0.data) };
}

/* The initial contents of memory: wasm2c's data segments. */
extern const unsigned char guest_data[], guest_data_end[];

static void forget(const unsigned char *from, const unsigned char *to)
{
	uintptr_t first = ((uintptr_t)from + 4095) & ~(uintptr_t)4095;
	uintptr_t end = (uintptr_t)to & ~(uintptr_t)4095;

	/* Read-only pages of a file: when they are wanted again, they come back. */
	if (end > first)
		madvise((void *)first, end - first, MADV_DONTNEED);
}

void instance_trim(void)
{
	forget(guest_data, guest_data_end);
	forget(library_start, library_end);
}
