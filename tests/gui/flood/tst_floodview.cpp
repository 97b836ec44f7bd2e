// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flood/floodview.h"

#include "floodsample.h"
#include "gui/flood/floodlegend.h"
#include "gui/look/colors.h"
#include "gui/look/theme.h"
#include "pixels.h"

#include <QApplication>
#include <QHelpEvent>
#include <QPaintEvent>
#include <QScrollBar>
#include <QTest>
#include <QToolTip>

#include <memory>
#include <set>

using namespace thaw;
using namespace std::chrono_literals;
using Freshness = CellAges::Freshness;

namespace {

// Counts the paint events of a widget.
class PaintCounter : public QObject
{
public:
    explicit PaintCounter(QWidget &widget) { widget.installEventFilter(this); }
    int paints = 0;
    QRect painted; // by the last one

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            ++paints;
            painted = static_cast<QPaintEvent *>(event)->rect();
        }
        return false;
    }
};

} // namespace

class TestFloodView : public QObject
{
    Q_OBJECT

    std::unique_ptr<FloodView> m_view;

    // The middle of a cell, in the viewport.
    [[nodiscard]] QPoint placeOf(int cell) const
    {
        return m_view->grid().cell(cell).center() - QPoint(0, m_view->verticalScrollBar()->value());
    }
    [[nodiscard]] QImage picture() const { return m_view->viewport()->grab().toImage(); }
    void show(const QSize &size)
    {
        m_view->resize(size);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

private Q_SLOTS:
    void init()
    {
        applyTheme(*qApp, Theme::Light);
        m_view = std::make_unique<FloodView>();
    }
    void cleanup() { m_view.reset(); }

    void aThousandAreOnAScreenAndTenThousandScroll()
    {
        show({980, 330});
        m_view->showEmpty(1000);
        QCOMPARE(m_view->grid().cells, 1000);
        QCOMPARE(m_view->verticalScrollBar()->maximum(), 0);
        QVERIFY(m_view->grid().area.height() <= m_view->viewport()->height());
        m_view->showEmpty(10'000);
        QVERIFY(m_view->verticalScrollBar()->maximum() > 0);
        QCOMPARE(m_view->verticalScrollBar()->maximum() + m_view->viewport()->height(),
                 m_view->grid().area.height());
    }

    void digitsStandOffFromEachGround_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void digitsStandOffFromEachGround()
    {
        QFETCH(bool, dark);
        const QPalette palette = dark ? darkPalette() : lightPalette();
        std::set<QRgb> grounds;
        for (int freshness = 0; freshness < CellAges::freshnessCount; ++freshness) {
            const CellColors colors = cellColors(palette, static_cast<Freshness>(freshness));
            QVERIFY(contrastRatio(colors.ground, colors.digits) >= 4.5);
            grounds.insert(colors.ground.rgb());
        }
        QCOMPARE(grounds.size(), std::size_t{CellAges::freshnessCount});
    }

    void theColorSaysWhatHasChanged()
    {
        show({400, 300});
        FloodSample sample(20);
        m_view->showFeed(sample.feed);
        const QColor never = cellColors(m_view->palette(), Freshness::Never).ground;
        const QColor now = cellColors(m_view->palette(), Freshness::Now).ground;
        const QColor old = cellColors(m_view->palette(), Freshness::Old).ground;
        QVERIFY(pixelsOf(picture(), never) > 0);
        QCOMPARE(pixelsOf(picture(), now), 0);
        sample.send(1);
        QTRY_VERIFY(m_view->ages().age(0, CellAges::Clock::now()));
        QTRY_COMPARE(pixelsOf(picture(), never), 0);
        // Also when nothing comes any more, and then nothing ticks.
        QTRY_VERIFY(pixelsOf(picture(), old) > 0);
        QTest::qWait(100);
        PaintCounter counter(*m_view->viewport());
        QTest::qWait(200);
        QCOMPARE(counter.paints, 0);
    }

    void oneEventPaintsAllThatADrainHasBrought()
    {
        show({980, 330});
        FloodSample sample(1000);
        m_view->showFeed(sample.feed);
        sample.send(3);
        sample.feed->abandon(); // no frame of its own comes between
        sample.sendOnly(2);
        QCoreApplication::processEvents();
        PaintCounter counter(*m_view->viewport());
        const auto paints = sample.feed->paints();
        sample.feed->end(); // the last drain
        QCoreApplication::sendPostedEvents();
        QCOMPARE(sample.feed->handled(), 5000);
        QCOMPARE(counter.paints, 1);
        QCOMPARE(counter.painted, m_view->viewport()->rect());
        QCOMPARE(sample.feed->paints(), paints + 1);
    }

    void aHiddenOneLeavesThePaintsToTheDrains()
    {
        FloodSample sample(10);
        show({400, 300});
        m_view->showFeed(sample.feed);
        QTest::qWait(50);
        m_view->hide();
        const auto paints = sample.feed->paints();
        QTRY_VERIFY(sample.feed->paints() > paints + 2);
    }

    void aToolTipTellsOfACell()
    {
        show({400, 300});
        FloodSample sample(20);
        m_view->showEmpty(20);
        QVERIFY(m_view->textAt(placeOf(3)).contains(QStringLiteral("Nothing has come")));
        m_view->showFeed(sample.feed);
        sample.send(12);
        QTRY_VERIFY(m_view->ages().age(19, CellAges::Clock::now()));
        const QString text = m_view->textAt(placeOf(3));
        QVERIFY2(text.startsWith(QStringLiteral("Producer 4\n")), qPrintable(text));
        const FloodCell &cell = sample.feed->cells()[3];
        QVERIFY(text.contains(QStringLiteral("value: %1\n").arg(cell.value)));
        QVERIFY(text.contains(QStringLiteral("Samples: 12\n")));
        QVERIFY(text.contains(QStringLiteral(" ago")));
        QHelpEvent help(QEvent::ToolTip, placeOf(3), m_view->viewport()->mapToGlobal(placeOf(3)));
        QCoreApplication::sendEvent(m_view->viewport(), &help);
        QTRY_VERIFY(QToolTip::isVisible());
        QVERIFY(QToolTip::text().startsWith(QStringLiteral("Producer 4\n")));
        QToolTip::hideText();
    }

    void whatScrollsIsFoundWhereItIs()
    {
        show({400, 200});
        m_view->showEmpty(10'000);
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
        QVERIFY(m_view->textAt(placeOf(9999)).startsWith(QStringLiteral("Producer 10,000\n")));
    }

    void anotherPaletteRepaintsIt()
    {
        show({400, 300});
        FloodSample sample(20);
        m_view->showFeed(sample.feed);
        applyTheme(*qApp, Theme::Dark);
        const QColor never = cellColors(darkPalette(), Freshness::Never).ground;
        QTRY_VERIFY(pixelsOf(picture(), never) > 0);
    }

    void theFeedMayGoFirstOrLast()
    {
        show({400, 300});
        {
            FloodSample sample(20);
            m_view->showFeed(sample.feed);
            sample.feed->end();
        }
        QTest::qWait(30);
        QVERIFY(!picture().isNull());
        FloodSample other(30);
        m_view->showFeed(other.feed);
        m_view.reset();
        const auto paints = other.feed->paints();
        QTRY_VERIFY(other.feed->paints() > paints); // the drains count again
    }

    void theLegendSaysInWordsWhatItShows()
    {
        FloodLegend legend;
        QVERIFY(!legend.accessibleName().isEmpty());
        QVERIFY(legend.accessibleDescription().contains(QStringLiteral("more recently")));
        legend.resize(legend.sizeHint());
        const QImage image = legend.grab().toImage();
        for (const Freshness freshness :
             {Freshness::Now, Freshness::Recent, Freshness::Lately, Freshness::Old}) {
            QVERIFY(pixelsOf(image, cellColors(legend.palette(), freshness).ground) > 100);
        }
    }
};

QTEST_MAIN(TestFloodView)
#include "tst_floodview.moc"
