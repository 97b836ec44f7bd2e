// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include <exception>
#include <utility>

class QSqlError;

namespace thaw {

/// Why the history's database could not be used.
class HistoryFault : public std::exception
{
    Q_DECLARE_TR_FUNCTIONS(thaw::HistoryFault)
public:
    enum class Kind {
        NoDriver,   ///< Qt's plugin for SQLite is missing, or fails to load: see the detail
        NoMemory,   ///< for SQLite
        NoFileLeft, ///< to be opened by this process
        NoFolder,   ///< the user has no home for it
        CantOpen,   ///< no such folder, no rights
        NoFile,     ///< a folder, a pipe, a device, links in a circle; the detail says which
        ReadOnly,   ///< no right to write
        CutShort,   ///< a change to be undone first, and no right to write
        Locked,     ///< by another program, for longer than SQLite waits
        Full,       ///< the disk
        Unwritable, ///< the disk, or whatever else
        Corrupt,    ///< or no database at all
        Newer,      ///< its schema's version
        Foreign,    ///< another program's database
    };

    HistoryFault(Kind kind, QString detail = {})
        : m_kind(kind)
        , m_detail(std::move(detail))
    {}
    [[nodiscard]] static HistoryFault of(const QSqlError &error);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] const char *what() const noexcept override { return "the history's database"; }
    /// Whether it can pass by itself.
    [[nodiscard]] bool mayPass() const;
    /// For a person, one sentence: what, which file, what to do.
    [[nodiscard]] QString whyNotRecorded(const QString &path) const;
    /// Of so many runs that will not be recorded any more. `isBegun`: the last of them is in the
    /// history without its end.
    [[nodiscard]] QString whyLost(const QString &path, qint64 runs, bool isBegun) const;
    [[nodiscard]] QString whyNotRead(const QString &path) const;

private:
    [[nodiscard]] QString reason(const QString &path) const;

    Kind m_kind;
    QString m_detail;
};

} // namespace thaw
