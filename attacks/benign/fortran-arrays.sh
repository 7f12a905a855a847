#!/bin/sh
# SPDX-License-Identifier: MIT
#
# fortran-arrays.sh - a Fortran program is compiled and run.
#
# Fortran: the compiler is the one of C with another front end; the runtime looks at its
# descriptors and catches signals.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="A Fortran program is compiled and run"
means="gfortran; arrays, matmul, formatted output"
oracle=done
needs="fortran"
seconds=30 # of a busy machine's
expect='   2.0   1.0
   4.0   3.0
sum  10.0
'

attack() {
	folder=$(mktemp -d) && cd "$folder" || return
	cat >main.f90 <<-'END'
		program main
		  implicit none
		  real :: a(2, 2), swap(2, 2)
		  integer :: i
		  a = reshape([1.0, 3.0, 2.0, 4.0], [2, 2])
		  swap = reshape([0.0, 1.0, 1.0, 0.0], [2, 2])
		  a = matmul(a, swap)
		  do i = 1, 2
			print '(2f6.1)', a(i, :)
		  end do
		  print '(a, f6.1)', 'sum', sum(a)
		end program
	END
	gfortran main.f90 -o program && ./program &&
	cd / && rm -r "$folder"
}

. "${0%/*}/../attack.sh"
