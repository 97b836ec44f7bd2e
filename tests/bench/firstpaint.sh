#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# firstpaint.sh: CPU time and resident memory until the first paint, Thaw's window against an empty
# QMainWindow, in turns under Xvfb: the middle of REPEATS (9), and the ratio.
set -euo pipefail
# shellcheck source=tests/bench/figures.sh
. "$(dirname "${BASH_SOURCE[0]}")/figures.sh"
# shellcheck source=packaging/display.sh
. "$root/packaging/display.sh"

needs first_paint_empty first_paint_thaw
work=$(mktemp -d)
trap 'stop_display; rm -rf "$work"' EXIT
start_display 1400x900
for program in first_paint_empty first_paint_thaw; do
    "$bin/$program" >/dev/null # both are in memory now
done
for ((turn = 0; turn < ${REPEATS:-9}; ++turn)); do
    for program in first_paint_empty first_paint_thaw; do
        "$bin/$program" >>"$work/$program"
    done
done
printf '%-20s %10s %14s\n' "until first paint" "CPU ms" "resident MB"
for program in first_paint_empty first_paint_thaw; do
    printf '%-20s %10.1f %14.1f\n' "${program#first_paint_}" \
        "$(cut -d ' ' -f 1 "$work/$program" | middle)" \
        "$(cut -d ' ' -f 2 "$work/$program" | middle)"
done
echo "CPU, thaw to empty: $(ratio "$(cut -d ' ' -f 1 "$work/first_paint_thaw" | middle)" \
    "$(cut -d ' ' -f 1 "$work/first_paint_empty" | middle)")  (at most 2 is asked for; memory: 45 MB)"
