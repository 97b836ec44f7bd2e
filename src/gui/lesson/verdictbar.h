// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace thaw {

class ElidedLabel;

/// How a lesson stands or came out, in one sentence: a line with an icon, on a ground of its kind;
/// at its end, while it runs, where its threads are.
class VerdictBar : public QFrame
{
    Q_OBJECT
public:
    /// Untold: its figures can't tell. NoVerdict: canceled, as the person wanted.
    enum class Kind { Ready, Running, Paused, Good, Bad, Untold, NoVerdict };

    explicit VerdictBar(QWidget *parent = nullptr);

    void showText(Kind kind, const QString &text);
    /// What fits of it is shown. Empty: nothing.
    void showPlaces(const QString &places);
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString places() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyColors();

    QLabel *m_icon;
    QLabel *m_text;
    ElidedLabel *m_places;
    Kind m_kind = Kind::Ready;
};

} // namespace thaw
