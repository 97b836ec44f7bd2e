// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace Ui {
class Banner;
}

namespace thaw {

/// Something that a banner offers to do. `trigger` is called after the banner has hidden itself.
struct BannerAction
{
    QString text;
    std::function<void()> trigger;
};

/// A slim bar that says what happened and offers what to do about it. It is part of the layout,
/// covers nothing and waits for nobody; hidden until it has something to say.
class Banner : public QFrame
{
    Q_OBJECT
public:
    enum class Kind { Info, Good, Warning, Bad };
    static constexpr int maxActions = 2;

    explicit Banner(QWidget *parent = nullptr);
    ~Banner() override;

    /// Shows `text` (plain) in place of what was shown before, with at most maxActions buttons.
    /// Assistive technology is told of it.
    void showMessage(Kind kind, const QString &text, const QList<BannerAction> &actions = {});
    /// The same message in other words: nothing else changes, and nobody is told.
    void reword(Kind kind, const QString &text);
    /// Hides it, as the close button does.
    void dismiss();

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    /// Closed by the person, by dismiss(), or by an action.
    void dismissed();

protected:
    void enterEvent(QEnterEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setActions(const QList<BannerAction> &actions);
    void triggerAction(int index);
    void applyColors();

    std::unique_ptr<Ui::Banner> m_ui;
    Kind m_kind = Kind::Info;
    QList<BannerAction> m_actions;
};

} // namespace thaw
