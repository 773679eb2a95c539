# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judging: what was expected against what the report says. Pure: no files, no network."""

import dataclasses
import typing

from . import budget
from .case import HEALTHY


@dataclasses.dataclass
class Outcome:
    """What became of one case. `problems` is empty exactly when all was right; `skipped` says why it was not run."""
    name: str
    expected: str
    got: str = ""
    status: str = ""
    confidence: typing.Optional[float] = None
    seconds: typing.Optional[float] = None
    problems: list = dataclasses.field(default_factory=list)
    skipped: str = ""
    judged: bool = False
    right: bool = False           # the verdict names one of the expected codes, whatever else is wrong
    sent: dict = dataclasses.field(default_factory=dict)    # budget.Meter.sent
    attempts: int = budget.USUAL_ATTEMPTS


def values_at(value, path):
    """Every value that a path like `attempts[].icmp.from` names."""
    found = [value]
    for part in path.split("."):
        name, spread = (part[:-2], True) if part.endswith("[]") else (part, False)
        found = [entry[name] for entry in found if isinstance(entry, dict) and name in entry]
        if spread:
            found = [item for entry in found if isinstance(entry, list) for item in entry]
    return found


_RELATIONS = {
    "is": lambda seen, wanted: bool(seen) and all(entry == wanted for entry in seen),
    "has": lambda seen, wanted: wanted in seen,
    "lacks": lambda seen, wanted: bool(seen) and wanted not in seen,
    "at least": lambda seen, wanted: bool(seen) and all(isinstance(e, (int, float)) and e >= wanted for e in seen),
    "at most": lambda seen, wanted: bool(seen) and all(isinstance(e, (int, float)) and e <= wanted for e in seen),
    "mentions": lambda seen, wanted: any(wanted in str(entry) for entry in seen),
}


def evidence_problems(report, wanted):
    """What the report's evidence lacks. Each wanted entry is (step id, path, relation, value).

    A path that begins with `findings[]` is looked for among the step's findings instead.
    """
    steps = {step.get("id"): step for step in report.get("steps", [])}
    problems = []
    for step, path, relation, value in wanted:
        found = steps.get(step, {})
        seen = values_at(found if path.startswith("findings[]") else found.get("evidence") or {}, path)
        if not _RELATIONS[relation](seen, value):
            problems.append(f"{step}.{path} {relation} {value!r}: saw {seen[:6]!r}")
    return problems


def judge(outcome, expect, report, exit_status, seconds):
    """Fills the outcome from a report (None: there was none that could be read)."""
    outcome.seconds, outcome.judged = seconds, True
    if report is None:
        outcome.got = "no report"
        outcome.problems.append(f"no report; exit status {exit_status}")
        return
    verdict = report.get("verdict") or {}
    outcome.status, code = verdict.get("status") or "", verdict.get("code")
    outcome.got = code or outcome.status or "no verdict"
    outcome.confidence = verdict.get("confidence")
    outcome.right = code in expect.codes and (code is not None or outcome.status == HEALTHY)
    if code not in expect.codes:
        outcome.problems.append(f"code {code}, expected {' or '.join(str(c) for c in expect.codes)}")
    if outcome.status not in expect.status:
        outcome.problems.append(f"status {outcome.status}, expected {' or '.join(expect.status)}")
    if exit_status not in expect.exit_statuses():
        outcome.problems.append(f"exit status {exit_status}, expected {sorted(expect.exit_statuses())}")
    if seconds > expect.seconds:
        outcome.problems.append(f"took {seconds:.1f} s, limit {expect.seconds:g} s")
    if HEALTHY in expect.status:
        outcome.problems += _false_alarms(report)
    outcome.problems += evidence_problems(report, expect.evidence)
    if code is not None and code in expect.codes:
        outcome.expected = outcome.got


def judge_budget(outcome, sent, attempts, reported=None):
    """Adds what was sent to the outcome, and what of it was too much, or other than the report says (`reported`)."""
    outcome.sent, outcome.attempts = sent, attempts
    outcome.problems += budget.problems(sent, attempts) + budget.contradictions(sent, reported)
    if outcome.got == HEALTHY and budget.to_target(sent)[0] == 0:
        outcome.problems.append("a healthy walk without a packet to the target: the counters do not count")


def _false_alarms(report):
    """Findings that a healthy network must not have: the contract allows notes alone."""
    return [f"{finding.get('severity')} {finding.get('code')} on a healthy network"
            for step in report.get("steps", []) for finding in step.get("findings") or []
            if finding.get("severity") in ("fault", "warning")]
