# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does the advice about a private authority cure real clients? The certificate that `replay --format pem` saves, and the
settings that `client-config` gives, are tried with clients that fail without them."""

import os
import re
import subprocess

from . import namespaces, realclients

_LIMIT_S = 20
# How each client is told of the certificate alone.
_TOLD = {"curl": "CURL_CA_BUNDLE", "python-requests": "REQUESTS_CA_BUNDLE", "anthropic-python": "SSL_CERT_FILE",
         "anthropic-typescript": "NODE_EXTRA_CA_CERTS"}
_SETTING = re.compile(r"^\s*\+ export (\w+)='([^']*)'$", re.MULTILINE)


def _cli(bed, environment, argv):
    """The program's output; it works as an ordinary user of the client's computer."""
    done = subprocess.run(bed.in_client(namespaces.as_ordinary_user(argv)), env=environment, capture_output=True,
                          text=True, errors="replace", timeout=_LIMIT_S, cwd=bed.client.home, check=False)
    return done.stdout


def _tried(what, client, bed, environment, folder):
    worked, said = realclients.ask(client, bed, environment, folder)
    return {"check": f"{client} {what}", "holds": worked, "seen": said}


def try_all(cli, bed, environment, folder, journal):
    """What was tried, each {check, holds, seen}."""
    pem = os.path.join(folder, "authority.pem")
    text = _cli(bed, environment, [cli, "replay", journal, "--format", "pem"])
    with open(pem, "w", encoding="utf-8") as file:
        file.write(text)
    tried = [{"check": "an authority was saved", "holds": "BEGIN CERTIFICATE" in text, "seen": text[:80]}]
    cured = 0
    for client in realclients.installed():
        config = _cli(bed, environment, [cli, "client-config", client, journal, "--for", "bash"])
        settings = dict(_SETTING.findall(config))
        works, _ = realclients.ask(client, bed, environment, folder)
        if works:
            continue
        cured += 1
        told = {**environment, _TOLD[client]: pem}
        tried.append(_tried("with the certificate that was saved", client, bed, told, folder))
        tried.append({"check": f"{client}: client-config gives settings", "holds": bool(settings), "seen": config[-200:]})
        tried.append(_tried("with the settings of client-config", client, bed, {**environment, **settings}, folder))
    tried.append({"check": "a client fails without", "holds": cured > 0, "seen": str(cured)})
    return tried
