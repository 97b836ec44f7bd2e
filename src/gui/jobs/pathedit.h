// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/parameter.h"

#include <QByteArray>
#include <QWidget>

class QLineEdit;

namespace thaw {

/// A line for a path, with a button that opens a file dialog. A path whose bytes aren't UTF-8 is
/// shown readably and kept byte by byte until the person edits it.
class PathEdit : public QWidget
{
    Q_OBJECT
public:
    /// `type` is Folder, File or NewFile.
    explicit PathEdit(ParameterType type, QWidget *parent = nullptr);

    void setPath(const QByteArray &path);
    [[nodiscard]] QByteArray path() const { return m_path; }

Q_SIGNALS:
    /// A person changed the path.
    void edited();

private:
    void browse();

    const ParameterType m_type;
    QByteArray m_path;
    QLineEdit *m_line;
};

} // namespace thaw
