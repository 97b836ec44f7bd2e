// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/runchannel.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QStringList>

#include <cstdint>
#include <span>
#include <vector>

namespace thaw {

/// The lines that a run said, in the order in which they were said: time, thread, text. All, or
/// those of one thread.
class TranscriptModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, Thread, Text, ColumnCount };
    static constexpr int allThreads = -1;

    explicit TranscriptModel(QObject *parent = nullptr);

    void clear();
    void append(std::span<const TranscriptLine> lines);
    /// The threads that said something, in the order in which they began to.
    [[nodiscard]] const QStringList &threads() const { return m_threads; }
    /// Shows only what this one of threads() said, or allThreads.
    void showThread(int thread);
    /// Of the line's thread.
    [[nodiscard]] LaneId lane(int row) const { return line(row).lane; }
    /// The line as text, for copying: the three columns with tabs between.
    [[nodiscard]] QString plainText(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] const TranscriptLine &line(int row) const;
    [[nodiscard]] int threadNumber(const QString &name);

    std::vector<TranscriptLine> m_lines;
    std::vector<int> m_threadOf; // by line: its index in m_threads
    QStringList m_threads;
    QHash<QString, int> m_numbers; // of the threads
    int m_shownThread = allThreads;
    std::vector<std::size_t> m_rows; // the lines shown, if not all are
};

} // namespace thaw
