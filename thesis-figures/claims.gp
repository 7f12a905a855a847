# SPDX-License-Identifier: MIT
#
# claims.gp - what the threat model claimed beside what was measured. In each square: the claim to
# the left, the measurement to the right; a frame where they differ.

height = 3.3
load "thesis-figures/style.gp"

squares = data."/claims.tsv"
stats squares using 1:2 nooutput
set xrange [STATS_min_x-1.65:STATS_max_x+0.55]
set yrange [STATS_min_y-0.6:STATS_max_y+1.15]
unset border
unset tics
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0.09

set label 1 "left: claimed, right: measured; framed: they differ\n✔ all   ◐ some   ✘ none   " \
	."· nothing proven: no difference" at screen 0.5,0.06 center font size6
differs(a) = a eq "differs" ? 1 : NaN

plot squares using 1:2:($1-0.45):($1-0.04):($2-0.42):($2+0.42):(state_fill(strcol(3))) \
		with boxxyerror fs solid 1 noborder lc rgb variable, \
	'' using 1:2:($1-0.03):($1+0.45):($2-0.42):($2+0.42):(state_fill(strcol(4))) \
		with boxxyerror fs solid 1 noborder lc rgb variable, \
	'' using ($1*differs(strcol(6))):2:($1-0.47):($1+0.47):($2-0.46):($2+0.46) \
		with boxxyerror lc rgb black lw 1.2 fs empty border, \
	'' using ($1-0.245):2:(state_glyph(strcol(3))):(state_text(strcol(3))) \
		with labels font size7 tc rgb variable, \
	'' using ($1+0.21):($2+0.15):(state_glyph(strcol(4))):(state_text(strcol(4))) \
		with labels font size7 tc rgb variable, \
	'' using ($1+0.21):($2-0.22):5:(state_text(strcol(4))) with labels font size6 tc rgb variable, \
	data."/claims-rows.tsv" using (STATS_min_x-0.55):1:2 with labels right font size6, \
	data."/claims-columns.tsv" using 1:(STATS_max_y+0.75):2 with labels center font size6
