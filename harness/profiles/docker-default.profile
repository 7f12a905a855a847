# SPDX-License-Identifier: MIT
#
# The shape of the default filter of Docker Engine 29.4.3 and later, the first that refuses AF_ALG; the
# container's own user is not root and no capability is added. What the filter refuses ends with
# EPERM; clone3 with ENOSYS, so that the C library falls back to clone. Fields: lambda-locked.profile.

name    = "docker-default";
summary = "a container under the shape of Docker's default filter (Engine 29.4.3 and later)";

capabilities = false;
nosuid       = false;

refused = (
	{ errno = "EPERM"; calls = [ "unshare", "setns", "mount", "umount2", "pivot_root", "fsopen",
				     "fsmount", "fsconfig", "fspick", "open_tree", "move_mount",
				     "mount_setattr", "bpf", "perf_event_open", "keyctl", "add_key",
				     "request_key", "userfaultfd", "io_uring_setup", "io_uring_enter",
				     "io_uring_register", "init_module", "finit_module",
				     "delete_module", "kexec_load", "kexec_file_load", "reboot",
				     "swapon", "swapoff", "acct", "quotactl", "open_by_handle_at",
				     "syslog", "settimeofday", "clock_settime", "iopl", "ioperm",
				     "kcmp", "lookup_dcookie", "move_pages", "mbind",
				     "get_mempolicy", "set_mempolicy", "vhangup", "uselib",
				     "ustat", "sysfs", "_sysctl", "nfsservctl", "get_kernel_syms",
				     "query_module", "create_module", "chroot", "fanotify_init",
				     "sethostname", "setdomainname" ]; },
	{ errno = "ENOSYS"; calls = [ "clone3" ]; },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWUSER"; } ); },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWNS"; } ); },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWPID"; } ); },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWNET"; } ); },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWIPC"; } ); },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWUTS"; } ); },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWCGROUP"; } ); },
	{ errno = "EPERM"; calls = [ "socket" ]; when = ( { arg = 0; is = "AF_ALG"; } ); },
	{ errno = "EPERM"; calls = [ "socket" ]; when = ( { arg = 0; is = "AF_VSOCK"; } ); }
);

expects = {
	prctl = { set_no_new_privs = "yes"; set_dumpable = "yes"; };
	filters = { load = "yes"; load_without_no_new_privs = "EACCES"; listener = "yes"; };
	objects = { io_uring = "EPERM"; userfaultfd_user = "EPERM"; keyctl = "EPERM"; bpf = "EPERM";
		    perf_event_open = "EPERM"; clone3 = "ENOSYS"; fallocate = "yes"; memfd_exec = "yes"; };
	namespaces = { user = "EPERM"; clone_user = "EPERM"; };
	sockets = { alg = "EPERM"; vsock = "EPERM"; loopback = "yes"; };
	files = { tmp = "yes"; };
	processes = { ptrace = "yes"; process_vm_readv = "yes"; };
};
