#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced: build PRESET [TARGET...] configures the build folder of a preset if that has not been
# done, and builds the targets in it (all if none is named). What is up to date is left alone, so
# that a second call takes no time.

thaw_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

build() {
    local preset=$1 started=$SECONDS target plan steps reporter status=0
    local folder=$thaw_root/build/$preset log=$thaw_root/build/$preset.log
    shift
    mkdir -p "$thaw_root/build"
    if ! configure "$preset" "$folder" "$log"; then
        fail_with "$log" "Thaw could not be configured"
        return 1
    fi
    local command=(env 'NINJA_STATUS=[%f/%t] ' cmake --build "$folder") # as steps_of reads it
    for target in "$@"; do command+=(--target "$target"); done
    plan=$(cd "$thaw_root" && "${command[@]}" -- -n 2>/dev/null | tail -n 1) || true
    if [[ $plan == *"Re-running CMake"* ]]; then # what there is to do shows only then
        if ! (cd "$thaw_root" && cmake --build "$folder" --target build.ninja) >"$log" 2>&1; then
            fail_with "$log" "Thaw could not be configured"
            return 1
        fi
        plan=$(cd "$thaw_root" && "${command[@]}" -- -n 2>/dev/null | tail -n 1) || true
    fi
    if [[ $plan == *"no work to do"* ]]; then
        return 0
    fi
    steps=$(steps_of <<<"$plan")
    echo "Building Thaw, preset $preset: $(counted "${steps#*/}")," \
        "$(about $((${steps#*/} * centiseconds_a_step / 100 / $(nproc)))) on $(nproc) cores"
    # The reporter is in the background, so that Ctrl-C reaches the build.
    report_progress "$log" "$started" &
    reporter=$!
    (cd "$thaw_root" && "${command[@]}") >"$log" 2>&1 || status=$?
    kill "$reporter" 2>/dev/null || true
    wait "$reporter" 2>/dev/null || true
    if ((status != 0)); then
        fail_with "$log" "Thaw could not be built"
        return 1
    fi
    echo "Built in $((SECONDS - started)) s"
}

# What a step of a build takes one core, in hundredths of a second: seen on a two-core machine, and
# only used to say about how long the whole takes before anything is known of this one.
centiseconds_a_step=110

# steps_of: the last "[12/345]" that ninja has written to standard input, as 12/345.
steps_of() {
    local found
    found=$(grep -oE '^\[[0-9]+/[0-9]+\]' | tail -n 1) || true
    found=${found:-[0/1]}
    printf '%s\n' "${found:1:-1}"
}

# counted NUMBER: of steps.
counted() {
    if (($1 == 1)); then printf '1 step'; else printf '%d steps' "$1"; fi
}

# about SECONDS: as a person says it.
about() {
    if (($1 < 50)); then
        printf 'about %d s' $((($1 + 9) / 10 * 10))
    else
        printf 'about %d min' $((($1 + 30) / 60))
    fi
}

# report_progress LOG STARTED: how far the build that writes LOG is, until it is killed: in one line
# on a terminal, else a line every 15 s.
report_progress() {
    local log=$1 started=$2 ratio made all line left in_place='' next=$((SECONDS + 15))
    if [[ -t 1 && -n ${TERM:-} && $TERM != dumb ]]; then
        in_place=1
        trap 'printf "\r\033[K"; exit 0' TERM
    fi
    while kill -0 "$$" 2>/dev/null; do # the script, which may be ended by a signal
        sleep 1 &
        wait "$!" # which, unlike sleep itself, a signal ends at once
        ratio=$(steps_of <"$log")
        made=${ratio%/*} all=${ratio#*/}
        line="  $made of $(counted "$all"), $((100 * made / all)) %"
        # The first steps are the longest: too early to tell the rest from.
        if ((made * 20 > all)); then
            left=$(((SECONDS - started) * (all - made) / made))
            line+=", $(about "$left") left"
        fi
        if [[ -n $in_place ]]; then
            printf '\r\033[K%s' "$line"
        elif ((SECONDS >= next)); then
            printf '%s\n' "$line"
            next=$((next + 15))
        fi
    done
}

# Only where ninja couldn't find out by itself: no build files, older ones than the presets, or
# those of a folder that has been moved. configure PRESET FOLDER LOG
configure() {
    local preset=$1 folder=$2 log=$3 options=()
    if [[ -e $folder/build.ninja && ! $folder/build.ninja -ot $thaw_root/CMakePresets.json ]] \
        && grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$thaw_root" "$folder/CMakeCache.txt"; then
        return 0
    fi
    if [[ -e $folder/CMakeCache.txt ]] \
        && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$thaw_root" "$folder/CMakeCache.txt"; then
        options=(--fresh)
    fi
    echo "Configuring Thaw, preset $preset ..."
    (cd "$thaw_root" && cmake --preset "$preset" "${options[@]}") >"$log" 2>&1
}

# fail_with LOG MESSAGE: the part of the log that says why, and what to do.
fail_with() {
    grep -m 5 -A 6 -E 'error:|Error|FAILED:' "$1" >&2 || true
    echo "--- the log's last lines ---" >&2
    tail -n 15 "$1" >&2
    echo "thaw: $2; the whole log is $1, and a fresh start may help: rm -r ${1%.log}" >&2
}
