# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All cases, in the order in which they run and are listed."""

from . import api, dns, documented, environment, healthy, http, path, proxy, route, stream, tcp, tls

ALL = (*healthy.CASES, *environment.CASES, *dns.CASES, *tcp.CASES, *path.CASES, *route.CASES, *tls.CASES,
       *proxy.CASES, *http.CASES, *api.CASES, *stream.CASES,
       *documented.CASES)
BY_NAME = {case.name: case for case in ALL}
assert len(BY_NAME) == len(ALL), "two cases share a name"
