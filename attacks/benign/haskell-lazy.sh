#!/bin/sh
# SPDX-License-Identifier: MIT
#
# haskell-lazy.sh - a Haskell program runs.
#
# Haskell: the runtime reserves a terabyte of address space for its heap, drives its threads by a
# timer descriptor, and sets terminal modes; the compiler works for seconds and in hundreds of
# megabytes.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="A Haskell program runs"
means="runghc; an infinite list, a type class, a fold"
oracle=done
needs="ghc"
seconds=60 # of a busy machine's
expect='[2,3,5,7,11,13,17,19]
5050
circle 3
'

attack() {
	folder=$(mktemp -d) && cd "$folder" || return
	cat >main.hs <<-'END'
		module Main where

		primes :: [Int]
		primes = sieve [2 ..]
		  where sieve (p : xs) = p : sieve [x | x <- xs, x `mod` p /= 0]

		class Shape a where area :: a -> Int
		newtype Circle = Circle Int
		instance Shape Circle where area (Circle r) = 3 * r * r

		main :: IO ()
		main = do
		  print (takeWhile (< 20) primes)
		  print (foldr (+) 0 [1 .. 100])
		  putStrLn ("circle " ++ show (area (Circle 1)))
	END
	HOME=$folder ghc -v0 -O0 main.hs -o program && ./program &&
	cd / && rm -r "$folder"
}

. "${0%/*}/../attack.sh"
