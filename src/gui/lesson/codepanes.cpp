// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lesson/codepanes.h"

#include "gui/lesson/codehighlighter.h"
#include "gui/look/icons.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace thaw {

namespace {

// What a pane needs to be read without scrolling all the time, in letters.
constexpr int wideEnoughForTwo = 64 + 52;
constexpr int wideEnoughForThree = 72 + 2 * 58;

QString titleOf(CodePanes::Pane pane)
{
    switch (pane) {
    case CodePanes::QtPane:
        return CodePanes::tr("Qt, the code that runs");
    case CodePanes::PythonPane:
        return CodePanes::tr("Python: threading");
    case CodePanes::StandardPane:
        break;
    }
    return CodePanes::tr("C++ standard library");
}

} // namespace

CodePanes::CodePanes(QWidget *parent)
    : QSplitter(parent)
{
    setChildrenCollapsible(false);
    setHandleWidth(9);
    for (const Pane pane : {QtPane, PythonPane, StandardPane}) {
        m_cards[pane] = makeCard(pane);
        addWidget(m_cards[pane].widget);
    }
    setUpIcons();
}

CodePanes::Card CodePanes::makeCard(Pane pane)
{
    Card card;
    card.widget = new QWidget;
    auto *column = new QVBoxLayout(card.widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(2);
    card.title = new QLabel(titleOf(pane));
    QFont bold = card.title->font();
    bold.setBold(true);
    card.title->setFont(bold);
    head->addWidget(card.title);
    for (const Pane other : {QtPane, PythonPane, StandardPane}) {
        auto *choice = new QToolButton;
        choice->setText(titleOf(other));
        choice->setToolTip(tr("Show this one"));
        choice->setAutoRaise(true);
        choice->setCheckable(true);
        choice->setChecked(other == pane);
        choice->setFocusPolicy(Qt::TabFocus);
        connect(choice, &QToolButton::clicked, this, [this, pane, other] {
            m_cards[pane].choices[other]->setChecked(other == pane); // each head shows its own
            choose(other);
            m_cards[other].choices[other]->setFocus();
        });
        card.choices[other] = choice;
        head->addWidget(choice);
    }
    // As high with a title as with choices, so that the panes are level.
    card.title->setMinimumHeight(card.choices.front()->sizeHint().height());
    head->addStretch();
    card.copy = new QToolButton;
    card.copy->setAutoRaise(true);
    card.copy->setFocusPolicy(Qt::TabFocus);
    card.copy->setAccessibleName(tr("Copy the code: %1").arg(titleOf(pane)));
    card.copy->setToolTip(tr("Copy this code"));
    head->addWidget(card.copy);
    column->addLayout(head);
    card.pane = new CodePane(pane == PythonPane ? CodeLanguage::Python : CodeLanguage::Cpp);
    card.pane->setAccessibleName(titleOf(pane));
    column->addWidget(card.pane, 1);
    connect(card.copy, &QToolButton::clicked, card.pane, [code = card.pane] {
        QGuiApplication::clipboard()->setText(code->toPlainText() + QLatin1Char('\n'));
    });
    return card;
}

void CodePanes::setCode(const LessonCode &code)
{
    m_cards[QtPane].pane->setCode(code.qt);
    m_cards[PythonPane].pane->setCode(code.python);
    m_cards[StandardPane].pane->setCode(code.standard);
}

void CodePanes::choose(Pane pane)
{
    m_chosen = pane;
    if (pane != QtPane) {
        m_chosenOther = pane;
    }
    m_shown = 0;
    arrange();
}

void CodePanes::arrange()
{
    const QFontMetrics letters = m_cards[QtPane].pane->fontMetrics();
    const int wide = width() / letters.horizontalAdvance(QLatin1Char('m'));
    const std::size_t room = wide >= wideEnoughForThree ? 3 : wide >= wideEnoughForTwo ? 2 : 1;
    if (room == m_shown) {
        return;
    }
    m_shown = room;
    for (const Pane pane : {QtPane, PythonPane, StandardPane}) {
        const Card &card = m_cards[pane];
        const bool visible = room == 3 || (room == 2 && (pane == QtPane || pane == m_chosenOther))
                             || (room == 1 && pane == m_chosen);
        const bool hasChoice = room == 1 || (room == 2 && pane != QtPane);
        card.title->setVisible(!hasChoice);
        for (const Pane other : {QtPane, PythonPane, StandardPane}) {
            card.choices[other]->setVisible(hasChoice && (room == 1 || other != QtPane));
        }
        card.widget->setVisible(visible);
    }
    setFocusProxy(m_cards[room == 1 ? m_chosen : QtPane].pane);
    const int part = width() / 16;
    setSizes(room == 2 ? QList{9 * part, 7 * part, 7 * part} : QList{6 * part, 5 * part, 5 * part});
}

void CodePanes::setUpIcons()
{
    for (const Card &card : m_cards) {
        card.copy->setIcon(icon(QStringLiteral("copy"), palette()));
    }
}

void CodePanes::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    arrange();
}

void CodePanes::changeEvent(QEvent *event)
{
    QSplitter::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_cards.back().copy) {
        setUpIcons();
    }
}

} // namespace thaw

#include "moc_codepanes.cpp"
