# SPDX-License-Identifier: MIT
#
# The one Makefile. It finds sources by wildcard: a new attack, layer, oracle or column is one file
# and no line here. Everything made goes to build/.
#
#     build/ordeal, build/ordeal-sandbox    the two programs
#     build/box/                            what the arena sees at /opt/ordeal: bin/, attacks/
#     build/share/                          data files that ordeal reads

VERSION := 0.1.0
PREFIX  ?= /usr/local

# For which processor: this machine's, or `make ARCH=arm64`: cross/rules.mk.
ARCH      ?= $(patsubst aarch64,arm64,$(patsubst x86_64,amd64,$(shell uname -m)))
NATIVE    := $(patsubst aarch64,arm64,$(patsubst x86_64,amd64,$(shell uname -m)))
PROCESSOR := $(patsubst arm64,aarch64,$(patsubst amd64,x86_64,$(ARCH)))
B         := build$(if $(filter-out $(NATIVE),$(ARCH)),/$(ARCH))

HOST_CC   = gcc
CC        = gcc
MUSL_CC   = musl-gcc
OBJCOPY   = objcopy
LD        = ld
STRIP     = strip
WARN     = -Wall -Wextra -Wshadow -Wmissing-prototypes -Wswitch-enum -Werror
HARDEN   = -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
# The same program wherever the tree lies: `ordeal run --changed` compares by hash.
OPTIMISE = -O2
COMMON   = -std=gnu17 $(OPTIMISE) -g -D_GNU_SOURCE -ffile-prefix-map=$(CURDIR)=. $(WARN) -I. -I$(B)/gen -MMD -MP
CFLAGS   = $(COMMON) $(HARDEN)
LDFLAGS  = -pie -Wl,-z,relro,-z,now
HARNESS_LIBS = -ljansson -lconfig -lsmartcols -lz -lseccomp -lm
# Kernel headers come after musl's own.
MUSL_FLAGS = $(COMMON) -static -idirafter /usr/include/$(shell uname -m)-linux-gnu -idirafter /usr/include
.DEFAULT_GOAL := all
include $(if $(filter-out $(NATIVE),$(ARCH)),cross/rules.mk)

LIB_C      := $(wildcard lib/*.c)
HARNESS_C  := $(filter-out harness/commands/main.c harness/box/% harness/strawmen/%,\
	      $(wildcard harness/*.c harness/*/*.c))
# What makes filters, and is in none of the programs.
POLICY_C   := $(addprefix sandbox/,policyc.c policy.c processors.c)
SANDBOX_C  := $(filter-out sandbox/main.c $(POLICY_C),$(wildcard sandbox/*.c))
ATTACK_C   := $(wildcard attacks/*/*.c)
ATTACK_PY  := $(wildcard attacks/*/*.py)
ATTACK_SH  := $(wildcard attacks/*/*.sh)
UNIT_C     := $(wildcard tests/unit/*.c) $(wildcard tests/layer/*.c)

ATTACKS    := $(patsubst %.c,$(B)/box/%,$(ATTACK_C)) $(patsubst %,$(B)/box/%,$(ATTACK_PY) $(ATTACK_SH))
MANIFESTS  := $(patsubst %.c,$(B)/box/%.json,$(ATTACK_C)) $(patsubst %.py,$(B)/box/%.json,$(ATTACK_PY)) \
	      $(patsubst %.sh,$(B)/box/%.json,$(ATTACK_SH))
SCAFFOLDS  := $(B)/box/attacks/attack.py $(B)/box/attacks/attack.sh $(B)/box/attacks/attack.compiled
BOX_BIN    := $(addprefix $(B)/box/bin/,ordeal-sandbox ordeal-worker stage helper denylist surface shim \
	      worker.py grader.py pool_globals.py pool_restore.py pool-restore.so \
	      ordeal-preload.so)
BOX_BIN    += $(addprefix $(B)/box/bin/,landlock notify preload_shim.so preload_hooks.so ordeal-probe)
SHARE      := $(B)/share/rows $(B)/share/version $(B)/share/catalogue.sha256 \
	      $(addprefix $(B)/share/scaffold/,new build.sh attacks/attack.h attacks/main.c) \
	      $(patsubst harness/%,$(B)/share/%,$(wildcard harness/defences/*.defence harness/claims/*.claims \
		harness/selections/*.selection harness/profiles/*.profile harness/lattice/*.py harness/costs.json)) \
	      $(patsubst results/schema/%,$(B)/share/schema/%,$(wildcard results/schema/*.json))
UNIT_TESTS := $(patsubst tests/%.c,$(B)/tests/%,$(UNIT_C))
FUZZERS    := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/fuzz/fuzz_*.c))

# What is no longer in the source is not measured any more.
STALE := $(filter-out $(MANIFESTS) $(SHARE),$(wildcard $(B)/box/attacks/*/*.json $(B)/share/*/*.*))
$(if $(STALE),$(shell rm -f $(STALE)))

# make V=1 shows the commands; else one short line each.
Q = $(if $(V),,@echo '  $(if $(filter %.o,$@),compile,make)' $@;)

.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
.PHONY: all help deps matrix test lint asan install uninstall clean FORCE

all: $(B)/ordeal $(B)/ordeal-sandbox $(BOX_BIN) $(SCAFFOLDS) $(ATTACKS) $(MANIFESTS) $(SHARE) $(B)/rows.checked

help:
	@echo 'make matrix    install what is missing, build, measure the main cells (two minutes), print'
	@echo '               the matrix; make matrix ALL=1: all cells (20 minutes)'
	@echo 'make test      install what is missing, build, run all tests'
	@echo 'make test-long what takes long: a whole run, browsers, LaTeX, fuzzing; skips what is missing'
	@echo 'make           build only'
	@echo 'make wasm      CPython as WebAssembly, for the columns wasm-* (minutes; once)'
	@echo 'make pyodide   Pyodide from npm, for the columns of that name (needs node)'
	@echo 'make bench     what each layer costs, beside bare runs and other sandboxes (4 minutes);'
	@echo '               make bench FULL=1: every quantity (half an hour); make bench-gate, make peers'
	@echo 'make figures   figures and tables from the committed reference run, in build/figures'
	@echo 'make gate      measure, and compare with what is expected'
	@echo 'make fuzz      feed the parsers garbage for long; FUZZ="--seconds N NAME"'
	@echo 'make lambda-probe  a function that reports what its environment allows'
	@echo 'make kernels   the sandbox on arm64 and under 5.10, 6.1, 6.12, by emulation (5 minutes)'
	@echo 'make dist-static  sandbox and probe, static and stripped, in build/dist; ARCH=arm64 likewise'
	@echo 'make mutation  does the catalogue notice a spoilt sandbox? (5 minutes; the next goes on)'
	@echo 'make deps      install all that any target needs, by apt'
	@echo 'make asan      unit tests under the address and undefined-behaviour sanitizers'
	@echo 'make install   to PREFIX (now $(PREFIX)), DESTDIR honoured'
	@echo 'make uninstall remove what make install has put there, and nothing else'
	@echo 'make clean     remove build/; results stay in runs/'

deps:
	@./deps

# --- the two commands -----------------------------------------------------------------------------

# The recursive makes see the tools that deps has just installed. What could not be measured is said
# in words, by both commands: a matrix that could be printed is a success.
REFERENCE := results/runs/reference/matrix.jsonl.gz
FUNCTION := runs/lambda-locked.jsonl
matrix:
	@./deps build programs
	@$(MAKE) --no-print-directory -j"$$(nproc)" all
	@mkdir -p $(dir $(FUNCTION)); \
		$(B)/ordeal run --quick --profile lambda-locked --selection function -o $(FUNCTION) --force; \
		code=$$?; [ $$code = 0 ] || [ $$code = 3 ] || exit $$code; \
		$(B)/ordeal run $(if $(ALL),,--selection overview) --live; \
		code=$$?; [ $$code = 0 ] || [ $$code = 3 ] || exit $$code; \
		echo; echo "Place by place, the answer first:"; echo; \
		$(B)/ordeal matrix $(FUNCTION) --places; \
		$(B)/ordeal matrix --rest $(REFERENCE) || exit $$?
	@$(if $(ALL),,rows=$$($(B)/ordeal list rows --json | grep -c '"blurb"'); \
		columns=$$($(B)/ordeal list defences --json | grep -c '"summary"'); \
		echo; echo "This is a part: there are $$rows rows and $$columns columns." \
		"All of them (about 20 minutes): make matrix ALL=1"; \
		echo 'Part of it: harness/selections/overview.selection says which.')

test:
	@./deps build programs test figures
	@$(MAKE) --no-print-directory -j"$$(nproc)" all unit bench-programs
	@$(MAKE) --no-print-directory -j"$$(nproc)" asan
	@tests/run $(TEST_FLAGS) $(B)

# What other programs see in the sources: tests/lint/run.
lint: $(B)/gen/seccomp_bpf.h
	@./deps lint
	@tests/lint/run

# LONG='browser' is those with that in their names; tests/long/run says the rest.
test-long: all unit bench-programs
	@tests/long/run $(B) $(LONG)

# The static programs on arm64 and under other kernels, in a table: tests/vm/small says how.
kernels: $(B)/box/bin/ordeal-sandbox $(B)/box/bin/ordeal-probe
	@$(MAKE) --no-print-directory ARCH=arm64 build/arm64/box/bin/ordeal-sandbox build/arm64/box/bin/ordeal-probe
	@for kernel in 'amd64 bullseye' 'amd64 bookworm' 'amd64 trixie' 'arm64 bookworm' 'arm64 trixie'; do \
		tests/vm/small --arch $${kernel% *} --release $${kernel#* } || exit; done
	@tests/vm/kernels.py $(B)/vm

# What a machine without musl can be given: sandbox and probe, static, without symbols, the same bytes
# wherever the tree lies. `make ARCH=arm64 dist-static` makes those of arm64.
STATIC := $(patsubst %,$(B)/dist/%-$(VERSION)-$(PROCESSOR),ordeal-sandbox ordeal-probe)
dist-static: $(STATIC)
$(STATIC): $(B)/dist/%-$(VERSION)-$(PROCESSOR): $(B)/box/bin/%
	@mkdir -p $(@D)
	@$(STRIP) -o $@ $<

.PHONY: dist-static test-long kernels unit mutation fuzzers fuzz
unit: $(UNIT_TESTS)
fuzzers: $(FUZZERS)

# FUZZ='--seconds 600 wire' is ten minutes of the targets with that in their names.
fuzz:
	@tests/fuzz/run $(B) $(FUZZ)

# MUTATION='--seconds 0' is the whole of it; see tests/mutation/run --help.
mutation: all
	@tests/mutation/run $(B) $(MUTATION)

# --- objects --------------------------------------------------------------------------------------

SANDBOX_GEN := $(addprefix $(B)/gen/,seccomp_bpf.h absent_calls.h) \
	       $(patsubst sandbox/%.table,$(B)/gen/%_table.h,$(wildcard sandbox/*.table))

$(B)/obj/%.o: %.c | $(B)/gen/absent_calls.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -c $< -o $@

$(B)/obj/harness/%.o: harness/%.c | $(B)/gen/absent_calls.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -c $< -o $@

$(B)/obj/sandbox/%.o: sandbox/%.c | $(SANDBOX_GEN)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -c $< -o $@

$(B)/musl/%.o: %.c | $(SANDBOX_GEN)
	@mkdir -p $(@D)
	$(Q)$(MUSL_CC) $(MUSL_FLAGS) -c $< -o $@

# The names of system calls, from the headers.
$(B)/gen/syscall_names.h:
	@mkdir -p $(@D)
	@echo '#include <sys/syscall.h>' | $(CC) -E -dM - | \
		sed -n 's/^#define __NR_\([a-z0-9_]*\) \([0-9]*\)$$/[\2] = "\1",/p' > $@

$(B)/obj/lib/call_names.o $(B)/musl/lib/call_names.o $(B)/library/obj/lib/call_names.o: $(B)/gen/syscall_names.h

$(B)/obj/harness/reports/report_html.o: $(wildcard harness/reports/html/*)

$(B)/libharness.a: $(patsubst %.c,$(B)/obj/%.o,$(HARNESS_C) $(LIB_C))
$(B)/libsandbox.a: $(patsubst %.c,$(B)/obj/%.o,$(SANDBOX_C) $(filter-out %/policyc.c,$(POLICY_C)) $(LIB_C))
%.a:
	@rm -f $@
	$(Q)ar rcs $@ $^

# --- ordeal ---------------------------------------------------------------------------------------

$(B)/ordeal: $(B)/obj/harness/commands/main.o $(B)/libharness.a
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(HARNESS_LIBS)

# --- ordeal-sandbox: static musl, its filters compiled here ------------------------------------------

# It runs here, whatever it makes filters for.
POLICYC := $(B)/policyc
$(POLICYC): $(patsubst %.c,$(B)/obj/sandbox-tool/%.o,$(notdir $(POLICY_C))) $(B)/obj/sandbox-tool/err.o \
		$(B)/obj/sandbox-tool/fd.o
	$(Q)$(HOST_CC) $(LDFLAGS) -o $@ $^ -lseccomp

$(B)/obj/sandbox-tool/%.o: sandbox/%.c
	@mkdir -p $(@D)
	$(Q)$(HOST_CC) $(CFLAGS) -c $< -o $@

$(B)/obj/sandbox-tool/%.o: lib/%.c
	@mkdir -p $(@D)
	$(Q)$(HOST_CC) $(CFLAGS) -c $< -o $@

$(B)/gen/seccomp_bpf.h: sandbox/seccomp.rules $(POLICYC)
	@mkdir -p $(@D)
	$(Q)$(POLICYC) $(PROCESSOR) $< > $@

# The decision test looks at both.
$(B)/gen/seccomp_bpf_%.h: sandbox/seccomp.rules $(POLICYC)
	@mkdir -p $(@D)
	$(Q)$(POLICYC) $* $< > $@

$(B)/tests/unit/test_sandbox_aarch64: $(B)/gen/seccomp_bpf_aarch64.h

$(B)/gen/absent_calls.h: $(POLICYC)
	@mkdir -p $(@D)
	@$(POLICYC) $(PROCESSOR) --absent > $@

# What the rules' names stand for, as the headers of the processor say that is built for.
VALUE_H := $(addprefix linux/,close_range.h prctl.h sched.h sockios.h) fcntl.h \
	   $(addprefix sys/,ioctl.h mman.h resource.h socket.h stat.h)
all: $(B)/gen/policy_values.o
$(B)/gen/policy_values.o: $(POLICYC)
	@$(POLICYC) $(PROCESSOR) --values '$(VALUE_H)' > $(@:.o=.c)
	$(Q)$(CC) $(CFLAGS) -c $(@:.o=.c) -o $@

# Data that is made into rows of C: which files a box shows, what programs say, what they do without.
$(filter %_table.h,$(SANDBOX_GEN)): $(B)/gen/%_table.h: sandbox/%.table sandbox/tables.awk
	@mkdir -p $(@D)
	@awk -f sandbox/tables.awk $< > $@.new && mv $@.new $@

# Fewer segments: exec maps each, and the first touch of each is a page fault.
$(B)/box/bin/ordeal-sandbox: $(patsubst %.c,$(B)/musl/%.o,sandbox/main.c $(SANDBOX_C) $(LIB_C))
	@mkdir -p $(@D)
	$(Q)$(MUSL_CC) -static -Wl,-z,noseparate-code -o $@ $^

# Policies that come with it, found beside its folder.
all: $(patsubst sandbox/presets/%,$(B)/box/presets/%,$(wildcard sandbox/presets/*))
$(B)/box/presets/%: sandbox/presets/%
	@mkdir -p $(@D)
	@install -m 644 $< $@

$(B)/ordeal-sandbox: | $(B)/box/bin/ordeal-sandbox
	@ln -sf box/bin/ordeal-sandbox $@

# Preloaded into glibc's programs, so built for glibc.
$(B)/box/bin/ordeal-preload.so: sandbox/preload/shim.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -MMD -MP,$(COMMON)) -fPIC -shared -o $@ $<

# --- what else the box holds ------------------------------------------------------------------------

$(B)/box/bin/ordeal-worker: $(B)/musl/harness/box/worker.o $(B)/musl/harness/arena/wire.o
	@mkdir -p $(@D)
	$(Q)$(MUSL_CC) -static -o $@ $^

$(B)/box/bin/%: $(B)/musl/harness/box/%.o
	@mkdir -p $(@D)
	$(Q)$(MUSL_CC) -static -o $@ $^

$(B)/box/bin/%: $(B)/musl/harness/strawmen/%.o
	@mkdir -p $(@D)
	$(Q)$(MUSL_CC) -static -o $@ $^

$(B)/box/bin/surface: $(B)/musl/lib/calls.o $(B)/musl/lib/doors.o

$(B)/box/bin/denylist: $(B)/obj/harness/strawmen/denylist.o
	@mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lseccomp

# Loaded by Python. It may call nobody by way of memory that it puts back: all is bound at once.
$(B)/box/bin/pool-restore.so: harness/box/pool_restore.c harness/box/pool_pages.c harness/box/pool_pages.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -MMD -MP,$(COMMON)) -fPIC -shared -fvisibility=hidden -Wl,-z,relro,-z,now -o $@ $(filter %.c,$^)

# Preloaded into glibc's programs, so built for glibc.
$(B)/box/bin/%.so: harness/strawmen/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -MMD -MP,$(COMMON)) -fPIC -shared -o $@ $<

$(B)/box/bin/%.py: harness/box/%.py
	@mkdir -p $(@D)
	@install -m 644 $< $@

# --- attacks: a binary or a script, and the manifest it prints about itself -----------------------------

# `// build: FLAGS` near the top of an attack adds to its flags.
flags_of = $(shell sed -n '1,5s|^// build: ||p' $(1))

ATTACK_H := attacks/attack.h $(wildcard attacks/*/*.h)

$(B)/box/attacks/%: attacks/%.c $(B)/obj/attacks/main.o $(ATTACK_H)
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -MMD -MP,$(COMMON)) $(call flags_of,$<) -o $@ $< $(B)/obj/attacks/main.o

$(B)/obj/attacks/main.o: attacks/main.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(COMMON) -c $< -o $@

$(B)/box/attacks/%.py: attacks/%.py
	@mkdir -p $(@D)
	@install -m 644 $< $@

# Compiled once, and not by each of thousands of programs, whose folder is read-only to them.
$(B)/box/attacks/attack.compiled: $(B)/box/attacks/attack.py
	@/usr/bin/python3 -m compileall -q --invalidation-mode unchecked-hash -s $(<D) -p /opt/ordeal/attacks $<
	@touch $@

$(B)/box/attacks/%.sh: attacks/%.sh
	@mkdir -p $(@D)
	@install -m 644 $< $@

$(patsubst %.sh,$(B)/box/%.json,$(ATTACK_SH)): %.json: %.sh $(B)/box/attacks/attack.sh
	@sh $< --describe > $@

$(patsubst %.c,$(B)/box/%.json,$(ATTACK_C)): %.json: %
	@$< --describe > $@

$(patsubst %.py,$(B)/box/%.json,$(ATTACK_PY)): %.json: %.py $(B)/box/attacks/attack.compiled
	@/usr/bin/python3 -B $(B)/box/attacks/attack.py $< --describe > $@

# A program's id is its path without the ending; a folder that rows does not list is a mistake.
$(B)/rows.checked: attacks/rows $(ATTACK_C) $(ATTACK_PY) $(ATTACK_SH)
	@sh tests/check-rows attacks
	@touch $@

# --- data -----------------------------------------------------------------------------------------------

$(B)/share/rows: attacks/rows
	@mkdir -p $(@D)
	@cp $< $@

$(B)/share/schema/%: results/schema/%
	@mkdir -p $(@D)
	@cp $< $@

# What authors of attacks outside the tree build with: ordeal new, ordeal build.
$(B)/share/scaffold/attacks/%: attacks/%
	@mkdir -p $(@D)
	@cp $< $@

$(B)/share/scaffold/new: new
	@mkdir -p $(@D)
	@cp $< $@

$(B)/share/%: harness/%
	@mkdir -p $(@D)
	@cp $< $@

# Written anew only when it changes, so that a second make rebuilds nothing.
$(B)/share/version: FORCE
	@mkdir -p $(@D)
	@commit=$$(git rev-parse --short=12 HEAD 2>/dev/null || echo unknown); \
	[ -z "$$(git status --porcelain -- attacks harness lib sandbox Makefile 2>/dev/null)" ] || commit=$$commit-dirty; \
	echo "$(VERSION) $$commit" > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(B)/share/catalogue.sha256: $(ATTACK_C) $(ATTACK_PY) $(ATTACK_SH) attacks/attack.h attacks/main.c \
			     attacks/attack.py attacks/attack.sh attacks/rows
	@mkdir -p $(@D)
	@cat $(sort $^) | sha256sum | cut -c1-16 > $@

# --- tests ------------------------------------------------------------------------------------------------

$(B)/tests/%: tests/%.c $(B)/libharness.a $(B)/libsandbox.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -o $@ $< $(B)/libharness.a $(B)/libsandbox.a $(HARNESS_LIBS) -lseccomp -lcmocka $(LDFLAGS)

$(B)/obj/tests/fuzz/driver.o: tests/fuzz/driver.c tests/fuzz/fuzz.h

# A target may include the .c file it is about, for its static functions.
$(B)/tests/fuzz/%: tests/fuzz/%.c $(B)/obj/tests/fuzz/driver.o $(B)/libharness.a $(B)/libsandbox.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -o $@ $< $(B)/obj/tests/fuzz/driver.o $(B)/libharness.a $(B)/libsandbox.a $(HARNESS_LIBS) -lseccomp $(LDFLAGS) $(FUZZ_MAIN)

# Attacks that test the tester: a folder as --attack-dir takes it.
META_C  := $(wildcard tests/meta/*.c)
META_PY := $(wildcard tests/meta/*.py)
META    := $(patsubst %.c,$(B)/%,$(META_C)) $(patsubst %,$(B)/%,$(META_PY)) \
	   $(patsubst %.c,$(B)/%.json,$(META_C)) $(patsubst %.py,$(B)/%.json,$(META_PY))

unit: $(META)

$(B)/tests/meta/%: tests/meta/%.c $(B)/obj/attacks/main.o attacks/attack.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -MMD -MP,$(COMMON)) $(call flags_of,$<) -o $@ $< $(B)/obj/attacks/main.o

$(B)/tests/meta/%.py: tests/meta/%.py
	@mkdir -p $(@D)
	@install -m 644 $< $@

$(patsubst %.c,$(B)/%.json,$(META_C)): %.json: %
	@$< --describe > $@

$(patsubst %.py,$(B)/%.json,$(META_PY)): %.json: %.py $(B)/box/attacks/attack.compiled
	@/usr/bin/python3 -B $(B)/box/attacks/attack.py $< --describe > $@

# The same tests against a build of lib, harness and sandbox with sanitizers. -O1: with sanitizers
# compiling takes longer than what it would save, and that warning guesses worse.
asan:
	@$(MAKE) --no-print-directory B=$(B)/asan OPTIMISE='-O1 -Wno-format-truncation' \
		HARDEN='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' \
		LDFLAGS='-fsanitize=address,undefined' unit fuzzers

# --- bench, figures, gate ---------------------------------------------------------------------------------

-include sandbox/wasm/rules.mk sandbox/library/rules.mk bench/rules.mk thesis-figures/figures.mk
-include harness/gate.mk probe/rules.mk

# --- install ------------------------------------------------------------------------------------------------

# All that is installed is laid out in $(STAGE) first, so that there is a list of it, by which it goes again:
# of an older version before a newer one comes, and by `make uninstall`. What others put beside it stays.
STAGE  := $(B)/stage
INTO    = $(DESTDIR)$(PREFIX)
LISTED := libexec/ordeal/installed

install: all bench-programs
	@rm -rf $(STAGE)
	@install -d $(addprefix $(STAGE)/,bin libexec/ordeal/bench share/doc/ordeal share/bash-completion/completions \
		share/zsh/site-functions share/fish/vendor_completions.d)
	@cp -RL $(B)/box $(B)/share $(B)/ordeal $(B)/ordeal-bench $(B)/bench-report $(STAGE)/libexec/ordeal/
	@cp -R $(BENCH_PROGRAMS) $(B)/bench/more $(STAGE)/libexec/ordeal/bench/
	@ln -s $(addprefix ../libexec/ordeal/,ordeal box/bin/ordeal-sandbox ordeal-bench bench-report) $(STAGE)/bin/
	@for page in man/*.[1-9]; do install -D -m 644 $$page $(STAGE)/share/man/man$${page##*.}/$${page##*/}; done
	@for name in ordeal ordeal-sandbox; do \
		install -m 644 */$$name.bash $(STAGE)/share/bash-completion/completions/$$name; \
		install -m 644 */$$name.zsh $(STAGE)/share/zsh/site-functions/_$$name; \
		install -m 644 */$$name.fish $(STAGE)/share/fish/vendor_completions.d/$$name.fish; done
	@cp README.md THREAT-MODEL.md SECURITY.md HACKING.md NEWS.md LICENSE CITATION.cff $(STAGE)/share/doc/ordeal/
	@cp -R docs results $(STAGE)/share/doc/ordeal/
	@$(MAKE) --no-print-directory -s stage-library
	@chmod -R u=rwX,go=rX $(STAGE)
	@(cd $(STAGE) && find . ! -type d | sed 's|^\./||' | LC_ALL=C sort; echo $(LISTED)) > $(B)/installed
	@install -m 644 $(B)/installed $(STAGE)/$(LISTED)
	@$(MAKE) --no-print-directory -s uninstall
	@install -d $(INTO) && cp -R $(STAGE)/. $(INTO)/
	@echo "  $$(wc -l < $(B)/installed) files below $(INTO); make uninstall removes them"

# By the list of what is there, not by that of this tree. Folders go if nothing is left in them.
uninstall:
	@[ ! -f $(INTO)/$(LISTED) ] || { cd $(INTO) && \
		sed 's|/[^/]*$$||' $(LISTED) | LC_ALL=C sort -ru > /tmp/ordeal-folders.$$$$ && \
		tr '\n' '\0' < $(LISTED) | xargs -0 rm -f && \
		xargs -a /tmp/ordeal-folders.$$$$ rmdir -p --ignore-fail-on-non-empty 2>/dev/null; \
		rm -f /tmp/ordeal-folders.$$$$; }

clean:
	rm -rf $(B)

-include $(shell find $(B) -path $(B)/wasm -prune -o -name '*.d' -print 2>/dev/null)
