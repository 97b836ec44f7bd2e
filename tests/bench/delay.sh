#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# delay.sh [FOLDER]: the delay of the main thread's loop while it is idle, while `hash` runs on a
# worker thread, and while it runs on the GUI thread: p99 and worst, the middle of REPEATS (3) turns,
# and the ratios. Without a FOLDER it hashes 24 GB, one sparse file under many names.
set -euo pipefail
# shellcheck source=tests/bench/figures.sh
. "$(dirname "${BASH_SOURCE[0]}")/figures.sh"

needs thaw
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
folder=${1:-$work/files}
if [[ ! -d $folder ]]; then
    mkdir "$folder"
    truncate -s 240M "$folder/000"
    for name in {001..099}; do ln "$folder/000" "$folder/$name"; done
fi

measure() { # WHAT ARGUMENTS...
    local what=$1
    shift
    "$bin/thaw" --data "$work/data" run "$@" --quiet --json >"$work/record"
    number p99 <"$work/record" >>"$work/$what.p99"
    number max <"$work/record" >>"$work/$what.max"
    number elapsed_ms <"$work/record" >>"$work/$what.elapsed"
}

for ((turn = 0; turn < ${REPEATS:-3}; ++turn)); do
    measure idle wait --on worker --set seconds=8 --set steps=1
    measure worker hash --on worker --set path="$folder"
    measure gui hash --on gui --set path="$folder"
done

printf '%-28s %10s %12s %12s\n' "" "elapsed s" "p99 ms" "worst ms"
for what in idle worker gui; do
    printf '%-28s %10.1f %12.3f %12.3f\n' "$what" \
        "$(ratio "$(middle <"$work/$what.elapsed")" 1000)" \
        "$(middle <"$work/$what.p99")" "$(middle <"$work/$what.max")"
done
idle=$(middle <"$work/idle.p99")
worker=$(middle <"$work/worker.p99")
gui=$(middle <"$work/gui.p99")
echo "p99, worker to idle: $(ratio "$worker" "$idle")  (at most 2 is asked for)"
echo "p99, gui to worker:  $(ratio "$gui" "$worker")  (at least 1000 is asked for)"
