# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreement: what was predicted of each client against what the real one did, and the page made of it."""

import dataclasses
import json
import os
import typing

from . import pages

# The lab's API answers every path alike, so that a doubled one (the API itself says 404) cannot be told apart here.
_PATH_CASES = ("env-endpoint-doubled",)
# What comes and goes may meet the walk and not the client, or the client alone.
_BY_CHANCE = {"stability.intermittent", "path.loss"}


@dataclasses.dataclass
class Comparison:
    """One client on one bed. `agrees` is None where nothing was predicted."""
    case: str
    client: str
    predicted: str
    code: typing.Optional[str]
    worked: bool
    said: str
    chance: bool = False    # the fault comes and goes

    @property
    def agrees(self):
        alike = self.case in _PATH_CASES and self.code == "env.endpoint_invalid"
        if self.chance or self.predicted == "unknown" or alike:
            return None
        return (self.predicted == "works") == self.worked

    def line(self):
        """For the table: case, client, prediction, outcome."""
        verdict = {True: "agrees", False: "DIFFERS", None: "-"}[self.agrees]
        predicted = self.predicted + (f" ({self.code})" if self.code else "")
        outcome = "worked" if self.worked else "failed"
        said = "" if self.agrees is not False else f"  [{self.said}]"
        return f"{self.case:34} {self.client:22} {predicted:44} {outcome:8} {verdict}{said}"


def compare(case, report, outcomes, codes=()):
    """The comparisons of one bed. `outcomes` is {client: (worked, what it said)}; `codes` what the case expects."""
    chance = not _BY_CHANCE.isdisjoint(codes)
    clients = {entry["id"]: entry for entry in (report or {}).get("clients", [])}
    # The real clients set nothing in their code: what was predicted of such a one counts.
    return [Comparison(case, client, clients[client].get("byItself") or clients[client]["outcome"],
                       clients[client].get("wouldFail"), worked, said, chance)
            for client, (worked, said) in outcomes.items() if client in clients]


def totals(comparisons):
    """A table by client: how often the prediction was right, wrong, or left open."""
    lines = ["| client | agrees | differs | not compared |", "| --- | ---: | ---: | ---: |"]
    for client in sorted({entry.client for entry in comparisons}):
        own = [entry.agrees for entry in comparisons if entry.client == client]
        lines.append(f"| {client} | {own.count(True)} | {own.count(False)} | {own.count(None)} |")
    return "\n".join(lines)


def write(comparisons, folder, about):
    """agreement.json in `folder`, for `page`."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "agreement.json"), "w", encoding="utf-8") as file:
        json.dump({"about": about, "comparisons": [dataclasses.asdict(entry) for entry in comparisons]}, file, indent=1,
                  ensure_ascii=False)
        file.write("\n")


def read(path):
    """(comparisons, about) of an agreement.json that `write` made."""
    with open(path, encoding="utf-8") as file:
        whole = json.load(file)
    return [Comparison(**entry) for entry in whole["comparisons"]], whole["about"]


def latest(runs, order):
    """The comparisons of several runs, each bed from the last run that has it, in the order of the lab's cases.

    A case that the lab no longer has is left out.
    """
    beds = {}
    for comparisons, _ in runs:
        for name in {entry.case for entry in comparisons}:
            beds[name] = [entry for entry in comparisons if entry.case == name]
    return [entry for name in order for entry in beds.get(name, ())]


def _cell(entry):
    """One client on one bed: what it did, then what was said of it where that is not the same."""
    if entry is None:
        return "–"
    did = "works" if entry.worked else "fails"
    code = f" (`{entry.code}`)" if entry.code else ""
    if entry.agrees is None:
        return f"{did}; " + ("comes and goes" if entry.chance else "not predicted")
    return did + code if entry.agrees else f"**{did}**; predicted: {entry.predicted.replace('_', ' ')}{code}"


def page(runs, order):
    """The tables for a page of documentation, from runs as `read` gives them; ValueError where nothing was compared."""
    comparisons = latest(runs, order)
    if not comparisons:
        raise ValueError("these runs compared nothing")
    clients = sorted({entry.client for entry in comparisons})
    beds = list(dict.fromkeys(entry.case for entry in comparisons))
    found = {(entry.case, entry.client): entry for entry in comparisons}
    asked = ", ".join(sorted({f"{client}: {version}" for _, about in runs
                              for client, version in about.get("asked", {}).items()}))
    times = sorted({about.get("at", "") for _, about in runs})
    when = times[0] if len(times) == 1 else f"{times[0]} to {times[-1]}"
    rows = [(f"`{bed}`", *(_cell(found.get((bed, client))) for client in clients)) for bed in beds]
    return "\n".join([f"{len(beds)} beds, {when}. Asked: {asked}.", "", totals(comparisons), "",
                      *pages.table(("bed", *clients), rows)])
