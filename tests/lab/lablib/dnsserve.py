# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A DNS server for what dnsmasq is too well-behaved to do: error codes for everything, and late answers.

A listener's keys: `names` {name: [addresses]}, `rcode` for every question, `delay` in seconds, `silent`, `forged`:
{name: [addresses], or null for "no such name"}, which is said first to datagrams that ask for such a name.
"""

import ipaddress
import struct
import threading
import time

_RCODES = {"NOERROR": 0, "FORMERR": 1, "SERVFAIL": 2, "NXDOMAIN": 3, "NOTIMP": 4, "REFUSED": 5}
_TYPE_A, _TYPE_AAAA = 1, 28
_TRUE_ANSWER_BEHIND_S = 0.03


def _question(message):
    """The name, type and raw question section of a query (RFC 1035, section 4.1.2)."""
    labels, at = [], 12
    while message[at] != 0:
        length = message[at]
        labels.append(message[at + 1:at + 1 + length].decode("ascii", "replace").lower())
        at += 1 + length
    kind, _ = struct.unpack_from("!HH", message, at + 1)
    return ".".join(labels), kind, message[12:at + 5]


def answer(message, spec):
    """The response to one query, or None where the server stays silent."""
    if spec.get("silent") or len(message) < 17:
        return None
    name, kind, question = _question(message)
    names = spec.get("names", {})
    addresses = names.get(name, [])
    rcode = _RCODES[spec["rcode"]] if spec.get("rcode") else (0 if name in names else _RCODES["NXDOMAIN"])
    records = []
    for text in addresses if rcode == 0 else []:
        address = ipaddress.ip_address(text)
        if kind == (_TYPE_AAAA if address.version == 6 else _TYPE_A):
            records.append(struct.pack("!HHHIH", 0xC00C, kind, 1, 60, len(address.packed)) + address.packed)
    recursion_desired = struct.unpack_from("!H", message, 2)[0] & 0x0100
    flags = 0x8080 | recursion_desired | rcode
    return message[:2] + struct.pack("!HHHHH", flags, 1, len(records), 0, 0) + question + b"".join(records)


def serve_datagrams(listener, spec):
    """Answers datagrams for ever, each after its delay, so that a slow answer holds up no other."""
    def reply(message, peer):
        forged = spec.get("forged") or {}
        if len(message) >= 17 and _question(message)[0] in forged:
            known = {name: addresses for name, addresses in forged.items() if addresses is not None}
            listener.sendto(answer(message, {"names": known}), peer)
            # The true answer has the longer way.
            time.sleep(_TRUE_ANSWER_BEHIND_S)
        response = answer(message, spec)
        if response is not None:
            listener.sendto(response, peer)

    while True:
        message, peer = listener.recvfrom(4096)
        threading.Timer(spec.get("delay", 0), reply, (message, peer)).start()


def serve_stream(connection, spec):
    """Answers queries on one TCP connection (RFC 7766: a length before each message)."""
    while True:
        head = connection.recv(2, 0x100)  # MSG_WAITALL
        if len(head) < 2:
            return
        message = connection.recv(struct.unpack("!H", head)[0], 0x100)
        time.sleep(spec.get("delay", 0))
        response = answer(message, spec)
        if response is not None:
            connection.sendall(struct.pack("!H", len(response)) + response)
