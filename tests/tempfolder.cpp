// SPDX-License-Identifier: GPL-3.0-or-later
#include "tempfolder.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace thaw {

TempFolder::TempFolder()
{
    std::string name = "/tmp/thaw-test-XXXXXX";
    check(mkdtemp(name.data()) != nullptr, "mkdtemp");
    m_path = QByteArray::fromStdString(name);
}

TempFolder::~TempFolder()
{
    static_cast<void>(shell("rm -rf -- " + m_path, nullptr));
}

QByteArray TempFolder::path(const QByteArray &name) const
{
    return QByteArray(m_path + '/' + name);
}

void TempFolder::write(const QByteArray &name, const QByteArray &content) const
{
    const int fd = ::open(path(name).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    check(fd >= 0, "open for writing");
    check(::write(fd, content.constData(), static_cast<std::size_t>(content.size()))
                  == content.size(),
          "write");
    ::close(fd);
}

void TempFolder::writeSparse(const QByteArray &name, off_t size) const
{
    write(name, {});
    check(truncate(path(name).constData(), size) == 0, "truncate");
}

void TempFolder::makeFolder(const QByteArray &name) const
{
    check(mkdir(path(name).constData(), 0755) == 0, "mkdir");
}

void TempFolder::makeLink(const QByteArray &target, const QByteArray &name) const
{
    check(symlink(target.constData(), path(name).constData()) == 0, "symlink");
}

void TempFolder::makeFifo(const QByteArray &name) const
{
    check(mkfifo(path(name).constData(), 0644) == 0, "mkfifo");
}

void TempFolder::remove(const QByteArray &name) const
{
    check(unlink(path(name).constData()) == 0, "unlink");
}

void TempFolder::rename(const QByteArray &from, const QByteArray &to) const
{
    check(::rename(path(from).constData(), path(to).constData()) == 0, "rename");
}

QByteArray TempFolder::read(const QByteArray &name) const
{
    const int fd = ::open(path(name).constData(), O_RDONLY | O_CLOEXEC);
    check(fd >= 0, "open for reading");
    QByteArray content;
    char buffer[4096];
    for (ssize_t count = 0; (count = ::read(fd, buffer, sizeof buffer)) > 0;) {
        content.append(buffer, count);
    }
    ::close(fd);
    return content;
}

QByteArrayList TempFolder::names() const
{
    QByteArrayList found;
    DIR *folder = opendir(m_path.constData());
    check(folder != nullptr, "opendir");
    while (const dirent *entry = readdir(folder)) {
        const QByteArray name(entry->d_name);
        if (name != "." && name != "..") {
            found.append(name);
        }
    }
    closedir(folder);
    std::sort(found.begin(), found.end());
    return found;
}

QByteArray TempFolder::output(const QByteArray &program, const QByteArrayList &arguments,
                              int *exitCode) const
{
    QByteArray command = "cd " + m_path + " && exec " + program;
    for (QByteArray argument : arguments) {
        command += " '" + argument.replace('\'', "'\\''") + "'";
    }
    return shell(command, exitCode);
}

// Not QProcess: ThreadSanitizer takes the vfork() in it for a fork() and allows no threads
// after.
QByteArray TempFolder::shell(const QByteArray &command, int *exitCode)
{
    QByteArray said;
    FILE *pipe = popen(command.constData(), "re");
    check(pipe != nullptr, "popen");
    char buffer[4096];
    for (std::size_t count = 0; (count = fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
        said.append(buffer, static_cast<qsizetype>(count));
    }
    const int status = pclose(pipe);
    if (exitCode) {
        *exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    return said;
}

void TempFolder::check(bool good, const char *what)
{
    if (!good) {
        throw std::runtime_error(what);
    }
}

} // namespace thaw
