# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034,SC1091,SC2154
#
# Goal:  another session gets the least of the processor's time.
# Means: /proc/PID/autogroup, the nice value of a whole session: echo 19 into it. Filters of
#        setpriority(2) and sched_setattr(2) see a write to a file.

effect="another session gets the least of the processor's time"
means="echo into /proc/PID/autogroup"
oracle=settings
attack_id="T1496, CWE-668"
remedy="a worker that is not dumpable: root owns its files then; Landlock without /proc"
refs="sched(7), The autogroup feature"

attack() {
	attempting
	echo 19 >"/proc/$decoy/autogroup" || denied "/proc/$decoy/autogroup"
}

. "${0%/*}/../attack.sh"
