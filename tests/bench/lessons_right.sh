#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# lessons_right.sh: do the lessons come out as they say, every time?
# The counter, with the lock and without, RUNS (100) times each, free and pinned to one core; the
# lessons that hand over, WAITS (1000) times each at pace 0.05, and again beside two busy processes.
# LESSONS="ID ..." names others. Exit status 1 if one came out otherwise once.
set -euo pipefail
# shellcheck source=tests/bench/figures.sh
. "$(dirname "${BASH_SOURCE[0]}")/figures.sh"

needs thaw bench_lessons
failed=0
counters=("locked-counter" "locked-counter,lock=false"
    "locked-counter,threads=10,increments=10" "locked-counter,threads=10,increments=10,lock=false")
read -r -a handovers <<<"${LESSONS:-semaphore event queue reentrant-lock producer-consumer}"

busy=()
trap '((${#busy[@]} == 0)) || kill "${busy[@]}" 2>/dev/null || true' EXIT
beside_two_busy_processes() {
    while ((${#busy[@]} < 2)); do
        (while :; do :; done) &
        busy+=("$!")
    done
    "$@"
    kill "${busy[@]}"
    wait "${busy[@]}" 2>/dev/null || true
    busy=()
}
counters() { "$bin/bench_lessons" --runs "${RUNS:-100}" "${counters[@]}" || failed=1; }
handovers() {
    "$bin/bench_lessons" --runs "${WAITS:-1000}" --together 8 "${handovers[@]}" || failed=1
}

echo "On all cores:"
counters
echo "On one core:"
taskset -c 0 "$bin/bench_lessons" --runs "${RUNS:-100}" "${counters[@]}" || failed=1
echo "Waiting, $((${WAITS:-1000})) runs each:"
handovers
echo "Waiting, $((${WAITS:-1000})) runs each, beside two busy processes:"
beside_two_busy_processes handovers
exit "$failed"
