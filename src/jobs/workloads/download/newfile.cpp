// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/newfile.h"

#include "jobs/workloads/download/downloadtext.h"
#include "jobs/workloads/download/filename.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace thaw {

namespace {

QString reasonOf(int error)
{
    switch (error) {
    case ENOSPC:
        return DownloadText::tr("the disk is full");
    case EDQUOT:
        return DownloadText::tr("your share of the disk is used up");
    case ENOENT:
        return DownloadText::tr("its folder is not there any more");
    case EROFS:
        return DownloadText::tr("its folder is on a disk that can only be read");
    case EFBIG:
        return DownloadText::tr("the disk takes no file of that size");
    default:
        return DownloadText::tr("it can't be written: %1").arg(qt_error_string(error));
    }
}

constexpr int attempts = 100;
constexpr int mostNumber = 10'000; // of files of one name
// After so many bytes the disk is set to work, so that the fsync at the end, in which a cancel has
// to wait, has little left to do.
constexpr std::int64_t sendAfter = 8 * 1024 * 1024;

} // namespace

NewFile::NewFile(const FileDescriptor &folder)
    : m_folder(folder)
{}

NewFile::~NewFile()
{
    discard();
}

std::optional<QString> NewFile::open()
{
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const QByteArray name = QByteArrayLiteral(".thaw-download-")
                                + QByteArray::number(QRandomGenerator::system()->generate64(), 16)
                                + QByteArrayLiteral(".part");
        m_file = FileDescriptor(openat(m_folder.value(), name.constData(),
                                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
        if (m_file.isOpen()) {
            m_temporaryName = name;
            return std::nullopt;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return reasonOf(errno);
}

std::optional<QString> NewFile::write(const char *bytes, std::int64_t count)
{
    for (std::int64_t done = 0; done < count;) {
        const ssize_t written =
                ::write(m_file.value(), bytes + done, static_cast<std::size_t>(count - done));
        if (written < 0 && errno != EINTR) {
            return reasonOf(errno);
        }
        done += std::max<ssize_t>(written, 0);
    }
    m_written += count;
    m_unsent += count;
    if (m_unsent >= sendAfter) {
        sync_file_range(m_file.value(), m_written - m_unsent, m_unsent, SYNC_FILE_RANGE_WRITE);
        m_unsent = 0;
    }
    return std::nullopt;
}

std::optional<QString> NewFile::keepAs(const QByteArray &name)
{
    // Else a power cut soon after could leave the name with nothing in it.
    if (fsync(m_file.value()) != 0) {
        return reasonOf(errno);
    }
    if (::close(m_file.release()) != 0 && errno != EINTR) { // network file systems say it here
        return reasonOf(errno);
    }
    for (int number = 1; number <= mostNumber; ++number) {
        const QByteArray numbered = numberedName(name, number);
        const int error = takeName(numbered);
        if (error == 0) {
            m_temporaryName.clear();
            m_name = numbered;
            fsync(m_folder.value()); // some file systems can't; the file is whole either way
            return std::nullopt;
        }
        if (error != EEXIST) {
            return reasonOf(error);
        }
    }
    return DownloadText::tr("there are %1 files of its name already").arg(mostNumber);
}

// Returns what errno says; EEXIST if the name is taken.
int NewFile::takeName(const QByteArray &name) const
{
    const int folder = m_folder.value();
    if (renameat2(folder, m_temporaryName.constData(), folder, name.constData(), RENAME_NOREPLACE)
        == 0) {
        return 0;
    }
    if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP) {
        return errno;
    }
    // A file system that can't rename so, such as NFS, has links, which don't replace either.
    if (linkat(folder, m_temporaryName.constData(), folder, name.constData(), 0) == 0) {
        unlinkat(folder, m_temporaryName.constData(), 0);
        return 0;
    }
    return errno == EPERM || errno == ENOSYS || errno == EOPNOTSUPP ? takeByReserving(name) : errno;
}

// Where there are no links either, as on what FUSE brings of a phone or a server: an empty file
// takes the name, which fails if it is taken, and is replaced. Only a power cut between the two
// leaves it behind.
int NewFile::takeByReserving(const QByteArray &name) const
{
    const int folder = m_folder.value();
    FileDescriptor reserved(openat(folder, name.constData(),
                                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!reserved.isOpen()) {
        return errno;
    }
    reserved.reset(); // some can't replace what is open
    if (renameat(folder, m_temporaryName.constData(), folder, name.constData()) == 0) {
        return 0;
    }
    const int error = errno;
    unlinkat(folder, name.constData(), 0);
    return error;
}

void NewFile::discard()
{
    m_file.reset();
    if (!m_temporaryName.isEmpty()) {
        unlinkat(m_folder.value(), m_temporaryName.constData(), 0);
        m_temporaryName.clear();
    }
}

} // namespace thaw
