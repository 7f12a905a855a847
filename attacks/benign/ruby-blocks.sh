#!/bin/sh
# SPDX-License-Identifier: MIT
#
# ruby-blocks.sh - a Ruby program runs.
#
# Ruby: the interpreter asks for the bounds of its stack (pthread_getattr_np reads
# /proc/self/maps), starts a timer thread, and opens a pipe to itself.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="A Ruby program runs"
means="blocks, a struct, a thread"
oracle=done
needs="ruby"
seconds=30 # of a busy machine's
expect='1 4 9
ada is 36
thread 55
'

# In the shell's own place, so that no process is needed.
attack() {
	exec ruby - <<-'END'
		puts [1, 2, 3].map { |n| n * n }.join(" ")
		Person = Struct.new(:name, :age)
		puts Person.new("ada", 36).then { |p| "#{p.name} is #{p.age}" }
		puts "thread #{Thread.new { (1..10).sum }.value}"
	END
}

. "${0%/*}/../attack.sh"
