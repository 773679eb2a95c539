# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measurements beside other tools: connect times against tcpdump, traces against mtr and others, times to a verdict.

`on_bed` runs inside a bed's namespaces and returns plain values; the tables are made of them outside.
"""

import dataclasses
import json
import os
import shutil
import statistics
import subprocess
import time

from . import budget, capture, cases, namespaces, tracers
from .bed import Bed
from .certificates import API_NAME
from .plan import Plan, Resolver
from .topology import API4

_WALK_LIMIT_S = 60
_TRACE_STEPS = "environment,proxy,dns,tcp,route"
_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"

# name: (plan, how many routers and hosts are on the way)
_CAPTURED = {"no delay": Plan(), "40 ms round trip": Plan(delay_ms=20)}
_TRACED = {"healthy": Plan(), "silent routers": cases.BY_NAME["healthy-silent-routers"].plan,
           "rate-limited routers": cases.BY_NAME["healthy-rate-limited-routers"].plan,
           "break behind hop 2": cases.BY_NAME["tcp-syn-dropped"].plan,
           "30 hops, 40 ms": Plan(delay_ms=20, extra_routers=26)}
_JUDGED = {"refused by the server": ("tcp-refused-by-server", "tcp.refused"),
           "refused on the way": ("tcp-refused-on-the-way", "tcp.refused"),
           "SYN dropped": ("tcp-syn-dropped", "tcp.timed_out"),
           "SYN-ACK dropped": ("tcp-syn-ack-dropped", "tcp.timed_out")}


_BEDS = {"capture": _CAPTURED, "trace": _TRACED, "verdict": _JUDGED}
KINDS = tuple(_BEDS)


def jobs(kind, runs):
    """Every job of a kind as the dictionary that `on_bed` takes, besides the runner's own keys."""
    return [{"measure": kind, "bed": name, "runs": runs} for name in _BEDS[kind]]


def _plan(kind, name):
    if kind == "capture":
        return _CAPTURED[name]
    if kind == "verdict":
        return cases.BY_NAME[_JUDGED[name][0]].plan
    # One family for all: tcptraceroute knows IPv4 alone.
    only4 = Resolver(names={API_NAME: [API4]})
    return dataclasses.replace(_TRACED[name], first=only4, public=only4)


def missing(kind):
    """The programs that this kind of measurement needs and this computer lacks."""
    wanted = {"capture": ["tcpdump"], "trace": list(tracers.COMMANDS), "verdict": []}[kind]
    return [tool for tool in wanted if not shutil.which(tool, path=_PATH)]


def on_bed(job):
    """Builds the job's bed and measures there."""
    do = {"capture": _capture, "trace": _trace, "verdict": _verdict}[job["measure"]]
    with Bed(_plan(job["measure"], job["bed"]), job["folder"], job["pki"], job["tools"]) as bed:
        return do(job, bed, bed.client.environment())


def _argv(job, bed, *arguments):
    argv = [job["cli"], "diagnose", "--profile", bed.client.profile, *arguments]
    return bed.in_client(namespaces.as_ordinary_user(argv))


def _walk(job, bed, environment, *arguments):
    """One walk's report."""
    done = subprocess.run(_argv(job, bed, "--format", "json", *arguments), env=environment, cwd=bed.client.home,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=_WALK_LIMIT_S)
    return json.loads(done.stdout)


def _capture(job, bed, environment):
    found = []
    for _ in range(job["runs"]):
        with capture.Capture(bed, os.path.join(job["folder"], "walk.pcap")) as taken:
            report = _walk(job, bed, environment)
        found += capture.differences(report, capture.handshakes(taken.segments()))
    return {"differences": found}


def _trace(job, bed, environment):
    rows = [_trace_by_pathlight(job, bed, environment)]
    for program in tracers.COMMANDS:
        if not shutil.which(program, path=_PATH):
            continue
        with budget.Meter() as meter:
            seen = tracers.run(bed, environment, program, API4)
        rows.append({"program": program, "hops": sorted(seen["hops"].items()), "seconds": seen["seconds"], "ended": seen["ended"],
                     "sent": meter.sent, "verdict": None, "output": seen["output"]})
    return {"rows": rows}


def _trace_by_pathlight(job, bed, environment):
    with budget.Meter() as meter:
        report = _walk(job, bed, environment, "--only", _TRACE_STEPS)
    step = next(step for step in report["steps"] if step["id"] == "route")
    hops = [(hop["ttl"], hop["address"]) for hop in step["evidence"].get("hops", []) if hop["address"]]
    verdict = report["verdict"]
    return {"program": "Pathlight", "hops": hops, "seconds": (step["durationMs"] or 0) / 1000, "ended": True,
            "sent": meter.sent, "verdict": verdict["code"] or verdict["status"], "output": step["evidence"]}


def _verdict(job, bed, environment):
    code = _JUDGED[job["bed"]][1]
    return {"walks": [_time_to_verdict(job, bed, environment, code) for _ in range(job["runs"])],
            "startMs": [_time_to_start(job, bed, environment) for _ in range(job["runs"])]}


def _time_to_start(job, bed, environment):
    """What it takes to start the program at all, namespaces included: part of every time since the start."""
    started = time.monotonic()
    subprocess.run(bed.in_client(namespaces.as_ordinary_user([job["cli"], "--version"])), env=environment,
                   stdin=subprocess.DEVNULL, capture_output=True, timeout=_WALK_LIMIT_S)
    return (time.monotonic() - started) * 1000


def _time_to_verdict(job, bed, environment, code):
    """{processMs, walkMs, stepMs, endMs}: when the first verdict of this code came, since the process was started,
    since the walk began and since the step `tcp` began; and when the walk ended, since it began.
    """
    argv = _argv(job, bed, "--format", "jsonl")
    started = time.monotonic()
    found, step_ms = {"processMs": None, "walkMs": None, "stepMs": None, "endMs": None}, None
    with subprocess.Popen(argv, env=environment, cwd=bed.client.home, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        for line in child.stdout:
            came, event = (time.monotonic() - started) * 1000, json.loads(line)
            if event["event"] == "step_started" and event["step"] == "tcp":
                step_ms = event["at"]
            if event["event"] == "verdict" and found["walkMs"] is None and event["data"]["verdict"].get("code") == code:
                found.update(processMs=came, walkMs=event["at"],
                             stepMs=None if step_ms is None else event["at"] - step_ms)
            if event["event"] == "walk_ended":
                found["endMs"] = event["at"]
    return found


def _median(values):
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def _ms(value, digits=0):
    return "–" if value is None else f"{value:.{digits}f} ms"


def _table(head, rows):
    return ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head),
            *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows), ""]


def _capture_rows(result):
    for what in ("connectMs", "rttMs"):
        seen = capture.spread(result["differences"], what)
        yield ((what, seen["connections"], _ms(seen["medianMs"], 3), _ms(seen["mostMs"], 3)) if seen
               else (what, 0, "–", "–"))


def _trace_row(row):
    reached = any(address == API4 for _, address in row["hops"])
    return (row["program"], len(row["hops"]), "yes" if reached else "no",
            f"{row['seconds']:.2f} s" if row["ended"] else "stopped after 60 s", budget.to_target(row["sent"])[0],
            row["sent"]["arrived"]["packets"], row["verdict"] or "–")


def _verdict_row(name, result):
    walks = result["walks"]
    known = sum(walk["walkMs"] is not None for walk in walks)
    return (name, f"{known} of {len(walks)}", *(_ms(_median([walk[key] for walk in walks]))
                                                for key in ("stepMs", "walkMs", "processMs", "endMs")),
            _ms(_median(result["startMs"])))


def _capture_section(results):
    return ["## Connect times against tcpdump", "", "Difference to the time from SYN to SYN-ACK on the same connection, of "
            "each connection that the step `tcp` made in a whole walk.", "",
            *_table(("bed", "value", "connections", "median", "most"),
                    [(name, *row) for name, result in results for row in _capture_rows(result)])]


def _trace_section(results):
    return ["## Traces beside other programs", "", "Packets: all that were sent to the target's address, and how many "
            "arrived there. Pathlight's time is its step's, its packets and verdict those of a walk of "
            f"{_TRACE_STEPS}.", "",
            *_table(("bed", "program", "hops found", "target reached", "time", "packets", "arrived", "verdict"),
                    [(name, *_trace_row(row)) for name, result in results for row in result["rows"]])]


def _verdict_section(results):
    return ["## Time to the verdict", "", "Medians. Times since the start of the process contain the start of the "
            "program in its namespaces, which the last column shows.", "",
            *_table(("bed", "verdict given", "since `tcp` began", "since the walk began", "since the process started",
                     "walk's end", "start alone"), [_verdict_row(*entry) for entry in results])]


_SECTIONS = {"capture": _capture_section, "trace": _trace_section, "verdict": _verdict_section}


def page(results, skipped):
    """The tables. `results` is [(job, result)]; `skipped` says what was left out and why."""
    lines = []
    for kind, section in _SECTIONS.items():
        chosen = [(job["bed"], result) for job, result in results if job["measure"] == kind]
        lines += section(chosen) if chosen else []
    lines += [f"skipped: {text}" for text in skipped]
    return "\n".join(lines).rstrip("\n") + "\n"
