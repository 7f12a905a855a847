// SPDX-License-Identifier: MIT
#include "sandbox/wasm/instance.h"

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
