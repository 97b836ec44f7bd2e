// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace thaw {

/// The arguments of main(), without the program's name, with Qt's own options set apart: those of
/// QGuiApplication, of QApplication, and of its platform for X11. Each can begin with one dash or
/// with two, and have its value behind it or behind "="; none of ours is called as one of them is.
/// What stands behind "--" is none.
struct SeparatedArguments
{
    std::vector<std::string> ours;
    std::vector<QByteArray> qt;     ///< as QApplication takes them: a value is an argument
    std::optional<QString> problem; ///< one line: an option without its value
};
[[nodiscard]] SeparatedArguments separateQtOptions(int argc, const char *const *argv);

/// An argc and an argv for QApplication, which keeps and changes them: it outlives that.
class ArgumentVector
{
public:
    ArgumentVector(const char *program, const std::vector<QByteArray> &arguments);
    ArgumentVector(const ArgumentVector &) = delete;
    ArgumentVector &operator=(const ArgumentVector &) = delete;

    [[nodiscard]] int &count() { return m_count; }
    [[nodiscard]] char **pointers() { return m_pointers.data(); }

private:
    std::vector<QByteArray> m_bytes;
    std::vector<char *> m_pointers;
    int m_count = 0;
};

} // namespace thaw
