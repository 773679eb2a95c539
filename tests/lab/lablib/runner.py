# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runner: gives every case namespaces of its own, some at a time, and judges what they bring back."""

import concurrent.futures
import datetime
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile

from . import (agree, budget, cases, certificates, day, documented, faults, hunt, judge, matrix, measure, namespaces,
               pages, realclients)
from .case import HEALTHY
from .plan import SYSTEM_PYTHON, Plan

_CASE_LIMIT_S = 120
_MEASURE_LIMIT_S = 600
_DAY_LIMIT_S = 180
_SKIPPED_ALL = 77
_HERE = os.path.dirname(os.path.abspath(__file__))
_ENTRY = os.path.join(os.path.dirname(_HERE), "lab")


class Skipped(Exception):
    """The lab cannot run here; the text says why."""


class Run:
    """One run: its scratch folder, certificates and tools. A context manager that removes them unless `keep`."""

    def __init__(self, keep=False, as_root=False):
        self._prefix, why = namespaces.isolation(as_root)
        if self._prefix is None:
            raise Skipped(f"the kernel gives no namespaces here: {why}")
        if missing := [tool for tool in ("openssl", "ip", "nft", "dnsmasq", "curl", "dig") if not _find(tool)]:
            raise Skipped("missing programs: " + ", ".join(missing))
        self._keep = keep
        self.folder = tempfile.mkdtemp(prefix="pathlight-lab-")
        # Where there is no user namespace the program under test runs as nobody and must get at its files.
        os.chmod(self.folder, 0o755)
        self.pki = os.path.join(self.folder, "pki")

    def __enter__(self):
        certificates.make_all(self.pki)
        if _find("g++"):
            namespaces.call(["g++", "-std=c++20", "-O2", "-o", os.path.join(self.folder, "delayline"),
                             os.path.join(os.path.dirname(_HERE), "delayline.cpp")],
                            limit_s=_CASE_LIMIT_S)
        return self

    def __exit__(self, *_):
        if self._keep:
            print(f"kept: {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def do(self, name, kind="case", interactive=False, **job):
        """Runs one job in fresh namespaces; returns (its result or None, its messages)."""
        folder = os.path.join(self.folder, "cases", name)
        os.makedirs(folder)
        os.chmod(folder, 0o777)
        job = {"kind": kind, "folder": folder, "pki": self.pki, "tools": self.folder, "cli": None, "journals": False,
               "hunt": None, **job}
        path = os.path.join(folder, "job.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(job, file)
        argv = [*self._prefix, sys.executable, _ENTRY, "inside", path]
        if interactive:
            subprocess.run(argv, check=False)
            return None, ""
        limits = {"measure": _MEASURE_LIMIT_S, "day": _DAY_LIMIT_S}
        return self._finish(argv, folder, limits.get(kind, _CASE_LIMIT_S))

    @staticmethod
    def _finish(argv, folder, limit_s):
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                 text=True, errors="replace", preexec_fn=namespaces.die_with_parent)
        try:
            messages, _ = child.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            child.kill()
            messages = child.communicate()[0] + f"\nno end within {limit_s} s"
        path = os.path.join(folder, "result.json")
        if not os.path.exists(path):
            return None, messages
        with open(path, encoding="utf-8") as file:
            return json.load(file), messages


def _find(tool):
    """Root's directories are not on every user's path."""
    return shutil.which(tool, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def _has_module(module):
    asking = [SYSTEM_PYTHON, "-c", "import " + module]
    return _find(SYSTEM_PYTHON) and subprocess.run(asking, capture_output=True, check=False).returncode == 0


def _missing(plan):
    """What a bed needs and this computer lacks."""
    return ([tool for tool in plan.tools() if not _find(tool)]
            + ["python3-" + module for module in plan.modules() if not _has_module(module)])


def _read_report(path):
    try:
        with open(path, encoding="utf-8") as file:
            report = json.load(file)
    except (OSError, ValueError):
        return None
    return report if isinstance(report, dict) else None


def _last_line(text):
    lines = text.strip().splitlines()
    return lines[-1] if lines else "no message"


def run_case(run, case, cli, journals, hunted=None):
    """One case from bed to judgement. `hunted` is (seed, number) of a drawn case."""
    outcome = judge.Outcome(case.name, case.expect.label())
    if missing := _missing(case.plan):
        outcome.skipped = "missing: " + ", ".join(missing)
        return outcome
    result, messages = run.do(case.name, case=case.name, cli=cli, journals=bool(journals),
                              hunt=hunted)
    if result is None:
        outcome.problems.append("the bed broke down: " + _last_line(messages))
        return outcome
    outcome.problems += [f"not on the bed: {entry['check']}: {' '.join(entry['seen'].split())[-200:]}"
                         for entry in result["checks"] if not entry["holds"]]
    if outcome.problems:
        return outcome
    if cli is None:
        outcome.got = "bed ok"
        return outcome
    report = _read_report(result["report"])
    judge.judge(outcome, case.expect, report, result["exit"], result["seconds"])
    told = report.get("sent") if report and budget.is_counted(report) else None
    # The budget is a walk's; other subcommands ask for longer, and because somebody wants to know.
    if case.command == "diagnose":
        judge.judge_budget(outcome, result["sent"], budget.attempts_of(case.plan.arguments), told)
    outcome.problems += [f"no cure: {entry['check']}: {' '.join(entry['seen'].split())[-200:]}"
                         for entry in result.get("cures", ()) if not entry["holds"]]
    if case.text:
        outcome.problems += _text_problems(case, result)
    outcome.problems += _secrets_in(os.path.join(run.folder, "cases", case.name))
    return outcome


def _secrets_in(folder):
    """What the program under test wrote (reports, journal, messages) must hold no key or password."""
    problems = []
    for name in sorted(os.listdir(folder)):
        if name.startswith(("report.", "journal.", "cli-")):
            with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                text = file.read()
            problems += [f"{name} shows a secret" for secret in faults.SECRETS if secret in text]
    return problems


def _text_problems(case, result):
    """The text format of the same bed must end alike and show what the case asks for."""
    try:
        with open(result["text"], encoding="utf-8") as file:
            text = file.read()
    except OSError as error:
        return [f"no text report: {error}"]
    problems = [f"the text report lacks {wanted!r}" for wanted in case.text if wanted not in text]
    if result["textExit"] not in case.expect.exit_statuses():
        problems.append(f"text format: exit status {result['textExit']}")
    return problems


def _save(run, name, folder, file_name, target):
    source = os.path.join(run.folder, "cases", name, file_name)
    if os.path.exists(source):
        os.makedirs(folder, exist_ok=True)
        shutil.copy(source, os.path.join(folder, target))


def contract_codes():
    """Every verdict code there is; none where the sources are not beside the lab."""
    try:
        with open(os.path.join(_HERE, "..", "..", "..", "resources", "codes.json"), encoding="utf-8") as file:
            return [entry["code"] for entry in json.load(file)]
    except OSError:
        return []


def _about(chosen, options):
    """What is run, of which version, when and where: the head of every result."""
    what = (f"hunt, seed {options.seed}, numbers {options.first} to {options.first + options.count - 1}"
            if options.command == "hunt" else
            f"all {len(chosen)} named cases" if len(chosen) == len(cases.ALL) else f"{len(chosen)} named cases")
    version = ""
    if options.cli:
        done = subprocess.run([options.cli, "--version"], capture_output=True, text=True, timeout=20)
        version = done.stdout.strip().rpartition(" ")[2]
    at = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    return {"what": what, "at": at, "pathlight": version, "kernel": platform.release().partition("-")[0]}


def _insert(page, make):
    """Writes what `make` gives between the markers of a page."""
    with open(page, encoding="utf-8") as file:
        text = file.read()
    try:
        text = pages.put_between_markers(text, make())
    except ValueError as error:
        raise SystemExit(f"{page}: {error}") from error
    with open(page, "w", encoding="utf-8") as file:
        file.write(text)
    return 0


def insert_results(page, files, brief=False):
    """`lab matrix`: the compact tables of these confusion.json files, or a row for each."""
    runs = [pages.read(path) for path in files]
    return _insert(page, lambda: pages.brief(runs) if brief else pages.compact(runs, contract_codes()))


def insert_agreement(page, files):
    """`lab agreement`: the tables of these agreement.json files."""
    runs = [agree.read(path) for path in files]
    return _insert(page, lambda: agree.page(runs, list(cases.BY_NAME)))


def insert_documented(page, files):
    """`lab documented`: the tables of documented failures, with the results of these confusion.json files."""
    runs = [pages.read(path) for path in files]
    outcomes = {outcome.name: outcome for found, _ in runs for outcome in found if outcome.judged}
    about = ", ".join(dict.fromkeys(about.get("at", "") for _, about in runs))
    return _insert(page, lambda: documented.page(documented.load(), outcomes, about))


def hunt_cases(options):
    """`lab hunt`: so many drawn cases, beginning with a number."""
    numbers = range(options.first, options.first + options.count)
    return run_cases([hunt.draw(options.seed, number) for number in numbers], options,
                     {f"hunt-{options.seed}-{number}": (options.seed, number) for number in numbers})


def run_cases(chosen, options, hunted=None):
    """`lab run`: all chosen cases; prints a line for each, then the table; returns the exit status."""
    outcomes, hunted, about = {}, hunted or {}, _about(chosen, options)
    for folder in filter(None, (options.output, options.journals)):
        os.makedirs(folder, exist_ok=True)
    with Run(options.keep) as run, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        waiting = {pool.submit(run_case, run, case, options.cli, options.journals, hunted.get(case.name)): case
                   for case in chosen}
        for done in concurrent.futures.as_completed(waiting):
            outcome = outcomes[waiting[done].name] = done.result()
            print(pages.line(outcome) + (f"  [{waiting[done].description}]" if hunted else ""), flush=True)
            if options.journals:
                _save(run, outcome.name, options.journals, "journal.pathlight", outcome.name + ".pathlight")
            if options.output:
                _save(run, outcome.name, os.path.join(options.output, "reports"), "report.json", outcome.name + ".json")
    ordered = [outcomes[case.name] for case in chosen]
    # What a part of the cases leaves out is no news.
    codes = contract_codes() if len(chosen) == len(cases.ALL) else ()
    if options.output:
        pages.write(ordered, options.output, about, codes)
    if options.cli:
        print("\n" + pages.markdown(ordered, about, codes))
    print(matrix.closing_line(ordered))
    return 1 if any(outcome.problems for outcome in ordered) else 0


def selftest(chosen, options):
    """`lab selftest`: every check must hold on its own bed, and not all checks of a case on the healthy one."""
    with Run(options.keep) as run, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        healthy = pool.submit(run.do, "the-healthy-bed", "healthy", cases=[case.name for case in chosen])
        waiting = {pool.submit(run_case, run, case, None, None): case for case in chosen}
        outcomes = {waiting[done].name: done.result() for done in concurrent.futures.as_completed(waiting)}
        result, messages = healthy.result()
    for case in chosen:
        outcome = outcomes[case.name]
        if result is None:
            outcome.problems.append("the healthy bed broke down: " + _last_line(messages))
        elif case.plan != Plan() and all(entry["holds"] for entry in result[case.name]):
            outcome.problems.append("its checks hold on the healthy bed too: they prove nothing")
        elif case.plan == Plan() and case.expect.label() != HEALTHY:
            outcome.problems.append("a fault case with the healthy plan")
        print(pages.line(outcome))
    ordered = [outcomes[case.name] for case in chosen]
    print(matrix.closing_line(ordered))
    return 1 if any(outcome.problems for outcome in ordered) else 0


def live_a_day(options):
    """`lab day`: the monitor over a scripted day; every fault of the script, and the day as a whole, is a test."""
    if missing := [tool for tool in day.plan().tools() if not _find(tool)]:
        raise Skipped("missing programs: " + ", ".join(missing))
    with Run(options.keep) as run:
        result, messages = run.do("day", "day", cli=options.cli)
        secrets = _secrets_in(os.path.join(run.folder, "cases", "day"))
    if result is None:
        found = {"the day": ["the bed broke down: " + _last_line(messages)]}
    else:
        found = day.problems(result)
        found["the day"] += secrets
    if options.output and result:
        os.makedirs(options.output, exist_ok=True)
        with open(os.path.join(options.output, "day.json"), "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1)
    for name, wrong in found.items():
        print(f"{'FAIL' if wrong else 'ok':5} day: {name}" + (": " + "; ".join(wrong) if wrong else ""))
    outcomes = [judge.Outcome(name, HEALTHY, problems=wrong) for name, wrong in found.items()]
    print(matrix.closing_line(outcomes))
    return 1 if any(found.values()) else 0


def measurements(options):
    """`lab measure`: one bed after the other, so that nothing but the program measured keeps the computer busy."""
    done, failed, skipped = [], 0, []
    for kind in options.kind or measure.KINDS:
        lacking = measure.missing(kind)
        if lacking:
            skipped.append(f"{kind}: missing {', '.join(lacking)}")
        if lacking and kind == "capture":
            continue
        try:
            # tcpdump gives up its groups, which a user namespace of an ordinary user does not allow.
            with Run(options.keep, as_root=kind == "capture") as run:
                failed += _measure(run, kind, options, done)
        except Skipped as why:
            skipped.append(f"{kind}: {why}")
    text = measure.page(done, skipped)
    print(text)
    if options.output:
        _write_measurements(options.output, text, done)
    return 1 if failed else 0 if done else _SKIPPED_ALL


def _measure(run, kind, options, done):
    """Appends (job, result) of each bed to `done`; returns how many beds broke down."""
    failed = 0
    for number, job in enumerate(measure.jobs(kind, options.runs)):
        result, messages = run.do(f"measure-{number}", "measure", cli=options.cli, **job)
        if result is None:
            failed += 1
            print(f"{kind}, {job['bed']}: broke down: {_last_line(messages)}")
        else:
            done.append((job, result))
    return failed


def _write_measurements(folder, text, done):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "measure.md"), "w", encoding="utf-8") as file:
        file.write(text)
    with open(os.path.join(folder, "measure.json"), "w", encoding="utf-8") as file:
        json.dump([{**job, **result} for job, result in done], file, indent=1)


def agree_case(run, case, cli):
    """One bed: what was predicted of each client, and what the real one did. (comparisons, why there are none)"""
    if missing := _missing(case.plan):
        return [], "missing: " + ", ".join(missing)
    result, messages = run.do(case.name, "agree", case=case.name, cli=cli)
    if result is None:
        return [], "the bed broke down: " + _last_line(messages)
    if "report" not in result:
        return [], "the bed is not as it should be: its checks do not hold"
    return agree.compare(case.name, _read_report(result["report"]), result["clients"], case.expect.codes), ""


def agree_cases(chosen, options):
    """`lab agree`: real clients on the beds of the chosen cases, beside the predictions; returns the exit status."""
    if not realclients.installed():
        raise Skipped("no client to ask: curl, python3-requests, python3-httpx, nodejs")
    comparisons, broken = [], 0
    with Run(options.keep) as run, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for case, (found, why) in zip(chosen, pool.map(lambda case: agree_case(run, case, options.cli), chosen)):
            if why:
                print(f"{case.name:34} {why}", flush=True)
            broken += why.startswith("the bed")
            for entry in found:
                print(entry.line(), flush=True)
            comparisons += found
    print("\n" + agree.totals(comparisons))
    if options.output:
        agree.write(comparisons, options.output, {**_about(chosen, options), "asked": realclients.versions()})
    return 1 if broken or any(entry.agrees is False for entry in comparisons) else 0


def shell(case, options):
    """`lab shell`: a shell on the client's computer of a case's bed."""
    with Run(options.keep) as run:
        run.do(case.name, "shell", interactive=True, case=case.name)
    return 0


def choose(patterns):
    """The cases named by the patterns (a name, or the beginning of names); all when there is none."""
    unknown = [pattern for pattern in patterns if not any(name.startswith(pattern) for name in cases.BY_NAME)]
    if unknown:
        raise SystemExit("no such case: " + ", ".join(unknown))
    return [case for case in cases.ALL
            if not patterns or case.name in patterns or any(case.name.startswith(pattern) for pattern in patterns)]
