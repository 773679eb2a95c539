#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unit tests of the lab's pure parts: judging, the confusion matrix, the case table, DNS messages."""

import os
import struct
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

from lablib import cases, dnsserve, hunt, judge, matrix  # noqa: E402 (found through the line above)
from lablib.case import broken, degraded, healthy  # noqa: E402

REPORT = {
    "verdict": {"status": "broken", "code": "tcp.prohibited", "confidence": 0.9},
    "steps": [{"id": "tcp", "evidence": {"attempts": [{"outcome": "prohibited", "icmp": {"from": "198.51.100.18"}},
                                                      {"outcome": "prohibited", "icmp": None}]},
               "findings": [{"code": "tcp.prohibited", "severity": "fault"}]}],
}


def judged(expect, report, status=1, seconds=1.0):
    """The outcome of one judgement."""
    outcome = judge.Outcome("case", expect.label())
    judge.judge(outcome, expect, report, status, seconds)
    return outcome


class Judging(unittest.TestCase):
    """What counts as right."""

    def test_right_answer(self):
        self.assertEqual(judged(broken("tcp.prohibited"), REPORT).problems, [])

    def test_second_code_is_right_and_its_own_class(self):
        outcome = judged(broken("tcp.refused", "tcp.prohibited"), REPORT)
        self.assertEqual((outcome.problems, outcome.expected), ([], "tcp.prohibited"))

    def test_each_deviation_is_a_problem(self):
        self.assertIn("code", judged(broken("tcp.refused"), REPORT).problems[0])
        self.assertIn("status", judged(degraded("tcp.prohibited"), REPORT).problems[0])
        self.assertIn("exit status 0", judged(broken("tcp.prohibited"), REPORT, status=0).problems[0])
        self.assertIn("took", judged(broken("tcp.prohibited", seconds=1), REPORT, seconds=2).problems[0])
        self.assertIn("no report", judged(broken("tcp.prohibited"), None, status=None).problems[0])

    def test_healthy_allows_notes_alone(self):
        report = {"verdict": {"status": "healthy", "code": None}, "steps": [{"id": "dns", "findings": [
            {"code": "dns.slow", "severity": "warning"}, {"code": "anything", "severity": "note"}]}]}
        self.assertEqual(judged(healthy(), report, 0).problems, ["warning dns.slow on a healthy network"])

    def test_undecided_is_not_healthy(self):
        outcome = judged(healthy(), {"verdict": {"status": "inconclusive", "code": None}, "steps": []}, 4)
        self.assertEqual((outcome.expected, outcome.got, len(outcome.problems)), ("healthy", "inconclusive", 2))

    def test_evidence(self):
        good = [("tcp", "attempts[].icmp.from", "has", "198.51.100.18"), ("tcp", "attempts[].outcome", "is",
                                                                          "prohibited")]
        bad = [("tcp", "attempts[].icmp.from", "has", "198.51.100.1"), ("mtu", "pathMtu", "is", 1300)]
        self.assertEqual(judge.evidence_problems(REPORT, good), [])
        self.assertEqual(len(judge.evidence_problems(REPORT, bad)), 2)

    def test_unknown_is_not_a_number(self):
        report = {"steps": [{"id": "mtu", "evidence": {"pathMtu": None}}]}
        self.assertEqual(len(judge.evidence_problems(report, [("mtu", "pathMtu", "at most", 1300)])), 1)


class Matrix(unittest.TestCase):
    """The summary's arithmetic."""

    def outcomes(self):
        """Two right, one taken for another, one skipped."""
        def one(name, expected, got, problems=()):
            return judge.Outcome(name, expected, got, seconds=2.0, problems=list(problems), judged=True)
        return [one("a", "tcp.refused", "tcp.refused"), one("b", "tcp.refused", "tcp.reset", ["code"]),
                one("c", "healthy", "healthy"), judge.Outcome("d", "healthy", skipped="missing: squid")]

    def test_precision_and_recall(self):
        scores = matrix.scores(matrix.confusion(self.outcomes()))
        self.assertEqual(scores["tcp.refused"], {"precision": 1.0, "recall": 0.5, "cases": 2})
        self.assertEqual(scores["tcp.reset"], {"precision": 0.0, "recall": None, "cases": 0})

    def test_closing_line_counts_skipped_cases(self):
        self.assertEqual(matrix.closing_line(self.outcomes()), "2 passed, 1 failed, 1 skipped")

    def test_times_leave_out_what_was_not_run(self):
        self.assertEqual(matrix.times(self.outcomes())["healthy"]["cases"], 1)


class Table(unittest.TestCase):
    """The case table as a whole."""

    def test_every_case_can_be_judged(self):
        for case in cases.ALL:
            with self.subTest(case.name):
                self.assertTrue(case.checks)
                self.assertTrue(case.expect.exit_statuses())
                self.assertLess(case.expect.seconds, 60)


    def test_hunts_can_be_repeated(self):
        for number in range(1, 40):
            self.assertEqual(hunt.draw(7, number), hunt.draw(7, number))

    def test_merging_refuses_two_servers_in_one_place(self):
        half, closed = cases.BY_NAME["http-half"].plan, cases.BY_NAME["http-closed"].plan
        self.assertIsNone(hunt.merge(half, closed))
        merged = hunt.merge(half, cases.BY_NAME["dns-slow-3s"].plan)
        self.assertEqual((merged.listeners, merged.first.delay), (half.listeners, 3))


class Dns(unittest.TestCase):
    """The scripted resolver's messages."""

    QUERY = b"\x12\x34\x01\x00\x00\x01\0\0\0\0\0\0" + b"\x03api\x03lab\x07example\0" + struct.pack("!HH", 1, 1)

    def test_answer_and_errors(self):
        response = dnsserve.answer(self.QUERY, {"names": {"api.lab.example": ["203.0.113.2", "2001:db8:a::2"]}})
        self.assertEqual((response[:2], response[3] & 15, response[7], response[-4:]), (b"\x12\x34", 0, 1,
                                                                                        b"\xcb\x00\x71\x02"))
        self.assertEqual(dnsserve.answer(self.QUERY, {})[3] & 15, 3)
        self.assertEqual(dnsserve.answer(self.QUERY, {"rcode": "SERVFAIL"})[3] & 15, 2)
        self.assertIsNone(dnsserve.answer(self.QUERY, {"silent": True}))


if __name__ == "__main__":
    unittest.main()
