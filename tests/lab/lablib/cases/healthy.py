# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Healthy networks: unusual, yet nothing is wrong with them. Each must end without a fault or a warning."""

import json

from .. import faults as f
from .. import topology as net
from ..case import Case, healthy
from ..certificates import API_NAME
from ..checks import at, curl, date_ahead, dig, tool
from ..plan import PROXY_NAME, Nginx, Plan, Resolver, Squid

_URL = f"https://{API_NAME}/v1/models"
WORKS = curl(_URL, exit=0, status=401, shows="request-id: req_")
_ROUTERS = net.ROUTERS


def _mute(kinds, kinds6):
    return tuple((router, "output", rule) for router in _ROUTERS
                 for rule in (f"icmp type {kinds} counter drop", f"icmpv6 type {kinds6} counter drop"))


def _ping(*arguments):
    return ["ping", "-n", *arguments]


CASES = (
    Case("healthy-plain", "both families, nothing in the way", Plan(), (WORKS,), healthy(4),
         text=(API_NAME,)),
    Case("healthy-ipv4-only", "the computer has no IPv6 address; the API has",
         Plan(sysctls=(("client", "net.ipv6.conf.all.disable_ipv6", 1),)),
         (WORKS, curl(_URL, exit=7, arguments=("-6",))), healthy(4)),
    Case("healthy-ipv6-only", "the computer has no IPv4 address",
         Plan(commands=(("client", f"address del {net.CLIENT4}/28 dev eth0"),), nameservers=(net.DNS6,)),
         (WORKS, curl(_URL, exit=7, arguments=("-4",))), healthy(6)),
    Case("healthy-silent-routers", "no router tells of a packet whose time to live ran out",
         Plan(nft=_mute("{ time-exceeded, destination-unreachable }", "{ time-exceeded, destination-unreachable }")),
         (WORKS, tool(_ping("-c", "2", "-i", "0.2", "-t", "2", "-W", "1", net.API4), "100% packet loss, time"),
          at("router2", ["nft", "list", "table", "inet", "lab"], "counter packets [1-9]")),
         healthy(6, evidence=(("route", "reached", "is", True), ("route", "others[].protocol", "has", "udp")))),
    Case("healthy-rate-limited-routers", "each router sends one ICMP error a second",
         Plan(sysctls=tuple((router, key, 1000) for router in _ROUTERS
                            for key in ("net.ipv4.icmp_ratelimit", "net.ipv6.icmp.ratelimit"))),
         (WORKS, tool(_ping("-c", "40", "-i", "0.01", "-t", "2", "-W", "1", net.API4), r"\+[1-3]?\d errors")),
         healthy(6, evidence=(("route", "reached", "is", True),))),
    Case("healthy-server-ignores-icmp", "the API's server drops every ICMP echo",
         Plan(nft=(("api", "input", "icmp type echo-request counter drop"),
                   ("api", "input", "icmpv6 type echo-request counter drop"))),
         (WORKS, tool(_ping("-c", "1", "-W", "1", net.API4), "100% packet loss")), healthy(4)),
    Case("healthy-40ms", "a round trip of 40 ms", Plan(delay_ms=20),
         (WORKS, tool(_ping("-c", "5", "-i", "0.1", net.API4), r"min/avg/max/mdev = 4\d\.")), healthy(5)),
    Case("healthy-200ms", "a round trip of 200 ms", Plan(delay_ms=100),
         (WORKS, tool(_ping("-c", "3", "-i", "0.1", net.API4), r"min/avg/max/mdev = 2[01]\d\.")),
         healthy(12)),
    Case("healthy-30-hops", "the API is the thirtieth hop",
         Plan(extra_routers=26),
         (WORKS, tool(_ping("-c", "1", "-W", "1", "-t", "29", net.API4), "Time to live exceeded"),
          tool(_ping("-c", "1", "-W", "1", "-t", "30", net.API4), " 0% packet loss")), healthy(8)),
    Case("healthy-mtu-1400", "a link of 1,400 bytes on the way; path MTU discovery works",
         Plan(commands=(("router2", "link set far mtu 1400"), ("router3", "link set near mtu 1400"))),
         (WORKS, tool(_ping("-c", "2", "-i", "0.2", "-M", "do", "-s", "1400", net.API4), "mtu ?= ?1400")), healthy(5)),
    Case("healthy-mtu-1400-own", "this computer's own interface has an MTU of 1,400 bytes, as behind a tunnel",
         Plan(commands=(("client", "link set eth0 mtu 1400"), ("router1", "link set lan mtu 1400"))),
         (WORKS, tool(_ping("-c", "1", "-M", "do", "-s", "1400", net.API4), "mtu ?= ?1400")), healthy(5)),
    Case("healthy-split-horizon", "the comparison resolver does not know the name, and the address is not in the "
         "published networks; the certificate proves it",
         Plan(public=Resolver(names={API_NAME: None}), profile={"expectedNetworks": ["192.0.2.128/28"]}),
         (WORKS, dig(API_NAME, "NXDOMAIN", server=net.PUBLIC_DNS4)), healthy(5)),
    Case("healthy-comparison-dead",
         "the comparison resolver cannot be reached, as where only the company's may be asked",
         Plan(nft=f.silence("router1", net.PUBLIC_DNS4)),
         (WORKS, dig(API_NAME, "timed out|no servers could be reached", server=net.PUBLIC_DNS4)), healthy(6)),
    Case("healthy-controls-dead", "the control servers cannot be reached; the API can",
         Plan(nft=f.silence("router1", net.CONTROL_A4, net.CONTROL_B4, net.CONTROL_A6, net.CONTROL_B6)),
         (WORKS, curl("http://a.control.lab.example/generate_204", exit=28, limit=1)), healthy(10)),
    Case("healthy-cname", "the name is an alias of another",
         Plan(first=Resolver(names={API_NAME: None, "edge.lab.example": [net.API4, net.API6]},
                             aliases={API_NAME: "edge.lab.example"})),
         (WORKS, dig(API_NAME, "CNAME.*edge.lab.example")), healthy(4)),
    Case("healthy-hosts-right", "the hosts file names the API's real address", Plan(hosts=f.pinned(net.API4)),
         (WORKS, tool(["grep", API_NAME, "/etc/hosts"], f"^{net.API4} ")), healthy(4)),
    Case("healthy-proxy-only-way", "a working proxy is the only way out: direct connections are dropped",
         Plan(squid=Squid(), environment=f.via_proxy(),
              nft=(("router1", "forward", f"ip saddr {net.CLIENT4} tcp dport 443 counter drop"),
                   ("router1", "forward", f"ip6 saddr {net.CLIENT6} tcp dport 443 counter drop"))),
         (WORKS, curl(_URL, exit=28, arguments=("--noproxy", "*"), limit=1)), healthy(6)),
    Case("healthy-proxy-optional", "a working proxy, and direct connections work too",
         Plan(squid=Squid(), environment=f.via_proxy()),
         (curl(_URL, exit=0, status=401, shows="200 Connection established"),), healthy(6)),
    Case("healthy-proxy-password", "the proxy asks for a password, and the variables hold the right one",
         Plan(squid=Squid(password=True),
              environment=f.via_proxy(f"http://lab:{f.PROXY_PASSWORD}@{PROXY_NAME}:3128")),
         (curl(_URL, exit=0, status=401, shows="200 Connection established"),
          tool(["sh", "-c", f"curl -sS -m 3 -x http://{PROXY_NAME}:3128 {_URL}"], "response 407")), healthy(6)),
    Case("healthy-no-proxy", "the proxy variables lead nowhere, and NO_PROXY exempts the API",
         Plan(environment={**f.via_proxy(), "NO_PROXY": ".lab.example", "no_proxy": ".lab.example"}),
         (WORKS, tool(["sh", "-c", f"env -u NO_PROXY -u no_proxy curl -sS -m 3 {_URL}"], "Failed to connect")),
         healthy(6)),
    Case("healthy-resolv-conf-comments", "resolv.conf has comments behind its addresses and odd options",
         Plan(nameservers=(f"{net.DNS4}   # the provider's",),
              resolver_lines=("; an old remark", "search home.example", "options edns0 trust-ad")),
         (WORKS, tool(["cat", "/etc/resolv.conf"], "# the provider's")), healthy(4)),
    Case("healthy-dns-400ms", "each DNS answer takes 0.4 s", Plan(first=Resolver(delay=0.4)),
         (WORKS, dig(API_NAME, r"Query time: (399|4\d\d) ")), healthy(8)),
    Case("healthy-tls-12", "the server speaks TLS 1.2 alone", Plan(api=Nginx(protocols="TLSv1.2")),
         (WORKS, curl(_URL, exit=35, arguments=("--tlsv1.3",))), healthy(4)),
    Case("healthy-client-certificate-optional", "the server asks for a client certificate and does without",
         Plan(api=Nginx(asks_for_client=True)),
         (WORKS, tool(["openssl", "s_client", "-connect", f"{net.API4}:443", "-servername", API_NAME],
                      "Acceptable client certificate CA names")), healthy(4)),
    Case("healthy-corporate-root", "a company's root is installed, and nobody uses it here", Plan(store="corporate"),
         (WORKS, tool(["ls", "/etc/ssl/certs"], "corporate.pem")), healthy(4)),
    Case("healthy-ca-file", "SSL_CERT_FILE and NODE_EXTRA_CA_CERTS name good bundles",
         Plan(environment={"SSL_CERT_FILE": "{pki}/roots/public.pem", "NODE_EXTRA_CA_CERTS": "{pki}/roots/corporate.pem"}),
         (WORKS, tool(["sh", "-c", 'grep -c BEGIN "$SSL_CERT_FILE"'], "^1$")), healthy(4)),
    Case("healthy-settings", "a Claude settings file that names the target itself",
         Plan(home={".claude/settings.json": json.dumps({"env": {"ANTHROPIC_BASE_URL": f"https://{API_NAME}"},
                                                         "model": "opus"})}),
         (WORKS, tool(["cat", "{home}/.claude/settings.json"], API_NAME)), healthy(4)),
    Case("healthy-no-key-404", "the API answers 404 without a key, with its marks",
         Plan(api=None, listeners=f.api_page([f.api_answer(404, "not_found_error", "Not found")])),
         (curl(_URL, exit=0, status=404, shows="request-id: req_"),), healthy(4)),
    Case("healthy-with-key", "the right key is given", Plan(environment={"LAB_KEY": f.RIGHT_KEY},
                                                            arguments=("--key-env", "LAB_KEY")),
         (tool(["sh", "-c", f'curl -sS -H "x-api-key: $LAB_KEY" {_URL}'], "has_more"),), healthy(6)),
    Case("healthy-clock-four-minutes", "this computer's clock is four minutes slow",
         Plan(api=None, listeners=f.api_page([f.no_key()], clock_ahead=240), clock_ahead={"a": 240, "b": 240}),
         (WORKS, date_ahead(r"^2[34]\d$")), healthy(5)),
    Case("healthy-one-control-lies-behind",
         "one control server's clock is a day behind; everything else agrees with ours",
         Plan(clock_ahead={"a": -86400}), (WORKS, date_ahead(r"^-86[34]\d\d$")), healthy(5)),
    Case("healthy-two-answers", "the resolver answers twice, each time rightly; the address is not in the published "
         "networks, and the certificate proves it",
         Plan(first=Resolver(forged={API_NAME: [net.API4]}, names={API_NAME: ["203.0.113.9", net.API6]}),
              profile={"expectedNetworks": ["192.0.2.128/28"]}),
         (WORKS, dig(API_NAME, net.API4, server=net.DNS4),
          tool(["dig", "+tcp", f"@{net.DNS4}", API_NAME], "203.0.113.9")),
         healthy(9, evidence=[("dns", "answers[].queries[].answersDiffer", "has", True)])),
    Case("healthy-other-edge",
         "the comparison resolver knows another address of the same service, as where it has many",
         Plan(first=Resolver(names={API_NAME: [net.API4]}), public=Resolver(names={API_NAME: [net.API6]}),
              profile={"expectedNetworks": []}),
         (WORKS, dig(API_NAME, net.API6, server=net.PUBLIC_DNS4, kind="AAAA"),
          dig(API_NAME, "ANSWER: 0", server=net.DNS4, kind="AAAA")),
         healthy(4, evidence=[("dns", "consistent", "is", False),
                              ("dns", "certificates[].acceptedByVendor", "is", True)])),
    Case("healthy-no-aaaa", "the name has no IPv6 address", Plan(first=Resolver(names={API_NAME: [net.API4]})),
         (WORKS, dig(API_NAME, "NOERROR.*ANSWER: 0", kind="AAAA")), healthy(4)),
    Case("healthy-resolver-without-tcp", "the resolver's TCP port is closed, as on many home routers",
         Plan(nft=(("router2", "forward", f"ip daddr {net.DNS4} tcp dport 53 counter reject with tcp reset"),)),
         (WORKS, tool(["dig", "+tcp", "+tries=1", "+timeout=1", f"@{net.DNS4}", API_NAME], "connection refused")),
         healthy(4)),
    Case("healthy-survey", "everything is asked that can be asked, and nothing is wrong",
         Plan(arguments=("--also", "issuers,tls-versions")),
         (WORKS,), healthy(6, evidence=[("tls", "offers[].outcome", "has", "completed"),
                                        ("tls", "hellos[].outcome", "is", "completed"),
                                        ("tls", "fetchedIssuers", "is", [])])),
    Case("healthy-one-control-lies", "one control server's clock is a day ahead; everything else agrees with ours",
         Plan(clock_ahead={"a": 86400}),
         (WORKS, date_ahead(r"^86[34]\d\d$")), healthy(5)),
)
