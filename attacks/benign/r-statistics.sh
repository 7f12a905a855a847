#!/bin/sh
# SPDX-License-Identifier: MIT
#
# r-statistics.sh - an R program runs.
#
# R: its front end is a shell script that starts others, it opens more than a hundred files as it
# starts, and reserves vectors by the size of the machine.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="An R program runs"
means="Rscript; a data frame, a linear model, a factor"
oracle=done
needs="r"
seconds=30 # of a busy machine's
expect='3.5
slope 2
a b 
2 1 
'

# In the shell's own place, so that no process is needed.
attack() {
	exec Rscript --vanilla - <<-'END'
		x <- 1:6
		cat(mean(x), "\n", sep = "")
		fit <- lm(y ~ x, data.frame(x = x, y = 2 * x + 1 + c(.1, -.1, 0, 0, -.1, .1)))
		cat("slope ", round(coef(fit)[["x"]]), "\n", sep = "")
		counts <- table(factor(c("a", "b", "a")))
		cat(names(counts), "\n")
		cat(counts, "\n")
	END
}

. "${0%/*}/../attack.sh"
