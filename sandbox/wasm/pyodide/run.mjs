// SPDX-License-Identifier: MIT
//
// run.mjs [--hardened] python3 FILE ARGUMENT... - a Python program in Pyodide under Node.
// run.mjs --snapshot FILE - memory as it is behind loadPyodide(), so that a start takes a quarter of the
// time: two seconds are more than an exercise has.
//
// Plain: as Pyodide's documentation has it: loadPyodide(), and the folder of the programs mounted.
// --hardened: all that a page about hardening it would list, and can be done from in here: no
// JavaScript globals for Python, no pyodide_js module, no code from strings (a flag of Node's, see the
// column), no child processes. The programs are copied in, no folder of the host is mounted.
import fs from "node:fs";
import path from "node:path";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { loadPyodide } from "./pyodide.mjs";

const SNAPSHOT = new URL("snapshot.bin", import.meta.url);
const words = process.argv.slice(2);
if (words[0] === "--snapshot") {
  const fresh = await loadPyodide({ _makeSnapshot: true });
  fs.writeFileSync(words[1], fresh.makeMemorySnapshot());
  process.exit(0);
}
const hardened = words[0] === "--hardened";
const [, ...argv] = hardened ? words.slice(1) : words;
const FOLDER = "/opt/ordeal/attacks";

if (hardened) {
  const child = createRequire(import.meta.url)("node:child_process");
  for (const name of Object.keys(child))
    if (typeof child[name] === "function")
      child[name] = () => { throw new Error("there are no processes"); };
  syncBuiltinESMExports();
}

function copyIn(fileSystem, from) {
  fileSystem.mkdirTree(from);
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const where = path.join(from, entry.name);
    if (entry.isDirectory())
      copyIn(fileSystem, where);
    else if (entry.name.endsWith(".py"))
      fileSystem.writeFile(where, fs.readFileSync(where));
  }
}

const options = { _loadSnapshot: fs.readFileSync(SNAPSHOT) };
if (hardened)
  options.jsglobals = Object.create(null);
const pyodide = await loadPyodide(options);
if (hardened)
  copyIn(pyodide.FS, FOLDER);
else
  pyodide.mountNodeFS("/opt/ordeal", "/opt/ordeal");

// At once, not when Python gives Node a moment to write: a loop never does.
pyodide.setStdout({ write: (bytes) => fs.writeSync(1, bytes) });
pyodide.setStderr({ write: (bytes) => fs.writeSync(2, bytes) });

// What a student's program is given: its arguments, its folder, and a name of its own.
const start = `
import os, runpy, sys
${hardened ? "sys.modules.pop('pyodide_js', None); sys.meta_path[:] = [f for f in sys.meta_path if 'JsFinder' not in type(f).__name__]" : ""}
sys.argv = ${JSON.stringify(argv)}
sys.path[0:0] = [os.path.dirname(sys.argv[0])]
code = 0
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit as end:
    code = end.code if isinstance(end.code, int) else int(end.code is not None)
except BaseException:
    import traceback
    traceback.print_exc()
    code = 1
sys.stdout.flush()
sys.stderr.flush()
code
`;
process.exitCode = pyodide.runPython(start) & 255;
