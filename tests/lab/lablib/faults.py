# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults: builders for the parts of a plan that break something. They return plain values; nothing is done here."""

import json

from . import topology as net
from .certificates import API_NAME
from .plan import PROXY_NAME, STRANGE_PAGE

PROXY_URL = f"http://{PROXY_NAME}:3128"
RIGHT_KEY = "sk-ant-lab-the-right-key"
SOCKS_URL = f"socks5h://{PROXY_NAME}:1080"
PROXY_USER = "lab"
PROXY_PASSWORD = "lab-proxy-password"
TOKEN = "lab-token-of-another-login"
OAUTH_TOKEN = "sk-ant-oat01-lab-token-of-a-login"
# None of these may stand in anything the program under test writes.
SECRETS = (RIGHT_KEY, PROXY_PASSWORD, TOKEN, OAUTH_TOKEN)
_BOTH = (4, 6)


def api_rule(at, what, match="tcp dport 443", way="daddr", families=_BOTH):
    """nft rules for packets to (`daddr`) or from (`saddr`) the API in the forward hook of a router."""
    sides = {4: f"ip {way} {net.API4}", 6: f"ip6 {way} {net.API6}"}
    return tuple((at, "forward", f"{sides[family]} {match} counter {what}") for family in families)


def answers_rule(at, what, match="tcp sport 443", families=_BOTH):
    """The same for the API's answers."""
    return api_rule(at, what, match, "saddr", families)


def silence(at, *addresses, match="", hook="forward"):
    """Packets to these addresses vanish at `at`."""
    return tuple((at, hook, f"{'ip6' if ':' in a else 'ip'} daddr {a} {match} counter drop") for a in addresses)


def black_hole(at, way, larger_than=1300, families=_BOTH):
    """Packets to the API (`up`), or from it (`down`), above a size vanish without a word."""
    match = f"meta length > {larger_than}"
    return (api_rule if way == "up" else answers_rule)(at, "drop", match, families=families)


def loss(at, percent):
    """So many of a hundred packets to the API and from it are lost, at random."""
    match = f"numgen random mod 100 < {percent}"
    return api_rule(at, "drop", match) + answers_rule(at, "drop", match)


def on_api(do, tls=None, **keys):
    """A scripted server in the API's place, on both addresses. For Plan.listeners, with Plan.api None."""
    common = {"at": "api", "port": 443, "do": do, **keys, **({"tls": tls} if tls else {})}
    return tuple({**common, "address": address} for address in (net.API4, net.API6))


def on_strange(certificate="other"):
    """A stranger's web server, where wrong answers lead."""
    rules = [{"status": 200, "headers": {"Content-Type": "text/html"}, "body": STRANGE_PAGE}]
    common = {"at": "strange", "do": "http", "rules": rules}
    return tuple({**common, "address": address, **more} for address in (net.STRANGE4, net.STRANGE6)
                 for more in ({"port": 80}, {"port": 443, "tls": {"certificate": certificate}}))


def middlebox(at, do, tls=None, only_api=True, **keys):
    """(rules, listeners): connections to port 443 end in a script on router `at` instead."""
    if only_api:
        rules = ((at, "prerouting", f"ip daddr {net.API4} tcp dport 443 counter redirect to :8443"),
                 (at, "prerouting", f"ip6 daddr {net.API6} tcp dport 443 counter redirect to :8443"))
    else:
        rules = ((at, "prerouting", "tcp dport 443 counter redirect to :8443"),)
    common = {"at": at, "port": 8443, "do": do, **keys, **({"tls": tls} if tls else {})}
    return rules, tuple({**common, "address": address} for address in ("0.0.0.0", "::"))


def everything_to(at, port, to, **listener):
    """(rules, listeners): all connections to `port` passing router `at` end in a script there."""
    rules = ((at, "prerouting", f"tcp dport {port} counter redirect to :{to}"),)
    return rules, tuple({"at": at, "port": to, "address": address, **listener} for address in ("0.0.0.0", "::"))


def forged_hops(at, device, offender):
    """ICMP errors about packets that were never sent, for each SYN of the client to the API. For Plan.listeners."""
    return ({"at": at, "do": "forge", "device": device, "victim": net.CLIENT4, "target": net.API4, "port": 443,
             "offender": offender},)


def few_answers(at, each_second):
    """Router `at` tells of no more expired packets a second than this."""
    return tuple((at, "output", f"{kind} type time-exceeded limit rate over {each_second}/second burst 1 packets "
                  "counter drop") for kind in ("icmp", "icmpv6"))


def via_proxy(url=PROXY_URL):
    """Both spellings of the variable."""
    return {"HTTPS_PROXY": url, "https_proxy": url}


def with_password(password=PROXY_PASSWORD, scheme="http"):
    """The proxy's address with a name and password in it."""
    port = 1080 if scheme.startswith("socks") else 3128
    return f"{scheme}://{PROXY_USER}:{password}@{PROXY_NAME}:{port}"


def only_the_proxy():
    """No connection of the client's own leaves to port 443; the proxy's do."""
    return tuple(("router1", "forward", f"{family} saddr {address} tcp dport 443 counter drop")
                 for family, address in (("ip", net.CLIENT4), ("ip6", net.CLIENT6)))


def no_names_here():
    """No name server hears the client; the proxy asks as before."""
    return tuple(("router1", "forward", f"{family} saddr {address} {kind} dport 53 counter drop")
                 for family, address in (("ip", net.CLIENT4), ("ip6", net.CLIENT6)) for kind in ("udp", "tcp"))


def opening_proxy(alter):
    """A proxy that opens the tunnels it is asked for and changes the answers."""
    return on_proxy("opening_proxy", opens={"certificate": "corporate-api"}, alter=alter)


def on_proxy(do, **keys):
    """A scripted server in the proxy's place."""
    return ({"at": "proxy", "address": net.PROXY4, "port": 3128, "do": do, **keys},)


def api_answer(status, kind, message, **more):
    """A rule: the API's own error."""
    body = json.dumps({"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_lab"})
    return {"status": status, "api": True, "body": body, **more}


def no_key():
    """A rule: what the API says to a request without a key."""
    return api_answer(401, "authentication_error", "x-api-key header is required")


def event(name, data="{}"):
    """One event of a stream."""
    return f"event: {name}\ndata: {data}\n\n"


def stream_events(pause=0.03, words=12):
    """A short answer as the API streams it: [seconds to wait, text] each."""
    delta = '{"type":"content_block_delta","delta":{"type":"text_delta","text":"word "}}'
    end = '{"type":"message_delta","usage":{"output_tokens":24}}'
    return ([[pause, event("message_start")], [pause, event("ping")]]
            + [[pause, event("content_block_delta", delta)] for _ in range(words)]
            + [[pause, event("message_delta", end)], [0, event("message_stop")]])


def _streaming_rules(events, **more):
    models = json.dumps({"data": [{"type": "model", "id": "lab-haiku"}], "has_more": False})
    return [
        {"path": "/v1/messages", "method": "POST", "key": RIGHT_KEY, "status": 200, "events": events,
         "headers": {"Content-Type": "text/event-stream", "request-id": "req_lab_stream"}, **more},
        {"path": "/v1/models", "key": RIGHT_KEY, "status": 200, "api": True, "body": models},
        no_key()]


def streaming_api(events, **more):
    """The API as a script that lists one model to the right key, and answers a message with these events."""
    return api_page(_streaming_rules(events, **more))


def streaming_over_both(plain, over_http2, cut=False, ends=None):
    """The same that offers HTTP/2 too: over HTTP/1.1 these events come (`cut`: and no end), over HTTP/2 those
    (`ends`: see http2serve.py)."""
    return on_api("http_both", {"certificate": "api", "alpn": ["h2", "http/1.1"]},
                  rules=_streaming_rules(plain, cut=cut), over_http2=_streaming_rules(over_http2, ends=ends))


def api_page(rules, **keys):
    """The API as a script with these rules, in good TLS."""
    return on_api("http", {"certificate": "api"}, rules=list(rules), **keys)


def raw(text):
    """The API as a script that answers any request with these characters and closes."""
    return on_api("say", {"certificate": "api"}, text=text)


def pinned(address, name=API_NAME):
    """A line of the hosts file."""
    return (f"{address} {name}",)
