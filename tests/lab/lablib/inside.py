# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a case that runs inside its namespaces: build the bed, check the fault, run the program under test.

Started by runner.py with a job (a plain dictionary); what it found it writes as JSON for the runner to judge.
"""

import json
import os
import subprocess
import time

from . import budget, cases, checks, cures, day, hunt, measure, namespaces, realclients
from .bed import Bed
from .plan import Plan

_CLI_LIMIT_S = 55


def run_job(job):
    """Does one job: `kind` is `case` (a case's own bed), `healthy` (all checks on the healthy bed),
    `agree` (real clients beside the program), `measure`, `day`, or `shell`."""
    if job["kind"] == "healthy":
        result = _all_checks_on_healthy(job)
    elif job["kind"] == "measure":
        result = measure.on_bed(job)
    elif job["kind"] == "day":
        result = day.on_bed(job)
    else:
        case = hunt.draw(*job["hunt"]) if job["hunt"] else cases.BY_NAME[job["case"]]
        result = _case(job, case)
    with open(os.path.join(job["folder"], "result.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)


def _bed(job, plan):
    return Bed(plan, job["folder"], job["pki"], job["tools"])


def _seen(check, bed, environment):
    """One check's result as a dictionary."""
    good, text = checks.holds(check, bed, environment)
    return {"check": str(check), "holds": good, "seen": text}


def _case(job, case):
    with _bed(job, case.plan) as bed:
        environment = bed.client.environment()
        if job["kind"] == "shell":
            print(f"{case.name}: {case.description}\nprofile: {bed.client.profile}\nOther hosts: ip netns exec NAME …")
            subprocess.run(bed.in_client(["bash", "--norc"]), env={**environment, "PS1": f"{case.name} $ "},
                           check=False)
            return {}
        result = {"checks": [_seen(check, bed, environment) for check in case.checks]}
        if job["kind"] == "agree":
            result["clients"] = realclients.ask_all(bed, environment, job["folder"],
                                                    "--key-env" in case.plan.arguments)
        if job["cli"] and all(entry["holds"] for entry in result["checks"]):
            result.update(_diagnose(job, case, bed, environment))
    return result


def _all_checks_on_healthy(job):
    """Every case's checks where nothing is wrong. What a case only sets in the environment is not set here."""
    with _bed(job, Plan()) as bed:
        environment = bed.client.environment()
        return {name: [_seen(check, bed, environment) for check in cases.BY_NAME[name].checks]
                for name in job["cases"]}


def _diagnose(job, case, bed, environment):
    report = os.path.join(job["folder"], "report.json")
    with budget.Meter() as meter:
        started = time.monotonic()
        status = _run_cli(job, case, bed, environment, "json", report)
        seconds = time.monotonic() - started
    result = {"exit": status, "seconds": seconds, "report": report, "sent": meter.sent}
    if case.text:
        path = os.path.join(job["folder"], "report.txt")
        result["textExit"], result["text"] = _run_cli(job, case, bed, environment, "text", path), path
    journal = os.path.join(job["folder"], "journal.pathlight")
    if job["journals"] or case.cures:
        _run_cli(job, case, bed, environment, "jsonl", journal)
    if case.cures:
        result["cures"] = cures.try_all(job["cli"], bed, environment, job["folder"], journal)
    return result


def _run_cli(job, case, bed, environment, output_format, output):
    """Runs pathlight-cli as an ordinary user of the client's computer; None when it had to be killed."""
    argv = [job["cli"], case.command, "--profile", bed.client.profile, "--format", output_format, "--output", output,
            *case.plan.arguments]
    log = os.path.join(job["folder"], f"cli-{output_format}.log")
    with open(log, "wb") as messages:
        child = subprocess.Popen(bed.in_client(namespaces.as_ordinary_user(argv)), env=environment, stdout=messages,
                                 stderr=messages, stdin=subprocess.DEVNULL, cwd=bed.client.home,
                                 preexec_fn=namespaces.die_with_parent)
        try:
            return child.wait(_CLI_LIMIT_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            return None
