// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstddef>
#include <memory>

namespace Ui {
class OutputPage;
}

namespace thaw {

class Run;
class TranscriptModel;

/// The Output tab: the transcript of a run, live. It follows the newest line until the person
/// scrolls up, and again from when they are back at the end. What it holds is made when it is first
/// shown or has a run to show.
class OutputPage : public QWidget
{
    Q_OBJECT
public:
    explicit OutputPage(QWidget *parent = nullptr);
    ~OutputPage() override;

    /// Shows this run's transcript from now on. The run may go; its lines stay.
    void showRun(const Run &run);
    [[nodiscard]] const TranscriptModel &model() const { return *m_model; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void makeContent();
    void append(const Run &run, std::size_t first);
    void showSummary(const Run &run);
    void copySelection() const;

    std::unique_ptr<Ui::OutputPage> m_ui; // null until makeContent()
    TranscriptModel *m_model;
};

} // namespace thaw
