// SPDX-License-Identifier: GPL-3.0-or-later
// What a close waits for, without a window.
#include "gui/window/closing.h"

#include "gui/session/runsession.h"
#include "probe/probe.h"
#include "report/filesaver.h"
#include "scriptedrequest.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <stop_token>
#include <thread>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

// A file that is written until it is let go, or until somebody does without it.
class SlowFile
{
public:
    FileSaver::Write write(bool fails = false)
    {
        return [this, fails](const QString &, const std::stop_token &stop) {
            while (!m_isFree && !stop.stop_requested()) {
                std::this_thread::sleep_for(1ms);
            }
            return fails ? std::optional(QStringLiteral("The disk is full.")) : std::nullopt;
        };
    }
    void letGo() { m_isFree = true; }

private:
    std::atomic<bool> m_isFree = false;
};

} // namespace

class TestClosing : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    const ScriptedRequest m_endless{untilStopped};
    std::unique_ptr<Probe> m_probe;
    std::unique_ptr<RunSession> m_session;
    std::unique_ptr<FileSaver> m_saver;
    std::unique_ptr<Closing> m_closing;
    std::unique_ptr<QSignalSpy> m_ready;
    std::unique_ptr<QSignalSpy> m_gaveUp;

    void save(const FileSaver::Write &write)
    {
        m_saver->save(m_folder.filePath(QStringLiteral("file")), write);
    }
    void run()
    {
        m_session->start(m_endless.on(QStringLiteral("worker")), {});
        QTRY_COMPARE(m_session->run()->state(), Run::State::Running);
    }

private Q_SLOTS:
    void init()
    {
        m_probe = std::make_unique<Probe>();
        m_probe->start();
        m_session = std::make_unique<RunSession>(*m_probe);
        m_saver = std::make_unique<FileSaver>();
        m_closing = std::make_unique<Closing>(*m_session, *m_saver);
        m_ready = std::make_unique<QSignalSpy>(m_closing.get(), &Closing::ready);
        m_gaveUp = std::make_unique<QSignalSpy>(m_closing.get(), &Closing::gaveUp);
    }
    void cleanup()
    {
        m_closing.reset();
        m_saver.reset();
        m_session.reset();
        m_probe.reset();
    }

    void nothingIsInTheWay()
    {
        QVERIFY(m_closing->begin());
        QVERIFY(!m_closing->isUnderWay());
        QTest::qWait(10);
        QVERIFY(m_ready->isEmpty());
    }

    void aJobIsAskedToStopFirst()
    {
        run();
        QVERIFY(!m_closing->begin());
        QVERIFY(m_closing->isUnderWay());
        QTRY_COMPARE(m_ready->size(), 1);
        QCOMPARE(m_session->run()->control()->stopReason(), StopReason::Closing);
        QVERIFY(m_closing->begin());
    }

    void aComparisonEndsWithTheRunThatItIsAt()
    {
        ComparisonPlan plan;
        plan.job = &m_endless.job;
        plan.placements = {m_endless.placements.find(QStringLiteral("worker")),
                           m_endless.placements.find(QStringLiteral("pool"))};
        plan.repeats = 1;
        m_session->compare(plan, {});
        QTRY_VERIFY(m_session->run() && m_session->run()->state() == Run::State::Running);
        QSignalSpy ended(m_session.get(), &RunSession::comparisonEnded);
        QVERIFY(!m_closing->begin());
        QTRY_COMPARE(m_ready->size(), 1);
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(m_session->run()->request().placement->id, QStringLiteral("worker"));
    }

    void aFileIsSavedFirst()
    {
        SlowFile file;
        save(file.write());
        QVERIFY(!m_closing->begin());
        QTest::qWait(20);
        QVERIFY(m_ready->isEmpty());
        file.letGo();
        QTRY_COMPARE(m_ready->size(), 1);
        QVERIFY(m_closing->begin());
    }

    void theSecondTimeItDoesWithoutTheFile()
    {
        SlowFile file;
        save(file.write());
        QVERIFY(!m_closing->begin());
        QVERIFY(!m_closing->begin());
        QTRY_COMPARE(m_ready->size(), 1);
    }

    void aFileThatFailsCallsItOff()
    {
        SlowFile file;
        save(file.write(true));
        QVERIFY(!m_closing->begin());
        QSignalSpy changed(m_closing.get(), &Closing::changed);
        file.letGo();
        QTRY_VERIFY(!m_saver->isSaving());
        QTest::qWait(10);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!m_closing->isUnderWay());
        QVERIFY(m_ready->isEmpty());
        SlowFile next; // it is the first time again: the file isn't given up
        save(next.write());
        QVERIFY(!m_closing->begin());
        QTest::qWait(20);
        QVERIFY(m_saver->isSaving());
        next.letGo();
        QTRY_COMPARE(m_ready->size(), 1);
    }

    void unattendedAFileThatFailsCallsNothingOff()
    {
        m_closing->setUnattended();
        SlowFile file;
        save(file.write(true));
        QVERIFY(!m_closing->begin());
        file.letGo();
        QTRY_COMPARE(m_ready->size(), 1);
        QVERIFY(m_closing->isUnderWay());
    }

    void unattendedItDoesWithoutASlowFile()
    {
        m_closing->setUnattended();
        SlowFile file; // nobody lets it go
        save(file.write());
        QVERIFY(!m_closing->begin());
        QTRY_VERIFY_WITH_TIMEOUT(!m_ready->isEmpty(), 20'000);
        QVERIFY(m_gaveUp->isEmpty());
    }

    void givesUpAFileThatIsStuck()
    {
        std::atomic<bool> isFree = false;
        save([&](const QString &, const std::stop_token &) { // deaf, as in a system call
            while (!isFree) {
                std::this_thread::sleep_for(1ms);
            }
            return std::optional<QString>();
        });
        QVERIFY(!m_closing->begin());
        QVERIFY(!m_closing->begin());
        QTRY_COMPARE_WITH_TIMEOUT(m_gaveUp->size(), 1, 20'000);
        isFree = true;
        QTest::qWait(20);
        QVERIFY(m_ready->isEmpty()); // whoever gave up has ended the process
    }

    void canBeDestroyedWhileUnderWay()
    {
        run();
        QVERIFY(!m_closing->begin());
        m_closing.reset();
        QTRY_COMPARE(m_session->run()->state(), Run::State::Ended);
    }
};

QTEST_MAIN(TestClosing)
#include "tst_closing.moc"
