#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced: which Debian packages Thaw needs, and install_missing, which installs those of them
# that are not there. Set THAW_SKIP_PACKAGES=1 to use what the machine has, as it is.

# shellcheck disable=SC2034  # used by the scripts that source this one
packages_to_build=(
    g++ cmake ninja-build
    qt6-base-dev qt6-charts-dev libqt6opengl6-dev qt6-svg-dev libqt6sql6-sqlite
    libcurl4-openssl-dev libssl-dev libb2-dev libprimesieve-dev libcli11-dev)

# shellcheck disable=SC2034
packages_to_test=(
    xvfb xauth openbox xdotool x11-utils dbus-x11 at-spi2-core python3-pyatspi gir1.2-atspi-2.0
    fonts-noto-core python3)

# shellcheck disable=SC2034
packages_for_screenshots=(xvfb xauth openbox xdotool x11-utils imagemagick fonts-noto-core)

# shellcheck disable=SC2034
packages_for_quality=(
    git clang clang-format clang-tidy debootstrap libclang-rt-dev shellcheck
    desktop-file-utils appstream man-db groff-base dpkg-dev file lintian
    qt6-l10n-tools)

# Prints those of the packages in "$@" that are not installed, and that none that is provides: on
# another release one may have become a part of another.
missing_packages() {
    local installed package
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' \
        | sed -n 's/^installed //p' | tr ',' '\n' | sed 's/^ *//; s/ .*//' || true)
    for package in "$@"; do
        grep -qxF "$package" <<<"$installed" || printf '%s\n' "$package"
    done
}

# packages_text NUMBER: "1 package", "12 packages".
packages_text() {
    if (($1 == 1)); then printf '1 package'; else printf '%d packages' "$1"; fi
}

# apt_get ARGUMENTS...: as root, without questions; waits for another package manager to finish.
apt_get() {
    local as_root=()
    ((EUID == 0)) || as_root=(sudo)
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

# Asks for the right to install, once, before anything is written to a log. 0 if it is there.
may_install() {
    ((EUID == 0)) && return 0
    command -v sudo >/dev/null || return 1
    if [[ -t 0 ]]; then sudo -v; else sudo -n true 2>/dev/null; fi
}

# report_installing LOG: how far apt is, a line every 15 s until it is killed or the script ends.
report_installing() {
    local all
    while sleep 15 && kill -0 "$$" 2>/dev/null; do
        all=$(grep -oE '[0-9]+ newly installed' "$1" | tail -n 1) || true
        if [[ -n $all ]]; then
            echo "  of $(packages_text "${all% newly*}") $(grep -c '^Get:' "$1") fetched," \
                "$(grep -c '^Unpacking ' "$1") unpacked, $(grep -c '^Setting up ' "$1") set up"
        else
            echo "  reading what packages there are"
        fi
    done
}

# install_missing PACKAGE...: no network, no rights and no output are needed when all are there.
# On failure one line says what to do, and it returns 1.
install_missing() {
    [[ -n ${THAW_SKIP_PACKAGES:-} ]] && return 0
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "thaw: this is no Debian system: install the like of these packages, then try again" \
            "with THAW_SKIP_PACKAGES=1: $*" >&2
        return 1
    fi
    local missing log try reporter status
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} > 0)) || return 0
    if ! may_install; then
        echo "thaw: packages are missing, and installing them needs root or sudo; as root, run:" \
            "apt-get install --no-install-recommends ${missing[*]}" >&2
        return 1
    fi
    echo "Installing $(packages_text ${#missing[@]}): ${missing[*]}"
    log=$(mktemp)
    report_installing "$log" &
    reporter=$!
    for try in 1 2; do
        status=0
        { apt_get update && apt_get install -y --no-install-recommends "${missing[@]}"; } \
            >"$log" 2>&1 || status=$?
        ((status != 0 && try == 1)) || break
        sleep 3
    done
    kill "$reporter" 2>/dev/null || true
    wait "$reporter" 2>/dev/null || true
    if ((status == 0)); then
        rm -f "$log"
        return 0
    fi
    tail -n 15 "$log" >&2
    rm -f "$log"
    echo "thaw: the packages could not be installed (see above): check the network and the package" \
        "sources, then try again: ${missing[*]}" >&2
    return 1
}
