# SPDX-License-Identifier: MIT
#
# libordeal-sandbox: shared and static, for C and whatever can call it. Nothing but ordeal_* can be linked to.

LL        := $(B)/library
LIBRARY_C := sandbox/library/library.c sandbox/library/zygote.c $(SANDBOX_C) $(LIB_C)
LIBRARY_O := $(patsubst %.c,$(LL)/obj/%.o,$(LIBRARY_C))
LIBRARY   := $(LL)/libordeal-sandbox.a $(LL)/libordeal-sandbox.so.0 $(LL)/ordeal-sandbox.pc

all: $(LIBRARY)

$(LL)/obj/%.o: %.c | $(SANDBOX_GEN)
	@mkdir -p $(@D)
	$(Q)$(CC) $(COMMON) -fPIC -fvisibility=hidden -fstack-protector-strong -c $< -o $@

$(LL)/libordeal-sandbox.so.0: $(LIBRARY_O)
	$(Q)$(CC) -shared -Wl,-soname,libordeal-sandbox.so.0 -Wl,-z,relro,-z,now -o $@ $^

# One object, so that what its parts call each other by is no name for anybody else.
$(LL)/libordeal-sandbox.a: $(LIBRARY_O)
	@$(LD) -r -o $(LL)/all.o $^ && $(OBJCOPY) --localize-hidden $(LL)/all.o
	@rm -f $@
	$(Q)ar rcs $@ $(LL)/all.o

# Paths are relative to the file itself: it may be installed anywhere, DESTDIR included.
$(LL)/ordeal-sandbox.pc: sandbox/library/ordeal-sandbox.pc.in Makefile
	@mkdir -p $(@D)
	@sed 's/@VERSION@/$(VERSION)/' $< > $@

# Laid out with the rest by `make install`; or the library alone.
.PHONY: stage-library install-library
install-library: $(LIBRARY)
	@$(MAKE) --no-print-directory -s stage-library STAGE=$(INTO)

stage-library:
	@install -d $(STAGE)/lib/pkgconfig $(STAGE)/include $(STAGE)/lib/python3
	@install -m 644 $(LL)/libordeal-sandbox.a $(STAGE)/lib/
	@install -m 755 $(LL)/libordeal-sandbox.so.0 $(STAGE)/lib/
	@ln -sf libordeal-sandbox.so.0 $(STAGE)/lib/libordeal-sandbox.so
	@install -m 644 $(LL)/ordeal-sandbox.pc $(STAGE)/lib/pkgconfig/
	@install -m 644 sandbox/library/ordeal_sandbox.h $(STAGE)/include/
	@install -D -m 644 sandbox/library/ordeal_sandbox.py $(STAGE)/lib/python3/dist-packages/ordeal_sandbox.py

# For whoever keeps a Python process warm; the column resident does.
all: $(addprefix $(B)/box/bin/,request_client.py resident_client.py ordeal_zygote.py libordeal-sandbox.so.0 python-zygote)
$(B)/box/bin/%.py: sandbox/library/%.py
	@mkdir -p $(@D)
	@install -m 644 $< $@

# The zygote is found beside ordeal-sandbox, and finds the library there.
$(B)/box/bin/libordeal-sandbox.so.0: $(LL)/libordeal-sandbox.so.0
	@mkdir -p $(@D)
	@install -m 644 $< $@

# For the column zygote: a Python that nobody may read, and so nobody may write into. See docs/launchers.md.
$(B)/box/bin/python-zygote: /usr/bin/python3
	@mkdir -p $(@D)
	@install -m 0111 $< $@
