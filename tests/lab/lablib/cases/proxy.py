# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of the proxy that the computer's variables name, and of what a proxy does to answers."""

from .. import faults as f
from .. import topology as net
from ..case import Case, broken, degraded, hurt
from ..certificates import API_NAME
from ..checks import curl, tcp, tool
from ..plan import PROXY_NAME, Dante, Plan, Resolver, Squid, Tinyproxy

_URL = f"https://{API_NAME}/v1/models"
_PAGE = ("Server: FilterBox\r\nContent-Type: text/html\r\nContent-Length: 33\r\nConnection: close\r\n\r\n"
         "<html><body>Refused</body></html>")


def _case(name, description, check, code, seconds=10.0, url=f.PROXY_URL, evidence=(), **plan):
    return Case(name, description, Plan(environment=f.via_proxy(url), **plan), check,
                broken(code, seconds=seconds, evidence=evidence))


def _finds(code):
    return ("proxy", "findings[].code", "has", code)


_DIRECT_WORKS = (_finds("note.proxy_direct_works"), ("proxy", "direct.verified", "is", True),
                 ("proxy", "direct.status", "is", 401))


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
    _case("proxy-403", "the proxy's policy refuses the API's name",
          (curl(_URL, exit=56, shows="403"), curl(_URL, exit=0, status=401, arguments=("--noproxy", "*"))),
          "proxy.denied", squid=Squid(deny=(API_NAME,)), evidence=_DIRECT_WORKS),
    _case("proxy-filter", "tinyproxy's filter refuses the API's name", (curl(_URL, exit=56, shows="403"),),
          "proxy.denied", tinyproxy=Tinyproxy(deny=(r"(^|\.)lab\.example$",)), evidence=_DIRECT_WORKS),
    _case("proxy-filter-only-way", "tinyproxy's filter refuses the API's name, and nobody gets past it",
          (curl(_URL, exit=56, shows="403"), curl(_URL, exit=28, arguments=("--noproxy", "*"), limit=1)),
          "proxy.denied", tinyproxy=Tinyproxy(deny=(r"(^|\.)lab\.example$",)), nft=f.only_the_proxy(),
          evidence=[("proxy", "findings[].code", "lacks", "note.proxy_direct_works"),
                    ("proxy", "direct.outcome", "is", "timed_out")]),
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

_WITH = f.with_password()
_BY_DIGEST = ("--proxy-digest",)
_SIGNING_IN = (
    _case("proxy-407-wrong-password", "the variables hold a password that the proxy does not take",
          (curl(_URL, exit=56, shows="407"), curl(_URL, exit=0, status=401, arguments=("-x", _WITH))),
          "proxy.auth_required", url=f.with_password("an-old-one"), squid=Squid(password=True),
          evidence=[("proxy", "authTried", "is", "Basic"), _finds("note.proxy_password_refused")]),
    _case("proxy-407-tinyproxy", "tinyproxy demands a password", (curl(_URL, exit=56, shows="407|401"),),
          "proxy.auth_required", tinyproxy=Tinyproxy(password=True),
          evidence=[("proxy", "authTried", "is", None), ("proxy", "findings[].code", "lacks",
                                                         "note.proxy_password_refused")]),
    _case("proxy-407-digest", "the proxy demands Digest, and the variables hold the right password",
          (curl(_URL, exit=56, shows="407.*Digest"), curl(_URL, exit=0, status=401, arguments=_BY_DIGEST)),
          "proxy.auth_required", url=_WITH, squid=Squid(digest=True),
          evidence=[("proxy", "authTried", "is", "Digest MD5"), ("proxy", "outcome", "is", "open"),
                    ("http", "fromTheApi", "is", True), _finds("note.proxy_digest_only")]),
    _case("proxy-407-digest-wrong", "the proxy demands Digest, and the password is wrong",
          (curl(_URL, exit=56, shows="407", arguments=_BY_DIGEST),
           curl(_URL, exit=0, status=401, arguments=(*_BY_DIGEST, "-x", _WITH))),
          "proxy.auth_required", url=f.with_password("an-old-one"), squid=Squid(digest=True),
          evidence=[("proxy", "authTried", "is", "Digest MD5"), _finds("note.proxy_password_refused")]),
    _case("proxy-407-company", "squid demands Negotiate or NTLM",
          (curl(_URL, exit=56, shows="407.*Negotiate.*NTLM"),
           curl(_URL, exit=0, status=401, arguments=("--proxy-ntlm", "--proxy-user", "lab:any"))),
          "proxy.auth_required", squid=Squid(company=True),
          evidence=[("proxy", "authSchemes", "is", ["Negotiate", "NTLM"]), _finds("note.proxy_company_sign_in")]),
)

_BY_NAME = ("--proxy", f.SOCKS_URL)
_SOCKS = (
    Case("proxy-socks-refused-by-rule", "the SOCKS proxy's rules refuse the API",
         Plan(dante=Dante(deny=(API_NAME,)), arguments=_BY_NAME),
         (curl(_URL, exit=97, arguments=("-x", f.SOCKS_URL), shows="SOCKS5.*2|not allowed"),), broken("proxy.denied")),
    Case("proxy-socks-password", "the SOCKS proxy demands a password",
         Plan(dante=Dante(password=True), arguments=_BY_NAME),
         (curl(_URL, exit=97, arguments=("-x", f.SOCKS_URL), shows="authentication"),), broken("proxy.auth_required")),
    Case("proxy-socks-wrong-password", "the SOCKS proxy demands a password, and the one given is an old one",
         Plan(dante=Dante(password=True), arguments=("--proxy", f.with_password("an-old-one", "socks5h"))),
         (curl(_URL, exit=97, arguments=("-x", f.with_password("an-old-one", "socks5h"))),
          curl(_URL, exit=0, status=401, arguments=("-x", f.with_password(scheme="socks5h")))),
         broken("proxy.auth_required", evidence=[_finds("note.proxy_password_refused")])),
    Case("proxy-socks-cannot-connect", "the SOCKS proxy's connection to the API is refused",
         Plan(dante=Dante(), arguments=_BY_NAME, nft=f.api_rule("router2", "reject with tcp reset")),
         (curl(_URL, exit=97, arguments=("-x", f.SOCKS_URL), shows="SOCKS5"),), broken("proxy.bad_gateway")),
    Case("proxy-socks-names-here", "socks5:// leaves names to this computer, which cannot resolve any",
         Plan(dante=Dante(), arguments=("--proxy", f"socks5://{net.PROXY4}:1080"), nft=f.no_names_here()),
         (curl(_URL, exit=(5, 6, 28, 97), arguments=("-x", f"socks5://{net.PROXY4}:1080")),
          curl(_URL, exit=0, status=401, arguments=("-x", f"socks5h://{net.PROXY4}:1080"))),
         degraded("dns.unreachable", seconds=25, evidence=[_finds("note.proxy_names_here")])),
)


_HINTED = (
    Case("proxy-kde-not-in-variables", "KDE's settings name the only way out, and no variable does",
         Plan(squid=Squid(), nft=f.only_the_proxy(), environment={"XDG_CURRENT_DESKTOP": "KDE"},
              home={".config/kioslaverc": f"[Proxy Settings]\nProxyType=1\nhttpsProxy=http://{PROXY_NAME} 3128\n"}),
         (curl(_URL, exit=28, limit=1), curl(_URL, exit=0, status=401, arguments=("-x", f.PROXY_URL))),
         hurt("env.proxy_mismatch", seconds=15, evidence=[
             ("proxy", "source", "is", "KDE settings"), ("proxy", "outcome", "is", "open")])),
    Case("proxy-kde-dead", "KDE's settings name a proxy that is gone, and clients go past it",
         Plan(environment={"XDG_CURRENT_DESKTOP": "KDE"},
              home={".config/kioslaverc": f"[Proxy Settings]\nProxyType=1\nhttpsProxy=http://{PROXY_NAME} 3128\n"}),
         (curl(_URL, exit=0, status=401),
          tool(["sh", "-c",
                f'curl -sS -m 3 -x "$(sed -n s/^httpsProxy=//p {{home}}/.config/kioslaverc | tr " " :)" {_URL}'],
               "refused|Failed to connect", exit=7)),
         degraded("env.proxy_mismatch", evidence=[
             ("proxy", "source", "is", "KDE settings"), ("proxy", "outcome", "is", "refused")])),
    Case("proxy-hint-npm", "npm's settings name the only way out, and no client knows of it",
         Plan(squid=Squid(), nft=f.only_the_proxy(),
              home={".npmrc": f"; written by the IT department\nhttps-proxy={f.PROXY_URL}\n"}),
         (curl(_URL, exit=28, limit=1),
          tool(["sh", "-c", f'curl -sS -m 3 -x "$(sed -n s/^https-proxy=//p {{home}}/.npmrc)" {_URL}'], "request_id")),
         broken("tcp.timed_out", seconds=15, evidence=[
             ("environment", "findings[].code", "has", "note.proxy_hint"), ("environment", "hints[].line", "has", 2)])),
)


def _altering(name, description, how, expect, *checks):
    api = f.api_page([{**f.no_key(), "packs": True}])
    return Case(name, description, Plan(api=None, listeners=(*api, *f.opening_proxy(how)), store="corporate",
                                        environment=f.via_proxy()), checks, expect)


_PACKED = ("--compressed",)
_ALTERING = (
    _altering("proxy-unpacks-body", "the proxy unpacks answers and leaves Content-Encoding", "unpacks",
              broken("http.response.invalid", evidence=[("http", "altered", "is", "unpacked"),
                                                        ("http", "findings[].explanation", "mentions", f.PROXY_URL),
                                                        _finds("note.proxy_direct_works")]),
              curl(_URL, exit=61, arguments=_PACKED), curl(_URL, exit=0, status=401),
              curl(_URL, exit=0, status=401, arguments=(*_PACKED, "--noproxy", "*"))),
    _altering("proxy-packs-body", "the proxy passes packed answers on without Content-Encoding", "packs",
              broken("http.response.invalid", evidence=[("http", "altered", "is", "packed"),
                                                        ("http", "findings[].explanation", "mentions", f.PROXY_URL)]),
              tool(["sh", "-c", f"curl -sS -m 5 {_URL} | head -c 2 | od -An -tx1"], "1f 8b"),
              curl(_URL, exit=0, status=401, arguments=(*_PACKED, "--noproxy", "*"), shows="authentication_error")),
    _altering("proxy-alters-headers", "the proxy takes request-id away and adds headers of its own", "headers",
              hurt("tls.intercepted", evidence=[("http", "via", "mentions", "gateway.corp.example"),
                                                ("http", "fromTheApi", "is", True), ("http", "altered", "is", None),
                                                ("http", "askedPacked", "is", True)]),
              curl(_URL, exit=0, status=401, shows="[Vv]ia: 1.1 gateway(?!.*request-id: req)")),
)

CASES = (*_ABSENT, *_REFUSING, *_FAILING, *_SIGNING_IN, *_SOCKS, *_HINTED, *_ALTERING)
