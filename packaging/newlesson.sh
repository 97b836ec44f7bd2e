#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bash packaging/newlesson.sh ID writes all files of a lesson, from those of packaging/newlesson, and
# registers it: it builds, runs and can be tested at once. Its texts are yet to be written, and
# tst_lessons says which.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
templates=$root/packaging/newlesson
list=$root/src/jobs/lessons/lessons.cmake
readme=$root/README.md

refuse() { # SENTENCE
    echo "newlesson.sh: $1" >&2
    exit 2
}

# The number as the README writes it, at the beginning of a sentence.
in_words() { # COUNT
    local words=(No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen
        Fifteen Sixteen Seventeen Eighteen Nineteen Twenty Twenty-one Twenty-two Twenty-three
        Twenty-four Twenty-five Twenty-six Twenty-seven Twenty-eight Twenty-nine Thirty)
    echo "${words[$1]:?}"
}

(($# == 1)) || refuse "give the lesson's id, as in: bash packaging/newlesson.sh an-example"
id=$1
[[ $id =~ ^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$ ]] \
    || refuse "'$id' is no id of a lesson; words in lower case with hyphens between them are, as in an-example"
((${#id} <= 30)) || refuse "'$id' is too long for an id; 30 characters are the most"
[[ -f $list && -f $readme && -d $templates ]] \
    || refuse "$root is no clone of Thaw: src/jobs/lessons/lessons.cmake isn't there"

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

# All of it is made first, and then put in its places.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
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
count=$(sed -n '/^set(thaw_lessons$/,/)$/ s/^    //p' "$list" | wc -l)
sed "s/^$(in_words "$count") lessons, /$(in_words "$((count + 1))") lessons, /" \
    "$readme" >"$work/README.md"

for path in "${written[@]}"; do
    mkdir -p "$root/$(dirname "$path")"
    cp "$work/$path" "$root/$path"
done
cat "$work/lessons.cmake" >"$list"
cat "$work/README.md" >"$readme"

echo "The lesson $id is the last one of src/jobs/lessons/lessons.cmake, and in these files:"
printf '    %s\n' "${written[@]}" | sort
echo "Now write the idea in ${written[anexample.cpp]}; HACKING.md says how to go on."
