# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans: what a case's bed looks like, as plain values. A default Plan is the healthy bed."""

import dataclasses
import typing

from . import topology as net
from .certificates import API_NAME, CONTROL_NAMES, WEB_NAME

PROXY_NAME = "proxy.lab.example"
PORTAL_NAME = "portal.hotel.example"
SYSTEM_PYTHON = "/usr/bin/python3"    # knows the modules that are installed as packages
STRANGE_PAGE = "<!DOCTYPE html><html><title>Shop</title><body>This is some other site.</body></html>\n"

# Every name the lab's resolvers know; a plan's resolver may override single names.
ZONE = {
    API_NAME: [net.API4, net.API6],
    WEB_NAME: [net.CONTROL_A4, net.CONTROL_A6],
    CONTROL_NAMES[0]: [net.CONTROL_A4, net.CONTROL_A6],
    CONTROL_NAMES[1]: [net.CONTROL_B4, net.CONTROL_B6],
    PROXY_NAME: [net.PROXY4],
    PORTAL_NAME: [net.STRANGE4],
    "gateway.home.example": [net.ROUTER1_LAN4, net.ROUTER1_LAN6],
    "edge.provider.example": [net.ROUTER2_NEAR4, net.ROUTER2_NEAR6],
    "core.far.example": [net.ROUTER3_NEAR4, net.ROUTER3_NEAR6],
}


@dataclasses.dataclass(frozen=True)
class Resolver:
    """A DNS server. `names` overrides the zone: an empty list leaves the name without addresses, None removes it.

    With `rcode`, `delay` or `forged` a script answers instead of dnsmasq; `rcode` applies to every question.
    `forged` is what a box on the way says first, over UDP alone; the true answer follows.
    """
    names: dict = dataclasses.field(default_factory=dict)
    rcode: typing.Optional[str] = None
    delay: float = 0.0
    aliases: dict = dataclasses.field(default_factory=dict)
    forged: typing.Optional[dict] = None

    def zone(self):
        """The names this server answers for."""
        merged = {**ZONE, **self.names}
        return {name: addresses for name, addresses in merged.items() if addresses is not None}


@dataclasses.dataclass(frozen=True)
class Nginx:
    """The API's server: its certificate, TLS settings, and what it answers to a request without a key."""
    certificate: str = "api"
    tls: bool = True
    protocols: str = "TLSv1.2 TLSv1.3"
    ciphers: str = ""
    staple: str = ""
    status: int = 401
    body: str = ""
    content_type: str = "application/json"
    headers: tuple = ()
    from_the_api: bool = True
    asks_for_client: bool = False                                # a client certificate is welcome, not demanded
    breaks: bool = False                                         # 503 while a file services.BROKEN stands


@dataclasses.dataclass(frozen=True)
class Squid:
    """The HTTP proxy of the corporate network."""
    password: bool = False
    deny: tuple = ()
    bump: bool = False
    digest: bool = False                                         # the password as Digest, and no other way
    company: bool = False                                        # Negotiate and NTLM, and no other way
    tls: bool = False                                            # TLS with the proxy itself


@dataclasses.dataclass(frozen=True)
class Tinyproxy:
    """A small HTTP proxy, at the same port."""
    deny: tuple = ()                                             # regular expressions of names
    password: bool = False


@dataclasses.dataclass(frozen=True)
class Dante:
    """A SOCKS 5 proxy at port 1080, which resolves names by itself."""
    deny: tuple = ()                                             # names
    password: bool = False                                       # the system's users alone: PROXY_USER is one


@dataclasses.dataclass(frozen=True)
class Plan:
    """Everything that may differ between two beds."""
    first: typing.Optional[Resolver] = Resolver()
    second: typing.Optional[Resolver] = None
    public: typing.Optional[Resolver] = Resolver()
    nameservers: tuple = (net.DNS4,)
    resolver_lines: tuple = ()                                   # more lines of resolv.conf
    resolv_conf: bool = True                                     # False: there is no such file
    hosts: tuple = ()
    api: typing.Optional[Nginx] = Nginx()
    squid: typing.Optional[Squid] = None
    tinyproxy: typing.Optional[Tinyproxy] = None
    dante: typing.Optional[Dante] = None
    control_behaviour: typing.Optional[dict] = None
    control_certificate: str = "web"
    issuer_served: dict = dataclasses.field(default_factory=lambda: {"file": "ca.der"})  # a rule for /ca.der
    clock_ahead: dict = dataclasses.field(default_factory=dict)   # control "a", "b": seconds its Date is ahead
    listeners: tuple = ()                                        # for serve.py, see behaviours.py
    nft: tuple = ()                                              # (namespace, hook, rule)
    commands: tuple = ()                                         # (namespace, a line for `ip -batch`)
    sysctls: tuple = ()                                          # (namespace, key, value)
    delay_ms: float = 0.0                                        # each way, between router2 and router3
    extra_routers: int = 0                                       # more of them there, at most 60
    second_way: bool = False                                     # a router beside router2, balanced by flow
    store: str = "public"                                        # whose trust store the client has
    environment: dict = dataclasses.field(default_factory=dict)
    home: dict = dataclasses.field(default_factory=dict)         # path below HOME: text
    profile: dict = dataclasses.field(default_factory=dict)      # keys that replace the lab profile's
    arguments: tuple = ()                                        # more arguments for pathlight-cli diagnose

    def modules(self):
        """The Python modules this bed cannot do without."""
        return ["h2"] if any(listener.get("do") == "http_both" for listener in self.listeners) else []

    def tools(self):
        """The programs this bed cannot do without."""
        needed = ["unshare", "ip", "nft", "openssl", "curl", "dig", "ping", "dnsmasq"]
        needed += ["nginx"] if self.api else []
        needed += ["squid"] if self.squid else []
        needed += ["tinyproxy"] if self.tinyproxy else []
        needed += ["danted"] if self.dante else []
        needed += ["g++"] if self.delay_ms else []
        needed += ["node", "python3"] if "clients" in self.arguments else []
        return needed


def profile(plan):
    """The target profile (contract, section 4) of the lab's API."""
    return {
        "id": "lab-api", "name": "Lab API", "url": "https://" + API_NAME,
        "probe": {"method": "GET", "path": "/v1/models", "headers": {"anthropic-version": "2023-06-01"}},
        "auth": {"header": "x-api-key", "environment": ["ANTHROPIC_API_KEY"]},
        "expectedNetworks": net.API_NETWORKS,
        "comparisonResolvers": [net.PUBLIC_DNS4],
        "controls": [{"url": f"http://{name}/generate_204", "status": 204, "body": ""} for name in CONTROL_NAMES],
        "tlsControlName": WEB_NAME,
        "asOf": "2026-11-01",
        **plan.profile,
    }
