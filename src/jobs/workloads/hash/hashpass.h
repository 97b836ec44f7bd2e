// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/digest/digest.h"
#include "jobs/workloads/hash/filehasher.h"
#include "jobs/workloads/hash/filetree.h"
#include "jobs/workloads/hash/hashtally.h"
#include "jobs/workloads/hash/treeroot.h"

#include <QByteArray>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace thaw {

class JobContext;

/// Makes the digests of all files of a tree, on several threads at once. Large files come first,
/// the largest at the head, so that none is begun when the other threads have nothing left to do;
/// the rest keep the tree's order, in which neighbours on the disk come one after the other.
class HashPass
{
public:
    /// Called for each file that was read or could not be, by any of the threads, several at once.
    struct Hooks
    {
        std::function<void(FileTree::Index file, const QByteArray &name, const QByteArray &digest)>
                digest;
        std::function<void(const QByteArray &name, const FileUnreadable &why)> unreadable;
        /// In bytes, of the digest that is wanted of a file; none: the algorithm's own for all.
        std::function<std::size_t(FileTree::Index file)> digestSize = {};
    };

    /// All must outlive it, and the tree must stay as it is.
    HashPass(JobContext &context, const TreeRoot &root, const FileTree &files,
             const DigestAlgorithm &algorithm, HashTally &tally);

    /// Progress is the bytes read, out of the tree's total. False when the job must stop.
    [[nodiscard]] bool run(int threads, const Hooks &hooks);

private:
    void hashFiles(const Hooks &hooks);
    [[nodiscard]] std::optional<FileResult> hashFile(FileHasher &hasher, FileTree::Index file,
                                                     const QByteArray &name, const Hooks &hooks);

    JobContext &m_context;
    const TreeRoot &m_root;
    const FileTree &m_files;
    const DigestAlgorithm &m_algorithm;
    HashTally &m_tally;
    std::vector<FileTree::Index> m_order;
    std::atomic<std::size_t> m_next = 0; // in m_order
};

} // namespace thaw
