// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/endrecording.h"

#include "app/output.h"
#include "history/historystore.h"

#include <QCoreApplication>

#include <chrono>
#include <cstdlib>

namespace thaw {

void endRecording(HistoryStore &store, int status)
{
    const HistoryStore::Closed closed = store.close(std::chrono::seconds(0));
    QCoreApplication::sendPostedEvents(&store); // what the last write has to tell
    if (!closed.problem.isEmpty()) {
        printError(closed.problem);
    }
    if (closed.hangs) {
        std::_Exit(withLostReader(status));
    }
}

} // namespace thaw
