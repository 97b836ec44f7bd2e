// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/pacecontrol.h"
#include "jobs/catalog/builtinjobs.h"
#include "runners/placement/builtinplacements.h"

#include "gui/jobs/jobpanel.h"
#include "gui/jobs/paceslider.h"
#include "gui/session/runsession.h"
#include "probe/probe.h"

#include <QAccessible>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSlider>
#include <QTest>

#include <memory>

using namespace thaw;

class TestPaceControl : public QObject
{
    Q_OBJECT

    const JobCatalog m_jobs = builtInJobs();
    const PlacementCatalog m_placements = builtInPlacements();
    const JobDescriptor &m_lesson = *m_jobs.find(QStringLiteral("numbers-and-letters"));
    std::unique_ptr<Probe> m_probe;
    std::unique_ptr<RunSession> m_session;
    std::unique_ptr<JobPanel> m_panel;
    std::unique_ptr<PaceControl> m_control;

    [[nodiscard]] QSlider &slider() const { return *m_control->findChild<QSlider *>(); }
    [[nodiscard]] double formsPace() const
    {
        return m_panel->values()[QStringLiteral("pace")].toDouble();
    }
    void setFormsPace(double pace)
    {
        for (auto *box : m_panel->findChildren<QDoubleSpinBox *>()) {
            if (box->accessibleName() == QLatin1String("Pace")) {
                box->setValue(pace);
            }
        }
    }
    [[nodiscard]] QString shownText() const
    {
        return m_control->findChildren<QLabel *>().last()->text();
    }

private Q_SLOTS:
    void init()
    {
        m_probe = std::make_unique<Probe>();
        m_probe->start();
        m_session = std::make_unique<RunSession>(*m_probe);
        m_panel = std::make_unique<JobPanel>(QMap<QString, QVariantMap>());
        m_control = std::make_unique<PaceControl>(*m_panel, *m_session);
        m_panel->showJob(m_lesson);
    }
    void cleanup()
    {
        m_control.reset();
        m_session.reset();
    }

    void theScaleIsLogarithmic_data()
    {
        QTest::addColumn<double>("pace");
        QTest::addColumn<int>("position");
        QTest::newRow("least") << 0.05 << -130;
        QTest::newRow("a tenth") << 0.1 << -100;
        QTest::newRow("half") << 0.5 << -30;
        QTest::newRow("one") << 1.0 << 0;
        QTest::newRow("twice") << 2.0 << 30;
        QTest::newRow("most") << 10.0 << 100;
    }
    void theScaleIsLogarithmic()
    {
        QFETCH(double, pace);
        QFETCH(int, position);
        QCOMPARE(paceToPosition(pace), position);
        QCOMPARE(positionToPace(position), pace);
    }

    void everyPositionIsAPaceInItsRange()
    {
        double before = 0;
        for (int position = -130; position <= 100; ++position) {
            const double pace = positionToPace(position);
            QVERIFY(pace >= 0.05 && pace <= 10);
            QVERIFY(pace >= before);
            QVERIFY(std::abs(paceToPosition(pace) - position) <= 3);
            before = pace;
        }
        QCOMPARE(paceToPosition(0), -130);
        QCOMPARE(paceToPosition(1000), 100);
    }

    void isThereForLessonsOnly()
    {
        QVERIFY(!m_control->isHidden());
        m_panel->showJob(*m_jobs.find(QStringLiteral("primes")));
        QVERIFY(m_control->isHidden());
        m_panel->showJob(m_lesson);
        QVERIFY(!m_control->isHidden());
        QCOMPARE(slider().accessibleName(), QStringLiteral("Pace"));
    }

    void theFormFollowsTheSliderByKeys()
    {
        QTest::keyClick(&slider(), Qt::Key_PageUp);
        QCOMPARE(formsPace(), 2.0);
        QTest::keyClick(&slider(), Qt::Key_Home);
        QCOMPARE(formsPace(), 0.05);
        QTest::keyClick(&slider(), Qt::Key_End);
        QCOMPARE(formsPace(), 10.0);
        QTest::keyClick(&slider(), Qt::Key_Left);
        QCOMPARE(formsPace(), 7.9);
        QCOMPARE(m_panel->allValues()[m_lesson.id][QStringLiteral("pace")].toDouble(), 7.9);
    }

    void theSliderFollowsTheForm()
    {
        setFormsPace(0.123);
        QCOMPARE(slider().value(), paceToPosition(0.123));
        QCOMPARE(formsPace(), 0.123); // the slider has no say in it
        QVERIFY(shownText().contains(QLocale().toString(0.123)));
    }

    void assistiveTechnologyIsToldThePace()
    {
        setFormsPace(0.5); // position -30
        QAccessibleInterface *told = QAccessible::queryAccessibleInterface(&slider());
        QVERIFY(told && told->valueInterface());
        QCOMPARE(told->role(), QAccessible::Slider);
        QCOMPARE(told->text(QAccessible::Name), QStringLiteral("Pace"));
        QCOMPARE(told->text(QAccessible::Value),
                 QStringLiteral("×\u2009") + QLocale().toString(0.5));
        QCOMPARE(told->valueInterface()->currentValue().toDouble(), 0.5);
        QCOMPARE(told->valueInterface()->minimumValue().toDouble(), 0.05);
        QCOMPARE(told->valueInterface()->maximumValue().toDouble(), 10.0);
        QVERIFY(told->valueInterface()->minimumStepSize().toDouble() > 0);
        told->valueInterface()->setCurrentValue(2.0);
        QCOMPARE(formsPace(), 2.0);
    }

    void goesThroughTheWholeScaleByArrows()
    {
        slider().setValue(slider().minimum());
        for (int step = 0; step < 30 && slider().value() < slider().maximum(); ++step) {
            QTest::keyClick(&slider(), Qt::Key_Right);
        }
        QCOMPARE(formsPace(), 10.0);
    }

    void actsOnTheLessonThatRuns()
    {
        setFormsPace(10);
        m_session->start(
                {&m_lesson, m_placements.find(QStringLiteral("worker")), m_panel->values()},
                std::chrono::seconds(0));
        const auto control = m_session->run()->control();
        QTRY_VERIFY(!m_session->run()->transcript().empty());
        QCOMPARE(control->pace(), 10.0);
        slider().setValue(-100);
        QCOMPARE(control->pace(), 0.1);
        setFormsPace(0.05);
        QCOMPARE(control->pace(), 0.05);
        // The rest of the lesson goes at that pace: at 10 it would take fifty seconds.
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->isBusy(), 20'000);
    }

    void leavesTheRunOfAnotherJobAlone()
    {
        m_session->start(
                {&m_lesson, m_placements.find(QStringLiteral("worker")), m_panel->values()},
                std::chrono::seconds(0));
        const auto control = m_session->run()->control();
        JobDescriptor other = m_lesson;
        m_panel->showJob(other);
        slider().setValue(-100);
        QCOMPARE(formsPace(), 0.1);
        QCOMPARE(control->pace(), 1.0);
        const auto saysOfTheNext = [&] {
            const QString text = m_control->toolTip();
            return text == slider().accessibleDescription()
                   && text.contains(QStringLiteral("next run")) && text.contains(m_lesson.title);
        };
        QVERIFY(saysOfTheNext());
        m_session->requestStop(StopReason::User);
        QTRY_VERIFY(!m_session->isBusy());
        QVERIFY(!saysOfTheNext());
        m_panel->showJob(m_lesson);
    }
};

QTEST_MAIN(TestPaceControl)
#include "tst_pacecontrol.moc"
