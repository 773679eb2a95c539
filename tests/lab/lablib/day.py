# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day of `pathlight-cli monitor` in a minute and a half: faults come and go at known instants, and the outages
that its journal and its metrics tell must be exactly these, from when to when and why.
"""

import contextlib
import dataclasses
import datetime
import json
import os
import re
import subprocess
import threading
import time
import typing

from . import namespaces, services
from . import topology as net
from .bed import Bed
from .plan import Nginx, Plan

INTERVAL_S = 0.2
# Beginning and end may be off by this: two probes.
SLACK_S = 2 * INTERVAL_S
# Where packets vanish, the kernel asks again about once a second, and so does the client that asks a resolver: who
# asked just before the end is answered no sooner.
AGAIN_S = 1.1
# So many probes may wait for their answers at once.
MOST_UNDER_WAY = 4
_METRICS = "127.0.0.1:9465"
_READY_WITHIN_S = 30
_SCRAPE_EVERY_S = 0.5


@dataclasses.dataclass(frozen=True)
class Fault:
    """What is broken for `seconds`, and the code that the outage has to be given; None: no outage at all."""
    name: str
    code: typing.Optional[str]
    seconds: float
    waits: bool = False       # who asks may wait and ask again: it is over for him when he does
    short: bool = False       # silence that is over before anybody gives up: an interruption, and no outage
    after: tuple = ()         # where a trace has to see the way end: (address of the last, of the next)


@dataclasses.dataclass
class Injected:
    """A fault as it was made: seconds since 1970, just before and just after each change."""
    fault: Fault
    began: tuple
    ended: tuple


# Silence ends soon after a probe was sent: a SYN is repeated each second at first, and every four seconds later.
SCRIPT = (Fault("one lost probe", None, 1),
          Fault("short silence", None, 4, waits=True, short=True),
          Fault("the server is gone", "tcp.refused", 5),
          Fault("prohibited", "tcp.prohibited", 7, after=(net.ROUTER2_NEAR4, None)),
          Fault("no resolver", "dns.unreachable", 8, waits=True),
          Fault("answers 503", "api.api_error", 7, after=(None, None)),
          Fault("silence", "tcp.timed_out", 22, waits=True, after=(net.ROUTER2_NEAR4, net.ROUTER3_NEAR4)))
_QUIET_S = 4


def plan():
    """The bed of a day: healthy when it begins. The client gives its resolver up soon, not after five seconds."""
    return Plan(api=Nginx(breaks=True), resolver_lines=("options timeout:1 attempts:1",))


# --- inside the bed ---

def on_bed(job):
    """Lives the day; what was injected, what the program said of it and what curl saw of its metrics."""
    with Bed(plan(), job["folder"], job["pki"], job["tools"]) as bed:
        journal = os.path.join(job["folder"], "journal.jsonl")
        with _monitor(job, bed, journal) as child, _Scraper(bed) as scraper:
            _wait_for_a_success(journal, child)
            injected = [_inject(fault, bed, job["folder"]) for fault in SCRIPT]
            last = scraper.once()
            child.terminate()
            status = child.wait(20)
    return {"injected": [dataclasses.asdict(each) for each in injected], "events": _read(journal), "exit": status,
            "scrapes": scraper.seen, "last": last}


@contextlib.contextmanager
def _monitor(job, bed, journal):
    argv = [job["cli"], "monitor", "--profile", bed.client.profile, "--interval", str(INTERVAL_S), "--journal",
            journal, "--metrics", _METRICS, "--route", "5"]
    with open(os.path.join(job["folder"], "cli-day.log"), "wb") as log:
        child = subprocess.Popen(bed.in_client(namespaces.as_ordinary_user(argv)), env=bed.client.environment(),
                                 cwd=bed.client.home, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                 preexec_fn=namespaces.die_with_parent)
        try:
            yield child
        finally:
            child.kill()
            child.wait()


class _Scraper:
    """curl on the client's computer asks for the metrics all day: (when, text)."""

    def __init__(self, bed):
        self._argv = bed.in_client(["curl", "-sS", "-m", "2", f"http://{_METRICS}/metrics"])
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.seen = []

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join(10)

    def once(self):
        """One page, now."""
        done = subprocess.run(self._argv, capture_output=True, text=True, timeout=10)
        return done.stdout

    def _run(self):
        while not self._over.wait(_SCRAPE_EVERY_S):
            at = time.time()
            active = metric(text := self.once(), "pathlight_outage_active")
            if active is not None:
                self.seen.append({"at": at, "active": active, "codes": causes(text)})


def _read(path):
    """The journal's lines so far; the last may be in the writing."""
    events = []
    with contextlib.suppress(OSError), open(path, encoding="utf-8") as file:
        for line in file:
            with contextlib.suppress(ValueError):
                events.append(json.loads(line))
    return events


def _wait_for_a_success(journal, child):
    give_up = time.monotonic() + _READY_WITHIN_S
    while not any(event["event"] == "probe" and event["data"]["ok"] for event in _read(journal)):
        if time.monotonic() > give_up or child.poll() is not None:
            raise RuntimeError("no probe of the healthy bed succeeded")
        time.sleep(0.1)


def _inject(fault, bed, folder):
    """Quiet, then the fault, then its end."""
    time.sleep(_QUIET_S)
    with contextlib.ExitStack() as undone:
        before = time.time()
        undone.callback(_BREAK[fault.name](bed, folder))
        began = (before, time.time())
        time.sleep(fault.seconds)
        before = time.time()
    ended = (before, time.time())
    time.sleep(_QUIET_S if fault is SCRIPT[-1] else 0)
    return Injected(fault, began, ended)


def _rule(rule, at="router2"):
    """Breaks by a rule on a router; the function that takes it away again."""
    table = "add table inet script\nadd chain inet script way { type filter hook forward priority -10; policy accept; }\n"
    in_router = namespaces.command_in(at, ["nft", "-f", "-"])
    namespaces.call(in_router, text=f"{table}add rule inet script way {rule}\n")
    return lambda: namespaces.call(in_router, text="delete table inet script\n")


def _without(bed, *names):
    bed.services.end(*names)
    return lambda: bed.services.start_again(*names)


def _answering_503(folder):
    path = os.path.join(folder, services.BROKEN)
    with open(path, "w", encoding="ascii"):
        pass
    return lambda: os.remove(path)


_TO_THE_API = "tcp dport 443"
_BREAK = {
    # The first packet with data from now on, and no other: a trace sends none, so a probe loses it.
    "one lost probe": lambda bed, folder: _rule(f"{_TO_THE_API} tcp flags & psh == psh numgen inc mod 1000000 < 1 "
                                                "reject with tcp reset"),
    "the server is gone": lambda bed, folder: _without(bed, "nginx"),
    "prohibited": lambda bed, folder: _rule(f"{_TO_THE_API} reject with icmpx type admin-prohibited"),
    "no resolver": lambda bed, folder: _without(bed, f"dnsmasq-{net.DNS4}"),
    "answers 503": lambda bed, folder: _answering_503(folder),
    "silence": lambda bed, folder: _rule(f"{_TO_THE_API} drop"),
    "short silence": lambda bed, folder: _rule(f"{_TO_THE_API} drop"),
}


# --- pure: what the metrics say, and the judgement ---

def metric(page, name, labels=""):
    """The sum of a metric's values with these labels; None: the page does not hold it."""
    found = re.findall(rf"^{name}(?:\{{([^}}]*)\}})? (\S+)$", page, re.MULTILINE)
    values = [float(value) for held, value in found if labels in held]
    return sum(values) if values else None


def causes(page):
    """The codes of the outages that are on."""
    return re.findall(r'^pathlight_outage_cause_info\{[^}]*code="([^"]*)"[^}]*\} 1$', page, re.MULTILINE)


def seconds_of(iso):
    """Seconds since 1970 of an instant in a journal."""
    return datetime.datetime.fromisoformat(iso.replace("Z", "+00:00")).timestamp()


def _as_injected(each):
    fault = Fault(**{**each["fault"], "after": tuple(each["fault"]["after"])})
    return Injected(fault, tuple(each["began"]), tuple(each["ended"]))


def problems(result):
    """{name of a fault: what is wrong about it}, with "the day" for what belongs to none of them."""
    injected = [_as_injected(each) for each in result["injected"]]
    outages = [event["data"] for event in result["events"] if event["event"] == "outage_ended"]
    began = [event["data"] for event in result["events"] if event["event"] == "outage_began"]
    faults = [each for each in injected if each.fault.code]
    found = {each.fault.name: [] for each in injected}
    day = found.setdefault("the day", [])
    if len(outages) != len(faults) or len(began) != len(faults):
        told = ", ".join(f"{each['began']} {each['code'] or each['failure']}" for each in outages)
        day.append(f"{len(outages)} outages ended and {len(began)} began, of {len(faults)}: {told}")
    for outage in outages:
        if not any(_meets(outage, each) for each in faults):
            day.append(f"an outage that nobody made, from {outage['began']}")
    for each in faults:
        mine = [outage for outage in outages if _meets(outage, each)]
        found[each.fault.name] += _of_outage(each, mine[0]) if len(mine) == 1 else [f"{len(mine)} outages tell of it"]
        found[each.fault.name] += _of_scrapes(each, result["scrapes"])
    told = [event["data"] for event in result["events"] if event["event"] == "interruption"]
    if len(told) != sum(1 for each in injected if each.fault.short):
        day.append(f"{len(told)} interruptions are told: {', '.join(each['began'] for each in told)}")
    for each in injected:
        if each.fault.short:
            found[each.fault.name] += _of_interruption(each, told, result["events"])
        elif not each.fault.code:
            found[each.fault.name] += _of_single(each, result["events"])
    day += _of_totals(result, outages, injected)
    return found


def _of_interruption(each, told, events):
    """One interruption, from when to when it was silent, with requests that came late and none that failed."""
    if len(told) != 1:
        return [f"{len(told)} interruptions are told"]
    wrong = _of_time(each, told[0])
    if told[0]["lost"] != 0 or told[0]["late"] < 2:
        wrong.append(f"{told[0]['late']} requests came late and {told[0]['lost']} not at all")
    mine = [event["data"] for event in events if event["event"] == "probe"
            and each.began[0] <= seconds_of(event["at"]) <= each.ended[1] + _QUIET_S]
    if sum(1 for data in mine if data["ok"] and (data["sentAgain"] or 0) > 0) < told[0]["late"]:
        wrong.append("the probes do not say that segments were sent again")
    if any(not data["ok"] for data in mine):
        wrong.append("a probe failed")
    return wrong


def _of_time(each, told):
    """Whether something told begins and ends with the fault."""
    wrong = []
    began, ended = seconds_of(told["began"]), seconds_of(told["ended"])
    late = SLACK_S + (AGAIN_S if each.fault.waits else 0)
    if not each.began[0] - SLACK_S <= began <= each.began[1] + SLACK_S:
        wrong.append(f"it began {began - each.began[0]:+.2f} s off")
    if not each.ended[0] - SLACK_S <= ended <= each.ended[1] + late:
        wrong.append(f"it ended {ended - each.ended[1]:+.2f} s off")
    return wrong


def _meets(outage, each):
    return (outage["ended"] is not None and seconds_of(outage["began"]) < each.ended[1]
            and seconds_of(outage["ended"]) > each.began[0])


def _of_outage(each, outage):
    """One outage against the fault it tells of."""
    fault, wrong = each.fault, []
    if outage["code"] != fault.code:
        wrong.append(f"the cause is {outage['code']}, not {fault.code}")
    if outage["end"] != "recovered":
        wrong.append(f"its end is {outage['end']}")
    return wrong + _of_time(each, outage) + _of_route(fault, outage["route"])


def _of_route(fault, place):
    """Where the trace beside the outage saw the way end."""
    if not fault.after:
        return []
    if place is None:
        return ["no trace was made of it"]
    last, following = fault.after
    if place["reached"] != (last is None):
        return [f"the trace says reached: {place['reached']}"]
    family = {net.ROUTER2_NEAR4: net.ROUTER2_NEAR6, net.ROUTER3_NEAR4: net.ROUTER3_NEAR6}
    wrong = []
    if last and place["after"] not in (last, family[last]):
        wrong.append(f"the way ends after {place['after']}, not {last}")
    if following and place["before"] not in (following, family[following]):
        wrong.append(f"the way goes on with {place['before']}, not {following}")
    return wrong


def _of_scrapes(each, scrapes):
    """The metrics while it was on: an outage, and in the end its cause."""
    mine = [scrape for scrape in scrapes if each.began[1] < scrape["at"] < each.ended[0]]
    codes = [code for scrape in mine if scrape["active"] for code in scrape["codes"]]
    if not codes:
        return ["the metrics never showed it"]
    strange = sorted(set(codes) - {each.fault.code, "unknown"})
    wrong = [f"the metrics gave it the causes {', '.join(strange)}"] if strange else []
    return wrong + ([] if codes[-1] == each.fault.code else [f"the metrics ended with the cause {codes[-1]}"])


def _of_single(each, events):
    """One lost probe: a failure on record, and no more."""
    failed = [event for event in events if event["event"] == "probe" and not event["data"]["ok"]
              and each.began[0] - SLACK_S <= seconds_of(event["at"]) <= each.ended[1] + SLACK_S]
    return [] if len(failed) == 1 else [f"{len(failed)} probes failed"]


def _of_totals(result, outages, injected):
    """What was counted in all, by the journal and by the metrics."""
    probes = [event["data"]["ok"] for event in result["events"] if event["event"] == "probe"]
    failed = probes.count(False)
    singles = sum(1 for each in injected if not each.fault.code and not each.fault.short)
    shorts = sum(1 for each in injected if each.fault.short)
    wrong = []
    # What was under way when an outage ended may give up later; it belongs to no outage then.
    left = failed - singles - sum(outage["probesFailed"] for outage in outages)
    if not 0 <= left <= MOST_UNDER_WAY * len(outages):
        wrong.append(f"{failed} probes failed in all, {left} more than the outages and the single one add up to")
    page = result["last"]
    counted = {"failure": metric(page, "pathlight_probes_total", 'result="failure"'),
               "outages": metric(page, "pathlight_outages_total"),
               "interruptions": metric(page, "pathlight_interruptions_total")}
    if counted != {"failure": failed, "outages": len(outages), "interruptions": shorts}:
        wrong.append(f"the metrics count {counted}, the journal {failed} failures and {len(outages)} outages, and "
                     f"{shorts} interruptions were made")
    lasted = sum(outage["seconds"] for outage in outages)
    if abs((metric(page, "pathlight_outage_seconds_total") or 0) - lasted) > 0.01 * len(SCRIPT):
        wrong.append("the metrics and the journal differ in how long it was down")
    between = [scrape for scrape in result["scrapes"] if scrape["active"]
               and not any(each.began[0] <= scrape["at"] <= each.ended[1] + SLACK_S + AGAIN_S
                           for each in injected if each.fault.code)]
    if between:
        wrong.append(f"the metrics showed an outage that nobody made, {len(between)} times")
    if result["exit"] != 1:
        wrong.append(f"exit status {result['exit']}, where the objective was missed")
    return wrong
