// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/filewalk.h"

#include "jobs/workloads/hash/hashtext.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

namespace thaw {

namespace {

// How many entries of a folder come between two points: each costs about 1 us from a warm
// cache, and a seek of some ms from a cold disk.
constexpr int batch = 64;

struct CloseFolder
{
    void operator()(DIR *folder) const { closedir(folder); }
};
using OpenFolder = std::unique_ptr<DIR, CloseFolder>;

QByteArray below(const QByteArray &folder, const char *name)
{
    return folder.isEmpty() ? QByteArray(name) : QByteArray(folder + '/' + name);
}

bool isDots(const char *name)
{
    return std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0;
}

} // namespace

void FileWalk::Level::add(Entry entry)
{
    entries.push_back(std::move(entry));
    std::ranges::push_heap(entries, std::greater<>(), &Entry::name);
}

FileWalk::Entry FileWalk::Level::takeFirst()
{
    std::ranges::pop_heap(entries, std::greater<>(), &Entry::name);
    Entry first = std::move(entries.back());
    entries.pop_back();
    return first;
}

FileWalk::FileWalk(const TreeRoot &root, AtPoint atPoint, Problem problem)
    : m_root(root)
    , m_atPoint(std::move(atPoint))
    , m_problem(std::move(problem))
{}

bool FileWalk::walk(FileTree &tree)
{
    if (!enter(tree, FileTree::root)) {
        return false;
    }
    int visited = 0;
    while (!m_way.empty()) {
        if (++visited % batch == 0 && !m_atPoint(tree)) {
            return false;
        }
        Level &level = m_way.back();
        if (level.entries.empty()) {
            m_way.pop_back();
            continue;
        }
        const Entry entry = level.takeFirst();
        if (entry.name.back() != '/') {
            tree.addFile(level.folder, entry.name, entry.size);
            continue;
        }
        const std::string_view name(entry.name.data(), entry.name.size() - 1);
        if (!enter(tree, tree.addFolder(level.folder, name))) { // `level` is no more valid
            return false;
        }
    }
    return m_atPoint(tree);
}

// Reads the whole folder and closes it, then makes it the last level of the way. False when the
// walk was ended at a point.
bool FileWalk::enter(const FileTree &tree, FileTree::Index folder)
{
    FileDescriptor opened = m_root.openFolderBelow(tree.folderPath(folder));
    struct stat status = {};
    if (!opened.isOpen() || fstat(opened.value(), &status) != 0) {
        m_problem(Kind::Folder, tree.folderPath(folder), HashText::reason(errno));
        return true;
    }
    Level level{.folder = folder, .id = {status.st_dev, status.st_ino}, .entries = {}};
    if (isOnTheWay(level.id)) {
        m_problem(Kind::Folder, tree.folderPath(folder), HashText::tr("it lies inside itself"));
        return true;
    }
    if (!readEntries(tree, std::move(opened), level)) {
        return false;
    }
    m_way.push_back(std::move(level));
    return true;
}

bool FileWalk::readEntries(const FileTree &tree, FileDescriptor folder, Level &level)
{
    const OpenFolder stream(fdopendir(folder.value()));
    if (!stream) {
        m_problem(Kind::Folder, tree.folderPath(level.folder), HashText::reason(errno));
        return true;
    }
    const int folderFd = folder.release(); // the stream owns it now
    for (int read = 1;; ++read) {
        errno = 0;
        const dirent *entry = readdir(stream.get());
        if (!entry) {
            if (errno != 0) {
                m_problem(Kind::Folder, tree.folderPath(level.folder), HashText::reason(errno));
            }
            return true;
        }
        if (read % batch == 0 && !m_atPoint(tree)) {
            return false;
        }
        if (!isDots(entry->d_name) && !isLeftOut(level.id, entry->d_name)) {
            examine(tree, folderFd, entry->d_name, entry->d_type, level);
        }
    }
}

void FileWalk::examine(const FileTree &tree, int folderFd, const char *name, unsigned char type,
                       Level &level)
{
    // A folder and a link are known by their type, on most file systems, without a look at them.
    struct stat status = {};
    if (type == DT_DIR) {
        status.st_mode = S_IFDIR;
    } else if (type == DT_LNK) {
        status.st_mode = S_IFLNK;
    } else if (fstatat(folderFd, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        m_problem(Kind::File, below(tree.folderPath(level.folder), name), HashText::reason(errno));
        return;
    }
    if (m_leftOut && m_leftOut->file == FileId{status.st_dev, status.st_ino}) {
        return;
    }
    if (S_ISDIR(status.st_mode)) {
        level.add({std::string(name) + '/'});
    } else if (S_ISREG(status.st_mode)) {
        level.add({name, status.st_size});
    } else if (S_ISLNK(status.st_mode)) {
        ++m_counts.links;
    } else {
        ++m_counts.special;
    }
}

bool FileWalk::isLeftOut(const FileId &folder, const char *name) const
{
    return m_leftOut && m_leftOut->folder == folder && m_leftOut->names.contains(QByteArray(name));
}

// A file system can be mounted inside itself (some FUSE ones can); the walk would never end.
bool FileWalk::isOnTheWay(const FileId &id) const
{
    return std::ranges::any_of(m_way, [&](const Level &level) { return level.id == id; });
}

} // namespace thaw
