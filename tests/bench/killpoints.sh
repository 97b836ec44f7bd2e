#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# killpoints.sh: whether the history outlives a kill of the program itself at each of its calls of
# the kinds that change files. Counts them in one undisturbed run, then kills at every one, and has
# the next start record a run and print the history.
set -euo pipefail
# shellcheck source=tests/bench/figures.sh
. "$(dirname "${BASH_SOURCE[0]}")/figures.sh"

needs thaw
for tool in strace sqlite3; do
    if ! command -v "$tool" >/dev/null; then
        echo "thaw: $tool is missing; install it" >&2
        exit 1
    fi
done
thaw=$bin/thaw
kinds=(openat write pwrite64 fdatasync fsync ftruncate fallocate unlink rename mkdir fchmod)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
points=0 lost=0 wrong=0

run() {
    "$thaw" --data "$work/data" run wait --set seconds=0 --quiet --json
}

# As another program leaves it that set another mode: prepare STATE
prepare() {
    rm -rf "$work/data"
    mkdir "$work/data"
    case $1 in
        first) ;;
        log) run >/dev/null ;;
        *)
            run >/dev/null
            sqlite3 "$work/data/history.db" "PRAGMA journal_mode=$1" >/dev/null
            ;;
    esac
}

# The most calls of that kind that one thread makes: strace counts by thread.
calls() {
    strace -f -o "$work/trace" -e "trace=$1" "$thaw" --data "$work/data" run wait \
        --set seconds=0 --quiet --json >/dev/null
    awk '/^[0-9]+ +[a-z0-9]+\(/ { if (++count[$1] > most) most = count[$1] } END { print most + 0 }' "$work/trace"
}

# What is printed is in the history: printed and lost is lost.
look() {
    local before=$1 where=$2 expected found
    expected=$((before + 1))
    if [ -s "$work/said" ] && tail -n 1 "$work/said" | grep -q '^}'; then
        expected=$((expected + 1))
    fi
    run >/dev/null 2>"$work/errors" || echo 'status' >>"$work/errors"
    "$thaw" --data "$work/data" history --outcome finished --csv >"$work/history" 2>>"$work/errors" || true
    found=$(($(wc -l <"$work/history") - 1))
    if [ -s "$work/errors" ]; then
        wrong=$((wrong + 1))
        printf '%s: %s\n' "$where" "$(head -n 1 "$work/errors")"
    elif [ "$found" -lt "$expected" ]; then
        lost=$((lost + 1))
        printf '%s: %s runs in place of %s\n' "$where" "$found" "$expected"
    fi
}

for state in first log DELETE TRUNCATE PERSIST; do
    before=1
    [ "$state" != first ] || before=0
    tried=0
    for kind in "${kinds[@]}"; do
        prepare "$state"
        most=$(calls "$kind")
        for ((point = 1; point <= most; ++point)); do
            prepare "$state"
            # Bash would tell of the kill.
            { strace -f -o /dev/null -e "trace=$kind" -e "inject=$kind:signal=SIGKILL:when=$point" \
                "$thaw" --data "$work/data" run wait --set seconds=0 --quiet --json >"$work/said" 2>/dev/null; } 2>/dev/null || true
            look "$before" "$state, $kind $point"
            tried=$((tried + 1))
        done
    done
    printf '%-9s %4d kill points\n' "$state" "$tried"
    points=$((points + tried))
done
printf '%d kill points of the program: %d lost a run, %d left a history that the next start complains of\n' \
    "$points" "$lost" "$wrong"
[ $((lost + wrong)) -eq 0 ]
