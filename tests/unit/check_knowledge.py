#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what users read: resources/knowledge (one file a code and language) and resources/texts.

Prints each problem as FILE:LINE: [kind] message and exits with 1 if there is any. With --self-test it first
shows, on small trees made for the purpose, that every check can fail.
"""

import argparse
import json
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from knowledge_mutations import MUTATIONS, SAMPLE_CODE, SAMPLES

LANGUAGES = ("en", "zh_CN")
HEADINGS = {"en": "## What to do", "zh_CN": "## 如何解决"}
RISKS = ("none", "reversible", "lasting")
SCOPES = ("client", "computer", "network", "provider")
SYSTEMS = ("linux", "macos", "windows")
STATUS_PAGE = "https://status.claude.com"

# What rules may hand to a knowledge file.
ALLOWED = set(
    "host port url address addresses family otherFamily interface gateway resolver resolvers otherResolver rcode "
    "seconds milliseconds minutes proxy variable variables value file line column source status server issuer "
    "subject product notAfter notBefore names version cipher stores clients hop offender mtu size mss percent "
    "attempts failed commonest advised requestId errorType message retryAfter country rayId kind before taken "
    "domain proven name otherAddresses nearMs farMs revokedAt clock nextHop protocol cured uncured policy "
    "share low load reading disturbance shell client program said roots expired".split()
)
# Always known, so a sentence may rely on them.
ALWAYS_GIVEN = {"host", "port"}
BEYOND_CODES = ("healthy", "inconclusive")
NOTES = tuple(
    "note." + name
    for name in (
        "ipv4_only ipv6_only connect_slow proxy_in_use local_trust_root tls_verification_disabled "
        "resolver_slow_to_answer clock_unknown split_horizon custom_ca_cured issuer_fetched "
        "answered_nearby second_answer search_domain route_filtered settings_world_writable "
        "shell_differs shell_unreadable client_fails client_works "
        "store_old proxy_script proxy_hint ca_hint tool_settings_broken "
        "cloud_provider retries_help retries_futile library_mismatch streaming_required resolver_remarks "
        "proxy_company_sign_in proxy_digest_only proxy_password_refused proxy_direct_works proxy_direct_blocked "
        "proxy_names_here loopback_proxied http2_cut http2_unavailable http2_only "
        "http2_stream_cut http2_stream_only".split()
    )
)
# Commands that would trade the user's safety for a working connection.
UNSAFE = (
    r"NODE_TLS_REJECT_UNAUTHORIZED\W{0,4}=",
    r"(?:^|\s)(?:-k|--insecure|--ssl-no-revoke|--no-check-certificate)(?:\s|$)",
    r"strict-ssl\W+false",
    r"verify\s*=\s*False",
    r"(?:^|\s)rm\s+-\w*r",
)
STEPS = "environment proxy dns tcp mtu tls http api stream route stability clients".split()
REQUIRED_TEXTS = (
    [f"step.{step}.{part}" for step in STEPS for part in ("name", "question", "waiting", "about")]
    + ["verdict.name"]
    + [f"status.{s}" for s in "passed warned failed skipped cancelled unknown running waiting".split()]
    + [f"verdict.{s}" for s in "healthy degraded broken inconclusive".split()]
    + [f"whose.{s}" for s in "this_computer local_network path provider account unknown".split()]
    + [f"severity.{s}" for s in "fault warning note".split()]
    + [f"risk.{s}" for s in RISKS]
    + [f"scope.{s}" for s in SCOPES]
)

PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9]*)(\|([^{}]*))?\}")
HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
HEAD_LINE = re.compile(r"^(code|title|verdict): (\S.*)$")
REMEDY_LINE = re.compile(r"^(\d+)\. (\S.*)$")
PROPERTY_LINE = re.compile(r"^   - (command|system|risk|scope|undo): (\S.*)$")


@dataclass(frozen=True)
class Problem:
    file: str
    line: int
    kind: str
    message: str

    def __str__(self):
        return f"{self.file}:{self.line}: [{self.kind}] {self.message}"


class Problems:
    """Collects the problems of one run."""

    def __init__(self):
        self.found = []

    def add(self, file, line, kind, message):
        self.found.append(Problem(str(file), line, kind, message))


@dataclass
class Remedy:
    line: int
    text: str
    commands: list = field(default_factory=list)  # [line, command, system]
    properties: list = field(default_factory=list)  # (line, name, value)

    def values(self, name):
        return [value for _, key, value in self.properties if key == name]

    def shape(self):
        """What must be the same in every language: everything but the words."""
        commands = [(command, system) for _, command, system in self.commands]
        undo = [value if value.startswith("`") else "words" for value in self.values("undo")]
        return commands, self.values("risk"), self.values("scope"), undo


@dataclass
class Knowledge:
    path: Path
    head: dict = field(default_factory=dict)  # key: (line, value)
    paragraphs: list = field(default_factory=list)  # (line, text)
    remedies: list = field(default_factory=list)

    def prose(self):
        """Every (line, text) that people read as sentences."""
        yield from (self.head[key] for key in ("title", "verdict") if key in self.head)
        yield from self.paragraphs
        for remedy in self.remedies:
            yield remedy.line, remedy.text
            yield from ((line, v) for line, key, v in remedy.properties if key == "undo" and not v.startswith("`"))

    def shell(self):
        """Every (line, text) that people paste into a terminal."""
        for remedy in self.remedies:
            yield from ((line, command) for line, command, _ in remedy.commands)
            yield from ((line, v) for line, key, v in remedy.properties if key == "undo" and v.startswith("`"))

    def names(self):
        return {match[1] for _, text in self.prose() for match in PLACEHOLDER.finditer(text)}


# --- reading one knowledge file ---------------------------------------------------------------------------


def read_head(lines, knowledge, problems):
    """The lines between the two ---; returns the index of the first line after them."""
    expected = ["---", "code", "title", "verdict", "---"]
    for index, want in enumerate(expected):
        line = lines[index] if index < len(lines) else ""
        if want == "---":
            if line != "---":
                problems.add(knowledge.path, index + 1, "head", "expected ---")
            continue
        match = HEAD_LINE.match(line)
        if not match or match[1] != want:
            problems.add(knowledge.path, index + 1, "head", f"expected “{want}: …”")
        else:
            knowledge.head[want] = (index + 1, match[2])
    return len(expected)


def read_body(lines, start, language, knowledge, problems):
    """Paragraphs up to the heading; returns the index of the first line after it."""
    for index in range(start, len(lines)):
        line = lines[index]
        if line.startswith("#"):
            if line != HEADINGS[language]:
                problems.add(knowledge.path, index + 1, "heading", f"expected “{HEADINGS[language]}”")
            return index + 1
        if line.strip():
            knowledge.paragraphs.append((index + 1, line))
    problems.add(knowledge.path, len(lines), "heading", f"no “{HEADINGS[language]}”")
    return len(lines)


def take_property(number, key, value, remedy, knowledge, problems):
    if key == "command":
        if not re.fullmatch(r"`[^`]+`", value):
            problems.add(knowledge.path, number, "command", "a command stands between two backticks")
        remedy.commands.append([number, value, None])
    elif key == "system":
        if not remedy.commands or remedy.commands[-1][2]:
            problems.add(knowledge.path, number, "system", "a system belongs below one command")
        else:
            remedy.commands[-1][2] = value
    else:
        remedy.properties.append((number, key, value))


def read_remedies(lines, start, knowledge, problems):
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.strip():
            continue
        if match := REMEDY_LINE.match(line):
            knowledge.remedies.append(Remedy(index + 1, match[2]))
            if int(match[1]) != len(knowledge.remedies):
                problems.add(knowledge.path, index + 1, "number", f"remedy {match[1]} is out of order")
        elif (match := PROPERTY_LINE.match(line)) and knowledge.remedies:
            take_property(index + 1, match[1], match[2], knowledge.remedies[-1], knowledge, problems)
        else:
            problems.add(knowledge.path, index + 1, "line", "neither a remedy nor one of its properties")


def read_knowledge(path, language, problems):
    knowledge = Knowledge(path)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        problems.add(path, 1, "encoding", str(error))
        return knowledge
    after_head = read_head(lines, knowledge, problems)
    after_body = read_body(lines, after_head, language, knowledge, problems)
    read_remedies(lines, after_body, knowledge, problems)
    return knowledge


# --- checking texts of any kind -----------------------------------------------------------------------------


def check_placeholders(path, line, text, allowed, defaults, problems):
    """`defaults`: whether a placeholder other than host and port must bring one."""
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        problems.add(path, line, "braces", "a brace that belongs to no placeholder")
    for match in PLACEHOLDER.finditer(text):
        if allowed is not None and match[1] not in allowed:
            problems.add(path, line, "placeholder", f"unknown placeholder {{{match[1]}}}")
        if defaults and match[2] is None and match[1] not in ALWAYS_GIVEN:
            problems.add(path, line, "default", f"{{{match[1]}}} has no default")


def with_defaults(text):
    return PLACEHOLDER.sub(lambda match: match[3] if match[3] is not None else "x", text)


def check_chinese(path, line, text, problems):
    filled, token = with_defaults(text), PLACEHOLDER.sub("x", text)
    for shown in (filled, token):
        if found := re.search(rf"{HAN}[,;:!?()]|[,;:!?()]{HAN}|{HAN}\.(?:\s|$|{HAN})", shown):
            problems.add(path, line, "punctuation", f"ASCII punctuation in Chinese: “{found[0]}”")
        if found := re.search(rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}", shown):
            problems.add(path, line, "spacing", f"no space between Latin and Han: “{found[0]}”")
        if found := re.search(rf"(?:{HAN}|[，。；：、（）“”]) +(?:{HAN}|[，。；：、（）“”])", shown):
            problems.add(path, line, "spacing", f"a space between Han characters: “{found[0]}”")


def check_language(path, line, text, language, must_have_han, problems):
    if language == "zh_CN":
        check_chinese(path, line, text, problems)
        if must_have_han and not re.search(HAN, text):
            problems.add(path, line, "language", "no Chinese in a Chinese text")
    elif re.search(HAN, text):
        problems.add(path, line, "language", "Chinese in an English text")
    if "  " in text or text != text.strip():
        problems.add(path, line, "blanks", "surplus blanks")


# --- checking knowledge -------------------------------------------------------------------------------------


def check_verdict(knowledge, language, problems):
    line, verdict = knowledge.head.get("verdict", (1, ""))
    end, inner = ("。", "[。！？]") if language == "zh_CN" else (".", r"[.!?] [A-Z]")
    if not verdict.endswith(end) or re.search(inner, verdict[:-1]):
        problems.add(knowledge.path, line, "sentence", "the verdict is one whole sentence")


def check_remedy(remedy, knowledge, problems):
    for name, allowed in (("risk", RISKS), ("scope", SCOPES)):
        values = remedy.values(name)
        if len(values) != 1:
            problems.add(knowledge.path, remedy.line, name, f"one {name} for each remedy, not {len(values)}")
        for value in values:
            if value not in allowed:
                problems.add(knowledge.path, remedy.line, name, f"unknown {name} “{value}”")
    systems = [system for _, _, system in remedy.commands]
    for line, _, system in remedy.commands:
        if system is not None and system not in SYSTEMS:
            problems.add(knowledge.path, line, "system", f"unknown system “{system}”")
        if systems.count(system) > 1 or (system is None and len(systems) > 1):
            problems.add(knowledge.path, line, "system", "two commands for one system: the second is never shown")


def check_commands(knowledge, problems):
    for line, command in knowledge.shell():
        check_placeholders(knowledge.path, line, command, ALLOWED, False, problems)
        for pattern in UNSAFE:
            if re.search(pattern, command.strip("`")):
                problems.add(knowledge.path, line, "unsafe", f"not to be suggested: {command}")


def check_file(code, language, knowledge, problems):
    path = knowledge.path
    line, written = knowledge.head.get("code", (1, ""))
    if written != code:
        problems.add(path, line, "code", f"“{written}” in the file of {code}")
    check_verdict(knowledge, language, problems)
    if not knowledge.paragraphs:
        problems.add(path, 1, "body", "nothing says what it means")
    if not knowledge.remedies:
        problems.add(path, 1, "remedies", "at least one remedy is needed")
    for line, text in knowledge.prose():
        check_placeholders(path, line, text, ALLOWED, True, problems)
        check_language(path, line, text, language, True, problems)
    for remedy in knowledge.remedies:
        check_remedy(remedy, knowledge, problems)
    check_commands(knowledge, problems)
    if code.startswith("api.") and not any(STATUS_PAGE in text for _, text in knowledge.prose()):
        problems.add(path, 1, "status page", f"{STATUS_PAGE} is not named")


def check_pair(english, chinese, problems):
    """Two languages say the same: as many remedies, with the same commands, and the same placeholders."""
    if len(english.remedies) != len(chinese.remedies):
        problems.add(chinese.path, 1, "pair", f"{len(chinese.remedies)} remedies, {len(english.remedies)} in English")
    for one, other in zip(english.remedies, chinese.remedies):
        if one.shape() != other.shape():
            problems.add(chinese.path, other.line, "pair", "commands, risk, scope or undo differ from the English")
    if len(english.paragraphs) != len(chinese.paragraphs):
        problems.add(chinese.path, 1, "pair", "not as many paragraphs as in English")
    if difference := english.names() ^ chinese.names():
        problems.add(chinese.path, 1, "pair", "placeholders in one language only: " + ", ".join(sorted(difference)))


def known_codes(resources, problems):
    """The codes that need a file; without codes.json, those that either language has."""
    listed = resources / "codes.json"
    files = {path.stem for language in LANGUAGES for path in (resources / "knowledge" / language).glob("*.md")}
    if not listed.exists():
        return files | set(BEYOND_CODES) | set(NOTES)
    codes = {entry["code"] for entry in json.loads(listed.read_text(encoding="utf-8"))}
    for language in LANGUAGES:
        for path in sorted((resources / "knowledge" / language).glob("*.md")):
            if path.stem not in codes and path.stem not in BEYOND_CODES and not path.stem.startswith("note."):
                problems.add(path, 1, "stray", "codes.json does not know this code")
    notes = {stem for stem in files if stem.startswith("note.")}
    return codes | set(BEYOND_CODES) | set(NOTES) | notes


def check_knowledge(resources, problems):
    for code in sorted(known_codes(resources, problems)):
        read = {}
        for language in LANGUAGES:
            path = resources / "knowledge" / language / f"{code}.md"
            if not path.exists():
                problems.add(path, 0, "missing", f"no {language} text for {code}")
                continue
            read[language] = read_knowledge(path, language, problems)
            check_file(code, language, read[language], problems)
        if len(read) == len(LANGUAGES):
            check_pair(read["en"], read["zh_CN"], problems)


# --- checking the catalogue ---------------------------------------------------------------------------------


def read_texts(path, problems):
    """The catalogue as {key: (line, value)}; one key a line, so that a change is one line in a diff."""
    if not path.exists():
        problems.add(path, 0, "missing", "no catalogue")
        return {}
    source = path.read_text(encoding="utf-8")
    try:
        pairs = json.loads(source, object_pairs_hook=list)
    except json.JSONDecodeError as error:
        problems.add(path, error.lineno, "json", error.msg)
        return {}
    lines = {}
    for number, line in enumerate(source.splitlines(), 1):
        if match := re.match(r'^  "([^"]+)": ".*",?$', line):
            lines.setdefault(match[1], number)
    texts = {}
    for key, value in pairs:
        line = lines.get(key, 1)
        if key not in lines or not isinstance(value, str):
            problems.add(path, line, "flat", f"“{key}” is not one text on a line of its own")
        elif key in texts:
            problems.add(path, line, "twice", f"“{key}” stands here twice")
        elif not value:
            problems.add(path, line, "empty", f"“{key}” has no text")
        else:
            texts[key] = (line, value)
    return texts


def check_texts(resources, problems):
    paths = {language: resources / "texts" / f"{language}.json" for language in LANGUAGES}
    texts = {language: read_texts(paths[language], problems) for language in LANGUAGES}
    for language, entries in texts.items():
        for key, (line, value) in entries.items():
            if key.endswith("_separator"):
                continue  # what stands between the items of a list may be a comma and a blank
            check_placeholders(paths[language], line, value, None, True, problems)
            check_language(paths[language], line, value, language, False, problems)
        for key in REQUIRED_TEXTS:
            if key not in entries:
                problems.add(paths[language], 1, "required", f"“{key}” is missing")
    english, chinese = texts["en"], texts["zh_CN"]
    for key in sorted(english.keys() ^ chinese.keys()):
        there = "en" if key in english else "zh_CN"
        problems.add(paths[there], texts[there][key][0], "keys", f"“{key}” is in this language only")
    if english.keys() == chinese.keys() and list(english) != list(chinese):
        problems.add(paths["zh_CN"], 1, "order", "the keys stand in another order than in English")
    for key in english.keys() & chinese.keys():
        names = [sorted(match[1] for match in PLACEHOLDER.finditer(entry[key][1])) for entry in (english, chinese)]
        if names[0] != names[1]:
            problems.add(paths["zh_CN"], chinese[key][0], "pair", f"“{key}” has other placeholders than in English")


def check(resources):
    problems = Problems()
    check_knowledge(resources, problems)
    check_texts(resources, problems)
    return problems.found


# --- the self-test ------------------------------------------------------------------------------------------

def write_sample(resources):
    """A small tree without a problem."""
    for code in (SAMPLE_CODE, *BEYOND_CODES, *NOTES):
        for language in LANGUAGES:
            path = resources / "knowledge" / language / f"{code}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(SAMPLES[language].replace("CODE", code), encoding="utf-8")
    (resources / "codes.json").write_text(json.dumps([{"code": SAMPLE_CODE}]), encoding="utf-8")
    (resources / "texts").mkdir()
    for language, passed in (("en", "passed"), ("zh_CN", "通过")):
        values = {key: "x" for key in REQUIRED_TEXTS} | {"status.passed": passed}
        text = json.dumps(values, ensure_ascii=False, indent=2)
        (resources / "texts" / f"{language}.json").write_text(text, encoding="utf-8")


def mutate(path, before, after):
    if before is None:
        path.unlink()
        return
    source = path.read_bytes()
    old, new = (part if isinstance(part, bytes) else part.encode() for part in (before, after))
    if old not in source:
        raise SystemExit(f"self-test: {path} does not hold {before!r}")
    path.write_bytes(source.replace(old, new, 1))


def self_test():
    """Every mutation must be reported under its kind, and the sound tree must not be reported at all."""
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "sound"
        sound.mkdir()
        write_sample(sound)
        failures += [f"sound tree: {problem}" for problem in check(sound)]
        for number, (kind, name, before, after) in enumerate(MUTATIONS):
            broken = Path(folder) / f"broken-{number}"
            shutil.copytree(sound, broken)
            mutate(broken / name, before, after)
            kinds = {problem.kind for problem in check(broken)}
            if kind not in kinds:
                failures.append(f"[{kind}] not reported for {name}: {before!r} → {after!r}; got {sorted(kinds)}")
    used = set(re.findall(r'problems\.add\([^\n]*?, "([a-z ]+)", ', Path(__file__).read_text(encoding="utf-8")))
    untested = used - {kind for kind, *_ in MUTATIONS}
    failures += [f"no mutation shows that [{kind}] can fail" for kind in sorted(untested)]
    for failure in failures:
        print("self-test:", failure)
    print(f"self-test: {len(MUTATIONS)} broken trees, {len(failures)} failures")
    return not failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(__file__).resolve().parents[2] / "resources"
    parser.add_argument("resources", nargs="?", type=Path, default=default)
    parser.add_argument("--self-test", action="store_true", help="show first that every check can fail")
    arguments = parser.parse_args()
    if arguments.self_test and not self_test():
        return 1
    found = check(arguments.resources)
    for problem in found:
        print(problem)
    count = len(list(arguments.resources.glob("knowledge/*/*.md")))
    print(f"{count} knowledge files, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
