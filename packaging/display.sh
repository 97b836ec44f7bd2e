#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced: start_display WIDTHxHEIGHT starts an X server without a screen, with a window
# manager, and sets DISPLAY; stop_display ends them, and only them. Packages: packages_to_test.

display_pids=()
display_folder=

start_display() {
    local number_file tries=0
    display_folder=$(mktemp -d)
    number_file=$display_folder/number
    : >"$number_file"
    Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp 3>"$number_file" 2>/dev/null &
    display_pids+=("$!")
    until [[ -s $number_file ]]; do
        if ((++tries > 100)) || ! kill -0 "${display_pids[0]}" 2>/dev/null; then
            echo "thaw: Xvfb did not start" >&2
            return 1
        fi
        sleep 0.1
    done
    DISPLAY=:$(<"$number_file")
    export DISPLAY
    unset WAYLAND_DISPLAY QT_QPA_PLATFORM
    if [[ -z ${XDG_RUNTIME_DIR:-} ]]; then
        export XDG_RUNTIME_DIR=$display_folder # Qt warns where there is none
    fi
    openbox --sm-disable >/dev/null 2>&1 &
    display_pids+=("$!")
    tries=0
    until timeout 5 xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id'; do
        if ((++tries > 200)) || ! kill -0 "${display_pids[1]}" 2>/dev/null; then
            echo "thaw: the window manager did not start" >&2
            return 1
        fi
        sleep 0.1
    done
}

# One that doesn't end when it is told to is ended five seconds later.
stop_display() {
    local index tries
    for ((index = ${#display_pids[@]} - 1; index >= 0; --index)); do
        kill "${display_pids[index]}" 2>/dev/null || continue
        for ((tries = 0; tries < 100; ++tries)); do
            kill -0 "${display_pids[index]}" 2>/dev/null || break
            sleep 0.05
        done
        kill -9 "${display_pids[index]}" 2>/dev/null || true
        wait "${display_pids[index]}" 2>/dev/null || true
    done
    display_pids=()
    rm -rf "$display_folder"
}
