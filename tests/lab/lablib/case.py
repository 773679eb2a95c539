# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a case is: a bed's plan, the checks that show its fault, and what the diagnosis has to say."""

import dataclasses

from .plan import Plan

HEALTHY = "healthy"


@dataclasses.dataclass(frozen=True)
class Expect:
    """The right answer. `codes`: the first is the code; more only where the contract lets several be right.

    `evidence` is a tuple of (step, path, relation, value): see judge.py. `seconds` bounds the whole walk.
    """
    status: tuple
    codes: tuple = (None,)
    evidence: tuple = ()
    seconds: float = 10.0

    def exit_statuses(self):
        """The exit statuses that the contract couples with the status."""
        return {{"healthy": 0, "degraded": 1, "broken": 1, "inconclusive": 4}[status] for status in self.status}

    def label(self):
        """The name of the expected class in the confusion matrix."""
        return self.codes[0] or HEALTHY


@dataclasses.dataclass(frozen=True)
class Case:
    """One named bed. `checks` are checks.Check values, see there."""
    name: str
    description: str
    plan: Plan
    checks: tuple
    expect: Expect
    text: tuple = ()    # what the text format, run besides, has to show
    command: str = "diagnose"    # the subcommand that has to give the answer
    cures: bool = False    # what is advised about a private authority has to make real clients work


def healthy(seconds=10.0, evidence=()):
    """No fault at all."""
    return Expect((HEALTHY,), (None,), tuple(evidence), seconds)


def broken(*codes, seconds=10.0, evidence=()):
    """No request can succeed, because of this."""
    return Expect(("broken",), codes, tuple(evidence), seconds)


def degraded(*codes, seconds=10.0, evidence=()):
    """Requests succeed, yet not for all clients, families or attempts."""
    return Expect(("degraded",), codes, tuple(evidence), seconds)


def hurt(*codes, seconds=10.0, evidence=()):
    """Broken or degraded: the contract leaves open which."""
    return Expect(("broken", "degraded"), codes, tuple(evidence), seconds)
