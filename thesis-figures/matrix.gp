# SPDX-License-Identifier: MIT
#
# matrix.gp - the defence matrix: one square per row and column, coloured by its state, with a glyph
# that says the same without colour, and k/n below. `base` names the data.

width = 4.95   # a page of A4 in 11pt, at its own size
height = 6.4
load "thesis-figures/style.gp"

squares = data."/".base.".tsv"
stats squares using 1:2 nooutput
# The names lie inside the plot, in room left for them: gnuplot drops what is outside.
# As many cells as take the same room as the longest name.
cells = STATS_max_x-STATS_min_x+1.05
names = cells*0.21/(1-0.21)
set xrange [STATS_min_x-0.5-names:STATS_max_x+0.55]
set yrange [STATS_min_y-0.55:STATS_max_y+4.2]
unset border
unset tics
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0.035

# The legend is made of the same glyphs.
set label 1 "✔ all held   ◐ some   ✘ none   · nothing proven   ∅ not available   " \
	."! broken" at screen 0.5,0.015 center font size6

plot squares using 1:2:($1-0.46):($1+0.46):($2-0.46):($2+0.46):(state_fill(strcol(3))) \
		with boxxyerror fs solid 1 noborder lc rgb variable, \
	'' using 1:($2+0.2):(state_glyph(strcol(3))):(state_text(strcol(3))) \
		with labels font size7 tc rgb variable, \
	'' using 1:($2-0.24):4:(state_text(strcol(3))) with labels font size6 tc rgb variable, \
	data."/".base."-rows.tsv" using (STATS_min_x-0.6):1:2 with labels right font size6, \
	data."/".base."-columns.tsv" using 1:(STATS_max_y+0.65):2 \
		with labels left rotate by 90 font size6
