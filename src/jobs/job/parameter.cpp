// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job/parameter.h"

#include "jobs/job/nearestname.h"

#include <QLocale>
#include <QStringDecoder>

#include <algorithm>
#include <cmath>
#include <utility>

namespace thaw {

namespace {

bool isPath(ParameterType type)
{
    return type == ParameterType::Folder || type == ParameterType::File
           || type == ParameterType::NewFile;
}

// A bound or a value without digits that say nothing: 0.05, 64, 20,000,000,000.
QString plainNumber(double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e15) {
        return QString::number(static_cast<qlonglong>(value));
    }
    return QString::number(value);
}

std::optional<bool> switchFrom(const QByteArray &text)
{
    static const QList<QByteArray> yes = {"true", "yes", "on", "1"};
    static const QList<QByteArray> no = {"false", "no", "off", "0"};
    const QByteArray word = text.toLower();
    if (yes.contains(word)) {
        return true;
    }
    return no.contains(word) ? std::optional(false) : std::nullopt;
}

// The text as a value of the parameter's type; invalid if it is none.
QVariant valueFrom(const Parameter &parameter, const QByteArray &text)
{
    bool isNumber = false;
    switch (parameter.type) {
    case ParameterType::Integer: {
        const qlonglong value = text.toLongLong(&isNumber);
        return isNumber ? QVariant(value) : QVariant();
    }
    case ParameterType::Real: {
        const double value = text.toDouble(&isNumber);
        return isNumber && std::isfinite(value) ? QVariant(value) : QVariant();
    }
    case ParameterType::Switch: {
        const std::optional<bool> value = switchFrom(text);
        return value ? QVariant(*value) : QVariant();
    }
    case ParameterType::Choice:
    case ParameterType::Text: {
        QStringDecoder decode(QStringDecoder::Utf8);
        const QString value = decode(text);
        return decode.hasError() ? QVariant() : QVariant(value);
    }
    case ParameterType::Folder:
    case ParameterType::File:
    case ParameterType::NewFile:
        return text;
    }
    Q_UNREACHABLE();
}

bool hasType(const Parameter &parameter, const QVariant &value)
{
    switch (parameter.type) {
    case ParameterType::Integer:
        return value.typeId() == QMetaType::LongLong;
    case ParameterType::Real:
        return value.typeId() == QMetaType::Double;
    case ParameterType::Switch:
        return value.typeId() == QMetaType::Bool;
    case ParameterType::Choice:
    case ParameterType::Text:
        return value.typeId() == QMetaType::QString;
    case ParameterType::Folder:
    case ParameterType::File:
    case ParameterType::NewFile:
        return value.typeId() == QMetaType::QByteArray;
    }
    Q_UNREACHABLE();
}

// Whether a character in a name would begin a new line, steer a terminal, or turn the text around
// it (Unicode Standard Annex 9), so that the name reads as another.
bool disturbsItsLine(QChar c)
{
    const char16_t code = c.unicode();
    return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
           || c.category() == QChar::Separator_Paragraph || (code >= 0x202A && code <= 0x202E)
           || (code >= 0x2066 && code <= 0x2069);
}

bool isInRange(const Parameter &parameter, const QVariant &value)
{
    switch (parameter.type) {
    case ParameterType::Integer: {
        const qlonglong number = value.toLongLong();
        return number >= static_cast<qlonglong>(parameter.least)
               && number <= static_cast<qlonglong>(parameter.most);
    }
    case ParameterType::Real:
        return value.toDouble() >= parameter.least && value.toDouble() <= parameter.most;
    case ParameterType::Choice:
        return parameter.choices.contains(value.toString());
    default:
        return true;
    }
}

std::optional<QString> refusalOf(const Parameter &parameter, const QVariant &value)
{
    if (const auto why = parameter.refusal ? parameter.refusal(value) : std::nullopt) {
        return ParameterSet::tr("%1: %2").arg(parameter.name, *why);
    }
    return std::nullopt;
}

} // namespace

QString Parameter::allowed() const
{
    switch (type) {
    case ParameterType::Integer:
    case ParameterType::Real:
        return unit.isEmpty()
                       ? ParameterSet::tr("%1 to %2").arg(plainNumber(least), plainNumber(most))
                       : ParameterSet::tr("%1 to %2 %3")
                                 .arg(plainNumber(least), plainNumber(most), unit);
    case ParameterType::Switch:
        return QStringLiteral("true, false");
    case ParameterType::Choice:
        return choices.join(QStringLiteral(", "));
    default:
        return {};
    }
}

ParameterSet::ParameterSet(std::vector<Parameter> parameters)
    : m_parameters(std::move(parameters))
{
    for (const Parameter &parameter : m_parameters) {
        Q_ASSERT_X(hasType(parameter, parameter.initial) && isInRange(parameter, parameter.initial),
                   "ParameterSet", qPrintable(parameter.name));
    }
}

const Parameter *ParameterSet::find(const QString &name) const
{
    const auto found = std::ranges::find(m_parameters, name, &Parameter::name);
    return found == m_parameters.end() ? nullptr : &*found;
}

ParameterValues ParameterSet::defaults() const
{
    ParameterValues values;
    for (const Parameter &parameter : m_parameters) {
        values.insert(parameter.name, parameter.initial);
    }
    return values;
}

std::optional<QString> ParameterSet::set(ParameterValues &values, const QString &name,
                                         const QByteArray &text) const
{
    const Parameter *parameter = find(name);
    if (!parameter) {
        QStringList names;
        for (const Parameter &known : m_parameters) {
            names.append(known.name);
        }
        return tr("there is no parameter %1; allowed: %2")
                .arg(quotedGiven(name, nearestName(name, names)), names.join(QStringLiteral(", ")));
    }
    const QVariant value = valueFrom(*parameter, text);
    if (!value.isValid() || !isInRange(*parameter, value)) {
        const QString range = parameter->allowed();
        const QString allowed = range.isEmpty() ? tr("UTF-8 text") : range;
        const QString shown = displayPath(text);
        const QString nearest = nearestName(shown, parameter->choices);
        return nearest.isEmpty()
                       ? tr("'%1' is no value for %2; allowed: %3").arg(shown, name, allowed)
                       : tr("'%1' is no value for %2 (did you mean '%3'?); allowed: %4")
                                 .arg(shown, name, nearest, allowed);
    }
    if (auto refused = refusalOf(*parameter, value)) {
        return refused;
    }
    values.insert(name, value);
    return std::nullopt;
}

const Parameter *ParameterSet::missing(const ParameterValues &values) const
{
    const auto found = std::ranges::find_if(m_parameters, [&](const Parameter &parameter) {
        return parameter.required && values.value(parameter.name).toByteArray().isEmpty();
    });
    return found == m_parameters.end() ? nullptr : &*found;
}

std::optional<QString> ParameterSet::check(const ParameterValues &values) const
{
    for (const Parameter &parameter : m_parameters) {
        const QVariant value = values.value(parameter.name);
        if (!hasType(parameter, value) || !isInRange(parameter, value)) {
            return tr("'%1' is no value for %2; allowed: %3")
                    .arg(value.toString(), parameter.name, parameter.allowed());
        }
        if (auto refused = refusalOf(parameter, value)) {
            return refused;
        }
    }
    if (const Parameter *empty = missing(values)) {
        return isPath(empty->type) ? tr("%1 is required: give a path").arg(empty->name)
                                   : tr("%1 is required: give a text").arg(empty->name);
    }
    return std::nullopt;
}

ParameterValues ParameterSet::sanitized(const QVariantMap &values) const
{
    ParameterValues result = defaults();
    for (const Parameter &parameter : m_parameters) {
        QVariant value = values.value(parameter.name);
        // What comes out of a settings file is text; what comes out of a form has its type.
        if (value.isValid() && !hasType(parameter, value)) {
            value = valueFrom(parameter, value.typeId() == QMetaType::QByteArray
                                                 ? value.toByteArray()
                                                 : value.toString().toUtf8());
        }
        if (value.isValid() && isInRange(parameter, value) && !refusalOf(parameter, value)) {
            result.insert(parameter.name, value);
        }
    }
    return result;
}

QJsonObject ParameterSet::toJson(const ParameterValues &values) const
{
    QJsonObject object;
    for (const Parameter &parameter : m_parameters) {
        const QVariant value = values.value(parameter.name);
        object.insert(parameter.name, isPath(parameter.type)
                                              ? QJsonValue(displayPath(value.toByteArray()))
                                              : QJsonValue::fromVariant(value));
    }
    return object;
}

QString displayPath(const QByteArray &path)
{
    static constexpr char hex[] = "0123456789ABCDEF";
    QString text;
    for (qsizetype at = 0; at < path.size();) {
        // The longest valid sequence that starts here; U+FFFD itself is valid when it is written
        // out.
        QString character;
        qsizetype length = 1;
        for (; length <= 4 && at + length <= path.size(); ++length) {
            QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
            character = decode(path.mid(at, length));
            if (!decode.hasError()) {
                break;
            }
            character.clear();
        }
        if (character.isEmpty() || disturbsItsLine(character.at(0))) {
            const auto byte = static_cast<unsigned char>(path.at(at));
            text += QStringLiteral("\\x") + QLatin1Char(hex[byte >> 4])
                    + QLatin1Char(hex[byte & 15]);
            ++at;
        } else {
            text += character;
            at += length;
        }
    }
    return text;
}

} // namespace thaw
