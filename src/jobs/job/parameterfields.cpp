// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job/parameterfields.h"

namespace thaw {

QVariant ParameterFields::declare(const char *name, ParameterType type, const QVariant &initial,
                                  const ParameterText &text, const QStringList &choices)
{
    const QString key = QString::fromLatin1(name);
    if (m_values) {
        Q_ASSERT_X(m_values->contains(key), "ParameterFields", name);
        return m_values->value(key);
    }
    m_declared.push_back({.name = key,
                          .type = type,
                          .label = text.label,
                          .help = text.help,
                          .initial = initial,
                          .least = text.least,
                          .most = text.most,
                          .unit = text.unit,
                          .choices = choices,
                          .required = text.required});
    return initial;
}

void ParameterFields::add(const char *name, int &field, const ParameterText &text)
{
    field = declare(name, ParameterType::Integer, qlonglong{field}, text).toInt();
}

void ParameterFields::add(const char *name, double &field, const ParameterText &text)
{
    field = declare(name, ParameterType::Real, field, text).toDouble();
}

void ParameterFields::add(const char *name, bool &field, const ParameterText &text)
{
    field = declare(name, ParameterType::Switch, field, text).toBool();
}

void ParameterFields::add(const char *name, QString &field, const ParameterText &text)
{
    field = declare(name, ParameterType::Text, field, text).toString();
}

void ParameterFields::choose(const char *name, QString &word, const QStringList &choices,
                             const ParameterText &text)
{
    word = declare(name, ParameterType::Choice, word, text, choices).toString();
}

} // namespace thaw
