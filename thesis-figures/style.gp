# SPDX-License-Identifier: MIT
#
# style.gp - what all figures share. The caller sets `out` (a file ending in .pdf or .svg), `data`
# (the folder of the data files) and, before this is loaded, `height` (inches), and `width` where it is
# not a column's.

# A column of a page with two; a page of A4 in 11pt has 5 inches.
if (!exists("width")) width = 3.4
set encoding utf8
set minussign

if (strlen(out) > 4 && out[strlen(out)-3:] eq ".svg") {
	set terminal svg size int(96*width),int(96*height) name name \
		font "DejaVu Sans Condensed,9" background "white"
	scale = 96.0/72
	dot = 0.45
} else {
	# pdfcairo's points are of a screen with 96 dots to the inch: 0.75 of them is one of a page.
	set terminal pdfcairo size width in,height in font "DejaVu Sans Condensed,7" fontscale 0.75
	scale = 1.0
	dot = 0.35
}
set output out
set datafile separator "\t"

# Points on paper where a figure is included at its own size, the same in both formats: six at least;
# `dot` is the size of a marker.
sized(points) = sprintf("DejaVu Sans Condensed,%.2f", scale*points)
size6 = sized(6); size65 = sized(6.5); size7 = sized(7)

# The palette of Okabe and Ito. Of the three states the lightness differs, for print in grey.
blue = 0x0072B2; sky = 0x56B4E9; green = 0x009E73; yellow = 0xF0E442; orange = 0xE69F00
vermillion = 0xD55E00; purple = 0xCC79A7; black = 0x000000; grey = 0x999999

state_fill(s) = s eq "all" ? sky : s eq "some" ? yellow : s eq "none" ? vermillion : \
	s eq "broken or flaky" ? purple : 0xF2F2F2
state_text(s) = s eq "none" ? 0xFFFFFF : black
state_glyph(s) = s eq "all" ? "✔" : s eq "some" ? "◐" : s eq "none" ? "✘" : \
	s eq "broken or flaky" ? "!" : s eq "unavailable" ? "∅" : "·"

# Of an axis of logarithms: gnuplot's own choice is one number where a range is short.
decades = "(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 2e4, 5e4, 1e5)"
tens = "(0.001, 0.01, 0.1, 1, 10, 100, 1000, 1e4, 1e5, 1e6)"

unset key
set border 3 lw 0.5 lc rgb grey
set tics nomirror scale 0.5 font size6 textcolor rgb black
