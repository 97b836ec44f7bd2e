// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QWidget>

#include <memory>

namespace Ui {
class ResultView;
}

namespace thaw {

class BarsChart;
class ResultTableModel;
struct JobDescriptor;

/// What a run of a lesson has measured: its chart, and beside it the table with all the figures.
/// Make it when there is something to show: it has a chart, and so loads that, from the beginning.
class ResultView : public QWidget
{
    Q_OBJECT
public:
    explicit ResultView(QWidget *parent = nullptr);
    ~ResultView() override;

    /// Of a run of `lesson`, which declares results, with these values.
    void showRun(const JobDescriptor &lesson, const QJsonObject &parameters,
                 const QJsonObject &facts);

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpTable();
    void fitTable();
    void applyColors();
    /// All rows where none is selected.
    void copySelection() const;
    void copyAll() const;

    std::unique_ptr<Ui::ResultView> m_ui;
    BarsChart *m_chart = nullptr; // a child; none if it can't be loaded
    ResultTableModel *m_model;
    QString m_job;
    QJsonObject m_facts;
};

} // namespace thaw
