#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Goal:  the worker's credentials, past any preloaded library.
# Means: a program that starts without it. LD_PRELOAD is a variable in the student's own
#        environment: take it out, and the next program has nothing preloaded.
#
# shellcheck disable=SC2034,SC2154 # attack.sh reads the words, and sets what attack() uses

effect="a file that a preloaded library should refuse is read"
means="unset LD_PRELOAD, and exec"
oracle=secret:environ
id=LPS-13
attack_id="T1574.006, CWE-693"
remedy="a decision in the kernel, which exec does not undo: Landlock"
refs="ld.so(8), LD_PRELOAD"

attack() {
	attempting
	unset LD_PRELOAD
	exec cat "/proc/$worker/environ"
}

. "${0%/*}/../attack.sh"
