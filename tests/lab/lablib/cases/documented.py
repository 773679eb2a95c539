# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Failures that were documented elsewhere (tests/lab/documented.json says where), built as they were described.

What the other files of this folder have already is not built again.
"""

import json

from .. import faults as f
from .. import topology as net
from ..case import Case, broken, degraded, healthy, hurt
from ..certificates import API_NAME
from ..checks import at, bulk, counted, curl, dig, tcp, tool
from ..plan import PROXY_NAME, Nginx, Plan, Resolver, Squid

_URL = f"https://{API_NAME}/v1/models"
_WORKS = curl(_URL, exit=0, status=401)
_SETTINGS = ".claude/settings.json"
_NO_IPV6 = ("client", "net.ipv6.conf.all.disable_ipv6", 1)
_HERE = {"at": "client", "address": "127.0.0.1"}
_API_RULES = [f.no_key()]


def _shell(script, shows):
    return tool(["sh", "-c", script], shows)


def _finding(step, code):
    return (step, "findings[].code", "has", code)


# A relay that has the API below a path of its own.
_RELAY_NAME = "relay.lab.example"
_RELAY_RULES = [{"path": "/api/v1/", **f.no_key()},
                {"status": 404, "headers": {"Content-Type": "application/json"}, "body": '{"error": "Route not found"}'}]
_TO_BASE = 'curl -sS -m 3 -o /dev/null -w "%{http_code}" "$ANTHROPIC_BASE_URL/v1/messages"'

_ENDPOINTS = (
    Case("env-endpoint-relay-without-path", "ANTHROPIC_BASE_URL names a relay without the path it needs: 404",
         Plan(environment={"ANTHROPIC_BASE_URL": f"http://{_RELAY_NAME}"},
              first=Resolver(names={_RELAY_NAME: [net.STRANGE4]}),
              listeners=({"at": "strange", "address": net.STRANGE4, "port": 80, "do": "http",
                          "rules": _RELAY_RULES},)),
         (_WORKS, _shell(_TO_BASE, "404")), hurt("env.endpoint_override")),
    Case("env-endpoint-https-to-plain-port", "ANTHROPIC_BASE_URL says https:// for a local router that speaks plain HTTP",
         Plan(environment={"ANTHROPIC_BASE_URL": "https://127.0.0.1:3000"},
              listeners=({**_HERE, "port": 3000, "do": "say", "text": "HTTP/1.1 400 Bad Request\r\n\r\n"},)),
         (_WORKS, _shell('curl -sS -m 3 "$ANTHROPIC_BASE_URL/v1/models"', "wrong version number")),
         hurt("env.endpoint_invalid", evidence=[("environment", "endpoint.problem", "is", "not_tls")])),
    Case("env-endpoint-through-proxy",
         "ANTHROPIC_BASE_URL names a router on this computer; NO_PROXY is empty, so the proxy is asked for it",
         Plan(environment={"ANTHROPIC_BASE_URL": "http://127.0.0.1:15001", "http_proxy": f.PROXY_URL,
                           "HTTP_PROXY": f.PROXY_URL, "NO_PROXY": "", "no_proxy": ""}, squid=Squid(),
              listeners=({**_HERE, "port": 15001, "do": "http", "rules": _API_RULES},)),
         (_WORKS, _shell('curl -sS -i -m 3 "$ANTHROPIC_BASE_URL/v1/models"', "HTTP/1.1 (403|503)"),
          _shell('curl -sS --noproxy "*" -m 3 "$ANTHROPIC_BASE_URL/v1/models"', "request_id")),
         hurt("env.endpoint_invalid", evidence=[("environment", "endpoint.listens", "is", True)])),
    Case("env-endpoint-exempt-from-proxy", "the same router, exempt from the proxy: it is another endpoint and no more",
         Plan(environment={"ANTHROPIC_BASE_URL": "http://127.0.0.1:15001", "http_proxy": f.PROXY_URL,
                           "HTTP_PROXY": f.PROXY_URL, "NO_PROXY": "localhost,127.0.0.1,::1",
                           "no_proxy": "localhost,127.0.0.1,::1"}, squid=Squid(),
              listeners=({**_HERE, "port": 15001, "do": "http", "rules": _API_RULES},)),
         (_WORKS, _shell('curl -sS -m 3 "$ANTHROPIC_BASE_URL/v1/models"', "request_id")),
         hurt("env.endpoint_override")),
    Case("env-oauth-token-as-key", "a login's token stands in the variable for API keys, which sends it as x-api-key",
         Plan(environment={"ANTHROPIC_API_KEY": f.OAUTH_TOKEN}),
         (_WORKS, _shell('printf %s "$ANTHROPIC_API_KEY" | cut -c1-10', "^sk-ant-oat$")),
         hurt("env.credential_conflict")),
)

_BUNDLES = (
    Case("env-node-ca-der", "NODE_EXTRA_CA_CERTS names a certificate that is not in PEM form (a .cer file)",
         Plan(environment={"NODE_EXTRA_CA_CERTS": "{pki}/ca.der"}),
         (_WORKS, _shell('openssl x509 -inform DER -in "$NODE_EXTRA_CA_CERTS" -noout -subject', "Issuing CA")),
         hurt("env.ca_bundle_invalid")),
    Case("env-conda-ca-file", "SSL_CERT_FILE names a place where the certificates of this installation never were",
         Plan(environment={"SSL_CERT_FILE": "{home}/miniconda3/envs/default/ssl/cacert.pem"},
              home={"miniconda3/envs/default/Library/ssl/cacert.pem": ""}),
         (curl(_URL, exit=77), _shell('ls "$SSL_CERT_FILE"', "No such file")), hurt("env.ca_bundle_invalid")),
)

_RESOLVERS = (
    Case("dns-no-resolv-conf", "there is no /etc/resolv.conf: programs ask this computer, where nothing listens",
         Plan(resolv_conf=False),
         (_shell("cat /etc/resolv.conf", "No such file"), curl(_URL, exit=(6, 28), limit=6)),
         broken("dns.unreachable", seconds=15)),
    Case("dns-resolv-conf-remarks", "words stand behind the addresses of resolv.conf: the system reads over them",
         Plan(nameservers=(f"{net.DNS4}   # the office's",)),
         (_WORKS, _shell("grep -c '[0-9] *#' /etc/resolv.conf", "^1$")),
         healthy(evidence=[_finding("environment", "note.resolver_remarks"),
                           ("environment", "nameServers[]", "is", f"{net.DNS4} #")])),
    Case("dns-tunnel-refuses", "the only name server's address refuses all packets to port 53",
         Plan(nft=(("client", "output", f"ip daddr {net.DNS4} udp dport 53 counter reject"),
                   ("client", "output", f"ip daddr {net.DNS4} tcp dport 53 counter reject with tcp reset"))),
         (dig(API_NAME, "connection refused"), curl(_URL, exit=(6, 28), limit=6)), broken("dns.unreachable", seconds=15)),
)


def _tunnels(count):
    """Leftover tunnels on the client, each with an IPv6 default route that comes before the real one."""
    lines = []
    for number in range(count):
        # Without neighbour discovery what goes in is gone.
        lines += [f"link add utun{number} type veth peer name far{number}", f"link set far{number} up",
                  f"link set utun{number} arp off up",
                  f"address add 2001:db8:f{number}::2/64 dev utun{number} nodad",
                  f"route add ::/0 dev utun{number} metric {10 + number}"]
    return tuple(("client", line) for line in lines)


_FOUR_WORKS = curl(_URL, exit=0, status=401, arguments=("-4",))
_FAMILIES = (
    Case("tcp-ipv6-default-route-taken", "a VPN's IPv6 default route swallows everything; IPv4 works",
         Plan(commands=_tunnels(1)),
         (_FOUR_WORKS, tool(["ip", "-6", "route", "get", net.API6], "dev utun0"), tcp(net.API6, "timeout")),
         degraded("tcp.ipv6_broken", seconds=12)),
    Case("tcp-ipv6-leftover-tunnels", "six tunnels of a removed VPN kept their IPv6 default routes",
         Plan(commands=_tunnels(6)),
         (_FOUR_WORKS, tool(["ip", "-6", "route"], "utun5"), tcp(net.API6, "timeout")),
         degraded("tcp.ipv6_broken", seconds=12)),
    Case("healthy-ipv6-no-way-out", "an IPv6 address and no IPv6 default route, as in a container: nobody tries it first",
         Plan(commands=(("client", f"route del default via {net.ROUTER1_LAN6}"),)),
         (_WORKS, tool(["ip", "-6", "route", "get", net.API6], "unreachable")), healthy(5)),
    Case("path-slow-for-node", "a round trip of 300 ms: longer than Node waits before it tries the next address",
         Plan(delay_ms=150), (curl(_URL, exit=0, status=401, limit=8),
                              tool(["ping", "-n", "-c", "2", net.API4], r"= 3\d\d\.")),
         healthy(20, evidence=[_finding("tcp", "note.connect_slow")])),
    Case("tcp-bridge-over-the-target", "a container bridge of this computer has the target's network as its own",
         Plan(sysctls=(_NO_IPV6,), commands=(
             ("client", "link add docker0 type veth peer name inside0"), ("client", "link set docker0 up"),
             ("client", "link set inside0 up"),
             ("client", "address add 203.0.113.14/28 dev docker0"))),
         (tool(["ip", "route", "get", net.API4], "dev docker0"), curl(_URL, exit=7, limit=6)),
         broken("tcp.address_unreachable", "tcp.timed_out", seconds=15)),
    Case("tcp-refused-locally", "this computer's own filter refuses connections to the target",
         Plan(nft=tuple(("client", "output", f"{family} daddr {address} tcp dport 443 counter reject with tcp reset")
                        for family, address in (("ip", net.API4), ("ip6", net.API6)))),
         (tcp(net.API4, "refused"), tcp(net.API6, "refused"), counted("client", 2)), broken("tcp.refused")),
)


def _hole(name, description, larger_than, up, expect, **plan):
    rules = f.black_hole("router2", "down", larger_than) + (f.black_hole("router2", "up", larger_than) if up else ())
    size = {"up": 6000} if up else {"down": 2000}
    return Case(name, description, Plan(nft=rules, **plan),
                (bulk(net.API4, arrives=False, **size), bulk(net.API4, arrives=True, segment=1100, **size)), expect)


_SIZES = (
    _hole("mtu-hole-1450", "a cloud's tunnel carries 1,450 bytes, a container's interface says 1,500, and no message "
          "tells of it", 1450, True, hurt("mtu.black_hole", seconds=15)),
    _hole("mtu-hole-behind-tunnel", "the tunnel's interface says 1,400 bytes, its path carries 1,380", 1380, True,
          hurt("mtu.black_hole", seconds=15),
          commands=(("client", "link set eth0 mtu 1400"), ("router1", "link set lan mtu 1400"))),
    _hole("mtu-hole-nested-tunnels", "a tunnel of 1,420 bytes inside of one of 1,280: long answers never end", 1280,
          False, hurt("mtu.black_hole", seconds=15)),
    Case("mtu-low-1124", "a hotel's network carries 1,124 bytes, and tells so",
         Plan(sysctls=(_NO_IPV6,), commands=(("router2", "link set far mtu 1124"),
                                             ("router3", "link set near mtu 1124"))),
         (_WORKS, tool(["ping", "-n", "-c", "2", "-i", "0.2", "-M", "do", "-s", "1400", net.API4], "mtu ?= ?1124")),
         degraded("mtu.low", evidence=[("mtu", "pathMtu", "is", 1124), ("mtu", "blackHole", "is", False)])),
)


def _intercepted(name, description, authority, check, expect, **plan):
    rules, listeners = f.middlebox("router2", "intercept", {"certificate": f"{authority}-all"}, only_api=False)
    return Case(name, description, Plan(nft=rules, listeners=listeners, **plan), check, expect)


_NODE_FILE = "{pki}/roots/corporate.pem"
_UNKNOWN_ROOT = curl(_URL, exit=60, shows="self-signed certificate|local issuer")
_INTERCEPTIONS = (
    _intercepted("tls-intercepted-antivirus", "a virus scanner re-signs everything; its root is in the system's store",
                 "avast", (curl(_URL, exit=0, status=401, arguments=("-v",), shows="issuer:.*Avast Web/Mail Shield"),),
                 hurt("tls.intercepted"), store="avast"),
    _intercepted("tls-intercepted-antivirus-untrusted", "a virus scanner re-signs everything; its root is not installed",
                 "avast", (_UNKNOWN_ROOT, curl(_URL, arguments=("-vk",), shows="issuer:.*Avast Web/Mail Shield")),
                 broken("tls.intercepted")),
    _intercepted("tls-intercepted-ca-in-settings",
                 "the company's gateway re-signs everything; the Claude settings name its root, the system does not "
                 "know it", "corporate", (_UNKNOWN_ROOT, tool(["cat", "{home}/" + _SETTINGS], "corporate.pem")),
                 hurt("tls.intercepted", "tls.store_mismatch"),
                 home={_SETTINGS: json.dumps({"env": {"NODE_EXTRA_CA_CERTS": _NODE_FILE}})}),
    _intercepted("tls-intercepted-ca-exported",
                 "the same, with the root named by a variable of the shell, which a program started elsewhere lacks",
                 "corporate", (_UNKNOWN_ROOT, _shell(f'curl -sS --cacert "$NODE_EXTRA_CA_CERTS" {_URL}', "request_id")),
                 hurt("tls.intercepted", "tls.store_mismatch"), environment={"NODE_EXTRA_CA_CERTS": _NODE_FILE}),
)

_OLD_BOX = f.middlebox("router2", "tls13_filter")
_OLD_GATEWAY = f.middlebox("router2", "intercept", {"certificate": "corporate-all", "maximum": "1.2"}, only_api=False)
_VERSIONS = (
    Case("tls-reset-at-tls-13", "a box on the way does not know TLS 1.3 and resets whoever offers it",
         Plan(nft=_OLD_BOX[0], listeners=_OLD_BOX[1]),
         (curl(_URL, exit=35, shows="reset by peer"),
          curl(_URL, exit=0, status=401, arguments=("--tls-max", "1.2"))),
         broken("tls.reset", "tls.version_or_cipher_mismatch")),
    Case("tls-intercepted-by-tls-12", "the company's gateway re-signs everything and speaks no newer TLS than 1.2",
         Plan(nft=_OLD_GATEWAY[0], listeners=_OLD_GATEWAY[1], store="corporate"),
         (curl(_URL, exit=0, status=401, arguments=("-v",), shows="TLSv1.2.*issuer:.*Example Corporation"),
          curl(_URL, exit=35, arguments=("--tlsv1.3",))),
         hurt("tls.intercepted", evidence=[("tls", "version", "is", "TLSv1.2")])),
)

_READ = f"curl -sS -m 3 --compressed {_URL}"
_ERROR = f.no_key()["body"]
_GZIPPED = {**f.api_answer(400, "invalid_request_error", "messages: field required"), "gzip": True}
_ANSWERS = (
    Case("http-encoding-left", "a box unpacked the answer and left its Content-Encoding: gzip",
         Plan(api=None, listeners=f.api_page([{**f.no_key(), "headers": {"Content-Encoding": "gzip"}}])),
         (curl(_URL, exit=0, status=401, shows="Content-Encoding: gzip.*request_id"),
          _shell(_READ, "incorrect header check|Unrecognized|decod")), broken("http.response.invalid")),
    Case("http-gzip-unmarked", "a gateway passes a packed error on and loses the header that says so",
         Plan(api=None, listeners=f.api_page([_GZIPPED])),
         (_shell(f"curl -sS -m 3 {_URL} | gunzip", "field required"),), broken("http.response.invalid")),
    # Who does not ask for it gets the answer plain, as curl does where nobody tells it otherwise.
    Case("healthy-gzip", "the API packs its answer for who asks for that, and says so",
         Plan(api=None, listeners=f.api_page([{**f.no_key(), "packs": True}])),
         (curl(_URL, exit=0, status=401, arguments=("--compressed",), shows="Content-Encoding: gzip"),
          _shell(_READ, "request_id"), _shell(f"curl -sS -m 3 {_URL}", "request_id")), healthy(4)),
    Case("http-challenge-by-header-alone", "a content network asks for proof of a human, and only a header says so",
         Plan(api=Nginx(status=403, body='{"error": "forbidden"}', from_the_api=False,
                        headers=(("cf-mitigated", "challenge"), ("cf-ray", "9a1b2c3d4e5f6789-DEN")))),
         (curl(_URL, exit=0, status=403, shows="cf-mitigated: challenge"),),
         broken("http.blocked", evidence=[("http", "mitigated", "is", "challenge"),
                                          ("http", "rayId", "is", "9a1b2c3d4e5f6789-DEN")])),
    Case("http-403-bare-page", "a bare page says 403 Forbidden in the API's place",
         Plan(api=Nginx(status=403, body="<html><head><title>403</title></head><body>403 Forbidden</body></html>",
                        content_type="text/html", from_the_api=False)),
         (curl(_URL, exit=0, status=403, shows="403 Forbidden"),), broken("http.blocked")),
)

_PROXIES = (
    Case("proxy-https-to-plain-port", "the proxy variables say https:// for a proxy that speaks plain HTTP",
         Plan(squid=Squid(), environment=f.via_proxy(f"https://{PROXY_NAME}:3128")),
         (curl(_URL, exit=(35, 56), shows="wrong version number"),), broken("proxy.protocol_error")),
)

CASES = (*_ENDPOINTS, *_BUNDLES, *_RESOLVERS, *_FAMILIES, *_SIZES, *_INTERCEPTIONS, *_VERSIONS, *_ANSWERS, *_PROXIES)
