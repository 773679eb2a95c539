# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks: independent tools that show whether a case's fault is there. Nothing here uses Pathlight.

A check is a plain tuple (kind, keyword arguments), made by the functions of the same names below; `holds` runs
it on the client's computer. Every check of a case must hold on its bed, and not all of them on the healthy one.
"""

import dataclasses
import re
import select
import socket
import ssl
import struct
import subprocess
import time

from . import namespaces

_TOOL_LIMIT_S = 20


@dataclasses.dataclass(frozen=True)
class Check:
    """One assertion: the function of this module that judges it, and its arguments."""
    kind: str
    arguments: tuple

    def __str__(self):
        text = ", ".join(f"{key}={value!r}" for key, value in self.arguments if value not in (None, "", ()))
        return f"{self.kind}({text[:200]})"


def _check(kind, **arguments):
    return Check(kind, tuple(arguments.items()))


def curl(url, exit=None, status=None, shows=None, arguments=(), limit=3):  # noqa: A002 (curl's own word)
    """curl ends with one of the `exit` statuses, the HTTP `status`, and its output or messages match `shows`."""
    return _check("curl", url=url, exit=exit, status=status, shows=shows, arguments=tuple(arguments), limit=limit)


def tool(argv, shows, exit=None, input=""):  # noqa: A002
    """A program's output or messages match the pattern `shows`; its exit status is `exit`, if given."""
    return _check("tool", argv=tuple(argv), shows=shows, exit=exit, input=input)


def at(name, argv, shows):
    """Like `tool`, but run in another namespace of the bed."""
    return _check("at", name=name, argv=tuple(argv), shows=shows)


def date_ahead(shows, url="http://a.control.lab.example/"):
    """By how many seconds the Date header of this page is ahead of the computer's clock matches `shows`."""
    script = 'echo $(($(date -d "$(curl -skI "$1" | tr -d "\\r" | sed -n "s/^[Dd]ate: //p")" +%s) - $(date +%s)))'
    return tool(["sh", "-c", script, "sh", url], shows)


def dig(name, shows, server=None, kind="A", tries=1, timeout=2):
    """dig's full output matches `shows`."""
    where = [f"@{server}"] if server else []
    return tool(["dig", *where, f"+tries={tries}", f"+timeout={timeout}", name, kind], shows)


def tcp(address, outcome, port=443, within=2.5):
    """A connection that sends nothing ends so: connected, refused, unreachable, timeout, reset, closed."""
    return _check("tcp", address=address, outcome=outcome, port=port, within=within)


def counted(name, least=1):
    """The `counter` of the bed's rules in namespace `name` has seen at least so many packets, in all."""
    return _check("counted", name=name, least=least)


def bulk(address, up=0, down=0, arrives=True, segment=None):
    """Whether so many bytes get through a TLS connection's TCP in time: `up` are sent, `down` awaited.

    Up sends ClientHello-like filler and asks the kernel whether it was acknowledged; down reads the server's
    TLS flight. `segment` clamps the segment size both ways.
    """
    return _check("bulk", address=address, up=up, down=down, arrives=arrives, segment=segment)


def holds(check, bed, environment):
    """(whether the check holds, what was seen). A tool that hangs is an observation too: its text says so."""
    function = {"curl": _curl, "tool": _tool, "at": _at, "tcp": _tcp, "counted": _counted, "bulk": _bulk}[check.kind]
    return function(bed, environment, **dict(check.arguments))


def _run(argv, environment, text=""):
    try:
        done = subprocess.run(argv, input=text, env=environment, capture_output=True, text=True, errors="replace",
                              timeout=_TOOL_LIMIT_S)
    except subprocess.TimeoutExpired:
        return None, f"no end within {_TOOL_LIMIT_S} s"
    return done.returncode, done.stdout + done.stderr


def _tool(bed, environment, argv, shows, exit, input):  # noqa: A002
    argv = [part.replace("{home}", bed.client.home) for part in argv]
    status, text = _run(bed.in_client(argv), environment, input)
    found = re.search(shows, text, re.MULTILINE | re.DOTALL) is not None
    return found and exit in (None, status), f"status {status}: {text.strip()[-300:]}"


def _at(_bed, environment, name, argv, shows):
    status, text = _run(namespaces.command_in(name, list(argv)), environment)
    return re.search(shows, text, re.MULTILINE | re.DOTALL) is not None, f"status {status}: {text.strip()[-300:]}"


def _curl(bed, environment, url, exit, status, shows, arguments, limit):  # noqa: A002
    argv = ["curl", "-sS", "-i", "-m", str(limit), "-w", "\nlab-status=%{http_code}\n", *arguments, url]
    code, text = _run(bed.in_client(argv), environment)
    answered = re.search(r"lab-status=(\d+)", text)
    good = ((exit is None or code in (exit if isinstance(exit, tuple) else (exit,)))
            and (status is None or (answered is not None and int(answered[1]) == status))
            and (shows is None or re.search(shows, text, re.MULTILINE | re.DOTALL | re.IGNORECASE) is not None))
    return good, f"exit {code}: {text.strip()[-300:]}"


def _connect(address, port, within):
    """A socket on the client's computer, or what became of the attempt."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with namespaces.inside("client"):
        connection = socket.socket(family, socket.SOCK_STREAM)
    connection.settimeout(within)
    try:
        connection.connect((address, port))
    except TimeoutError:
        connection.close()
        return None, "timeout"
    except ConnectionRefusedError:
        connection.close()
        return None, "refused"
    except ConnectionResetError:  # the reset overtook the news that the connection stood
        connection.close()
        return None, "reset"
    except OSError as error:
        connection.close()
        return None, f"unreachable ({error.strerror})"
    return connection, "connected"


def _tcp(_bed, _environment, address, outcome, port, within):
    connection, seen = _connect(address, port, within)
    if connection is not None:
        with connection:
            # What the far end does to a connection on which nothing is said.
            readable, _, _ = select.select([connection], [], [], 0.5)
            if readable:
                try:
                    seen = "closed" if not connection.recv(1) else "talks first"
                except ConnectionResetError:
                    seen = "reset"
    return seen.split(" (")[0] == outcome, seen


def _counted(_bed, environment, name, least):
    _, text = _run(namespaces.command_in(name, ["nft", "list", "table", "inet", "lab"]), environment)
    total = sum(int(number) for number in re.findall(r"counter packets (\d+)", text))
    return total >= least, f"{total} packets counted" if "counter" in text else "no rules"


def _bulk(bed, environment, address, up, down, arrives, segment):
    seen = _push(address, up, segment) if up else _pull(address, down, segment)
    return seen == ("arrived" if arrives else "stuck"), seen


def _clamped(address, segment):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with namespaces.inside("client"):
        connection = socket.socket(family, socket.SOCK_STREAM)
    connection.settimeout(2)
    if segment:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, segment)
    return connection


def _push(address, size, segment):
    """Sends `size` bytes and watches whether the kernel gets them acknowledged (tcpi_unacked)."""
    with _clamped(address, segment) as connection:
        connection.connect((address, 443))
        # A TLS handshake record header that announces more than will come keeps the server waiting for the rest.
        connection.sendall(b"\x16\x03\x01\x3f\xff\x01\x00\x3f\xfb\x03\x03" + bytes(size))
        give_up = time.monotonic() + 2
        while time.monotonic() < give_up:
            info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104)
            if struct.unpack_from("I", info, 24)[0] == 0:
                return "arrived"
            time.sleep(0.02)
    return "stuck"


def _pull(address, size, segment):
    """Starts TLS and counts what the server's first flight brings."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    session = context.wrap_bio(incoming, outgoing, server_hostname="api.lab.example")
    try:
        session.do_handshake()
    except ssl.SSLWantReadError:
        pass
    with _clamped(address, segment) as connection:
        received = 0
        try:
            connection.connect((address, 443))
            connection.sendall(outgoing.read())
            while received < size:
                data = connection.recv(65536)
                if not data:
                    break
                received += len(data)
        except OSError:
            pass
    return "arrived" if received >= size else "stuck"
