// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/lesson/codepane.h"
#include "gui/lesson/lessoncode.h"

#include <QSplitter>

#include <array>

class QLabel;
class QToolButton;

namespace thaw {

/// The three codes of a lesson: "Qt, the code that runs", "Python: threading" and "C++ standard
/// library". All three beside each other where there is room; else the first and one of the others,
/// which is chosen in its head; in little room one of the three.
class CodePanes : public QSplitter
{
    Q_OBJECT
public:
    enum Pane { QtPane, PythonPane, StandardPane };
    static constexpr std::size_t count = 3;

    explicit CodePanes(QWidget *parent = nullptr);

    void setCode(const LessonCode &code);
    [[nodiscard]] CodePane &pane(Pane pane) const { return *m_cards[pane].pane; }
    /// Brings this one into sight.
    void choose(Pane pane);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Card
    {
        QWidget *widget = nullptr;
        QLabel *title = nullptr;
        std::array<QToolButton *, count> choices{}; // in place of the title
        QToolButton *copy = nullptr;
        CodePane *pane = nullptr;
    };

    [[nodiscard]] Card makeCard(Pane pane);
    void arrange();
    void setUpIcons();

    std::array<Card, count> m_cards;
    Pane m_chosen = QtPane; // in little room
    Pane m_chosenOther = PythonPane;
    std::size_t m_shown = 0; // how many there is room for
};

} // namespace thaw
