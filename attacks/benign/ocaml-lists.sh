#!/bin/sh
# SPDX-License-Identifier: MIT
#
# ocaml-lists.sh - an OCaml program is compiled and run.
#
# OCaml: the compiler starts an assembler and a linker; the program grows its heap by mmap and
# sets a signal stack to find overflows.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="An OCaml program is compiled and run"
means="ocamlopt; lists, a variant, recursion"
oracle=done
needs="ocaml"
seconds=30 # of a busy machine's
expect='55
(1 + (2 * 3)) = 7
'

attack() {
	folder=$(mktemp -d) && cd "$folder" || return
	cat >main.ml <<-'END'
		type expr = Num of int | Add of expr * expr | Mul of expr * expr

		let rec eval = function
		  | Num n -> n
		  | Add (a, b) -> eval a + eval b
		  | Mul (a, b) -> eval a * eval b

		let rec show = function
		  | Num n -> string_of_int n
		  | Add (a, b) -> Printf.sprintf "(%s + %s)" (show a) (show b)
		  | Mul (a, b) -> Printf.sprintf "(%s * %s)" (show a) (show b)

		let () =
		  let squares = List.init 5 (fun i -> (i + 1) * (i + 1)) in
		  Printf.printf "%d\n" (List.fold_left ( + ) 0 squares);
		  let e = Add (Num 1, Mul (Num 2, Num 3)) in
		  Printf.printf "%s = %d\n" (show e) (eval e)
	END
	ocamlopt -o program main.ml && ./program &&
	cd / && rm -r "$folder"
}

. "${0%/*}/../attack.sh"
