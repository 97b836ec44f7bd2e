#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# translations.sh: a text that a person reads is found by a translation only where lupdate files it
# under the context by which the program looks it up. So lupdate must read all sources without a
# warning, and each context must be that of a class that declares it: by Q_OBJECT, by
# Q_DECLARE_TR_FUNCTIONS with its own name, or by its form.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
texts=$folder/thaw.ts
failed=0

# complain HEADING LINES: nothing if there are no lines.
complain() {
    [[ -n $2 ]] || return 0
    printf '%s\n%s\n' "$1" "$2"
    failed=1
}

# Prints a line for each class that declares a context: the context, the class, the file.
declared_contexts() {
    # shellcheck disable=SC2016  # awk's variables
    find src -name '*.h' -o -name '*.cpp' | sort | xargs awk '
        FNR == 1 { space = outer = class = "" }
        /^namespace [a-z:]+ \{$/ { space = space $2 "::" }
        match($0, /^} \/\/ namespace [a-z:]+$/) { space = substr(space, 1, length(space) - length($4) - 2) }
        match($0, /^(class|struct) [A-Za-z0-9_:]+/) { class = outer = $2 }
        match($0, /^ +(class|struct) [A-Za-z0-9_]+$/) { class = outer "::" $2 }
        /^ +Q_OBJECT$/ { print space class, space class, FILENAME }
        match($0, /Q_DECLARE_TR_FUNCTIONS\([^)]*\)/) {
            print substr($0, RSTART + 23, RLENGTH - 24), space class, FILENAME
        }'
    find ui -name '*.ui' | sort | xargs sed -n 's|^ <class>\(.*\)</class>$|\1 \1 ui|p'
}

output=$(/usr/lib/qt6/bin/lupdate -I src src ui -ts "$texts" 2>&1) || failed=1
complain 'lupdate warns:' \
    "$(grep -vE "^Scanning directory '|^Updating '|^ +Found [0-9]+ source text" <<<"$output" || true)"

declared=$(declared_contexts)
complain 'These contexts are not named as their class (context, class, file):' \
    "$(awk '$1 != $2' <<<"$declared")"

used=$(sed -n 's|^ *<name>\(.*\)</name>$|\1|p' "$texts" | sort)
if [[ -z $used ]]; then
    complain 'lupdate found no text.' "$output"
fi
complain 'No class declares these contexts, under which lupdate files texts (first text of each):' \
    "$(while read -r context; do
        echo "'$context': $(grep -F -A2 "<name>$context</name>" "$texts" | sed -n 's|.*filename="\(.*\)" line="\(.*\)"/>|\1:\2|p' | sed 's|^\(\.\./\)*.*src/|src/|')"
    done < <(comm -23 <(echo "$used") <(cut -d' ' -f1 <<<"$declared" | sort -u)))"

complain 'These go round the tr() of a class:' \
    "$(grep -rnE '\bQString tr\(|\btranslate\($|\btranslate\("|\b(QObject|qApp->|QCoreApplication)::tr\(|\bqtTrId\(' src || true)"
exit "$failed"
