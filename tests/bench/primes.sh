#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# primes.sh: what a second thread costs and gains in `primes`: CPU seconds and wall seconds with one
# thread and with two, the middle of REPEATS (5) turns, and the ratios.
set -euo pipefail
# shellcheck source=tests/bench/figures.sh
. "$(dirname "${BASH_SOURCE[0]}")/figures.sh"

needs thaw
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for ((turn = 0; turn < ${REPEATS:-5}; ++turn)); do
    for threads in 1 2; do
        "$bin/thaw" --data "$work/data" run primes --set threads="$threads" --quiet --json >"$work/record"
        number elapsed_ms <"$work/record" >>"$work/$threads.wall"
        # of all threads, the main one's included
        sed -n 's/^ *"cpu_ms": \([0-9.e+-]*\),\{0,1\}$/\1/p' "$work/record" \
            | awk '{ sum += $1 } END { print sum }' >>"$work/$threads.cpu"
    done
done

printf '%-10s %10s %10s\n' threads "CPU s" "wall s"
for threads in 1 2; do
    printf '%-10s %10.3f %10.3f\n' "$threads" "$(ratio "$(middle <"$work/$threads.cpu")" 1000)" \
        "$(ratio "$(middle <"$work/$threads.wall")" 1000)"
done
cpu1=$(middle <"$work/1.cpu") cpu2=$(middle <"$work/2.cpu")
wall1=$(middle <"$work/1.wall") wall2=$(middle <"$work/2.wall")
echo "CPU time, two threads to one: $(ratio "$cpu2" "$cpu1")  (at most 1.05 is asked for)"
echo "speed-up: $(ratio "$wall1" "$wall2"); cores used: $(ratio "$cpu2" "$wall2")" \
    " (a speed-up of at least 0.9 of that is asked for)"
