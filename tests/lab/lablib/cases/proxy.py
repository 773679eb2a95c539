# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of the proxy that the computer's variables name."""

from .. import faults as f
from .. import topology as net
from ..case import Case, broken
from ..certificates import API_NAME
from ..checks import curl, tcp, tool
from ..plan import PROXY_NAME, Plan, Resolver, Squid

_URL = f"https://{API_NAME}/v1/models"
_PAGE = ("Server: FilterBox\r\nContent-Type: text/html\r\nContent-Length: 33\r\nConnection: close\r\n\r\n"
         "<html><body>Refused</body></html>")


def _case(name, description, check, code, seconds=10.0, url=f.PROXY_URL, **plan):
    return Case(name, description, Plan(environment=f.via_proxy(url), **plan), check, broken(code, seconds=seconds))


def _says(name, description, text, check, code, **more):
    return _case(name, description, check, code, listeners=f.on_proxy("proxy", text=text), **more)


_ABSENT = (
    _case("proxy-name-unknown", "the proxy's name does not exist", (curl(_URL, exit=5),), "proxy.name_not_resolved",
          url="http://proxy.nowhere.example:3128"),
    _case("proxy-refused", "nothing listens at the proxy's port", (curl(_URL, exit=7), tcp(net.PROXY4, "refused",
                                                                                           3128)),
          "proxy.refused"),
    _case("proxy-silent-address", "packets to the proxy vanish", (curl(_URL, exit=28), tcp(net.PROXY4, "timeout",
                                                                                           3128)),
          "proxy.timed_out", 20, squid=Squid(), nft=f.silence("router1", net.PROXY4)),
    _case("proxy-unreachable", "the gateway says that the proxy's host is unreachable",
          (curl(_URL, exit=7), tcp(net.PROXY4, "unreachable", 3128)), "proxy.unreachable", squid=Squid(),
          nft=(("router1", "forward", f"ip daddr {net.PROXY4} counter reject with icmpx host-unreachable"),)),
)

_REFUSING = (
    _case("proxy-407", "the proxy demands a password", (curl(_URL, exit=56, shows="407"),), "proxy.auth_required",
          squid=Squid(password=True)),
    _says("proxy-407-ntlm", "the proxy demands NTLM or Negotiate, which Claude's clients cannot do",
          "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n"
          + _PAGE, (curl(_URL, exit=56, shows="407.*NTLM"),), "proxy.auth_required"),
    _case("proxy-403", "the proxy's policy refuses the API's name", (curl(_URL, exit=56, shows="403"),), "proxy.denied",
          squid=Squid(deny=(API_NAME,))),
    _says("proxy-403-page", "the proxy answers CONNECT with a filter's page", "HTTP/1.1 403 Forbidden\r\n" + _PAGE,
          (curl(_URL, exit=56, shows="403.*FilterBox"),), "proxy.denied"),
)

_FAILING = (
    _case("proxy-cannot-resolve", "the proxy cannot resolve the API's name", (curl(_URL, exit=56,
                                                                                   shows="response 50[03]"),),
          "proxy.bad_gateway", 15, squid=Squid(), first=Resolver(names={API_NAME: None})),
    _case("proxy-cannot-connect", "the proxy's connection to the API is refused", (curl(_URL, exit=56, shows="503"),),
          "proxy.bad_gateway", squid=Squid(),
          nft=f.api_rule("router2", "reject with tcp reset")),
    _says("proxy-502", "the proxy answers CONNECT with 502", "HTTP/1.1 502 Bad Gateway\r\n" + _PAGE,
          (curl(_URL, exit=56, shows="502"),), "proxy.bad_gateway"),
    _says("proxy-garbage", "what answers at the proxy's port is no HTTP proxy", "220 mail.example ESMTP ready\r\n",
          (curl(_URL, exit=(1, 56), shows="HTTP/0.9|Invalid|CONNECT|malformed|unsupported"),), "proxy.protocol_error"),
    _case("proxy-closes", "the proxy closes at CONNECT without a word",
          (curl(_URL, exit=56, shows="Proxy CONNECT aborted"),), "proxy.protocol_error",
          listeners=f.on_proxy("close_after_data")),
    _says("proxy-mute", "the proxy takes CONNECT and never answers", "",
          (curl(_URL, exit=28), tool(["curl", "-sS", "-m", "2", "-v", "-x", f"http://{PROXY_NAME}:3128", _URL],
                                     "Establish HTTP proxy tunnel(?!.*HTTP/1.. )")), "proxy.timed_out", seconds=25),
)

CASES = (*_ABSENT, *_REFUSING, *_FAILING)
