#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the processor time that one probe costs: the monitor's beside that of Prometheus' blackbox exporter.

    probe_cost.py --cli build/dev/bin/pathlight-cli [--seconds 40] [--rate 5]

Both probe the same HTTPS server on loopback (the practice endpoint) in the same run, at the same rate, each on a
connection of its own with the certificate verified. The exporter probes when it is asked over HTTP, as Prometheus
asks it; the monitor by itself. Both keep their statistics. The exporter's own beat is this script, whose time does
not count. Exit status 77 where the package prometheus-blackbox-exporter is not installed.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

_EXPORTER = "prometheus-blackbox-exporter"
_READY_WITHIN_S = 20


def _processor_seconds(process):
    """User and kernel time of a process, with the threads that have ended."""
    with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as file:
        words = file.read().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _practice(cli):
    """The practice endpoint: (process, URL, profile, authority)."""
    child = subprocess.Popen([cli, "simulate", "healthy"], stdout=subprocess.PIPE, text=True)
    said = ""
    while "\ntry " not in said:
        line = child.stdout.readline()
        if not line:
            raise SystemExit("the practice endpoint did not start")
        said += line
    found = re.search(r"--profile (\S+) --ca-file (\S+)", said)
    with open(found[1], encoding="utf-8") as file:
        url = re.search(r'"url":\s*"([^"]+)"', file.read())[1]
    return child, url, found[1], found[2]


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _exporter(folder, authority):
    """The exporter with one module: the same request, the same statuses, this authority. (process, port)"""
    path = os.path.join(folder, "blackbox.yml")
    with open(path, "w", encoding="utf-8") as file:
        file.write("modules:\n  probe:\n    prober: http\n    timeout: 10s\n    http:\n      method: GET\n"
                   "      valid_status_codes: [200, 401]\n      preferred_ip_protocol: ip4\n"
                   f"      tls_config:\n        ca_file: {authority}\n")
    port = _free_port()
    child = subprocess.Popen([_EXPORTER, f"--config.file={path}", f"--web.listen-address=127.0.0.1:{port}",
                              "--log.level=error"])
    give_up = time.monotonic() + _READY_WITHIN_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return child, port
        except OSError:
            if time.monotonic() > give_up or child.poll() is not None:
                raise SystemExit("the exporter did not start") from None
            time.sleep(0.05)


def _ask(port, url):
    """One probe by the exporter; whether it succeeded."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/probe?module=probe&target={url}", timeout=15) as answer:
        return b"\nprobe_success 1\n" in answer.read()


def _probes_on(port):
    """(succeeded, failed) of the monitor, by its own metrics."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        page = answer.read().decode()
    return tuple(int(float(re.search(rf'probes_total{{[^}}]*result="{result}"}} (\S+)', page)[1]))
                 for result in ("success", "failure"))


def _wait_for_probes(port):
    give_up = time.monotonic() + _READY_WITHIN_S
    while time.monotonic() < give_up:
        try:
            if sum(_probes_on(port)) >= 5:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("the monitor does not probe")


def _beat(options, exporter_port, url):
    """Has the exporter probe at the rate; how many of its probes succeeded and failed."""
    counts = {True: 0, False: 0}
    began = time.monotonic()
    for number in range(int(options.seconds * options.rate)):
        counts[_ask(exporter_port, url)] += 1
        time.sleep(max(0, began + (number + 1) / options.rate - time.monotonic()))
    return counts


def measure(options, folder):
    """Runs both and prints what a probe of each cost."""
    children = []
    try:
        practice, url, profile, authority = _practice(options.cli)
        children.append(practice)
        exporter, exporter_port = _exporter(folder, authority)
        children.append(exporter)
        metrics_port = _free_port()
        monitor = subprocess.Popen(
            [options.cli, "monitor", "--profile", profile, "--ca-file", authority, "--proxy", "none", "--interval",
             str(1 / options.rate), "--metrics", f"127.0.0.1:{metrics_port}"], stdout=subprocess.DEVNULL)
        children.append(monitor)
        _wait_for_probes(metrics_port)  # The first walk is over by then.
        _ask(exporter_port, url)
        before = {child: _processor_seconds(child.pid) for child in (monitor, exporter)}
        probes_before = _probes_on(metrics_port)
        counts = _beat(options, exporter_port, url)
        good, failed = (now - then for now, then in zip(_probes_on(metrics_port), probes_before))
        used = {child: _processor_seconds(child.pid) - before[child] for child in (monitor, exporter)}
    finally:
        for child in children:
            child.kill()
            child.wait()
    if failed or counts[False] or not good or not counts[True]:
        raise SystemExit(f"probes failed: {failed} of the monitor, {counts[False]} of the exporter")
    ours, theirs = used[monitor] / good * 1000, used[exporter] / counts[True] * 1000
    print(f"Pathlight's monitor: {good} probes, {ours:.2f} ms of processor time each")
    print(f"blackbox exporter:   {counts[True]} probes, {theirs:.2f} ms of processor time each")
    print(f"ratio: {ours / theirs:.2f}")


def main():
    """Reads the arguments; see the head of this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True, type=os.path.abspath)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--rate", type=float, default=5, help="probes a second, less than 10")
    options = parser.parse_args()
    if not shutil.which(_EXPORTER):
        print(f"skipped: {_EXPORTER} is not installed (installer/packages.txt, kind bench)")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        measure(options, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
