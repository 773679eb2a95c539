# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of name resolution."""

from .. import faults as f
from .. import topology as net
from ..case import Case, broken, degraded, hurt
from ..certificates import API_NAME
from ..checks import curl, dig, tool
from ..plan import Plan, Resolver

_URL = f"https://{API_NAME}/v1/models"
_UNRESOLVED = curl(_URL, exit=(6, 28), limit=6)
_WORKS = curl(_URL, exit=0, status=401, limit=12)
_BOTH_RESOLVERS = (net.DNS4, net.SECOND_DNS4)
_ASTRAY = {API_NAME: [net.STRANGE4]}
_PUBLIC_SAYS = dig(API_NAME, net.API4, server=net.PUBLIC_DNS4)
_EVERYWHERE = f.everything_to("router2", 53, 5353, do="dns", names={API_NAME: [net.STRANGE4]})
_FORGED_RULES = (*_EVERYWHERE[0], ("router2", "prerouting", "udp dport 53 counter redirect to :5353"))
_OTHER_CERTIFICATE = curl(_URL, exit=60, shows="no alternative certificate subject name matches")


def _first_broken(name, description, check, expect, **plan):
    plan = {"second": Resolver(), "nameservers": _BOTH_RESOLVERS, **plan}
    return Case(name, description, Plan(**plan), check, expect)


_DEAD = (
    Case("dns-dead", "the resolver says nothing", Plan(nft=f.silence("router2", net.DNS4, net.DNS6)),
         (_UNRESOLVED, dig(API_NAME, "timed out|no servers could be reached")), broken("dns.unreachable", seconds=20)),
    Case("dns-port-closed", "nothing listens at the resolver's address", Plan(first=None),
         (_UNRESOLVED, dig(API_NAME, "connection refused")), broken("dns.unreachable", seconds=15)),
    Case("dns-none-configured", "resolv.conf names no resolver", Plan(nameservers=()),
         (_UNRESOLVED, tool(["cat", "/etc/resolv.conf"], r"\A\Z")), broken("dns.unreachable", seconds=15)),
    Case("dns-both-dead", "neither of two resolvers says anything",
         Plan(second=Resolver(), nameservers=_BOTH_RESOLVERS, nft=f.silence("router2", *_BOTH_RESOLVERS)),
         (_UNRESOLVED, dig(API_NAME, "timed out|no servers could be reached")), broken("dns.unreachable", seconds=20)),
    Case("dns-all-port-53-blocked", "a firewall drops port 53 to every address, the comparison resolver's too",
         Plan(nft=(("router1", "forward", "udp dport 53 counter drop"), ("router1", "forward",
                                                                         "tcp dport 53 counter drop"))),
         (_UNRESOLVED, dig(API_NAME, "timed out|no servers could be reached", server=net.PUBLIC_DNS4)),
         broken("dns.unreachable", seconds=20)),
)

_FIRST_BROKEN = (
    _first_broken("dns-first-refuses", "the first resolver refuses, the second answers",
                  (_WORKS, dig(API_NAME, "status: REFUSED", server=net.DNS4)), degraded("dns.resolver_broken"),
                  first=Resolver(rcode="REFUSED")),
    _first_broken("dns-first-fails", "the first resolver says SERVFAIL, the second answers",
                  (_WORKS, dig(API_NAME, "status: SERVFAIL", server=net.DNS4)), degraded("dns.resolver_broken"),
                  first=Resolver(rcode="SERVFAIL")),
    _first_broken("dns-first-silent", "the first resolver says nothing, the second answers",
                  (_WORKS, dig(API_NAME, "timed out|no servers could be reached", server=net.DNS4)),
                  degraded("dns.resolver_broken", seconds=20), nft=f.silence("router2", net.DNS4)),
)

_NO_ANSWER = (
    Case("dns-nxdomain", "no resolver knows the name",
         Plan(first=Resolver(names={API_NAME: None}), public=Resolver(names={API_NAME: None})),
         (_UNRESOLVED, dig(API_NAME, "status: NXDOMAIN")), broken("dns.name_not_resolved")),
    Case("dns-nxdomain-here-only", "the provider's resolver denies the name, the comparison resolver knows it",
         Plan(first=Resolver(names={API_NAME: None})), (_UNRESOLVED, dig(API_NAME, "status: NXDOMAIN"), _PUBLIC_SAYS),
         broken("dns.name_not_resolved", "dns.tampered")),
    Case("dns-no-address", "the name exists and has no address",
         Plan(first=Resolver(names={API_NAME: [], "x." + API_NAME: [net.API4]}),
              public=Resolver(names={API_NAME: [], "x." + API_NAME: [net.API4]})),
         (_UNRESOLVED, dig(API_NAME, "status: NOERROR.*ANSWER: 0")), broken("dns.name_not_resolved")),
    Case("dns-servfail", "the resolver says SERVFAIL", Plan(first=Resolver(rcode="SERVFAIL")),
         (_UNRESOLVED, dig(API_NAME, "status: SERVFAIL")), broken("dns.failed")),
    Case("dns-refused", "the resolver says REFUSED", Plan(first=Resolver(rcode="REFUSED")),
         (_UNRESOLVED, dig(API_NAME, "status: REFUSED")), broken("dns.failed")),
    Case("dns-slow-1500ms", "each answer takes 1.5 s", Plan(first=Resolver(delay=1.5)),
         (_WORKS, dig(API_NAME, r"Query time: 1(49|[5-9]\d)\d ")), degraded("dns.slow", seconds=12)),
    Case("dns-slow-3s", "each answer takes 3 s", Plan(first=Resolver(delay=3)),
         (_WORKS, dig(API_NAME, r"Query time: (299|3\d\d)\d ", timeout=5)), degraded("dns.slow", seconds=20)),
)

_WRONG_ANSWER = (
    Case("dns-tampered", "the resolver leads to another site, with that site's certificate",
         Plan(first=Resolver(names=_ASTRAY), listeners=f.on_strange()), (_OTHER_CERTIFICATE, _PUBLIC_SAYS),
         broken("dns.tampered")),
    Case("dns-tampered-dead-end", "the resolver leads to an address where nothing is",
         Plan(first=Resolver(names={API_NAME: ["192.0.2.45"]})), (dig(API_NAME, "192.0.2.45"), _PUBLIC_SAYS,
                                                                 curl(_URL, exit=(7, 28), limit=5)),
         broken("dns.tampered", seconds=15)),
    Case("dns-tampered-sinkhole", "the resolver answers 0.0.0.0, as blocking lists do",
         Plan(first=Resolver(names={API_NAME: ["0.0.0.0"]})), (dig(API_NAME, r"A\s+0\.0\.0\.0"), _PUBLIC_SAYS),
         broken("dns.tampered")),
    Case("dns-tampered-loopback", "the resolver answers 127.0.0.1",
         Plan(first=Resolver(names={API_NAME: ["127.0.0.1"]})),
         (dig(API_NAME, r"A\s+127\.0\.0\.1"), _PUBLIC_SAYS), broken("dns.tampered")),
    Case("dns-tampered-everywhere", "a box on the way answers every question, the comparison resolver's too, and "
         "leads to another site",
         Plan(nft=_FORGED_RULES, listeners=(*_EVERYWHERE[1], *f.on_strange())),
         (_OTHER_CERTIFICATE, dig(API_NAME, net.STRANGE4, server=net.PUBLIC_DNS4)), broken("dns.tampered")),
    Case("dns-injected", "a box on the way answers first and leads to another site; the true answer comes after it",
         Plan(first=Resolver(forged=_ASTRAY), listeners=f.on_strange()),
         (_OTHER_CERTIFICATE, dig(API_NAME, net.STRANGE4, server=net.DNS4),
          tool(["dig", "+tcp", f"@{net.DNS4}", API_NAME], net.API4)),
         broken("dns.tampered", evidence=[("dns", "answers[].queries[].answersDiffer", "has", True),
                                          ("dns", "certificates[].acceptedByVendor", "has", True)])),
    Case("dns-injected-everywhere", "a box on the way answers first, whoever is asked",
         Plan(first=Resolver(forged=_ASTRAY), public=Resolver(forged=_ASTRAY), listeners=f.on_strange()),
         (_OTHER_CERTIFICATE, dig(API_NAME, net.STRANGE4, server=net.PUBLIC_DNS4),
          tool(["dig", "+tcp", f"@{net.PUBLIC_DNS4}", API_NAME], net.API4)),
         broken("dns.tampered", evidence=[("dns", "answers[].queries[].answersDiffer", "has", True)])),
    Case("dns-injected-denial", "a box on the way says that the name does not exist; the true answer comes after it",
         Plan(first=Resolver(forged={API_NAME: None})),
         (_UNRESOLVED, dig(API_NAME, "NXDOMAIN", server=net.DNS4),
          tool(["dig", "+tcp", f"@{net.DNS4}", API_NAME], net.API4)),
         broken("dns.tampered", evidence=[("dns", "answers[].queries[].answersDiffer", "has", True)])),
    Case("dns-search-domain", "a search domain's wildcard captures the name (ndots:5)",
         Plan(first=Resolver(names={f"{API_NAME}.corp.internal": [net.STRANGE4]}), listeners=f.on_strange(),
              resolver_lines=("search corp.internal", "options ndots:5")),
         (_OTHER_CERTIFICATE, dig(API_NAME + ".", net.API4, server=net.DNS4)),
         broken("dns.tampered", evidence=[("dns", "searchCapture.domain", "is", "corp.internal"),
                                          ("dns", "findings[].code", "has", "note.search_domain")])),
    Case("dns-hosts-override", "the hosts file pins the name to another site",
         Plan(hosts=f.pinned(net.STRANGE4), listeners=f.on_strange()),
         (tool(["getent", "ahostsv4", API_NAME], f"^{net.STRANGE4} "), _OTHER_CERTIFICATE),
         broken("dns.hosts_override")),
    Case("dns-hosts-dead-end", "the hosts file pins the name to an address where nothing is",
         Plan(hosts=f.pinned("192.0.2.45")), (tool(["getent", "ahostsv4", API_NAME], "^192.0.2.45 "),
                                              curl(_URL, exit=(7, 28), limit=5)),
         broken("dns.hosts_override", seconds=15)),
    Case("dns-hosts-loopback", "the hosts file pins the name to 127.0.0.1", Plan(hosts=f.pinned("127.0.0.1")),
         (tool(["getent", "ahostsv4", API_NAME], "^127.0.0.1 "), curl(_URL, exit=7)), broken("dns.hosts_override")),
)

CASES = (*_DEAD, *_FIRST_BROKEN, *_NO_ANSWER, *_WRONG_ANSWER)
