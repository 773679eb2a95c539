#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the step `route` over a long way: so many routers, so long a round trip, in namespaces of its own.

    route_time.py --driver build/dev/bin/stepdriver [--hops 30] [--rtt 40] [--runs 5] [--silent]

Prints a line for each run (milliseconds of the step and of its main trace, hops found, attempts, packets that got to
the target) and the median.
It proves nothing by itself: how fast a machine is, and what else runs on it, decides. Exit status 77 where the
kernel gives no namespaces.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(_HERE), "lab"))
sys.dont_write_bytecode = True

from lablib import namespaces, topology  # noqa: E402 (found through the line above)

_TARGET = "203.0.113.2"
_LINE = "line"


def _ip(name, *lines):
    namespaces.call(["ip", "-n", name, "-batch", "-"], text="\n".join(lines) + "\n")


def _node(number, hops):
    return "client" if number == 0 else "target" if number == hops else f"r{number}"


def _link(left, left_device, right, right_device, index):
    namespaces.call(["ip", "link", "add", "name", left_device, "index", str(index), "netns", left, "type", "veth",
                     "peer", "name", right_device, "index", str(index + 1), "netns", right])
    for name, device in ((left, left_device), (right, right_device)):
        _ip(name, f"link set {device} up")
        # The delay line passes frames on as they are: their checksums must be whole.
        topology.switch_off_offloads(name, device)


def _addresses(number):
    """Both ends of the link behind node `number`."""
    return f"198.51.100.{4 * number + 1}", f"198.51.100.{4 * number + 2}"


def _build(hops):
    namespaces.call(["mount", "-t", "tmpfs", "bench", "/run"])
    os.makedirs(namespaces.RUN_NETNS, exist_ok=True)
    for name in (*(_node(number, hops) for number in range(hops + 1)), _LINE):
        namespaces.call(["ip", "netns", "add", name])
        _ip(name, "link set lo up")
    _link("client", "out", _LINE, "left", 1000)
    _link(_LINE, "right", _node(1, hops), "in", 1100)
    for number in range(1, hops):
        _link(_node(number, hops), "out", _node(number + 1, hops), "in", 10 + 2 * number)
    for number in range(hops):
        near, far = _addresses(number)
        _ip(_node(number, hops), f"address add {near}/30 dev out", f"route add default via {far}")
        _ip(_node(number + 1, hops), f"address add {far}/30 dev in")
    for number in range(2, hops + 1):
        _ip(_node(number, hops), f"route add 198.51.100.0/30 via {_addresses(number - 1)[0]}")
    _ip("target", f"address add {_TARGET}/32 dev lo")
    for number in range(1, hops):
        _sysctl(_node(number, hops), "net/ipv4/ip_forward", 1)
        _sysctl(_node(number, hops), "net/ipv4/icmp_ratelimit", 0)


def _sysctl(name, key, value):
    with namespaces.inside(name), open("/proc/sys/" + key, "w", encoding="ascii") as file:
        file.write(str(value))


def _rules(name, text):
    namespaces.call(namespaces.command_in(name, ["nft", "-f", "-"]), text=text)


def _count(silent):
    """Counts what reaches the target; with `silent` it is lost there."""
    _rules("target", "table inet bench {\n chain input {\n  type filter hook input priority filter; policy accept;\n"
           f"  ip daddr {_TARGET} counter {'drop' if silent else ''}\n }}\n}}\n")


def _counted():
    text = namespaces.call(namespaces.command_in("target", ["nft", "list", "table", "inet", "bench"]))
    packets, size = re.search(r"packets (\d+) bytes (\d+)", text).groups()
    return int(packets), int(size)


def _serve():
    """A web server's port on the target: it accepts and says nothing."""
    script = ("import socket; s = socket.create_server(('%s', 443), backlog=64); print('ready', flush=True);\n"
              "while True: s.accept()[0].close()" % _TARGET)
    child = subprocess.Popen(namespaces.command_in("target", [sys.executable, "-c", script]),
                             stdout=subprocess.PIPE, preexec_fn=namespaces.die_with_parent)
    child.stdout.readline()
    return child


def _delay(folder, milliseconds):
    program = os.path.join(folder, "delayline")
    source = os.path.join(os.path.dirname(_HERE), "lab", "delayline.cpp")
    subprocess.run(["g++", "-std=c++20", "-O2", "-o", program, source], check=True)
    half = str(int(milliseconds * 1000 / 2))
    return subprocess.Popen(namespaces.command_in(_LINE, [program, "left", "right", half]),
                            preexec_fn=namespaces.die_with_parent)


def _run(driver):
    argv = namespaces.as_ordinary_user([driver, "route", "https://api.lab.example", _TARGET])
    done = subprocess.run(namespaces.command_in("client", argv), capture_output=True, text=True, timeout=60)
    took = float(re.search(r"([\d.]+) ms\s*$", done.stdout).group(1))
    begin = done.stdout.index("\n{") + 1
    return took, json.JSONDecoder().raw_decode(done.stdout[begin:])[0]


def _measure(options):
    """Inside the namespaces: build, run, print."""
    _build(options.hops)
    _count(options.silent)
    children = [_serve(), _delay("/run", options.rtt)]
    times = []
    for _ in range(options.runs):
        before = _counted()
        took, evidence = _run(options.driver)
        times.append(took)
        after = _counted()
        named = sum(1 for hop in evidence["hops"] if hop["address"])
        sent = evidence["sent"] + sum(other["sent"] for other in evidence["others"])
        print(f"{took:7.0f} ms ({evidence['tookMs']:.0f} traced)  {named} hops  {sent} attempts  "
              f"{after[0] - before[0]} packets and {after[1] - before[1]} bytes at the target  "
              f"reached {evidence['reached']}", flush=True)
    print(f"median {statistics.median(times):.0f} ms over {options.hops} hops at {options.rtt:g} ms")
    for child in children:
        child.kill()
        child.wait()


def main(arguments):
    """Enters namespaces of its own, then measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--driver", required=True, type=os.path.abspath)
    parser.add_argument("--hops", type=int, default=30)
    parser.add_argument("--rtt", type=float, default=40)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--silent", action="store_true", help="the target drops everything")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.inside:
        return _measure(options)
    prefix, why = namespaces.isolation()
    if prefix is None:
        print(f"skipped: the kernel gives no namespaces here: {why}")
        return 77
    return subprocess.run([*prefix, sys.executable, os.path.abspath(__file__), *arguments, "--inside"],
                          check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
