# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The packet budget: what one walk sends towards the target, counted by the kernel on its way out.

A table of its own in the client's namespace counts behind every other rule, so a packet that the computer's own
firewall refuses does not count and one that a router drops does. A proxy of the bed is counted too: what it sends
to the target it sends on the walk's behalf. What arrives at the API is counted beside it, for comparison.
"""

import json

from . import namespaces
from . import topology as net

PACKETS, BYTES = 200, 64 * 1024
# The stability step's default; more requests than that are asked for by whoever runs the walk.
USUAL_ATTEMPTS = 10
# A request more may cost this much more: a connection, a handshake, a request, with every segment sent twice.
PACKETS_EACH, BYTES_EACH = 20, 4 * 1024
# So many programs `--also clients` starts at most.
STARTED_CLIENTS = 4

# Requests of growing size are asked for too: up to 2.6 MB, as much as so many requests more.
SIZED_ATTEMPTS = 2_700_000 // BYTES_EACH
# With a key and HTTP/2 asked for, three streams more are: 96 packets and 15 KiB.
COMPARED_STREAMS = 5
# More bytes a packet than any link here carries: the kernel counts what it cuts into segments later as one.
WHOLE_BYTES = 1600

# FIN, the answer to the peer's FIN, and one of them again.
CLOSING_PACKETS = 3

# The target is where its name leads, be it to the wrong place.
_PLACES = {"target": (net.API4, net.API6, net.STRANGE4, net.STRANGE6), "proxy": (net.PROXY4, net.PROXY6)}
_TABLE = "lab_budget"


def _table():
    """The nft script: a counter for each place, one for what is to die on the way, one for all the rest."""
    rules = []
    for name in _PLACES:
        for address in _PLACES[name]:
            family, life = ("ip6", "ip6 hoplimit") if ":" in address else ("ip", "ip ttl")
            if name == "target":
                rules.append(f"{family} daddr {address} {life} < 64 counter name limited")
            rules.append(f"{family} daddr {address} counter name {name} accept")
    rules += ["oifname != lo counter name other"]
    counters = "".join(f"  counter {name} {{}}\n" for name in (*_PLACES, "limited", "other"))
    body = "".join(f"    {rule}\n" for rule in rules)
    return (f"table inet {_TABLE} {{\n{counters}"
            f"  chain sent {{\n    type filter hook postrouting priority 300; policy accept;\n{body}  }}\n}}\n")


def _arrivals():
    """The nft script for the API's own namespace."""
    sources = (net.CLIENT4, net.CLIENT6, net.PROXY4, net.PROXY6)
    rules = "".join(f"    {'ip6' if ':' in address else 'ip'} saddr {address} counter name arrived\n"
                    for address in sources)
    return (f"table inet {_TABLE} {{\n  counter arrived {{}}\n"
            f"  chain came {{\n    type filter hook prerouting priority -400; policy accept;\n{rules}  }}\n}}\n")


_SCRIPTS = {"client": _table(), "proxy": _table(), "api": _arrivals()}


def _counters(name):
    text = namespaces.call(namespaces.command_in(name, ["nft", "-j", "list", "counters", "table", "inet", _TABLE]))
    return {entry["counter"]["name"]: {"packets": entry["counter"]["packets"], "bytes": entry["counter"]["bytes"]}
            for entry in json.loads(text)["nftables"] if "counter" in entry}


class Meter:
    """Context manager: counts from its beginning to its end; `sent` is there afterwards."""

    def __init__(self):
        self.sent = {}

    def __enter__(self):
        for name, script in _SCRIPTS.items():
            namespaces.call(namespaces.command_in(name, ["nft", "-f", "-"]), text=script)
        return self

    def __exit__(self, *_):
        counted = {name: _counters(name) for name in _SCRIPTS}
        for name in _SCRIPTS:
            namespaces.call(namespaces.command_in(name, ["nft", "delete", "table", "inet", _TABLE]))
        self.sent = {**counted["client"], "onward": counted["proxy"]["target"], "arrived": counted["api"]["arrived"]}


def attempts_of(arguments):
    """How many requests of the stability step a case asks for, and what else it asks for counted in such requests."""
    given = dict(zip(arguments, arguments[1:]))
    more = {"clients": STARTED_CLIENTS, "request-sizes": SIZED_ATTEMPTS,
            "http2": COMPARED_STREAMS if "--key-env" in arguments else 0}
    asked = given.get("--also", "").split(",")
    return int(given.get("--attempts", USUAL_ATTEMPTS)) + sum(more.get(word, 0) for word in asked)


def allowance(attempts):
    """(packets, bytes) that a walk with so many attempts may send to the target."""
    more = max(0, attempts - USUAL_ATTEMPTS)
    return PACKETS + more * PACKETS_EACH, BYTES + more * BYTES_EACH


def to_target(sent):
    """(packets, bytes) that reached for the target, from the client and from a proxy on its behalf."""
    parts = [sent[name] for name in ("target", "onward")]
    return sum(part["packets"] for part in parts), sum(part["bytes"] for part in parts)


def asked_in(report):
    """The addresses that a walk asked as its target, or as the proxy on the way."""
    evidence = {step["id"]: step.get("evidence") or {} for step in report.get("steps", [])}
    lists = (evidence.get("tcp", {}).get("attempts"), evidence.get("dns", {}).get("certificates"),
             evidence.get("clients", {}).get("ways"), [evidence.get("route", {})])
    return {entry["address"] for entries in lists for entry in entries or [] if entry.get("address")}


def is_counted(report):
    """Did all that the walk asked lie at the places whose packets are counted here, and nobody else ask there?"""
    if any(client.get("trial") for client in report.get("clients", [])):
        return False
    return asked_in(report) <= {address for addresses in _PLACES.values() for address in addresses}


def contradictions(sent, reported):
    """Where the report's own count differs from this one by more than it says itself: it leaves out what closing
    its connections takes. Only where all went to one place, for the report speaks of the first on the way.
    """
    places = [sent[name]["packets"] for name in _PLACES if sent.get(name, {}).get("packets")]
    if reported is None or len(places) != 1:
        return []
    if any(sent[name]["bytes"] > WHOLE_BYTES * sent[name]["packets"] for name in _PLACES if name in sent):
        return []
    least, most = reported["packets"], reported["packets"] + CLOSING_PACKETS * reported["connections"]
    return [] if least <= places[0] <= most else [
        f"the report counts {least} packets in {reported['connections']} connections, the kernel {places[0]}"]


def problems(sent, attempts):
    """What is over the budget. Nothing counted is nothing known, and no problem."""
    if not sent:
        return []
    (packets, size), (most_packets, most_bytes) = to_target(sent), allowance(attempts)
    found = [f"{packets} packets to the target, at most {most_packets}"] if packets > most_packets else []
    return found + ([f"{size} bytes to the target, at most {most_bytes}"] if size > most_bytes else [])
