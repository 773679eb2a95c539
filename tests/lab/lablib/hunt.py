# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hunts: cases drawn at random, each reproducible by its seed and number.

An odd number draws one fault with random place and size; an even one draws two of the named cases and puts them
on one bed. What must be answered for a pair is either's code: which of two faults comes first is not for the
lab to say, but a third cause, a hang or "healthy" is wrong.
"""

import dataclasses
import itertools
import random

from . import cases, checks
from . import faults as f
from . import topology as net
from .case import Case, Expect, broken, degraded, healthy, hurt
from .certificates import API_NAME
from .plan import Nginx, Plan, Resolver

_URL = f"https://{API_NAME}/v1/models"
_STATUSES = {400: "invalid_request_error", 403: "permission_error", 413: "request_too_large", 429: "rate_limit_error",
             500: "api_error", 502: "api_error", 503: "api_error", 504: "timeout_error", 529: "overloaded_error"}


def draw(seed, number):
    """The case of this seed and number; the same on every computer."""
    dice = random.Random(f"{seed}/{number}")
    return _pair(dice, f"hunt-{seed}-{number}") if number % 2 == 0 else _single(dice, f"hunt-{seed}-{number}")


def _single(dice, name):
    description, plan, check, expect = dice.choice(_SINGLES)(dice)
    return Case(name, description, plan, check, expect)


def _where(dice):
    return dice.choice(net.ROUTERS)


def _refusal(dice):
    router = _where(dice)
    what, outcome, code = dice.choice([
        ("drop", "timeout", "tcp.timed_out"), ("reject with tcp reset", "refused", "tcp.refused"),
        ("reject with icmpx admin-prohibited", "unreachable", "tcp.prohibited"),
        ("reject with icmpx host-unreachable", "unreachable", "tcp.address_unreachable"),
        ("reject with icmpx no-route", "unreachable", "tcp.address_unreachable")])
    families = dice.choice([(4, 6), (4, 6), (4,), (6,)])
    check = tuple(checks.tcp(net.API4 if family == 4 else net.API6, outcome) for family in families)
    expect = (broken(code, seconds=15) if len(families) == 2
              else degraded("tcp.ipv4_broken" if families == (4,) else "tcp.ipv6_broken", seconds=15))
    return f"{router}: {what}, IPv{families}", Plan(nft=f.api_rule(router, what, families=families)), check, expect


def _hole(dice):
    router, size, way = _where(dice), dice.randrange(900, 1420), dice.choice(["up", "down"])
    bulk = {way: 6000 if way == "up" else 2000}
    return (f"{router}: packets over {size} bytes vanish on the way {way}",
            Plan(nft=f.black_hole(router, way, size)), (checks.bulk(net.API4, arrives=False, **bulk),),
            hurt("mtu.black_hole", seconds=20))


def _narrow(dice):
    size = dice.randrange(1280, 1500, 4)
    plan = Plan(commands=(("router2", f"link set far mtu {size}"), ("router3", f"link set near mtu {size}")))
    check = checks.tool(["ping", "-c", "2", "-i", "0.2", "-M", "do", "-s", "1472", net.API4], f"mtu ?= ?{size}")
    return f"a link of {size} bytes", plan, (check,), healthy() if size >= 1400 else degraded("mtu.low")


def _loss(dice):
    router, percent = _where(dice), dice.randrange(10, 40)
    check = checks.tool(["ping", "-c", "60", "-i", "0.01", "-W", "1", net.API4], r" [1-9]\d*(\.\d+)?% packet loss")
    return (f"{router}: {percent} % of the packets are lost", Plan(nft=f.loss(router, percent)), (check,),
            degraded("path.loss", seconds=52))


def _delay(dice):
    each_way = dice.choice([5, 30, 60, 150, 180, 230, 300])
    # The quickest of some: on a busy computer the delay line is late now and then.
    times = "|".join(str(2 * each_way + late) for late in range(4 + each_way // 10))
    check = checks.tool(["ping", "-c", "5", "-i", "0.2", net.API4], rf"mdev = ({times})\.")
    expect = healthy(25) if each_way < 200 else degraded("path.latency", seconds=30)
    return f"a round trip of {2 * each_way} ms", Plan(delay_ms=each_way), (check,), expect


def _dns(dice):
    rcode = dice.choice(["SERVFAIL", "REFUSED", "NOTIMP", "FORMERR"])
    return (f"the resolver says {rcode}", Plan(first=Resolver(rcode=rcode)),
            (checks.dig(API_NAME, f"status: {rcode}"),), broken("dns.failed"))


def _api(dice):
    status, kind = dice.choice(sorted(_STATUSES.items()))
    return (f"the API answers {status}", Plan(api=None, listeners=f.api_page([f.api_answer(status, kind, "Lab")])),
            (checks.curl(_URL, exit=0, status=status),), broken("api." + kind))


def _certificate(dice):
    certificate, code = dice.choice([("expired", "date_invalid"), ("not-yet", "date_invalid"),
                                     ("other", "name_invalid"), ("strange-api", "authority_invalid"),
                                     ("self-signed", "authority_invalid"), ("lone-leaf", "chain_incomplete")])
    return (f"the certificate {certificate}", Plan(api=Nginx(certificate=certificate)),
            (checks.curl(_URL, exit=60),), broken("tls.cert." + code))


def _proxy(dice):
    status = dice.choice([400, 403, 404, 407, 429, 451, 500, 502, 503, 504])
    code = ("proxy.auth_required" if status == 407 else "proxy.bad_gateway" if status >= 500 else "proxy.denied")
    answer = f"HTTP/1.1 {status} Lab\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    return (f"the proxy answers CONNECT with {status}",
            Plan(environment=f.via_proxy(), listeners=f.on_proxy("proxy", text=answer)),
            (checks.curl(_URL, exit=56, shows=str(status)),), broken(code))


_BELOW_PROXY = ("dns.", "tcp.", "path.", "mtu.")
_FORWARDING = ("intercept", "sni_filter", "hello_size_filter")
_OPEN_WAYS = ("tcp.ipv6_broken", "tcp.ipv4_broken", "path.loss", "path.latency", "mtu.low", "mtu.black_hole", "dns.slow",
              "dns.resolver_broken", "dns.hosts_override")
_SINGLES = [_refusal, _refusal, _hole, _narrow, _loss, _delay, _dns, _api, _certificate, _proxy]


def _listens_at(plan):
    """Where a plan's own servers listen, real programs among them."""
    places = [(entry["at"], entry.get("address"), entry["port"]) for entry in plan.listeners]
    places += [("api", net.API4, 443), ("api", net.API6, 443)] if plan.api else []
    places += [("proxy", net.PROXY4, 3128) for proxy in (plan.squid, plan.tinyproxy) if proxy]
    places += [("proxy", net.PROXY4, 1080)] if plan.dante else []
    return places


def _is_taken(one, two):
    """Can a server not bind where another is? One at all addresses of a family is at each of them."""
    (at, address, port), (other_at, other, other_port) = one, two
    return (at, port) == (other_at, other_port) and (address == other or (
        bool({address, other} & {"0.0.0.0", "::"}) and (":" in (address or "")) == (":" in (other or ""))))


def _both_arguments(one, two):
    """The options of both, each once, or None where they want different values of one: no option is given twice."""
    options = dict(zip(one[::2], one[1::2]))
    more = dict(zip(two[::2], two[1::2]))
    if any(options.get(name, value) != value for name, value in more.items()):
        return None
    return tuple(word for option in {**options, **more}.items() for word in option)


def merge(left, right):
    """One plan with both faults, or None where they cannot stand on one bed."""
    values, default = {}, Plan()
    for field in dataclasses.fields(Plan):
        mine, other, usual = (getattr(plan, field.name) for plan in (left, right, default))
        if other == usual or mine == other:
            values[field.name] = mine
        elif mine == usual:
            values[field.name] = other
        elif field.name == "arguments":
            values[field.name] = _both_arguments(mine, other)
        elif isinstance(mine, tuple) and field.name != "nameservers":
            values[field.name] = mine + other
        elif isinstance(mine, dict) and not set(mine) & set(other):
            values[field.name] = {**mine, **other}
        else:
            return None
    if values["arguments"] is None:
        return None
    merged = Plan(**values)
    clash = any(_is_taken(one, two) for one, two in itertools.combinations(_listens_at(merged), 2))
    return None if clash else merged


def _pair(dice, name):
    """Two named cases on one bed, both for a walk. Beds that only need patience to build (delay) are left to the
    single draws.
    """
    named = [case for case in cases.ALL
             if case.command == "diagnose" and case.plan != Plan() and not case.plan.delay_ms]
    for _ in range(200):
        one, two = dice.sample(named, 2)
        if leaves_no_family(one, two) or leaves_no_family(two, one):
            continue
        plan = merge(one.plan, two.plan)
        expect = plan and through_proxy(plan, through_box(plan, _either(one.expect, two.expect)))
        if expect is not None:
            return Case(name, f"{one.name} and {two.name}", plan, (), expect)
    raise RuntimeError("no two cases can stand on one bed")


def leaves_no_family(one, two):
    """Does one case break an address family, and the other may leave no other? Then neither's code is the cause."""
    breaks = any(code in ("tcp.ipv6_broken", "tcp.ipv4_broken") for code in one.expect.codes)
    lines = [line for _, line in two.plan.commands]
    takes = two.plan.hosts or two.plan.sysctls or any("address del" in line for line in lines)
    return breaks and bool(takes)


def through_proxy(plan, expect):
    """What may be answered where a working proxy carries everything; None where nobody can say.

    The client then neither looks the API's name up nor connects to it: the proxy does, and it is the proxy that
    fails, or whose own name nobody knows. A fault of the way that leaves another way open the proxy may get around.
    """
    proxies = (plan.squid, plan.tinyproxy, plan.dante)
    is_named = "--proxy" in plan.arguments or any(name.lower() == "https_proxy" for name in plan.environment)
    is_scripted = any(listener.get("do") == "opening_proxy" for listener in plan.listeners)
    carries = (any(proxies) or is_scripted) and is_named
    # One that opens what it carries makes the handshake and the request its own as well.
    opens = is_scripted or (plan.squid and plan.squid.bump)
    layers = (*_BELOW_PROXY, "tls.", "http.") if opens else _BELOW_PROXY
    below = [code for code in expect.codes if code and code.startswith(layers)]
    if not carries or not below:
        return expect
    if any(code in _OPEN_WAYS for code in below):
        return None
    # What this computer itself says of the API's address is nothing to a client that asks the proxy.
    if "tcp.address_unreachable" in below:
        return None
    more = ("proxy.bad_gateway", "proxy.timed_out", "proxy.name_not_resolved")
    # The scripted one has promised the tunnel by then, and can only close it.
    more += ("http.closed",) if is_scripted else ()
    return dataclasses.replace(expect, codes=tuple(dict.fromkeys((*expect.codes, *more))))


def through_box(plan, expect):
    """Where a middlebox answers in the API's place and makes a connection of its own, a way that breaks behind it
    shows as a handshake that breaks.
    """
    forwards = any(listener.get("do") in _FORWARDING for listener in plan.listeners)
    behind = [code for code in expect.codes if code and code.startswith(("tcp.", "path.", "mtu."))]
    more = ("tls.reset", "tls.timed_out", "tcp.reset", "tcp.closed") if forwards and behind else ()
    return dataclasses.replace(expect, codes=tuple(dict.fromkeys((*expect.codes, *more))))


def _either(one, two):
    """Healthy counts only where both are; the time of both together."""
    both = [expect for expect in (one, two) if expect.codes != (None,)]
    codes = tuple(dict.fromkeys(code for expect in both for code in expect.codes)) or (None,)
    statuses = ("broken", "degraded") if both else ("healthy",)
    return Expect(statuses, codes, (), min(55.0, one.seconds + two.seconds + 10))
