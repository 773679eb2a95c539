# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A liar on the way: answers each SYN it sees pass with ICMP errors that quote another packet than the one sent.

A listener's keys: `at` (its namespace), `device` (where it listens), `victim`, `target` and `port` (which SYNs),
`offender` (the address it speaks from). Each SYN is answered three times, before the truth can be: with another
sequence number, from another port, to another port. A system that believes any of them has an invented hop.
"""

import socket
import struct

_ETH_IPV4 = 0x0800
_TCP, _SYN = 6, 0x02
_TIME_EXCEEDED = 11


def _checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def quoted_syn(frame, target, port):
    """(IPv4 header, first 8 bytes of TCP) of a SYN to the target in an Ethernet frame, or None."""
    if len(frame) < 54 or struct.unpack_from("!H", frame, 12)[0] != _ETH_IPV4:
        return None
    header = frame[14:34]
    tcp = frame[34:54]
    if header[0] != 0x45 or header[9] != _TCP or socket.inet_ntoa(header[16:20]) != target:
        return None
    if struct.unpack_from("!H", tcp, 2)[0] != port or tcp[13] & 0x12 != _SYN:
        return None
    return header, tcp[:8]


def lies(header, start):
    """The three ICMP messages about a packet like this one that was never sent."""
    source, destination, sequence = struct.unpack("!HHI", start)
    wrong = ((source, destination, (sequence + 1000) & 0xFFFFFFFF), (source ^ 1, destination, sequence),
             (source, destination ^ 1, sequence))
    for values in wrong:
        quote = header + struct.pack("!HHI", *values)
        body = struct.pack("!BBHI", _TIME_EXCEEDED, 0, 0, 0) + quote
        yield body[:2] + struct.pack("!H", _checksum(body)) + body[4:]


def _datagram(message, offender, victim):
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(message), 0, 0, 64, socket.IPPROTO_ICMP, 0,
                       socket.inet_aton(offender), socket.inet_aton(victim))
    return head + message


def serve(listener, spec):
    """Lies for ever. `listener` is what `listen` returned."""
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW) as out:
        while True:
            seen = quoted_syn(listener.recv(2048), spec["target"], spec["port"])
            for message in lies(*seen) if seen else ():
                out.sendto(_datagram(message, spec["offender"], spec["victim"]), (spec["victim"], 0))


def listen(spec):
    """A socket that sees every frame of the device."""
    listener = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ETH_IPV4))
    listener.bind((spec["device"], 0))
    return listener
