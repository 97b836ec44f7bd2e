// SPDX-License-Identifier: GPL-3.0-or-later
// A row of the history, as somebody may have written it: it is read, and put into figures.
#include "fuzz/fuzzing.h"
#include "gui/history/runfigures.h"
#include "history/historydatabase.h"
#include "history/sqlconnection.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>
#include <cstring>
#include <utility>

using namespace thaw;

namespace {

// Takes values from the front of the input.
class Input
{
public:
    explicit Input(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {}

    // A text up to the next NUL, or what is left.
    QByteArray text()
    {
        const qsizetype end = m_bytes.indexOf('\0');
        const QByteArray text = m_bytes.left(end);
        m_bytes = end < 0 ? QByteArray() : m_bytes.mid(end + 1);
        return text;
    }
    // A number of either kind, or a text in its place.
    QVariant number()
    {
        const char kind = m_bytes.isEmpty() ? '\0' : m_bytes.front();
        m_bytes.remove(0, 1);
        if (kind % 4 == 3) {
            return text();
        }
        std::int64_t bits = 0;
        std::memcpy(&bits, m_bytes.constData(),
                    std::min(sizeof bits, static_cast<std::size_t>(m_bytes.size())));
        m_bytes.remove(0, sizeof bits);
        if (kind % 4 == 2) {
            double real = 0;
            std::memcpy(&real, &bits, sizeof real);
            return real;
        }
        return kind % 4 == 1 ? QVariant(qlonglong{bits}) : QVariant();
    }

private:
    QByteArray m_bytes;
};

// Of one process: a database with one row, which each input writes anew.
struct History
{
    QTemporaryDir folder{QStringLiteral("/dev/shm/thaw-fuzz-XXXXXX")};
    const QString path = folder.filePath(QStringLiteral("history.db"));
    HistoryDatabase database{path, HistoryDatabase::Access::ReadWrite};
    SqlConnection writer{path, SqlConnection::Access::ReadWrite};
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static int count = 1;
    static char name[] = "fuzz";
    static char *arguments[] = {name, nullptr};
    static const QCoreApplication application(count, arguments);
    static History history;
    Input input(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    const auto text = [&] { return QVariant(QString::fromUtf8(input.text())); };
    history.writer.run(
            QStringLiteral(
                    "INSERT OR REPLACE INTO run (id, job, placement, parameters, outcome,"
                    " error, stop_reason, started_at, ended_at, elapsed_ms, worst_delay_ms,"
                    " frames_missed, process) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
            {text(), text(), text(), text(), text(), text(), text(), text(), input.number(),
             input.number(), input.number(), text()});
    history.writer.run(QStringLiteral("INSERT OR REPLACE INTO record (run, json) VALUES (1, ?)"),
                       {input.text()});
    history.database.markInterrupted();
    static_cast<void>(history.database.rows({1}));
    const QList<StoredRun> runs = history.database.runs({1});
    for (const StoredRun &run : runs) {
        static_cast<void>(runFigures({run}));
        static_cast<void>(runFigures({run, run}));
        static_cast<void>(transcriptOf(run));
        static_cast<void>(QJsonDocument(run.json).toJson());
    }
    return 0;
}
