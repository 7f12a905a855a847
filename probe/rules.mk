# SPDX-License-Identifier: MIT
#
# ordeal-probe: one static program without dependencies, for any Linux.

PROBE_C := $(wildcard probe/*.c)

all: $(B)/ordeal-probe

# The names of errors as of the headers.
$(B)/gen/errno_names.h:
	@mkdir -p $(@D)
	@echo '#include <errno.h>' | $(CC) -E -dM - | \
		sed -n 's/^#define \(E[A-Z0-9]*\) \([0-9]*\)$$/[\2] = "\1",/p' > $@

# The stacks as the sandbox has them: one list, there.
$(B)/gen/stacks.h: sandbox/stack.c
	@mkdir -p $(@D)
	@sed -n -e 's/^\t\({ "[a-z]*", "[a-z,]*" },\)$$/\1/p' \
		-e 's/^static const char \*const by_strength\[\] = \(.*\);$$/#define BY_STRENGTH \1/p' $< > $@
	@grep -q BY_STRENGTH $@ && grep -q '"full", "' $@

$(B)/musl/probe/%.o: MUSL_FLAGS += -DPROBE_VERSION='"$(VERSION)"'
$(patsubst %.c,$(B)/musl/%.o,$(PROBE_C)): $(B)/gen/errno_names.h $(B)/gen/stacks.h

# In the arena it says whether a profile is what its file says.
$(B)/ordeal-probe: $(B)/box/bin/ordeal-probe
	@ln -sf box/bin/ordeal-probe $@

$(B)/box/bin/ordeal-probe: $(patsubst %.c,$(B)/musl/%.o,$(PROBE_C) $(LIB_C))
	@mkdir -p $(@D)
	$(Q)$(MUSL_CC) -static -Wl,-z,noseparate-code -o $@ $^

# A function that is the probe: docs/lambda-probe.md. Its two programs are stripped: they are uploaded.
.PHONY: lambda-probe
lambda-probe: $(B)/lambda-probe.zip

$(B)/lambda/bootstrap: $(patsubst %.c,$(B)/musl/%.o,$(wildcard probe/lambda/*.c) lib/err.c lib/fd.c)
	@mkdir -p $(@D)
	$(Q)$(MUSL_CC) -static -s -o $@ $^

$(B)/lambda/ordeal-probe: $(B)/box/bin/ordeal-probe
	@mkdir -p $(@D)
	$(Q)$(STRIP) -o $@ $<

$(B)/lambda-probe.zip: $(B)/lambda/bootstrap $(B)/lambda/ordeal-probe
	$(Q)probe/lambda/zip.py $@ $^
