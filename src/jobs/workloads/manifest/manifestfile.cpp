// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/manifest/manifestfile.h"

#include "jobs/system/realpath.h"
#include "jobs/workloads/hash/hashtext.h"
#include "jobs/workloads/hash/treeroot.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace thaw {

namespace {

constexpr qsizetype bufferSize = 256 * 1024;
constexpr int attempts = 100;

QString reasonOf(int error)
{
    return error == ENOENT ? HashText::tr("its folder is not there") : qt_error_string(error);
}

// What `path` leads to, if it is a symbolic link; else `path` itself.
QByteArray withoutLink(const QByteArray &path)
{
    struct stat status = {};
    if (lstat(path.constData(), &status) == 0 && S_ISLNK(status.st_mode)) {
        const QByteArray target = realPath(path);
        return target.isEmpty() ? path : target;
    }
    return path;
}

// Why what is there already can't be replaced; empty if it can, or nothing is there.
std::optional<QString> obstacle(int folder, const QByteArray &path)
{
    struct stat status = {};
    if (fstatat(folder, path.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return std::nullopt;
    }
    if (S_ISDIR(status.st_mode)) {
        return HashText::tr("it is a folder");
    }
    if (S_ISLNK(status.st_mode)) {
        return HashText::tr("it is a link that leads nowhere");
    }
    if (!S_ISREG(status.st_mode)) {
        return HashText::tr("it is not a regular file");
    }
    return std::nullopt;
}

} // namespace

ManifestFile::ManifestFile(QByteArray shownPath, FileDescriptor folder, QByteArray name)
    : ManifestWriter(std::move(shownPath))
    , m_folder(std::move(folder))
    , m_name(std::move(name))
{}

ManifestFile::~ManifestFile()
{
    removeTemporary();
}

void ManifestFile::removeTemporary()
{
    if (!m_temporaryName.isEmpty()) {
        unlinkat(m_folder.value(), m_temporaryName.constData(), 0);
        m_temporaryName.clear();
    }
    m_file.reset();
}

ManifestWriter::Opened ManifestFile::create(const QByteArray &path)
{
    const QByteArray target = withoutLink(path);
    if (const std::optional<QString> found = obstacle(AT_FDCWD, target)) {
        return refused(path, *found);
    }
    const qsizetype slash = target.lastIndexOf('/');
    const QByteArray name = target.mid(slash + 1);
    if (name.isEmpty()) {
        return refused(path, HashText::tr("its name ends with a slash"));
    }
    const QByteArray folderPath = slash < 0 ? QByteArrayLiteral(".") : target.left(slash + 1);
    FileDescriptor folder = TreeRoot::openFolder(folderPath);
    if (!folder.isOpen()) {
        return refused(path, reasonOf(errno));
    }
    std::unique_ptr<ManifestFile> writer(new ManifestFile(path, std::move(folder), name));
    if (const int error = writer->openTemporary(); error != 0) {
        return refused(path, reasonOf(error));
    }
    writer->removeTemporary();
    return std::unique_ptr<ManifestWriter>(std::move(writer));
}

int ManifestFile::openTemporary()
{
    const int error = makeTemporary();
    return error != 0 ? error : takeOverMode();
}

// Not mkostemp: it makes a file that only its owner may read, and the umask can't be asked without
// changing it for all threads. The system applies it when a file is made with the usual mode.
int ManifestFile::makeTemporary()
{
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const QByteArray name = QByteArrayLiteral(".thaw-manifest-")
                                + QByteArray::number(QRandomGenerator::global()->generate64(), 16);
        m_file = FileDescriptor(openat(m_folder.value(), name.constData(),
                                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
        if (m_file.isOpen()) {
            m_temporaryName = name;
            return 0;
        }
        if (errno != EEXIST) {
            return errno;
        }
    }
    return EEXIST;
}

int ManifestFile::takeOverMode()
{
    struct stat status = {};
    if (fstatat(m_folder.value(), m_name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? 0 : errno;
    }
    return fchmod(m_file.value(), status.st_mode & 0777) == 0 || errno == EPERM ? 0 : errno;
}

LeftOut ManifestFile::leftOut() const
{
    struct stat status = {};
    if (fstat(m_folder.value(), &status) != 0) {
        return {};
    }
    return {.folder = {status.st_dev, status.st_ino}, .names = {m_name}};
}

bool ManifestFile::replaces(dev_t device, ino_t inode) const
{
    struct stat status = {};
    return fstatat(m_folder.value(), m_name.constData(), &status, AT_SYMLINK_NOFOLLOW) == 0
           && status.st_dev == device && status.st_ino == inode;
}

bool ManifestFile::add(const QByteArray &line)
{
    m_buffer += line;
    return m_buffer.size() < bufferSize || flush();
}

bool ManifestFile::flush()
{
    if (!m_file.isOpen()) {
        if (const int error = openTemporary(); error != 0) {
            return fail(reasonOf(error));
        }
    }
    qsizetype written = 0;
    while (written < m_buffer.size()) {
        const ssize_t count = ::write(m_file.value(), m_buffer.constData() + written,
                                      static_cast<std::size_t>(m_buffer.size() - written));
        if (count < 0 && errno != EINTR) {
            return fail(reasonOf(errno));
        }
        written += std::max<ssize_t>(count, 0);
    }
    m_buffer.clear();
    return true;
}

bool ManifestFile::commit()
{
    if (!flush()) {
        return false;
    }
    // Else a power cut soon after could leave the new name with nothing in it.
    if (fsync(m_file.value()) != 0) {
        return fail(reasonOf(errno));
    }
    if (::close(m_file.release()) != 0 && errno != EINTR) { // network file systems say it here
        return fail(reasonOf(errno));
    }
    // It may be that something else has taken the name in the meantime.
    if (const std::optional<QString> found = obstacle(m_folder.value(), m_name)) {
        return fail(*found);
    }
    if (renameat(m_folder.value(), m_temporaryName.constData(), m_folder.value(),
                 m_name.constData())
        != 0) {
        return fail(reasonOf(errno));
    }
    m_temporaryName.clear();
    // Some file systems can't; the manifest is whole, then, either the old one or the new.
    const FileDescriptor folder(openat(m_folder.value(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    static_cast<void>(fsync(folder.value()));
    return true;
}

} // namespace thaw
