# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripted servers of one case: one process, a thread for each listener, each in its own namespace.

Started as `serve.py FILE`, FILE a JSON list of listeners:
    {"at": namespace, "address", "port", "do": behaviour, "tls"?: {...}, …the behaviour's own keys}
Prints `ready` when every listener is bound; what the behaviours are stands in behaviours.py, dnsserve.py
and forger.py.
"""

import json
import os
import socket
import ssl
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from lablib import behaviours, dnsserve, forger, namespaces  # noqa: E402 (found through the line above)


def _bind(spec, kind):
    family = socket.AF_INET6 if ":" in spec["address"] else socket.AF_INET
    listener = socket.socket(family, kind)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    listener.bind((spec["address"], spec["port"]))
    return listener


def _tls_context(options):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options["certificate"], options["key"])
    if options.get("maximum") == "1.2":
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    if options.get("ask_client"):
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(options["ask_client"])
    context.set_alpn_protocols(options.get("alpn", ["http/1.1"]))
    context.sni_callback = lambda connection, name, _: setattr(connection, "lab_server_name", name)
    return context


def _converse(connection, spec, context):
    """One accepted connection. A peer that goes away in the middle is the ordinary case, not an error."""
    try:
        connection.settimeout(90)
        if context is not None:
            connection = context.wrap_socket(connection, server_side=True)
        behaviours.BEHAVIOURS[spec["do"]](connection, spec)
    except (OSError, ValueError) as error:
        print(f"{spec['at']} {spec['do']}: {error}", file=sys.stderr, flush=True)
    finally:
        connection.close()


def _accept(listener, spec, context):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=_converse, args=(connection, spec, context), daemon=True).start()


def _serve(spec, bound, failures):
    """A listener's thread: into its namespace, bind, say so, serve for ever."""
    try:
        namespaces.enter(spec["at"])
        if spec["do"] == "forge":
            frames = forger.listen(spec)
            bound.release()
            forger.serve(frames, spec)
        if spec["do"] == "dns":
            datagrams, streams = _bind(spec, socket.SOCK_DGRAM), _bind(spec, socket.SOCK_STREAM)
        else:
            streams = _bind(spec, socket.SOCK_STREAM)
        streams.listen(64)
        context = _tls_context(spec["tls"]) if spec.get("tls") else None
    except (OSError, ValueError) as error:
        failures.append(f"{spec}: {error}")
        bound.release()
        return
    if spec["do"] == "dns":
        threading.Thread(target=dnsserve.serve_datagrams, args=(datagrams, spec), daemon=True).start()
    bound.release()
    _accept(streams, spec, context)


def main(path):
    """Starts all listeners; returns only when it cannot, or when standard input ends."""
    with open(path, encoding="utf-8") as file:
        listeners = json.load(file)
    bound, failures = threading.Semaphore(0), []
    for spec in listeners:
        threading.Thread(target=_serve, args=(spec, bound, failures), daemon=True).start()
    for _ in listeners:
        bound.acquire()
    if failures:
        print("\n".join(failures), file=sys.stderr)
        return 1
    print("ready", flush=True)
    sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
