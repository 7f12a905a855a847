/* SPDX-License-Identifier: MIT */
/*
 * play.h - one instance's life: arm, build, run the scene, kill, judge.
 *
 * Runs in the keeper, a process of its own per episode: forked from the scheduler, never exec'd,
 * sharing no memory with the accused. It ends when the harness ends (end of file on `life`).
 */
#ifndef HARNESS_PLAY_H
#define HARNESS_PLAY_H

#include "harness/trial/episode.h"

/*
 * Run one episode to its end; nothing of it is left afterwards. Returns a new object:
 *   {"sight","error"|null,"fault","crashed","attempted","honest_ok","worker_died","timed_out",
 *    "starved",
 *    "clean","status","measured":{...}|null,"ending":{...},"exhibits":[...],
 *    "ms":{"build","run","teardown","cpu"|null}}
 * "fault": the machine failed before anybody's turn. "crashed": the program, before its mark.
 * Where the honest student's failure is what was seen, the scene is played again with an attacker
 * that stops at its mark: a defence that breaks honest work by itself accuses nobody, and then
 * "honest_ok" is false and "sight" CLEAN.
 * "error" says what of the harness failed; then sight is BLIND. `life` is polled: at its end of
 * file everything is torn down and the process exits.
 */
json_t *play_episode(const struct episode_spec *spec, int life);

#endif
