# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The small server of httpserve.py over HTTP/2 (RFC 9113), framed by python3-h2.

The same listener's keys and rules, one request at a time; answers fit into the windows that a peer grants at the
start. In a rule `"ends"` is how a stream of events ends in its middle: "reset" (RST_STREAM), "goaway" (GOAWAY, then
the connection ends). `hangs`, `resets`, `file`, `gzip` and `packs` are for HTTP/1.1 alone.
"""

import email.utils
import itertools
import time

try:
    import h2.config
    import h2.connection
    import h2.errors
    import h2.events
    import h2.exceptions
except ImportError:    # then runner.py skips the cases that need it
    h2 = None

from . import httpserve

_request_numbers = itertools.count(1)


class _Request:
    """What came of one request."""

    def __init__(self, fields):
        self.headers = dict(fields)
        self.size = 0


def _head_of(rule):
    """The answer's fields; lower case, as HTTP/2 wants them."""
    fields = {"date": email.utils.formatdate(usegmt=True)}
    if rule.get("api"):
        fields.update({"content-type": "application/json", "request-id": f"req_lab2{next(_request_numbers):07d}"})
    fields.update({name.lower(): value for name, value in rule.get("headers", {}).items()})
    return [(":status", str(rule["status"])), *fields.items()]


def _send(connection, framing):
    connection.sendall(framing.data_to_send())


def _send_events(connection, framing, stream, rule):
    for wait, text in rule["events"]:
        time.sleep(wait)
        framing.send_data(stream, text.encode("utf-8"))
        _send(connection, framing)


def _end(connection, framing, stream, how):
    """Ends a stream of events; True: and the connection with it."""
    if how == "reset":
        framing.reset_stream(stream, h2.errors.ErrorCodes.INTERNAL_ERROR)
    elif how == "goaway":
        framing.close_connection(h2.errors.ErrorCodes.INTERNAL_ERROR, last_stream_id=stream)
    else:
        framing.end_stream(stream)
    _send(connection, framing)
    if how == "goaway":
        connection.unwrap()    # in order: what the peer sent meanwhile shall not turn the end into a reset
    return how == "goaway"


def _answer(connection, framing, stream, request, spec):
    """One answer; True: the connection ends with it."""
    headers = {**request.headers, "content-length": str(request.size)}
    rule = httpserve.choose(spec["rules"], headers[":method"], headers[":path"], headers)
    body = rule.get("body", "").encode("utf-8")
    framing.send_headers(stream, _head_of(rule))
    if "events" in rule:
        _send_events(connection, framing, stream, rule)
        return _end(connection, framing, stream, rule.get("ends"))
    framing.send_data(stream, b"" if headers[":method"] == "HEAD" else body, end_stream=True)
    _send(connection, framing)
    return False


def _take(framing, event, requests):
    """Keeps what an event tells of a request; the number of the stream whose request is whole now, or None."""
    if isinstance(event, h2.events.RequestReceived):
        requests[event.stream_id] = _Request(event.headers)
    elif isinstance(event, h2.events.DataReceived):
        framing.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        if event.stream_id in requests:
            requests[event.stream_id].size += len(event.data)
    elif isinstance(event, h2.events.StreamReset):
        requests.pop(event.stream_id, None)
    elif isinstance(event, h2.events.StreamEnded) and event.stream_id in requests:
        return event.stream_id
    return None


def serve(connection, spec):
    """Answers requests on one connection until the peer closes it."""
    framing = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="latin-1"))
    framing.initiate_connection()
    _send(connection, framing)
    requests = {}
    try:
        while data := connection.recv(65536):
            events = framing.receive_data(data)
            _send(connection, framing)
            for stream in filter(None, [_take(framing, event, requests) for event in events]):
                if _answer(connection, framing, stream, requests.pop(stream), spec):
                    return
    except h2.exceptions.ProtocolError as error:
        raise ValueError(error) from error
