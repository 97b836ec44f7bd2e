// SPDX-License-Identifier: GPL-3.0-or-later
// A run's progress, on terminals of all sorts.
#include "program.h"

#include <QElapsedTimer>
#include <QTest>

#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

using namespace thaw;

namespace {

// The test holds one end of a terminal, the program has the other as its standard error.
class Terminal
{
public:
    Terminal()
        : m_own(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK))
    {
        if (m_own < 0 || ::grantpt(m_own) != 0 || ::unlockpt(m_own) != 0) {
            qFatal("no terminal");
        }
        m_other = ::open(::ptsname(m_own), O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    }
    ~Terminal()
    {
        ::close(m_own);
        ::close(m_other);
    }
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;

    // What has come since the last call.
    [[nodiscard]] QByteArray take() const
    {
        QByteArray bytes;
        QByteArray piece(4096, '\0');
        for (ssize_t size = 0; (size = ::read(m_own, piece.data(), 4096)) > 0;) {
            bytes += piece.first(size);
        }
        return bytes;
    }
    // As a person does by Ctrl+S, or by looking at another screen.
    void stop() const
    {
        const QByteArray piece(256, 'x');
        while (::write(m_other, piece.constData(), 256) > 0) {}
    }
    [[nodiscard]] int other() const { return m_other; }

private:
    int m_own = -1;
    int m_other = -1;
};

QProcessEnvironment environmentWith(const char *terminal)
{
    QProcessEnvironment environment = bareEnvironment();
    environment.remove(QStringLiteral("TERM"));
    if (terminal) {
        environment.insert(QStringLiteral("TERM"), QString::fromLatin1(terminal));
    }
    return environment;
}

Called runOn(const Terminal &terminal, const char *type, const char *arguments)
{
    return call(QString::fromLatin1(arguments).split(QLatin1Char(' ')), environmentWith(type),
                [&] { ::dup2(terminal.other(), STDERR_FILENO); });
}

// After 1, 2, 4 ... s; how long a run really takes is the machine's affair.
int mostLinesIn(double milliseconds)
{
    int lines = 0;
    for (double next = 1000; next <= milliseconds; next *= 2) {
        ++lines;
    }
    return lines;
}

} // namespace

class TestProgressLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOneLineThatIsRewritten()
    {
        const Terminal terminal;
        const Called called = runOn(terminal, "xterm", "run wait --set seconds=0.5");
        QCOMPARE(called.status, 0);
        const QByteArray progress = terminal.take();
        QVERIFY2(progress.contains("\r\x1b[K") && progress.contains("Waiting, step"),
                 progress.constData());
        QVERIFY2(progress.contains(" left  "), progress.constData());
        QVERIFY2(progress.endsWith("\r\x1b[K") && !progress.contains('\n'), progress.constData());
        QVERIFY(!called.output.contains('\x1b'));
    }

    void aShortRunNeedsNoPlainLine()
    {
        const Terminal terminal;
        const Called called = runOn(terminal, "dumb", "run wait --set seconds=0 --json");
        QCOMPARE(called.status, 0);
        QVERIFY(terminal.take().count('\n')
                <= mostLinesIn(called.json()[u"elapsed_ms"].toDouble()));
    }

    void isPlainLinesWhereThereAreNoControlSequences_data()
    {
        QTest::addColumn<QByteArray>("terminal");
        QTest::newRow("dumb") << QByteArray("dumb");
        QTest::newRow("unknown") << QByteArray("unknown");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("not there") << QByteArray();
    }
    void isPlainLinesWhereThereAreNoControlSequences()
    {
        QFETCH(QByteArray, terminal);
        const char *const type = terminal.isNull() ? nullptr : terminal.constData();
        const Terminal at;
        const Called called = runOn(at, type, "run wait --set seconds=2.5 --set steps=25 --json");
        QCOMPARE(called.status, 0);
        QByteArrayList lines = at.take().split('\n');
        QCOMPARE(lines.takeLast(), QByteArray());
        QVERIFY(!lines.isEmpty());
        QVERIFY(lines.size() <= mostLinesIn(called.json()[u"elapsed_ms"].toDouble()));
        for (QByteArray line : lines) {
            QVERIFY2(line.endsWith('\r'), line.constData()); // which the terminal puts in
            line.chop(1);
            QVERIFY2(line.contains(" %  ") && line.contains("Waiting, step"), line.constData());
            for (const char character : line) {
                QVERIFY2(static_cast<unsigned char>(character) >= ' ', line.constData());
            }
        }
    }

    void comparingSaysWhichRunItIs()
    {
        const Terminal terminal;
        const Called called = runOn(terminal, "dumb",
                                    "compare wait --set seconds=1.5 --set steps=15 --on worker "
                                    "--repeats 1");
        QCOMPARE(called.status, 0);
        const QByteArray progress = terminal.take();
        QVERIFY2(progress.startsWith("1/1 worker  ") && progress.endsWith('\n'),
                 progress.constData());
    }

    void quietShowsNone()
    {
        const Terminal terminal;
        for (const char *type : {"xterm", "dumb"}) {
            const Called called = runOn(terminal, type, "run wait --set seconds=1.2 --quiet");
            QCOMPARE(called.status, 0);
            QCOMPARE(terminal.take(), QByteArray());
        }
    }

    void whereThereIsNoTerminalThereIsNone()
    {
        const Called called =
                call(QStringLiteral("run wait --set seconds=1.2").split(QLatin1Char(' ')),
                     environmentWith("xterm"));
        QCOMPARE(called.errors, QByteArray());
    }

    void aStoppedTerminalHoldsNothingUp()
    {
        const Terminal terminal;
        terminal.stop();
        for (const char *type : {"xterm", "dumb"}) {
            const Called called = runOn(terminal, type, "run wait --set seconds=1.2 --json");
            QCOMPARE(called.status, 0);
            QCOMPARE(called.json()[u"outcome"].toString(), QStringLiteral("finished"));
        }
    }
};

QTEST_GUILESS_MAIN(TestProgressLine)
#include "tst_progressline.moc"
