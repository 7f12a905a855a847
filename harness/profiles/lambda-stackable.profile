# SPDX-License-Identifier: MIT
#
# As lambda-locked, which explains every field, but prctl and seccomp work: a function as the
# recommended stack needs it. No report says that there is one.

name    = "lambda-stackable";
summary = "a function where prctl and seccomp work: the hope";

capabilities = false;
nosuid       = true;
shm          = false;
link_local   = true;
memory       = 128;
frozen       = 100;
alone        = true;

limits = {
	NOFILE  = [ 1024, 1024 ];
	NPROC   = [ 742, 742 ];
	CORE    = [ 10737418240L, 10737418240L ];
	MEMLOCK = [ 65536L, 65536L ];
	STACK   = [ 8388608L, -1L ];
};

environment = [
	"AWS_LAMBDA_FUNCTION_VERSION=$LATEST", "AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/evaluation",
	"AWS_LAMBDA_LOG_STREAM_NAME=2026/01/01/[$LATEST]00000000000000000000000000000000",
	"AWS_LAMBDA_INITIALIZATION_TYPE=on-demand", "AWS_XRAY_CONTEXT_MISSING=LOG_ERROR",
	"AWS_XRAY_DAEMON_ADDRESS=169.254.100.1:2000", "LAMBDA_RUNTIME_DIR=/var/runtime",
	"LD_LIBRARY_PATH=/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/task:/opt/lib"
];

newest = 440; # Linux 5.10: process_madvise

refused = (
	{ errno = "EPERM"; calls = [ "ptrace", "unshare", "setns", "mount", "umount2", "pivot_root",
				     "chroot", "fsopen", "fsmount", "fsconfig", "fspick", "open_tree",
				     "move_mount", "bpf", "perf_event_open", "keyctl", "add_key",
				     "request_key", "init_module", "finit_module", "delete_module",
				     "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff",
				     "acct", "quotactl", "setuid", "setgid", "setreuid", "setregid",
				     "setresuid", "setresgid", "setfsuid", "setfsgid", "setgroups",
				     "fallocate", "open_by_handle_at", "syslog", "settimeofday",
				     "clock_settime", "clock_adjtime", "adjtimex", "iopl", "ioperm" ]; },
	{ errno = "ENOSYS"; calls = [ "clone3", "io_uring_setup", "io_uring_enter",
				      "io_uring_register" ]; },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWUSER"; } ); },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWNS"; } ); },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWPID"; } ); },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWNET"; } ); },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWIPC"; } ); },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWUTS"; } ); },
	{ errno = "EPERM"; calls = [ "clone" ]; when = ( { arg = 0; has = "CLONE_NEWCGROUP"; } ); },
	{ errno = "EPERM"; calls = [ "socket" ]; when = ( { arg = 0; is = "AF_PACKET"; } ); },
	{ errno = "EPERM"; calls = [ "socket" ];
	  when = ( { arg = 0; is = "AF_INET"; }, { arg = 1; has = "SOCK_RAW"; mask = 15; } ); },
	{ errno = "EPERM"; calls = [ "socket" ];
	  when = ( { arg = 0; is = "AF_INET6"; }, { arg = 1; has = "SOCK_RAW"; mask = 15; } ); }
);

expects = {
	prctl = { set_no_new_privs = "yes"; set_dumpable = "yes"; set_pdeathsig = "yes";
		  set_child_subreaper = "yes"; };
	filters = { load = "yes"; load_without_no_new_privs = "EACCES"; tsync = "yes"; listener = "yes"; };
	landlock = { abi = "ENOSYS"; };
	objects = { io_uring = "ENOSYS"; keyctl = "EPERM"; add_key = "EPERM"; bpf = "EPERM";
		    perf_event_open = "EPERM"; open_by_handle_at = "EPERM"; fallocate = "EPERM";
		    clone3 = "ENOSYS"; memfd_secret = "ENOSYS"; memfd = "yes"; memfd_exec = "yes";
		    userfaultfd_user = "yes"; };
	namespaces = { user = "EPERM"; clone_user = "EPERM"; clone3_user = "ENOSYS";
		       setns = "EPERM"; chroot = "EPERM"; };
	sockets = { packet = "EPERM"; raw = "EPERM"; loopback = "yes"; unix = "yes"; };
	files = { tmp = "yes"; ptmx = "ENOENT"; };
	memory = { mprotect_exec = "yes"; };
	processes = { ptrace = "EPERM"; process_vm_readv = "yes"; prlimit = "yes"; launcher = "yes"; };
	limits = { nofile = "yes"; nproc = "yes"; fsize = "yes"; as = "yes"; };
};
