# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreement: what was predicted of each client against what the real one did. Pure: no files, no network."""

import dataclasses
import typing


# The lab's API answers every path alike, so that a doubled one (the API itself says 404) cannot be told apart here.
_PATH_CASES = ("env-endpoint-doubled",)


@dataclasses.dataclass
class Comparison:
    """One client on one bed. `agrees` is None where nothing was predicted."""
    case: str
    client: str
    predicted: str
    code: typing.Optional[str]
    worked: bool
    said: str

    @property
    def agrees(self):
        if self.predicted == "unknown" or (self.case in _PATH_CASES and self.code == "env.endpoint_invalid"):
            return None
        return (self.predicted == "works") == self.worked

    def line(self):
        """For the table: case, client, prediction, outcome."""
        verdict = {True: "agrees", False: "DIFFERS", None: "-"}[self.agrees]
        predicted = self.predicted + (f" ({self.code})" if self.code else "")
        outcome = "worked" if self.worked else "failed"
        said = "" if self.agrees is not False else f"  [{self.said}]"
        return f"{self.case:34} {self.client:22} {predicted:44} {outcome:8} {verdict}{said}"


def compare(case, report, outcomes):
    """The comparisons of one bed. `outcomes` is {client: (worked, what it said)}."""
    clients = {entry["id"]: entry for entry in (report or {}).get("clients", [])}
    return [Comparison(case, client, clients[client]["outcome"], clients[client].get("wouldFail"), worked, said)
            for client, (worked, said) in outcomes.items() if client in clients]


def totals(comparisons):
    """A table by client: how often the prediction was right, wrong, or left open."""
    lines = ["| client | agrees | differs | not predicted |", "| --- | ---: | ---: | ---: |"]
    for client in sorted({entry.client for entry in comparisons}):
        own = [entry.agrees for entry in comparisons if entry.client == client]
        lines.append(f"| {client} | {own.count(True)} | {own.count(False)} | {own.count(None)} |")
    return "\n".join(lines)
