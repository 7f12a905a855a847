#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Goal:  the evaluator's source, where the program that runs may not read it.
# Means: include_str! puts a file into the program when it is compiled, and is a word of the language: no
#        option of the compiler's and no search for #include finds it.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="a file that the compiler may read reaches the student"
means="include_str! of Rust; the program prints itself"
oracle=secret:task
needs=rust
attack_id="T1005, CWE-829"
remedy="the compiler inside the same walls as the program: Landlock without /var/task"
seconds=30 # of a busy machine's

attack() {
	folder=$(mktemp -d) && cd "$folder" || failed "a folder"
	echo 'fn main() { print!("{}", include_str!("/var/task/evaluator.py")); }' >answer.rs
	attempting
	HOME=$folder /usr/bin/rustc answer.rs -o answer 2>/dev/null || denied "rustc"
	./answer
}

. "${0%/*}/../attack.sh"
