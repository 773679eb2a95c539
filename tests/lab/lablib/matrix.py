# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The run's summary: table of cases, confusion matrix, precision and recall by code, times. Pure, but for `write`."""

import json
import os
import statistics

from .case import HEALTHY


def line(outcome):
    """One case in one line."""
    confidence = f"{outcome.confidence:.2f}" if isinstance(outcome.confidence, (int, float)) else "-"
    seconds = f"{outcome.seconds:.1f} s" if outcome.seconds is not None else "-"
    mark = "skipped" if outcome.skipped else "WRONG" if outcome.problems else "ok"
    why = outcome.skipped or "; ".join(outcome.problems)
    return (f"{outcome.name:34} {outcome.expected:30} {outcome.got or '-':30} {confidence:>5} {seconds:>7}  {mark}"
            + (f"  ({why})" if why else ""))


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
    """{code: {precision, recall, cases}}; None where nothing was there to divide by."""
    labels = sorted({*table, *(got for row in table.values() for got in row)})
    result = {}
    for label in labels:
        right = table.get(label, {}).get(label, 0)
        said = sum(row.get(label, 0) for row in table.values())
        true = sum(table.get(label, {}).values())
        result[label] = {"precision": right / said if said else None, "recall": right / true if true else None,
                         "cases": true}
    return result


def _median(values):
    return round(statistics.median(values), 2) if values else None


def times(outcomes):
    """Seconds to the verdict: median and the 95th percentile, healthy beds and faults apart."""
    result = {}
    for name, wanted in (("healthy", True), ("faults", False)):
        values = sorted(o.seconds for o in outcomes
                        if o.judged and o.seconds is not None and (o.expected == HEALTHY) == wanted)
        late = round(values[min(len(values) - 1, int(len(values) * 0.95))], 2) if values else None
        result[name] = {"cases": len(values), "medianSeconds": _median(values), "p95Seconds": late}
    return result


def summary(outcomes):
    """Everything as one JSON object."""
    table = confusion(outcomes)
    return {"closing": closing_line(outcomes), "times": times(outcomes), "scores": scores(table), "confusion": table,
            "cases": [vars(outcome) for outcome in outcomes]}


def _percent(value):
    return "–" if value is None else f"{100 * value:.0f} %"


def markdown(outcomes):
    """The same for people. The matrix lists only the cells that are not empty: nearly all of them are."""
    whole = summary(outcomes)
    parts = ["# Fault lab", "", whole["closing"], "", "## Time to the verdict", "",
             "| beds | cases | median | 95 % within |", "| --- | --- | --- | --- |"]
    parts += [f"| {name} | {t['cases']} | {t['medianSeconds']} s | {t['p95Seconds']} s |"
              for name, t in whole["times"].items()]
    parts += ["", "## Precision and recall", "", "| code | cases | precision | recall |", "| --- | --- | --- | --- |"]
    parts += [f"| {code} | {s['cases']} | {_percent(s['precision'])} | {_percent(s['recall'])} |"
              for code, s in whole["scores"].items()]
    parts += ["", "## Confusion matrix", "", "| true | said | cases |", "| --- | --- | --- |"]
    parts += [f"| {true} | {said} | {count} |" for true, row in sorted(whole["confusion"].items())
              for said, count in sorted(row.items())]
    parts += ["", "## Cases", "", "| case | expected | got | status | confidence | seconds | problems |",
              "| --- | --- | --- | --- | --- | --- | --- |"]
    parts += [_case_row(outcome) for outcome in outcomes]
    return "\n".join(parts) + "\n"


def _case_row(outcome):
    confidence = "–" if outcome.confidence is None else f"{outcome.confidence}"
    seconds = "–" if outcome.seconds is None else f"{outcome.seconds:.1f}"
    problems = (outcome.skipped and "skipped: " + outcome.skipped) or "; ".join(outcome.problems)
    return (f"| {outcome.name} | {outcome.expected} | {outcome.got or '–'} | {outcome.status or '–'} | {confidence} "
            f"| {seconds} | {problems.replace('|', '/')} |")


def write(outcomes, folder):
    """confusion.md and confusion.json in `folder`."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "confusion.md"), "w", encoding="utf-8") as file:
        file.write(markdown(outcomes))
    with open(os.path.join(folder, "confusion.json"), "w", encoding="utf-8") as file:
        json.dump(summary(outcomes), file, indent=1, ensure_ascii=False)
        file.write("\n")
