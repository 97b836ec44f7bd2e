// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <sys/types.h>

namespace thaw {

/// A folder for one test, removed with all that is in it. Names are bytes: QTemporaryDir and QFile
/// can't make, or remove, what isn't UTF-8 or lies deeper than PATH_MAX.
class TempFolder
{
public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder &) = delete;
    TempFolder &operator=(const TempFolder &) = delete;

    [[nodiscard]] const QByteArray &path() const { return m_path; }
    [[nodiscard]] QString text() const { return QString::fromLatin1(m_path); }
    [[nodiscard]] QByteArray path(const QByteArray &name) const;

    void write(const QByteArray &name, const QByteArray &content) const;
    /// A file of zeros that takes no room on the disk.
    void writeSparse(const QByteArray &name, off_t size) const;
    void makeFolder(const QByteArray &name) const;
    void makeLink(const QByteArray &target, const QByteArray &name) const;
    void makeFifo(const QByteArray &name) const;
    void remove(const QByteArray &name) const;
    void rename(const QByteArray &from, const QByteArray &to) const;

    [[nodiscard]] QByteArray read(const QByteArray &name) const;
    /// The names in it, sorted; those that begin with a dot, too.
    [[nodiscard]] QByteArrayList names() const;

    /// What a program says on its standard output, run in the folder; its exit code in `exitCode`.
    [[nodiscard]] QByteArray output(const QByteArray &program, const QByteArrayList &arguments,
                                    int *exitCode = nullptr) const;

private:
    static QByteArray shell(const QByteArray &command, int *exitCode);

    // A test whose folder can't be made has failed, not passed.
    static void check(bool good, const char *what);

    QByteArray m_path;
};

} // namespace thaw
