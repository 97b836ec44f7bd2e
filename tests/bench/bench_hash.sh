#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How fast `hash` is, against sha256sum on the same files from a warm cache, in one run.
#
#   tests/bench/bench_hash.sh [THAW]     THAW: the program, build/release/bin/thaw unless given
#
# Prints, for large files and for many small ones, the CPU time of each (user and system, the whole
# process) as the least of $ROUNDS rounds, their ratio (asked for: at least 6 for large files
# where the CPU has SHA instructions), and the throughput of two threads against one (at least 1.7 on
# two free cores). Exits with 1 if the digests differ. Needs 1.3 GB of room in $TMPDIR.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")/../.." && pwd)
thaw=${1:-${BIN:-$here/build/release/bin}/thaw}
rounds=${ROUNDS:-5}
[[ -x $thaw ]] || { echo "bench_hash: $thaw is not there; build it or name it" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/large" "$work/small"
for i in {1..24}; do head -c 50000000 /dev/urandom > "$work/large/$i"; done
head -c 80000000 /dev/urandom | split -a 4 -b 16000 - "$work/small/f"

# cost COMMAND...: the least CPU and elapsed seconds of it, with its output thrown away.
TIMEFORMAT='%U %S %R'
cost() {
    local round
    for ((round = 0; round < rounds; ++round)); do
        { time "$@" > "$work/output" 2> "$work/errors"; } 2>&1 || { cat "$work/errors" >&2; exit 1; }
    done | awk '{ cpu = $1 + $2; if (NR == 1 || cpu < least) least = cpu
                  if (NR == 1 || $3 < elapsed) elapsed = $3 } END { print least, elapsed }'
}
with_thaw() { "$thaw" --data "$work/data" run hash --quiet --json --set path="$1" --set threads="$2"; }
with_sha256sum() { (cd "$1" && find . -type f -exec sha256sum {} +); }

status=0
grep -qw sha_ni /proc/cpuinfo && sha=yes || sha=no
echo "CPU:$(sed -n 's/^model name[^:]*://p;T;q' /proc/cpuinfo), SHA instructions: $sha, cores: $(nproc)"
for set in large small; do
    folder=$work/$set
    with_sha256sum "$folder" > /dev/null # warms the cache
    with_thaw "$folder" 1 > "$work/json"
    if ! diff <(with_sha256sum "$folder" | sed 's, \./, ,' | sort) \
              <(grep -oE '"[0-9a-f]{64}  [^"]+"' "$work/json" | tr -d '"' | sort) > /dev/null; then
        echo "$set: the digests differ from those of sha256sum" >&2
        status=1
    fi
    read -r sum_cpu sum_elapsed < <(cost with_sha256sum "$folder")
    read -r one_cpu one_elapsed < <(cost with_thaw "$folder" 1)
    read -r two_cpu two_elapsed < <(cost with_thaw "$folder" 2)
    rate() { # the best rate of some runs, as the job measured it: without the program's start
        for ((round = 0; round < rounds; ++round)); do
            with_thaw "$folder" "$1" | grep -oE '"mb_per_s": *[0-9.]+' | grep -oE '[0-9.]+$'
        done | sort -n | tail -1
    }
    one_rate=$(rate 1)
    two_rate=$(rate 2)
    awk -v set="$set" -v s="$sum_cpu" -v o="$one_cpu" -v t="$two_cpu" -v a="$one_rate" -v b="$two_rate" \
        -v se="$sum_elapsed" -v oe="$one_elapsed" -v te="$two_elapsed" 'BEGIN {
        printf "%s files\n", set
        printf "  sha256sum       %6.2f s CPU  %6.2f s\n", s, se
        printf "  thaw, 1 thread  %6.2f s CPU  %6.2f s  %6.0f MB/s   CPU: 1/%.1f of sha256sum\n", o, oe, a, s / o
        printf "  thaw, 2 threads %6.2f s CPU  %6.2f s  %6.0f MB/s   throughput: %.2fx one thread\n", t, te, b, b / a
    }'
done
exit $status
