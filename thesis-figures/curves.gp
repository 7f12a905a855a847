# SPDX-License-Identifier: MIT
#
# curves.gp - a line with marks for each series, with intervals: `base` names the data, and its
# settings: xlab, ylab, logx, logy (0, 1), series (how many), title_1.., ref (a line at this height;
# NaN: none), refname, lines (0: marks alone), names (1: each mark of the first series has a name).

height = 2.5
load data."/".base.".set"
load "thesis-figures/style.gp"

file = data."/".base.".tsv"
stats file using 1 name "x" nooutput
stats file using 3 name "low" nooutput
stats file using 4 name "high" nooutput
top = (ref == ref && ref > high_max) ? ref : high_max
if (logx) { set logscale x; set xrange [x_min/(names ? 2 : 1.15):x_max*1.15] } \
else { set xrange [x_min-0.06*(x_max-x_min):x_max+0.1*(x_max-x_min)] }
if (logy) { set logscale y; set yrange [low_min/1.3:top*1.3] } else { set yrange [0:top*1.08] }
if (logx) { if (x_max/x_min > 150) { set xtics @tens } else { set xtics @decades } }
if (logy) { if (top/low_min > 150) { set ytics @tens } else { set ytics @decades } }
set format x "%g"
set format y "%g"
set xlabel xlab font size65 offset 0,0.6
set ylabel ylab font size65 offset 1.2,0
set grid lt 1 lw 0.4 lc rgb 0xDDDDDD
set lmargin at screen 0.15
set rmargin at screen 0.965
set tmargin at screen 0.84
set bmargin at screen 0.15
set key at screen 0.55,0.985 center top horizontal Left reverse maxrows 2 font size6 samplen 2
if (ref == ref) {
	set arrow 1 from graph 0,first ref to graph 1,first ref nohead lw 0.8 dt 2 lc rgb black
	set label 1 refname at graph 0.99,first ref right offset 0,-0.5 font size6
}
array colour[7] = [black, blue, vermillion, green, purple, orange, sky]
array shape[7] = [6, 7, 12, 9, 4, 10, 1]
array dash[7] = [1, 1, 2, 4, 3, 5, 1]
if (lines) {
	plot for [i=1:series] file index i-1 using 1:2 with lines lw 1 dt dash[i] lc rgb colour[i] notitle, \
		for [i=1:series] file index i-1 using 1:2:3:4 with yerrorbars pt shape[i] ps 1.3*dot lw 0.8 \
			lc rgb colour[i] notitle, \
		for [i=1:series] NaN with linespoints pt shape[i] ps 1.3*dot dt dash[i] lc rgb colour[i] \
			title value(sprintf("title_%d", i))
} else {
	plot file index 0 using 1:2 with steps lw 1 lc rgb blue notitle, \
		for [i=1:series] file index i-1 using 1:2 with points pt shape[i] ps 1.5*dot lc rgb colour[2-(i>1)] \
			title value(sprintf("title_%d", i)), \
		file index 0 every 2::0 using 1:2:5 with labels right offset -0.6,0.45 font size6 notitle, \
		file index 0 every 2::1 using 1:2:5 with labels left offset 0.6,-0.5 font size6 notitle
}
