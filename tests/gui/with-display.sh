#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-display.sh COMMAND...: runs the command on a display of its own (Xvfb, 1280x800) with a window
# manager, and ends both behind it.
set -euo pipefail

# shellcheck source=packaging/display.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../packaging/display.sh"

trap stop_display EXIT
start_display 1280x800
export QT_QPA_PLATFORM=xcb
status=0
"$@" || status=$?
exit "$status"
