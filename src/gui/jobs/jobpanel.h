// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"
#include "jobs/job/jobdescriptor.h"
#include "jobs/job/parameter.h"

#include <QMap>
#include <QString>
#include <QVariantMap>
#include <QWidget>

#include <memory>

namespace Ui {
class JobPanel;
}

namespace thaw {

/// What the chosen job is and the form for its parameters. It keeps the values of every job, so
/// that going from one to another and back loses nothing.
class JobPanel : public QWidget
{
    Q_OBJECT
public:
    /// `values` by job, as they come from the settings.
    explicit JobPanel(QMap<QString, QVariantMap> values, QWidget *parent = nullptr);
    ~JobPanel() override;

    /// `job` outlives the panel.
    void showJob(const JobDescriptor &job);
    /// The job that is shown; null before the first.
    [[nodiscard]] const JobDescriptor *job() const { return m_job; }
    /// The values of the job that is shown.
    [[nodiscard]] ParameterValues values() const;
    /// Sets one of them, as a person would in the form; it must be within its range.
    void setNumber(const QString &name, double value);
    /// The values of all jobs that were ever edited here.
    [[nodiscard]] QMap<QString, QVariantMap> allValues() const;
    /// Puts the keyboard where the first required value is missing.
    void focusMissing();

Q_SIGNALS:
    /// Another job is shown.
    void jobChanged();
    /// A value was changed.
    void edited();

private:
    std::unique_ptr<Ui::JobPanel> m_ui;
    QMap<QString, QVariantMap> m_values;
    const JobDescriptor *m_job = nullptr;
};

} // namespace thaw
