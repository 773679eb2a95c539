# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of the path that let some packets through: loss, delay, and packets that are too big."""

from .. import faults as f
from .. import topology as net
from ..case import Case, degraded, hurt
from ..certificates import API_NAME
from ..checks import bulk, curl, tool
from ..plan import Plan

_URL = f"https://{API_NAME}/v1/models"
_WORKS = curl(_URL, exit=0, status=401, limit=8)
_UP, _DOWN = 6000, 2000
_NARROW = (("router2", "link set far mtu 1300"), ("router3", "link set near mtu 1300"))
_TO_THE_BYTE = (("mtu", "largestThatPassed", "is", 1300), ("mtu", "smallestThatFailed", "is", 1301))
_NO_TOO_BIG = tuple((router, "output", rule) for router in net.ROUTERS
                    for rule in ("icmp type destination-unreachable icmp code 4 counter drop",
                                 "icmpv6 type packet-too-big counter drop"))


def _ping(*arguments):
    return ["ping", "-n", *arguments, net.API4]


def _lossy_ping():
    """Of many small packets some are lost, with near certainty."""
    return tool(_ping("-c", "60", "-i", "0.01", "-W", "1"), r" [1-9]\d*(\.\d+)?% packet loss")


def _stuck(way, address=net.API4):
    """Full segments do not get through, clamped ones do."""
    size = {way: _UP if way == "up" else _DOWN}
    return (bulk(address, arrives=False, **size), bulk(address, arrives=True, segment=1200, **size))


def _hole(name, description, rules, check, direction, **plan):
    return Case(name, description, Plan(nft=rules, **plan), check,
                hurt("mtu.black_hole", seconds=15, evidence=[("mtu", "blackHole", "is", True),
                                                             ("mtu", "direction", "is", direction), *_TO_THE_BYTE]))


def _loss(percent, attempts, seconds):
    """Loss is a matter of chance: `attempts` are so many that several connections are hit with near certainty."""
    rules = (*f.loss("router2", percent),)
    return Case(f"path-loss-{percent}", f"{percent} % of the packets to and from the API are lost at random",
                Plan(nft=rules, arguments=("--attempts", str(attempts))),
                (_lossy_ping(),),
                degraded("path.loss", seconds=seconds))


def _lossy_hole(way, percent):
    """A black hole on a way that loses packets of every size as well. The loss may hide where it ends."""
    large = tool(_ping("-c", "20", "-i", "0.01", "-W", "1", "-s", "1400"), " 100% packet loss")
    proven = hurt("mtu.black_hole", seconds=52, evidence=[("mtu", "blackHole", "is", True)])
    # Both are true of this way. The more is lost, the sooner the budget ends before the hole is proven, and then
    # loss is all that is known.
    expect = proven if percent < 10 else hurt("mtu.black_hole", "path.loss", seconds=52)
    return Case(f"mtu-hole-{way}-loss-{percent}",
                f"large packets {'to' if way == 'up' else 'from'} the API vanish, and {percent} % of all others",
                Plan(nft=f.black_hole("router2", way) + f.loss("router2", percent)),
                (large, _lossy_ping()),
                expect)


CASES = (
    _loss(38, 10, 52),
    _loss(30, 10, 52),
    _loss(10, 20, 52),
    Case("path-latency-600ms", "a round trip of 600 ms", Plan(delay_ms=300),
         (_WORKS, tool(_ping("-c", "2"), r"= 6[0-4]\d\.")), degraded("path.latency", seconds=25)),
    _hole("mtu-hole-up", "large packets to the API vanish", f.black_hole("router2", "up"), _stuck("up"), "up"),
    _hole("mtu-hole-down", "large packets from the API vanish", f.black_hole("router2", "down"), _stuck("down"),
          "down"),
    _hole("mtu-hole-both", "large packets vanish both ways",
          f.black_hole("router2", "up") + f.black_hole("router2", "down"), _stuck("up") + _stuck("down"), "both"),
    *(_lossy_hole(way, percent) for way in ("up", "down") for percent in (5, 15)),
    _hole("mtu-hole-real", "a link of 1,300 bytes, and the messages that say so are filtered", _NO_TOO_BIG,
          _stuck("up") + _stuck("down"), "both", commands=_NARROW),
    Case("mtu-hole-ipv6", "large packets vanish over IPv6 alone",
         Plan(nft=f.black_hole("router2", "up", families=(6,)) + f.black_hole("router2", "down", families=(6,))),
         (*_stuck("up", net.API6), bulk(net.API4, up=_UP)), hurt("mtu.black_hole", seconds=15)),
    Case("mtu-low", "a link of 1,300 bytes on the way; discovery works", Plan(commands=_NARROW),
         (_WORKS, tool(_ping("-c", "2", "-i", "0.2", "-M", "do", "-s", "1400"), "mtu ?= ?1300")),
         degraded("mtu.low", evidence=[("mtu", "pathMtu", "is", 1300), ("mtu", "blackHole", "is", False)])),
)
