# SPDX-License-Identifier: MIT
#
# What a program misses under gVisor: Landlock and the listener of a filter, and what is rare. It is the
# shape alone: the walls of gVisor are not here, and its own errors may differ. Fields:
# lambda-locked.profile.

name    = "gvisor";
summary = "the shape of gVisor's kernel: no Landlock, no listener, no io_uring";

capabilities = false;
nosuid       = false;

refused = (
	{ errno = "ENOSYS"; calls = [ "landlock_create_ruleset", "landlock_add_rule",
				      "landlock_restrict_self", "io_uring_setup", "io_uring_enter",
				      "io_uring_register", "userfaultfd", "bpf", "perf_event_open",
				      "memfd_secret", "pidfd_getfd", "fsopen", "fsmount", "fsconfig",
				      "fspick", "open_tree", "move_mount", "mount_setattr", "keyctl",
				      "add_key", "request_key", "fanotify_init", "kcmp",
				      "name_to_handle_at", "open_by_handle_at", "quotactl", "acct",
				      "init_module", "finit_module", "delete_module", "kexec_load",
				      "kexec_file_load", "swapon", "swapoff", "iopl", "ioperm" ]; },
	{ errno = "EINVAL"; calls = [ "seccomp" ]; when = ( { arg = 1; has = "NEW_LISTENER"; } ); }
);

expects = {
	prctl = { set_no_new_privs = "yes"; set_dumpable = "yes"; };
	filters = { load = "yes"; listener = "EINVAL"; };
	landlock = { abi = "ENOSYS"; };
	objects = { io_uring = "ENOSYS"; userfaultfd_user = "ENOSYS"; bpf = "ENOSYS"; keyctl = "ENOSYS"; };
	processes = { ptrace = "yes"; process_vm_readv = "yes"; pidfd_getfd = "ENOSYS"; };
};
