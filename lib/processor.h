/* SPDX-License-Identifier: MIT */
/*
 * processor.h - how the kernel names the table of system calls that this program is built for.
 *
 * Two files ask which processor that is: this one, and doors.c, the ways into the kernel. All
 * others name calls and constants, and get what the processor has. A call that it lacks (open(2) on
 * arm64, where there is only openat) has a number below zero here, which the kernel answers with
 * ENOSYS and no filter ever sees: a `case` for it stays, and is never reached.
 */
#ifndef LIB_PROCESSOR_H
#define LIB_PROCESSOR_H

#include <linux/audit.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define PROCESSOR_NAME "x86_64"
#define PROCESSOR_AUDIT AUDIT_ARCH_X86_64
#define PROCESSOR_SMALL SCMP_ARCH_X86 /* its 32-bit table, as libseccomp calls it */
#elif defined(__aarch64__)
#define PROCESSOR_NAME "aarch64"
#define PROCESSOR_AUDIT AUDIT_ARCH_AARCH64
#define PROCESSOR_SMALL SCMP_ARCH_ARM
#else
#error "no filter is made for this processor: sandbox/processors.c"
#endif

#include "absent_calls.h" /* made by policyc */

#endif
