# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services: starts the servers of a bed (dnsmasq, nginx, squid, serve.py, delay line) and waits until they answer."""

import json
import os
import socket
import subprocess
import sys
import time

from . import namespaces
from . import topology as net
from .certificates import API_NAME, WEB_NAME
from .faults import PROXY_PASSWORD, PROXY_USER, RIGHT_KEY
from .plan import SYSTEM_PYTHON

BROKEN = "api-is-broken"
_READY_WITHIN_S = 15
_HERE = os.path.dirname(os.path.abspath(__file__))


class Services:
    """The running servers of one bed. `folder` takes configuration and logs; `pki` is certificates.make_all's."""

    def __init__(self, folder, pki, tools):
        self._folder, self._pki, self._tools = folder, pki, tools
        self._children = []
        self._started = {}

    def start(self, plan):
        """Starts what the plan asks for; returns when every server accepts connections."""
        waits = []
        for resolver, at, addresses in ((plan.first, "dns", [net.DNS4, net.DNS6]),
                                        (plan.second, "dns", [net.SECOND_DNS4, net.SECOND_DNS6]),
                                        (plan.public, "pubdns", [net.PUBLIC_DNS4, net.PUBLIC_DNS6])):
            if resolver and not _is_scripted(resolver):
                self._dnsmasq(resolver, at, addresses)
                waits.append((at, addresses[0], 53))
        if plan.api:
            self._nginx(plan.api)
            waits.append(("api", net.API4, 443))
        if plan.squid:
            self._squid(plan.squid)
            waits.append(("proxy", net.PROXY4, 3128))
        if plan.tinyproxy:
            path = self._write("tinyproxy.conf", tinyproxy_configuration(plan.tinyproxy, self._folder))
            self._write("tinyproxy.filter", "\n".join(plan.tinyproxy.deny) + "\n")
            self._spawn("tinyproxy", "proxy", ["tinyproxy", "-d", "-c", path])
            waits.append(("proxy", net.PROXY4, 3128))
        if plan.dante:
            path = self._write("danted.conf", dante_configuration(plan.dante))
            self._spawn("danted", "proxy", ["danted", "-f", path])
            waits.append(("proxy", net.PROXY4, 1080))
        if plan.delay_ms:
            half = str(int(plan.delay_ms * 1000))
            self._spawn("delayline", net.LINE, [os.path.join(self._tools, "delayline"), "left", "right", half])
        self._scripts(plan)
        for at, address, port in waits:
            self._await(at, address, port)

    def stop(self):
        """Ends every server this object started."""
        for child in self._children:
            child.kill()
        for child in self._children:
            child.wait()

    def end(self, *names):
        """Ends these servers: "nginx", "dnsmasq-ADDRESS"."""
        for name in names:
            child = self._started[name][0]
            child.kill()
            child.wait()

    def start_again(self, *names):
        """Starts servers anew that end() ended, and returns when they answer."""
        for name in names:
            _, at, argv = self._started[name]
            self._spawn(name, at, argv)
        if "nginx" in names:
            self._await("api", net.API4, 443)
        for name in names:
            if name.startswith("dnsmasq-"):
                self._await(self._started[name][1], name.partition("-")[2], 53)

    def _spawn(self, name, at, argv, **options):
        log = open(os.path.join(self._folder, name + ".log"), "wb")  # noqa: SIM115 (the child keeps it)
        child = subprocess.Popen(["nsenter", "--net=" + os.path.join(namespaces.RUN_NETNS, at), *argv], stderr=log,
                                 preexec_fn=namespaces.die_with_parent,
                                 **{"stdin": subprocess.DEVNULL, "stdout": log, **options})
        log.close()
        self._children.append(child)
        self._started[name] = (child, at, argv)
        return child

    def _await(self, at, address, port):
        """Asks until the port takes a connection: the servers have no other way to say that they are up."""
        give_up = time.monotonic() + _READY_WITHIN_S
        while True:
            try:
                with namespaces.inside(at):
                    probe = socket.create_connection((address, port), 1)
                probe.close()
                return
            except OSError as error:
                if time.monotonic() > give_up:
                    raise RuntimeError(f"no server at {address} port {port}: {error}; see {self._folder}") from error
                time.sleep(0.01)

    def _write(self, name, text):
        path = os.path.join(self._folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def _dnsmasq(self, resolver, at, addresses):
        lines = ["no-resolv", "no-hosts", "bind-interfaces", "pid-file", "user=root", "keep-in-foreground",
                 # All the world that this server knows; anything else does not exist.
                 *(f"local=/{zone}/" for zone in ("example", "com", "org", "net", "arpa", "internal")),
                 *(f"listen-address={address}" for address in addresses)]
        for name, targets in resolver.zone().items():
            lines += [f"host-record={name},{target},60" for target in targets]
        lines += [f"cname={alias},{target},60" for alias, target in resolver.aliases.items()]
        path = self._write(f"dnsmasq-{addresses[0]}.conf", "\n".join(lines) + "\n")
        self._spawn(f"dnsmasq-{addresses[0]}", at, ["dnsmasq", "--no-daemon", "--conf-file=" + path])

    def _nginx(self, api):
        path = self._write("nginx.conf", nginx_configuration(api, self._folder, self._pki))
        self._spawn("nginx", "api", ["nginx", "-p", self._folder, "-e", "stderr", "-c", path])

    def _squid(self, squid):
        ordinary = namespaces.as_ordinary_user([])[:-1]
        path = self._write("squid.conf", squid_configuration(squid, self._folder, self._pki))
        if squid.password:
            known = namespaces.call(["openssl", "passwd", "-apr1", PROXY_PASSWORD]).strip()
            self._write("squid-basic.txt", f"{PROXY_USER}:{known}\n")
        if squid.digest:
            self._write("squid-digest.txt", f"{PROXY_USER}:{PROXY_PASSWORD}\n")
        if squid.bump:
            namespaces.call(["/usr/lib/squid/security_file_certgen", "-c", "-s",
                             os.path.join(self._folder, "ssl_db"), "-M", "4MB"])
        self._spawn("squid", "proxy", [*ordinary, "--", "squid", "-N", "-f", path])

    def _scripts(self, plan):
        listeners = [*_scripted_resolvers(plan), *_controls(plan), *plan.listeners]
        for listener in listeners:
            for each in ("tls", "opens"):
                if listener.get(each):
                    listener[each] = self._absolute(listener[each])
            listener["rules"] = [self._with_file(rule) for rule in listener.get("rules", [])]
        path = self._write("listeners.json", json.dumps(listeners, indent=1))
        python = SYSTEM_PYTHON if plan.modules() else sys.executable
        child = self._spawn("serve", "client", [python, os.path.join(_HERE, "serve.py"), path],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if child.stdout.readline() != b"ready\n":
            raise RuntimeError("the scripted servers did not start; see " + self._folder)

    def _with_file(self, rule):
        return {**rule, "file": os.path.join(self._pki, rule["file"])} if "file" in rule else rule

    def _absolute(self, tls):
        paths = {"certificate": os.path.join(self._pki, tls["certificate"] + ".pem"),
                 "key": os.path.join(self._pki, "server.key")}
        if tls.get("ask_client"):
            paths["ask_client"] = os.path.join(self._pki, "roots", tls["ask_client"] + ".pem")
        return {**tls, **paths}


def _is_scripted(resolver):
    return resolver.rcode is not None or resolver.delay > 0 or resolver.forged is not None


def _scripted_resolvers(plan):
    for resolver, at, address in ((plan.first, "dns", net.DNS4), (plan.second, "dns", net.SECOND_DNS4),
                                  (plan.public, "pubdns", net.PUBLIC_DNS4)):
        if resolver and _is_scripted(resolver):
            yield {"at": at, "address": address, "port": 53, "do": "dns", "names": resolver.zone(),
                   "rcode": resolver.rcode, "delay": resolver.delay, "forged": resolver.forged}


def _controls(plan):
    """The two plain-HTTP controls, and the TLS control name beside the first."""
    rules = [{"path": "/generate_204", "status": 204}, {"path": "/ca.der", "status": 200, **plan.issuer_served},
             {"path": "/", "status": 200, "body": "lab control\n"}]
    for which, addresses in (("a", (net.CONTROL_A4, net.CONTROL_A6)), ("b", (net.CONTROL_B4, net.CONTROL_B6))):
        for address in addresses:
            common = {"at": "control", "address": address, "do": "http", "rules": rules,
                      "clock_ahead": plan.clock_ahead.get(which, 0)}
            yield {**common, "port": 80, **(plan.control_behaviour or {})}
            if which == "a":
                yield {**common, "port": 443, "tls": {"certificate": plan.control_certificate}}


def error_body(kind, message):
    """The API's error shape, with nginx's variable for the request id."""
    return json.dumps({"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_lab"})


def nginx_configuration(api, folder, pki):
    """nginx as the API: one answer to whoever has no key."""
    body = api.body or error_body("authentication_error", "x-api-key header is required")
    headers = [("request-id", "req_$request_id")] if api.from_the_api else []
    tls = " ssl http2" if api.tls else ""
    lines = [f"listen {net.API4}:443{tls};", f"listen [{net.API6}]:443{tls};", f"server_name {API_NAME} {WEB_NAME};",
             f"default_type {api.content_type};", "client_max_body_size 64m;"]
    if api.tls:
        lines += [f"ssl_certificate {pki}/{api.certificate}.pem;", f"ssl_certificate_key {pki}/server.key;",
                  f"ssl_protocols {api.protocols};"]
    lines += [f"ssl_ciphers {api.ciphers};"] if api.ciphers else []
    if api.staple:
        lines += ["ssl_stapling on;", f"ssl_stapling_file {pki}/{api.staple};"]
    if api.asks_for_client:
        lines += ["ssl_verify_client optional;", f"ssl_client_certificate {pki}/roots/public.pem;"]
    lines += [f"add_header {name} \"{value}\" always;" for name, value in (*headers, *api.headers)]
    quoted = body.replace("\\", "\\\\").replace("'", "\\'")
    keyed = (f"if ($http_x_api_key = {RIGHT_KEY}) {{ return 200 '{{\"data\": [], \"has_more\": false}}'; }}"
             if api.status == 401 else "")
    overdone = error_body("api_error", "Internal server error")
    broken = f"if (-f {folder}/{BROKEN}) {{ return 503 '{overdone}'; }}" if api.breaks else ""
    lines += [f"location / {{ {broken} {keyed} return {api.status} '{quoted}'; }}"]
    # One process as whoever started it: a worker would try to become another user, which a user namespace forbids.
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in
                        ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return (f"daemon off;\nuser root root;\nmaster_process off;\npid {folder}/nginx.pid;\nevents {{}}\n"
            f"http {{\naccess_log off;\nserver_tokens off;\n{temporary}\nserver {{\n" + "\n".join(lines) + "\n}\n}\n")


def squid_configuration(squid, folder, pki):
    """squid as a corporate proxy: CONNECT to port 443, nothing cached, no helper processes but those it needs."""
    bump = (f" ssl-bump generate-host-certificates=on tls-cert={pki}/bump.pem" if squid.bump else "")
    port = (f"https_port {net.PROXY4}:3128 tls-cert={pki}/proxy.pem tls-key={pki}/server.key" if squid.tls
            else f"http_port {net.PROXY4}:3128{bump}")
    lines = [port, f"dns_nameservers {net.DNS4}", "hosts_file none",
             "visible_hostname proxy.lab.example", "pid_filename none", f"cache_log {folder}/squid-cache.log",
             "access_log none", "cache deny all", "pinger_enable off", "netdb_filename none", "shutdown_lifetime 0",
             "cache_mem 8 MB", "memory_pools off", f"coredump_dir {folder}", "max_filedescriptors 1024",
             "connect_timeout 10 seconds", "forward_timeout 10 seconds"]
    lines += _squid_sign_in(squid, folder)
    lines += [f"acl banned dstdomain {name}\nhttp_access deny banned" for name in squid.deny]
    if squid.bump:
        lines += [f"sslcrtd_program /usr/lib/squid/security_file_certgen -s {folder}/ssl_db -M 4MB",
                  "sslcrtd_children 2", f"tls_outgoing_options cafile={pki}/roots/public.pem", "ssl_bump bump all"]
    return "\n".join([*lines, "http_access allow all"]) + "\n"


def _squid_sign_in(squid, folder):
    """What squid asks for before it opens a tunnel. Its helpers for Negotiate and NTLM need no domain to offer it."""
    lines = []
    if squid.password:
        lines += [f"auth_param basic program /usr/lib/squid/basic_ncsa_auth {folder}/squid-basic.txt",
                  "auth_param basic children 1", "auth_param basic realm Example Corporation"]
    if squid.digest:
        lines += [f"auth_param digest program /usr/lib/squid/digest_file_auth {folder}/squid-digest.txt",
                  "auth_param digest children 1", "auth_param digest realm Example Corporation"]
    if squid.company:
        lines += ["auth_param negotiate program /usr/lib/squid/negotiate_kerberos_auth", "auth_param negotiate children 1",
                  "auth_param ntlm program /usr/lib/squid/ntlm_fake_auth", "auth_param ntlm children 1"]
    return [*lines, "acl known proxy_auth REQUIRED", "http_access deny !known"] if lines else []


def tinyproxy_configuration(tinyproxy, folder):
    """tinyproxy: CONNECT to port 443, a filter of names, a password."""
    lines = ["Port 3128", f"Listen {net.PROXY4}", "Timeout 60", "MaxClients 100", "ConnectPort 443", "LogLevel Info"]
    if tinyproxy.deny:
        lines += [f'Filter "{folder}/tinyproxy.filter"', "FilterExtended On"]
    if tinyproxy.password:
        lines += [f"BasicAuth {PROXY_USER} {PROXY_PASSWORD}"]
    return "\n".join(lines) + "\n"


def dante_configuration(dante):
    """danted: everybody may ask, names are resolved here, and some of them are refused."""
    everywhere = "from: 0/0 to: 0/0"
    lines = ["logoutput: stderr", f"internal: {net.PROXY4} port = 1080", "external: eth0",
             "clientmethod: none", f"socksmethod: {'username' if dante.password else 'none'}",
             "user.privileged: root", "user.unprivileged: root", f"client pass {{ {everywhere} }}"]
    lines += [f"socks block {{ from: 0/0 to: {name} }}" for name in dante.deny]
    return "\n".join([*lines, f"socks pass {{ {everywhere} }}"]) + "\n"
