#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every sentence of the window's own is translated: check_translations.py LUPDATE SOURCE_DIR

It lets lupdate look for sentences in a copy of the translation, and names those that have none, whose placeholders
differ, or that are no longer in the program.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree


def problems_of(message):
    source = message.findtext("source") or ""
    translation = message.find("translation")
    text = (translation.text if translation is not None else None) or ""
    kind = translation.get("type") if translation is not None else "unfinished"
    if kind == "vanished" or kind == "obsolete":
        return [f"no longer in the program: {source!r}"]
    if kind == "unfinished" or not text:
        return [f"not translated: {source!r}"]
    if sorted(re.findall(r"%\d", source)) != sorted(re.findall(r"%\d", text)):
        return [f"other placeholders: {source!r} and {text!r}"]
    if ("&" in source.replace("&&", "")) != ("&" in text.replace("&&", "")):
        return [f"no mnemonic: {source!r} and {text!r}"]
    return []


def main(lupdate, root):
    root = pathlib.Path(root)
    sources = [str(path) for folder in ("ui", "app") for path in sorted((root / folder).rglob("*"))
               if path.suffix in (".cpp", ".h")]
    found = []
    for translation in sorted((root / "ui/translations").glob("*.ts")):
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / translation.name
            shutil.copy(translation, copy)
            subprocess.run([lupdate, "-silent", "-locations", "none", "-I", str(root), *sources, "-ts", str(copy)],
                           check=True, timeout=120)
            messages = list(ElementTree.parse(copy).iter("message"))
        if len(messages) < 50:
            found.append(f"{translation.name}: only {len(messages)} sentences were found")
        found += [f"{translation.name}: {problem}" for message in messages for problem in problems_of(message)]
    print("\n".join(found) if found else "every sentence is translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
