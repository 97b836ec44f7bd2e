// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/parameterform.h"

#include "gui/jobs/pathedit.h"
#include "gui/look/switchbutton.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace thaw {

namespace {

/// Shows no more decimals than its value has: "5", "0.25".
class NumberBox : public QDoubleSpinBox
{
public:
    [[nodiscard]] QString textFromValue(double value) const override
    {
        QString text = QDoubleSpinBox::textFromValue(value);
        if (text.contains(locale().decimalPoint())) {
            while (text.endsWith(locale().zeroDigit())) {
                text.chop(1);
            }
            if (text.endsWith(locale().decimalPoint())) {
                text.chop(locale().decimalPoint().size());
            }
        }
        return text;
    }
};

} // namespace

ParameterForm::ParameterForm(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QFormLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    m_layout->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_layout->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void ParameterForm::showParameters(const ParameterSet &parameters, const ParameterValues &values)
{
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    while (m_layout->rowCount() > 0) {
        m_layout->removeRow(0);
    }
    m_editors.clear();
    for (const Parameter &parameter : parameters.all()) {
        const Editor editor = editorFor(parameter, values[parameter.name]);
        const QString allowed = parameter.allowed();
        editor.widget->setAccessibleName(parameter.label);
        editor.widget->setAccessibleDescription(parameter.help);
        editor.widget->setToolTip(allowed.isEmpty() ? tr("%1.").arg(parameter.help)
                                                    : tr("%1 (%2).").arg(parameter.help, allowed));
        auto *label = new QLabel(parameter.label);
        label->setToolTip(editor.widget->toolTip());
        label->setBuddy(editor.widget);
        m_layout->addRow(label, editor.widget);
        m_editors.insert(parameter.name, editor);
    }
    if (hadFocus) { // it went with what had it, and would be nowhere
        const QLayoutItem *first = m_layout->itemAt(0, QFormLayout::FieldRole);
        if (first) {
            first->widget()->setFocus(Qt::OtherFocusReason);
        } else {
            focusNextChild();
        }
    }
}

ParameterValues ParameterForm::values() const
{
    ParameterValues values;
    for (auto editor = m_editors.begin(); editor != m_editors.end(); ++editor) {
        values.insert(editor.key(), editor->value());
    }
    return values;
}

void ParameterForm::setNumber(const QString &name, double value)
{
    if (auto *box = qobject_cast<QDoubleSpinBox *>(m_editors.value(name).widget)) {
        box->setValue(value);
    }
}

void ParameterForm::focusParameter(const QString &name)
{
    if (const auto editor = m_editors.find(name); editor != m_editors.end()) {
        editor->widget->setFocus(Qt::OtherFocusReason);
    }
}

ParameterForm::Editor ParameterForm::editorFor(const Parameter &parameter, const QVariant &value)
{
    switch (parameter.type) {
    case ParameterType::Integer:
    case ParameterType::Real:
        return numberEditor(parameter, value);
    case ParameterType::Switch:
        return switchEditor(value);
    case ParameterType::Choice:
        return choiceEditor(parameter, value);
    case ParameterType::Text:
        return textEditor(value);
    case ParameterType::Folder:
    case ParameterType::File:
    case ParameterType::NewFile:
        return pathEditor(parameter, value);
    }
    Q_UNREACHABLE();
}

// One kind of box for both: a QSpinBox ends at 2^31, and whole numbers are exact in a double to
// 2^53.
ParameterForm::Editor ParameterForm::numberEditor(const Parameter &parameter, const QVariant &value)
{
    const bool whole = parameter.type == ParameterType::Integer;
    auto *box = new NumberBox;
    box->setDecimals(whole ? 0 : 3);
    box->setRange(parameter.least, parameter.most);
    box->setGroupSeparatorShown(true);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    box->setAccelerated(true);
    box->setValue(value.toDouble());
    if (!parameter.unit.isEmpty()) {
        box->setSuffix(QChar::Nbsp + parameter.unit);
    }
    connect(box, &QDoubleSpinBox::valueChanged, this, &ParameterForm::edited);
    return {box, [box, whole] {
                return whole ? QVariant(static_cast<qlonglong>(box->value()))
                             : QVariant(box->value());
            }};
}

ParameterForm::Editor ParameterForm::choiceEditor(const Parameter &parameter, const QVariant &value)
{
    auto *box = new QComboBox;
    box->addItems(parameter.choices);
    box->setCurrentText(value.toString());
    connect(box, &QComboBox::currentTextChanged, this, &ParameterForm::edited);
    return {box, [box] { return QVariant(box->currentText()); }};
}

ParameterForm::Editor ParameterForm::switchEditor(const QVariant &value)
{
    auto *button = new SwitchButton;
    button->setChecked(value.toBool());
    connect(button, &SwitchButton::toggled, this, &ParameterForm::edited);
    return {button, [button] { return QVariant(button->isChecked()); }};
}

ParameterForm::Editor ParameterForm::textEditor(const QVariant &value)
{
    auto *edit = new QLineEdit(value.toString());
    connect(edit, &QLineEdit::textEdited, this, &ParameterForm::edited);
    return {edit, [edit] { return QVariant(edit->text()); }};
}

ParameterForm::Editor ParameterForm::pathEditor(const Parameter &parameter, const QVariant &value)
{
    auto *edit = new PathEdit(parameter.type);
    edit->setPath(value.toByteArray());
    connect(edit, &PathEdit::edited, this, &ParameterForm::edited);
    return {edit, [edit] { return QVariant(edit->path()); }};
}

} // namespace thaw

#include "moc_parameterform.cpp"
