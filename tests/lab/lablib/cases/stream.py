# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Streamed answers, and connections that are left quiet."""

from .. import faults as f
from ..case import Case, broken, degraded, healthy
from ..certificates import API_NAME
from ..checks import at, tool
from ..plan import Plan

_URL = f"https://{API_NAME}/v1/messages"
_WITH_KEY = ("--key-env", "LAB_KEY")

# Reads a stream as curl gets it: how many events, over how long, and whether its last one came.
_READ = (f"curl -sN -m 5 PROTOCOL -H 'x-api-key: '$LAB_KEY -d '{{\"stream\": true}}' {_URL} | python3 -c '"
         "import sys, time; came = [(time.monotonic(), line) for line in iter(sys.stdin.buffer.readline, b\"\")"
         " if line.startswith(b\"event:\")]; "
         "print(len(came), \"events\", \"spread\" if came and came[-1][0] - came[0][0] > 0.1 else \"at once\", "
         "came[-1][1].decode().split()[1] if came else \"nothing\")'")


def _read(shows, protocol="--http1.1"):
    return tool(["sh", "-c", _READ.replace("PROTOCOL", protocol)], shows)


def _streaming(name, description, events, shows, expect, **more):
    plan = Plan(api=None, listeners=f.streaming_api(events, **more), environment={"LAB_KEY": f.RIGHT_KEY},
                arguments=_WITH_KEY)
    return Case(name, description, plan, (_read(shows),), expect)


def _no_stream(name, description, kind, body, expect):
    """The API lists its models, and something else answers a message, with status 200."""
    answer = {"path": "/v1/messages", "method": "POST", "key": f.RIGHT_KEY, "status": 200, "body": body,
              "headers": {"Content-Type": kind}}
    listeners = tuple({**each, "rules": [answer, *each["rules"][1:]]} for each in f.streaming_api([]))
    plan = Plan(api=None, listeners=listeners, environment={"LAB_KEY": f.RIGHT_KEY}, arguments=_WITH_KEY)
    shows = f"{kind}.* {len(body)} bytes 0 events"
    return Case(name, description, plan, (tool(["sh", "-c", _COUNT], shows),), expect)


_COUNT = ("curl -sN -m 5 -o /tmp/lab-answer.$$ -w '%{content_type} %{size_download} bytes ' "
          f"-H 'x-api-key: '$LAB_KEY -d '{{\"stream\": true}}' {_URL}; "
          "echo $(grep -c ^event: /tmp/lab-answer.$$) events; rm -f /tmp/lab-answer.$$")
_WHOLE = f.stream_events()
_AT_ONCE = [[0.5, "".join(text for _, text in _WHOLE)]]
_OVERLOADED = f.event("error", '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}')

_STREAMS = (
    _streaming("stream-healthy", "a streamed answer arrives piece by piece", _WHOLE,
               "16 events spread message_stop",
               healthy(evidence=[("stream", "buffered", "is", False), ("stream", "events", "is", 16)])),
    _streaming("stream-buffered", "a streamed answer arrives all at once, at its end", _AT_ONCE,
               "16 events at once message_stop",
               degraded("stream.buffered", evidence=[("stream", "buffered", "is", True)])),
    _streaming("stream-stalled", "a streamed answer stands still in the middle", [*_WHOLE[:6], [60, "\n"]],
               "6 events spread content_block_delta",
               degraded("stream.stalled", seconds=35,
                        evidence=[("stream", "longestGapMs", "at least", 10_000)])),
    _streaming("stream-cut", "a streamed answer is cut off", _WHOLE[:6], "6 events spread content_block_delta",
               degraded("stream.closed", evidence=[("stream", "ending", "is", "closed")]), cut=True),
    _no_stream("stream-page", "a message gets a web page with status 200", "text/html", "<html><title>Welcome</title></html>",
               broken("http.not_the_api", evidence=[("stream", "ending", "is", "not_a_stream")])),
    _no_stream("stream-as-json", "a gateway answers a streamed request with one JSON text", "application/json",
               '{"type": "message", "role": "assistant", "content": [{"type": "text", "text": "one two"}]}',
               degraded("stream.buffered", evidence=[("stream", "ending", "is", "not_a_stream")])),
    _no_stream("stream-empty", "a message gets status 200 and not one byte", "text/plain", "",
               broken("http.response.invalid", evidence=[("stream", "ending", "is", "not_a_stream")])),
    _streaming("stream-error-inside", "an answer begins with 200, and an error event comes in it",
               [*_WHOLE[:6], [0.03, _OVERLOADED]], "7 events spread error",
               degraded("api.overloaded_error", evidence=[("stream", "ending", "is", "error")])),
)

_WHOLE_SHOWS = "16 events spread message_stop"
_PART = _WHOLE[:6]
_PART_SHOWS = "6 events spread content_block_delta"
_NOTES = "findings[].code"


def _over_both(name, description, events, shows, expect, **ends):
    """The API over both protocols: `events` and `shows` are (over HTTP/1.1, over HTTP/2)."""
    plan = Plan(api=None, listeners=f.streaming_over_both(*events, **ends), environment={"LAB_KEY": f.RIGHT_KEY},
                arguments=(*_WITH_KEY, "--also", "http2"))
    return Case(name, description, plan, (_read(shows[0]), _read(shows[1], "--http2")), expect)


def _over_http2(fault, description, events, shows, seconds=10.0, evidence=(), **ends):
    """Streams that fail over HTTP/2 alone hurt no Claude client: they ask over HTTP/1.1."""
    return _over_both("stream-http2-" + fault, description, (_WHOLE, events), (_WHOLE_SHOWS, shows), healthy(
        seconds, evidence=[("stream", _NOTES, "has", "note.http2_stream_cut"), ("stream", "streams[].ending", "is", "complete"),
                           ("stream", "buffered", "is", False), ("stream", "http2[].alpn", "is", "h2"), *evidence]), **ends)


_HTTP2 = (
    _over_both("stream-http2-healthy", "a streamed answer arrives piece by piece over HTTP/1.1 and over HTTP/2",
               (_WHOLE, _WHOLE), (_WHOLE_SHOWS, _WHOLE_SHOWS),
               healthy(evidence=[("stream", "http2[].outcome", "is", "answered"), ("stream", "http2[].alpn", "is", "h2"),
                                 ("stream", "http2[].run.buffered", "is", False),
                                 ("stream", "http2[].run.events", "is", 16), ("stream", "http2LeftOut", "is", None)])),
    Case("stream-http2-not-offered", "streams are to be compared, and what answers speaks HTTP/1.1 alone",
         Plan(api=None, listeners=f.streaming_api(_WHOLE), environment={"LAB_KEY": f.RIGHT_KEY},
              arguments=(*_WITH_KEY, "--also", "http2")),
         (_read(_WHOLE_SHOWS, "--http2"),),
         healthy(evidence=[("stream", "http2[].outcome", "is", "not_offered"), ("stream", "buffered", "is", False),
                           ("stream", "http2LeftOut", "is", "not_offered")])),
    _over_http2("reset", "over HTTP/2 streams are cut by RST_STREAM; HTTP/1.1 is answered", _PART, _PART_SHOWS, ends="reset",
                evidence=[("stream", "http2[].outcome", "is", "stream_reset"),
                          ("stream", "http2[].errorCode", "is", "INTERNAL_ERROR"),
                          ("stream", "http2[].run.ending", "is", "reset")]),
    _over_http2("goaway", "over HTTP/2 the connection is sent away in the middle of a stream; HTTP/1.1 is answered", _PART,
                _PART_SHOWS, ends="goaway",
                evidence=[("stream", "http2[].outcome", "is", "goaway"), ("stream", "http2[].errorCode", "is", "INTERNAL_ERROR"),
                          ("stream", "http2[].run.ending", "is", "closed")]),
    _over_http2("buffered", "over HTTP/2 a stream arrives all at once, at its end; HTTP/1.1 is answered piece by piece",
                _AT_ONCE, "16 events at once message_stop",
                evidence=[("stream", "http2[].outcome", "is", "answered"), ("stream", "http2[].run.buffered", "is", True)]),
    _over_http2("stalled", "over HTTP/2 a stream stands still in the middle; HTTP/1.1 is answered", [*_PART, [60, "\n"]],
                _PART_SHOWS, 25.0,
                evidence=[("stream", "http2[].outcome", "is", "timed_out"), ("stream", "http2[].run.ending", "is", "stalled"),
                          ("stream", "http2[].run.longestGapMs", "at least", 7000)]),
    _over_both("stream-http2-only", "streams over HTTP/1.1 are cut off; over HTTP/2 they arrive whole", (_PART, _WHOLE),
               (_PART_SHOWS, _WHOLE_SHOWS),
               degraded("stream.closed", evidence=[("stream", _NOTES, "has", "note.http2_stream_only"),
                                                   ("stream", "streams[].ending", "is", "closed"),
                                                   ("stream", "http2[].outcome", "is", "answered")]), cut=True),
)

_SECONDS = 6
# One connection, used again after nine seconds: how many answers came?
_QUIET = ("{ printf 'GET /v1/models HTTP/1.1\\r\\nHost: %s\\r\\n\\r\\n'; sleep 9; "
          "printf 'GET /v1/models HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n'; sleep 2; } | "
          "timeout 15 openssl s_client -quiet -connect %s:443 -servername %s 2>/dev/null | "
          "grep -ao 'HTTP/1.1 ' | wc -l | sed 's/^/answers=/'").replace("%s", API_NAME)


def _forgetful(verdict, seconds=_SECONDS):
    """A firewall that forgets a connection on which nothing was said for some seconds."""
    return {"sysctls": (("router2", "net.netfilter.nf_conntrack_tcp_timeout_established", str(seconds)),
                        ("router2", "net.netfilter.nf_conntrack_tcp_loose", "0")),
            "nft": (("router2", "forward", f"ct state invalid counter {verdict}"),)}


def _idle(name, description, plan, shows, expect):
    return Case(name, description, plan, (tool(["sh", "-c", _QUIET], shows),), expect, command="idle")


_QUIET_ONES = (
    Case("idle-healthy", "a firewall remembers a quiet connection for a minute",
         Plan(arguments=("--up-to", "8"), **_forgetful("drop", 60)),
         (tool(["sh", "-c", _QUIET], "answers=2"),
          at("router2", ["nft", "list", "table", "inet", "lab"], "ct state invalid")), command="idle", expect=healthy(seconds=25, evidence=[("stream", "idle.aliveMs", "at least", 8000)])),
    _idle("idle-dropped", f"a firewall forgets connections after {_SECONDS} seconds, and drops what comes after",
          Plan(arguments=("--up-to", "12"), **_forgetful("drop")), "answers=1",
          degraded("stream.idle_dropped", seconds=54,
                   evidence=[("stream", "idle.how", "is", "silent"), ("stream", "idle.keepAliveCures", "is", True),
                             ("stream", "idle.droppedMs", "at least", _SECONDS * 1000),
                             ("stream", "idle.droppedMs", "at most", _SECONDS * 1000 + 1500),
                             ("stream", "idle.aliveMs", "at least", _SECONDS * 1000 - 1500)])),
    _idle("idle-reset", f"a firewall forgets connections after {_SECONDS} seconds, and resets what comes after",
          Plan(arguments=("--up-to", "12"), **_forgetful("reject with tcp reset")), "answers=1",
          degraded("stream.idle_dropped", seconds=54, evidence=[("stream", "idle.how", "is", "reset")])),
)

CASES = (*_STREAMS, *_HTTP2, *_QUIET_ONES)
