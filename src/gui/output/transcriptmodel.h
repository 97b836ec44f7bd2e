// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/output/transcriptlines.h"
#include "jobs/engine/runchannel.h"
#include "jobs/engine/timeline.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QStringList>

#include <cstdint>
#include <span>
#include <utility>
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
    [[nodiscard]] QString plainText(int row) const { return thaw::plainText(line(row)); }
    /// The rows from `first` to `last`, those of each pair; they don't change with the model.
    [[nodiscard]] TranscriptRows rows(const std::vector<std::pair<int, int>> &ranges) const;
    /// Of all lines, whether shown or not, the one of the most characters.
    [[nodiscard]] const QString &longestText() const { return m_longestText; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] std::size_t lineIndex(int row) const;
    [[nodiscard]] const TranscriptLine &line(int row) const { return m_lines[lineIndex(row)]; }
    [[nodiscard]] int threadNumber(const QString &name);

    TranscriptLines m_lines;
    QString m_longestText;
    std::vector<int> m_threadOf; // by line: its index in m_threads
    QStringList m_threads;
    QHash<QString, int> m_numbers; // of the threads
    int m_shownThread = allThreads;
    std::vector<std::size_t> m_rows; // the lines shown, if not all are
};

} // namespace thaw
