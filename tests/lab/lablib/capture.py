# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connect times against a packet capture: tcpdump on the client's interface, its file read here, SYN matched with
SYN-ACK by addresses and ports. The reading and matching are pure."""

import dataclasses
import datetime
import os
import signal
import socket
import statistics
import struct
import subprocess

from . import namespaces

_ETHERNET, _IPV4, _IPV6, _TCP = 1, 0x0800, 0x86DD, 6
_SYN, _ACK = 0x02, 0x10
_NANOSECONDS = 0xA1B23C4D
# The walk's clock tells milliseconds, and a step's attempts begin at the next turns of its event loop.
_EARLIEST_S = -0.002


@dataclasses.dataclass(frozen=True)
class Segment:
    """One TCP segment of a capture. `at`: seconds of the epoch; `life`: TTL or hop limit."""
    at: float
    source: tuple
    destination: tuple
    flags: int
    life: int


class Capture:
    """Context manager: tcpdump on the client's interface writes `path` from its beginning to its end."""

    def __init__(self, bed, path, port=443):
        self._argv = bed.in_client(["tcpdump", "-i", "eth0", "-n", "-U", "--immediate-mode", "-Z", "root",
                                    "--time-stamp-precision=nano", "-s", "128", "-w", path, f"tcp port {port}"])
        self._child = None
        self.path = path

    def __enter__(self):
        self._child = subprocess.Popen(self._argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.PIPE, text=True, preexec_fn=namespaces.die_with_parent)
        said = [self._child.stderr.readline()]
        while said[-1] and "listening on" not in said[-1]:
            said.append(self._child.stderr.readline())
        if not said[-1]:
            raise RuntimeError("tcpdump does not capture here: " + " ".join("".join(said).split()))
        return self

    def __exit__(self, *_):
        self._child.send_signal(signal.SIGINT)
        self._child.communicate(timeout=10)

    def segments(self):
        """What was captured, once the block has ended."""
        with open(self.path, "rb") as file:
            data = file.read()
        os.remove(self.path)
        return list(read_pcap(data))


def read_pcap(data):
    """The TCP segments of a capture file in this computer's byte order, with nanoseconds, of an Ethernet link."""
    magic, link = struct.unpack_from("I", data)[0], struct.unpack_from("I", data, 20)[0]
    if magic != _NANOSECONDS or link != _ETHERNET:
        raise ValueError(f"not such a capture: {magic:#x}, link type {link}")
    place = 24
    while place + 16 <= len(data):
        seconds, nanoseconds, kept, _ = struct.unpack_from("4I", data, place)
        segment = _segment(seconds + nanoseconds / 1e9, data[place + 16:place + 16 + kept])
        if segment:
            yield segment
        place += 16 + kept


def _segment(at, frame):
    kind = struct.unpack_from("!H", frame, 12)[0] if len(frame) >= 14 else 0
    packet = frame[14:]
    if kind == _IPV4 and len(packet) >= 20 and packet[9] == _TCP:
        life, family, addresses, rest = packet[8], socket.AF_INET, (packet[12:16], packet[16:20]), packet[4 * (packet[0] & 15):]
    elif kind == _IPV6 and len(packet) >= 40 and packet[6] == _TCP:
        life, family, addresses, rest = packet[7], socket.AF_INET6, (packet[8:24], packet[24:40]), packet[40:]
    else:
        return None
    if len(rest) < 14:
        return None
    ports = struct.unpack_from("!HH", rest)
    ends = [(socket.inet_ntop(family, address), port) for address, port in zip(addresses, ports)]
    return Segment(at, *ends, rest[13], life)


def handshakes(segments):
    """[(when the SYN left, address, port, ms to its SYN-ACK)] of connections whose first SYN was answered.

    A SYN that was sent again is left out: which of them was answered the capture does not tell.
    """
    first, again, answered = {}, set(), {}
    for segment in segments:
        there, back = (segment.source, segment.destination), (segment.destination, segment.source)
        if segment.flags & (_SYN | _ACK) == _SYN and segment.life >= 64:
            again |= {there} & set(first)
            first.setdefault(there, segment.at)
        elif segment.flags & (_SYN | _ACK) == _SYN | _ACK and back in first:
            answered.setdefault(back, segment.at)
    return sorted((first[pair], *pair[1], (at - first[pair]) * 1000) for pair, at in answered.items()
                  if pair not in again)


def differences(report, shaken):
    """For each connection of the step `tcp`: {address, what, reportedMs, capturedMs}.

    The step's connection is the first to its address from the step's beginning on: no other step connects there
    before, and those beside it begin later.
    """
    step = next((step for step in report["steps"] if step["id"] == "tcp" and step["startedMs"] is not None), None)
    if step is None:
        return []
    started = datetime.datetime.fromisoformat(report["startedAt"].replace("Z", "+00:00")).timestamp()
    earliest = started + step["startedMs"] / 1000 + _EARLIEST_S
    found = []
    for attempt in step["evidence"].get("attempts", []):
        own = next((entry for entry in shaken if entry[0] >= earliest and
                    entry[1:3] == (attempt["address"], attempt["port"])), None)
        if own is None or attempt["outcome"] != "connected":
            continue
        found += [{"address": attempt["address"], "what": what, "reportedMs": attempt[what], "capturedMs": own[3]}
                  for what in ("connectMs", "rttMs") if attempt.get(what) is not None]
    return found


def spread(found, what):
    """{connections, medianMs, mostMs} of the absolute differences; None where there is none."""
    values = [abs(entry["reportedMs"] - entry["capturedMs"]) for entry in found if entry["what"] == what]
    return {"connections": len(values), "medianMs": statistics.median(values), "mostMs": max(values)} if values else None
