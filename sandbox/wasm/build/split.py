# SPDX-License-Identifier: MIT
"""split.py - cut what wasm2c wrote into parts that a compiler can bear, and two can share.

    split.py GUEST.c GUEST.h FOLDER PARTS

wasm2c (wabt 1.0.32) writes one C file of 58 MB. Into FOLDER go
    common.h            types, helpers, and a declaration of each function
    part-NN.c           the functions, about as much text in each part
    core.c              tables, globals, memory: what there is once
    data.bin, data.S    the data segments as bytes, where they were arrays of numbers
What is not understood ends in an error: a guest must not lose anything on the way.
"""

import os
import re
import sys

TYPES = re.compile(r"static u32 func_types\[\d+\];")
FUNCTION = re.compile(r"static [\w ]+\*? ?(w2c_\w+)\(.*")
SEGMENT = re.compile(r"static const u8 (data_segment_data_\w+)\[\] = \{")
LOAD = re.compile(r"\s*LOAD_DATA\(instance->(\w+), (\d+)u, (\w+), (\d+)\);")

COPY = """
extern const unsigned char guest_data[];
static const struct { u32 to, from, size; } guest_loads[] = {
%s
};
"""
LOADS = """  for (unsigned i = 0; i < sizeof guest_loads / sizeof *guest_loads; i++)
    memcpy(instance->%s.data + guest_loads[i].to, guest_data + guest_loads[i].from, guest_loads[i].size);
"""
DATA = """	.section .rodata
	.globl guest_data, guest_data_end
	.balign 16
guest_data:
	.incbin "%s"
guest_data_end:
	.section .note.GNU-stack,"",%%progbits
"""


class Guest:
    def __init__(self, lines):
        self.lines, self.at = lines, 0
        self.core, self.declared, self.functions = [], [], []
        self.data, self.segments, self.loads = bytearray(), {}, []

    def body(self):
        """The lines of the block that begins here, to its closing brace."""
        end = self.at
        while not self.lines[end].startswith("}"):
            end += 1
        body, self.at = self.lines[self.at + 1:end], end + 1
        return body

    def segment(self, name):
        numbers = "".join(self.body()).replace(" ", "").split(",")
        self.segments[name] = len(self.data)
        self.data += bytes(int(number, 16) for number in numbers if number)

    def memories(self, head):
        kept, memory = [], None
        for line in self.body():
            if load := LOAD.match(line):
                memory = load[1]
                self.loads.append((int(load[2]), self.segments[load[3]], int(load[4])))
            else:
                kept.append(line)
        table = ",\n".join("  {%du, %du, %du}" % load for load in self.loads)
        self.core += [COPY % table, head, *kept, LOADS % memory, "}"]

    def read(self):
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if segment := SEGMENT.match(line):
                self.segment(segment[1])
            elif line.startswith("static void init_memories("):
                self.memories(line)
            elif FUNCTION.match(line) and line.endswith(";"):
                self.declared.append(line[len("static "):])
                self.at += 1
            elif FUNCTION.match(line):
                self.functions.append("\n".join([line[len("static "):], *self.body(), "}\n"]))
            else:
                self.core.append(line)
                self.at += 1


def shares(functions, parts):
    """About as much text in each part."""
    bins = [[0, []] for _ in range(parts)]
    for function in sorted(functions, key=len, reverse=True):
        least = min(bins, key=lambda share: share[0])
        least[0] += len(function)
        least[1].append(function)
    return [functions for _, functions in bins]


def main(source, header, folder, parts):
    with open(source, encoding="utf-8") as file:
        lines = file.read().split("\n")
    types = next(i for i, line in enumerate(lines) if TYPES.match(line))
    once = "static bool s_module_initialized = false;"
    top = [line for line in lines[:types] if line != once]
    guest = Guest(lines[types + 1:])
    guest.read()
    if len(guest.declared) < len(guest.functions) or not guest.loads:
        sys.exit("split.py: this is not what wabt 1.0.32 writes")
    os.makedirs(folder, exist_ok=True)

    def write_bytes(name, data):
        path = os.path.join(folder, name)
        if not os.path.exists(path) or open(path, "rb").read() != data:  # else its time stays
            with open(path, "wb") as file:
                file.write(data)

    def write(name, *texts):
        write_bytes(name, ("\n".join(texts) + "\n").encode())

    shown = lines[types].replace("static ", "")
    write("common.h", "#pragma once", *top, "extern " + shown, *guest.declared)
    write("core.c", '#include "common.h"', once, shown, *guest.core)
    for number, functions in enumerate(shares(guest.functions, parts)):
        write(f"part-{number:02}.c", '#include "common.h"', *functions)
    write_bytes("data.bin", guest.data)
    write("data.S", DATA % os.path.abspath(os.path.join(folder, "data.bin")))
    print(f"{len(guest.functions)} functions, {len(guest.data)} bytes of data", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]))
