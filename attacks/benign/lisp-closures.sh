#!/bin/sh
# SPDX-License-Identifier: MIT
#
# lisp-closures.sh - a Common Lisp program runs.
#
# Common Lisp: the image of sbcl maps its heap of gigabytes at an address of its choice, with
# pages that may be executed, and starts itself again to have addresses that are not random.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="A Common Lisp program runs"
means="sbcl --script; a closure, a macro, loop"
oracle=done
needs="sbcl"
seconds=30 # of a busy machine's
expect='1 2 3
(1 4 9)
55
'

# In the shell's own place, so that no process is needed.
attack() {
	exec sbcl --script /dev/stdin <<-'END'
		(let ((n 0))
		  (defun next () (incf n)))
		(format t "~a ~a ~a~%" (next) (next) (next))
		(defmacro squares (&rest xs) `(mapcar (lambda (x) (* x x)) (list ,@xs)))
		(format t "~a~%" (squares 1 2 3))
		(format t "~a~%" (loop for i from 1 to 10 sum i))
	END
}

. "${0%/*}/../attack.sh"
