#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds Thaw with its tests (release) and runs them all. Arguments go to
# ctest: bash packaging/test.sh -R hash
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packaging/packages.sh
. "$here/packages.sh"
# shellcheck source=packaging/build.sh
. "$here/build.sh"

install_missing "${packages_to_build[@]}" "${packages_to_test[@]}"
build release
cd "$thaw_root"
exec ctest --preset release "$@"
