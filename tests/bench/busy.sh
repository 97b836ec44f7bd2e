#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# busy.sh [JOB ...]: how a busy machine treats Thaw, and Thaw the window.
#
# Every job (or those named), quiet and beside HOGS="1 2 4" busy programs, ROUNDS (3) times each: its
# elapsed time to its quiet one, and the 99th percentile of the main thread's delay. Then
# `compare primes` beside the most hogs: the worker's time to the GUI thread's. The hogs are started
# by setsid, too, since autogrouping makes nice local to a session: SESSIONS="same own".
# PACE (1) is that of the lessons. FAST=1 is a short form: pace 0.2, one round, beside two.
# Exit status 1 if a job took over four times its quiet time beside two.
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
if [[ ${FAST:-} ]]; then
    rounds=${ROUNDS:-1} pace=${PACE:-0.2} hogs=${HOGS:-2}
else
    rounds=${ROUNDS:-3} pace=${PACE:-1} hogs=${HOGS:-1 2 4}
fi
sessions=${SESSIONS:-same own}
mkdir "$work/files"
for number in {01..40}; do head -c 8M /dev/zero >"$work/files/$number"; done

# Settings with which a workload takes a second or two; the lessons have their own length.
declare -A settings=([primes]="limit=5000000000" [hash]="path=$work/files" [flood]="seconds=2"
    [wait]="seconds=1" [download]="files=2")
mapfile -t jobs < <(if (($#)); then printf '%s\n' "$@"; else
    "$bin/thaw" --data "$work/data" list --json | sed -n 's/^ *"id": "\(.*\)",*$/\1/p'; fi)

# measure JOB FILE: appends its elapsed time and p99.
measure() {
    local job=$1 arguments=() setting
    for setting in ${settings[$job]:-pace=$pace}; do arguments+=(--set "$setting"); done
    "$bin/thaw" --data "$work/data" run "$job" "${arguments[@]}" --json --quiet >"$work/record" || true
    number elapsed_ms <"$work/record" >>"$2.elapsed"
    number p99 <"$work/record" >>"$2.p99"
}

status=0
printf '%-22s %-14s %12s %9s %12s\n' job beside "elapsed ms" "to quiet" "p99 ms"
for job in "${jobs[@]}"; do
    for beside in quiet $(for session in $sessions; do for count in $hogs; do echo "$count-$session"; done; done); do
        file=$work/$job.$beside
        [[ $beside == quiet ]] || begin_hogs "${beside%-*}" "${beside#*-}"
        for ((round = 0; round < rounds; ++round)); do measure "$job" "$file"; done
        end_hogs
        elapsed=$(middle <"$file.elapsed")
        quiet=$(middle <"$work/$job.quiet.elapsed")
        times=$(ratio "$elapsed" "$quiet")
        printf '%-22s %-14s %12.1f %9s %12.3f\n' "$job" "$beside" "$elapsed" "$times" \
            "$(middle <"$file.p99")"
        if [[ $beside == 2-* ]] && awk -v t="$times" 'BEGIN { exit !(t > 4) }'; then
            status=1
        fi
    done
done
most=${hogs##* }
for session in $sessions; do
    begin_hogs "$most" "$session"
    "$bin/thaw" --data "$work/data" compare primes --set limit=2000000000 --on worker,gui \
        --repeats "$rounds" --csv --quiet >"$work/compare.csv"
    end_hogs
    worker=$(awk -F, '$2 == "worker" { print $8 }' "$work/compare.csv")
    gui=$(awk -F, '$2 == "gui" { print $8 }' "$work/compare.csv")
    echo "compare primes beside $most ($session session): worker to gui $(ratio "$worker" "$gui")"
done
exit "$status"
