# SPDX-License-Identifier: MIT
#
# The gate: has a cell become worse than results/expected accepts?
#
#     make gate            measure everything, then compare; 1 worse, 3 not measured
#     make gate GATE_RUN=--quick         a part of it: any options of `ordeal run`
#     make gate GATE_FLAGS=--strict      5 too: what is new, got better or vanished must be recorded
#     make expect-update   record the last run as what is expected; review the change, commit it
#
# What is not as expected is run three times more before it counts (run --recheck).

RESULTS  ?= runs/latest.jsonl
EXPECTED := results/expected

.PHONY: gate expect-update
gate:
	@./deps build programs
	@$(MAKE) --no-print-directory -j"$$(nproc)" all
	@$(B)/ordeal run --recheck=$(EXPECTED) $(GATE_RUN); code=$$?; \
		[ $$code = 0 ] || [ $$code = 3 ] || exit $$code; \
		$(B)/ordeal gate --expected $(EXPECTED) $(GATE_FLAGS)

expect-update: all
	@$(B)/ordeal expect update $(RESULTS) --expected $(EXPECTED) $(EXPECT_FLAGS)
