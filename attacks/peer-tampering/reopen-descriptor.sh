# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034,SC1091
#
# Goal:  a file that the worker has open and does close on exec, as it should.
# Means: cat /proc/PID/fd/N. The link leads to the file itself, and needs no name of it; cat(1) is
#        all the tool it takes.

effect="a file that the worker did not leak is read"
means="cat /proc/PID/fd/N from a shell"
oracle=secret:private-fd
id=PEER-10
attack_id="T1005, CWE-668"
remedy="Landlock (a domain may not trace its outside); a worker that is not dumpable"
refs="proc_pid_fd(5)"

attack() {
	attempting
	found=
	for link in "/proc/$worker/fd/"*; do
		case $(readlink "$link") in
		/memfd:*)
			cat "$link" && echo && found=1
			;;
		esac
	done
	[ -n "$found" ] || denied "/proc/$worker/fd"
}

. "${0%/*}/../attack.sh"
