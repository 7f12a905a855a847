/* SPDX-License-Identifier: MIT */
/*
 * brief.h - what each part of a scene is: which words start it, and what it is told.
 */
#ifndef HARNESS_BRIEF_H
#define HARNESS_BRIEF_H

#include "harness/trial/episode.h"

/* The scene and the grader of an episode; a staged one has its oracle's. */
enum scene brief_scene(const struct episode_spec *s);

/* Is an honest student at work while it is played? A place may have no room for one. */
bool brief_beside(const struct episode_spec *s);
enum grader brief_grader(const struct episode_spec *s);

/* Who knows the answer: honest people, and an act that is to be marked correct. */
bool brief_knows(const struct episode_spec *s, enum part part);

/* The words that start it: the defence's, then the program's. The caller's to free; NULL: ENOMEM.
 */
char **brief_argv(struct episode *ep, enum part part);

#endif
