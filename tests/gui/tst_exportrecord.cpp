// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/exportrecord.h"

#include "tracecheck.h"

#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

using namespace thaw;

namespace {

RunRecord sample()
{
    RunRecord record;
    record.job = QStringLiteral("wait");
    record.placement = QStringLiteral("worker");
    return record;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestExportRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // By the type that is chosen, or by what the name says.
    void writesTheRecordOrTheTrace_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("written");
        QTest::addColumn<bool>("trace");
        const auto row = [](const char *tag, int type, const char *name, const char *written,
                            bool trace) {
            QTest::newRow(tag) << type << QString::fromLatin1(name) << QString::fromLatin1(written)
                               << trace;
        };
        row("JSON", 0, "mine", "mine.json", false);
        row("trace", 1, "mine", "mine.trace.json", true);
        row("a trace by its name", 0, "mine.trace.json", "mine.trace.json", true);
        row("a trace with a shorter name", 1, "race.json", "race.json", true);
        row("a trace that is called so", 1, "trace.json", "trace.json", true);
        row("JSON that is called so", 0, "race.json", "race.json", false);
    }
    void writesTheRecordOrTheTrace()
    {
        QFETCH(int, type);
        QFETCH(QString, name);
        QFETCH(QString, written);
        QFETCH(bool, trace);
        const QTemporaryDir folder;
        QWidget window;
        window.show();
        QStringList problems;
        openExportDialog(sample(), &window,
                         [&](const QString &problem) { problems.append(problem); });
        auto *dialog = window.findChild<QFileDialog *>();
        QVERIFY(dialog);
        const QString filter = dialog->nameFilters().at(type);
        dialog->selectNameFilter(filter);
        Q_EMIT dialog->filterSelected(filter);
        QVERIFY(dialog->selectedFiles().front().endsWith(
                type == 1 ? QStringLiteral("thaw-wait-worker.trace.json")
                          : QStringLiteral("thaw-wait-worker.json")));
        dialog->findChild<QLineEdit *>()->setText(folder.filePath(name));
        QMetaObject::invokeMethod(dialog, "accept");
        const QByteArray content = contentOf(folder.filePath(written));
        QVERIFY(!content.isEmpty());
        QCOMPARE(CheckedTrace(content).problem().isEmpty(), trace);
        QVERIFY(problems.isEmpty());
    }

    void saysWhyItCantBeWritten()
    {
        const auto problem = saveRecord(sample(), QStringLiteral("/no/such/folder/run.json"));
        QVERIFY(problem);
        QVERIFY(problem->contains(QStringLiteral("/no/such/folder/run.json")));
        QVERIFY(saveRecord(sample(), QStringLiteral("/dev/full")));
    }
};

QTEST_MAIN(TestExportRecord)
#include "tst_exportrecord.moc"
