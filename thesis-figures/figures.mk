# SPDX-License-Identifier: MIT
#
# `make figures`: PDF, SVG, captions and LaTeX tables in build/figures, from results files alone.
# Other runs: make figures FIG_MATRIX=runs/latest.jsonl FIG_BENCH=runs/bench-latest.jsonl

FIG_MATRIX ?= results/runs/reference/matrix.jsonl.gz
FIG_BENCH  ?= results/runs/reference/bench.jsonl.gz
FIG_SURFACE ?= $(wildcard results/runs/reference/surface.jsonl.gz)
FIG_LATTICE ?= $(wildcard results/runs/reference/lattice.jsonl.gz)
FIG_PLACES  ?= $(filter-out %/matrix.jsonl.gz %/bench.jsonl.gz %/surface.jsonl.gz %/lattice.jsonl.gz,\
		$(wildcard results/runs/reference/*.jsonl.gz))
FIG_INPUTS  = $(FIG_PLACES) $(FIG_MATRIX) $(FIG_BENCH) $(FIG_SURFACE) $(FIG_LATTICE)
FIG        := $(B)/figures
FIG_PY     := $(wildcard thesis-figures/*.py)

.PHONY: figures figures-all
figures:
	@./deps build figures
	@$(MAKE) --no-print-directory figures-all

figures-all: $(FIG)/drawn
	@echo '  figures, captions and tables, and preview.tex with all of them: $(FIG)/'

# Other files than last time: all anew, even if they are older.
$(FIG)/sources: FORCE
	@mkdir -p $(FIG)
	@echo '$(FIG_INPUTS)' | cmp -s - $@ || echo '$(FIG_INPUTS)' > $@

$(FIG)/extracted: $(FIG)/sources $(FIG_MATRIX) $(FIG_BENCH) $(FIG_SURFACE) $(FIG_LATTICE) $(FIG_PLACES) \
		$(FIG_PY) $(B)/ordeal $(B)/bench-report $(SHARE)
	@rm -rf $(FIG)/data $(FIG)/*.tex && mkdir -p $(FIG)/data
	@$(B)/ordeal matrix $(FIG_MATRIX) --format json > $(FIG)/data/matrix.json
	@$(B)/ordeal matrix $(FIG_MATRIX) --against threat-model --format json > $(FIG)/data/claims.json
	@$(B)/bench-report --csv $(FIG_BENCH) > $(FIG)/data/bench.csv
	@for file in $(FIG_PLACES); do name=$${file##*/}; \
		$(B)/ordeal matrix $$file --format json > $(FIG)/data/place-$${name%.jsonl*}.json || exit 1; done
	@rm -f $(FIG)/data/lattice.json; [ -z '$(FIG_LATTICE)' ] || $(B)/ordeal lattice --report --json \
		--cost $(FIG)/data/bench.csv -o '$(FIG_LATTICE)' > $(FIG)/data/lattice.json
	$(Q)/usr/bin/python3 -B thesis-figures/extract.py $(FIG)/data/matrix.json \
		$(FIG)/data/claims.json $(FIG_MATRIX) $(FIG)/data/bench.csv $(FIG_BENCH) $(FIG) \
		'$(FIG_SURFACE)' $(if $(FIG_LATTICE),$(FIG)/data/lattice.json $(FIG_LATTICE))
	@touch $@

# How many figures there are depends on how many columns there are: data/figures names each, and the
# program that draws it. cairo writes the time of day into a PDF: the same length of nothing instead.
$(FIG)/drawn: $(FIG)/extracted $(wildcard thesis-figures/*.gp)
	@rm -f $(FIG)/*.pdf $(FIG)/*.svg
	$(Q)while read -r name program; do \
		for out in $(FIG)/$$name.pdf $(FIG)/$$name.svg; do \
			LC_ALL=C.UTF-8 gnuplot -e "out='$$out'; name='$$(echo $$name | tr - _)'; base='$$name'; data='$(FIG)/data'" \
				thesis-figures/$$program.gp || exit 1; \
		done; \
		LC_ALL=C sed -i 's|/CreationDate (D:[0-9]*|/CreationDate (D:20000101000000|' $(FIG)/$$name.pdf || exit 1; \
	done < $(FIG)/data/figures
	@touch $@
