# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a scripted server does with a connection: the misbehaviour that real servers cannot be configured to show.

Each behaviour is a function of the accepted socket and the listener's keys; BEHAVIOURS names them.
"""

import gzip
import http.client
import itertools
import select
import socket
import ssl
import struct

from . import dnsserve, http2serve, httpserve

_SO_ORIGINAL_DST = 80  # the same number for SOL_IP and SOL_IPV6 (linux/netfilter_ipv4.h, netfilter_ipv6/ip6_tables.h)


def reset(connection, _spec=None):
    """Answers with RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def close(_connection, _spec):
    """Closes at once."""


def silent(connection, _spec):
    """Never reads and never writes, until the peer is gone."""
    poll = select.poll()
    poll.register(connection, select.POLLRDHUP)
    poll.poll(90_000)


def swallow(connection, _spec):
    """Reads everything and says nothing."""
    while connection.recv(65536):
        pass


def reset_after_data(connection, _spec):
    """Waits for the peer's first bytes, then resets."""
    connection.recv(1)
    reset(connection)


def close_after_data(connection, _spec):
    """Waits for the peer's first bytes, reads what is there, then closes in order."""
    connection.recv(65536)


def say(connection, spec):
    """Reads once, then writes `text` (latin-1) and closes; with `keep` it stays open and silent instead."""
    connection.recv(65536)
    connection.sendall(spec["text"].encode("latin-1"))
    if spec.get("keep"):
        swallow(connection, spec)


def drip(connection, spec):
    """After a request writes `text`, then `filler` for ever: an answer without an end."""
    connection.recv(65536)
    connection.sendall(spec["text"].encode("latin-1"))
    while True:
        connection.sendall(spec["filler"].encode("latin-1") * 64)


def proxy(connection, spec):
    """An HTTP proxy that answers every CONNECT with `text`; empty text means silence."""
    httpserve.read_head(connection)
    if not spec["text"]:
        return swallow(connection, spec)
    connection.sendall(spec["text"].encode("latin-1"))
    return None


def _altered(how, headers, body):
    """The answer as a careless gateway passes it on."""
    dropped = {"packs": ("content-encoding",), "headers": ("request-id", "content-encoding")}.get(how, ())
    kept = [(name, value) for name, value in headers
            if name.lower() not in (*dropped, "content-length", "transfer-encoding", "connection")]
    packed = any(name.lower() == "content-encoding" for name, _ in headers)
    if how == "headers":
        kept += [("Via", "1.1 gateway.corp.example (OpenBox/2)"), ("X-Cache", "MISS from gateway.corp.example")]
    if packed and how in ("unpacks", "headers"):
        body = gzip.decompress(body)
    return kept, body


def opening_proxy(connection, spec):
    """An HTTP proxy that ends the TLS of each tunnel with a certificate of its own, asks the target itself and passes
    the answer on. `alter`: "unpacks" (the body, and leaves Content-Encoding), "packs" (asks for gzip and leaves
    Content-Encoding out), "headers" (takes request-id away, adds its own), "" (nothing)."""
    head, _ = httpserve.read_head(connection)
    host, _, port = head.split(b" ")[1].decode("ascii").rpartition(":")
    connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(spec["opens"]["certificate"], spec["opens"]["key"])
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with serving.wrap_socket(connection, server_side=True) as near:
        method, target, headers = httpserve.parse(httpserve.read_head(near)[0])
        headers["connection"] = "close"
        if spec["alter"] == "packs":
            headers["accept-encoding"] = "gzip"
        far = http.client.HTTPSConnection(host, int(port), timeout=10, context=trusting)
        far.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            far.putheader(name, value)
        far.endheaders()
        answer = far.getresponse()
        kept, body = _altered(spec["alter"], answer.getheaders(), answer.read())
        lines = [f"HTTP/1.1 {answer.status} {answer.reason}", *(f"{name}: {value}" for name, value in kept),
                 f"Content-Length: {len(body)}", "Connection: close"]
        near.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
        near.unwrap()


def _original_destination(connection):
    """Where a connection was going before the firewall redirected it here."""
    if connection.family == socket.AF_INET6:
        raw = connection.getsockopt(socket.IPPROTO_IPV6, _SO_ORIGINAL_DST, 28)
        return socket.inet_ntop(socket.AF_INET6, raw[8:24]), struct.unpack_from("!H", raw, 2)[0]
    raw = connection.getsockopt(socket.IPPROTO_IP, _SO_ORIGINAL_DST, 16)
    return socket.inet_ntop(socket.AF_INET, raw[4:8]), struct.unpack_from("!H", raw, 2)[0]


def _receive(source):
    """What is there now; None where a readable TLS socket holds a session ticket and no data."""
    timeout = source.gettimeout()
    source.setblocking(False)
    try:
        return source.recv(65536)
    except (ssl.SSLWantReadError, BlockingIOError):
        return None
    finally:
        source.settimeout(timeout)


def _splice(left, right):
    """Copies both ways until either side ends."""
    pairs = {left: right, right: left}
    while True:
        # A TLS socket may hold decrypted bytes that select cannot see.
        ready = [s for s in pairs if isinstance(s, ssl.SSLSocket) and s.pending()]
        for source in ready or select.select(list(pairs), [], [], 90)[0]:
            data = _receive(source)
            if data is None:
                continue
            if not data:
                return
            pairs[source].sendall(data)


def intercept(connection, _spec):
    """A middlebox that ends TLS with its own certificate and talks to the real server itself."""
    destination = _original_destination(connection)
    name = connection.lab_server_name or destination[0]
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(destination, 10) as plain, trusting.wrap_socket(plain, server_hostname=name) as far:
        _splice(connection, far)


def _peek_hello(connection):
    """The first TLS record, peeked at until complete, and how much of it the first read brought."""
    first = len(connection.recv(65536, socket.MSG_PEEK))
    for _ in range(200):
        seen = connection.recv(65536, socket.MSG_PEEK)
        if len(seen) >= 5 and len(seen) >= 5 + struct.unpack_from("!H", seen, 3)[0]:
            return seen, first
        select.select([], [], [], 0.01)
    return seen, first


def _forward(connection):
    with socket.create_connection(_original_destination(connection), 10) as far:
        _splice(connection, far)


def sni_filter(connection, spec):
    """A middlebox that kills handshakes naming `blocked` (`how`: reset or silence) and passes all others."""
    hello, _ = _peek_hello(connection)
    if spec["blocked"].encode("ascii") not in hello:
        return _forward(connection)
    return reset(connection) if spec["how"] == "reset" else swallow(connection, spec)


def hello_size_filter(connection, spec):
    """A middlebox that understands a ClientHello only when it arrives in one piece of at most `largest` bytes."""
    hello, first = _peek_hello(connection)
    if len(hello) <= spec["largest"] and first == len(hello):
        return _forward(connection)
    return reset(connection) if spec["how"] == "reset" else swallow(connection, spec)


def _offers_tls13(hello):
    """Does the extension supported_versions (RFC 8446, section 4.2.1) of a ClientHello name TLS 1.3?"""
    at = hello.find(b"\x00\x2b\x00")
    return at >= 0 and b"\x03\x04" in hello[at + 5:at + 5 + hello[at + 4]]


def tls13_filter(connection, _spec):
    """A middlebox that does not know TLS 1.3, and resets whoever offers it."""
    hello, _ = _peek_hello(connection)
    return reset(connection) if _offers_tls13(hello) else _forward(connection)


_short_hellos = itertools.count(1)


def odd_hello_filter(connection, _spec):
    """A middlebox that resets the first short ClientHello it sees, the third, the fifth, and passes all others."""
    hello, _ = _peek_hello(connection)
    if len(hello) <= 1400 and next(_short_hellos) % 2 == 1:
        return reset(connection)
    return _forward(connection)


def _http2_frame(kind, payload):
    """A frame of the connection itself (RFC 9113 section 4.1)."""
    return struct.pack("!I", len(payload))[1:] + struct.pack("!BBI", kind, 0, 0) + payload


def http2_cut(connection, spec):
    """A box that agrees on HTTP/2 and breaks it (`how`: reset, silence, goaway); HTTP/1.1 it answers by `rules`."""
    if connection.selected_alpn_protocol() != "h2":
        return httpserve.serve(connection, spec)
    connection.recv(65536)
    if spec["how"] == "reset":
        return reset(connection)
    if spec["how"] == "goaway":
        connection.sendall(_http2_frame(4, b"") + _http2_frame(7, struct.pack("!II", 0, 2)))
    return swallow(connection, spec)


def http_both(connection, spec):
    """A server that answers by `rules` over HTTP/1.1, and by `over_http2` where HTTP/2 was agreed on."""
    if connection.selected_alpn_protocol() != "h2":
        return httpserve.serve(connection, spec)
    return http2serve.serve(connection, {**spec, "rules": spec["over_http2"]})


BEHAVIOURS = {
    "reset": reset, "close": close, "silent": silent, "swallow": swallow, "reset_after_data": reset_after_data,
    "close_after_data": close_after_data, "say": say, "drip": drip, "proxy": proxy, "opening_proxy": opening_proxy, "intercept": intercept,
    "sni_filter": sni_filter, "hello_size_filter": hello_size_filter, "odd_hello_filter": odd_hello_filter,
    "tls13_filter": tls13_filter, "http2_cut": http2_cut, "http_both": http_both,
    "http": httpserve.serve, "dns": dnsserve.serve_stream,
}
