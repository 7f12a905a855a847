# SPDX-License-Identifier: MIT
"""What is spoilt in the judge, one thing at a time: (name, file, text, what stands there instead,
the tests that are asked, likeliest first). The first place of the text counts. A text that is not
there any more is an error, not a mutant that was noticed.
"""

NEEDLE, EVIDENCE = "harness/trial/needle.c", "harness/trial/evidence.c"
ESCAPE, RESULTS = "harness/reports/escape.c", "harness/results/results_text.c"
VERDICT, FACTS = "harness/results/verdict.c", "harness/run/facts.c"
EXPECTATION, GATE = "harness/results/expectation.c", "harness/reports/gate.c"

MUTANTS = [
    # the canary, and every coat in which it is looked for
    ("needle/upper-case", NEEDLE, "(char)toupper(c)", "c", ["unit/test_needle"]),
    ("needle/reversed", NEEDLE, "[CANARY_LEN - 1 - i] = c", "[i] = c", ["unit/test_needle"]),
    ("needle/hex", NEEDLE, "n->form[3] + 2 * i, 3", "n->form[3] + i, 3", ["unit/test_needle"]),
    ("needle/base64", NEEDLE, "lead < 3", "lead < 2", ["unit/test_needle"]),
    ("needle/over-a-seam", NEEDLE, "look(&needles[i], seam, h->len + head) || ", "", ["unit/test_needle"]),
    ("needle/seam-is-kept", NEEDLE, "h->len = NEEDLE_MAX;", "h->len = 0;", ["unit/test_needle"]),
    ("canary/all-the-same", NEEDLE, '3, "%02x", nonce[i]', '3, "%02x", nonce[i] & 0', ["validity/05"]),
    ("canary/memory-has-that-of-the-environment", "harness/trial/instance.c", "PLACE_WORKER_MEMORY], NULL",
     "PLACE_ENVIRON], NULL", ["validity/16", "validity/05"]),
    ("canary/task-has-that-of-the-environment", "harness/trial/instance.c", "canary[PLACE_TASK]", "canary[PLACE_ENVIRON]",
     ["validity/16"]),
    ("canary/environment-has-that-of-the-task", "harness/trial/instance.c", "canary[PLACE_ENVIRON]", "canary[PLACE_TASK]",
     ["validity/16", "validity/05"]),
    ("canary/no-one-is-told-what-to-send", "harness/trial/brief.c", "canary[PLACE_GIVEN]", "canary[PLACE_TASK]",
     ["validity/05"]),
    # evidence
    ("evidence/honest-words-accuse", EVIDENCE, "ch->kind == CHANNEL_HONEST || ", "", ["unit/test_evidence"]),
    ("evidence/feedback-is-the-wire", EVIDENCE, "feedback ? ev->feedback : ev->wire", "ev->wire", ["unit/test_evidence"]),
    ("evidence/no-room-is-no-matter", EVIDENCE, "ev->overflow = true;", "", ["unit/test_evidence"]),
    ("evidence/any-order-is-obeyed", EVIDENCE, "memcpy(ev->obeyed.form[0], answer, sizeof(answer))",
     "memcpy(ev->obeyed.form[0], ev->orders, sizeof(answer))", ["unit/test_evidence", "oracle/"]),
    # verdict
    ("verdict/hello-is-no-matter", VERDICT, "if (f->hello_failed", "if (0 && f->hello_failed", ["unit/test_verdict"]),
    ("verdict/honest-is-no-matter", VERDICT, "if (!f->honest_ok", "if (0 && !f->honest_ok", ["unit/test_verdict"]),
    ("verdict/never-attempted-is-held", VERDICT, "if (!f->attempted", "if (0 && !f->attempted", ["unit/test_verdict"]),
    ("verdict/a-dead-worker-is-held", VERDICT, "if (f->worker_died", "if (0 && f->worker_died", ["unit/test_verdict"]),
    # the cell
    ("cell/a-leaking-defence-is-believed", FACTS, "c->column->leaks", "false", ["unit/test_cell", "validity/04"]),
    ("cell/hello-is-not-asked", FACTS, ".hello_failed = facts_hello(c)", ".hello_failed = false", ["unit/test_cell", "validity/"]),
    # credit
    ("credit/all-to-oneself", "harness/results/matrix.c", "if (!column->baseline ||", "if (1 ||", ["unit/test_matrix", "validity/06"]),
    # oracles: each is tried at the start of a run, so the run itself may notice
    ("oracle/creds-needs-two-marks", "harness/oracles/oracle_creds.c", "if (n <= 0)", "if (n <= 1)", ["oracle/"]),
    ("oracle/creds-is-never-blind", "harness/oracles/oracle_creds.c", "ep->blind = true;", ";", ["oracle/"]),
    ("oracle/survivor-needs-two", "harness/oracles/oracle_survivor.c", "ep->found <= 0", "ep->found <= 1", ["oracle/"]),
    ("oracle/census-sees-nothing", "harness/oracles/oracle_census.c", "return measure_seen(&ep->gauge.at) ?", "return 0 ?", ["oracle/"]),
    ("oracle/done-takes-any-text", "harness/oracles/oracle_done.c", "out->digest ==", "1 ||", ["validity/", "meta/"]),
    ("oracle/done-takes-any-exit", "harness/oracles/oracle_done.c", "!WEXITSTATUS(ep->status)", "1", ["validity/17"]),
    ("oracle/victim-is-never-blind", "harness/oracles/oracle_victim.c", "if (!out || !out->ended)", "if (0)", ["oracle/"]),
    ("oracle/grade-sees-nothing", "harness/oracles/oracle_grade.c", "return seen ? SIGHT_SEEN", "return 0 ? SIGHT_SEEN", ["oracle/"]),
    # expectations and the gate
    ("expectation/doubt-is-the-same", EXPECTATION, "return CHANGE_UNMEASURED; /* always", "return CHANGE_SAME; /* always",
     ["unit/test_expectation"]),
    ("expectation/from-silence-all-is-better", EXPECTATION, "return to == BEST ?", "return 1 ?", ["unit/test_expectation"]),
    ("expectation/worse-is-better", EXPECTATION, "return to <= from ? CHANGE_BETTER : CHANGE_WORSE",
     "return to <= from ? CHANGE_BETTER : CHANGE_BETTER", ["unit/test_expectation"]),
    ("gate/worse-is-green", GATE, "if (g->by_change[CHANGE_WORSE])", "if (0)", ["cli/gate"]),
    ("gate/unmeasured-is-green", GATE, "if (g->by_change[CHANGE_UNMEASURED]", "if (0 && g->by_change[CHANGE_UNMEASURED]",
     ["cli/gate"]),
    ("gate/leap-days", EXPECTATION, "(leap && month == 2)", "0", ["unit/test_expect"]),
    # hostile text
    ("text/quotes-in-xml", ESCAPE, '"&<>\\"\'"', '"&<>\\""', ["unit/test_hostile"]),
    ("text/pipes-in-markdown", ESCAPE, "&|~", "&~", ["unit/test_hostile"]),
    ("text/new-lines-in-annotations", ESCAPE, 'text, "%\\r\\n", ', 'text, "%\\r", ', ["unit/test_hostile"]),
    ("text/colons-in-properties", ESCAPE, "\\n:,", "\\n,", ["unit/test_hostile"]),
    ("text/orders-to-terminals", ESCAPE, "utf8_orders(s, len) ||", "", ["unit/test_hostile"]),
    ("text/orders-in-results", RESULTS, "return utf8_orders(s, len) &&", "return 0 &&", ["unit/test_results", "unit/test_hostile"]),
    ("text/lines-in-names", RESULTS, "(!lines && *s < 0x20)) {", "0) {", ["unit/test_results", "unit/test_hostile"]),
    ("text/cut-in-a-character", RESULTS, "if (len > end - i)", "if (0)", ["unit/test_results"]),
]
