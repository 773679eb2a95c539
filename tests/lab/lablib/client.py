# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client's computer: its resolver settings, hosts file, trust store, home directory and environment."""

import json
import os

from . import namespaces, plan as plans
from .certificates import LOCAL, MOZILLA
from .faults import PROXY_PASSWORD, PROXY_USER


def _bind_over(source, place):
    """Puts `source` where `place` is, in this mount namespace alone.

    /etc/resolv.conf is often a link into /run, which the bed has emptied: then the link's end is made first.
    """
    real = os.path.realpath(place)
    if not os.path.exists(real) and real.startswith("/run/"):
        os.makedirs(os.path.dirname(real), exist_ok=True)
        with open(real, "w", encoding="ascii"):
            pass
    namespaces.call(["mount", "--bind", source, real])


def _hide(name, folder):
    """Makes /etc look as if it had no such file, in this mount namespace alone: links to all the others in its place.

    Last of all: what is bound over files of /etc before goes along.
    """
    real, links = os.path.join(folder, "etc-real"), os.path.join(folder, "etc-links")
    for place in (real, links):
        os.makedirs(place)
    namespaces.call(["mount", "--rbind", "/etc", real])
    for entry in os.listdir(real):
        if entry != name:
            os.symlink(os.path.join(real, entry), os.path.join(links, entry))
    namespaces.call(["mount", "--bind", links, "/etc"])


class Client:
    """What the computer under test looks like. `folder` is the case's own; `pki` is certificates.make_all's."""

    def __init__(self, folder, pki, plan):
        self._folder, self._pki, self._plan = folder, pki, plan
        self.home = os.path.join(folder, "home")
        self.profile = os.path.join(folder, "profile.json")

    def install(self):
        """Mounts the files over the host's (this mount namespace only) and writes HOME and the profile."""
        plan = self._plan
        store = os.path.join(self._pki, "store-" + plan.store)
        os.makedirs(self.home)
        resolv = "".join(f"nameserver {address}\n" for address in plan.nameservers)
        resolv += "".join(line + "\n" for line in plan.resolver_lines)
        hosts = "\n".join(["127.0.0.1 localhost", "::1 localhost ip6-localhost", *plan.hosts]) + "\n"
        _bind_over(self._write("resolv.conf", resolv), "/etc/resolv.conf")
        _bind_over(self._write("hosts", hosts), "/etc/hosts")
        nsswitch = "passwd: files\ngroup: files\nhosts: files dns\nnetworks: files\n"
        _bind_over(self._write("nsswitch.conf", nsswitch), "/etc/nsswitch.conf")
        for part, place in (("certs", "/etc/ssl/certs"), ("mozilla", MOZILLA), ("local", LOCAL)):
            if os.path.isdir(place):
                _bind_over(os.path.join(store, part), place)
        if plan.dante and plan.dante.password:
            self._add_user()
        if os.path.isdir("/etc/claude-code"):
            _bind_over(self.home, "/etc/claude-code")
        for name, text in self.expand(plan.home).items():
            os.makedirs(os.path.dirname(os.path.join(self.home, name)), exist_ok=True)
            self._write(os.path.join("home", name), text)
        if not plan.resolv_conf:
            _hide("resolv.conf", self._folder)
        self._write("profile.json", json.dumps(plans.profile(plan), indent=1))

    def _add_user(self):
        """dante knows the users of the system it runs on, and asks the same files."""
        with open("/etc/passwd", encoding="utf-8") as file:
            users = file.read()
        known = namespaces.call(["openssl", "passwd", "-6", PROXY_PASSWORD]).strip()
        line = f"{PROXY_USER}:x:4711:4711:lab:/nonexistent:/usr/sbin/nologin\n"
        _bind_over(self._write("passwd", users + line), "/etc/passwd")
        _bind_over(self._write("shadow", f"{PROXY_USER}:{known}:20000:0:99999:7:::\n"), "/etc/shadow")

    def environment(self):
        """The variables a program of this computer sees: few, and the case's own."""
        return {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": self.home, "LANG": "C.UTF-8",
                "TMPDIR": self._folder, "XDG_RUNTIME_DIR": self._folder, **self.expand(self._plan.environment)}

    def expand(self, variables):
        """Replaces {pki} and {home} in a case's values: variables, and files of the home directory."""
        places = {"pki": self._pki, "home": self.home}
        return {name: value.replace("{pki}", places["pki"]).replace("{home}", places["home"])
                for name, value in variables.items()}

    def _write(self, name, text):
        path = os.path.join(self._folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path
