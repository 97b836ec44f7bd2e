// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/hash/filetree.h"
#include "jobs/workloads/hash/treeroot.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace thaw {

/// A file or a folder, whatever the path that leads to it.
struct FileId
{
    dev_t device = 0;
    ino_t inode = 0;
    friend auto operator<=>(const FileId &, const FileId &) = default;
};

/// What the walk leaves out: the manifest that is being written, by its name in a folder or as the
/// file itself.
struct LeftOut
{
    FileId folder = {};
    std::set<QByteArray> names = {};
    std::optional<FileId> file = {};
};

/// What a walk met besides files.
struct WalkCounts
{
    std::int64_t links = 0;   ///< symbolic links, not followed
    std::int64_t special = 0; ///< FIFOs, sockets, devices
};

/// Finds the regular files under a folder. Names are the system's bytes, in the byte order of their
/// whole paths, which is that of `LC_ALL=C sort`. Symbolic links aren't followed. One folder is
/// open at a time, so depth costs no file descriptors.
class FileWalk
{
public:
    enum class Kind { File, Folder };
    /// Called for what could not be read, with the reason; the walk goes on.
    using Problem = std::function<void(Kind kind, const QByteArray &path, const QString &reason)>;
    /// Called every few entries; false ends the walk.
    using AtPoint = std::function<bool(const FileTree &soFar)>;

    FileWalk(const TreeRoot &root, AtPoint atPoint, Problem problem);

    void leaveOut(LeftOut leftOut) { m_leftOut = std::move(leftOut); }

    /// Adds what it finds to `tree`, an empty one. False when `atPoint` ended it.
    [[nodiscard]] bool walk(FileTree &tree);

    [[nodiscard]] const WalkCounts &counts() const { return m_counts; }

private:
    struct Entry
    {
        /// A folder's with a slash at its end, which makes its order that of whole paths: "a.b"
        /// comes before "a/b".
        std::string name;
        std::int64_t size = 0;
    };
    /// A folder on the way down, with what is still to be visited in it.
    struct Level
    {
        FileTree::Index folder = FileTree::root;
        FileId id;
        /// A heap, its first name at the front: to sort a folder of a million files in one go would
        /// take longer than a cancel may.
        std::vector<Entry> entries;

        void add(Entry entry);
        [[nodiscard]] Entry takeFirst();
    };

    [[nodiscard]] bool enter(const FileTree &tree, FileTree::Index folder);
    [[nodiscard]] bool readEntries(const FileTree &tree, FileDescriptor folder, Level &level);
    void examine(const FileTree &tree, int folderFd, const char *name, unsigned char type,
                 Level &level);
    [[nodiscard]] bool isLeftOut(const FileId &folder, const char *name) const;
    [[nodiscard]] bool isOnTheWay(const FileId &id) const;

    const TreeRoot &m_root;
    const AtPoint m_atPoint;
    const Problem m_problem;
    std::optional<LeftOut> m_leftOut;
    WalkCounts m_counts;
    std::vector<Level> m_way; // from the root to the folder being visited
};

} // namespace thaw
