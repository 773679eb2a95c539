# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small HTTP/1.1 server that follows a list of rules.

A listener's keys: `rules`, a list tried in order, and `clock_ahead`, seconds its Date header is ahead. A rule:
    {"path"?: prefix, "method"?, "key"?: the x-api-key it is for, "every"?: applies to each n-th request only,
     "larger_than"?: for request bodies of more bytes only, "hangs"?: no answer, "resets"?: RST in its place,
     "status", "reason"?, "headers"?: {name: value}, "body"?, "file"?: a path, served instead,
     "gzip"?: the body is packed, whatever the headers say,
     "packs"?: send the body as gzip to who accepts that,
     "events"?: [[seconds to wait, text], …],
     "cut"?: close before the end of the events is announced}
Every answer from a rule with `"api": true` carries the API's request-id.
"""

import email.utils
import gzip
import http
import itertools
import socket
import struct
import threading
import time

_HEAD_LIMIT = 65536
_counters = {}
_counters_lock = threading.Lock()
_request_numbers = itertools.count(1)


def read_head(connection, already=b""):
    """A message head and what came after it; (b"", b"") when the peer closed instead."""
    data = already
    while b"\r\n\r\n" not in data:
        if len(data) > _HEAD_LIMIT:
            raise ValueError("request head over the limit")
        more = connection.recv(65536)
        if not more:
            return b"", b""
        data += more
    head, _, rest = data.partition(b"\r\n\r\n")
    return head, rest


def parse(head):
    """Method, target and headers (names in lower case) of a request's head."""
    lines = head.decode("latin-1").split("\r\n")
    method, _, target = lines[0].partition(" ")
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return method, target.split(" ")[0], headers


def _skip_body(connection, headers, rest):
    """Reads the request's body away; returns what follows it."""
    missing = int(headers.get("content-length", "0")) - len(rest)
    while missing > 0:
        data = connection.recv(min(65536, missing))
        if not data:
            return b""
        missing -= len(data)
    return rest[int(headers.get("content-length", "0")):]


def _is_turn(rule):
    """Whether a rule for each n-th request applies to this one; the count spans all listeners of the case."""
    if "every" not in rule:
        return True
    with _counters_lock:
        count = _counters[rule["counter"]] = _counters.get(rule["counter"], 0) + 1
    return count % rule["every"] == 0


def choose(rules, method, target, headers):
    """The rule for a request; headers' names are in lower case."""
    for rule in rules:
        if (target.startswith(rule.get("path", "/")) and rule.get("method", method) == method
                and int(headers.get("content-length", "0")) > rule.get("larger_than", -1)
                and ("key" not in rule or headers.get("x-api-key") == rule["key"]) and _is_turn(rule)):
            return rule
    return {"status": 404, "body": ""}


def _body_of(rule):
    if "file" not in rule:
        body = rule.get("body", "").encode("utf-8")
        return gzip.compress(body) if rule.get("gzip") else body
    with open(rule["file"], "rb") as file:
        return file.read()


def _head_of(rule, spec, length):
    status = rule["status"]
    reason = rule.get("reason") or (http.HTTPStatus(status).phrase if status in set(http.HTTPStatus) else "Status")
    date = email.utils.formatdate(time.time() + spec.get("clock_ahead", 0), usegmt=True)
    headers = {"Date": date, **({"Content-Length": str(length)} if length is not None else
                                {"Transfer-Encoding": "chunked"} if status != 204 else {})}
    if rule.get("api"):
        headers.update({"Content-Type": "application/json", "request-id": f"req_lab{next(_request_numbers):08d}"})
    headers.update(rule.get("headers", {}))
    return f"HTTP/1.1 {status} {reason}\r\n" + "".join(f"{n}: {v}\r\n" for n, v in headers.items()) + "\r\n"


def _send_events(connection, rule):
    for wait, text in rule["events"]:
        time.sleep(wait)
        data = text.encode("utf-8")
        connection.sendall(f"{len(data):x}\r\n".encode("ascii") + data + b"\r\n")
    if not rule.get("cut"):
        connection.sendall(b"0\r\n\r\n")


def serve(connection, spec):
    """Answers requests on one connection until the peer closes it."""
    rest = b""
    while True:
        head, rest = read_head(connection, rest)
        if not head:
            return
        method, target, headers = parse(head)
        rest = _skip_body(connection, headers, rest)
        rule = choose(spec["rules"], method, target, headers)
        if rule.get("hangs"):
            while connection.recv(65536):
                pass
            return
        if rule.get("resets"):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        body = _body_of(rule)
        if rule.get("packs") and "gzip" in headers.get("accept-encoding", ""):
            rule = {**rule, "headers": {**rule.get("headers", {}), "Content-Encoding": "gzip"}}
            body = gzip.compress(body)
        streaming = "events" in rule
        length = None if streaming or rule["status"] == 204 else len(body)
        answer = _head_of(rule, spec, length).encode("latin-1")
        connection.sendall(answer + (b"" if streaming or method == "HEAD" else body))
        if streaming:
            _send_events(connection, rule)
        if rule.get("cut") or headers.get("connection", "").lower() == "close":
            return
