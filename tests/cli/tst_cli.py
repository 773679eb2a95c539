#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the real pathlight-cli and checks its exit statuses, its messages and its output.

    tst_cli.py PATH-OF-PATHLIGHT-CLI

Nothing leaves this computer: where the kernel allows it, all of this runs in a network namespace of its own
that has a loopback interface alone; elsewhere the walks that name a public target are left out, and said so.
"""
import hashlib
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
REPLAY = ROOT / "tests/replay"
INSIDE = "PATHLIGHT_TEST_IN_NAMESPACE"
LIMIT = 60  # seconds, for one run of the program
CLI = ""


def enter_namespace():
    """Starts this script again in a network namespace, if that can be had."""
    if INSIDE in os.environ or not shutil.which("unshare") or not shutil.which("ip"):
        return
    wrap = ["unshare", "--user", "--map-root-user", "--net"]
    if subprocess.run(wrap + ["ip", "link", "set", "lo", "up"], capture_output=True).returncode != 0:
        return
    inner = 'ip link set lo up && exec "$@"'
    os.execvpe("unshare", wrap + ["sh", "-c", inner, "sh", sys.executable, "-B"] + sys.argv,
               {**os.environ, INSIDE: "1"})


def clean_environment(**more):
    """The least a program needs: no proxy, no Claude variable, no language of the tester's."""
    return {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LANG": "C.UTF-8", **more}


def run(*arguments, stdout=subprocess.PIPE, **more):
    return subprocess.run([CLI, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=stdout,
                          stderr=subprocess.PIPE, env=clean_environment(**more), timeout=LIMIT)


def journal(name):
    return REPLAY / (name + ".pathlight")


class SilentServer:
    """Accepts connections on loopback, and never says a word. `accepted` is set at the first connection."""

    def __enter__(self):
        self.accepted = threading.Event()
        self.connections = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def accept(self):
        while True:
            try:
                self.connections.append(self.listener.accept()[0])
            except OSError:
                return
            self.accepted.set()

    def __exit__(self, *_):
        self.listener.close()
        for each in self.connections:
            each.close()


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pathlight-cli-test-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def file(self, name, content):
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return path

    def refused(self, result, *words):
        """Status 2, nothing on standard output, and a message that holds these words."""
        error = result.stderr.decode()
        self.assertEqual(result.returncode, 2, error)
        self.assertEqual(result.stdout, b"")
        for word in words:
            self.assertIn(str(word), error)


class Usage(Case):
    def test_no_command(self):
        self.refused(run(), "command is missing", "--help")

    def test_unknown_command(self):
        self.refused(run("diagnoze"), 'unknown command "diagnoze"')

    def test_help_names_every_option(self):
        options = ("profile", "format", "output", "only", "skip", "proxy", "ca-file", "resolver", "attempts",
                   "deadline", "key-env", "redact", "language", "also", "direct", "login-shell")
        result = run("diagnose", "--help")
        self.assertEqual(result.returncode, 0)
        for option in options:
            self.assertIn("--" + option, result.stdout.decode())
        for command in ("replay", "compare", "explain", "flowchart", "simulate", "monitor", "idle"):
            self.assertIn(command, run("--help").stdout.decode())
            self.assertEqual(run(command, "--help").returncode, 0, command)

    def test_manual_and_completion_know_every_command_and_option(self):
        manual = (ROOT / "installer/pathlight-cli.1").read_text(encoding="utf-8").replace("\\-", "-")
        script = ROOT / "installer/completions/pathlight-cli.bash"
        listed = run("--help").stdout.decode().partition("Commands:")[2].partition("\n\n")[0]
        commands = re.findall(r"^  ([a-z-]+) ", listed, re.MULTILINE)
        self.assertIn("diagnose", commands)
        self.assertEqual(set(self.completed(script, "pathlight-cli", "")) - {"--help", "--version"}, set(commands))
        for command in commands:
            self.assertRegex(manual, rf"\.B[IR]? \"?{command}[ \n\"]", command)
            options = set(re.findall(r"^  (?:-h, )?(--[a-z-]+)", run(command, "--help").stdout.decode(), re.MULTILINE))
            offered = set(self.completed(script, "pathlight-cli", command, "--"))
            self.assertEqual(offered - {"--help"}, options - {"--help"}, command)
            for option in options:
                self.assertIn(option, manual)

    def completed(self, script, *words):
        """What the completion offers for the last of these words."""
        line = " ".join(f"'{word}'" for word in words)
        text = f"source '{script}'; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _pathlight_cli; echo \"${{COMPREPLY[@]}}\""
        return subprocess.run(["bash", "-c", text], capture_output=True, check=True).stdout.decode().split()

    def test_version(self):
        self.assertRegex(run("--version").stdout.decode(), r"^pathlight-cli \d+\.\d+\.\d+\n$")

    def test_unknown_option(self):
        self.refused(run("diagnose", "--frobnicate"), "frobnicate")
        self.refused(run("replay", journal("healthy"), "--only", "tcp"), "only")

    def test_option_without_value(self):
        self.refused(run("diagnose", "--output"), "output")
        self.refused(run("diagnose", "--output", "--format", "json"), "--output needs a value")
        self.refused(run("diagnose", "--only="), "--only")

    def test_option_twice(self):
        self.refused(run("diagnose", "--format", "json", "--format", "text"), "--format was given twice")

    def test_words(self):
        self.refused(run("diagnose", "--also", "issuers,everything"), "--also everything", "issuers, tls-versions, request-sizes, http2, clients")
        self.refused(run("diagnose", "--direct", "maybe"), "--direct maybe", "yes, no")
        for option, value in (("format", "yaml"), ("redact", "some"), ("language", "tlh")):
            self.refused(run("diagnose", "--" + option, value), "--" + option, value, "expected one of")

    def test_numbers(self):
        for option, values in (("attempts", ("0", "201", "-1", "ten", "1.5")),
                               ("deadline", ("0", "-1", "3601", "soon", "nan", "inf"))):
            for value in values:
                self.refused(run("diagnose", f"--{option}={value}"), "--" + option, "expected")

    def test_steps(self):
        self.refused(run("diagnose", "--only", "tcp,teleport"), '"teleport"', "environment, proxy, dns")
        self.refused(run("diagnose", "--skip", "tcp,,tls"), "--skip")

    def test_target(self):
        self.refused(run("diagnose", "http://api.example"), "http://api.example", "https://")
        self.refused(run("diagnose", "bedrockish"), "bedrockish", "claude-api")
        self.refused(run("diagnose", "https://user:pw@api.example"), "expected an https:// address")
        self.refused(run("diagnose", "claude-api", "claude-api"), "unexpected argument")
        profile = self.file("p.json", '{"id": "x", "url": "https://a.example"}')
        self.refused(run("diagnose", "claude-api", "--profile", profile), "--profile")

    def test_profile(self):
        missing = self.folder / "missing.json"
        self.refused(run("diagnose", "--profile", missing), missing)
        for content, words in (('{"id": "x"}', ("url", "required")),
                               ('{"id": "x", "url": "https://a.example", "urll": 1}', ("urll", "expected one of")),
                               ('{"id": "x", "url": "http://a.example"}', ("url", "https://")),
                               ('{"id": "x", "url": "https://a.example", "controls": {}}', ("controls", "list")),
                               ("[]", ("expected one JSON object",)), ("{", ("line 1", "expected JSON"))):
            profile = self.file("profile.json", content)
            self.refused(run("diagnose", "--profile", profile), profile, *words)

    def test_ca_file(self):
        self.refused(run("diagnose", "--ca-file", self.folder / "none.pem"), "none.pem", "No such file")
        self.refused(run("diagnose", "--ca-file", self.folder), "folder")
        for content in ("", "hello", "-----BEGIN CERTIFICATE-----\nbm90IGRlcg==\n-----END CERTIFICATE-----\n"):
            bundle = self.file("bundle.pem", content)
            self.refused(run("diagnose", "--ca-file", bundle), bundle, "PEM certificates")

    def test_proxy(self):
        for value in ("proxy:3128", "ftp://proxy", "http://", "http://u:hunter2@", "magic"):
            result = run("diagnose", "--proxy", value)
            self.refused(result, "--proxy", "http://proxy:3128")
            self.assertNotIn(b"hunter2", result.stderr)

    def test_resolver(self):
        self.refused(run("diagnose", "--resolver", "192.0.2.1", "--resolver", "dns.example"), "dns.example",
                     "IP address")

    def test_key(self):
        self.refused(run("diagnose", "--key-env", "NO_SUCH_VARIABLE"), "NO_SUCH_VARIABLE", "not set")
        result = run("diagnose", "--key-env", "KEY", KEY="sk-ant-\n\tsecret")
        self.refused(result, "KEY", "cannot be a key")
        self.assertNotIn(b"secret", result.stderr)

    def test_pdf_and_png_need_a_file(self):
        self.refused(run("diagnose", "--format", "pdf"), "--output")
        self.refused(run("flowchart", "--format", "png"), "--output")

    def test_messages_hold_no_control_characters(self):
        error = run("diagnose", "https://\x1b[31mred\x07").stderr
        self.assertNotIn(b"\x1b", error)
        self.assertNotIn(b"\x07", error)


class Replay(Case):
    def test_exit_statuses(self):
        for name, status in (("healthy", 0), ("tcp_timed_out", 1), ("intermittent", 1), ("cut", 1)):
            self.assertEqual(run("replay", journal(name)).returncode, status, name)

    def test_formats(self):
        starts = {"text": "✗ ", "json": "{", "jsonl": '{"at":', "markdown": "# ", "html": "<!DOCTYPE html>"}
        for name, start in starts.items():
            text = run("replay", journal("tcp_timed_out"), "--format", name).stdout.decode()
            self.assertTrue(text.startswith(start), text[:80])
            path = self.folder / name
            result = run("replay", journal("tcp_timed_out"), "--format", name, "--output", path)
            self.assertEqual((result.returncode, result.stdout), (1, b""))
            self.assertEqual(path.read_text(encoding="utf-8"), text)

    def test_json(self):
        report = json.loads(run("replay", journal("tcp_timed_out"), "--format", "json").stdout)
        self.assertEqual(report["schema"], "pathlight.report/1")
        self.assertEqual(report["verdict"]["code"], "tcp.timed_out")
        self.assertEqual(report["verdict"]["helpCode"], "PL-T01")

    def test_a_journal_written_again_reads_the_same(self):
        path = self.folder / "again.pathlight"
        run("replay", journal("intermittent"), "--format", "jsonl", "--output", path)
        first = run("replay", journal("intermittent"), "--format", "json").stdout
        self.assertEqual(run("replay", path, "--format", "json").stdout, first)

    def test_cut_journal(self):
        result = run("replay", journal("cut"))
        self.assertIn("cut.pathlight", result.stderr.decode())
        lines = journal("cut").read_bytes().count(b"\n")
        self.assertIn(str(lines), result.stderr.decode())

    def test_broken_journals(self):
        whole = journal("healthy").read_text(encoding="utf-8").splitlines(keepends=True)
        for content, line in (("", 1), ("hello\n", 1), (whole[1], 1), (whole[0] + "{]\n" + whole[1], 2),
                              (whole[0] + '{"event": "dance"}\n', 2)):
            path = self.file("broken.pathlight", content)
            self.refused(run("replay", path), f"{path}:{line}:")
        self.refused(run("replay", self.folder / "none"), "none", "No such file")
        self.refused(run("replay", self.folder), str(self.folder))

    def test_redaction(self):
        for mode, absent in (("none", ("hunter2secret", "AbCdEfGh")),
                             ("standard", ("hunter2secret", "alice")),
                             ("strict", ("hunter2secret", "alice", "corp.example", "wlp2s0"))):
            for name in ("text", "json", "jsonl", "markdown", "html", "letter"):
                text = run("replay", journal("hostile"), "--format", name, "--redact", mode).stdout.decode()
                self.assertGreater(len(text), 500)
                for word in absent:
                    self.assertNotIn(word, text, (mode, name))
                self.assertNotIn("\x1b", text)

    def test_secrets_of_this_environment(self):
        events = journal("healthy").read_text(encoding="utf-8").replace("req_011CSampleSampleSample", "topsecretkey")
        path = self.file("echo.pathlight", events)
        result = run("replay", path, "--format", "json", "--redact", "none", ANTHROPIC_API_KEY="topsecretkey")
        self.assertNotIn(b"topsecretkey", result.stdout)
        self.assertIn(b"topsecretkey", run("replay", path, "--format", "json", "--redact", "none").stdout)

    def test_languages(self):
        def text(**more):
            return run("replay", journal("tcp_timed_out"), **more).stdout.decode()
        chinese = run("replay", journal("tcp_timed_out"), "--language", "zh_CN").stdout.decode()
        self.assertRegex(chinese, "[\u4e00-\u9fff]{10}")
        self.assertEqual(text(LANG="zh_CN.UTF-8"), chinese)
        self.assertEqual(text(LANG="zh_CN.UTF-8", LC_ALL="C"), text())
        self.assertEqual(text(LC_MESSAGES="zh_CN.UTF-8"), chinese)

    def test_unwritable_output(self):
        for path in (self.folder / "none" / "report", self.folder, "/dev/full"):
            result = run("replay", journal("healthy"), "--output", path)
            self.assertEqual(result.returncode, 3, path)
            self.assertIn(str(path), result.stderr.decode())
        with open("/dev/full", "wb") as full:
            self.assertEqual(run("replay", journal("healthy"), stdout=full).returncode, 3)

    def test_output_is_replaced_whole(self):
        path = self.file("report", "old")
        run("replay", journal("healthy"), "--output", path)
        self.assertIn("healthy", path.read_text(encoding="utf-8"))
        self.assertEqual([each.name for each in self.folder.iterdir()], ["report"])

    def test_devices_are_not_replaced(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
        self.assertEqual(run("replay", journal("healthy"), "--output", pipe).returncode, 0)
        self.assertIn(b"healthy", reader.communicate(timeout=LIMIT)[0])
        self.assertTrue(pipe.is_fifo())


class Others(Case):
    def test_compare(self):
        result = run("compare", journal("healthy"), journal("tcp_timed_out"))
        self.assertEqual(result.returncode, 0)
        self.assertIn("+ tcp.timed_out", result.stdout.decode())
        data = json.loads(run("compare", journal("healthy"), journal("tcp_timed_out"), "--format", "json").stdout)
        self.assertTrue(data["verdictChanged"])
        self.refused(run("compare", journal("healthy")), "expected 2 arguments")
        self.refused(run("compare", journal("healthy"), self.folder / "none"), "none")

    def test_explain(self):
        for name in ("tcp.timed_out", "PL-T01", "pl-t01", "TCP.TIMED_OUT", "note.ipv4_only"):
            self.assertEqual(run("explain", name).returncode, 0, name)
        self.assertEqual(run("explain", "tcp.timed_out").stdout, run("explain", "PL-T01").stdout)
        message = run("explain", "API Error: Connection error. (ECONNREFUSED)").stdout.decode()
        self.assertIn("env.endpoint_invalid", message)

    def test_explain_quoted_messages(self):
        quoted = json.loads((ROOT / "tests/unit/quotedmessages.json").read_text(encoding="utf-8"))["messages"]
        for each in quoted:
            with self.subTest(each["text"]):
                result = run("explain", each["text"])
                self.assertEqual(result.returncode, 0)
                self.assertIn(each.get("cause", " 1. "), result.stdout.decode())

    def test_explain_unknown(self):
        result = run("explain", "the cat sat on the mat")
        self.assertEqual((result.returncode, result.stdout), (1, b""))
        self.assertIn("not known", result.stderr.decode())
        self.refused(run("explain", "  "), "expected a code")
        self.refused(run("explain", "ECONNRESET " * 7000), "64 KiB")

    def test_flowchart(self):
        self.assertTrue(run("flowchart").stdout.startswith(b"<svg"))
        self.assertTrue(run("flowchart", "--format", "mermaid").stdout.startswith(b"flowchart TD"))
        chart = json.loads(run("flowchart", "--format", "json", "--language", "zh_CN").stdout)
        self.assertEqual(len([node for node in chart["nodes"] if node["kind"] == "step"]), 12)

    def test_simulate_lists(self):
        result = run("simulate")
        self.assertEqual(result.returncode, 0)
        self.assertIn(b"certificate_expired", result.stdout)
        self.assertEqual(run("simulate", "no-such-fault").returncode, 2)

    def test_simulate_explains(self):
        for language in ("en", "zh_CN"):
            texts = json.loads((ROOT / f"resources/texts/{language}.json").read_text())
            served = subprocess.Popen([CLI, "simulate", "refused", "--language", language], encoding="utf-8",
                                      stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=clean_environment())
            lines = {}
            with served.stdout as output:
                for line in output:
                    name, _, rest = line.partition(" ")
                    lines[name] = rest.strip()
                    if name == "try":
                        break
            served.terminate()
            served.wait(LIMIT)
            for name, part in (("happens", "about"), ("seen", "seen"), ("help", "help")):
                self.assertEqual(lines.get(name), texts[f"practice.refused.{part}"])

    def test_missing_renderer_is_said(self):
        lonely = shutil.copy(CLI, self.folder / "pathlight-cli")
        if any(pathlib.Path(each, "pathlight-render").exists() for each in ("/usr/libexec/pathlight",
                                                                          "/usr/local/libexec/pathlight")):
            self.skipTest("the renderer is installed")
        for arguments in (["replay", journal("healthy"), "--format", "pdf"], ["flowchart", "--format", "png"]):
            result = subprocess.run([lonely, *arguments, "--output", self.folder / "out"], capture_output=True,
                                    env=clean_environment(), timeout=LIMIT)
            self.assertEqual(result.returncode, 3)
            self.assertIn(b"pathlight-render", result.stderr)
            self.assertFalse((self.folder / "out").exists())

    def test_renderer(self):
        if not pathlib.Path(CLI).with_name("pathlight-render").exists():
            self.skipTest("the renderer was not built")
        pdf = self.folder / "report.pdf"
        result = run("replay", journal("tcp_timed_out"), "--format", "pdf", "--output", pdf)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertTrue(pdf.read_bytes().startswith(b"%PDF-"))
        png = self.folder / "chart.png"
        self.assertEqual(run("flowchart", "--format", "png", "--output", png).returncode, 0)
        self.assertTrue(png.read_bytes().startswith(b"\x89PNG"))
        bad = run("replay", journal("healthy"), "--format", "pdf", "--output", self.folder / "none" / "x.pdf")
        self.assertEqual(bad.returncode, 3)


class Walks(Case):
    """Real walks, to loopback or to nowhere."""

    def test_offline(self):
        if INSIDE not in os.environ:
            self.skipTest("no network namespace could be had, and a public target is not walked to")
        result = run("diagnose", "--format", "json", "--deadline", "20")
        report = json.loads(result.stdout)
        self.assertEqual(report["verdict"]["code"], "env.offline")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stderr, b"")

    def test_interrupt_while_streaming(self):
        with SilentServer() as server:
            process = self.start("diagnose", server.url, "--proxy", "none", "--format", "jsonl", "--skip", "mtu,route")
            events = []
            for line in process.stdout:
                events.append(json.loads(line))
                if events[-1]["event"] == "step_started" and events[-1]["step"] == "tls":
                    break
            process.send_signal(signal.SIGINT)
            events += [json.loads(line) for line in process.stdout]
            self.assertEqual(process.wait(LIMIT), 130)
        self.assertEqual([each["seq"] for each in events], list(range(1, len(events) + 1)))
        self.assertEqual(events[-1]["event"], "walk_ended")
        self.assertEqual(events[-1]["data"]["ending"], "cancelled")

    def test_interrupt_still_writes_the_report(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            path = self.folder / f"report-{number}"
            with SilentServer() as server:
                process = self.start("diagnose", server.url, "--proxy", "none", "--format", "json", "--output", path,
                                     "--skip", "mtu,route")
                self.assertTrue(server.accepted.wait(LIMIT))
                process.send_signal(number)
                self.assertEqual(process.wait(LIMIT), 130)
            report = json.loads(path.read_text(encoding="utf-8"))
            self.assertEqual(report["ending"], "cancelled")
            self.assertIn("cancelled", [step["status"] for step in report["steps"]])

    def test_deadline(self):
        with SilentServer() as server:
            result = run("diagnose", server.url, "--proxy", "none", "--format", "json", "--deadline", "1.5")
        report = json.loads(result.stdout)
        self.assertEqual(report["ending"], "deadline")
        self.assertLess(report["durationMs"], 6000)
        self.assertIn(result.returncode, (1, 4))

    def test_only_walks_what_is_needed(self):
        with SilentServer() as server:
            result = run("diagnose", server.url, "--proxy", "none", "--format", "json", "--only", "tcp")
        steps = {step["id"]: step for step in json.loads(result.stdout)["steps"]}
        self.assertEqual(steps["tcp"]["status"], "passed", steps["tcp"])
        self.assertEqual(steps["tls"]["status"], "skipped")
        self.assertIn("--only", steps["tls"]["reason"])

    def test_unwritable_output_is_known_before_the_walk(self):
        with SilentServer() as server:
            for name in ("text", "jsonl"):
                result = run("diagnose", server.url, "--format", name, "--output", self.folder / "no" / "report")
                self.assertEqual(result.returncode, 3)
                self.assertFalse(server.accepted.is_set())

    def test_reader_that_went_away(self):
        with SilentServer() as server:
            process = self.start("diagnose", server.url, "--proxy", "none", "--format", "jsonl")
            process.stdout.readline()
            process.stdout.close()
            self.assertEqual(process.wait(LIMIT), 3)

    def test_a_password_stays_out(self):
        with SilentServer() as server:
            proxy = server.url.replace("https://", "http://user:hunter2secret@")
            for name in ("json", "jsonl", "text"):
                result = run("diagnose", "https://203.0.113.1", "--proxy", proxy, "--format", name, "--deadline", "2",
                             "--redact", "none", "--only", "proxy", HTTPS_PROXY=proxy)
                self.assertNotIn(b"hunter2secret", result.stdout)
                self.assertNotIn(b"hunter2secret", result.stderr)
                self.assertNotIn(b"user:", result.stdout)

    def test_progress_and_colours_on_a_terminal_alone(self):
        with SilentServer() as server:
            arguments = ["diagnose", server.url, "--proxy", "none", "--only", "tcp"]
            shown = self.on_a_terminal(arguments)
            self.assertRegex(shown, r"✓.*\bThis computer\b")
            self.assertIn("\x1b[", shown)
            self.assertNotIn("\x1b[", self.on_a_terminal(arguments, NO_COLOR="1"))
            self.assertNotIn("\x1b[", self.on_a_terminal(arguments, TERM="dumb"))
            self.assertEqual(run(*arguments).stderr, b"")

    def start(self, *arguments):
        process = subprocess.Popen([CLI, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, env=clean_environment())
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def on_a_terminal(self, arguments, **more):
        """What the program writes on both outputs when they are a terminal."""
        leader, follower = pty.openpty()
        process = subprocess.Popen([CLI, *arguments], stdin=subprocess.DEVNULL, stdout=follower, stderr=follower,
                                   env=clean_environment(**{"TERM": "xterm", **more}))
        os.close(follower)
        shown = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:  # the terminal's last user has gone
                break
            if not part:
                break
            shown += part
        os.close(leader)
        process.wait(LIMIT)
        return shown.decode()


class ClientConfig(Case):
    """Settings that follow from a walk."""

    def changed(self, **evidence):
        """The healthy walk's journal with other evidence: {step: {key: value}}."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name) / "walk.pathlight"
        lines = [json.loads(line) for line in journal("healthy").read_text().splitlines()]
        for event in lines:
            if event["event"] == "evidence":
                event["data"].update(evidence.get(event["step"], {}))
        path.write_text("".join(json.dumps(event) + "\n" for event in lines))
        return path

    def intercepted(self, **more):
        stores = [{"store": "system", "source": "/etc/ssl/certs/ca-certificates.crt", "accepts": True},
                  {"store": "vendor", "source": "/usr/share/ca-certificates/mozilla", "accepts": False}]
        return self.changed(tls={"stores": stores}, **more)

    def home(self):
        """A home of the test's own: its path, and the variables that lead there."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name)
        return path, {"HOME": str(path), "XDG_DATA_HOME": str(path / "data"), "XDG_CONFIG_HOME": str(path / "config"),
                      "CLAUDE_CONFIG_DIR": "", "DOCKER_CONFIG": ""}

    def test_apply_and_undo(self):
        home, variables = self.home()
        settings = home / ".claude/settings.json"
        settings.parent.mkdir()
        before = b'{ "model": "m",\r\n  "env": {"ANTHROPIC_AUTH_TOKEN": "sk-ant-secretsecret"} }'
        settings.write_bytes(before)
        settings.chmod(0o640)
        change = ("client-config", "claude-code-npm", self.intercepted(), "--for", "claude-settings", "--apply")
        # Nobody to ask: nothing is written.
        done = run(*change, **variables)
        self.assertEqual((done.returncode, settings.read_bytes()), (2, before), done.stderr)
        self.assertIn(b"--yes", done.stderr)
        done = run(*change, "--yes", **variables)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"@@ -1,2 +1,2 @@", done.stdout)
        self.assertNotIn(b"secretsecret", done.stdout + done.stderr)
        after = json.loads(settings.read_text())
        self.assertEqual(after["env"], {"ANTHROPIC_AUTH_TOKEN": "sk-ant-secretsecret",
                                        "NODE_EXTRA_CA_CERTS": "/etc/ssl/certs/ca-certificates.crt"})
        self.assertEqual(settings.stat().st_mode & 0o777, 0o640)
        self.assertIn(b"already", run(*change, "--yes", **variables).stderr)
        # Changed since: the copy is named, and the file stays.
        mine = settings.read_bytes() + b"\n"
        settings.write_bytes(mine)
        done = run("client-config", "--undo", **variables)
        self.assertEqual((done.returncode, settings.read_bytes()), (3, mine))
        backup = re.search(rb"(/\S+\.before)", done.stderr).group(1).decode()
        self.assertEqual(pathlib.Path(backup).read_bytes(), before)
        settings.write_bytes(mine[:-1])
        self.assertEqual(run("client-config", "--undo", **variables).returncode, 0)
        self.assertEqual(settings.read_bytes(), before)
        self.assertFalse(os.path.exists(backup))
        self.assertEqual(run("client-config", "--undo", **variables).returncode, 3)

    def test_apply_asks(self):
        for answer, status in ((b"y\n", 0), (b"yes\n", 0), (b"\n", 1), (b"n\n", 1), (b"yellow\n", 1)):
            home, variables = self.home()
            leader, follower = os.openpty()
            os.write(leader, answer)
            done = subprocess.run([CLI, "client-config", "anthropic-python", str(self.intercepted()), "--for", "bash",
                                   "--apply", "--language", "en"], stdin=follower, capture_output=True, timeout=LIMIT,
                                  check=False, env={**os.environ, **variables})
            os.close(leader)
            os.close(follower)
            self.assertEqual(done.returncode, status, done.stderr)
            self.assertIn(b"[y/N]", done.stderr)
            self.assertEqual((home / ".profile").exists(), status == 0)

    def test_apply_says_why_not(self):
        home, variables = self.home()
        (home / ".claude").mkdir()
        (home / ".claude/settings.json").write_text('{\n  "env": {,}\n}\n')
        outside = tempfile.NamedTemporaryFile()
        self.addCleanup(outside.close)
        (home / ".profile").symlink_to(outside.name)
        for place, said in (("claude-settings", "line 2, column 12"), ("bash", "outside your home"),
                            ("powershell", "$PROFILE"), ("systemd", "--unit"), ("docker", "proxies only")):
            done = run("client-config", "claude-code-npm", self.intercepted(), "--for", place, "--apply", "--yes",
                       **variables)
            self.assertEqual((done.returncode, done.stdout), (3, b""), place)
            self.assertIn(said, done.stderr.decode())
        self.assertFalse((home / "data/pathlight/pathlight/changes").exists())
        self.assertEqual(os.path.getsize(outside.name), 0)
        for arguments in (("curl", "--apply"), ("curl", "--undo"), ("--undo", "--apply"), ("curl", "--yes"), (),
                          ("curl", "--for", "systemd", "--apply", "--unit", "../x")):
            self.assertEqual(run("client-config", *arguments, **variables).returncode, 2, arguments)

    def test_a_drop_in_of_a_unit(self):
        home, variables = self.home()
        done = run("client-config", "anthropic-python", self.intercepted(), "--for", "systemd", "--unit", "agent",
                   "--apply", "--yes", **variables)
        self.assertEqual(done.returncode, 0, done.stderr)
        text = (home / "config/systemd/user/agent.service.d/pathlight.conf").read_text()
        self.assertIn('[Service]\nEnvironment="SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"\n', text)

    def test_the_authority_as_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            made = pathlib.Path(folder) / "made.pem"
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                            "-keyout", os.devnull, "-subj", "/CN=Example Inspection Root", "-out", made],
                           check=True, capture_output=True)
            der = subprocess.run(["openssl", "x509", "-in", made, "-outform", "DER"], check=True,
                                 capture_output=True).stdout
            authority = {"subject": "CN=Example Inspection Root", "sha256": hashlib.sha256(der).hexdigest(),
                         "from": "presented", "root": True, "pem": made.read_text()}
            stores = [{"store": "system", "source": "/etc/ssl", "accepts": False}]
            walk = self.changed(tls={"authority": authority, "stores": stores, "verified": False})
            written = pathlib.Path(folder) / "authority.pem"
            done = run("replay", walk, "--format", "pem", "--output", written)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(f"NODE_EXTRA_CA_CERTS='{written}'", written.read_text())
            again = subprocess.run(["openssl", "x509", "-in", written, "-outform", "DER"], check=True,
                                   capture_output=True).stdout
            self.assertEqual(again, der)
            # With the names out, it is out too; and a healthy walk has none.
            for arguments in ((walk, "--redact", "strict"), (journal("healthy"),)):
                nothing = pathlib.Path(folder) / "nothing.pem"
                done = run("replay", *arguments, "--format", "pem", "--output", nothing)
                self.assertEqual((done.returncode, nothing.exists()), (3, False))
                self.assertTrue(done.stderr)

    def test_unknown_client(self):
        done = run("client-config", "netcat", journal("healthy"))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"anthropic-python", done.stderr)

    def test_no_walk_yet(self):
        with tempfile.TemporaryDirectory() as folder:
            done = run("client-config", "curl", XDG_DATA_HOME=folder)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"no walk has been saved", done.stderr)

    def test_the_newest_walk_of_the_window(self):
        with tempfile.TemporaryDirectory() as folder:
            walks = pathlib.Path(folder) / "pathlight" / "pathlight" / "walks"
            walks.mkdir(parents=True)
            (walks / "20260101T000000.000Z.pathlight").write_text("no journal\n")
            shutil.copy(self.intercepted(), walks / "20260102T000000.000Z.pathlight")
            done = run("client-config", "anthropic-python", XDG_DATA_HOME=folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"+ export SSL_CERT_FILE='/etc/ssl/certs/ca-certificates.crt'", done.stdout)

    def test_nothing_to_change(self):
        for client in ("claude-code", "claude-code-npm", "anthropic-python", "anthropic-typescript",
                       "python-requests", "curl"):
            done = run("client-config", client, journal("healthy"))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(b"Nothing in this client's settings needs to change", done.stdout)
            self.assertNotIn(b"export", done.stdout)

    def test_one_place_alone(self):
        done = run("client-config", "claude-code-npm", self.intercepted(), "--for", "claude-settings")
        self.assertIn(b'+     "NODE_EXTRA_CA_CERTS": "/etc/ssl/certs/ca-certificates.crt"', done.stdout)
        self.assertNotIn(b"export", done.stdout)
        self.assertEqual(run("client-config", "curl", journal("healthy"), "--for", "csh").returncode, 2)

    def test_chinese(self):
        done = run("client-config", "anthropic-python", self.intercepted(), "--language", "zh_CN")
        self.assertIn("需要更改的内容和原因", done.stdout.decode())

    def test_hostile_values_stay_quoted(self):
        url = "https://x/';touch${IFS}pwned;'/v1"
        variables = [{"name": "ANTHROPIC_BASE_URL", "value": url, "source": "environment", "secret": False}]
        done = run("client-config", "anthropic-python", self.changed(environment={"variables": variables}))
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = [line.strip()[2:] for line in done.stdout.decode().splitlines()
                 if line.strip().startswith(("- export", "+ export", "+ unset"))]
        self.assertGreaterEqual(len(lines), 2)
        for line in [*lines, "export ANTHROPIC_BASE_URL='" + url + "'"]:
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run(["sh", "-c", line], cwd=folder, check=False, capture_output=True,
                               env={"PATH": os.environ["PATH"]})
                # The last one is quoted badly on purpose: so it would be seen.
                self.assertEqual(os.listdir(folder), [] if line in lines else ["pwned"], line)

    def test_no_secret(self):
        key = "sk-ant-api03-secretsecretsecret"
        variables = [{"name": "HTTPS_PROXY", "value": "ftp://p.example", "source": "environment", "secret": False},
                     {"name": "ANTHROPIC_API_KEY", "value": "set, 31 characters", "source": "environment",
                      "secret": True}]
        for client in ("claude-code", "curl"):
            done = run("client-config", client, self.changed(environment={"variables": variables}),
                       ANTHROPIC_API_KEY=key)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(b"unset HTTPS_PROXY", done.stdout)
            self.assertNotIn(key.encode(), done.stdout + done.stderr)


if __name__ == "__main__":
    enter_namespace()
    CLI = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
