#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced by the scripts beside it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# The programs are those of the build preset `release`, or of the folder that BIN names.
bin=${BIN:-$root/build/release/bin}

# needs PROGRAM...
needs() {
    local program
    for program in "$@"; do
        if [[ ! -x $bin/$program ]]; then
            echo "thaw: $bin/$program is missing: cmake --build --preset release --target thaw bench" >&2
            return 1
        fi
    done
}

# number NAME <RECORD: the number of that name in what `thaw run --json` has printed.
number() {
    sed -n "s/^ *\"$1\": \([0-9.e+-]*\),\{0,1\}\$/\1/p" | head -n 1
}

# middle: of an odd number of lines, each a number.
middle() {
    sort -g | awk '{ line[NR] = $0 } END { print line[int((NR + 1) / 2)] }'
}

# ratio A B
ratio() {
    awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else print "-" }'
}
