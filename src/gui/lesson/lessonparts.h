// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>

namespace thaw {

class CodePanes;
class ResultView;

/// The greater part of the Lesson tab: the lesson's code or, in its place, what a run has measured.
/// The view of the results is made when it is first shown.
class LessonParts : public QStackedWidget
{
    Q_OBJECT
public:
    explicit LessonParts(QWidget *parent = nullptr);

    void showCode();
    /// Brings the view of the results into sight.
    ResultView &showResults();

    [[nodiscard]] CodePanes &code() const { return *m_code; }
    /// Null before it was first shown.
    [[nodiscard]] ResultView *results() const { return m_results; }

private:
    CodePanes *m_code;
    ResultView *m_results = nullptr;
};

} // namespace thaw
