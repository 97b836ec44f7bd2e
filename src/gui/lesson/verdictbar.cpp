// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lesson/verdictbar.h"

#include "gui/look/colors.h"
#include "gui/look/elidedlabel.h"
#include "gui/look/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace thaw {

namespace {

constexpr int iconSide = 18;
constexpr qreal barRadius = 5;

struct Look
{
    QString iconName;
    QColor color;
    QColor ground;
};

Look lookOf(VerdictBar::Kind kind, const ThemeColors &colors, const QPalette &palette)
{
    switch (kind) {
    case VerdictBar::Kind::Good:
        return {QStringLiteral("success"), colors.good, colors.goodTint};
    case VerdictBar::Kind::Bad:
        return {QStringLiteral("error"), colors.bad, colors.badTint};
    case VerdictBar::Kind::Untold:
        return {QStringLiteral("unknown"), colors.warning, colors.warningTint};
    case VerdictBar::Kind::Paused:
        return {QStringLiteral("pause"), colors.accent, colors.accentTint};
    case VerdictBar::Kind::Running:
        return {QStringLiteral("run"), colors.accent, colors.accentTint};
    case VerdictBar::Kind::NoVerdict:
        return {QStringLiteral("info"), colors.accent, colors.accentTint};
    case VerdictBar::Kind::Ready:
        break;
    }
    return {QStringLiteral("info"), colors.subtleText, palette.color(QPalette::AlternateBase)};
}

} // namespace

VerdictBar::VerdictBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_text(new QLabel)
    , m_places(new ElidedLabel)
{
    setAccessibleName(tr("Result"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 5, 10, 5);
    row->setSpacing(8);
    m_icon->setFixedSize(iconSide, iconSide);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_places, 1);
    m_places->setContentsMargins(14, 0, 0, 0);
    m_places->setAccessibleName(tr("Where each thread is"));
    m_places->hide();
    applyColors();
}

void VerdictBar::showText(Kind kind, const QString &text)
{
    m_kind = kind;
    m_text->setText(text);
    setAccessibleDescription(text);
    applyColors();
}

void VerdictBar::showPlaces(const QString &places)
{
    m_places->setText(places);
    m_places->setToolTip(places);
    m_places->setVisible(!places.isEmpty());
    // What is said beside them is short, and the rest is theirs.
    m_text->setWordWrap(places.isEmpty());
    static_cast<QHBoxLayout *>(layout())->setStretch(1, places.isEmpty() ? 1 : 0);
}

QString VerdictBar::places() const
{
    return m_places->text();
}

QString VerdictBar::text() const
{
    return m_text->text();
}

void VerdictBar::applyColors()
{
    const Look look = lookOf(m_kind, themeColors(palette()), palette());
    m_icon->setPixmap(
            icon(look.iconName, look.color).pixmap(QSize(iconSide, iconSide), devicePixelRatioF()));
    update();
}

void VerdictBar::paintEvent(QPaintEvent *)
{
    const Look look = lookOf(m_kind, themeColors(palette()), palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.ground);
    painter.drawRoundedRect(rect(), barRadius, barRadius);
}

void VerdictBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColors();
    }
}

} // namespace thaw

#include "moc_verdictbar.cpp"
