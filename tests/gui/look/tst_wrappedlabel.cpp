// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/wrappedlabel.h"

#include <QTest>

using namespace thaw;

namespace {

const auto sentence = QStringLiteral("On a worker thread the columns go on; on the GUI thread "
                                     "everything stands still until the job has ended.");

/// A QLabel with the same text and font, which remembers nothing.
int heightOf(const QLabel &label, int width)
{
    QLabel fresh(label.text());
    fresh.setFont(label.font());
    fresh.setWordWrap(true);
    return fresh.heightForWidth(width);
}

} // namespace

class TestWrappedLabel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isAsHighAsItsTextNeeds()
    {
        WrappedLabel label;
        label.setText(sentence);
        QVERIFY(label.hasHeightForWidth());
        QVERIFY(label.heightForWidth(120) > label.heightForWidth(900));
        for (const int width : {120, 300, 900, 120, 300, 900}) {
            QCOMPARE(label.heightForWidth(width), heightOf(label, width));
        }
    }

    void remembersNothingOfAnotherTextOrFont()
    {
        WrappedLabel label;
        label.setText(sentence);
        const int once = label.heightForWidth(300);
        label.setText(sentence + sentence);
        QVERIFY(label.heightForWidth(300) > once);
        label.setText(sentence);
        QCOMPARE(label.heightForWidth(300), once);
        QFont large = label.font();
        large.setPointSize(3 * large.pointSize());
        label.setFont(large);
        QCOMPARE(label.heightForWidth(300), heightOf(label, 300));
        QVERIFY(label.heightForWidth(300) > once);
    }
};

QTEST_MAIN(TestWrappedLabel)
#include "tst_wrappedlabel.moc"
