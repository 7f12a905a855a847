# SPDX-License-Identifier: MIT
#
# dots.gp - one mark for each row and series, with its interval: `base` names the data, and its
# settings: xlab, log (0, 1), series (how many), title_1.., ref (a line at this value; NaN: none),
# left (the share of the width for the rows' names).

load data."/".base.".set"
set datafile separator "\t"
rows = data."/".base."-rows.tsv"
stats rows using 1 nooutput
height = 0.72+0.13*(STATS_max-STATS_min+1.4)
load "thesis-figures/style.gp"

least = STATS_min; most = STATS_max
stats data."/".base.".tsv" using 3 name "low" nooutput
stats data."/".base.".tsv" using 4 name "high" nooutput
set yrange [least-0.7:most+0.7]
room = high_max > low_min ? high_max-low_min : 1
if (log) {
	set logscale x
	if (high_max/low_min > 150) { set xtics @tens } else { set xtics @decades }
	set xrange [0.85*low_min:1.15*high_max]
} else {
	set xrange [low_min-0.06*room:high_max+0.06*room]
}
set format x "%g"
set xlabel xlab font size65 offset 0,0.6
set grid xtics lt 1 lw 0.4 lc rgb 0xDDDDDD
set border 1
set lmargin at screen left
set rmargin at screen 0.96
set tmargin at screen 1-0.3/height
set bmargin at screen 0.38/height
set key at screen 0.5,1-0.03/height center top horizontal Left reverse maxrows 2 font size6 samplen 1 width 0
if (ref == ref) set arrow 1 from ref,graph 0 to ref,graph 1 nohead lw 0.8 lc rgb black

array colour[7] = [blue, vermillion, green, black, purple, orange, sky]
array shape[7] = [7, 12, 9, 4, 2, 10, 1]
first = 1.0*(log ? 0.85*low_min : low_min-0.06*room)
plot rows using (first):1:ytic(2) with dots lc rgb 0xFFFFFF notitle, \
	for [i=1:series] data."/".base.".tsv" index i-1 using 2:1:3:4 with xerrorbars \
		pt shape[i] ps 1.3*dot lw 1 lc rgb colour[i] title value(sprintf("title_%d", i))
