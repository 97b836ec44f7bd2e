#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh SECONDS [NAME...]: runs each harness that is built, or those named, for so long. What it
# finds is kept in build/fuzz/findings. Status 1 if there was anything. BUILD=folder takes another
# build folder.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
build=${BUILD:-build/fuzz}
seconds=${1:?how many seconds each is to run}
shift
names=("$@")
if ((${#names[@]} == 0)); then
    for program in "$build"/fuzz/fuzz_*; do
        names+=("${program##*/fuzz_}")
    done
fi

export UBSAN_OPTIONS=print_stacktrace=1 QT_QPA_PLATFORM=offscreen
mkdir -p "$build/findings"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
failed=0
for name in "${names[@]}"; do
    program=$build/fuzz/fuzz_$name
    if [[ ! -x $program ]]; then
        echo "thaw: $program is not built: cmake --preset fuzz && cmake --build --preset fuzz" >&2
        exit 2
    fi
    # New inputs go into the first folder, and not into the repository.
    mkdir "$work/$name"
    if "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$build/findings/$name-" "$work/$name" "tests/fuzz/corpus/$name" \
        >"$work/$name.log" 2>&1; then
        printf '%-12s ok      ' "$name"
    else
        failed=1
        printf '%-12s FINDING ' "$name"
    fi
    awk '/number_of_executed_units/ { print $2, "executions" }' "$work/$name.log"
    if ((failed)); then
        tail -n 40 "$work/$name.log"
    fi
done
exit $failed
