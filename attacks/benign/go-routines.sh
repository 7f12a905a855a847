#!/bin/sh
# SPDX-License-Identifier: MIT
#
# go-routines.sh - a Go program is compiled and run.
#
# Go: its runtime starts threads of its own, maps hundreds of megabytes that it does not touch,
# reads the number of processors and sets signal stacks. The compiler starts an assembler and a
# linker and keeps a cache.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="A Go program is compiled and run"
means="go build; goroutines, a channel, a sync.WaitGroup"
oracle=done
needs="go"
seconds=30 # of a busy machine's
expect='385
0 1 4 9 16
'

attack() {
	folder=$(mktemp -d) && cd "$folder" || return
	cat >main.go <<-'END'
		package main

		import (
			"fmt"
			"sync"
		)

		func main() {
			results := make(chan int, 10)
			var all sync.WaitGroup
			for i := 1; i <= 10; i++ {
				all.Add(1)
				go func(n int) {
					defer all.Done()
					results <- n * n
				}(i)
			}
			all.Wait()
			close(results)
			sum := 0
			for r := range results {
				sum += r
			}
			fmt.Println(sum)
			for i := 0; i < 5; i++ {
				if i > 0 {
					fmt.Print(" ")
				}
				fmt.Print(i * i)
			}
			fmt.Println()
		}
	END
	HOME=$folder GOCACHE=$folder/cache GO111MODULE=off GOFLAGS=-p=1 go build -o program main.go &&
		./program &&
	cd / && rm -r "$folder"
}

. "${0%/*}/../attack.sh"
