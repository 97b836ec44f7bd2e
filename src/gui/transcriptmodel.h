// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/runchannel.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <span>
#include <vector>

namespace thaw {

/// The lines that a run said, in the order in which they were said: time, thread, text.
class TranscriptModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, Thread, Text, ColumnCount };

    explicit TranscriptModel(QObject *parent = nullptr);

    void clear();
    void append(std::span<const TranscriptLine> lines);
    /// The line as text, for copying: the three columns with tabs between.
    [[nodiscard]] QString plainText(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<TranscriptLine> m_lines;
};

} // namespace thaw
