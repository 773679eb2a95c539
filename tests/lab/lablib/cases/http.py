# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of HTTP: portals and filters in the API's place, and answers that are none."""

from .. import faults as f
from .. import topology as net
from ..case import Case, broken, degraded, healthy
from ..certificates import API_NAME, CONTROL_NAMES, WEB_NAME
from ..checks import curl
from ..plan import PORTAL_NAME, Nginx, Plan, Resolver

_URL = f"https://{API_NAME}/v1/models"
_CONTROL = f"http://{CONTROL_NAMES[0]}/generate_204"
_LOGIN = "<!DOCTYPE html><html><title>Wi-Fi</title><body><form action=/login>Please sign in.</form></body></html>\n"
_TO_LOGIN = [{"path": "/login", "status": 200, "headers": {"Content-Type": "text/html"}, "body": _LOGIN},
             {"status": 302, "headers": {"Location": f"http://{PORTAL_NAME}/login"}, "body": "Found"}]
_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def _portal(name, description, http_rules, https, check):
    """A gateway at home or in a hotel that answers port 80 itself, and port 443 as `https` says."""
    rules80, listeners80 = f.everything_to("router1", 80, 8080, do="http", rules=http_rules)
    rules443, listeners443 = f.everything_to("router1", 443, 8443, **https)
    return Case(name, description, Plan(nft=rules80 + rules443, listeners=listeners80 + listeners443), check,
                broken("http.captive_portal", seconds=15))


_PORTAL_TLS = {"do": "http", "tls": {"certificate": "portal"}, "rules": _TO_LOGIN}
_SELF_SIGNED = curl(_URL, exit=60, shows="self-signed certificate")
_HIJACKED = {name: [net.STRANGE4] for name in (API_NAME, WEB_NAME, *CONTROL_NAMES, PORTAL_NAME)}

_PORTALS = (
    _portal("http-portal-redirect",
            "a hotel's portal: plain HTTP leads to its login page, HTTPS shows its own certificate",
            _TO_LOGIN, _PORTAL_TLS, (curl(_CONTROL, exit=0, status=302, shows="/login"), _SELF_SIGNED)),
    _portal("http-portal-page", "a portal that answers every page with its login form",
            [{"status": 200, "headers": {"Content-Type": "text/html"}, "body": _LOGIN}], _PORTAL_TLS,
            (curl(_CONTROL, exit=0, status=200, shows="Please sign in"), _SELF_SIGNED)),
    _portal("http-portal-511", "a portal that says 511 Network Authentication Required",
            [{"status": 511, "reason": "Network Authentication Required", "body": _LOGIN}], _PORTAL_TLS,
            (curl(_CONTROL, exit=0, status=511), _SELF_SIGNED)),
    _portal("http-portal-closes-tls", "a portal that closes every HTTPS connection", _TO_LOGIN,
            {"do": "close_after_data"}, (curl(_CONTROL, exit=0, status=302, shows="/login"), curl(_URL, exit=35))),
    _portal("http-portal-resets-tls", "a portal that resets every HTTPS connection", _TO_LOGIN,
            {"do": "reset_after_data"}, (curl(_CONTROL, exit=0, status=302, shows="/login"), curl(_URL, exit=35))),
    Case("http-portal-by-dns", "a portal whose resolver sends every name to the portal itself",
         Plan(first=Resolver(names=_HIJACKED), nft=f.silence("router1", net.PUBLIC_DNS4),
              listeners=({"at": "strange", "address": net.STRANGE4, "port": 80, "do": "http", "rules": _TO_LOGIN},
                         {"at": "strange", "address": net.STRANGE4, "port": 443, **_PORTAL_TLS})),
         (curl(_CONTROL, exit=0, status=302, shows="/login"), _SELF_SIGNED), broken("http.captive_portal", seconds=15)),
)


def _page(name, description, code, status, body, shows, headers=(), **nginx):
    plan = Plan(api=Nginx(status=status, body=body, content_type="text/html", headers=headers, from_the_api=False,
                          **nginx))
    codes = code if isinstance(code, tuple) else (code,)
    return Case(name, description, plan, (curl(_URL, exit=0, status=status, shows=shows),), broken(*codes))


_PAGES = (
    _page("http-challenge", "a content network asks for proof of a human", "http.blocked", 403,
          "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>",
          "Just a moment", (("cf-mitigated", "challenge"), ("cf-ray", "9a1b2c3d4e5f6789-FRA"))),
    _page("http-waf", "a content network's firewall says: you have been blocked", "http.blocked", 403,
          "<!DOCTYPE html><html><title>Attention Required! | Cloudflare</title><body><h1>Sorry, you have "
          "been blocked</h1></body></html>", "you have been blocked", (("cf-ray", "9a1b2c3d4e5f6789-FRA"),)),
    _page("http-filter-page", "a web filter's page in the API's place", "http.blocked", 403,
          "<html><head><title>Web Page Blocked</title></head><body>Access to this page has been blocked in "
          "accordance with company policy. Category: Artificial Intelligence.</body></html>", "company policy"),
    _page("http-not-the-api", "a web server's welcome page answers", "http.not_the_api", 200,
          "<!DOCTYPE html><html><head><title>Welcome to nginx!</title></head><body>It works.</body></html>",
          "Welcome to nginx"),
    _page("http-edge-520", "the content network could not reach the API: its own error page",
          ("http.error", "http.not_the_api", "http.blocked"), 520,
          "<html><head><title>520: Web server is returning an unknown error</title></head><body></body></html>",
          "unknown error", (("cf-ray", "9a1b2c3d4e5f6789-FRA"),)),
)


def _answer(name, description, listeners, check, code, seconds=10.0):
    codes = code if isinstance(code, tuple) else (code,)
    return Case(name, description, Plan(api=None, listeners=listeners), check, broken(*codes, seconds=seconds))


_BAD_ANSWERS = (
    Case("http-json-of-another", "some other service answers, in JSON, without the API's marks",
         Plan(api=Nginx(status=200, body='{"status": "ok", "service": "inventory"}', from_the_api=False)),
         (curl(_URL, exit=0, status=200, shows="inventory"),), broken("http.not_the_api")),
    _answer("http-redirect-loop", "the API's address redirects for ever to itself",
            f.api_page([{"status": 307, "headers": {"Location": "/v1/models"}}]),
            (curl(_URL, exit=47, arguments=("-L", "--max-redirs", "10")),), "http.response.redirect_loop"),
    _answer("http-silent", "the request is read and never answered", f.on_api("swallow", {"certificate": "api"}),
            (curl(_URL, exit=28, arguments=("-v",), shows="SSL certificate verify ok"),), "http.timed_out", 25),
    _answer("http-closed", "the connection is closed without one byte of an answer",
            f.on_api("close_after_data", {"certificate": "api"}),
            (curl(_URL, exit=(52, 56), arguments=("-v",), shows="SSL certificate verify ok"),), "http.closed"),
    _answer("http-reset", "the connection is reset without one byte of an answer",
            f.on_api("reset_after_data", {"certificate": "api"}),
            (curl(_URL, exit=56, arguments=("-v",), shows="SSL certificate verify ok.*reset by peer"),), "http.closed"),
    _answer("http-half", "the body ends before its announced length",
            f.raw(_HEAD + 'Content-Length: 4096\r\n\r\n{"type": "error", "err'),
            (curl(_URL, exit=(18, 56), status=200),), "http.response.invalid"),
    _answer("http-body-stalls", "the body stops in the middle, and the connection stays open",
            f.on_api("say", {"certificate": "api"}, keep=True, text=_HEAD + 'Content-Length: 4096\r\n\r\n{"type": "err'),
            (curl(_URL, exit=28, status=200),), ("http.response.invalid", "http.timed_out"), 30),
    _answer("http-head-stalls", "the head stops in the middle, and the connection stays open",
            f.on_api("say", {"certificate": "api"}, keep=True, text="HTTP/1.1 200 OK\r\nContent-Type: appl"),
            (curl(_URL, exit=28, arguments=("-v",), shows="HTTP/1.1 200 OK"),),
            ("http.timed_out", "http.response.invalid"), 30),
    _answer("http-broken-chunks", "the body's chunks are malformed",
            f.raw(_HEAD + "Transfer-Encoding: chunked\r\n\r\nnothing hexadecimal\r\n{}\r\n0\r\n\r\n"),
            (curl(_URL, exit=56, status=200),), "http.response.invalid"),
    _answer("http-endless", "the body never ends", f.on_api("drip", {"certificate": "api"}, filler="lorem ipsum ",
                                                            text=_HEAD + "Connection: close\r\n\r\n"),
            (curl(_URL, exit=28, arguments=("-o", "/dev/null"), limit=2),), "http.response.invalid", 25),
    _answer("http-garbage", "what answers is not HTTP", f.raw("\x00\x01\x02 lab garbage \xff\xfe\r\n\r\n" * 8),
            (curl(_URL, exit=1, shows="HTTP/0.9"),), "http.protocol.error"),
    _answer("http-other-protocol", "a mail server answers inside TLS", f.raw("220 mail.example ESMTP ready\r\n"),
            (curl(_URL, exit=1, shows="HTTP/0.9"),), "http.protocol.error"),
)


def _http2_cut(how, description, exits, seconds, outcome, code):
    """The Claude clients ask over HTTP/1.1; curl, which asks over HTTP/2, fails."""
    listeners = f.on_api("http2_cut", {"certificate": "api", "alpn": ["h2", "http/1.1"]}, how=how, rules=[f.no_key()])
    return Case("http-http2-" + how, description, Plan(api=None, listeners=listeners, arguments=("--also", "http2")),
                (curl(_URL, exit=exits, arguments=("--http2",)),
                 curl(_URL, exit=0, status=401, arguments=("--http1.1",))),
                degraded(code, seconds=seconds, evidence=[
                    ("http", "findings[].code", "has", "note.http2_cut"), ("http", "http2[].outcome", "has", outcome),
                    ("http", "http2[].alpn", "has", "h2"), ("clients", "clients[].reason", "has", "http2")]))


_HTTP2 = (
    _http2_cut("reset", "HTTP/2 is agreed on and reset; HTTP/1.1 is answered", (16, 52, 55, 56, 92), 8, "reset",
               "http.closed"),
    _http2_cut("silence", "HTTP/2 is agreed on and never answered; HTTP/1.1 is answered", 28, 22,
               "timed_out", "http.timed_out"),
    _http2_cut("goaway", "HTTP/2 is agreed on and sent away; HTTP/1.1 is answered", (16, 28, 52, 55, 56, 92), 8, "goaway",
               "http.closed"),
)

CASES = (*_PORTALS, *_PAGES, *_BAD_ANSWERS, *_HTTP2)
