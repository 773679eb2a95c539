# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documented failures: the rows of documented.json, whether they hold together, and the page made of them."""

import json
import os

from . import pages
from .case import HEALTHY

_ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
_ESTABLISHED = (("Y", "Established: by a test, a capture or the maintainers"), ("C", "Claimed by who reported it"),
                ("N", "Not found out"))
_HEAD = ("#", "class", "what was seen", "what is measured", "what is said", "rebuilt by", "sources")


def _read(*path):
    with open(os.path.join(_ROOT, *path), encoding="utf-8") as file:
        return json.load(file)


def load():
    """All rows, in the order of their numbers."""
    return sorted(_read("tests", "lab", "documented.json")["cases"], key=lambda row: row["case"])


def given(cases):
    """What each thing that a row may name gives: {("lab", name): {codes}, ("rules", name): …}.

    `cases` is {name: Case}. A case of the lab gives the first code that it expects: it is the right one.
    """
    found = {("lab", name): {case.expect.label()} | _notes(case) for name, case in cases.items()}
    for row in _read("tests", "unit", "rulecases.json")["cases"]:
        code = row["expect"][0].split()[1]
        notes = {line.split()[1] for line in row["expect"] if line.startswith("note ")}
        found["rules", row["name"]] = {HEALTHY if code == "-" else code} | notes
    for row in _read("tests", "unit", "clientcases.json")["predictions"]:
        # A client may fail, or be one of which nothing can be told, where the verdict is a healthy path.
        found["clients", row["name"]] = {part for text in row["expect"].values() for part in text.split()} | {HEALTHY}
    for message in _read("resources", "messages.json")["messages"]:
        found["messages", message["id"]] = set(message["codes"])
    return found


def _notes(case):
    return {value for _, path, _, value in case.expect.evidence
            if path == "findings[].code" and str(value).startswith("note.")}


def named(row):
    """Everything that the row names, as keys of `given`."""
    return [(kind, name) for kind in ("lab", "rules", "clients", "messages") for name in row.get(kind, ())]


def problems(row, found):
    """What does not hold in a row, as sentences."""
    wrong = [f"{row['case']}: there is no {kind} {name}" for kind, name in named(row) if (kind, name) not in found]
    says = set(row["says"])
    for kind, name in named(row):
        if (kind, name) in found and not says & found[kind, name]:
            wrong.append(f"{row['case']}: {kind} {name} gives {sorted(found[kind, name])}, not {row['says']}")
    told = set().union(*(found.get(key, set()) for key in named(row)))
    wrong += [f"{row['case']}: nothing that it names gives {code}" for code in says - told - {HEALTHY}]
    if not row["lab"] and not row.get("why"):
        wrong.append(f"{row['case']}: neither rebuilt in the lab, nor said why not")
    if not row["sources"] or not row["seen"] or not row["measured"] or not says:
        wrong.append(f"{row['case']}: something is left out")
    return wrong


def _said(row):
    return ", ".join(f"`{code}`" if code != HEALTHY else "no fault" for code in row["says"])


def _result(name, outcomes):
    """How the lab's last run of a case ended."""
    outcome = outcomes.get(name)
    if outcome is None or not outcome.judged:
        return "not run"
    return f"named right, {outcome.seconds:.1f} s" if outcome.right else f"said {outcome.got}"


def _rebuilt(row, outcomes):
    words = {"rules": "rule row", "clients": "prediction", "messages": "message"}
    parts = [f"`{name}` ({_result(name, outcomes)})" for name in row["lab"]]
    parts += [f"{words[kind]} “{name}”" for kind, name in named(row) if kind != "lab"]
    why = row.get("why", "")
    return ". ".join(filter(None, ("; ".join(parts), why[:1].upper() + why[1:])))


def cells(row, outcomes):
    """One line of the page."""
    return (row["case"], row["class"], row["seen"], row["measured"], _said(row), _rebuilt(row, outcomes),
            " ".join(row["sources"]))


def page(rows, outcomes, about):
    """The tables between the page's markers; `outcomes` is {case name: Outcome} of the lab's last runs."""
    built = [name for row in rows for name in row["lab"]]
    right = {name for name in built if name in outcomes and outcomes[name].right}
    parts = [f"{len(rows)} failures, {sum(bool(row['lab']) for row in rows)} of them rebuilt by {len(set(built))} cases "
             f"of the lab; {len(right)} of these were named right in the last run ({about})."]
    for letter, title in _ESTABLISHED:
        parts += ["", f"## {title}", "", *pages.table(_HEAD, [cells(row, outcomes) for row in rows
                                                              if row["established"] == letter])]
    return "\n".join(parts)
