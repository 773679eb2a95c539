# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced: installs Debian packages that are missing, as root or with sudo, and says which.

# packages_for KIND…: the names listed for these kinds in packages.txt.
packages_for() {
    local kind
    for kind in "$@"; do
        awk -v kind="$kind" '$1 == kind { print $2 }' "$PATHLIGHT_ROOT/installer/packages.txt"
    done
}

# missing_packages NAME…: those that are not installed.
missing_packages() {
    local name
    for name in "$@"; do
        dpkg-query --show --showformat='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || echo "$name"
    done
}

# install_packages KIND…: installs what is missing; a second call finds nothing to do and asks nothing.
install_packages() {
    local wanted missing as_root=()
    mapfile -t wanted < <(packages_for "$@")
    mapfile -t missing < <(missing_packages "${wanted[@]}")
    [ "${#missing[@]}" -gt 0 ] || return 0
    command -v apt-get >/dev/null || {
        echo "Missing: ${missing[*]}. This script installs packages on Debian 12 only; install their like by hand." >&2
        return 1
    }
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "Missing: ${missing[*]}. Run this as root, or install sudo." >&2
            return 1
        }
        as_root=(sudo)
    fi
    echo "Installing: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
