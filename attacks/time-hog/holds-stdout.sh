#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Goal:  the worker waits longer than the exercise allows.
# Means: the program ends at once, with the right exit code, and leaves somebody behind who has its
#        standard output and never writes to it. Who reads to the end of the file waits for him, and
#        a clock that watched the program has nothing left to watch.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="the worker waits longer than allowed"
means="sleep in the background keeps stdout open after the program's end"
oracle=usage:time
id=FDS-07
attack_id="T1499.003, CWE-400"
remedy="end every process of a submission at its end; a deadline on reading, as on running"
refs="Go's os/exec: Cmd.WaitDelay"

attack() {
	attempting
	sleep 6 &
}

. "${0%/*}/../attack.sh"
