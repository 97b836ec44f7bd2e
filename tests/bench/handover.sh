#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How fast the lesson `producer-consumer` hands over items, recording off, against the same program
# in Python, at capacities 1 and 1,024 (asked for: at least 5 at 1,024).
#
#   tests/bench/handover.sh        ROUNDS (9 unless set) and ITEMS may be set in the environment
#
# Both run in turns. Of the rounds the middle ratio is printed, with the least and the most, and the
# middle rates.
set -euo pipefail
export LC_ALL=C

# shellcheck source=tests/bench/figures.sh
. "$(dirname "${BASH_SOURCE[0]}")/figures.sh"
needs thaw
rounds=${ROUNDS:-9}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# lesson ITEMS CAPACITY: items a second; fails if the result isn't the expected one.
lesson() {
    "$bin/thaw" --data "$work/data" run producer-consumer --quiet --json \
        --set items="$1" --set capacity="$2" --set recording=false > "$work/json"
    grep -q '"as_expected": true' "$work/json" || { cat "$work/json" >&2; return 1; }
    number items_per_s < "$work/json"
}

for capacity in 1 1024; do
    items=${ITEMS:-$((capacity == 1 ? 100000 : 500000))}
    : > "$work/thaw"; : > "$work/python"; : > "$work/ratios"
    for ((round = 0; round < rounds; ++round)); do
        thaw=$(lesson "$items" "$capacity")
        python=$(python3 "$root/tests/bench/producer_consumer.py" "$items" "$capacity")
        echo "$thaw" >> "$work/thaw"
        echo "$python" >> "$work/python"
        ratio "$thaw" "$python" >> "$work/ratios"
        echo >> "$work/ratios"
    done
    sort -g "$work/ratios" | sed '/^$/d' > "$work/sorted"
    printf 'capacity %5d: %9.0f items/s, Python %9.0f: %sx (%s to %s)\n' "$capacity" \
        "$(middle < "$work/thaw")" "$(middle < "$work/python")" "$(middle < "$work/sorted")" \
        "$(head -n 1 "$work/sorted")" "$(tail -n 1 "$work/sorted")"
done
