# SPDX-License-Identifier: MIT
"""unit-tests.py - a student tests the own program.

unittest with fixtures, mocks and sub-tests, and a failing test that must be reported as such. The
runner writes to standard error and installs a handler for signals; mocks replace attributes of
shared modules, which in a warm process is everybody's.
"""

import io
import time
import unittest
import unittest.mock

from attack import DONE


def wait_politely(seconds):
    time.sleep(seconds)
    return "thanks"


class Tests(unittest.TestCase):
    def setUp(self):
        self.list = [3, 1, 2]

    def test_sort(self):
        self.assertEqual(sorted(self.list), [1, 2, 3])

    def test_wait(self):
        with unittest.mock.patch("time.sleep") as sleep:
            self.assertEqual(wait_politely(3600), "thanks")
        sleep.assert_called_once_with(3600)

    def test_raise(self):
        with self.assertRaisesRegex(ValueError, "invalid literal"):
            int("x")

    def test_wrong(self):
        for n in 1, 2:
            with self.subTest(n=n):
                self.assertEqual(n, 1)


def run(brief):
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Tests)
    result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
    print(result.testsRun, len(result.failures), len(result.errors))
    return DONE


ATTACK = {
    "effect": "tests run and the wrong one is found",
    "means": "unittest: fixtures, mock.patch, assertRaises, subTest",
    "oracle": "done",
    "expect": "4 1 0\n",
    "run": run,
}
