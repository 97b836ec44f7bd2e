#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced: build PRESET [TARGET...] configures the build folder of a preset if that has not been
# done, and builds the targets in it (all if none is named). What is up to date is left alone, so
# that a second call takes no time.

thaw_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

build() {
    local preset=$1 started=$SECONDS target
    local folder=$thaw_root/build/$preset log=$thaw_root/build/$preset.log
    shift
    mkdir -p "$thaw_root/build"
    if ! configure "$preset" "$folder" >"$log" 2>&1; then
        fail_with "$log" "Thaw could not be configured"
        return 1
    fi
    local command=(cmake --build "$folder")
    for target in "$@"; do command+=(--target "$target"); done
    if [[ $(cd "$thaw_root" && "${command[@]}" -- -n 2>/dev/null) == *"no work to do"* ]]; then
        return 0
    fi
    if [[ -t 1 ]]; then
        # ninja keeps to one line on a terminal, and ends with what failed
        if ! (cd "$thaw_root" && "${command[@]}"); then
            echo "thaw: the build failed; the first error is above, and a fresh start may help:" \
                "rm -r $folder" >&2
            return 1
        fi
    else
        echo "Building Thaw, preset $preset ..."
        if ! (cd "$thaw_root" && "${command[@]}") >"$log" 2>&1; then
            fail_with "$log" "Thaw could not be built"
            return 1
        fi
        echo "Built in $((SECONDS - started)) s"
    fi
}

# Only where ninja couldn't find out by itself: no build files, older ones than the presets, or
# those of a folder that has been moved.
configure() {
    local preset=$1 folder=$2 options=()
    if [[ -e $folder/build.ninja && ! $folder/build.ninja -ot $thaw_root/CMakePresets.json ]] \
        && grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$thaw_root" "$folder/CMakeCache.txt"; then
        return 0
    fi
    if [[ -e $folder/CMakeCache.txt ]] \
        && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$thaw_root" "$folder/CMakeCache.txt"; then
        options=(--fresh)
    fi
    (cd "$thaw_root" && cmake --preset "$preset" "${options[@]}")
}

# fail_with LOG MESSAGE: the part of the log that says why, and what to do.
fail_with() {
    grep -m 5 -A 6 -E 'error:|Error|FAILED:' "$1" >&2 || true
    echo "--- the log's last lines ---" >&2
    tail -n 15 "$1" >&2
    echo "thaw: $2; the whole log is $1, and a fresh start may help: rm -r ${1%.log}" >&2
}
