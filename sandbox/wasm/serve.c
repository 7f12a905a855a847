#include "sandbox/wasm/host.h"
int host_serve(const struct wasm_options *o, struct err *e) { (void)o; return err_set(e,0,"todo"); }
int host_shim(const struct wasm_options *o, struct err *e) { (void)o; return err_set(e,0,"todo"); }
