// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <functional>

namespace thaw {

/// A connection to an SQLite file, of the thread that made it. What fails throws a HistoryFault.
class SqlConnection
{
public:
    enum class Access {
        ReadWrite, ///< makes the file if there is none
        ReadOnly,  ///< writes nothing at all into the file
        Unchanging ///< the same, of a file that nobody changes, in a folder without write access
    };
    SqlConnection(const QString &path, Access access);
    ~SqlConnection();
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;

    /// A query that was executed. It must not outlive the connection.
    QSqlQuery run(const QString &sql, const QVariantList &values = {}) const;
    /// The first column of its first row; not valid if there is none.
    [[nodiscard]] QVariant value(const QString &sql, const QVariantList &values = {}) const;
    /// All or nothing of what `change` does is kept, on disk when it returns: see the .cpp.
    void inTransaction(const std::function<void()> &change) const;

private:
    const QString m_name;
};

/// Goes to the next row; throws where QSqlQuery::next() hides a failure.
[[nodiscard]] bool nextRow(QSqlQuery &query);

} // namespace thaw
