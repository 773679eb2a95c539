# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API itself answers, and how steadily."""

import json

from .. import faults as f
from ..case import Case, broken, degraded, healthy
from ..certificates import API_NAME
from ..checks import curl, tool
from ..plan import Plan

_URL = f"https://{API_NAME}/v1/models"


def _error(status, kind, message, code, evidence=(), key=False, **rule):
    """The API answers every request so; with `key` only those that carry one."""
    answer = f.api_answer(status, kind, message, **rule)
    plan = Plan(api=None, listeners=f.api_page([{**answer, "key": f.RIGHT_KEY}, f.no_key()] if key else [answer]),
                environment={"LAB_KEY": f.RIGHT_KEY} if key else {}, arguments=("--key-env", "LAB_KEY") if key else ())
    check = (tool(["sh", "-c", f'curl -sS -i -H "x-api-key: $LAB_KEY" {_URL}'], f"HTTP/1.1 {status} .*{kind}") if key
             else curl(_URL, exit=0, status=status, shows=f"request-id: req_.*{kind}"))
    name = f"api-{status}-{kind.replace('_error', '').replace('_', '-')}" + ("-with-key" if key else "")
    return Case(name, f"the API answers {status} {kind}" + (" to the key" if key else ""), plan, (check,),
                broken(code, evidence=evidence))


_ERRORS = (
    _error(400, "invalid_request_error", "anthropic-version: header is required", "api.invalid_request_error"),
    _error(401, "authentication_error", "invalid x-api-key", "api.authentication_error", key=True),
    _error(402, "billing_error", "Your credit balance is too low.", "api.billing_error", key=True),
    _error(403, "permission_error", "Your API key does not have permission to use the specified resource.",
           "api.permission_error"),
    _error(404, "not_found_error", "Not found", "api.not_found_error", key=True),
    _error(413, "request_too_large", "Request exceeds the maximum size", "api.request_too_large"),
    _error(429, "rate_limit_error", "This request would exceed your account's rate limit.", "api.rate_limit_error",
           [("api", "retryAfterSeconds", "is", 7)], headers={"retry-after": "7"}),
    _error(500, "api_error", "Internal server error", "api.api_error",
           [("api", "errorType", "is", "api_error"), ("api", "requestId", "mentions", "req_lab")]),
    _error(503, "api_error", "Service unavailable", "api.api_error"),
    _error(504, "timeout_error", "The request timed out while processing.", "api.timeout_error"),
    _error(529, "overloaded_error", "Overloaded", "api.overloaded_error", [("api", "errorType", "is",
                                                                            "overloaded_error")]),
)

_FORBIDDEN = '{"error": {"type": "forbidden", "message": "Request not allowed"}}'
_OTHER = (
    Case("api-403-region", "the API refuses this region (the body carries no request id)",
         Plan(api=None, listeners=f.api_page([{"status": 403, "headers": {"Content-Type": "application/json"},
                                               "body": _FORBIDDEN}])),
         (curl(_URL, exit=0, status=403, shows="Request not allowed"),), broken("api.region_unsupported")),
    _error(418, "teapot_error", "Short and stout", "http.error"),
    Case("api-503-every-third", "each third request fails with 503",
         Plan(api=None, listeners=f.api_page([f.api_answer(503, "api_error", "Service unavailable", every=3,
                                                           counter="503"),
                                              f.no_key()])),
         (tool(["sh", "-c", f"for i in 1 2 3 4 5 6; do curl -s -o /dev/null -w '%{{http_code}} ' {_URL}; done"],
               "(401 401 503 |401 503 401 |503 401 401 )"),), degraded("stability.intermittent", seconds=25)),
    Case("api-529-every-second", "each second request finds the API overloaded",
         Plan(api=None, listeners=f.api_page([f.api_answer(529, "overloaded_error", "Overloaded", every=2,
                                                           counter="529"),
                                              f.no_key()])),
         (tool(["sh", "-c", f"for i in 1 2 3 4; do curl -s -o /dev/null -w '%{{http_code}} ' {_URL}; done"],
               "(401 529 401 |529 401 529 )"),),
         degraded("stability.intermittent", "api.overloaded_error", seconds=25)),
)


def _sized(name, description, expect, check, **rule):
    """A box on the way that treats bodies over 64 KB so; smaller ones reach the API."""
    large = [{"path": "/v1/messages", "method": "POST", "larger_than": 64 * 1024, **rule}] if rule else []
    served = {"path": "/v1/models", "key": f.RIGHT_KEY, "status": 200, "api": True, "body": '{"data": [], "has_more": false}'}
    unknown = f.api_answer(404, "not_found_error", "model: pathlight-size-check")
    plan = Plan(api=None, listeners=f.api_page([*large, served, {**unknown, "key": f.RIGHT_KEY}, f.no_key()]),
                environment={"LAB_KEY": f.RIGHT_KEY}, arguments=("--key-env", "LAB_KEY", "--also", "request-sizes"))
    post = f"curl -sS -m 3 -o /dev/null -w '%{{http_code}} ' -H x-api-key:$LAB_KEY --data-binary @- https://{API_NAME}/v1/messages"
    script = f"head -c 30000 /dev/zero | {post}; head -c 300000 /dev/zero | {post}; echo $?"
    return Case(name, description, plan, (tool(["sh", "-c", script], check),), expect)


_REFUSAL = "<html><head><title>413 Request Entity Too Large</title></head><body></body></html>"
_SIZES = (
    _sized("healthy-request-sizes", "requests of up to a megabyte reach the API",
           healthy(6, evidence=[("api", "sizes[].fromTheApi", "is", True), ("api", "sizes[].bytes", "has", 1024 * 1024)]),
           "404 404 0"),
    _sized("api-size-refused", "a gateway refuses requests of more than 64 KB",
           degraded("api.request_too_large", evidence=[("api", "sizes[].status", "has", 413)]), "404 413 0",
           status=413, headers={"Content-Type": "text/html"}, body=_REFUSAL),
    _sized("api-size-silent", "requests of more than 64 KB are never answered",
           degraded("http.timed_out", seconds=40, evidence=[("api", "sizes[].outcome", "has", "timed_out")]), "404 000 .*28",
           hangs=True),
    _sized("api-size-reset", "requests of more than 64 KB are reset",
           degraded("http.closed", evidence=[("api", "sizes[].outcome", "has", "reset")]), "404 000 .*(55|56)",
           resets=True),
)


def _status_page(name, description, page, evidence, url=f"https://{API_NAME}/status.json", shows="indicator"):
    """The API answers 500, and the provider's status page says so or not; the verdict is the API's own word."""
    rules = [{"path": "/status.json", "status": 200, "headers": {"Content-Type": "application/json"},
              "body": json.dumps(page)}, f.api_answer(500, "api_error", "Internal server error")]
    plan = Plan(api=None, listeners=f.api_page(rules), profile={"statusPage": url})
    return Case(name, description, plan, (curl(_URL, exit=0, status=500), tool(["curl", "-sS", url], shows)),
                broken("api.api_error", seconds=20, evidence=evidence))


def _page_says(indicator, description, state):
    return {"status": {"indicator": indicator, "description": description},
            "components": [{"name": "Claude API", "status": state}]}


_STATUS_PAGES = (
    _status_page("api-500-page-says-outage", "the API fails, and its status page tells of an outage",
                 _page_says("major", "Partial outage", "major_outage"),
                 [("api", "statusPage.indicator", "is", "major"),
                  ("api", "statusPage.disturbed", "is", ["Claude API: major_outage"])]),
    _status_page("api-500-page-says-fine", "the API fails, and its status page says that all is well",
                 _page_says("none", "All Systems Operational", "operational"),
                 [("api", "statusPage.indicator", "is", "none"), ("api", "statusPage.disturbed", "is", [])]),
    _status_page("api-500-page-dead", "the API fails, and so does its status page", {},
                 [("api", "statusPage.outcome", "is", "connect_failed"), ("api", "statusPage.indicator", "is", None)],
                 url=f"https://{API_NAME}:444/status.json", shows="Couldn't connect|refused|Failed to connect"),
)

CASES = (*_ERRORS, *_OTHER, *_SIZES, *_STATUS_PAGES)
