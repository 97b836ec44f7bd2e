#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# verdicts.sh [LESSON ...]: what the lessons come to (cpu-or-io, processes, thread-pool and
# too-many-threads unless named), RUNS (20) times each on a quiet machine, beside one busy program and
# beside four: how often as expected, not as expected, and not to be told; of cpu-or-io the least and
# the most that 4 threads computed faster than one in those that were as expected.
# Exit status 1 if on the quiet machine it was as expected in less than 19 of 20, or ever otherwise
# beside others than it is.
set -euo pipefail
export LC_ALL=C
# shellcheck source=tests/bench/figures.sh
. "$(dirname "${BASH_SOURCE[0]}")/figures.sh"
# shellcheck source=tests/bench/hogs.sh
. "$(dirname "${BASH_SOURCE[0]}")/hogs.sh"

needs thaw
work=$(mktemp -d)
hogs_folder=$work
trap 'end_hogs; rm -rf "$work"' EXIT
lessons=("$@")
((${#lessons[@]})) || lessons=(cpu-or-io processes thread-pool too-many-threads)
runs=${RUNS:-20}
status=0

# The speed-up of computing on 4 threads, from a record.
speed_up() {
    { tr -d ' \n' <"$work/record" && echo; } |
        sed -n 's/.*"kind":"computing","speed_up":\([0-9.]*\),"threads":4,.*/\1/p'
}

printf '%-20s %-8s %6s %6s %6s   %s\n' lesson beside yes no untold "speed-up where yes"
for lesson in "${lessons[@]}"; do
    for hogs in ${HOGS:-0 1 4}; do
        yes=0 no=0 untold=0
        : >"$work/speedups"
        begin_hogs "$hogs" own
        for ((run = 0; run < runs; ++run)); do
            "$bin/thaw" --data "$work/data" run "$lesson" --set pace="${PACE:-1}" --json --quiet \
                >"$work/record"
            case $(sed -n 's/^ *"as_expected": \(.*\),$/\1/p' "$work/record") in
            true) yes=$((yes + 1)) && speed_up >>"$work/speedups" ;;
            false)
                no=$((no + 1))
                sed -n 's/^ *"verdict": //p' "$work/record" >&2
                ;;
            null) untold=$((untold + 1)) ;;
            esac
        done
        end_hogs
        printf '%-20s %-8s %6d %6d %6d   %s\n' "$lesson" "$hogs" "$yes" "$no" "$untold" \
            "$(sort -g "$work/speedups" | sed -n '1p;$p' | paste -sd- -)"
        if ((no > 0 && hogs > 0)) || ((hogs == 0 && yes * 20 < runs * 19)); then
            status=1
        fi
    done
done
exit "$status"
