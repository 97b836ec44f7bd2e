// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QMap>
#include <QString>
#include <QStringList>

namespace thaw {

/// What a function is called with, as a person types it: values by their place and values by a
/// name. Values are texts; they can't contain a comma.
struct CallArguments
{
    Q_DECLARE_TR_FUNCTIONS(thaw::CallArguments)
public:
    QStringList byPlace;           ///< of the text "1, 2"
    QMap<QString, QString> byName; ///< of the text "x=3, y=4"

    /// Throws std::runtime_error, with a sentence for a person, if a text can't be understood.
    [[nodiscard]] static CallArguments parse(const QString &args, const QString &kwargs);

    /// All values, those by place first.
    [[nodiscard]] QStringList values() const { return byPlace + byName.values(); }
    /// The sum of all values. Throws std::runtime_error if one is no number.
    [[nodiscard]] double sum() const;
    /// As a call is written: "(1, 2, x=3)".
    [[nodiscard]] QString toString() const;

    friend bool operator==(const CallArguments &, const CallArguments &) = default;
};

} // namespace thaw
