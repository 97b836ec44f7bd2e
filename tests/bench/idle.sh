#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# idle.sh [SECONDS]: what the window costs while its columns run and nothing else does: CPU time over
# 60 s under Xvfb, in percent of a core, and the resident memory at the end.
set -euo pipefail
# shellcheck source=tests/bench/figures.sh
. "$(dirname "${BASH_SOURCE[0]}")/figures.sh"
# shellcheck source=packaging/display.sh
. "$root/packaging/display.sh"

needs thaw
seconds=${1:-60}
data=$(mktemp -d)
pid=
clean_up() {
    if [[ -n $pid ]]; then
        kill "$pid" 2>/dev/null || true
        wait "$pid" || true
    fi
    stop_display
    rm -rf "$data"
}
trap clean_up EXIT

ticks() { # of user and system time; the name in brackets may hold spaces
    sed 's/.*) //' "/proc/$pid/stat" | awk '{ print $12 + $13 }'
}

start_display 1400x900
"$bin/thaw" --data "$data" &
pid=$!
timeout 30 xdotool search --sync --onlyvisible --pid "$pid" >/dev/null
sleep 5 # the start is another figure
before=$(ticks)
sleep "$seconds"
after=$(ticks)
awk -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" -v seconds="$seconds" 'BEGIN {
    printf "idle, columns running: %.2f %% of a core over %d s  (at most 2 is asked for)\n",
        100 * ticks / hz / seconds, seconds }'
awk '/^VmRSS/ { printf "resident memory: %.1f MB\n", $2 * 1024 / 1e6 }' "/proc/$pid/status"
