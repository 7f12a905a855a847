# SPDX-License-Identifier: MIT
#
# latency.gp - the tail of launch latency: which share of launches took longer than so long. Both axes
# are logarithms, so that one launch in a hundred, and one in a thousand, can be read.

height = 2.6
load "thesis-figures/style.gp"

samples = data."/ecdf.tsv"
stats samples using 1 nooutput
set logscale x
set xrange [0.8*STATS_min:1.3*STATS_max]
set xtics @decades
set logscale y
set yrange [0.0008:1]
set ytics ("1" 1, "1/10" 0.1, "1/100" 0.01, "1/1000" 0.001)
set xlabel "launch latency of a static no-op, ms (log)" font size65 offset 0,0.6
set ylabel "share that took longer" font size65 offset 0.3,0
set grid lt 1 lw 0.4 lc rgb 0xDDDDDD
set lmargin at screen 0.165
set rmargin at screen 0.97
set tmargin at screen 0.82
set bmargin at screen 0.145
set key at screen 0.545,0.985 center top vertical Left reverse maxrows 3 \
	font size6 samplen 2 width 1
array colour[9] = [black, grey, sky, blue, blue, green, orange, vermillion, purple]
array dash[9] = [1, 2, 1, 1, 3, 2, 4, 2, 1]

plot for [i=0:STATS_blocks-1] samples index i using 1:2 with steps lw 1.3 lc rgb colour[1+i%9] \
	dt dash[1+i%9] title columnheader(2)
