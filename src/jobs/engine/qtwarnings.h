// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <mutex>

namespace thaw {

class JobContext;

/// For as long as it lives, catches what Qt warns of on the threads of a run: on the one that made
/// this, and on those in a JobThreadScope of its context. Each warning becomes a line of the
/// transcript, said by the thread that it came from, and goes nowhere else. The first 100 are kept;
/// those after them are counted, which is told once. All other messages of
/// the program go on as they did, and so does a thread's that the system refuses: its start says
/// that itself.
///
/// Made and destroyed by the thread that runs the job, while no other thread of the job runs.
class QtWarnings
{
    Q_DECLARE_TR_FUNCTIONS(thaw::QtWarnings)
public:
    explicit QtWarnings(JobContext &context);
    ~QtWarnings();
    QtWarnings(const QtWarnings &) = delete;
    QtWarnings &operator=(const QtWarnings &) = delete;

    /// Those that contain this text are meant to come; to be said before they do. Any thread.
    void expect(const QString &part);

    /// What has come so far, each with the name of its thread before it; and at last how many
    /// more, if they aren't all. Any thread.
    [[nodiscard]] QStringList all() const;
    /// The same of those that weren't expected.
    [[nodiscard]] QStringList unexpected() const;

    /// A warning of the calling thread; only the message handler calls it.
    void take(const QString &text);

private:
    [[nodiscard]] bool isExpected(const QString &warning) const;

    JobContext &m_context;
    JobContext *const m_contextBefore; // of the thread that made this

    mutable std::mutex m_mutex; // protects all below
    QStringList m_all;
    QStringList m_expected;
    qint64 m_more = 0; // than are in m_all
    qint64 m_moreUnexpected = 0;
};

} // namespace thaw
