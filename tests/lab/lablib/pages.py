# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The run for people: a line for each case, confusion.md and confusion.json, and the table that goes into a page."""

import json
import os

from . import judge, matrix

BEGIN, END = "<!-- lab results: begin -->", "<!-- lab results: end -->"


def line(outcome):
    """One case in one line."""
    confidence = f"{outcome.confidence:.2f}" if isinstance(outcome.confidence, (int, float)) else "-"
    seconds = f"{outcome.seconds:.1f} s" if outcome.seconds is not None else "-"
    sent = matrix.sent_by(outcome)
    packets = f"{sent[0]} p" if sent else "-"
    mark = "skipped" if outcome.skipped else "WRONG" if outcome.problems else "ok"
    why = outcome.skipped or "; ".join(outcome.problems)
    return (f"{outcome.name:34} {outcome.expected:30} {outcome.got or '-':30} {confidence:>5} {seconds:>7} {packets:>6}"
            f"  {mark}" + (f"  ({why})" if why else ""))


def _percent(part, whole=1):
    return "–" if part is None or not whole else f"{100 * part / whole:.0f} %"


def table(head, rows):
    """The lines of a Markdown table."""
    return ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)] + [
        "| " + " | ".join("–" if cell is None else str(cell) for cell in row) + " |" for row in rows]


def _section(title, head, rows):
    return ["", f"## {title}", "", *table(head, rows)]


def _rate_rows(whole):
    return [(name, r["cases"], f"{r['right']} ({_percent(r['right'], r['cases'])})",
             f"{r['inconclusive']} ({_percent(r['inconclusive'], r['cases'])})", r["noReport"])
            for name, r in whole["rates"].items()]


def _time_rows(whole):
    return [(name, t["cases"], f"{t['medianSeconds']} s", f"{t['p95Seconds']} s") for name, t in whole["times"].items()]


def _kib(size):
    return None if size is None else f"{size / 1024:.1f} KiB"


def _budget_rows(whole):
    spent = whole["budget"]
    return [("packets", *(spent["packets"][key] for key in ("median", "p95", "most")), spent["limitPackets"]),
            ("bytes", *(_kib(spent["bytes"][key]) for key in ("median", "p95", "most")), _kib(spent["limitBytes"]))]


def _score_rows(whole):
    return [(code, s["cases"], _percent(s["precision"]), _percent(s["recall"])) for code, s in whole["scores"].items()]


def _bin_rows(whole):
    return [(f"{b['from']:.1f} to {b['to']:.1f}", b["verdicts"], f"{b['meanConfidence']:.2f}",
             _percent(b["right"], b["verdicts"])) for b in whole["calibration"]]


def _case_row(outcome):
    sent = matrix.sent_by(outcome)
    problems = (outcome.skipped and "skipped: " + outcome.skipped) or "; ".join(outcome.problems)
    return (outcome.name, outcome.expected, outcome.got or None, outcome.status or None, outcome.confidence,
            None if outcome.seconds is None else f"{outcome.seconds:.1f}", sent and sent[0], sent and _kib(sent[1]),
            problems.replace("|", "/"))


_RATES = ("beds", "cases", "right cause", "inconclusive", "no report")
_TIMES = ("beds", "cases", "median", "95 % within")
_BUDGET = ("to the target in a walk", "median", "95 % within", "most", "limit")
_SCORES = ("code", "cases", "precision", "recall")
_BINS = ("confidence of the verdict", "verdicts", "mean confidence", "right")


def markdown(outcomes, about=None, codes=()):
    """confusion.md. The matrix lists only the cells that are not empty: nearly all of them are."""
    whole = matrix.summary(outcomes, about, codes)
    parts = ["# Fault lab", "", *_about_lines(whole), whole["closing"]]
    parts += _section("Verdicts", _RATES, _rate_rows(whole))
    parts += _section("Time to the verdict", _TIMES, _time_rows(whole))
    parts += _section("Packets sent", _BUDGET, _budget_rows(whole))
    parts += _section("Calibration", _BINS, _bin_rows(whole))
    parts += _section("Precision and recall", _SCORES, _score_rows(whole))
    if whole["withoutCase"]:
        parts += ["", "Codes that no case of this run expects: " + ", ".join(whole["withoutCase"]) + "."]
    parts += _section("Confusion matrix", ("true", "said", "cases"),
                      [(true, said, count) for true, row in sorted(whole["confusion"].items())
                       for said, count in sorted(row.items())])
    parts += _section("Cases", ("case", "expected", "got", "status", "confidence", "seconds", "packets", "sent",
                                "problems"), [_case_row(outcome) for outcome in outcomes])
    return "\n".join(parts) + "\n"


def _about_lines(whole):
    about = whole["about"]
    text = ", ".join(str(about[key]) for key in ("what", "at", "pathlight", "kernel") if about.get(key))
    return [text, ""] if text else []


def write(outcomes, folder, about=None, codes=()):
    """confusion.md and confusion.json in `folder`."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "confusion.md"), "w", encoding="utf-8") as file:
        file.write(markdown(outcomes, about, codes))
    with open(os.path.join(folder, "confusion.json"), "w", encoding="utf-8") as file:
        json.dump(matrix.summary(outcomes, about, codes), file, indent=1, ensure_ascii=False)
        file.write("\n")


def read(path):
    """(outcomes, about) of a confusion.json that `write` made."""
    with open(path, encoding="utf-8") as file:
        whole = json.load(file)
    return [judge.Outcome(**entry) for entry in whole["cases"]], whole["about"]


def _wrong(outcomes):
    """The cells of the matrix off its diagonal, in words."""
    return [f"`{true}` taken for `{said}`" + (f" ({count} times)" if count > 1 else "")
            for true, row in sorted(matrix.confusion(outcomes).items()) for said, count in sorted(row.items())
            if true != said]


def _compact_run(outcomes, about):
    """One run's part of the page."""
    if not any(outcome.judged for outcome in outcomes):
        raise ValueError("this run judged nothing")
    whole = matrix.summary(outcomes, about)
    wrong = _wrong(outcomes)
    # Two codes in a row keep the table short.
    rows = _score_rows(whole)
    half = (len(rows) + 1) // 2
    paired = [left + right for left, right in zip(rows[:half], [*rows[half:], ("",) * 4])]
    parts = [f"### {about.get('what', 'a run')}, {about.get('at', 'at an unknown time')}", "",
             f"Pathlight {about.get('pathlight', '?')}, kernel {about.get('kernel', '?')}: {whole['closing']}.", ""]
    for head, part in ((_RATES, _rate_rows(whole)), (_TIMES, _time_rows(whole)), (_BUDGET, _budget_rows(whole)),
                       (_BINS, _bin_rows(whole)), (_SCORES * 2, paired)):
        parts += [*table(head, part), ""]
    return [*parts, "Wrong: " + "; ".join(wrong) + "." if wrong else "No cause was taken for another.", ""]


def compact(runs, codes=()):
    """The tables for a page of documentation, from runs as `read` gives them; ValueError where one has no verdicts.

    `codes` are all there are: those that no case of these runs expects are named at the end.
    """
    parts = [part for outcomes, about in runs for part in _compact_run(outcomes, about)]
    missing = matrix.uncovered(matrix.confusion([outcome for outcomes, _ in runs for outcome in outcomes]), codes)
    parts += ["Without a case: " + ", ".join(f"`{code}`" for code in missing) + "."] if missing else []
    return "\n".join(parts).rstrip("\n") + "\n"


def _brief_row(outcomes, about):
    """One run in one row: every cause named right, every verdict wrong, every code below 100 %."""
    whole = matrix.summary(outcomes, about)
    scores = whole["scores"].values()
    perfect = sum(score["precision"] == score["recall"] == 1 for score in scores)
    healthy, every = whole["rates"]["healthy"], whole["rates"]["all"]
    return (about.get("what", "a run"), every["cases"], _percent(every["right"], every["cases"]),
            f"{healthy['cases'] - healthy['right']} of {healthy['cases']}",
            _percent(every["inconclusive"], every["cases"]), f"{perfect} of {len(scores)}",
            "; ".join(_wrong(outcomes)) or None)


def brief(runs):
    """The same runs in a row each, for a page that has other things to say."""
    return "\n".join(table(("run", "verdicts", "right cause", "false alarms", "inconclusive",
                            "codes of 100 % precision and recall", "taken for another"),
                           [_brief_row(outcomes, about) for outcomes, about in runs])) + "\n"


def put_between_markers(page, text):
    """The page with `text` between its two marker comments; ValueError where they are not there, once each, in order."""
    if page.count(BEGIN) != 1 or page.count(END) != 1 or page.index(BEGIN) > page.index(END):
        raise ValueError(f"the page needs the lines {BEGIN} and {END}, once each and in this order")
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}"
