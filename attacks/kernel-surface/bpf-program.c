// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: bpf(2): the smallest program that the verifier takes, `return 0` for a socket filter.
 *        Where kernel.unprivileged_bpf_disabled is set, as distributions have it since 2021, the
 *        call is refused to everybody: expected to be inert there.
 */
#include "attacks/attack.h"

#include <linux/bpf.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	const struct bpf_insn program[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0, .imm = 0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	union bpf_attr attr = {
		.prog_type = BPF_PROG_TYPE_SOCKET_FILTER,
		.insns = (uintptr_t)program,
		.insn_cnt = sizeof(program) / sizeof(*program),
		.license = (uintptr_t) "GPL",
	};

	attempting(b);
	return syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr)) < 0 ? denied("bpf") : hold();
}

const struct attack attack = {
	.effect = "a program of the student's is verified, compiled and kept by the kernel",
	.means = "bpf(2), BPF_PROG_LOAD: inert where kernel.unprivileged_bpf_disabled is set",
	.oracle = "reach:bpf",
	.id = "KERN-04",
	.attack_id = "T1068, CWE-1125",
	.remedy = "an allow list of system calls; kernel.unprivileged_bpf_disabled",
	.refs = (const char *const[]){ "bpf(2)", NULL },
	.run = run,
};
