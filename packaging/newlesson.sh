#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bash packaging/newlesson.sh ID writes all files of a lesson, from those of packaging/newlesson, and
# registers it: it builds, runs and can be tested at once. Its texts are yet to be written, and
# tst_lessons says which. If it fails or is ended by a signal, it leaves all as it was.
set -euo pipefail
export LC_ALL=C

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
templates=$root/packaging/newlesson
list=$root/src/jobs/lessons/lessons.cmake
readme=$root/README.md

refuse() { # SENTENCE
    echo "newlesson.sh: $1" >&2
    exit 2
}

# The number as the README writes it, at the beginning of a sentence; nothing for one above thirty.
in_words() { # COUNT
    local words=(No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen
        Fifteen Sixteen Seventeen Eighteen Nineteen Twenty Twenty-one Twenty-two Twenty-three
        Twenty-four Twenty-five Twenty-six Twenty-seven Twenty-eight Twenty-nine Thirty)
    echo "${words[$1]-}"
}

(($# == 1)) || refuse "give the lesson's id, as in: bash packaging/newlesson.sh an-example"
id=$1
[[ $id =~ ^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$ ]] \
    || refuse "'$id' is no id of a lesson; words in lower case with hyphens between them are, as in an-example"
((${#id} <= 30)) || refuse "'$id' is too long for an id; 30 characters are the most"
[[ -f $list && -f $readme && -d $templates ]] \
    || refuse "$root is no clone of Thaw: src/jobs/lessons/lessons.cmake isn't there"

for edited in "$list" "$readme"; do
    [[ -w $edited && -w $(dirname "$edited") ]] \
        || refuse "${edited#"$root"/} can't be written; let it and its folder be changed, and try again"
done

file=${id//-/}
class=
for word in ${id//-/ }; do class+=${word^}; done
function=${class,}
[[ $file != *lesson ]] || refuse "'$id' ends in 'lesson'; choose an id that says what it teaches"

declare -A written=(
    [anexample.h]=src/jobs/lessons/$file/$file.h
    [anexample.cpp]=src/jobs/lessons/$file/$file.cpp
    [anexamplelesson.cpp]=src/jobs/lessons/$file/${file}lesson.cpp
    [an-example.py]=resources/lessons/$id.py
    [an-example.cpp]=resources/lessons/$id.cpp
    [an-example.txt]=tests/jobs/lessons/snippets/$id.txt
    [job-an-example.svg]=resources/icons/job-$id.svg
    [tst_anexample.cpp]=tests/jobs/lessons/tst_$file.cpp
)
for path in "src/jobs/lessons/$file" "${written[@]}"; do
    [[ ! -e $root/$path ]] || refuse "'$id' is taken: there is $path already"
done
taken=$(find "$root/tests" -name "tst_$file.cpp" -printf '%P\n' -quit)
[[ -z $taken ]] || refuse "'$id' is taken: there is a test tests/$taken already"

listed=$(sed -n '/^set(thaw_lessons$/,/)$/p' "$list")
[[ $listed =~ ^set\(thaw_lessons($'\n    '[a-z0-9-]+)+\)$ ]] \
    || refuse "src/jobs/lessons/lessons.cmake has no list that begins with 'set(thaw_lessons', has an id a line and ends with ')'"
count=$(($(wc -l <<<"$listed") - 1))
old_words=$(in_words "$count")
new_words=$(in_words "$((count + 1))")
[[ -n $old_words && -n $new_words ]] \
    || refuse "there are $count lessons, and no words for $((count + 1)); add them to in_words() here and to tests/jobs/lessons/tst_lessons.cpp"

# All of it is made first, and then put in its places.
work=$(mktemp -d)
placed=()   # the files that it has written
replaced=() # those that it has changed; $work/before has what they were
is_complete=false
# shellcheck disable=SC2317 # called by the trap
leave() {
    if ! $is_complete; then
        cd "$root"
        for path in "${replaced[@]}"; do
            mv -f "$work/before/$path" "$path"
        done
        for path in "${placed[@]}"; do
            rm -f "$path" || true
            rmdir -p --ignore-fail-on-non-empty "$(dirname "$path")" 2>/dev/null || true
        done
        rm -f "$list.new" "$readme.new"
    fi
    rm -rf "$work"
}
trap leave EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
for template in "${!written[@]}"; do
    mkdir -p "$work/$(dirname "${written[$template]}")"
    sed -e "s/an-example/$id/g" -e "s/anexample/$file/g" -e "s/anExample/$function/g" \
        -e "s/AnExample/$class/g" "$templates/$template" >"$work/${written[$template]}"
done
if command -v clang-format >/dev/null; then
    find "$work" \( -name '*.h' -o -name '*.cpp' \) \
        -exec clang-format --style="file:$root/.clang-format" -i {} +
fi
sed "/^set(thaw_lessons\$/,/)\$/ s/)\$/\n    $id)/" "$list" >"$work/lessons.cmake"
sed "s/^$old_words lessons, /$new_words lessons, /" "$readme" >"$work/README.md"
! cmp -s "$readme" "$work/README.md" \
    || refuse "README.md has no line that begins with '$old_words lessons, '; let it say how many there are, and try again"

for path in "${written[@]}"; do
    placed+=("$path")
    mkdir -p "$root/$(dirname "$path")"
    cp "$work/$path" "$root/$path"
done
for edited in "$list" "$readme"; do
    path=${edited#"$root"/}
    mkdir -p "$work/before/$(dirname "$path")"
    cp -p "$edited" "$work/before/$path"
    cp -p "$edited" "$edited.new" # with its permissions
    cat "$work/$(basename "$edited")" >"$edited.new"
done
for edited in "$list" "$readme"; do
    replaced+=("${edited#"$root"/}")
    mv -f "$edited.new" "$edited"
done
is_complete=true

echo "The lesson $id is the last one of src/jobs/lessons/lessons.cmake, and in these files:"
printf '    %s\n' "${written[@]}" | sort
echo "Now write the idea in ${written[anexample.cpp]}; HACKING.md says how to go on."
echo "CHANGELOG.md is yours to write: it names all lessons, and says how many there are."
