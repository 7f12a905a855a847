# SPDX-License-Identifier: MIT
#
# The gate: has a cell become worse than results/expected accepts?
#
#     make gate            measure everything, then compare; 1 worse, 3 not measured
#     make gate GATE_FLAGS=--strict      5 too: what got better or vanished must be recorded
#     make expect-update   record the last run as what is expected; review the change, commit it
#     make findings        docs/findings.md from the last run and, if there is one, the last benchmark

RESULTS  ?= runs/latest.jsonl
BENCH    ?= runs/bench-latest.jsonl
EXPECTED := results/expected

.PHONY: gate expect-update findings
gate: deps
	@$(MAKE) --no-print-directory -j"$$(nproc)" all
	@$(B)/ordeal run; code=$$?; [ $$code = 0 ] || [ $$code = 3 ] || exit $$code; \
		$(B)/ordeal gate --expected $(EXPECTED) $(GATE_FLAGS)

expect-update: all
	@$(B)/ordeal expect update $(RESULTS) --expected $(EXPECTED) $(EXPECT_FLAGS)

findings: all $(if $(wildcard $(BENCH)),$(B)/bench-report)
	@mkdir -p docs
	@$(if $(wildcard $(BENCH)),$(B)/bench-report --csv $(BENCH) >$(B)/bench.csv)
	@$(B)/ordeal findings $(RESULTS) $(if $(wildcard $(BENCH)),--bench $(B)/bench.csv) >docs/findings.md
	@echo docs/findings.md
