#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# costs.sh: the tables of the lessons cpu-or-io, without and with the imitated lock of an interpreter,
# and too-many-threads, with CPU seconds beside wall seconds; recording off. What is not as expected
# shows as a line of its own, and in the exit status; what is not to be told, as a line.
set -euo pipefail
# shellcheck source=tests/bench/figures.sh
. "$(dirname "${BASH_SOURCE[0]}")/figures.sh"

needs thaw
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

table() { # TITLE LESSON ARGUMENTS...
    local title=$1
    shift
    echo "$title"
    # Its table is in the transcript, under the headings.
    "$bin/thaw" --data "$work/data" run "$@" --set recording=false --json --quiet >"$work/record"
    sed -n '/"transcript": \[/,/^    \]/{/Round/d;s/^ *"\(.* wall s .*\|.* [0-9.]* *[0-9-]* *\)",\{0,1\}$/  \1/p}' "$work/record"
    case $(sed -n 's/^ *"as_expected": \(.*\),$/\1/p' "$work/record") in
    true) ;;
    null) echo "  not to be told" ;;
    *)
        echo "  not as expected"
        status=1
        ;;
    esac
    echo
}

table "cpu-or-io" cpu-or-io
table "cpu-or-io, with the imitated global lock" cpu-or-io --set global_lock=true
table "too-many-threads" too-many-threads
exit $status
