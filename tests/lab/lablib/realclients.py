# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real clients on a case's bed: one harmless request each, to hold against what pathlight-cli predicted of them.

curl and requests are asked as themselves. httpx stands for the Python SDK, which is built on it, and Node's fetch
for the TypeScript SDK; both are led by ANTHROPIC_BASE_URL as the SDKs are. A client counts as working where the
API itself answered it: a request id, and a status that a request without a key may get. Where the walk sends a key,
so do they, and must be served.
"""

import concurrent.futures
import glob
import json
import os
import shutil
import subprocess

from .certificates import API_NAME, MOZILLA
from .plan import SYSTEM_PYTHON

_LIMIT_S = 25
_URL = f"https://{API_NAME}"
_PATH = "/v1/models"
_SERVED = ("200", "401", "404", "405")
_SERVED_WITH_KEY = ("200",)
_KEY = "LAB_KEY"    # the variable that holds it

_REQUESTS = """
import os, requests, sys
headers = {"x-api-key": os.environ["LAB_KEY"]} if "LAB_KEY" in os.environ else {}
answer = requests.get(sys.argv[1], timeout=(6, 10), allow_redirects=False, headers=headers)
print(answer.text)
print("lab-status", answer.status_code, answer.headers.get("request-id", "-"))
"""

# The Python SDK is installed by pip, with certifi's own list: Debian's certifi is the system's.
_HTTPX = """
import certifi, os, sys
certifi.where = lambda: sys.argv[2]
import httpx
base = os.environ.get("ANTHROPIC_BASE_URL") or sys.argv[1]
headers = {"x-api-key": os.environ["LAB_KEY"]} if "LAB_KEY" in os.environ else {}
with httpx.Client(timeout=httpx.Timeout(15, connect=5), headers=headers) as client:
    answer = client.get(base.rstrip("/") + sys.argv[3])
print(answer.text)
print("lab-status", answer.status_code, answer.headers.get("request-id", "-"))
"""

_NODE = """
const base = process.env.ANTHROPIC_BASE_URL || process.argv[1];
const headers = process.env.LAB_KEY ? {"x-api-key": process.env.LAB_KEY} : {};
fetch(base.replace(/[/]+$/, "") + process.argv[2], {signal: AbortSignal.timeout(15000), redirect: "manual", headers})
  .then(answer => answer.text().then(
    body => console.log(body + "\\nlab-status", answer.status, answer.headers.get("request-id") || "-")))
  .catch(error => { console.log(String(error), String(error.cause)); process.exitCode = 1; });
"""


def installed():
    """The clients of the report that can be asked here: {id: name of what is asked}."""
    found = {}
    if shutil.which("curl"):
        found["curl"] = "curl"
    for client, module in (("python-requests", "requests"), ("anthropic-python", "httpx")):
        if os.path.exists(SYSTEM_PYTHON) and _runs([SYSTEM_PYTHON, "-c", f"import {module}"]):
            found[client] = module
    if shutil.which("node") and _runs(["node", "-e", "process.exit(typeof fetch === 'function' ? 0 : 1)"]):
        found["anthropic-typescript"] = "node"
    return found


def versions():
    """{id: what is asked in its place, with its version}, for the page of results."""
    module = "import sys; name = sys.argv[1]; print(name, __import__(name).__version__)"
    ask = {"curl": ["curl", "--version"], "node": ["node", "-e", "console.log('Node', process.versions.node)"]}
    told = {client: subprocess.run(ask.get(name, [SYSTEM_PYTHON, "-c", module, name]), capture_output=True, text=True,
                                   check=False).stdout for client, name in installed().items()}
    return {client: " ".join(text.split()[:2]) for client, text in told.items()}


def _runs(argv):
    return subprocess.run(argv, capture_output=True, check=False).returncode == 0


def _commands(folder):
    """{client id: (its command, variables that make it read the bed's list in place of its own)}"""
    bundle = _vendor_bundle(folder)
    curl = ["curl", "-sS", "-m", "20", "-w", "\nlab-status %{http_code} %header{request-id}\n"]
    return {
        "curl": (["sh", "-c", 'exec "$@" ${LAB_KEY:+-H "x-api-key: $LAB_KEY"}', "sh", *curl, _URL + _PATH], {}),
        "python-requests": ([SYSTEM_PYTHON, "-c", _REQUESTS, _URL + _PATH], {}),
        "anthropic-python": ([SYSTEM_PYTHON, "-c", _HTTPX, _URL, bundle, _PATH], {}),
        # Node's own list is compiled in: this is how it reads another in its place.
        "anthropic-typescript": (["node", "--use-openssl-ca", "-e", _NODE, _URL, _PATH],
                                 {"SSL_CERT_FILE": bundle, "SSL_CERT_DIR": "/nonexistent"}),
    }


def ask_all(bed, environment, folder, with_key):
    """{client id: (worked, what it said)} of one request each, all at the same time."""
    commands = _commands(folder)
    environment = {name: value for name, value in environment.items() if with_key or name != _KEY}
    here = [client for client in commands if client in installed()]
    with concurrent.futures.ThreadPoolExecutor(len(here) or 1) as pool:
        asked = {client: pool.submit(_ask, bed.in_client(commands[client][0]),
                                     {**environment, **commands[client][1]}, with_key) for client in here}
    return {client: future.result() for client, future in asked.items()}


def ask(client, bed, environment, folder):
    """(worked, what it said) of one request without a key."""
    argv, own = _commands(folder)[client]
    return _ask(bed.in_client(argv), {**environment, **own}, False)


def _vendor_bundle(folder):
    """Mozilla's list as the bed has it, in one file: what clients bring along."""
    path = os.path.join(folder, "mozilla.pem")
    with open(path, "wb") as bundle:
        for name in sorted(glob.glob(os.path.join(MOZILLA, "*.crt"))):
            with open(name, "rb") as part:
                bundle.write(part.read())
    return path


def _ask(argv, environment, with_key):
    try:
        done = subprocess.run(argv, env=environment, capture_output=True, text=True, errors="replace",
                              stdin=subprocess.DEVNULL, timeout=_LIMIT_S, check=False)
    except subprocess.TimeoutExpired:
        return False, f"no end within {_LIMIT_S} s"
    text = (done.stdout + done.stderr).strip()
    return served(done.stdout, with_key), text.splitlines()[-1][:200] if text else f"status {done.returncode}"


def served(output, with_key=False):
    """Did the API itself answer, so that its answer can be read, and serve whoever has a key?

    A proxy may strip the request's number; the shape of an error is the API's own too.
    """
    good = _SERVED_WITH_KEY if with_key else _SERVED
    body, found, status = output.rpartition("lab-status ")
    words = status.split()
    if not found or not words or words[0] not in good:
        return False
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    error = answer.get("error") if isinstance(answer, dict) else None
    return words[1:] not in ([], ["-"]) or (isinstance(error, dict) and "type" in error and "message" in error)
