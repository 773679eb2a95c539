#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unit tests of the lab's pure parts: judging, the budget, the run's numbers and pages, the cases, DNS messages."""

import contextlib
import dataclasses
import datetime
import itertools
import json
import os
import socket
import ssl
import struct
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

from lablib import (agree, behaviours, budget, capture, cases, day, dnsserve, documented, faults,  # noqa: E402
                    forger, hunt, judge, matrix, measure, pages, realclients, runner, topology, tracers)
from lablib import plan as plans  # noqa: E402
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
        lacking = ("tcp", "attempts[].outcome", "lacks")
        self.assertEqual(judge.evidence_problems(REPORT, [(*lacking, "refused")]), [])
        self.assertEqual(len(judge.evidence_problems(REPORT, [(*lacking, "prohibited")])), 1)
        self.assertEqual(len(judge.evidence_problems(REPORT, [("route", "hops[].address", "lacks", "x")])), 1)
        self.assertEqual(len(judge.evidence_problems(REPORT, bad)), 2)

    def test_unknown_is_not_a_number(self):
        report = {"steps": [{"id": "mtu", "evidence": {"pathMtu": None}}]}
        self.assertEqual(len(judge.evidence_problems(report, [("mtu", "pathMtu", "at most", 1300)])), 1)


class Budget(unittest.TestCase):
    """What a walk may send."""

    @staticmethod
    def sent(packets, size, onward=0):
        """What a meter brings back."""
        return {"target": {"packets": packets, "bytes": size}, "onward": {"packets": onward, "bytes": 0}}

    def test_limits_themselves_are_allowed(self):
        self.assertEqual(budget.problems(self.sent(200, 65536), 10), [])
        self.assertEqual(len(budget.problems(self.sent(201, 65537), 10)), 2)

    def test_what_a_proxy_sends_counts(self):
        self.assertEqual(len(budget.problems(self.sent(150, 0, onward=51), 10)), 1)

    def test_more_attempts_allow_more_and_fewer_do_not_allow_less(self):
        self.assertEqual(budget.allowance(60), (200 + 50 * budget.PACKETS_EACH, 65536 + 50 * budget.BYTES_EACH))
        self.assertEqual(budget.allowance(3), (200, 65536))
        self.assertEqual(budget.attempts_of(("--only", "tcp", "--attempts", "60")), 60)
        self.assertEqual(budget.attempts_of(("--only", "tcp")), 10)
        self.assertEqual(budget.attempts_of(("--also", "http2")), 10, "without a key nothing is streamed")
        more = budget.attempts_of(("--key-env", "LAB_KEY", "--also", "http2")) - 10
        self.assertGreaterEqual((more * budget.PACKETS_EACH, more * budget.BYTES_EACH), (96, 15 * 1024))

    def test_the_report_may_leave_out_what_closing_takes(self):
        reported = {"packets": 90, "connections": 3}
        for counted, right in ((89, False), (90, True), (99, True), (100, False)):
            self.assertEqual(budget.contradictions(self.sent(counted, 0), reported) == [], right, counted)
        self.assertEqual(budget.contradictions(self.sent(10, 0), None), [], "an older program does not count")
        two = {**self.sent(10, 0), "proxy": {"packets": 50, "bytes": 0}}
        self.assertEqual(budget.contradictions(two, reported), [], "it went to two places")

    def test_only_what_goes_to_places_known_here_is_held_against_the_report(self):
        def step(address):
            return {"steps": [{"id": "tcp", "evidence": {"attempts": [{"address": address}]}}]}
        self.assertTrue(budget.is_counted(step(topology.API4)))
        self.assertTrue(budget.is_counted({"steps": []}))
        self.assertFalse(budget.is_counted(step("192.0.2.77")))

    def test_counters_that_do_not_count_are_a_problem(self):
        outcome = judged(healthy(), {"verdict": {"status": "healthy", "code": None}, "steps": []}, 0)
        judge.judge_budget(outcome, self.sent(0, 0), 10)
        self.assertIn("do not count", outcome.problems[0])


def ended(name, expected, got, confidence=0.9, packets=100, **more):
    """A judged case."""
    right = expected == got
    return judge.Outcome(name, expected, got, confidence=confidence, judged=True, right=right, **{
        "seconds": 2.0, "problems": [] if right else ["code"], "sent": Budget.sent(packets, 1000), **more})


class Day(unittest.TestCase):
    """What the monitor tells of a day against what was done."""

    @staticmethod
    def iso(seconds):
        """An instant as the journal writes it."""
        at = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
        return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"

    def outage(self, began, ended, code, **more):
        """An outage as the journal tells it."""
        return {"began": self.iso(began), "ended": self.iso(ended), "end": "recovered", "code": code,
                "seconds": ended - began, "probesFailed": 5, "failure": "refused", "route": None, **more}

    def result(self, outages, code="tcp.refused", scraped=True):
        """A day with one fault from 1010 to 1020 and one lost probe at 1000."""
        injected = [day.Injected(day.Fault("one", None, 1), (1000, 1000.01), (1001, 1001.01)),
                    day.Injected(day.Fault("fault", "tcp.refused", 10), (1010, 1010.01), (1020, 1020.01))]
        events = [{"event": "probe", "at": self.iso(at), "data": {"ok": False}}
                  for at in (1000.1, *(1011 + index for index in range(5 * len(outages))))]
        for outage in outages:
            events += [{"event": "outage_began", "data": outage}, {"event": "outage_ended", "data": outage}]
        page = (f'pathlight_probes_total{{target="a",result="failure"}} {1 + 5 * len(outages)}\n'
                f'pathlight_outages_total{{target="a"}} {len(outages)}\n'
                'pathlight_interruptions_total{target="a"} 0\n'
                f'pathlight_outage_seconds_total{{target="a"}} {sum(outage["seconds"] for outage in outages)}\n')
        scrapes = [{"at": 1015, "active": 1, "codes": [code]}] if scraped else []
        return {"injected": [dataclasses.asdict(each) for each in injected], "events": events, "exit": 1,
                "scrapes": scrapes, "last": page}

    def wrong(self, result):
        """All that is wrong with it."""
        return [text for texts in day.problems(result).values() for text in texts]

    def test_what_was_done_and_nothing_else(self):
        self.assertEqual(self.wrong(self.result([self.outage(1010.1, 1020.2, "tcp.refused")])), [])

    def test_each_deviation_is_a_problem(self):
        for outages in ([], [self.outage(1010.1, 1020.2, "tcp.timed_out")], [self.outage(1012, 1020, "tcp.refused")],
                        [self.outage(1010, 1017, "tcp.refused")], [self.outage(1010, 1022, "tcp.refused")],
                        [self.outage(1010, 1020, "tcp.refused", end="unwatched")],
                        [self.outage(1010, 1020, "tcp.refused"), self.outage(1030, 1031, "tcp.refused")],
                        [self.outage(1010, 1014, "tcp.refused"), self.outage(1015, 1020, "tcp.refused")]):
            self.assertNotEqual(self.wrong(self.result(outages)), [], outages)

    def test_the_metrics_have_to_agree(self):
        right = [self.outage(1010.1, 1020.2, "tcp.refused")]
        self.assertIn("never showed", self.wrong(self.result(right, scraped=False))[0])
        self.assertNotEqual(self.wrong(self.result(right, code="dns.slow")), [])
        self.assertNotEqual(self.wrong({**self.result(right), "last": ""}), [])
        late = {**self.result(right)}
        late["scrapes"] = [*late["scrapes"], {"at": 1030, "active": 1, "codes": []}]
        self.assertIn("nobody made", self.wrong(late)[0])

    def test_a_lost_probe_has_to_be_on_record(self):
        result = self.result([self.outage(1010.1, 1020.2, "tcp.refused")])
        result["events"] = result["events"][1:]
        self.assertNotEqual(self.wrong(result), [])

    def test_a_short_silence_has_to_be_told(self):
        short = day.Injected(day.Fault("short", None, 4, waits=True, short=True), (1030, 1030.01), (1034, 1034.01))
        right = {"began": self.iso(1030.1), "ended": self.iso(1034.9), "late": 2, "lost": 0}

        def wrong(*told, again=1):
            """All that is wrong where these interruptions are told."""
            result = self.result([self.outage(1010.1, 1020.2, "tcp.refused")])
            result["injected"].append(dataclasses.asdict(short))
            result["events"] += [{"event": "interruption", "data": each} for each in told]
            result["events"] += [{"event": "probe", "at": self.iso(at), "data": {"ok": True, "sentAgain": again}}
                                 for at in (1034.9, 1035)]
            result["last"] = result["last"].replace('interruptions_total{target="a"} 0',
                                                    f'interruptions_total{{target="a"}} {len(told)}')
            return self.wrong(result)

        self.assertEqual(wrong(right), [])
        for told in ([], [right, right], [{**right, "lost": 1}], [{**right, "late": 1}],
                     [{**right, "ended": self.iso(1037)}], [{**right, "began": self.iso(1029)}]):
            self.assertNotEqual(wrong(*told), [], told)
        self.assertNotEqual(wrong(right, again=0), [])
        healthy = self.result([self.outage(1010.1, 1020.2, "tcp.refused")])
        healthy["events"].append({"event": "interruption", "data": right})
        self.assertIn("1 interruptions are told", self.wrong(healthy)[0])

    def test_where_the_way_ends(self):
        fault = day.Fault("silence", "tcp.timed_out", 1, after=(topology.ROUTER2_NEAR4, topology.ROUTER3_NEAR4))
        place = {"reached": False, "after": topology.ROUTER2_NEAR6, "before": topology.ROUTER3_NEAR6}
        self.assertEqual(day._of_route(fault, place), [])
        for other in (None, {**place, "reached": True}, {**place, "after": topology.ROUTER1_LAN4},
                      {**place, "before": None}):
            self.assertNotEqual(day._of_route(fault, other), [])

    def test_metrics_are_read(self):
        page = 'a{x="1"} 2\na{x="2"} 3\nb 4\npathlight_outage_cause_info{target="t",code="dns.slow"} 1\n'
        self.assertEqual((day.metric(page, "a"), day.metric(page, "a", 'x="2"'), day.metric(page, "b")), (5, 3, 4))
        self.assertIsNone(day.metric(page, "c"))
        self.assertEqual(day.causes(page), ["dns.slow"])


class Matrix(unittest.TestCase):
    """The run's numbers."""

    def outcomes(self):
        """Two right, one taken for another, one undecided, one without an answer, one skipped."""
        return [ended("a", "tcp.refused", "tcp.refused"), ended("b", "tcp.refused", "tcp.reset", 0.5),
                ended("c", "healthy", "healthy", 1), ended("d", "tcp.refused", "inconclusive", 0),
                ended("e", "tcp.refused", "no report", None), judge.Outcome("f", "healthy", skipped="missing: squid")]

    def test_precision_and_recall(self):
        scores = matrix.scores(matrix.confusion(self.outcomes()))
        self.assertEqual(scores["tcp.refused"], {"precision": 1.0, "recall": 0.25, "cases": 4})
        self.assertEqual(scores["tcp.reset"], {"precision": 0.0, "recall": None, "cases": 0})

    def test_saying_nothing_is_no_class_of_its_own(self):
        self.assertEqual(set(matrix.scores(matrix.confusion(self.outcomes()))), {"tcp.refused", "tcp.reset", "healthy"})

    def test_every_judged_case_is_in_one_cell(self):
        table = matrix.confusion(self.outcomes())
        self.assertEqual(sum(count for row in table.values() for count in row.values()), 5)

    def test_rates(self):
        rates = matrix.rates(self.outcomes())
        self.assertEqual(rates["all"], {"cases": 5, "right": 2, "inconclusive": 1, "noReport": 1})
        self.assertEqual(rates["healthy"], {"cases": 1, "right": 1, "inconclusive": 0, "noReport": 0})

    def test_calibration_counts_claims_alone(self):
        bins = matrix.calibration([*self.outcomes(), ended("g", "tcp.reset", "tcp.refused", 0.95)])
        self.assertEqual([(b["from"], b["to"], b["verdicts"], b["right"]) for b in bins],
                         [(0.5, 0.6, 1, 0), (0.9, 1.0, 3, 2)])
        self.assertEqual(bins[1]["meanConfidence"], 0.95)

    def test_closing_line_counts_skipped_cases(self):
        self.assertEqual(matrix.closing_line(self.outcomes()), "2 passed, 3 failed, 1 skipped")

    def test_times_leave_out_what_was_not_run(self):
        self.assertEqual(matrix.times(self.outcomes())["healthy"]["cases"], 1)

    def test_percentile_is_the_nearest_rank(self):
        self.assertEqual(matrix.percentile(range(1, 21), 0.95), 19)
        self.assertEqual(matrix.percentile([7], 0.95), 7)
        self.assertIsNone(matrix.percentile([], 0.95))

    def test_budget_is_of_walks_with_the_usual_attempts(self):
        outcomes = [*self.outcomes(), ended("many", "path.loss", "path.loss", packets=900, attempts=60),
                    ended("over", "path.loss", "path.loss", packets=201)]
        spent = matrix.budgets(outcomes)
        self.assertEqual((spent["walks"], spent["over"], spent["packets"]["most"], spent["packets"]["median"]),
                         (6, 1, 201, 100))

    def test_codes_without_a_case(self):
        table = matrix.confusion(self.outcomes())
        self.assertEqual(matrix.uncovered(table, ["healthy", "inconclusive", "tcp.refused", "tcp.reset"]), ["tcp.reset"])


class Pages(unittest.TestCase):
    """What is written of a run."""

    ABOUT = {"what": "2 named cases", "at": "2026-11-01 12:00 UTC", "pathlight": "1.0", "kernel": "6.1"}
    OUTCOMES = [ended("a", "tcp.refused", "tcp.reset"), ended("b", "healthy", "healthy", packets=57)]

    def test_a_result_can_be_read_back(self):
        with tempfile.TemporaryDirectory() as folder:
            pages.write(self.OUTCOMES, folder, self.ABOUT)
            outcomes, about = pages.read(os.path.join(folder, "confusion.json"))
        self.assertEqual((outcomes, about), (self.OUTCOMES, self.ABOUT))

    def test_markdown_has_the_packets_of_each_case(self):
        self.assertRegex(pages.markdown(self.OUTCOMES, self.ABOUT), r"\| b \| healthy .*\| 57 \| 1.0 KiB \|")

    def test_compact_names_run_and_mistakes(self):
        text = pages.compact([(self.OUTCOMES, self.ABOUT)], ["tcp.refused", "tcp.closed"])
        for wanted in ("2026-11-01 12:00 UTC", "1 passed, 1 failed", "`tcp.refused` taken for `tcp.reset`",
                       "Without a case: `tcp.closed`"):
            self.assertIn(wanted, text)
        for row in (row for row in text.splitlines() if row.startswith("| ")):
            self.assertIn(row.count("|"), (5, 6, 9), row)

    def test_a_run_without_verdicts_is_no_result(self):
        self.assertRaises(ValueError, pages.compact, [([judge.Outcome("a", "healthy", "bed ok")], self.ABOUT)])

    def test_brief_is_a_row_for_each_run(self):
        row = pages.brief([(self.OUTCOMES, self.ABOUT)]).splitlines()[2]
        self.assertIn("`tcp.refused` taken for `tcp.reset`", row)
        self.assertIn(self.ABOUT["what"], row)

    def test_only_what_is_between_the_markers_changes(self):
        page = f"before\n{pages.BEGIN}\nold\n{pages.END}\nafter\n"
        once = pages.put_between_markers(page, "new\n")
        self.assertEqual(once, f"before\n{pages.BEGIN}\n\nnew\n\n{pages.END}\nafter\n")
        self.assertEqual(pages.put_between_markers(once, "new\n"), once)

    def test_a_page_without_both_markers_is_refused(self):
        for page in ("", pages.BEGIN, pages.END + pages.BEGIN, 2 * (pages.BEGIN + pages.END)):
            self.assertRaises(ValueError, pages.put_between_markers, page, "new")


HERE, THERE = ("198.51.100.2", 40000), ("203.0.113.2", 443)


def frame(source, destination, flags, life=64):
    """An Ethernet frame with a TCP segment over IPv4."""
    ends = b"".join(socket.inet_aton(address) for address, _ in (source, destination))
    tcp = struct.pack("!HHIIBBHHH", source[1], destination[1], 0, 0, 0x50, flags, 0, 0, 0)
    return bytes(12) + b"\x08\x00" + struct.pack("!BBHHHBBH", 0x45, 0, 40, 0, 0, life, 6, 0) + ends + tcp


def pcap(*frames):
    """A capture file of (nanoseconds, frame)."""
    head = struct.pack("IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 128, 1)
    return head + b"".join(struct.pack("4I", 1000, at, len(data), len(data)) + data for at, data in frames)


class Captures(unittest.TestCase):
    """A packet capture as the measure of connect times."""

    REPORT = {"startedAt": "1970-01-01T00:16:40.000Z", "steps": [{"id": "tcp", "startedMs": 1, "evidence": {"attempts": [
        {"address": THERE[0], "port": 443, "outcome": "connected", "connectMs": 0.5, "rttMs": 0.75}]}}]}

    @staticmethod
    def shaken(*frames):
        """The handshakes of a capture."""
        return capture.handshakes(capture.read_pcap(pcap(*frames)))

    def test_syn_and_its_answer(self):
        found = self.shaken((1_000_000, frame(HERE, THERE, 2)), (1_250_000, frame(THERE, HERE, 18)),
                            (1_300_000, frame(HERE, THERE, 16)))
        self.assertEqual([entry[1:3] for entry in found], [THERE])
        self.assertAlmostEqual(found[0][3], 0.25, 3)
        values = capture.differences(self.REPORT, found)
        self.assertEqual([(v["what"], v["reportedMs"], round(v["capturedMs"], 3)) for v in values],
                         [("connectMs", 0.5, 0.25), ("rttMs", 0.75, 0.25)])
        self.assertAlmostEqual(capture.spread(values, "rttMs")["medianMs"], 0.5, 3)

    def test_what_cannot_be_matched_is_left_out(self):
        syn, answer = frame(HERE, THERE, 2), frame(THERE, HERE, 18)
        self.assertEqual(self.shaken((1, syn), (2, syn), (3, answer)), [], "sent again")
        self.assertEqual(self.shaken((1, frame(HERE, THERE, 2, life=5)), (3, answer)), [], "a probe of the trace")
        self.assertEqual(self.shaken((1, syn), (3, frame(THERE, HERE, 20))), [], "refused")
        # One millisecond before the step is its own for the clock's sake, three are not.
        early = [(1000.0 - 0.002, *THERE, 0.2)]
        self.assertEqual(capture.differences(self.REPORT, early), [])
        self.assertIsNone(capture.spread([], "rttMs"))

    def test_other_files_and_frames(self):
        self.assertRaises(ValueError, list, capture.read_pcap(bytes(24)))
        self.assertEqual(self.shaken((1, b""), (2, frame(HERE, THERE, 2)[:40]), (3, bytes(60))), [])
        whole = pcap((1, frame(HERE, THERE, 2)))
        self.assertEqual(list(capture.read_pcap(whole[:-20])), [])


class Tracers(unittest.TestCase):
    """How other programs' tables are read."""

    def test_the_shapes_of_a_row(self):
        shapes = ["  1.|-- 198.51.100.1     0.0%     3    0.1   0.2", " 2  198.51.100.18  0.024 ms  0.015 ms",
                  " 3  * * *", "  4.|-- ???   100.0     3", "12  203.0.113.2 [open]  0.103 ms", " 5  2001:db8::1  0.1 ms"]
        heads = ["traceroute to 203.0.113.2 (203.0.113.2), 30 hops max, 60 byte packets", "HOST: vm   Loss%   Snt",
                 "Start: 2026-11-01T18:05:51+0000", "Selected device eth0, address 198.51.100.2, port 59967"]
        self.assertEqual(tracers.hops("\n".join([*heads, *shapes])),
                         {1: "198.51.100.1", 2: "198.51.100.18", 12: "203.0.113.2", 5: "2001:db8::1"})


class Measurements(unittest.TestCase):
    """The page of `lab measure`."""

    def test_every_kind_has_a_table(self):
        sent = {**Budget.sent(50, 3000), "arrived": {"packets": 7, "bytes": 400}}
        row = {"program": "mtr", "hops": [[9, "198.51.100.1"], [30, topology.API4]], "seconds": 1.5, "ended": True,
               "sent": sent, "verdict": None}
        walk = {"processMs": 90.0, "walkMs": 80.0, "stepMs": 40.0, "endMs": 900.0}
        never = dict.fromkeys(walk)
        results = [({"measure": "capture", "bed": "a"}, {"differences": [
            {"address": "x", "what": "rttMs", "reportedMs": 1.0, "capturedMs": 0.9}]}),
            ({"measure": "trace", "bed": "b"}, {"rows": [row, {**row, "ended": False, "hops": []}]}),
            ({"measure": "verdict", "bed": "c"}, {"walks": [walk, walk, never], "startMs": [5.0, 6.0, 7.0]})]
        text = measure.page(results, ["trace: missing mtr"])
        for wanted in ("| a | connectMs | 0 | – | – |", "| a | rttMs | 1 | 0.100 ms | 0.100 ms |",
                       "| b | mtr | 2 | yes | 1.50 s | 50 | 7 | – |", "| b | mtr | 0 | no | stopped after 60 s | 50 | 7 | – |",
                       "| c | 2 of 3 | 40 ms | 80 ms | 90 ms | 900 ms | 6 ms |", "skipped: trace: missing mtr"):
            self.assertIn(wanted, text)


class LongPath(unittest.TestCase):
    """The chain of more routers."""

    def test_each_router_leads_on_and_back(self):
        routes = topology.routes(26)
        for name in ("chain1", "chain26"):
            self.assertEqual(sorted(route[1] for route in routes if route[0] == name),
                             ["198.51.100.0/24", "2001:db8::/48", "default", "default"])
        self.assertEqual(len(topology.links(26)), len(topology.links(0)) + 26)
        addresses = [address for link in topology.links(60) for end in link for address in end[2]]
        self.assertEqual(len(addresses), len(set(addresses)))


class Table(unittest.TestCase):
    """The case table as a whole."""

    def test_every_case_can_be_judged(self):
        for case in cases.ALL:
            with self.subTest(case.name):
                self.assertTrue(case.checks)
                self.assertTrue(case.expect.exit_statuses())
                self.assertLess(case.expect.seconds, 60)

    def test_every_kind_of_proxy_carries(self):
        for name in ("healthy-proxy-optional", "healthy-proxy-tinyproxy", "healthy-proxy-socks"):
            plan = hunt.merge(cases.BY_NAME[name].plan, cases.BY_NAME["dns-nxdomain"].plan)
            self.assertIsNone(hunt.through_proxy(plan, degraded("mtu.low")), name)

    def test_no_pair_takes_both_families(self):
        broken6, only6 = cases.BY_NAME["tcp-ipv6-leftover-tunnels"], cases.BY_NAME["healthy-ipv6-only"]
        self.assertTrue(hunt.leaves_no_family(broken6, only6))
        self.assertFalse(hunt.leaves_no_family(only6, broken6))
        self.assertFalse(hunt.leaves_no_family(broken6, cases.BY_NAME["dns-nxdomain"]))

    def test_hunts_can_be_repeated(self):
        for number in range(1, 40):
            self.assertEqual(hunt.draw(7, number), hunt.draw(7, number))

    def test_a_proxy_that_carries_all_may_be_what_fails(self):
        plan = hunt.merge(cases.BY_NAME["healthy-proxy-optional"].plan, cases.BY_NAME["dns-nxdomain"].plan)
        self.assertIn("proxy.bad_gateway", hunt.through_proxy(plan, broken("dns.name_not_resolved")).codes)
        self.assertIsNone(hunt.through_proxy(plan, degraded("tcp.ipv6_broken")))
        self.assertEqual(hunt.through_proxy(plan, broken("api.api_error")), broken("api.api_error"))
        self.assertEqual(hunt.through_proxy(cases.BY_NAME["dns-nxdomain"].plan, broken("dns.failed")),
                         broken("dns.failed"))

    def test_a_box_that_connects_itself_hides_what_is_behind_it(self):
        box, plain = cases.BY_NAME["tls-large-hello-reset"].plan, cases.BY_NAME["tcp-server-gone-dark"].plan
        self.assertIn("tls.reset", hunt.through_box(box, broken("tcp.timed_out")).codes)
        self.assertEqual(hunt.through_box(plain, broken("tcp.timed_out")), broken("tcp.timed_out"))
        self.assertEqual(hunt.through_box(box, broken("dns.failed")), broken("dns.failed"))

    def test_merging_refuses_two_servers_in_one_place(self):
        half, closed = cases.BY_NAME["http-half"].plan, cases.BY_NAME["http-closed"].plan
        self.assertIsNone(hunt.merge(half, closed))
        merged = hunt.merge(half, cases.BY_NAME["dns-slow-3s"].plan)
        self.assertEqual((merged.listeners, merged.first.delay), (half.listeners, 3))

    def test_merging_refuses_two_proxies_on_one_port(self):
        listener = faults.on_proxy("say", text="")[0]
        script, moved = (plans.Plan(listeners=({**listener, "port": port},)) for port in (3128, 1080))
        small, big = plans.Plan(tinyproxy=plans.Tinyproxy()), plans.Plan(squid=plans.Squid())
        socks = plans.Plan(dante=plans.Dante())
        for one, two in (*itertools.permutations((script, small, big), 2), (socks, moved), (moved, socks)):
            self.assertIsNone(hunt.merge(one, two), (one, two))
        for one in (script, small, big):
            self.assertIsNotNone(hunt.merge(socks, one), one)

    def test_merging_gives_no_option_twice(self):
        key, sizes, http2 = ("--key-env", "LAB_KEY"), ("--also", "request-sizes"), ("--also", "http2")
        merged = hunt.merge(plans.Plan(arguments=key), plans.Plan(arguments=(*key, *sizes)))
        self.assertEqual(merged.arguments, (*key, *sizes))
        self.assertEqual(hunt.merge(plans.Plan(arguments=sizes), plans.Plan(arguments=key)).arguments, (*sizes, *key))
        self.assertIsNone(hunt.merge(plans.Plan(arguments=sizes), plans.Plan(arguments=(*key, *http2))))
        for number in range(2, 400, 2):
            options = hunt.draw(48777814, number).plan.arguments[::2]
            self.assertEqual(len(options), len(set(options)), number)

    def test_merging_refuses_a_server_where_another_has_every_address(self):
        everywhere, here = ({"at": "router1", "do": "http", "port": 8080, "address": address}
                            for address in ("0.0.0.0", topology.ROUTER1_LAN4))
        self.assertIsNone(hunt.merge(plans.Plan(listeners=(everywhere,)), plans.Plan(listeners=(here,))))
        for more in ({"port": 8081}, {"at": "router2"}, {"address": topology.ROUTER1_LAN6}):
            other = plans.Plan(listeners=({**here, **more},))
            self.assertIsNotNone(hunt.merge(plans.Plan(listeners=(everywhere,)), other), more)

    def test_no_drawn_bed_has_two_servers_in_one_place(self):
        for number in range(2, 400, 2):
            plan = hunt.draw(69905268, number).plan
            places = [(each["at"], each.get("address"), each["port"]) for each in plan.listeners]
            places += [("proxy", topology.PROXY4, 3128)] * (bool(plan.squid) + bool(plan.tinyproxy))
            places += [("proxy", topology.PROXY4, 1080)] * bool(plan.dante)
            self.assertEqual(len(places), len(set(places)), number)


class Hellos(unittest.TestCase):
    """What a middlebox reads in a ClientHello."""

    @staticmethod
    def hello(newest):
        """The first bytes that this computer's own TLS says."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.maximum_version = newest
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        with contextlib.suppress(ssl.SSLWantReadError):
            context.wrap_bio(incoming, outgoing, server_hostname="api.lab.example").do_handshake()
        return outgoing.read()

    def test_versions_offered(self):
        self.assertTrue(behaviours._offers_tls13(self.hello(ssl.TLSVersion.TLSv1_3)))
        self.assertFalse(behaviours._offers_tls13(self.hello(ssl.TLSVersion.TLSv1_2)))
        self.assertFalse(behaviours._offers_tls13(b""))


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


class Forger(unittest.TestCase):
    """The liar on the way."""

    HEADER = bytes([0x45, 0, 0, 40, 0, 0, 0x40, 0, 3, 6, 0, 0]) + bytes([198, 51, 100, 2, 203, 0, 113, 2])
    SYN = struct.pack("!HHIIBBHHH", 40000, 443, 7, 0, 0x50, 2, 1024, 0, 0)
    FRAME = bytes(12) + b"\x08\0" + HEADER + SYN

    def test_takes_the_targets_syns_alone(self):
        self.assertEqual(forger.quoted_syn(self.FRAME, "203.0.113.2", 443), (self.HEADER, self.SYN[:8]))
        self.assertIsNone(forger.quoted_syn(self.FRAME, "203.0.113.3", 443))
        self.assertIsNone(forger.quoted_syn(self.FRAME, "203.0.113.2", 80))
        self.assertIsNone(forger.quoted_syn(self.FRAME[:50], "203.0.113.2", 443))

    def test_every_lie_is_well_formed_and_none_is_true(self):
        for message in forger.lies(self.HEADER, self.SYN[:8]):
            self.assertEqual(message[:2], b"\x0b\0")
            self.assertEqual(forger._checksum(message), 0)
            self.assertEqual(message[8:28], self.HEADER)
            self.assertNotEqual(message[28:36], self.SYN[:8])


class Documented(unittest.TestCase):
    """The documented failures against the cases, rules and messages that they name, and the page made of them."""

    ROWS, GIVEN = documented.load(), documented.given(cases.BY_NAME)
    DOCS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs")

    def test_every_row_holds(self):
        self.assertEqual([text for row in self.ROWS for text in documented.problems(row, self.GIVEN)], [])
        self.assertEqual(len({row["case"] for row in self.ROWS}), len(self.ROWS))

    def test_every_established_row_is_rebuilt_or_says_why_not(self):
        self.assertGreater(sum(row["established"] == "Y" and bool(row["lab"]) for row in self.ROWS), 50)

    def test_each_kind_of_rot_is_seen(self):
        row = {"case": 1, "seen": "x", "measured": "y", "says": ["env.endpoint_invalid"], "lab": ["env-endpoint-dead"],
               "sources": ["owner/repo#1"]}
        self.assertEqual(documented.problems(row, self.GIVEN), [])
        for change in ({"lab": ["no-such-case"]}, {"rules": ["no such row"]}, {"says": ["env.proxy_invalid"]},
                       {"says": ["env.endpoint_invalid", "dns.slow"]}, {"rules": ["slow"]}, {"lab": []},
                       {"sources": []}):
            self.assertTrue(documented.problems({**row, **change}, self.GIVEN), change)

    def test_every_code_is_one_of_the_program(self):
        known = set(runner.contract_codes())
        for code in {code for row in self.ROWS for code in row["says"]}:
            self.assertTrue(code in known or code.startswith("note."), code)

    def test_quoted_messages_belong_to_rows(self):
        path = os.path.join(self.DOCS, "..", "tests", "unit", "quotedmessages.json")
        with open(path, encoding="utf-8") as file:
            quoted = json.load(file)["messages"]
        self.assertLessEqual({entry["case"] for entry in quoted if "case" in entry}, {row["case"] for row in self.ROWS})
        self.assertTrue(all("case" in entry or "source" in entry for entry in quoted))

    def test_the_page_is_that_of_the_rows(self):
        with open(os.path.join(self.DOCS, "cases.md"), encoding="utf-8") as file:
            lines = file.read().splitlines()
        for row in self.ROWS:
            start = "| " + " | ".join(str(cell) for cell in documented.cells(row, {})[:5]) + " | "
            found = [line for line in lines if line.startswith(start)]
            self.assertEqual(len(found), 1, start)
            self.assertTrue(all(f"`{name}`" in found[0] for name in row["lab"]), start)
            self.assertTrue(found[0].endswith(" ".join(row["sources"]) + " |"), start)

    def test_the_page_tells_how_the_lab_ended(self):
        outcomes = {"env-endpoint-dead": ended("env-endpoint-dead", "env.endpoint_invalid", "env.endpoint_invalid"),
                    "env-endpoint-in-settings": ended("env-endpoint-in-settings", "env.endpoint_invalid", "healthy")}
        text = documented.page(self.ROWS[:1], outcomes, "a run")
        self.assertIn("`env-endpoint-dead` (named right, 2.0 s); `env-endpoint-in-settings` (said healthy)", text)
        self.assertIn("1 of them rebuilt by 2 cases of the lab; 1 of these were named right in the last run (a run)",
                      text)
        self.assertIn("`env-endpoint-dead` (not run)", documented.page(self.ROWS[:1], {}, ""))


class Agreement(unittest.TestCase):
    """Predictions against what real clients did."""

    REPORT = {"clients": [{"id": "curl", "outcome": "works", "wouldFail": None},
                          {"id": "python-requests", "outcome": "would_fail", "wouldFail": "tls.intercepted"},
                          {"id": "anthropic-python", "outcome": "unknown", "wouldFail": None}]}

    def compared(self, **worked):
        outcomes = {name.replace("_", "-"): (good, "said") for name, good in worked.items()}
        return [entry.agrees for entry in agree.compare("case", self.REPORT, outcomes)]

    def test_right_and_wrong(self):
        self.assertEqual(self.compared(curl=True, python_requests=False), [True, True])
        self.assertEqual(self.compared(curl=False, python_requests=True), [False, False])

    def test_nothing_predicted_is_neither(self):
        self.assertEqual(self.compared(anthropic_python=True), [None])

    def test_a_client_that_the_report_does_not_know(self):
        self.assertEqual(self.compared(netcat=True), [])
        self.assertEqual(agree.compare("case", None, {"curl": (True, "")}), [])

    def test_a_difference_is_told(self):
        entry = agree.compare("case", self.REPORT, {"curl": (False, "refused")})[0]
        self.assertIn("DIFFERS  [refused]", entry.line())
        self.assertIn("| curl | 0 | 1 | 0 |", agree.totals([entry]))

    def test_what_comes_and_goes_is_not_compared(self):
        entry = agree.compare("case", self.REPORT, {"curl": (False, "reset")}, ("stability.intermittent",))[0]
        self.assertIsNone(entry.agrees)
        self.assertIn("fails; comes and goes", agree.page([([entry], {})], ["case"]))

    def test_a_page_of_the_latest_runs(self):
        asked = {"at": "2026-11-01 12:00 UTC", "asked": {"curl": "curl 7.88.1"}}
        old = agree.compare("case", self.REPORT, {"curl": (False, "refused")})
        new = agree.compare("case", self.REPORT, {"curl": (True, ""), "python-requests": (False, "")})
        gone = agree.compare("removed", self.REPORT, {"curl": (False, "")})
        with tempfile.TemporaryDirectory() as folder:
            agree.write([*old, *gone], folder, asked)
            first = agree.read(os.path.join(folder, "agreement.json"))
        text = agree.page([first, (new, asked)], ["case"])
        for wanted in ("1 beds, 2026-11-01 12:00 UTC. Asked: curl: curl 7.88.1.", "| curl | 1 | 0 | 0 |",
                       "| `case` | works | fails (`tls.intercepted`) |"):
            self.assertIn(wanted, text)
        self.assertIn("| `case` | **fails**; predicted: works |", agree.page([first], ["case"]))
        self.assertNotIn("removed", text)
        self.assertRaises(ValueError, agree.page, [first], [])

    def test_only_the_api_counts(self):
        error = '{"type": "error", "error": {"type": "authentication_error", "message": "no"}}\n'
        self.assertTrue(realclients.served(error + "lab-status 401 req_1"))
        self.assertTrue(realclients.served(error + "lab-status 401 -"))    # a proxy may strip the number
        self.assertTrue(realclients.served('{"data": []}\nlab-status 404 req_1'))
        self.assertFalse(realclients.served('{"data": []}\nlab-status 404 -'))
        self.assertFalse(realclients.served("\x1f\ufffdgarbled\nlab-status 401 req_1"))
        self.assertTrue(realclients.served(error + "lab-status 401 \n"))    # as curl writes it
        self.assertFalse(realclients.served(error + "lab-status 503 req_1"))
        self.assertFalse(realclients.served(error + "lab-status 401 req_1", with_key=True))
        self.assertTrue(realclients.served('{"data": []}\nlab-status 200 req_1', with_key=True))
        self.assertFalse(realclients.served("curl: (7) Failed"))


if __name__ == "__main__":
    unittest.main()
