// SPDX-License-Identifier: MIT
//
// node-wasi.mjs python3 ARGUMENT... - CPython, the WebAssembly module that `make wasm` builds, on Node's
// own WASI host, used as Node's documentation of node:wasi uses it: the environment is passed on, and
// folders are opened beforehand: the library and the programs, and /tmp, to write in. That
// documentation also says that it is no wall: "does not currently provide the comprehensive file
// system security properties"; the column shows what that means.
import fs from "node:fs";
import { argv, env } from "node:process";
import { WASI } from "node:wasi";

const folders = ["/usr/lib/python3.11", "/opt/ordeal", "/tmp"];
const preopens = Object.fromEntries(folders.map((folder) => [folder, folder]));
const wasi = new WASI({ version: "preview1", args: argv.slice(2), env, preopens });
const module = await WebAssembly.compile(fs.readFileSync(new URL("python.wasm", import.meta.url)));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
process.exitCode = wasi.start(instance);
