# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network of a case: hosts, routers, links, addresses and routes.

    client -- router1 (home gateway) -- router2 (provider) -- router3 (far side) -- api
                 |                         |                     |-- control (two addresses)
               proxy                      dns (two addresses)    |-- pubdns
                                                                 `-- strange
All addresses are documentation addresses (RFC 5737, RFC 3849).
"""

import array
import fcntl
import os
import socket
import struct

from . import namespaces

CLIENT4, CLIENT6 = "198.51.100.2", "2001:db8:0:1::2"
ROUTER1_LAN4, ROUTER1_LAN6 = "198.51.100.1", "2001:db8:0:1::1"
ROUTER2_NEAR4, ROUTER2_NEAR6 = "198.51.100.18", "2001:db8:0:12::2"
ROUTER3_NEAR4, ROUTER3_NEAR6 = "198.51.100.34", "2001:db8:0:23::2"
DNS4, DNS6 = "198.51.100.50", "2001:db8:0:d::2"
SECOND_DNS4, SECOND_DNS6 = "198.51.100.51", "2001:db8:0:d::3"
PROXY4, PROXY6 = "198.51.100.66", "2001:db8:0:9::2"
API4, API6 = "203.0.113.2", "2001:db8:a::2"
CONTROL_A4, CONTROL_A6 = "192.0.2.2", "2001:db8:c::2"
CONTROL_B4, CONTROL_B6 = "192.0.2.3", "2001:db8:c::3"
PUBLIC_DNS4, PUBLIC_DNS6 = "192.0.2.18", "2001:db8:53::2"
STRANGE4, STRANGE6 = "192.0.2.34", "2001:db8:e::2"

API_NETWORKS = ["203.0.113.0/28", "2001:db8:a::/48"]
ROUTERS = ("router1", "router2", "router3")
HOSTS = ("client", "dns", "proxy", "api", "control", "pubdns", "strange")
# A second router beside router2 where a case asks for two ways of equal worth.
BESIDE = "router2b"
BESIDE_NEAR4, BESIDE_NEAR6 = "198.51.100.82", "2001:db8:0:1b::2"
# The namespace of the delay line sits in the link between router2 and router3 where a case asks for delay.
LINE = "line"

# (left node, its interface, addresses), (right node, its interface, addresses)
_LINKS = [
    (("client", "eth0", [CLIENT4, CLIENT6]), ("router1", "lan", [ROUTER1_LAN4, ROUTER1_LAN6])),
    (("router1", "wan", ["198.51.100.17", "2001:db8:0:12::1"]), ("router2", "near", [ROUTER2_NEAR4, ROUTER2_NEAR6])),
    (("router2", "far", ["198.51.100.33", "2001:db8:0:23::1"]), ("router3", "near", [ROUTER3_NEAR4, ROUTER3_NEAR6])),
    (("proxy", "eth0", [PROXY4, PROXY6]), ("router1", "proxy", ["198.51.100.65", "2001:db8:0:9::1"])),
    (("dns", "eth0", [DNS4, SECOND_DNS4, DNS6, SECOND_DNS6]), ("router2", "dns", ["198.51.100.49", "2001:db8:0:d::1"])),
    (("api", "eth0", [API4, API6]), ("router3", "api", ["203.0.113.1", "2001:db8:a::1"])),
    (("control", "eth0", [CONTROL_A4, CONTROL_B4, CONTROL_A6, CONTROL_B6]),
     ("router3", "control", ["192.0.2.1", "2001:db8:c::1"])),
    (("pubdns", "eth0", [PUBLIC_DNS4, PUBLIC_DNS6]), ("router3", "pubdns", ["192.0.2.17", "2001:db8:53::1"])),
    (("strange", "eth0", [STRANGE4, STRANGE6]), ("router3", "strange", ["192.0.2.33", "2001:db8:e::1"])),
]

_ROUTES = [
    ("client", "default", ROUTER1_LAN4), ("client", "default", ROUTER1_LAN6),
    ("router1", "default", ROUTER2_NEAR4), ("router1", "default", ROUTER2_NEAR6),
    ("router2", "198.51.100.0/28", "198.51.100.17"), ("router2", "2001:db8:0:1::/64", "2001:db8:0:12::1"),
    ("router2", "198.51.100.64/28", "198.51.100.17"), ("router2", "2001:db8:0:9::/64", "2001:db8:0:12::1"),
    ("router2", "default", ROUTER3_NEAR4), ("router2", "default", ROUTER3_NEAR6),
    ("router3", "198.51.100.0/24", "198.51.100.33"), ("router3", "2001:db8::/48", "2001:db8:0:23::1"),
    ("dns", "default", "198.51.100.49"), ("dns", "default", "2001:db8:0:d::1"),
    ("proxy", "default", "198.51.100.65"), ("proxy", "default", "2001:db8:0:9::1"),
    ("api", "default", "203.0.113.1"), ("api", "default", "2001:db8:a::1"),
    ("control", "default", "192.0.2.1"), ("control", "default", "2001:db8:c::1"),
    ("pubdns", "default", "192.0.2.17"), ("pubdns", "default", "2001:db8:53::1"),
    ("strange", "default", "192.0.2.33"), ("strange", "default", "2001:db8:e::1"),
]

_LINKS_BESIDE = [
    (("router1", "beside", ["198.51.100.81", "2001:db8:0:1b::1"]), (BESIDE, "near", [BESIDE_NEAR4, BESIDE_NEAR6])),
    ((BESIDE, "far", ["198.51.100.97", "2001:db8:0:b3::1"]),
     ("router3", "beside", ["198.51.100.98", "2001:db8:0:b3::2"])),
]

_ROUTES_BESIDE = [
    (BESIDE, "198.51.100.0/28", "198.51.100.81"), (BESIDE, "2001:db8:0:1::/64", "2001:db8:0:1b::1"),
    (BESIDE, "default", "198.51.100.98"), (BESIDE, "default", "2001:db8:0:b3::2"),
]

_EVERYWHERE = {"net.ipv6.conf.all.accept_dad": 0, "net.ipv6.conf.default.accept_dad": 0,
               "net.ipv6.conf.default.accept_ra": 0}
# Without these a router answers at most one probe a second and destination, which only some cases want.
_ON_ROUTERS = {"net.ipv4.ip_forward": 1, "net.ipv6.conf.all.forwarding": 1,
               "net.ipv4.icmp_ratelimit": 0, "net.ipv6.icmp.ratelimit": 0}

_SIOCETHTOOL = 0x8946
_TX_CHECKSUM, _TSO, _GSO, _GRO = 0x17, 0x1F, 0x24, 0x2C


def _chain(count):
    """The names of so many more routers, which stand between router2 and router3."""
    return [f"chain{number}" for number in range(1, count + 1)]


def _chain_addresses(link):
    """(left, right) ends of one link of the chain, with their prefix lengths."""
    return tuple([f"203.0.113.{128 + 2 * link + end}/31", f"2001:db8:0:cc{link:02x}::{end + 1}/64"] for end in (0, 1))


def links(extra):
    """All links; with more routers the one between router2 and router3 becomes a chain."""
    links = [link for link in _LINKS if not extra or link[0][:2] != ("router2", "far")]
    names = ["router2", *_chain(extra), "router3"] if extra else []
    for number, (left, right) in enumerate(zip(names, names[1:])):
        near, far = _chain_addresses(number)
        links.append(((left, "far", near), (right, "near", far)))
    return links


def routes(extra):
    """All routes; the chain leads on to router3 by default and back to the client's side by prefix."""
    if not extra:
        return _ROUTES
    changed = ("router2", "default"), ("router3", "198.51.100.0/24"), ("router3", "2001:db8::/48")
    routes = [route for route in _ROUTES if route[:2] not in changed]
    names = ["router2", *_chain(extra), "router3"]
    for number, (left, right) in enumerate(zip(names, names[1:])):
        near, far = ([address.partition("/")[0] for address in end] for end in _chain_addresses(number))
        routes += [(left, "default", gateway) for gateway in far]
        routes += [(right, "198.51.100.0/24", near[0]), (right, "2001:db8::/48", near[1])]
    return routes


def build(delayed, extra=0, second_way=False):
    """Makes every namespace, link, address and route. `delayed` puts the delay line's namespace in place, behind
    router2; `extra` is how many routers stand between router2 and router3; `second_way` puts the router beside
    router2, which router1 sends every other flow to.
    """
    namespaces.call(["mount", "-t", "tmpfs", "lab", "/run"])
    os.makedirs(namespaces.RUN_NETNS, exist_ok=True)
    routers = (*ROUTERS, *_chain(extra), *((BESIDE,) if second_way else ()))
    for name in (*HOSTS, *routers, *((LINE,) if delayed else ())):
        namespaces.call(["ip", "netns", "add", name])
        _ip_batch(name, ["link set lo up"])
        set_sysctls(name, {**_EVERYWHERE, **(_ON_ROUTERS if name in routers else {})})
    for number, (left, right) in enumerate([*links(extra), *(_LINKS_BESIDE if second_way else ())]):
        if delayed and left[:2] == ("router2", "far"):
            _join(left, (LINE, "left", []), 100)
            _join((LINE, "right", []), right, 102)
        else:
            _join(left, right, 10 + 2 * number)
    for name, destination, gateway in [*routes(extra), *(_ROUTES_BESIDE if second_way else ())]:
        _ip_batch(name, [f"route add {destination} via {gateway}"])
    if second_way:
        _balance()


def _balance():
    """Router1 chooses between its two ways by the whole flow, ports included."""
    set_sysctls("router1", {"net.ipv4.fib_multipath_hash_policy": 1, "net.ipv6.fib_multipath_hash_policy": 1})
    for near, beside, dns in ((ROUTER2_NEAR4, BESIDE_NEAR4, "198.51.100.48/28"),
                              (ROUTER2_NEAR6, BESIDE_NEAR6, "2001:db8:0:d::/64")):
        _ip_batch("router1", [f"route replace default nexthop via {near} nexthop via {beside}",
                              f"route add {dns} via {near}"])


def set_sysctls(name, values):
    """Writes sysctls of one namespace; /proc/sys/net shows the namespace of the thread that opens it."""
    with namespaces.inside(name):
        for key, value in values.items():
            with open("/proc/sys/" + key.replace(".", "/"), "w", encoding="ascii") as file:
                file.write(str(value))


def _join(left, right, index):
    # Ends with equal interface numbers would have their carrier noticed up to a second late: the kernel hurries
    # only for a device whose number differs from its peer's (linkwatch_urgent_event).
    namespaces.call(["ip", "link", "add", "name", left[1], "index", str(index), "netns", left[0], "type", "veth",
                     "peer", "name", right[1], "index", str(index + 1), "netns", right[0]])
    for name, device, addresses in (left, right):
        commands = [f"address add {_with_prefix(a)} dev {device}" + (" nodad" if ":" in a else "") for a in addresses]
        _ip_batch(name, [*commands, f"link set {device} up"])
        switch_off_offloads(name, device)


def _with_prefix(address):
    return address if "/" in address else f"{address}/{64 if ':' in address else 28}"


def _ip_batch(name, lines):
    namespaces.call(["ip", "-n", name, "-batch", "-"], text="\n".join(lines) + "\n")


def switch_off_offloads(name, device):
    """Without this a veth carries segments of up to 64 KiB, and no size rule sees what a wire would carry."""
    with namespaces.inside(name), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for command in (_TSO, _GSO, _GRO, _TX_CHECKSUM):
            value = array.array("I", [command, 0])
            request = struct.pack("16sP16x", device.encode(), value.buffer_info()[0])
            fcntl.ioctl(control, _SIOCETHTOOL, request)
