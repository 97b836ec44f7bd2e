// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QFileDialog;

namespace thaw {

/// Has a dialog that isn't waited for deleted behind its end, in place of Qt::WA_DeleteOnClose:
/// that deletes it too early where a question of its own ("replace it?") is still on the stack.
/// Clicks that had to wait for a frozen window can do so: a yes, and another click on Save, which
/// asks again and closes the dialog in the first question's event loop. On the GUI thread.
void deleteWhenDone(QFileDialog &dialog);

} // namespace thaw
