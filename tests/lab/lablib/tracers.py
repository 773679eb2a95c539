# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other programs that trace a route by TCP, as a user would start them, and how their tables are read. They need
raw sockets, so they run as the bed's root."""

import re
import subprocess
import time

_LIMIT_S = 60

# Three probes a hop, as Pathlight sends them on a quick path; everything else as each program does by itself.
COMMANDS = {
    "mtr": ["mtr", "--tcp", "--port", "443", "--report", "--report-cycles", "3", "--no-dns"],
    "traceroute": ["traceroute", "-T", "-p", "443", "-q", "3", "-n"],
    "tcptraceroute": ["tcptraceroute", "-n", "-q", "3"],
}
_ROW = re.compile(r"^\s*(\d+)[.\s]\s*(?:\|--\s*)?(.*)$")
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+|[0-9a-f]*:[0-9a-f:]+")


def run(bed, environment, program, address):
    """{seconds, ended, hops, output}: one trace to port 443 of this address, stopped after a minute."""
    argv = [*COMMANDS[program], address, *(["443"] if program == "tcptraceroute" else [])]
    started = time.monotonic()
    child = subprocess.Popen(bed.in_client(argv), env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, errors="replace")
    try:
        text, ended = child.communicate(timeout=_LIMIT_S)[0], True
    except subprocess.TimeoutExpired:
        child.kill()
        text, ended = child.communicate()[0], False
    return {"seconds": time.monotonic() - started, "ended": ended, "hops": hops(text), "output": text}


def hops(text):
    """{distance: address} of a table in the shape that traceroute, tcptraceroute and mtr share."""
    found = {}
    for line in text.splitlines():
        row = _ROW.match(line)
        # The line in which traceroute says what it does begins with a word, as do all messages.
        address = row and _ADDRESS.search(row[2])
        if address:
            found[int(row[1])] = address[0]
    return found
