# SPDX-License-Identifier: MIT
#
# Overheads: `make bench` measures the columns of the README (five minutes at most) and prints,
# `make bench FULL=1` every quantity (half an hour), `make bench-quick` is a first look, `make peers`
# the table of launchers. Results go to runs/bench-<time>.jsonl; nothing in the tree changes.
# `make bench-gate` measures twice and fails where both are slower than BASE.

BENCH_PROGRAMS := $(addprefix $(B)/bench/,noop-static noop-dynamic percall rulecost grown sieve)
BENCH_MORE     := $(patsubst bench/more/%,$(B)/bench/more/%,$(wildcard bench/more/*.py))
BENCH_OBJ      := $(patsubst %,$(B)/obj/bench/%.o,main out launch calls hyperfine more spawn machine room cases \
		  stats)
REPORT_OBJ     := $(patsubst %,$(B)/obj/bench/%.o,report quantities compare peers read summary sheet targets \
		  cases stats)
BENCH_FLAGS     = $(filter-out -MMD -MP,$(COMMON))

BASE ?= results/runs/reference/bench.jsonl.gz
GATE_SECONDS ?= 60

.PHONY: bench bench-quick bench-gate peers bench-programs
bench:
	@./deps build programs bench
	@$(MAKE) --no-print-directory -j"$$(nproc)" bench-programs
	@bench/quiet || true
	@$(B)/ordeal-bench $(if $(FULL),--full)
	@$(B)/bench-report runs/bench-latest.jsonl

bench-quick:
	@./deps build programs bench
	@$(MAKE) --no-print-directory -j"$$(nproc)" bench-programs
	@$(B)/ordeal-bench --quick
	@$(B)/bench-report runs/bench-latest.jsonl

# What one run says of another of the same build is noise: two, and slower is what both call so.
bench-gate:
	@./deps build programs bench
	@$(MAKE) --no-print-directory -j"$$(nproc)" bench-programs all
	@for n in 1 2; do \
		$(B)/ordeal-bench --seconds $(GATE_SECONDS) --force -o runs/bench-gate-$$n.jsonl || exit $$?; \
	done
	@$(B)/ordeal compare $(BASE) runs/bench-gate-1.jsonl runs/bench-gate-2.jsonl

peers:
	@./deps build programs bench
	@$(MAKE) --no-print-directory -j"$$(nproc)" bench-programs
	@$(B)/ordeal-bench --seconds 60 --program noop-static --force -o runs/peers.jsonl
	@$(B)/bench-report --peers runs/peers.jsonl

bench-programs: $(BENCH_MORE) $(B)/ordeal-bench $(B)/bench-report $(BENCH_PROGRAMS) \
		$(B)/ordeal-sandbox $(BOX_BIN) $(SHARE)

$(B)/ordeal-bench: $(BENCH_OBJ) $(B)/libharness.a
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(HARNESS_LIBS) -lm

$(B)/bench-report: $(REPORT_OBJ) $(B)/libharness.a
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(HARNESS_LIBS) -lm

# What is timed is built plainly: no hardening flags that the launch would pay for.
$(B)/bench/noop-static: bench/noop.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BENCH_FLAGS) -static -o $@ $<

$(B)/bench/noop-dynamic: bench/noop.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BENCH_FLAGS) -o $@ $<

$(B)/bench/more/%.py: bench/more/%.py
	@mkdir -p $(@D)
	@cp $< $@

$(addprefix $(B)/bench/,percall rulecost grown sieve): $(B)/bench/%: bench/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BENCH_FLAGS) -static -o $@ $<

# The unit test of the statistics; the sandbox's and the harness's archives do not hold them.
$(B)/tests/unit/test_stats: tests/unit/test_stats.c $(B)/obj/bench/stats.o $(B)/obj/lib/random.o
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -o $@ $^ -lcmocka -lm $(LDFLAGS)
