#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs `pathlight-cli monitor` and `idle` against practice endpoints, and what they serve past a real Prometheus.

    tst_monitoring.py PATH-OF-PATHLIGHT-CLI [CLASS…]

Everything is on loopback. The class Metrics needs promtool and prometheus: it is skipped (status 77) where those are
missing.
"""
import json
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

MONITORING = pathlib.Path(__file__).resolve().parents[2] / "installer" / "monitoring"
LIMIT = 60
CLI = ""


def environment():
    return {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8", "TZ": "UTC"}


def missing_tools():
    return [name for name in ("promtool", "prometheus") if not shutil.which(name)]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_for(question, what, limit=20):
    """The first true answer; fails where none comes in time."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        answer = question()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"no {what} within {limit} s")


class Practice:
    """A practice endpoint: `profile` and `ca` to walk to it. Stops at the end of the block."""

    def __init__(self, scenario):
        self.child = subprocess.Popen([CLI, "simulate", scenario], stdout=subprocess.PIPE, env=environment(),
                                      stdin=subprocess.DEVNULL)
        facts = {}
        while "try" not in facts:
            name, _, value = self.child.stdout.readline().decode().partition(" ")
            facts[name] = value.strip()
        self.profile = re.search(r"--profile (\S+)", facts["try"])[1]
        self.ca = re.search(r"--ca-file (\S+)", facts["try"])[1]
        self.arguments = ["--profile", self.profile, "--ca-file", self.ca, "--proxy", "none"]

    def __enter__(self):
        return self

    def stop(self):
        if self.child.poll() is None:
            self.child.terminate()
            self.child.wait(10)
        self.child.stdout.close()

    def __exit__(self, *_):
        self.stop()


class Watching:
    """A monitor that runs, with its metrics at `url`."""

    def __init__(self, *arguments, **variables):
        self.child = subprocess.Popen([CLI, "monitor", "--metrics", "127.0.0.1:0", *map(str, arguments)],
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                                      env={**environment(), **variables})
        line = self.child.stderr.readline().decode()
        self.url = re.search(r"http://127\.0\.0\.1:\d+/metrics", line)[0]

    def metrics(self):
        with urllib.request.urlopen(self.url, timeout=5) as answer:
            return answer.read().decode()

    def value(self, line):
        found = re.search("^" + re.escape(line) + r" (\S+)$", self.metrics(), re.M)
        return float(found[1]) if found else None

    def stop(self, number=signal.SIGINT):
        self.child.send_signal(number)
        output, error = self.child.communicate(timeout=30)
        return self.child.returncode, output.decode(), error.decode()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.child.poll() is None:
            self.child.kill()
            self.child.wait()
        self.child.stdout.close()
        self.child.stderr.close()


def run(*arguments):
    return subprocess.run([CLI, *map(str, arguments)], capture_output=True, env=environment(), timeout=LIMIT,
                          stdin=subprocess.DEVNULL, text=True)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pathlight-monitoring-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def events(self, path):
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class Monitor(Case):
    def test_counts_and_sums_up(self):
        journal = self.folder / "watch.jsonl"
        with Practice("healthy") as practice:
            result = run("monitor", *practice.arguments, "--interval", "0.2", "--count", "5", "--journal", journal)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("5 of 5 requests succeeded: 100 %", result.stdout)
        self.assertEqual(len(re.findall("HTTP 401", result.stdout)), 5)
        events = self.events(journal)
        kinds = [event["event"] for event in events]
        self.assertEqual(kinds[0], "started")
        self.assertEqual(events[0]["data"]["schema"], "pathlight.monitor/1")
        self.assertEqual(kinds.count("probe"), 5)
        self.assertEqual(kinds[-1], "summary")
        self.assertIn("walk_ended", kinds)
        self.assertEqual(events[kinds.index("walk_ended")]["data"]["verdict"]["status"], "healthy")
        self.assertEqual(journal.stat().st_mode & 0o777, 0o600)

    def test_an_outage_is_named(self):
        journal = self.folder / "watch.jsonl"
        with Practice("healthy") as practice:
            with Watching(*practice.arguments, "--interval", "0.3", "--journal", journal) as monitor:
                wait_for(lambda: (monitor.value('pathlight_up{target="practice-healthy"}') or 0) == 1, "first success")
                practice.stop()
                wait_for(lambda: monitor.value('pathlight_outage_active{target="practice-healthy"}') == 1, "outage")
                wait_for(lambda: monitor.value(
                    'pathlight_outage_cause_info{target="practice-healthy",code="tcp.refused"}') == 1, "cause", 40)
                status, output, _ = monitor.stop()
        self.assertEqual(status, 1, output)
        self.assertIn("tcp.refused", output)
        ended = [event for event in self.events(journal) if event["event"] == "outage_ended"]
        self.assertEqual([(e["data"]["code"], e["data"]["end"]) for e in ended], [("tcp.refused", "unwatched")])
        again = run("replay", journal, "--format", "json")
        self.assertEqual((again.returncode, json.loads(again.stdout)["verdict"]["code"]), (1, "tcp.refused"))
        walked = [event for event in self.events(journal) if event["event"] == "walk"]
        self.assertTrue(any(event["data"]["event"] == "evidence" for event in walked))
        self.assertNotIn(socket.gethostname() + '"', journal.read_text(encoding="utf-8"))

    def test_the_way_is_traced_where_asked_for(self):
        journal = self.folder / "watch.jsonl"
        with Practice("healthy") as practice:
            result = run("monitor", *practice.arguments, "--interval", "0.2", "--count", "8", "--route", "5",
                         "--journal", journal)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        events = self.events(journal)
        traces = [event["data"] for event in events if event["event"] == "route"]
        if "cannot trace the way" in result.stderr:  # Qt alone does not tell of hops
            self.assertEqual(traces, [])
            self.assertIsNone(events[-1]["data"]["targets"][0]["route"])
            return
        self.assertEqual(len(traces), 1)
        self.assertTrue(traces[0]["trace"]["reached"])
        self.assertLessEqual(traces[0]["trace"]["sent"], 60)
        self.assertIsNone(traces[0]["break"])
        route = events[-1]["data"]["targets"][0]["route"]
        self.assertEqual([(hop["distance"], hop["target"]) for hop in route["hops"]], [(1, True)])
        self.assertIn("1 traces, 0 changes", result.stdout)

    def test_either_signal_ends_it_with_a_summary(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with Practice("healthy") as practice, Watching(*practice.arguments, "--interval", "0.2") as monitor:
                wait_for(lambda: (monitor.value(
                    'pathlight_probes_total{target="practice-healthy",result="success"}') or 0) > 2, "probes")
                status, output, error = monitor.stop(number)
            self.assertEqual(status, 0, output + error)
            self.assertIn("requests succeeded: 100 %", output)

    def test_failures_miss_the_objective(self):
        with Practice("overloaded") as practice:
            result = run("monitor", *practice.arguments, "--interval", "0.2", "--count", "3")
        self.assertEqual(result.returncode, 1)
        self.assertIn("3 × HTTP 529", result.stdout)
        self.assertIn("api.overloaded_error", result.stdout)

    def test_several_targets_at_once(self):
        with Practice("healthy") as practice:
            url = json.loads(pathlib.Path(practice.profile).read_text(encoding="utf-8"))["url"]
            result = run("monitor", url, url + "/v1/models", "--ca-file", practice.ca, "--proxy", "none",
                         "--interval", "0.2", "--count", "3")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertEqual(result.stdout.count("3 of 3 requests succeeded"), 2)

    def test_the_key_goes_nowhere_but_to_the_target(self):
        journal, key = self.folder / "watch.jsonl", "sk-ant-test-never-to-be-seen"
        with Practice("unauthorized") as practice:
            with Watching(*practice.arguments, "--interval", "0.2", "--journal", journal, "--key-env", "THE_KEY",
                          THE_KEY=key) as monitor:
                wait_for(lambda: (monitor.value(
                    'pathlight_probe_failures_total{target="practice-unauthorized",kind="http_401"}') or 0) > 1,
                    "refused probe")
                wait_for(lambda: "outage_began" in journal.read_text(encoding="utf-8"), "outage")
                text = monitor.metrics()
                status, output, error = monitor.stop()
        self.assertEqual(status, 1)
        self.assertIn("api.authentication_error", output)
        self.assertNotIn(key, text + output + error + journal.read_text(encoding="utf-8"))

    def test_what_is_refused(self):
        for arguments in (["--interval", "0"], ["--count", "0"], ["--metrics", "example.com:80"],
                          ["--objective", "101"], ["--route", "4"], ["--route", "-5"], ["https://a.example", "https://a.example"],
                          ["http://a.example"], ["no-such-profile"]):
            result = run("monitor", *arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertEqual(result.stdout, "")
        self.assertEqual(run("monitor", "--journal", "/nonexistent/x", "--count", "1").returncode, 3)
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            self.assertEqual(run("monitor", "--metrics", f"127.0.0.1:{port}", "--count", "1").returncode, 3)

    def test_chinese(self):
        with Practice("healthy") as practice:
            result = run("monitor", *practice.arguments, "--interval", "0.2", "--count", "1", "--language", "zh_CN")
        self.assertIn("监测时长", result.stdout)


class Metrics(Case):
    def test_promtool_finds_nothing_to_say(self):
        with Practice("healthy") as practice:
            with Watching(*practice.arguments, "--interval", "0.2") as monitor:
                wait_for(lambda: (monitor.value(
                    'pathlight_probes_total{target="practice-healthy",result="success"}') or 0) > 0, "probe")
                text = monitor.metrics()
        result = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
        self.assertEqual((result.returncode, result.stdout + result.stderr), (0, ""))

    def test_rules_are_sound_and_fire(self):
        for arguments in (["check", "rules", "pathlight.rules.yml"], ["test", "rules", "pathlight.rules.test.yml"]):
            result = subprocess.run(["promtool", *arguments], cwd=MONITORING, capture_output=True, text=True)
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_dashboard_asks_for_what_is_there(self):
        dashboard = json.loads((MONITORING / "pathlight.dashboard.json").read_text(encoding="utf-8"))
        queries = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
        self.assertGreaterEqual(len(queries), 8)
        with Practice("healthy") as practice:
            with Watching(*practice.arguments, "--interval", "0.2") as monitor:
                known = set(re.findall(r"^# TYPE (\S+)", monitor.metrics(), re.M))
        named = {re.sub("_bucket$", "", name) for query in queries for name in re.findall(r"pathlight_\w+", query)}
        self.assertLessEqual(named, known)
        ids = [panel["id"] for panel in dashboard["panels"]]
        self.assertEqual(len(ids), len(set(ids)))
        rules = [{"record": f"q{number}", "expr": re.sub(r"\$__\w+", "5m", query)}
                 for number, query in enumerate(queries)]
        path = self.folder / "queries.yml"
        path.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}), encoding="utf-8")
        result = subprocess.run(["promtool", "check", "rules", path], capture_output=True, text=True)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_a_real_prometheus_scrapes_it(self):
        port = free_port()
        with Practice("healthy") as practice, Watching(*practice.arguments, "--interval", "0.2") as monitor:
            address = urllib.parse.urlsplit(monitor.url).netloc
            config = {"global": {"scrape_interval": "1s"}, "rule_files": [str(MONITORING / "pathlight.rules.yml")],
                      "scrape_configs": [{"job_name": "pathlight", "static_configs": [{"targets": [address]}]}]}
            path = self.folder / "prometheus.yml"
            path.write_text(json.dumps(config), encoding="utf-8")
            child = subprocess.Popen(["prometheus", f"--config.file={path}", f"--storage.tsdb.path={self.folder}/data",
                                      f"--web.listen-address=127.0.0.1:{port}"], stdin=subprocess.DEVNULL,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                wanted = 'pathlight_probe_duration_seconds_count > 1 and pathlight_up == 1'
                result = wait_for(lambda: self.ask(port, wanted), "sample in Prometheus", 40)
                self.assertEqual(result[0]["metric"]["target"], "practice-healthy")
            finally:
                child.terminate()
                child.wait(20)

    @staticmethod
    def ask(port, query):
        url = f"http://127.0.0.1:{port}/api/v1/query?" + urllib.parse.urlencode({"query": query})
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return json.load(answer)["data"]["result"]
        except (urllib.error.URLError, OSError):
            return None


class Idle(Case):
    def test_a_server_that_keeps_nothing_open_decides_nothing(self):
        with Practice("healthy") as practice:
            result = run("idle", *practice.arguments, "--up-to", "2", "--format", "json")
            text = run("idle", *practice.arguments, "--up-to", "2").stdout
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertTrue(text.startswith("Tested up to: 2.0 s\n"), text)
        report = json.loads(result.stdout)
        step = {step["id"]: step for step in report["steps"]}["stream"]
        self.assertEqual(step["status"], "unknown")
        idle = step["evidence"]["idle"]
        self.assertIsNone(idle["droppedMs"])
        self.assertEqual({probe["outcome"] for probe in idle["probes"]}, {"failed"})

    def test_a_broken_way_is_reported_as_such(self):
        with Practice("refused") as practice:
            result = run("idle", *practice.arguments, "--up-to", "2", "--format", "json")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(json.loads(result.stdout)["verdict"]["code"], "tcp.refused")

    def test_what_is_refused(self):
        for arguments in (["--up-to", "0"], ["--up-to", "x"], ["--format", "png"], ["a", "b"]):
            self.assertEqual(run("idle", *arguments).returncode, 2, arguments)


if __name__ == "__main__":
    CLI = sys.argv.pop(1)
    if "Metrics" in sys.argv and missing_tools():
        print("skipped: not installed (Debian package prometheus): " + ", ".join(missing_tools()))
        sys.exit(77)
    unittest.main()
