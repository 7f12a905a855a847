# SPDX-License-Identifier: MIT
#
# Overheads: `make bench` measures (three minutes at most) and prints, `make bench-quick` is a first
# look. Results go to runs/bench-<time>.jsonl; nothing in the tree changes.

BENCH_PROGRAMS := $(addprefix $(B)/bench/,noop-static noop-dynamic percall)
BENCH_OBJ      := $(patsubst %,$(B)/obj/bench/%.o,main out launch calls hyperfine spawn machine room cases stats)
REPORT_OBJ     := $(patsubst %,$(B)/obj/bench/%.o,report read summary sheet targets cases stats)
BENCH_FLAGS     = $(filter-out -MMD -MP,$(COMMON))

.PHONY: bench bench-quick bench-programs
bench:
	@./deps build programs bench
	@$(MAKE) --no-print-directory -j"$$(nproc)" bench-programs
	@bench/quiet || true
	@$(B)/ordeal-bench
	@$(B)/bench-report runs/bench-latest.jsonl

bench-quick:
	@./deps build programs bench
	@$(MAKE) --no-print-directory -j"$$(nproc)" bench-programs
	@$(B)/ordeal-bench --quick
	@$(B)/bench-report runs/bench-latest.jsonl

bench-programs: $(B)/ordeal-bench $(B)/bench-report $(BENCH_PROGRAMS) $(B)/ordeal-sandbox $(BOX_BIN) $(SHARE)

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

$(B)/bench/percall: bench/percall.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BENCH_FLAGS) -static -o $@ $<

# The unit test of the statistics; the sandbox's and the harness's archives do not hold them.
$(B)/tests/unit/test_stats: tests/unit/test_stats.c $(B)/obj/bench/stats.o $(B)/obj/lib/random.o
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -o $@ $^ -lcmocka -lm $(LDFLAGS)
