#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Goal:  the credentials that the worker gave its child.
# Means: a shell's own `set`: no program is started, no file is opened, no environ is read.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="the worker's credentials reach the student"
means="set in sh: a builtin that prints what the shell was born with"
oracle=secret:environ
id=ENV-01
attack_id="T1552.001, CWE-526"
remedy="an environment built from a list"

attack() {
	attempting
	set | grep '^AWS_SECRET' || denied "no credential in the environment"
}

. "${0%/*}/../attack.sh"
