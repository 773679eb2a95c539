#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the icon in the tray on a real desktop: check_tray.py PROGRAM

A display of its own (Xvfb), a window manager (openbox), a panel with a tray (trayer), and the window itself in a
network of its own that leads nowhere, without a session bus and so without a service for notifications. It starts
to watch: the icon has to appear and the outage has to be told; closing the window leaves the icon, a click on it
brings the window back, its menu stops the watch, and the icon goes; a panel that goes away brings the window back.
Exit status 77 where a program it needs is not installed.
"""
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time

_WITHIN_S = 30
_NEEDED = ("Xvfb", "openbox", "trayer", "xdotool", "unshare")
_ICON_SIZES = range(12, 65)


class Desktop:
    """A display with a window manager and a panel."""

    def __init__(self, folder, stack):
        self._folder = folder
        self._stack = stack
        read, write = os.pipe()
        # Without -noreset it begins anew when its only client goes, and who comes just then is turned away.
        self.start(["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x900x24", "-nolisten", "tcp", "-noreset"],
                   os.environ, pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as told:
            display = told.readline().strip()
        home = os.path.join(folder, "home")
        os.makedirs(os.path.join(home, "config", "pathlight"))
        self.environment = {"DISPLAY": f":{display}", "HOME": home, "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
                            "XDG_CONFIG_HOME": os.path.join(home, "config"), "XDG_DATA_HOME": os.path.join(home, "data"),
                            "XDG_RUNTIME_DIR": home, "DBUS_SESSION_BUS_ADDRESS": "disabled:", "QT_QPA_PLATFORM": "xcb"}
        os.chmod(home, 0o700)
        with open(os.path.join(home, "config", "pathlight", "pathlight.conf"), "w", encoding="ascii") as file:
            file.write("[General]\nlanguage=en\n\n[watch]\nseconds=1\n")
        self.start(["openbox"], self.environment)
        # A window that was there first gets no focus from it, and keys would go nowhere.
        wait_for("the window manager", lambda: self.do("get_num_desktops") not in ([], ["0"]))
        self.panel = self.start_panel()

    def start(self, argv, environment, **more):
        """A program that ends with the test."""
        with open(os.path.join(self._folder, f"{os.path.basename(argv[0])}.log"), "ab") as log:
            child = subprocess.Popen(argv, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **more)
        self._stack.callback(child.wait)
        self._stack.callback(child.kill)
        return child

    def start_panel(self):
        """A panel that holds nothing but a tray."""
        return self.start(["trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "32"],
                          self.environment)

    def said(self):
        """What its programs wrote, and the windows that are seen."""
        text = ""
        for name in sorted(os.listdir(self._folder)):
            if name.endswith(".log"):
                with open(os.path.join(self._folder, name), encoding="utf-8", errors="replace") as log:
                    text += f"-- {name}\n{log.read()}"
        for window in self.do("search", "--onlyvisible", "--class", ".*"):
            text += f"-- window {window}: {' '.join(self.do('getwindowgeometry', '--shell', window))}\n"
        return text

    def do(self, *words):
        """One command of xdotool; what it prints. It fails where a search finds nothing, which says as much."""
        done = subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=20,
                              check=False)
        return done.stdout.split()

    def _visible(self, fits):
        """The program's visible windows whose size fits."""
        found = []
        for window in self.do("search", "--onlyvisible", "--class", "^pathlight$"):
            size = dict(each.split("=") for each in self.do("getwindowgeometry", "--shell", window) if "=" in each)
            if "WIDTH" in size and fits(int(size["WIDTH"]), int(size["HEIGHT"])):
                found.append(window)
        return found

    def windows(self):
        """The window itself, where it is seen."""
        return self._visible(lambda width, height: width >= 640 and height >= 400)

    def icons(self):
        """Its icon in the panel."""
        return self._visible(lambda width, height: width in _ICON_SIZES and height in _ICON_SIZES)

    def notices(self):
        """What it shows by itself where the desktop shows no notifications."""
        return self._visible(lambda width, height: 250 <= width and 30 < height < 200)

    def menus(self):
        """The menu of the icon."""
        return self._visible(lambda width, height: 60 < width < 250 and 40 < height < 200)

    def click(self, window, button):
        """A click into its middle."""
        self.do("mousemove", "--window", window, "10", "10", "click", str(button))


def wait_for(what, asked, wanted=True):
    """Until it is so."""
    give_up = time.monotonic() + _WITHIN_S
    while bool(found := asked()) != wanted:
        if time.monotonic() > give_up:
            raise RuntimeError(f"{what}: not within {_WITHIN_S} s")
        time.sleep(0.1)
    return found


def alone():
    """How to start a program in a network of its own; None: this system does not let us."""
    for argv in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if subprocess.run([*argv, "true"], capture_output=True, check=False).returncode == 0:
            return argv
    return None


def start_watching(desktop):
    """On the page for watching, with its keys."""
    window = wait_for("the window", desktop.windows)[0]
    desktop.do("windowactivate", "--sync", window)
    desktop.do("key", "ctrl+m")

    def icons():
        """Asks for it until the page is there to be asked; while something is watched the key is nobody's."""
        if not desktop.icons():
            desktop.do("key", "alt+s")
        return desktop.icons()

    return wait_for("the icon", icons)[0]


def close(desktop):
    """As a user closes it, by the window manager."""
    window = wait_for("the window", desktop.windows)[0]
    desktop.do("windowactivate", "--sync", window)
    desktop.do("key", "alt+F4")
    wait_for("closing the window", desktop.windows, wanted=False)


def stop_by_menu(desktop):
    """The second entry; its icon goes with the watch."""
    wait_for("the menu", desktop.menus)
    desktop.do("key", "Down", "Down", "Return")
    wait_for("stopping by the menu", desktop.icons, wanted=False)


def run(program, desktop, argv):
    """The whole of it."""
    child = desktop.start([*argv, program], desktop.environment)
    icon = start_watching(desktop)
    wait_for("the notice of the outage", desktop.notices)
    close(desktop)
    if child.poll() is not None or not desktop.icons():
        raise RuntimeError("closing the window while something is watched ended the program or took its icon")
    desktop.click(icon, 1)
    wait_for("the window after a click on the icon", desktop.windows)
    close(desktop)
    desktop.panel.kill()
    wait_for("the window after the panel went", desktop.windows)
    if child.poll() is not None:
        raise RuntimeError("the program ended with the panel")
    desktop.start_panel()
    desktop.click(wait_for("the icon in the next panel", desktop.icons)[0], 3)
    stop_by_menu(desktop)
    window = wait_for("the window after the watch was stopped", desktop.windows)[0]
    desktop.do("windowactivate", "--sync", window, "key", "alt+F4")
    child.wait(_WITHIN_S)
    if child.returncode != 0:
        raise RuntimeError(f"exit status {child.returncode}")


def main(program):
    missing = [name for name in _NEEDED if not shutil.which(name)]
    argv = alone() if not missing else None
    if missing or argv is None:
        print(f"not installed: {', '.join(missing)}" if missing else "no network of its own can be made")
        return 77
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        desktop = Desktop(folder, stack)
        try:
            run(program, desktop, argv)
        except (RuntimeError, subprocess.TimeoutExpired) as problem:
            print(problem, desktop.said(), sep="\n")
            return 1
    print("the icon comes, stays, leads back and goes")
    return 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
