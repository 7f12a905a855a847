# SPDX-License-Identifier: MIT
#
# ordeal-wasm: CPython as WebAssembly, as native code, on a host of our own.
#
#     make wasm    CPython's source (apt) -> clang, wasm32-wasi -> wasm2c -> cut in parts -> gcc
#
# Each step is a file in build/wasm, so that what was interrupted goes on where it stopped. Once the
# guest is built, `make` builds the host anew where its sources changed, and nothing else.

W          := $(B)/wasm
WASM_SRC   := sandbox/wasm
WASM_TOOL  := $(WASM_SRC)/build
WASM_PARTS := $(shell seq -f %02.0f 0 31)
WASM_JOBS  ?= $(shell nproc)
WASM_HOST  := $(filter-out $(WASM_SRC)/main.c $(WASM_SRC)/instance.c,$(wildcard $(WASM_SRC)/*.c))
WASM_BOOT  := $(wildcard $(WASM_SRC)/boot/*.py)

# wasm2c's code is nobody's to read: no warnings. Frame pointers and debug data would double it.
GUEST_CFLAGS = -O2 -w -DNDEBUG -fno-stack-protector -fPIE

.PHONY: wasm wasm-host wasm-c
wasm:
	@./deps build programs wasm
	@$(WASM_TOOL)/tools
	@$(MAKE) --no-print-directory -j"$(WASM_JOBS)" wasm-host
	@$(MAKE) --no-print-directory -j"$(WASM_JOBS)" wasm-c
	@echo '  wasm: $(B)/box/bin/ordeal-wasm is ready' >&2

wasm-host: $(B)/box/bin/ordeal-wasm $(B)/ordeal-wasm $(B)/box/bin/ordeal-wasm-cc $(B)/ordeal-wasm-cc

# The build's own tests of the host need no guest.
$(B)/libwasmhost.a: $(patsubst %.c,$(B)/obj/%.o,$(WASM_HOST) $(LIB_C))

$(W)/source/python/source.sha256: | $(WASM_TOOL)/fetch
	@$(WASM_TOOL)/fetch $(W)/source

# A step that makes the same bytes again (a checkout changes the times of scripts) makes nothing after
# it anew: the stamp is new, and what was made keeps its time.
$(W)/python.stamp: $(W)/source/python/source.sha256 $(WASM_TOOL)/python
	@$(WASM_TOOL)/python $(W) "$(WASM_JOBS)"
	@touch $@
$(W)/python.wasm: $(W)/python.stamp ;

$(W)/guest/guest.c: $(W)/python.wasm
	@echo '  wasm: WebAssembly to C' >&2
	@mkdir -p $(@D)
	@wasm2c -n guest $< -o $(@D)/new.c && mv $(@D)/new.h $(@D)/guest.h
	@sed 's/"new\.h"/"guest.h"/' $(@D)/new.c > $@.new && rm $(@D)/new.c && mv $@.new $@

$(W)/guest/split.stamp: $(W)/guest/guest.c $(WASM_TOOL)/split.py
	@/usr/bin/python3 -B $(WASM_TOOL)/split.py $< $(@D)/guest.h $(@D) $(words $(WASM_PARTS))
	@touch $@
$(W)/guest/common.h: $(W)/guest/split.stamp ;

# The host says which module it holds.
$(W)/guest/hash.h: $(W)/python.wasm
	@mkdir -p $(@D)
	@sha256sum $< | sed 's/ .*//; s/.*/#define GUEST_SHA256 "&"/' > $@

GUEST_O := $(patsubst %,$(W)/guest/part-%.o,$(WASM_PARTS)) $(W)/guest/core.o $(W)/guest/data.o
$(patsubst %.o,%.c,$(filter-out %/data.o,$(GUEST_O))) $(W)/guest/data.S: $(W)/guest/split.stamp ;

$(W)/guest/part-%.o: $(W)/guest/part-%.c $(W)/guest/common.h
	@echo '  wasm: C to native code, part $* of $(words $(WASM_PARTS))' >&2
	@$(CC) $(GUEST_CFLAGS) -c $< -o $@

$(W)/guest/core.o: $(W)/guest/core.c $(W)/guest/common.h
	@$(CC) $(GUEST_CFLAGS) -O1 -c $< -o $@

$(W)/guest/data.o: $(W)/guest/data.S $(W)/guest/common.h
	@$(CC) -c $< -o $@

$(W)/libguest.a: $(GUEST_O)
	@rm -f $@ && ar rcs $@ $^

$(W)/library: $(W)/source/python/source.sha256 $(WASM_TOOL)/library.py $(WASM_BOOT)
	@/usr/bin/python3.11 -B $(WASM_TOOL)/library.py $@.new $(W)/source/python/Lib \
		/usr/lib/python3/dist-packages $(WASM_BOOT)
	@mv $@.new $@

$(W)/library.o: $(W)/library
	@printf '.section .rodata\n.balign 4096\n.globl library_start, library_end\nlibrary_start:\n.incbin "%s"\nlibrary_end:\n.section .note.GNU-stack,"",@progbits\n' $< | \
		$(CC) -x assembler -c - -o $@

$(B)/obj/$(WASM_SRC)/instance.o: CFLAGS += -I$(W)/guest
$(B)/obj/$(WASM_SRC)/instance.o: $(W)/guest/common.h $(W)/guest/hash.h

$(B)/box/bin/ordeal-wasm: $(patsubst %.c,$(B)/obj/%.o,$(WASM_SRC)/main.c $(WASM_SRC)/instance.c) \
		$(B)/libwasmhost.a $(W)/libguest.a $(W)/library.o
	@mkdir -p $(@D)
	$(Q)$(CC) -static-pie -Wl,-z,relro,-z,now -o $@ -Wl,--start-group $^ -Wl,--end-group -lm

# ordeal-wasm-cc: the host once more, to be linked with one program in C.
CC_PARTS := $(B)/box/wasm-cc
$(CC_PARTS)/host.a: $(B)/libwasmhost.a $(B)/obj/$(WASM_SRC)/main.o $(WASM_SRC)/instance.c \
		$(wildcard $(WASM_SRC)/*.h) lib/fd.h lib/err.h
	@mkdir -p $(@D)/include/$(WASM_SRC) $(@D)/include/lib
	@cp $(WASM_SRC)/instance.c $(wildcard $(WASM_SRC)/*.h) $(@D)/include/$(WASM_SRC)/
	@cp lib/fd.h lib/err.h $(@D)/include/lib/
	@cp $(B)/obj/$(WASM_SRC)/main.o $(@D)/ && cp $< $@

$(B)/box/bin/ordeal-wasm-cc: $(WASM_SRC)/cc $(CC_PARTS)/host.a
	@install -m 755 $< $@

$(B)/ordeal-wasm-cc: | $(B)/box/bin/ordeal-wasm-cc
	@ln -sf box/bin/ordeal-wasm-cc $@

$(B)/ordeal-wasm: | $(B)/box/bin/ordeal-wasm
	@ln -sf box/bin/ordeal-wasm $@

# The column wasm-c: the C programs of the catalogue as guests, or why they cannot be.
WASM_C := $(ATTACK_C:attacks/%.c=$(B)/box/wasm-c/%.made)
wasm-c: $(B)/box/bin/wasm-c $(WASM_C)
$(B)/box/wasm-c/%.made: attacks/%.c attacks/main.c attacks/attack.h $(WASM_TOOL)/programs $(CC_PARTS)/host.a \
		| $(B)/box/bin/ordeal-wasm-cc $(B)/box/bin/ordeal-sandbox
	@echo '  wasm: $<' >&2
	@$(WASM_TOOL)/programs $(B)/box/bin/ordeal-wasm-cc $(@:.made=) attacks/main.c $<
	@touch $@

$(B)/box/bin/wasm-c: $(WASM_SRC)/program
	@install -m 755 $< $@

ifneq ($(wildcard $(B)/box/wasm-c/benign/hello-c.made),)
all: wasm-c
endif

# The column node-wasi: the same module, on Node's host.
wasm-host: $(addprefix $(B)/box/node-wasi/,python.wasm run.mjs)
$(B)/box/node-wasi/python.wasm: $(W)/python.wasm
	@install -D -m 644 $< $@
$(B)/box/node-wasi/run.mjs: $(WASM_SRC)/node-wasi.mjs
	@install -D -m 644 $< $@

# Who has built the guest once wants a host that is up to date.
ifneq ($(wildcard $(W)/libguest.a),)
all: wasm-host
endif

$(B)/tests/unit/test_wasm_%: tests/unit/test_wasm_%.c $(B)/libwasmhost.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -o $@ $< $(B)/libwasmhost.a -lcmocka $(LDFLAGS)

$(B)/tests/fuzz/fuzz_wasm_%: tests/fuzz/fuzz_wasm_%.c $(B)/obj/tests/fuzz/driver.o $(B)/libwasmhost.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -o $@ $< $(B)/obj/tests/fuzz/driver.o $(B)/libwasmhost.a $(LDFLAGS) $(FUZZ_MAIN)

# For whoever keeps a Python process warm; the columns wasm-reset and wasm-fork do.
all: $(B)/box/bin/wasm_client.py
$(B)/box/bin/wasm_client.py: $(WASM_SRC)/client.py
	@mkdir -p $(@D)
	@install -m 644 $< $@

# Pyodide, for the columns of that name: npm's package, which holds all it needs and runs offline.
PYODIDE := 314.0.7
.PHONY: pyodide
pyodide: $(B)/box/pyodide/snapshot.bin

$(B)/box/pyodide/pyodide.mjs:
	@command -v npm >/dev/null && command -v node >/dev/null || \
		{ echo 'make pyodide: node and npm are missing: the packages nodejs and npm' >&2; exit 77; }
	@echo '  pyodide: npm install pyodide@$(PYODIDE)' >&2
	@mkdir -p $(B)/pyodide $(@D)
	@npm install --prefix $(B)/pyodide --ignore-scripts --no-audit --no-fund --silent pyodide@$(PYODIDE)
	@cp $(B)/pyodide/node_modules/pyodide/*.* $(@D)/
	@touch $@

$(B)/box/pyodide/%.mjs: $(WASM_SRC)/pyodide/%.mjs
	@mkdir -p $(@D)
	@install -m 644 $< $@

$(B)/box/pyodide/snapshot.bin: $(B)/box/pyodide/run.mjs $(B)/box/pyodide/pyodide.mjs
	@node $< --snapshot $@.new && mv $@.new $@

ifneq ($(wildcard $(B)/box/pyodide/pyodide.mjs),)
all: pyodide
endif
