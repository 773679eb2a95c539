# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults on this computer: no way out, a wrong clock, and the variables and settings that lead clients astray."""

import json

from .. import faults as f
from .. import topology as net
from ..case import Case, broken, degraded, hurt
from ..certificates import API_NAME, CLOCK_BEHIND
from ..checks import curl, date_ahead, tool
from ..plan import Plan, Squid

_URL = f"https://{API_NAME}/v1/models"
_WORKS = curl(_URL, exit=0, status=401)
_AHEAD = int(CLOCK_BEHIND.total_seconds())
_SETTINGS = ".claude/settings.json"


def _shell(script, shows):
    return tool(["sh", "-c", script], shows)


def _clock(name, description, ahead, certificate, control, expect, check):
    """The world's clocks and certificates are `ahead` seconds ahead of this computer's."""
    tls = {"certificate": certificate}
    plan = Plan(api=None, listeners=f.on_api("http", tls, rules=[f.no_key()], clock_ahead=ahead),
                control_certificate=control, clock_ahead={"a": ahead, "b": ahead})
    return Case(name, description, plan, check, expect)


def _variable(name, description, variables, check, expect, **plan):
    return Case(name, description, Plan(environment=variables, **plan), check, expect)


_NETWORK = (
    Case("env-no-interface", "the only interface is down", Plan(commands=(("client", "link set eth0 down"),)),
         (tool(["ip", "link", "show", "eth0"], "state DOWN"), curl(_URL, exit=6)), broken("env.offline")),
    Case("env-no-address", "the interface is up and has no address",
         Plan(commands=(("client", "address flush dev eth0 scope global"),)),
         (tool(["ip", "-o", "address", "show", "eth0", "scope", "global"], r"\A\Z"), curl(_URL, exit=6)),
         broken("env.offline")),
    Case("env-no-route", "there are addresses and no route out",
         Plan(commands=(("client", "route del default"), ("client", f"route del default via {net.ROUTER1_LAN6}"))),
         (tool(["sh", "-c", "ip route show default; ip -6 route show default"], r"\A\Z"), curl(_URL, exit=6)),
         broken("env.offline")),
)

_CLOCK = (
    _clock("env-clock-behind", "this computer's clock is 400 days slow: the certificate is not valid yet", _AHEAD,
           "api-later", "web-later",
           broken("env.clock_skew", evidence=[("environment", "clockSkewMs", "at most", -1000 * (_AHEAD - 60))]),
           (curl(_URL, exit=60, shows="not yet valid"), date_ahead(r"^345\d{5}$"))),
    _clock("env-clock-ahead", "this computer's clock is 60 days fast: the certificate has expired", -60 * 86400,
           "expired", "web",
           broken("env.clock_skew", evidence=[("environment", "clockSkewMs", "at least", 1000 * (60 * 86400 - 60))]),
           (curl(_URL, exit=60, shows="expired"), date_ahead(r"^-51[789]\d{4}$"))),
    _clock("env-clock-ten-minutes", "this computer's clock is ten minutes slow; the certificate is valid all the same",
           600, "api", "web", degraded("env.clock_skew"), (_WORKS, date_ahead(r"^(59|60)\d$"))),
)

_CA_FILES = (
    _variable("env-ca-file-missing", "SSL_CERT_FILE names a file that is not there",
              {"SSL_CERT_FILE": "/nonexistent/corporate-ca.pem"}, (curl(_URL, exit=77),),
              hurt("env.ca_bundle_invalid")),
    _variable("env-ca-file-garbage", "SSL_CERT_FILE names a file that holds no certificate",
              {"SSL_CERT_FILE": "{home}/ca.pem"}, (curl(_URL, exit=77),), hurt("env.ca_bundle_invalid"),
              home={"ca.pem": "this is not a certificate\n"}),
    _variable("env-node-ca-missing", "NODE_EXTRA_CA_CERTS names a file that is not there",
              {"NODE_EXTRA_CA_CERTS": "/nonexistent/corporate-ca.pem"},
              (_WORKS, _shell('cat "$NODE_EXTRA_CA_CERTS"', "/nonexistent/.*No such file")),
              hurt("env.ca_bundle_invalid")),
    _variable("env-requests-ca-empty", "REQUESTS_CA_BUNDLE names an empty file",
              {"REQUESTS_CA_BUNDLE": "{home}/ca.pem"},
              (_WORKS, _shell('wc -c < "$REQUESTS_CA_BUNDLE"', "^0$")), hurt("env.ca_bundle_invalid"),
              home={"ca.pem": ""}),
)

_PROXIES = (
    _variable("env-proxy-mismatch", "https_proxy is right, HTTPS_PROXY names a port where nothing listens",
              {"https_proxy": f.PROXY_URL, "HTTPS_PROXY": "http://proxy.lab.example:7899"},
              (_WORKS, _shell(f'curl -sS -m 3 -x "$HTTPS_PROXY" {_URL}', "Failed to connect.*7899")),
              hurt("env.proxy_mismatch"), squid=Squid()),
    _variable("env-proxy-mismatch-reverse", "HTTPS_PROXY is right, https_proxy names a port where nothing listens",
              {"https_proxy": "http://proxy.lab.example:7899", "HTTPS_PROXY": f.PROXY_URL},
              (curl(_URL, exit=7, shows="7899"), _shell(f'curl -sS -m 3 -x "$HTTPS_PROXY" {_URL}', "request_id")),
              hurt("env.proxy_mismatch"), squid=Squid()),
    _variable("env-proxy-invalid", "the proxy variables hold no address", f.via_proxy("http://[::1:3128"),
              (curl(_URL, exit=5),), hurt("env.proxy_invalid")),
    _variable("env-proxy-socks", "the proxy variables name a SOCKS proxy, which Claude Code does not support",
              f.via_proxy("socks5://proxy.lab.example:1080"), (curl(_URL, exit=(7, 97)),),
              hurt("env.proxy_invalid")),
    _variable("env-all-proxy-socks", "all_proxy names a SOCKS proxy: SDKs that honour it cannot speak to it",
              {"all_proxy": "socks5://127.0.0.1:1080", "ALL_PROXY": "socks5://127.0.0.1:1080"},
              (curl(_URL, exit=(7, 97)),), hurt("env.proxy_invalid", "env.proxy_mismatch")),
)

_GATEWAY = {"ANTHROPIC_BASE_URL": "http://127.0.0.1:8787"}
_GATEWAY_LISTENS = ({"at": "client", "address": "127.0.0.1", "port": 8787, "do": "http", "rules": [f.no_key()]},)
_ALL_PROXIED = {**f.via_proxy(), "HTTP_PROXY": f.PROXY_URL, "http_proxy": f.PROXY_URL}
_ENDPOINTS = (
    _variable("env-endpoint-loopback-proxied",
              "ANTHROPIC_BASE_URL is a gateway on this computer, and an empty NO_PROXY sends it to the proxy",
              {**_GATEWAY, **_ALL_PROXIED, "NO_PROXY": "", "no_proxy": ""},
              (_shell('curl -sS -m 3 -i "$ANTHROPIC_BASE_URL"/v1/models', "squid"),
               _shell('curl -sS -m 3 --noproxy "*" "$ANTHROPIC_BASE_URL"/v1/models', "authentication_error")),
              hurt("env.endpoint_invalid", evidence=[("proxy", "findings[].code", "has", "note.loopback_proxied")]),
              squid=Squid(), listeners=_GATEWAY_LISTENS),
    _variable("env-endpoint-loopback-exempt",
              "ANTHROPIC_BASE_URL is a gateway on this computer, and NO_PROXY keeps it from the proxy",
              {**_GATEWAY, **_ALL_PROXIED, "NO_PROXY": "localhost,127.0.0.1", "no_proxy": "localhost,127.0.0.1"},
              (_shell('curl -sS -m 3 "$ANTHROPIC_BASE_URL"/v1/models', "authentication_error"),),
              hurt("env.endpoint_override", evidence=[("proxy", "findings[].code", "lacks", "note.loopback_proxied")]),
              squid=Squid(), listeners=_GATEWAY_LISTENS),
    _variable("env-endpoint-dead", "ANTHROPIC_BASE_URL points at a loopback port where nothing listens",
              {"ANTHROPIC_BASE_URL": "http://127.0.0.1:8787"},
              (_WORKS, _shell('curl -sS -m 3 "$ANTHROPIC_BASE_URL"/v1/models', "Failed to connect to 127.0.0.1")),
              hurt("env.endpoint_invalid")),
    _variable("env-endpoint-doubled", "ANTHROPIC_BASE_URL ends in /v1: clients will ask for /v1/v1/messages",
              {"ANTHROPIC_BASE_URL": f"https://{API_NAME}/v1"},
              (_WORKS, _shell('echo "$ANTHROPIC_BASE_URL/v1/messages"', "/v1/v1/messages")),
              hurt("env.endpoint_invalid")),
    _variable("env-endpoint-malformed", "ANTHROPIC_BASE_URL is no address",
              {"ANTHROPIC_BASE_URL": "htp:/api.lab.example"},
              (_WORKS, _shell('curl -sS -m 3 "$ANTHROPIC_BASE_URL/v1/models"', r"curl: \(1\)")),
              hurt("env.endpoint_invalid")),
    _variable("env-endpoint-override", "ANTHROPIC_BASE_URL leads to another server that answers",
              {"ANTHROPIC_BASE_URL": "https://www.lab.example"},
              (_WORKS, _shell('curl -sS -m 3 "$ANTHROPIC_BASE_URL/v1/models"', "lab control")),
              hurt("env.endpoint_override")),
    _variable("env-endpoint-name-unknown", "ANTHROPIC_BASE_URL names a gateway elsewhere whose name is gone",
              {"ANTHROPIC_BASE_URL": "https://gone.lab.example/claude"},
              (_WORKS, _shell('curl -sS -m 3 "$ANTHROPIC_BASE_URL/v1/models"', "Could not resolve host")),
              hurt("env.endpoint_invalid")),
    _variable("env-endpoint-closed-elsewhere", "ANTHROPIC_BASE_URL names a port elsewhere where nothing listens",
              {"ANTHROPIC_BASE_URL": "https://www.lab.example:8443"},
              (_WORKS, _shell('curl -sS -m 3 "$ANTHROPIC_BASE_URL/v1/models"', "Failed to connect to www.lab.example")),
              hurt("env.endpoint_invalid")),
    Case("env-ca-file-in-settings", "the Claude settings file sets NODE_EXTRA_CA_CERTS to a file that is not there",
         Plan(home={_SETTINGS: json.dumps({"env": {"NODE_EXTRA_CA_CERTS": "/nonexistent/corporate-ca.pem"}})}),
         (_WORKS, tool(["cat", "{home}/" + _SETTINGS], "/nonexistent")), hurt("env.ca_bundle_invalid")),
    Case("env-endpoint-in-settings", "the Claude settings file sets ANTHROPIC_BASE_URL to a dead loopback port",
         Plan(home={_SETTINGS: json.dumps({"env": {"ANTHROPIC_BASE_URL": "http://127.0.0.1:8787"}})}),
         (_WORKS, tool(["cat", "{home}/" + _SETTINGS], "127.0.0.1:8787")), hurt("env.endpoint_invalid")),
)

_CLAUDE = (
    Case("env-settings-broken", "the Claude settings file is no JSON",
         Plan(home={_SETTINGS: '{"env": {"DISABLE_TELEMETRY": "1",}\n'}),
         (_WORKS, tool(["python3", "-m", "json.tool", "{home}/" + _SETTINGS], "Expecting|Illegal")),
         hurt("env.settings_invalid")),
    _variable("env-two-credentials", "a key and a token are set", {"ANTHROPIC_API_KEY": f.RIGHT_KEY,
                                                                      "ANTHROPIC_AUTH_TOKEN": f.TOKEN},
              (_WORKS, _shell('test -n "$ANTHROPIC_API_KEY" -a -n "$ANTHROPIC_AUTH_TOKEN" && echo both', "both")),
              hurt("env.credential_conflict")),
    _variable("env-key-malformed", "the key holds a line break", {"ANTHROPIC_API_KEY": f.RIGHT_KEY + "\nsecond"},
              (_WORKS, _shell('printf %s "$ANTHROPIC_API_KEY" | wc -l', "^1$")), hurt("env.credential_conflict")),
)

CASES = (*_NETWORK, *_CLOCK, *_CA_FILES, *_PROXIES, *_ENDPOINTS, *_CLAUDE)
