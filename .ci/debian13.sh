#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# debian13.sh COMMAND...: runs the command in a Debian 13 of its own, in a copy of this tree. Run as
# root, on a Debian. The system is kept in build/debian13, with what was installed and built in it,
# so that a second call is quick; `rm -r build/debian13` makes it start anew. Packages come from where
# this machine's own come from. All of it, debootstrap too, has mounts and processes of its own:
# nothing is left mounted and nothing goes on, however this ends.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
system=$PWD/build/debian13
tree=$system/root/thaw
suite=trixie

# Starts this script again apart from the machine's mounts and processes, and ends all of it when a
# signal ends this one, be it SIGKILL.
run_apart() {
    local status=0 apart
    setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --mount-proc -- \
        env THAW_APART=1 bash .ci/debian13.sh "$@" &
    apart=$!
    trap 'kill -KILL "$apart"' INT TERM HUP
    wait "$apart" || status=$?
    exit "$status"
}

# Where this machine's packages come from.
mirror() {
    local found
    # shellcheck disable=SC2016  # apt's own variables
    found=$(apt-get indextargets --format '$(REPO_URI) $(COMPONENT)' 'Created-By: Packages' \
        | awk '$2 == "main" && $1 ~ /\/debian\/?$/ { print $1; exit }')
    printf '%s\n' "${found:-http://deb.debian.org/debian}"
}

make_system() {
    local unfinished=$system.unfinished
    echo "Making a Debian 13 ($suite) in ${system#"$PWD"/}, which takes one to three minutes ..."
    rm -rf --one-file-system "$unfinished" "$system"
    mkdir -p "$unfinished"
    if ! debootstrap --variant=minbase --include=ca-certificates,git "$suite" "$unfinished" \
        "$(mirror)" >"$system.log" 2>&1; then
        tail -n 20 "$system.log" >&2
        echo "thaw: debootstrap could not make a Debian 13 from $(mirror) (see above)" >&2
        return 1
    fi
    # How this machine reaches its packages (a proxy, say), but nothing that concerns its own system.
    grep -lE '^ *Acquire::(http|https|Check|Retries)' /etc/apt/apt.conf /etc/apt/apt.conf.d/* 2>/dev/null \
        | xargs -r cp -t "$unfinished/etc/apt/apt.conf.d" || true
    mv "$unfinished" "$system"
}

# What is in git or would be added, and nothing that is gone; what was built in there stays. A file
# that hasn't changed keeps its time and one that has gets today's, so that ninja sees which those are.
copy_tree() {
    local files file
    mapfile -d '' -t files < <(git -c safe.directory='*' ls-files -z --cached --others --exclude-standard)
    mkdir -p "$tree"
    (cd "$tree" && find . -path ./build -prune -o ! -type d -printf '%P\0') \
        | { grep -zvxFf <(printf '%s\n' "${files[@]}") || true; } \
        | (cd "$tree" && xargs -0r rm --)
    for file in "${files[@]}"; do
        if [[ -e $file ]] && ! cmp -s "$file" "$tree/$file"; then
            mkdir -p "$(dirname "$tree/$file")"
            cp --preserve=mode "$file" "$tree/$file"
        fi
    done
}

if ((EUID != 0)); then
    echo "thaw: a Debian 13 can only be made by root; run this again as root" >&2
    exit 1
fi
if [[ -z ${THAW_APART:-} ]]; then
    run_apart "$@"
fi
mount --make-rprivate /
[[ -e $system/etc/debian_version ]] || make_system
copy_tree
cp --dereference /etc/resolv.conf "$system/etc/resolv.conf"
mount -t proc proc "$system/proc"
mount --rbind /dev "$system/dev"
mount --rbind /sys "$system/sys"
mount -t tmpfs -o mode=1777 tmpfs "$system/tmp"
proxies=()
for name in http_proxy https_proxy no_proxy; do
    [[ -z ${!name:-} ]] || proxies+=("$name=${!name}")
done
chroot "$system" /usr/bin/env -i HOME=/root TERM="${TERM:-dumb}" LC_ALL=C.UTF-8 \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin CI=true "${proxies[@]}" \
    bash -c 'cd /root/thaw && exec "$@"' in-debian13 "$@"
