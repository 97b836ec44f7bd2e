// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flood/floodpage.h"
#include "gui/flood/floodtab.h"
#include "gui/flood/floodview.h"
#include "gui/session/banner.h"
#include "gui/window/windowfixture.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTabWidget>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace thaw;
using namespace std::chrono_literals;

/// The flood in a whole window.
class TestFloodTab : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;

    static Settings flooded(double seconds, int producers = 1000)
    {
        Settings settings = WindowFixture::quickSettings();
        settings.job = QStringLiteral("flood");
        settings.parameters[QStringLiteral("flood")] = {
                {QStringLiteral("seconds"), seconds},
                {QStringLiteral("producers"), qlonglong{producers}}};
        return settings;
    }
    void open(const Settings &settings)
    {
        m_fixture = std::make_unique<WindowFixture>(settings);
        m_fixture->window->resize(1280, 800);
        QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
    }

    [[nodiscard]] QTabWidget &tabs() const
    {
        return *m_fixture->window->findChild<QTabWidget *>(QStringLiteral("tabs"));
    }
    [[nodiscard]] FloodPage *page() const { return m_fixture->window->findChild<FloodPage *>(); }
    [[nodiscard]] FloodView &view() const { return page()->view(); }
    [[nodiscard]] QString text(const char *label) const
    {
        return page()->findChild<QLabel *>(QLatin1StringView(label))->text();
    }
    [[nodiscard]] bool hasTab() const { return page() && tabs().indexOf(page()) >= 0; }

private Q_SLOTS:
    void cleanup() { m_fixture.reset(); }

    void theTabIsThereForTheFloodOnly()
    {
        open(WindowFixture::quickSettings());
        QVERIFY(!page()); // not even made
        const int others = tabs().count();
        m_fixture->window->chooseJob(QStringLiteral("flood"));
        QVERIFY(hasTab());
        QCOMPARE(tabs().count(), others + 1);
        QVERIFY(tabs().currentWidget() != page()); // it doesn't push itself forward
        QCOMPARE(page()->producers(), 1000);
        m_fixture->window->chooseJob(QStringLiteral("short"));
        QVERIFY(!hasTab());
        m_fixture->window->chooseJob(QStringLiteral("flood"));
        QVERIFY(hasTab());
    }

    void startingItBringsTheCellsToTheFront()
    {
        open(flooded(1));
        QVERIFY(hasTab());
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY(view().isVisible());
        QCOMPARE(tabs().currentWidget(), page());
        QVERIFY(page()->ticks());
        QTRY_VERIFY(view().ages().age(999, CellAges::Clock::now())); // the last one, too
        const QImage before = view().viewport()->grab().toImage();
        QTRY_VERIFY(view().viewport()->grab().toImage() != before);
        QTRY_VERIFY(text("rate") != QStringLiteral("–"));
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, 60'000);
        const RunRecord &record = *m_fixture->record;
        QCOMPARE(record.outcome.kind, OutcomeKind::Finished);
        QVERIFY(record.facts[u"checksum_ok"].toBool());
        QVERIFY(record.facts[u"paints_per_s"].toDouble() > 0);
        QVERIFY(!page()->ticks());
        QCOMPARE(tabs().currentWidget(), page());
        QVERIFY2(text("summary").contains(QStringLiteral("in order")), qPrintable(text("summary")));
        QCOMPARE(text("waiting"), QStringLiteral("0"));
        QCOMPARE(view().accessibleDescription(), text("summary"));
        QVERIFY(!m_fixture->banner().text().isEmpty());
        for (const auto *button : m_fixture->banner().findChildren<QAbstractButton *>()) {
            QVERIFY2(!button->text().contains(QStringLiteral("GUI thread")), // it is refused there
                     qPrintable(button->text()));
        }
    }

    void theTabStaysWhileItRuns()
    {
        open(flooded(3600, 10));
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY(m_fixture->window->session().run()->progress().done > 0);
        m_fixture->window->chooseJob(QStringLiteral("short"));
        QVERIFY(hasTab());
        QCOMPARE(page()->producers(), 10);
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE(m_fixture->runs, 1);
        QCOMPARE(m_fixture->record->outcome.kind, OutcomeKind::Canceled);
        QVERIFY(!hasTab());
        m_fixture->window->chooseJob(QStringLiteral("flood"));
        QVERIFY(hasTab());
    }

    void theHiddenTabRenewsNothing()
    {
        open(flooded(3600));
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY(page()->ticks());
        tabs().setCurrentIndex(0);
        QVERIFY(!page()->ticks());
        tabs().setCurrentWidget(page());
        QVERIFY(page()->ticks());
    }

    void aFloodAfterTheOtherHasItsOwnCells()
    {
        open(flooded(0.2, 7));
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1);
        QCOMPARE(page()->producers(), 7);
        QVERIFY(view().ages().age(6, CellAges::Clock::now()));
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 2);
        QCOMPARE(m_fixture->record->outcome.kind, OutcomeKind::Finished);
        QCOMPARE(page()->producers(), 7);
    }

    void whereItIsRefusedTheReasonIsToldAndNothingRuns()
    {
        Settings settings = flooded(1);
        settings.placement = QStringLiteral("gui");
        open(settings);
        m_fixture->press(Qt::Key_R);
        QVERIFY(!m_fixture->window->session().isBusy());
        QVERIFY2(m_fixture->banner().text().contains(QStringLiteral("neither would ever go on")),
                 qPrintable(m_fixture->banner().text()));
    }

    void closingTheWindowStopsIt()
    {
        open(flooded(3600));
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY(m_fixture->window->session().run()->progress().done > 0);
        m_fixture->window->close();
        QTRY_VERIFY(!m_fixture->window->isVisible());
        QCOMPARE(m_fixture->window->session().run()->state(), Run::State::Ended);
    }
};

QTEST_MAIN(TestFloodTab)
#include "tst_floodtab.moc"
