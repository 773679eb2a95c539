# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults between the computer and port 443: silence, refusals, and one address family that fails."""

from .. import faults as f
from .. import topology as net
from ..case import Case, broken, degraded
from ..certificates import API_NAME
from ..checks import at, counted, curl, tcp
from ..plan import Plan, Resolver

_URL = f"https://{API_NAME}/v1/models"
_WORKS = curl(_URL, exit=0, status=401, limit=5)
_DEAD = (tcp(net.API4, "timeout"), tcp(net.API6, "timeout"))
_REFUSED = (tcp(net.API4, "refused"), tcp(net.API6, "refused"))
_UNREACHABLE = (tcp(net.API4, "unreachable", within=5), tcp(net.API6, "unreachable", within=5))
_SIX, _FOUR = (6,), (4,)


def _icmp_from(address):
    return ("tcp", "attempts[].icmp.from", "has", address)


def _closes_early(name, description, do, code, seen):
    return Case(name, description, Plan(api=None, listeners=f.on_api(do)), (tcp(net.API4, seen), tcp(net.API6, seen)),
                broken(code))


def _family(name, description, rules, check, code, **more):
    return Case(name, description, Plan(nft=rules, **more), (_WORKS, *check), degraded(code, seconds=12))


_SILENT = (
    Case("tcp-syn-dropped", "the SYN vanishes at the provider's router", Plan(nft=f.api_rule("router2", "drop")),
         (*_DEAD, counted("router2", 2)),
         broken("tcp.timed_out", seconds=15, evidence=[("tcp", "attempts[].outcome", "is", "timed_out"),
                                                       ("tcp", "attempts[].synRetransmits", "at least", 1)])),
    Case("tcp-syn-ack-dropped", "the server answers, its SYN-ACK vanishes on the way back",
         Plan(nft=f.answers_rule("router2", "drop")),
         (*_DEAD, at("router2", ["nft", "list", "table", "inet", "lab"], "saddr 203.0.113.2 .*packets [1-9]")),
         broken("tcp.timed_out", seconds=15)),
    Case("tcp-server-gone-dark", "the server's firewall drops everything", Plan(nft=(("api", "input", "counter drop"),),
                                                                                  api=None),
         (*_DEAD, counted("api", 2)),
         # It drops neighbour discovery too, so over IPv6 the last router says that nobody is there.
         broken("tcp.timed_out", "tcp.address_unreachable", seconds=15)),
)

_REFUSING = (
    Case("tcp-refused-by-server", "nothing listens on the server", Plan(api=None), _REFUSED,
         broken("tcp.refused", evidence=[("tcp", "attempts[].outcome", "is", "refused")])),
    Case("tcp-refused-on-the-way", "the provider's router answers the SYN with RST",
         Plan(nft=f.api_rule("router2", "reject with tcp reset")), (*_REFUSED, counted("router2", 2)),
         broken("tcp.refused")),
    Case("tcp-prohibited", "the provider's router says: administratively prohibited",
         Plan(nft=f.api_rule("router2", "reject with icmpx admin-prohibited")), (*_UNREACHABLE, counted("router2", 2)),
         broken("tcp.prohibited", evidence=[_icmp_from(net.ROUTER2_NEAR4), _icmp_from(net.ROUTER2_NEAR6)]),
         text=(net.ROUTER2_NEAR6, "PL-")),
    Case("tcp-prohibited-at-home", "the home gateway says: administratively prohibited",
         Plan(nft=f.api_rule("router1", "reject with icmpx admin-prohibited")), (*_UNREACHABLE, counted("router1", 2)),
         broken("tcp.prohibited", evidence=[_icmp_from(net.ROUTER1_LAN4)])),
    Case("tcp-prohibited-locally", "this computer's own firewall says: administratively prohibited",
         Plan(nft=tuple(("client", "output", f"{family} daddr {address} tcp dport 443 counter "
                         "reject with icmpx admin-prohibited")
                        for family, address in (("ip", net.API4), ("ip6", net.API6)))),
         (*_UNREACHABLE, counted("client", 2)), broken("tcp.prohibited")),
    Case("tcp-host-unreachable", "the far router says: host unreachable",
         Plan(nft=f.api_rule("router3", "reject with icmpx host-unreachable")), (*_UNREACHABLE, counted("router3", 2)),
         broken("tcp.address_unreachable", evidence=[_icmp_from(net.ROUTER3_NEAR4)])),
    Case("tcp-server-off", "the server is switched off: nobody answers for its address on its own link",
         Plan(api=None, commands=(("api", "address flush dev eth0 scope global"),)), _UNREACHABLE,
         broken("tcp.address_unreachable", seconds=15)),
    Case("tcp-no-route-on-the-way", "the provider has no route to the API's networks",
         Plan(commands=(("router2", "route add unreachable 203.0.113.0/28"),
                        ("router2", "route add unreachable 2001:db8:a::/48"))), _UNREACHABLE,
         broken("tcp.address_unreachable")),
    Case("tcp-no-route-for-family", "the API has only an IPv4 address, this computer only IPv6",
         Plan(commands=(("client", f"address del {net.CLIENT4}/28 dev eth0"),), nameservers=(net.DNS6,),
              first=Resolver(names={API_NAME: [net.API4]}), public=Resolver(names={API_NAME: [net.API4]})),
         (tcp(net.API4, "unreachable"), curl("http://a.control.lab.example/generate_204", exit=0, status=204)),
         broken("tcp.address_unreachable")),
)

_CUT = (
    _closes_early("tcp-reset-at-once", "the server resets each connection as soon as it stands", "reset", "tcp.reset",
                  "reset"),
    _closes_early("tcp-closed-at-once", "the server closes each connection as soon as it stands", "close", "tcp.closed",
                  "closed"),
)

_FAMILIES = (
    _family("tcp-ipv6-silent", "IPv6 to the API vanishes, IPv4 works", f.api_rule("router2", "drop", "", families=_SIX),
            (tcp(net.API6, "timeout"),), "tcp.ipv6_broken"),
    _family("tcp-ipv6-unreachable", "a router has no IPv6 route, IPv4 works",
            f.api_rule("router1", "reject with icmpx no-route", "", families=_SIX),
            (tcp(net.API6, "unreachable"),), "tcp.ipv6_broken"),
    _family("tcp-ipv6-refused", "the API's IPv6 address refuses, IPv4 works",
            f.api_rule("router3", "reject with tcp reset", families=_SIX), (tcp(net.API6, "refused"),),
            "tcp.ipv6_broken"),
    _family("tcp-ipv6-all-dead", "this computer has an IPv6 address and route, and nothing answers over IPv6 at all",
            (("router1", "forward", "meta nfproto ipv6 counter drop"),), (tcp(net.API6, "timeout"),),
            "tcp.ipv6_broken"),
    _family("tcp-ipv4-silent", "IPv4 to the API vanishes, IPv6 works", f.api_rule("router2", "drop", "",
                                                                                  families=_FOUR),
            (tcp(net.API4, "timeout"),), "tcp.ipv4_broken"),
    _family("tcp-ipv4-unreachable", "a router has no IPv4 route to the API, IPv6 works",
            f.api_rule("router2", "reject with icmpx no-route", "", families=_FOUR),
            (tcp(net.API4, "unreachable"),), "tcp.ipv4_broken"),
)

CASES = (*_SILENT, *_REFUSING, *_CUT, *_FAMILIES)
