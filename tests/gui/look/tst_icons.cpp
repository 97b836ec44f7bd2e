// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/icons.h"

#include "gui/look/colors.h"
#include "jobs/catalog/builtinjobs.h"

#include <QImage>
#include <QPixmap>
#include <QTest>

using namespace thaw;

namespace {

/// How many pixels are painted at all, and the colour of those that are wholly.
struct Ink
{
    int pixels = 0;
    QColor color;
};
Ink inkOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    Ink ink;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            ink.pixels += color.alpha() > 0 ? 1 : 0;
            if (color.alpha() == 255) {
                ink.color = color;
            }
        }
    }
    return ink;
}

} // namespace

class IconsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void drawsEachOneInTheTextsColour_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"run", "pause", "resume", "step", "cancel", "threaded", "blocking",
                                 "export", "history", "search", "settings", "close", "info",
                                 "warning", "success", "error", "copy", "save", "more"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
        const JobCatalog jobs = builtInJobs();
        for (const JobDescriptor &job : jobs.all()) {
            QTest::newRow(qPrintable(job.icon)) << job.icon;
        }
    }
    void drawsEachOneInTheTextsColour()
    {
        QFETCH(QString, name);
        const QPalette palette = darkPalette();
        const QIcon drawn = icon(name, palette);
        QVERIFY(!drawn.isNull());
        const Ink normal = inkOf(drawn.pixmap(48, QIcon::Normal));
        QVERIFY(normal.pixels > 100);
        QCOMPARE(normal.color, palette.color(QPalette::Active, QPalette::ButtonText));
        QCOMPARE(inkOf(drawn.pixmap(48, QIcon::Disabled)).color,
                 palette.color(QPalette::Disabled, QPalette::ButtonText));
    }

    void takesAColourOfOnesOwn()
    {
        const QIcon drawn = icon(QStringLiteral("run"), QColor(Qt::darkGreen));
        QCOMPARE(inkOf(drawn.pixmap(48)).color, QColor(Qt::darkGreen));
    }

    void isSharpOnDenseScreens()
    {
        const QPixmap pixmap =
                icon(QStringLiteral("run"), lightPalette()).pixmap(QSize(24, 24), 2.0);
        QCOMPARE(pixmap.size(), QSize(48, 48));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    }

    void knowsNoOtherName()
    {
        QVERIFY(icon(QStringLiteral("nonsense"), lightPalette()).isNull());
        QVERIFY(icon(QStringLiteral("job-nonsense"), lightPalette()).isNull());
    }

    void hasOneForTheApplication()
    {
        const QIcon drawn = applicationIcon();
        for (const int side : {16, 32, 48, 128}) {
            QVERIFY(inkOf(drawn.pixmap(side)).pixels > side * side / 4);
        }
    }
};

QTEST_MAIN(IconsTest)
#include "tst_icons.moc"
