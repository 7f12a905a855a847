# SPDX-License-Identifier: MIT
#
# make ARCH=arm64 FILE: a program for another processor, in build/arm64, by Debian's cross compiler. Not all
# attacks build there: those whose means is an instruction of x86 do not.
#
# What is linked into them are that processor's packages, unpacked in build/arm64/root and not installed:
# musl and the kernel's headers for static programs, and the libraries of `ordeal`. There is no cross
# musl-gcc in Debian: musl.specs is that of musl-tools with other paths. What a program prints about
# itself (the manifest of an attack) is the same on all processors, and the native build has it.
ifneq ($(ARCH),arm64)
$(error make ARCH=$(ARCH): only arm64, and this machine's own, $(NATIVE))
endif

CROSS    := aarch64-linux-gnu-
ROOT     := $(B)/root
SPECS    := $(ROOT)/musl.specs
CC       := $(CROSS)gcc
OBJCOPY  := $(CROSS)objcopy
LD       := $(CROSS)ld
STRIP    := $(CROSS)strip
MUSL_CC   = $(CC) -specs $(SPECS)
ROOT_LIB := $(ROOT)/usr/lib/aarch64-linux-gnu
COMMON   += -idirafter $(ROOT)/usr/include -idirafter $(ROOT)/usr/include/aarch64-linux-gnu
LDFLAGS  += -L$(ROOT_LIB) -Wl,-rpath-link,$(ROOT_LIB) -Wl,--allow-shlib-undefined
MUSL_FLAGS = $(COMMON) -static
PACKAGES := musl-dev linux-libc-dev $(addsuffix -dev,libjansson libconfig libsmartcols zlib1g libseccomp) \
	    libjansson4 libconfig9 libsmartcols1 zlib1g libseccomp2

# Before the first object.
$(B)/gen/absent_calls.h: $(SPECS)

$(SPECS): cross/fetch cross/rules.mk
	@command -v $(CROSS)gcc >/dev/null || \
		{ echo 'make ARCH=arm64: $(CROSS)gcc is missing: apt-get install gcc-aarch64-linux-gnu' >&2; exit 77; }
	@echo '  cross: fetch the libraries for arm64' >&2
	@cross/fetch --alone arm64 bookworm $(B)/packages $(PACKAGES)
	@for deb in $(B)/packages/*_arm64.deb; do dpkg -x $$deb $(ROOT) || exit; done
	@sed -e 's,/usr/[a-z]*/x86_64-linux-musl,$(CURDIR)/$(ROOT)&,g' -e 's/x86_64/aarch64/g' /usr/lib/x86_64-linux-musl/musl-gcc.specs > $@

# Made here by programs of this machine.
$(B)/box/attacks/%.json: build/box/attacks/%.json
	@mkdir -p $(@D)
	@cp $< $@
