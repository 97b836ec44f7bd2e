// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/pathedit.h"

#include "gui/look/filedialog.h"

#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace thaw {

PathEdit::PathEdit(ParameterType type, QWidget *parent)
    : QWidget(parent)
    , m_type(type)
    , m_line(new QLineEdit)
{
    auto *browseButton = new QToolButton;
    browseButton->setText(QStringLiteral("…"));
    browseButton->setToolTip(type == ParameterType::Folder ? tr("Choose a folder")
                                                           : tr("Choose a file"));
    browseButton->setAccessibleName(browseButton->toolTip());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_line, 1);
    layout->addWidget(browseButton);
    m_line->setClearButtonEnabled(type != ParameterType::Folder);
    m_line->setPlaceholderText(type == ParameterType::Folder ? tr("a folder") : tr("none"));
    setFocusProxy(m_line);
    connect(browseButton, &QToolButton::clicked, this, &PathEdit::browse);
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text != displayPath(m_path)) {
            m_path = QFile::encodeName(text);
            Q_EMIT edited();
        }
    });
}

void PathEdit::setPath(const QByteArray &path)
{
    m_path = path;
    m_line->setText(displayPath(path));
    m_line->setCursorPosition(0);
}

void PathEdit::browse()
{
    auto *dialog = new QFileDialog(this);
    deleteWhenDone(*dialog);
    dialog->setFileMode(m_type == ParameterType::Folder ? QFileDialog::Directory
                        : m_type == ParameterType::File ? QFileDialog::ExistingFile
                                                        : QFileDialog::AnyFile);
    dialog->setAcceptMode(m_type == ParameterType::NewFile ? QFileDialog::AcceptSave
                                                           : QFileDialog::AcceptOpen);
    dialog->setOption(QFileDialog::ShowDirsOnly, m_type == ParameterType::Folder);
    if (!m_path.isEmpty()) {
        const QFileInfo current(QFile::decodeName(m_path));
        dialog->setDirectory(current.isDir() ? current.filePath() : current.path());
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        setPath(QFile::encodeName(file));
        Q_EMIT edited();
    });
    dialog->open(); // doesn't block: the columns and a run go on
}

} // namespace thaw

#include "moc_pathedit.cpp"
