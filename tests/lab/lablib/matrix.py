# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The run's numbers: confusion matrix, precision and recall by code, times, calibration, budget. Pure."""

import math
import statistics

from . import budget
from .case import HEALTHY

INCONCLUSIVE = "inconclusive"
NO_REPORT = "no report"
# Upper bounds of the bins of confidence; a value belongs to the first bin whose bound it lies below, 1 to the last.
_BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def closing_line(outcomes):
    """`N passed, N failed, N skipped`."""
    skipped = sum(1 for outcome in outcomes if outcome.skipped)
    failed = sum(1 for outcome in outcomes if outcome.problems and not outcome.skipped)
    return f"{len(outcomes) - skipped - failed} passed, {failed} failed, {skipped} skipped"


def confusion(outcomes):
    """{expected: {got: count}} of all judged cases."""
    table = {}
    for outcome in outcomes:
        if outcome.judged:
            row = table.setdefault(outcome.expected, {})
            row[outcome.got] = row.get(outcome.got, 0) + 1
    return table


def scores(table):
    """{code: {precision, recall, cases}}; None where nothing was there to divide by.

    Whoever says "inconclusive" or nothing at all has named no cause: those are no classes, they only lower the
    recall of the class they were said of.
    """
    said_at_all = {got for row in table.values() for got in row} - {INCONCLUSIVE, NO_REPORT}
    result = {}
    for label in sorted({*table, *said_at_all}):
        right = table.get(label, {}).get(label, 0)
        said = sum(row.get(label, 0) for row in table.values())
        true = sum(table.get(label, {}).values())
        result[label] = {"precision": right / said if said else None, "recall": right / true if true else None,
                         "cases": true}
    return result


def rates(outcomes):
    """{healthy, faults, all: {cases, right, inconclusive, noReport}}: counts."""
    result = {}
    for name, wanted in (("healthy", (True,)), ("faults", (False,)), ("all", (True, False))):
        chosen = [o for o in outcomes if o.judged and (o.expected == HEALTHY) in wanted]
        result[name] = {"cases": len(chosen), "right": sum(o.right for o in chosen),
                        "inconclusive": sum(o.got == INCONCLUSIVE for o in chosen),
                        "noReport": sum(o.got == NO_REPORT for o in chosen)}
    return result


def calibration(outcomes):
    """Bins of the verdict's confidence: how many verdicts each has, their mean confidence, how many were right.

    Inconclusive verdicts claim nothing, so they are in none.
    """
    bins = [[] for _ in _BINS]
    for outcome in outcomes:
        if outcome.judged and outcome.got not in (INCONCLUSIVE, NO_REPORT) and _is_number(outcome.confidence):
            place = next((index for index, bound in enumerate(_BINS) if outcome.confidence < bound), len(_BINS) - 1)
            bins[place].append(outcome)
    lower = (0.0, *_BINS)
    return [{"from": lower[index], "to": _BINS[index], "verdicts": len(found),
             "meanConfidence": round(statistics.fmean(o.confidence for o in found), 3),
             "right": sum(o.right for o in found)} for index, found in enumerate(bins) if found]


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def percentile(values, share):
    """The smallest value that at least `share` of all do not exceed (nearest rank); None of nothing."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else None


def _rounded(value):
    return None if value is None else round(value, 2)


def times(outcomes):
    """Seconds to the verdict: median and the 95th percentile, healthy beds and faults apart."""
    result = {}
    for name, wanted in (("healthy", True), ("faults", False)):
        values = [o.seconds for o in outcomes
                  if o.judged and o.seconds is not None and (o.expected == HEALTHY) == wanted]
        result[name] = {"cases": len(values), "medianSeconds": _rounded(statistics.median(values) if values else None),
                        "p95Seconds": _rounded(percentile(values, 0.95))}
    return result


def sent_by(outcome):
    """(packets, bytes) to the target; None where nothing was counted."""
    return budget.to_target(outcome.sent) if outcome.sent else None


def budgets(outcomes):
    """What walks of the usual number of attempts sent to the target, and how many of all were over their allowance."""
    counted = [o for o in outcomes if o.sent]
    usual = [sent_by(o) for o in counted if o.attempts == budget.USUAL_ATTEMPTS]
    columns = {"packets": [packets for packets, _ in usual], "bytes": [size for _, size in usual]}
    result = {"walks": len(usual), "limitPackets": budget.PACKETS, "limitBytes": budget.BYTES,
              "over": sum(bool(budget.problems(o.sent, o.attempts)) for o in counted)}
    for name, values in columns.items():
        result[name] = {"median": statistics.median(values) if values else None,
                        "p95": percentile(values, 0.95), "most": max(values, default=None)}
    return result


def uncovered(table, codes):
    """The codes of the contract that no case of this run expects."""
    return [code for code in codes if code not in table and code not in (HEALTHY, INCONCLUSIVE)]


def summary(outcomes, about=None, codes=()):
    """Everything as one JSON object. `about` says what was run, when and where."""
    table = confusion(outcomes)
    return {"about": about or {}, "closing": closing_line(outcomes), "rates": rates(outcomes),
            "times": times(outcomes), "budget": budgets(outcomes), "calibration": calibration(outcomes),
            "scores": scores(table), "confusion": table, "withoutCase": uncovered(table, codes),
            "cases": [vars(outcome) for outcome in outcomes]}
