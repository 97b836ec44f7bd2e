#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# lessons.sh: a lesson, recording off, against the Python program beside it, in turns: time and CPU
# time, the middle of REPEATS (5) of each, and the ratios. Neither counts starting the program.
# PYTHON names another python3.
set -euo pipefail
# shellcheck source=tests/bench/figures.sh
. "$(dirname "${BASH_SOURCE[0]}")/figures.sh"

needs thaw
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# measure_thaw LESSON NAME=VALUE...: milliseconds that the run took, and its threads' CPU time.
measure_thaw() {
    local lesson=$1 setting settings=()
    shift
    for setting in recording=false pace=0.05 "$@"; do settings+=(--set "$setting"); done
    "$bin/thaw" --data "$work/data" run "$lesson" "${settings[@]}" --quiet --json >"$work/record"
    number elapsed_ms <"$work/record" >>"$work/thaw.elapsed"
    sed -n 's/^ *"cpu_ms": \([0-9.e+-]*\),\{0,1\}$/\1/p' "$work/record" |
        awk '{ sum += $1 } END { print sum }' >>"$work/thaw.cpu"
}

# measure_python LESSON "OLD=>NEW"...: the same of its program, with these changes to its text.
measure_python() {
    "$python" - "$root/resources/lessons/$1.py" "${@:2}" >"$work/record" <<'PROGRAM'
import contextlib
import io
import sys
import time

with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
for change in sys.argv[2:]:
    old, new = change.split("=>")
    if old not in text:
        sys.exit(f"{sys.argv[1]} has no {old}")
    text = text.replace(old, new)
program = compile(text, sys.argv[1], "exec")
with contextlib.redirect_stdout(io.StringIO()):
    start, cpu = time.perf_counter(), time.process_time()
    exec(program, {"__name__": "__main__"})
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
print(took * 1000, cpu * 1000)
PROGRAM
    local elapsed cpu
    read -r elapsed cpu <"$work/record"
    echo "$elapsed" >>"$work/python.elapsed"
    echo "$cpu" >>"$work/python.cpu"
}

# compare WHAT LEAST LESSON SETTING... -- CHANGE...: measures both in turns, and prints the ratio.
compare() {
    local what=$1 least=$2 lesson=$3 settings=() turn
    shift 3
    while [[ $1 != -- ]]; do
        settings+=("$1")
        shift
    done
    shift
    rm -f "$work"/*
    for ((turn = 0; turn < ${REPEATS:-5}; ++turn)); do
        measure_thaw "$lesson" "${settings[@]}"
        measure_python "$lesson" "$@"
    done
    local of thaw python
    echo "$what"
    for of in elapsed cpu; do
        thaw=$(middle <"$work/thaw.$of")
        python=$(middle <"$work/python.$of")
        printf '    %-8s Thaw %9.1f ms   Python %9.1f ms   ratio %s\n' \
            "$of" "$thaw" "$python" "$(ratio "$python" "$thaw")"
    done
    echo "    ($least)"
}

compare "locked-counter, 4 x 1,000,000" "elapsed: at least 10 is asked for" \
    locked-counter increments=1000000 -- "100_000=>1_000_000"
