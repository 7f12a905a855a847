#!/bin/sh
# SPDX-License-Identifier: MIT
#
# erlang-processes.sh - an Erlang program is compiled and run.
#
# Erlang: the virtual machine reserves a gigabyte of address space, starts a thread for each
# processor and more, asks which processors it may use, and starts a helper process for its ports.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="An Erlang program is compiled and run"
means="erlc, erl; processes and messages"
oracle=done
needs="erlang"
seconds=30 # of a busy machine's
expect='385
[1,4,9]
'

attack() {
	folder=$(mktemp -d) && cd "$folder" || return
	cat >main.erl <<-'END'
		-module(main).
		-export([start/0]).

		start() ->
			Me = self(),
			[spawn(fun() -> Me ! {square, N * N} end) || N <- lists:seq(1, 10)],
			io:format("~p~n", [gather(10, 0)]),
			io:format("~p~n", [[X * X || X <- [1, 2, 3]]]),
			halt(0).

		gather(0, Sum) -> Sum;
		gather(N, Sum) -> receive {square, S} -> gather(N - 1, Sum + S) end.
	END
	HOME=$folder erlc main.erl &&
		HOME=$folder erl +S 1 -noshell -noinput -boot start_clean -s main start &&
	cd / && rm -r "$folder"
}

. "${0%/*}/../attack.sh"
