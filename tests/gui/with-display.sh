#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-display.sh COMMAND...: runs the command on a display of its own (Xvfb, 1280x800) with a window
# manager, and ends both behind it.
set -euo pipefail
if [ -z "${THAW_INNER_DISPLAY:-}" ]; then
    THAW_INNER_DISPLAY=1 exec xvfb-run -a -s "-screen 0 1280x800x24 -nolisten tcp" "$0" "$@"
fi
openbox --sm-disable >/dev/null 2>&1 &
manager=$!
trap 'kill "$manager" 2>/dev/null || true' EXIT
export QT_QPA_PLATFORM=xcb
status=0
"$@" || status=$?
exit "$status"
