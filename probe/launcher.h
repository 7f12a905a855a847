/* SPDX-License-Identifier: MIT */
#ifndef PROBE_LAUNCHER_H
#define PROBE_LAUNCHER_H

#include "probe/probe.h"

void ask_launcher(struct answer *a);

#endif
