# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bed: the network, the servers and the client's computer of one case, built from its plan.

Only to be used by a process that already is in namespaces of its own (namespaces.isolation).
"""

import os

from . import client, namespaces, services, topology


class Bed:
    """Context manager: the bed stands inside the block."""

    def __init__(self, plan, folder, pki, tools):
        self.plan, self.folder = plan, folder
        self.client = client.Client(folder, pki, plan)
        self.services = services.Services(folder, pki, tools)

    def __enter__(self):
        topology.build(self.plan.delay_ms > 0, self.plan.extra_routers, self.plan.second_way)
        namespaces.call(["mount", "-t", "tmpfs", "lab", "/dev/shm"])
        self.client.install()
        for name, key, value in self.plan.sysctls:
            topology.set_sysctls(name, {key: value})
        for name, line in self.plan.commands:
            namespaces.call(["ip", "-n", name, "-batch", "-"], text=line + "\n")
        self._install_rules()
        self.services.start(self.plan)
        return self

    def __exit__(self, *_):
        self.services.stop()

    def in_client(self, argv):
        """The argument vector that runs `argv` on the client's computer, as root over its network."""
        return namespaces.command_in("client", argv)

    def _install_rules(self):
        """Every rule of a namespace goes into one table `lab`, a chain for each hook it uses."""
        by_namespace = {}
        for name, hook, rule in self.plan.nft:
            by_namespace.setdefault(name, {}).setdefault(hook, []).append(rule)
        for name, hooks in by_namespace.items():
            path = os.path.join(self.folder, f"nft-{name}.conf")
            with open(path, "w", encoding="utf-8") as file:
                file.write("table inet lab {\n" + "".join(_chain(*item) for item in hooks.items()) + "}\n")
            namespaces.call(namespaces.command_in(name, ["nft", "-f", path]))


def _chain(hook, rules):
    kind, priority = ("nat", "dstnat") if hook == "prerouting" else ("filter", "filter")
    body = "".join(f"    {rule}\n" for rule in rules)
    return f"  chain {hook} {{\n    type {kind} hook {hook} priority {priority}; policy accept;\n{body}  }}\n"
