// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/parameter.h"

#include <QMap>
#include <QString>
#include <QWidget>

#include <functional>

class QFormLayout;

namespace thaw {

/// A form for a job's parameters, made from their declaration: an editor of the right type and
/// range for each. What it holds always fits the types and the ranges; required paths may still be
/// empty.
class ParameterForm : public QWidget
{
    Q_OBJECT
public:
    explicit ParameterForm(QWidget *parent = nullptr);

    /// Makes the form anew. `parameters` is copied; `values` have all of them.
    void showParameters(const ParameterSet &parameters, const ParameterValues &values);
    [[nodiscard]] ParameterValues values() const;
    /// Changes the number of this parameter, as a person would; without effect if there is none.
    void setNumber(const QString &name, double value);
    /// Puts the keyboard into the editor of this parameter, if there is one.
    void focusParameter(const QString &name);

Q_SIGNALS:
    /// A person changed a value.
    void edited();

private:
    struct Editor
    {
        QWidget *widget = nullptr;
        std::function<QVariant()> value;
    };

    [[nodiscard]] Editor editorFor(const Parameter &parameter, const QVariant &value);
    [[nodiscard]] Editor numberEditor(const Parameter &parameter, const QVariant &value);
    [[nodiscard]] Editor choiceEditor(const Parameter &parameter, const QVariant &value);
    [[nodiscard]] Editor switchEditor(const QVariant &value);
    [[nodiscard]] Editor textEditor(const QVariant &value);
    [[nodiscard]] Editor pathEditor(const Parameter &parameter, const QVariant &value);

    QFormLayout *m_layout;
    QMap<QString, Editor> m_editors;
};

} // namespace thaw
