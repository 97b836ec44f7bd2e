// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/parameter.h"

#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace thaw {

/// What a person is told of a parameter; the same as in Parameter.
struct ParameterText
{
    QString label;
    QString help;
    double least = 0; ///< the range of a number
    double most = 0;
    QString unit = {};
    bool required = false;
};

/// The fields of a struct as a job's parameters. The struct has a function `declare(fields)` that
/// adds each of its fields once, with the name that it has on the command line. From that comes the
/// declaration, with the field's first value as the default, and by the same function a struct is
/// filled in with what a run is given, each value with its type.
class ParameterFields
{
public:
    /// The fields are declared.
    ParameterFields() = default;
    /// The fields are filled in from these, which have been checked.
    explicit ParameterFields(const ParameterValues &values)
        : m_values(&values)
    {}

    void add(const char *name, int &field, const ParameterText &text);
    void add(const char *name, double &field, const ParameterText &text);
    void add(const char *name, bool &field, const ParameterText &text);
    void add(const char *name, QString &field, const ParameterText &text);
    /// One of several values, each of which has a word.
    template <typename Value>
    void addChoice(const char *name, Value &field,
                   const std::vector<std::pair<QString, Value>> &words, const ParameterText &text)
    {
        QString word;
        QStringList choices;
        for (const auto &[choice, value] : words) {
            choices.append(choice);
            word = value == field ? choice : word;
        }
        choose(name, word, choices, text);
        for (const auto &[choice, value] : words) {
            field = choice == word ? value : field;
        }
    }

    [[nodiscard]] std::vector<Parameter> declared() && { return std::move(m_declared); }

private:
    void choose(const char *name, QString &word, const QStringList &choices,
                const ParameterText &text);
    // Declares it, or returns the value that it was given.
    QVariant declare(const char *name, ParameterType type, const QVariant &initial,
                     const ParameterText &text, const QStringList &choices = {});

    const ParameterValues *m_values = nullptr;
    std::vector<Parameter> m_declared;
};

} // namespace thaw
