// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace thaw {

class HistoryStore;

/// The last moment to record what waits for it. What can't be recorded is told, in one line, if it
/// wasn't before. Ends the process with that status if the disk doesn't answer, since the store
/// would wait for it.
void endRecording(HistoryStore &store, int status);

} // namespace thaw
