# SPDX-License-Identifier: MIT
#
# overhead.gp - launch under each variant, as a multiple of a bare launch, with 95 % intervals.

# As high as there are variants: a line of six points each.
set datafile separator "\t"
names = data."/overhead-variants.tsv"
stats names using 1 nooutput
height = 0.6+0.1*(STATS_max-STATS_min+1.4)
load "thesis-figures/style.gp"

stats data."/overhead-python.tsv" using 3 name "low" nooutput
stats data."/overhead-noop-static.tsv" using 4 name "high" nooutput
least = 0.95*(low_min < 1 ? low_min : 1)
set yrange [STATS_min-0.7:STATS_max+0.7]
set logscale x
set xrange [least:1.1*high_max]
set xtics (1, 2, 3, 5, 10, 20, 50, 100, 200)
set xlabel "launch time, multiples of bare (log)" font size65 offset 0,0.6
set grid xtics lt 1 lw 0.4 lc rgb 0xDDDDDD
set border 1
set lmargin at screen 0.295
set rmargin at screen 0.96
set tmargin at screen 1-0.2/height
set bmargin at screen 0.38/height
set key at screen 0.63,1-0.08/height center horizontal Left reverse font size6 samplen 1
set arrow 1 from 1,graph 0 to 1,graph 1 nohead lw 0.8 lc rgb black

plot names using (least):1:ytic(2) with dots lc rgb 0xFFFFFF notitle, \
	data."/overhead-noop-static.tsv" using 1:2:3:4 with xerrorbars \
		pt 7 ps dot lw 1 lc rgb blue title "static no-op", \
	data."/overhead-python.tsv" using 1:2:3:4 with xerrorbars \
		pt 12 ps 1.3*dot lw 1 lc rgb vermillion title "python3 -S"
