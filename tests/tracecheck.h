// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

class QJsonValue;

namespace thaw {

/// A trace in the Trace Event Format, read back: each of its records is checked.
class CheckedTrace
{
public:
    explicit CheckedTrace(const QByteArray &json);

    /// Empty if all is well.
    [[nodiscard]] QString problem() const { return m_problem; }
    /// The track of this name; 0 if there is none.
    [[nodiscard]] int track(const QString &name) const { return m_names.key(name, 0); }
    /// Of a track, in one phase ("X", "i").
    [[nodiscard]] std::vector<QJsonObject> events(int track, const char *phase) const;
    [[nodiscard]] QJsonObject about() const;
    /// How many complete events there are.
    [[nodiscard]] std::size_t spans() const;

private:
    static bool isTime(const QJsonValue &value);

    bool check(const QJsonObject &event);
    bool checkName(int tid, const QString &name, const QJsonObject &args);
    // Each track has a name and an index, and its events are well-nested, in the order of time.
    void checkTracks();
    bool fail(const char *why);

    QJsonObject m_trace;
    QHash<int, QString> m_names;
    QHash<int, int> m_sorted;
    std::map<std::pair<int, QString>, std::vector<QJsonObject>> m_events;
    QString m_problem;
};

} // namespace thaw
