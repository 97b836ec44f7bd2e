// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/jobpanel.h"

#include "ui_jobpanel.h"

#include "gui/jobs/parameterform.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

namespace thaw {

namespace {

// On the command line a required folder has no default; in the window it is the user's documents.
ParameterValues windowDefaults(const JobDescriptor &job, ParameterValues values)
{
    for (const Parameter &parameter : job.parameters.all()) {
        QVariant &value = values[parameter.name];
        if (parameter.required && parameter.type == ParameterType::Folder
            && value.toByteArray().isEmpty()) {
            const QString documents =
                    QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
            const QString home = QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
            value = QFile::encodeName(QFileInfo(documents).isDir() ? documents : home);
        }
    }
    return values;
}

} // namespace

JobPanel::JobPanel(QMap<QString, QVariantMap> values, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::JobPanel>())
    , m_values(std::move(values))
{
    m_ui->setupUi(this);
    QFont title = m_ui->title->font();
    title.setWeight(QFont::DemiBold);
    title.setPointSizeF(title.pointSizeF() * 1.2);
    m_ui->title->setFont(title);
    connect(m_ui->form, &ParameterForm::edited, this, [this] {
        // These are saved; what the job refuses isn't: it may be an address with a password.
        m_values[m_job->id] = m_job->parameters.sanitized(m_ui->form->values());
        Q_EMIT edited();
    });
}

JobPanel::~JobPanel() = default;

void JobPanel::showJob(const JobDescriptor &job)
{
    m_job = &job;
    m_ui->title->setText(job.title);
    m_ui->summary->setText(job.summary);
    m_ui->form->showParameters(
            job.parameters, windowDefaults(job, job.parameters.sanitized(m_values.value(job.id))));
    Q_EMIT jobChanged();
}

void JobPanel::setNumber(const QString &name, double value)
{
    m_ui->form->setNumber(name, value);
}

ParameterValues JobPanel::values() const
{
    return m_ui->form->values();
}

QMap<QString, QVariantMap> JobPanel::allValues() const
{
    return m_values;
}

void JobPanel::focusMissing()
{
    const ParameterValues values = m_ui->form->values();
    for (const Parameter &parameter : m_job->parameters.all()) {
        if (parameter.required && values[parameter.name].toByteArray().isEmpty()) {
            m_ui->form->focusParameter(parameter.name);
            return;
        }
    }
}

} // namespace thaw

#include "moc_jobpanel.cpp"
