// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lesson/lessonparts.h"

#include "gui/lesson/codepanes.h"
#include "gui/output/resultview.h"

namespace thaw {

LessonParts::LessonParts(QWidget *parent)
    : QStackedWidget(parent)
    , m_code(new CodePanes)
{
    addWidget(m_code);
}

void LessonParts::showCode()
{
    setCurrentWidget(m_code);
}

ResultView &LessonParts::showResults()
{
    if (!m_results) {
        m_results = new ResultView;
        addWidget(m_results);
    }
    setCurrentWidget(m_results);
    return *m_results;
}

} // namespace thaw

#include "moc_lessonparts.cpp"
