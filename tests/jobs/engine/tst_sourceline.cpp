// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/sourceline.h"

#include <QTest>

using namespace thaw;

class TestSourceLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheLineOfTheCall()
    {
        const SourceLine here = SourceLine::current();
        QCOMPARE(here.line, __LINE__ - 1);
    }

    // By its number alone a line of another file would light one of the idea.
    void isALineOfTheIdeaOrNone_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<bool>("isALine");
        const auto row = [](const char *file, bool isALine) {
            QTest::newRow(file) << QByteArray(file) << isALine;
        };
        row("/home/me/thaw/src/jobs/lessons/anexample/anexample.cpp", true);
        row("src/jobs/lessons/anexample/anexample.cpp", true);
        row("../../src/jobs/lessons/anexample/anexamplelesson.cpp", false);
        row("/home/me/thaw/src/jobs/lessons/anexample/anexample.h", false);
        row("/home/me/thaw/src/jobs/lessons/anexample/further.cpp", false);
        row("/home/me/thaw/src/jobs/lessons/anexample/anexamplefurther.cpp", false);
        row("/home/me/thaw/src/jobs/lessons/anexample/an.cpp", false);
        row("/home/me/thaw/src/jobs/lessons/lesson.cpp", false);
        row("/home/me/thaw/src/jobs/traced/mutex.h", false);
        row("/home/me/thaw/tests/jobs/lessons/tst_anexample.cpp", true);
    }
    void isALineOfTheIdeaOrNone()
    {
        QFETCH(QByteArray, file);
        QFETCH(bool, isALine);
        QCOMPARE(SourceLine::current(7, file.constData()).line, isALine ? 7 : 0);
    }
};

QTEST_APPLESS_MAIN(TestSourceLine)
#include "tst_sourceline.moc"
