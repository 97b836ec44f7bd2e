# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Busy programs, for the scripts beside it. Whoever sources this sets hogs_folder to a folder that is
# there, and has `end_hogs` called when it ends, also if that is by a failure: trap end_hogs EXIT.

hogs_running=()
hogs_folder=${hogs_folder:-/tmp}

# begin_hogs COUNT same|own: so many programs that only compute, in this session or each in one of
# its own. They end by themselves after ten minutes of computing, whatever becomes of this script.
begin_hogs() {
    local count=$1 session=$2 start=() hog
    [[ $session == own ]] && start=(setsid --fork)
    for ((hog = 0; hog < count; ++hog)); do
        # shellcheck disable=SC2016 # the number is the hog's own
        "${start[@]}" bash -c 'echo $$ >"$0"; ulimit -t 600; while :; do :; done' \
            "$hogs_folder/$hog" </dev/null >/dev/null 2>&1 &
        until [[ -s $hogs_folder/$hog ]]; do sleep 0.01; done
        hogs_running+=("$(<"$hogs_folder/$hog")")
        rm "$hogs_folder/$hog"
    done
    sleep 0.3 # so that they have had their first turns
}

# By their numbers.
end_hogs() {
    if ((${#hogs_running[@]})); then
        kill "${hogs_running[@]}" 2>/dev/null || true
        hogs_running=()
        wait 2>/dev/null || true
    fi
}
