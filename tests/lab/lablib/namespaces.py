# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Namespaces: what the kernel allows, how a case gets its own, and how to act inside one of its networks."""

import contextlib
import ctypes
import os
import signal
import subprocess

RUN_NETNS = "/run/netns"
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True)

_ISOLATE = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
_ISOLATE_AS_USER = [*_ISOLATE[:1], "--user", "--map-root-user", *_ISOLATE[1:]]


def isolation(as_root=False):
    """The command prefix that gives a program namespaces of its own, or (None, why there is none).

    A user namespace is preferred: then nothing the lab does could reach the host even by mistake. `as_root` asks
    for none, for programs that insist on changing their user or groups; that takes root.
    """
    reasons = [] if os.geteuid() == 0 else ["not root"]
    attempts = ([] if as_root else [_ISOLATE_AS_USER]) + ([_ISOLATE] if os.geteuid() == 0 else [])
    for prefix in attempts:
        try:
            done = subprocess.run([*prefix, "mount", "-t", "tmpfs", "lab", "/run"],
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
        except (OSError, subprocess.TimeoutExpired) as error:
            reasons.append(str(error))
            continue
        if done.returncode == 0:
            return prefix, ""
        reasons.append(done.stderr.strip() or f"{prefix[0]} ended with status {done.returncode}")
    return None, "; ".join(reasons)


def die_with_parent():
    """For preexec_fn: the kernel kills this process as soon as its parent is gone."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def enter(name):
    """Moves the calling thread, and the threads it will start, into the network namespace `name`."""
    descriptor = os.open(os.path.join(RUN_NETNS, name), os.O_RDONLY | os.O_CLOEXEC)
    try:
        _setns(descriptor)
    finally:
        os.close(descriptor)


def _setns(descriptor):
    if _libc.setns(descriptor, CLONE_NEWNET) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


@contextlib.contextmanager
def inside(name):
    """Sockets made in this block belong to the network namespace `name`, also after the block."""
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    try:
        enter(name)
        try:
            yield
        finally:
            _setns(home)
    finally:
        os.close(home)


def command_in(name, argv):
    """The argument vector that runs `argv` in namespace `name`, with /sys showing that namespace."""
    return ["ip", "netns", "exec", name, *argv]


def as_ordinary_user(argv):
    """The argument vector that runs `argv` without any capability over the lab's networks.

    A nested user namespace does that without needing another account. Where the kernel refuses it
    (plain root without user namespaces) the process becomes nobody.
    """
    prefix = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]
    if subprocess.run([*prefix, "true"], capture_output=True, timeout=20).returncode != 0:
        prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]
    return [*prefix, *argv]


def call(argv, text="", limit_s=30):
    """Runs a command, with `text` as its input, that must succeed; its standard error becomes the exception's text."""
    done = subprocess.run(argv, input=text, capture_output=True, text=True, timeout=limit_s)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(argv)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout
