// SPDX-License-Identifier: GPL-3.0-or-later
#include "filecontent.h"
#include "report/filesaver.h"

#include "report/savefile.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <thread>

#include <sys/stat.h>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

// Writes "hello" and then waits, as for a slow disk, until it may write the rest or must not.
struct SlowWriter
{
    [[nodiscard]] FileSaver::Write write()
    {
        return [this](const QString &path, const std::stop_token &stop) {
            return saveFile(
                    path,
                    [&](QIODevice &device) {
                        bool isWritten = device.write("hello ") == 6;
                        hasBegun = true;
                        while (!mayEnd && !stop.stop_requested()) {
                            std::this_thread::sleep_for(1ms);
                        }
                        isWritten = isWritten && device.write("world") == 5;
                        return isWritten;
                    },
                    stop);
        };
    }
    std::atomic<bool> hasBegun = false;
    std::atomic<bool> mayEnd = false;
};

struct Told
{
    explicit Told(FileSaver &saver)
        : started(&saver, &FileSaver::started)
        , saved(&saver, &FileSaver::saved)
        , failed(&saver, &FileSaver::failed)
        , idle(&saver, &FileSaver::idle)
    {}
    QSignalSpy started;
    QSignalSpy saved;
    QSignalSpy failed;
    QSignalSpy idle;
};

} // namespace

class TestFileSaver : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] qsizetype filesOf(const char *name) const
    {
        return QDir(m_folder.path())
                .entryList({QString::fromLatin1(name) + QLatin1Char('*')}, QDir::Files)
                .size();
    }

private Q_SLOTS:
    void tellsWhenItIsSaved()
    {
        SlowWriter writer;
        FileSaver saver;
        Told told(saver);
        saver.save(path("saved"), writer.write());
        QCOMPARE(told.started.count(), 1);
        QTRY_VERIFY(writer.hasBegun); // it is being written, and this thread goes on
        QVERIFY(saver.isSaving());
        QVERIFY(!QFile::exists(path("saved")));
        writer.mayEnd = true;
        QTRY_COMPARE(told.saved.count(), 1);
        QCOMPARE(told.saved.first().first().toString(), path("saved"));
        QCOMPARE(told.idle.count(), 1);
        QVERIFY(!saver.isSaving());
        QCOMPARE(contentOf(path("saved")), QByteArray("hello world"));
    }

    void tellsWhatWentWrong()
    {
        FileSaver saver;
        Told told(saver);
        saver.save(path("wrong"), [](const QString &, const std::stop_token &) {
            return std::optional(QStringLiteral("The moon is missing."));
        });
        QTRY_COMPARE(told.failed.count(), 1);
        QCOMPARE(told.failed.first().first().toString(), QStringLiteral("The moon is missing."));
        QCOMPARE(told.saved.count(), 0);
        QCOMPARE(told.idle.count(), 1);
    }

    void refusesAFileThatIsBeingWritten_data()
    {
        QTest::addColumn<QString>("second");
        QTest::addColumn<bool>("refused");
        QTest::newRow("the same") << path("twice") << true;
        QTest::newRow("by another way") << m_folder.path() + QStringLiteral("/./twice") << true;
        QTest::newRow("another") << path("another") << false;
    }
    void refusesAFileThatIsBeingWritten()
    {
        QFETCH(QString, second);
        QFETCH(bool, refused);
        SlowWriter writer;
        FileSaver saver;
        Told told(saver);
        saver.save(path("twice"), writer.write());
        saver.save(second, writer.write());
        QCOMPARE(told.failed.count(), refused ? 1 : 0);
        QVERIFY(!refused || told.failed.first().first().toString().contains(second));
        writer.mayEnd = true;
        QTRY_COMPARE(told.idle.count(), 1);
        QCOMPARE(told.saved.count(), refused ? 1 : 2);
        saver.save(path("twice"), writer.write()); // now it may
        QTRY_COMPARE(told.idle.count(), 2);
        QCOMPARE(told.failed.count(), refused ? 1 : 0);
    }

    void leavesNothingOfWhatIsCanceled()
    {
        SlowWriter writer;
        FileSaver saver;
        Told told(saver);
        saver.save(path("canceled"), writer.write());
        QTRY_VERIFY(writer.hasBegun);
        saver.cancel();
        QTRY_COMPARE(told.idle.count(), 1);
        QCOMPARE(told.saved.count() + told.failed.count(), 0);
        QCOMPARE(filesOf("canceled"), 0);
        writer.mayEnd = true;
        saver.save(path("canceled"), writer.write()); // it can be used again
        QTRY_COMPARE(told.saved.count(), 1);
    }

    void destroyingItCancelsAndLeavesWhatWasThere()
    {
        QFile before(path("before"));
        QVERIFY(before.open(QIODevice::WriteOnly) && before.write("before") == 6);
        before.close();
        SlowWriter writer;
        {
            FileSaver saver;
            saver.save(path("before"), writer.write());
            QTRY_VERIFY(writer.hasBegun);
        }
        QCOMPARE(contentOf(path("before")), QByteArray("before"));
        QCOMPARE(filesOf("before"), 1);
    }

    // Nobody reads the pipe, nor will anybody.
    void aPipeWithoutAReaderCanBeCanceled()
    {
        const QString fifo = path("fifo");
        QCOMPARE(::mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
        SlowWriter writer;
        FileSaver saver;
        Told told(saver);
        saver.save(fifo, writer.write());
        QVERIFY(!saver.wait(200ms));
        saver.cancel();
        QTRY_COMPARE(told.idle.count(), 1);
        QVERIFY(!writer.hasBegun);
    }

    void canBeWaitedFor()
    {
        SlowWriter writer;
        FileSaver saver;
        const Told told(saver);
        saver.save(path("waited"), writer.write());
        QVERIFY(!saver.wait(10ms));
        writer.mayEnd = true;
        QVERIFY(saver.wait(60s));
        QCOMPARE(contentOf(path("waited")), QByteArray("hello world"));
    }
};

QTEST_GUILESS_MAIN(TestFileSaver)
#include "tst_filesaver.moc"
