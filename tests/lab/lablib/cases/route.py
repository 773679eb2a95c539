# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way as the route trace sees it: silent, balanced and lying routers that harm nobody, and ways that end."""

from .. import faults as f
from .. import topology as net
from ..case import Case, broken, healthy
from ..certificates import API_NAME
from ..checks import at, counted, curl, tcp, tool
from ..plan import Plan

_URL = f"https://{API_NAME}/v1/models"
_WORKS = curl(_URL, exit=0, status=401, shows="request-id: req_")
_DEAD = (tcp(net.API4, "timeout"), tcp(net.API6, "timeout"))
_OFFENDER = "192.0.2.99"
_REACHED = ("route", "reached", "is", True)
_NOT_REACHED = ("route", "reached", "is", False)
_ROUTES_THERE = ["sh", "-c", "for port in $(seq 5000 5030); do ip route get "
                 f"{net.API4} from {net.CLIENT4} iif lan ipproto tcp sport $port dport 443; done"]


def _other(path, relation, value):
    return ("route", "others[]." + path, relation, value)


_HEALTHY = (
    Case("healthy-route-both-families", "both families are traced, and every router tells its name", Plan(),
         (_WORKS, tool(["ping", "-6", "-n", "-c", "1", "-t", "2", net.API6], net.ROUTER2_NEAR6)),
         healthy(4, evidence=(_REACHED, _other("reached", "is", True), _other("protocol", "is", "tcp"),
                              ("route", "hops[].name", "has", "gateway.home.example"),
                              ("route", "hops[].name", "has", "edge.provider.example"),
                              ("route", "hops[].name", "has", "core.far.example"),
                              ("route", "sent", "at most", 40), ("route", "packetsToTarget", "at most", 10)))),
    Case("healthy-route-balanced", "two routers side by side share the flows between them", Plan(second_way=True),
         (_WORKS, at("router1", _ROUTES_THERE, f"via {net.ROUTER2_NEAR4}"),
          at("router1", _ROUTES_THERE, f"via {net.BESIDE_NEAR4}")),
         healthy(5, evidence=(_REACHED, ("route", "hops[].ttl", "lacks", 5)))),
    Case("healthy-route-few-answers", "the provider's router tells of few expired packets; it passes all on",
         Plan(nft=f.few_answers("router2", 8)),
         (_WORKS, tool(["ping", "-n", "-c", "20", "-i", "0.01", "-t", "2", "-W", "1", net.API4], r"\+1?\d errors"),
          counted("router2", 2)),
         healthy(6, evidence=(_REACHED, ("route", "hops[].sentSlowly", "has", 3)))),
    Case("healthy-route-forged", "somebody answers each SYN with ICMP errors about packets that were never sent",
         Plan(listeners=f.forged_hops("router1", "lan", _OFFENDER),
              nft=(("router1", "output", f"ip saddr {_OFFENDER} icmp type time-exceeded counter"),)),
         (_WORKS, tcp(net.API4, "connected"), counted("router1", 3)),
         healthy(5, evidence=(_REACHED, ("route", "hops[].address", "lacks", _OFFENDER),
                              _other("hops[].address", "lacks", _OFFENDER)))),
)

_BROKEN = (
    Case("route-ends-at-the-provider", "everything to the API vanishes behind the provider's router",
         Plan(nft=f.api_rule("router2", "drop", match="")), (*_DEAD, counted("router2", 2)),
         broken("tcp.timed_out", seconds=15,
                evidence=[_NOT_REACHED, ("route", "hops[].name", "has", "edge.provider.example"),
                          ("route", "hops[].name", "lacks", "core.far.example"), _other("reached", "is", False)])),
    Case("route-tcp-filtered", "connections vanish behind the provider's router, UDP to the same port passes",
         Plan(nft=f.api_rule("router2", "drop")), (*_DEAD, counted("router2", 2)),
         broken("tcp.timed_out", seconds=15,
                evidence=[_NOT_REACHED, _other("protocol", "has", "udp"), _other("reached", "has", True)]),
         text=("UDP packets to the same address go on",)),
    Case("route-server-silent", "the server drops connections without a word; its kernel answers UDP",
         Plan(api=None, nft=(("api", "input", "tcp dport 443 counter drop"),)), (*_DEAD, counted("api", 2)),
         broken("tcp.timed_out", seconds=15,
                evidence=[_NOT_REACHED, ("route", "hops[].name", "has", "core.far.example"),
                          _other("reached", "has", True)])),
    Case("route-only-echo-passes", "the provider's router drops TCP and UDP to the API; ICMP echo passes, and this "
         "computer may send it",
         Plan(nft=f.api_rule("router2", "drop", match="meta l4proto { tcp, udp }"),
              sysctls=(("client", "net.ipv4.ping_group_range", "0 0"),)),
         (*_DEAD, counted("router2", 2), tool(["ping", "-n", "-c", "1", net.API4], "1 received")),
         broken("tcp.timed_out", seconds=15,
                evidence=[_NOT_REACHED, _other("protocol", "has", "icmp"), _other("reached", "has", True)])),
)

CASES = (*_HEALTHY, *_BROKEN)
