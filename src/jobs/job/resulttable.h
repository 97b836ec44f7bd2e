// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <functional>
#include <vector>

namespace thaw {

// How a lesson's fact `table`, an array of objects, is shown: plain data, which the lesson declares
// and the window draws.

/// What a row is called, or one of its cells, for a person.
using ResultText = std::function<QString(const QJsonObject &row)>;

/// A column of the table.
struct ResultColumn
{
    QString title;     ///< "CPU time"
    QString unit = {}; ///< "s"; empty for a plain number
    /// Of its figure in a row, which need not have it. Empty: the column holds words, and stands to
    /// the left.
    QString key = {};
    int decimals = 0;     ///< of the figure
    ResultText text = {}; ///< shown in place of the figure, where there is one
    QString help =
            {}; ///< one sentence without a full stop at its end, where the title isn't enough
};

/// Bars over categories. A row belongs to one category and has, there, a bar for each of `bars`;
/// or, with `barOf`, one bar, named by it, so that several rows share a category.
struct ResultChart
{
    struct Bar
    {
        QString key; ///< of the figure in a row
        QString label = {};
    };

    QString title; ///< what the bars' length is, with its unit
    ResultText category;
    std::vector<Bar> bars;
    ResultText barOf = {};
    /// The fact whose value gets a line across the chart, and the line's text, with %1 for the
    /// value. Empty: no line.
    QString levelFact = {};
    QString levelText = {};
};

struct ResultTable
{
    std::vector<ResultColumn> columns;
    ResultChart chart;
};

} // namespace thaw
