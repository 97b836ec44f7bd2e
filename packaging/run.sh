#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds Thaw (release) and opens its window. Arguments go to thaw.
# With no display it shows the main job on the command line instead.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packaging/packages.sh
. "$here/packages.sh"
# shellcheck source=packaging/build.sh
. "$here/build.sh"

thaw=$thaw_root/build/release/bin/thaw

has_display() {
    [[ -n ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} || -n ${QT_QPA_PLATFORM:-} ]]
}

# wants_window ARGUMENTS...: neither a command nor a question that is answered in the terminal.
wants_window() {
    local argument
    for argument in "$@"; do
        case $argument in
        list | run | compare | history | -h | --help | --version) return 1 ;;
        esac
    done
}

# hash_on PLACEMENT FOLDER: one row of the table. Ctrl-C, too, reaches the job.
hash_on() {
    local record status=0
    record=$(timeout --foreground --signal=INT 30 \
        "$thaw" run hash --on "$1" --set path="$2" --quiet --json) || status=$?
    awk -v placement="$1" '
        match($0, /^ *"[a-z0-9_]+": [0-9.e+-]+,?$/) {
            split($0, part, "\"")
            value[part[2]] = part[3]
            gsub(/[:, ]/, "", value[part[2]])
        }
        function ms(time) { return sprintf(time < 10 ? "%.2f ms" : "%.0f ms", time) }
        END {
            printf "  %-9s %7.2f s  %12s %12s %12s %10d of %d\n", placement,
                value["elapsed_ms"] / 1000, ms(value["p50"]), ms(value["p99"]), ms(value["max"]),
                value["expected"] - value["delivered"], value["expected"]
        }' <<<"$record"
    # 1: a file could not be read, and thaw has said which; 124: stopped after 30 s
    ((status == 0 || status == 1 || status == 124))
}

show_job() {
    local folder threshold_kb=200000 size
    for folder in "/usr/lib/$(uname -m)-linux-gnu" /usr/lib /usr/share "$thaw_root"; do
        [[ -d $folder ]] || continue
        size=$(du -sk "$folder" 2>/dev/null | cut -f 1) || true
        ((size < threshold_kb)) || break
    done
    echo "  thaw run hash --on worker --set path=$folder   (then --on gui; $((size / 1000)) MB)"
    # So that both find the files in memory.
    timeout --foreground --signal=INT 30 \
        "$thaw" run hash --quiet --set path="$folder" 2>/dev/null || true
    echo
    printf '  %-9s %9s  %12s %12s %12s %16s\n' \
        "hash on" elapsed "delay: p50" p99 worst "frames missed"
    hash_on worker "$folder"
    hash_on gui "$folder"
    echo
    echo "  The delay is how late the main thread's event loop was: what a window would have been."
    echo "  p50 and p99 are of the time: for half of it, and for 99 % of it, the delay was no longer."
}

packages=("${packages_to_build[@]}")
if [[ -z ${DISPLAY:-} && -n ${WAYLAND_DISPLAY:-} ]]; then
    packages+=(qt6-wayland)
fi
install_missing "${packages[@]}"
build release thaw
if has_display || ! wants_window "$@"; then
    exec "$thaw" "$@"
fi
echo "There is no display for the window, so here is its main job on the command line:"
show_job
