// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace thaw {

/// The kinds of value a parameter takes, with the type that QVariant holds for each.
enum class ParameterType {
    Integer, ///< qlonglong
    Real,    ///< double
    Switch,  ///< bool
    Choice,  ///< QString, one of `choices`
    Text,    ///< QString
    Folder,  ///< QByteArray, a path as the system's own bytes (names needn't be UTF-8)
    File,    ///< QByteArray, a file that is there
    NewFile, ///< QByteArray, a file to be written
};

/// The declaration of one parameter of a job: the form in the window and the help and the checks on
/// the command line are all made from it.
struct Parameter
{
    QString name; ///< as in --set NAME=VALUE
    ParameterType type = ParameterType::Text;
    QString label = {}; ///< in the form: "Threads"
    QString help = {};  ///< one sentence without a full stop at its end
    QVariant initial;   ///< the default; of the type that `type` says
    double least = 0;   ///< the range of Integer and Real, both ends included
    double most = 0;
    QString unit = {};        ///< "ms", "s"; empty for a plain number
    QStringList choices = {}; ///< for Choice
    bool required = false;    ///< an empty value isn't taken (Text and paths)
    /// Why a value of the right type and range isn't taken, as the end of a sentence; it quotes
    /// nothing that may be a secret. Empty: all are.
    std::function<std::optional<QString>(const QVariant &)> refusal = {};

    /// The range or the choices, for a person: "1 to 64", "sha256, sha1". Empty if all goes.
    [[nodiscard]] QString allowed() const;
};

/// Values by name, checked: every parameter of the declaration is there, with its type.
using ParameterValues = QMap<QString, QVariant>;

/// The parameters of a job, and the only way to values for them. Each error is one sentence that
/// says what is wrong and what is allowed.
class ParameterSet
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ParameterSet)
public:
    ParameterSet() = default;
    ParameterSet(std::vector<Parameter> parameters); // NOLINT(google-explicit-constructor)

    [[nodiscard]] const std::vector<Parameter> &all() const { return m_parameters; }
    [[nodiscard]] const Parameter *find(const QString &name) const;
    [[nodiscard]] ParameterValues defaults() const;

    /// Sets `name` to what `text` (the bytes of a command line) says. Returns the error, if any.
    [[nodiscard]] std::optional<QString> set(ParameterValues &values, const QString &name,
                                             const QByteArray &text) const;
    /// The first parameter that is required and has no value; null if there is none.
    [[nodiscard]] const Parameter *missing(const ParameterValues &values) const;
    /// Checks types, ranges and required values. Returns the first error, if any.
    [[nodiscard]] std::optional<QString> check(const ParameterValues &values) const;
    /// The stored `values` as far as they still fit the declaration, defaults for the rest.
    [[nodiscard]] ParameterValues sanitized(const QVariantMap &values) const;

    /// For run records: paths are given as text (see displayPath).
    [[nodiscard]] QJsonObject toJson(const ParameterValues &values) const;

private:
    std::vector<Parameter> m_parameters;
};

/// A path's bytes for a person to read: UTF-8 as it is, with every byte that isn't, and every
/// character that would end the line, turn its direction or steer a terminal, as \xNN.
[[nodiscard]] QString displayPath(const QByteArray &path);

} // namespace thaw
