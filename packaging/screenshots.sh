#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the pictures of the README, packaging/screenshots/*.png, from the window as it is: light and
# dark, each at rest, during a run, after a freeze, a lesson's code and timeline, a flood, and a
# comparison. It takes about four minutes.
# THAW=/path/to/thaw takes another program than build/release/bin/thaw.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packaging/packages.sh
. "$here/packages.sh"
# shellcheck source=packaging/build.sh
. "$here/build.sh"
# shellcheck source=packaging/display.sh
. "$here/display.sh"

thaw=${THAW:-$thaw_root/build/release/bin/thaw}
pictures=$here/screenshots
work=$(mktemp -d)
thaw_pid=
window=

clean_up() {
    if [[ -n $thaw_pid ]]; then kill "$thaw_pid" 2>/dev/null || true; fi
    stop_display
    rm -rf "$work"
}
trap clean_up EXIT

open_window() { # THEME JOB
    mkdir -p "$work/$1"
    printf '[General]\ntheme=%s\n' "$1" >"$work/$1/thaw.ini"
    "$thaw" --data "$work/$1" --job "$2" &
    thaw_pid=$!
    window=$(timeout 30 xdotool search --sync --onlyvisible --pid "$thaw_pid" | tail -n 1)
    xdotool windowsize --sync "$window" 1280 800 || true
    xdotool windowfocus --sync "$window"
}

close_window() {
    key ctrl+q 2>/dev/null || true # the window may be gone before the key is let go
    wait "$thaw_pid"
    thaw_pid=
}

key() { xdotool key --clearmodifiers "$1"; }

# The title carries the percentage while a job runs.
await_title() { # PATTERN SECONDS
    local end=$((SECONDS + $2))
    # shellcheck disable=SC2053  # a pattern
    until [[ $(xdotool getwindowname "$window") == $1 ]]; do
        if ((SECONDS > end)); then
            echo "thaw: the window's title did not become '$1' in $2 s" >&2
            return 1
        fi
        sleep 0.1
    done
}

take() { # NAME
    import -window "$window" "$work/$1.png"
    convert "$work/$1.png" -strip -dither None -colors 256 -define png:compression-level=9 \
        "PNG8:$pictures/$1.png"
    local size
    size=$(stat -c %s "$pictures/$1.png")
    echo "$1.png: $(identify -format '%wx%h' "$pictures/$1.png"), $((size / 1000)) kB"
    ((size < 150000))
}

# The columns need some seconds to have something to show.
take_all() { # THEME
    open_window "$1" primes
    sleep 14
    take "$1-idle"
    key ctrl+r
    await_title '[3-7]? %*' 60
    take "$1-running"
    await_title Thaw 120
    sleep 2
    key ctrl+t
    sleep 1
    key ctrl+r
    sleep 2
    await_title Thaw 120
    sleep 2
    take "$1-freeze"
    close_window
}

# Paused, with the line lit that each thread is at.
take_lesson() { # THEME
    open_window "$1" semaphore
    sleep 6
    key ctrl+5
    key ctrl+r
    await_title '*Semaphore*' 10
    sleep 0.8
    key ctrl+p
    sleep 0.5
    key ctrl+period
    sleep 1
    take "$1-lesson"
    key ctrl+p
    await_title Thaw 60
    key ctrl+2
    sleep 1
    take "$1-timeline"
    close_window
}

# Its tab comes to the front by itself.
take_flood() { # THEME
    open_window "$1" flood
    sleep 6
    key ctrl+r
    await_title '[4-7]? %*' 20
    take "$1-flood"
    await_title Thaw 60
    close_window
}

# Between two runs of a comparison, too, the title is that of a window at rest, but not for long.
take_compare() { # THEME
    local rest=0 end=$((SECONDS + 180))
    open_window "$1" primes
    sleep 6
    key ctrl+3
    key space
    sleep 2
    while ((rest < 4 && SECONDS < end)); do
        sleep 0.5
        if [[ $(xdotool getwindowname "$window") == Thaw ]]; then rest=$((rest + 1)); else rest=0; fi
    done
    take "$1-compare"
    close_window
}

install_missing "${packages_to_build[@]}" "${packages_for_screenshots[@]}"
if [[ -z ${THAW:-} ]]; then build release thaw; fi
mkdir -p "$pictures"
start_display 1400x900
for theme in light dark; do
    take_all "$theme"
    take_lesson "$theme"
    take_flood "$theme"
    take_compare "$theme"
done
