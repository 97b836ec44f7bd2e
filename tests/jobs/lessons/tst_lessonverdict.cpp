// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"
#include "jobs/lessons/lesson.h"
#include "jobs/lessons/lessonharness.h"

#include <QProcess>
#include <QTest>

#include <chrono>
#include <deque>

using namespace thaw;
using namespace std::chrono_literals;

namespace {

struct NoValues : LessonValues
{
    void declare(ParameterFields & /*fields*/) {}
};

QString expectedOf(const NoValues & /*values*/)
{
    return QStringLiteral("The times are alike.");
}

void computeFor(std::chrono::milliseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {}
}

/// Programs that want every core, twice.
class BusyPrograms
{
public:
    BusyPrograms()
    {
        for (int number = 0; number < 2 * coreCount(); ++number) {
            QProcess &program = m_programs.emplace_back();
            program.start(QStringLiteral("timeout"),
                          {QStringLiteral("10"), QStringLiteral("sh"), QStringLiteral("-c"),
                           QStringLiteral("while :; do :; done")});
            program.waitForStarted();
        }
    }
    ~BusyPrograms()
    {
        for (QProcess &program : m_programs) {
            program.terminate();
        }
        for (QProcess &program : m_programs) {
            program.waitForFinished();
        }
    }
    BusyPrograms(const BusyPrograms &) = delete;
    BusyPrograms &operator=(const BusyPrograms &) = delete;

private:
    std::deque<QProcess> m_programs;
};

/// Finds times that contradict it; during the first of its two measurements the machine was busy,
/// during all the rest it wasn't, and that is so long that it hides it.
class IsBesideABurst : public LessonWith<NoValues>
{
public:
    using LessonWith::LessonWith;

private:
    void teach() override
    {
        {
            const BusyPrograms programs;
            beginMeasurement();
            computeFor(300ms);
            endMeasurement();
        }
        beginMeasurement();
        computeFor(2500ms);
        endMeasurement();
        conclude({.isRight = true, .isShown = false}, QStringLiteral("They are not."));
    }
};

} // namespace

class TestLessonVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTimeMeasuredBesideABurstIsNotToBeTold()
    {
        LessonHarness lesson(
                describeLesson<IsBesideABurst>({.id = QStringLiteral("beside-a-burst"),
                                                .title = QStringLiteral("Beside a burst"),
                                                .summary = QStringLiteral("Compares two times."),
                                                .goal = QStringLiteral("Two times are compared."),
                                                .expected = expectedOf}));
        QCOMPARE(lesson.run().kind, OutcomeKind::Finished);
        const QString verdict = lesson.fact("verdict").toString();
        QVERIFY2(lesson.fact("as_expected").isNull(), qPrintable(verdict));
        // Beside other tests it may have been busy all the time.
        QVERIFY2(verdict.startsWith(QLatin1StringView("the machine was busy")),
                 qPrintable(verdict));
        QVERIFY2(verdict.endsWith(QLatin1StringView("They are not.")), qPrintable(verdict));
    }
};

QTEST_GUILESS_MAIN(TestLessonVerdict)
#include "tst_lessonverdict.moc"
