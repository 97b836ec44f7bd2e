// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session/banner.h"

#include "gui/look/colors.h"
#include "gui/look/icons.h"

#include "ui_banner.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>

#include <utility>

namespace thaw {

namespace {

constexpr int iconSide = 20;

struct Look
{
    QString iconName;
    QColor color;
    QColor tint;
};

Look lookOf(Banner::Kind kind, const ThemeColors &colors)
{
    switch (kind) {
    case Banner::Kind::Good:
        return {QStringLiteral("success"), colors.good, colors.goodTint};
    case Banner::Kind::Warning:
        return {QStringLiteral("warning"), colors.warning, colors.warningTint};
    case Banner::Kind::Bad:
        return {QStringLiteral("error"), colors.bad, colors.badTint};
    case Banner::Kind::Info:
        break;
    }
    return {QStringLiteral("info"), colors.accent, colors.accentTint};
}

} // namespace

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_ui(std::make_unique<Ui::Banner>())
{
    m_ui->setupUi(this);
    setAccessibleName(tr("Banner"));
    m_ui->icon->setFixedSize(iconSide, iconSide);
    connect(m_ui->first, &QPushButton::clicked, this, [this] { triggerAction(0); });
    connect(m_ui->second, &QPushButton::clicked, this, [this] { triggerAction(1); });
    connect(m_ui->close, &QToolButton::clicked, this, &Banner::dismiss);
    setActions({});
    hide();
}

Banner::~Banner() = default;

void Banner::showMessage(Kind kind, const QString &text, const QList<BannerAction> &actions)
{
    reword(kind, text);
    setActions(actions);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Banner::reword(Kind kind, const QString &text)
{
    m_kind = kind;
    m_ui->text->setText(text);
    setAccessibleDescription(text);
    applyColors();
}

void Banner::dismiss()
{
    if (isHidden()) {
        return;
    }
    hide();
    Q_EMIT dismissed();
}

QString Banner::text() const
{
    return m_ui->text->text();
}

void Banner::setActions(const QList<BannerAction> &actions)
{
    Q_ASSERT(actions.size() <= maxActions);
    m_actions = actions;
    int index = 0;
    for (QPushButton *button : {m_ui->first, m_ui->second}) {
        const bool isUsed = index < actions.size();
        const QString text = isUsed ? actions[index].text : QString();
        button->setText(text);
        button->setToolTip(text);
        button->setVisible(isUsed);
        ++index;
    }
}

void Banner::triggerAction(int index)
{
    const std::function<void()> trigger = m_actions.value(index).trigger;
    dismiss(); // first: what is triggered may have a message of its own
    if (trigger) {
        trigger();
    }
}

void Banner::applyColors()
{
    const Look look = lookOf(m_kind, themeColors(palette()));
    m_ui->icon->setPixmap(
            icon(look.iconName, look.color).pixmap(QSize(iconSide, iconSide), devicePixelRatioF()));
    m_ui->close->setIcon(icon(QStringLiteral("close"), palette()));
    update();
}

void Banner::enterEvent(QEnterEvent *event)
{
    QFrame::enterEvent(event);
    // Only now: a label whose text can be selected builds a whole document for it, which the
    // greeting would cost the window's first paint.
    m_ui->text->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void Banner::paintEvent(QPaintEvent *)
{
    const Look look = lookOf(m_kind, themeColors(palette()));
    QPainter painter(this);
    painter.fillRect(rect(), look.tint);
    painter.fillRect(QRect(0, 0, 4, height()), look.color);
    painter.setPen(themeColors(palette()).cardBorder);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

void Banner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !isHidden()) {
        applyColors();
    }
}

} // namespace thaw

#include "moc_banner.cpp"
