// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/hashpass.h"

#include "jobs/engine/jobcontext.h"
#include "jobs/engine/jobthread.h"
#include "jobs/workloads/hash/hashtext.h"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <numeric>
#include <variant>

namespace thaw {

namespace {

// A file below this takes a few ms: so long, at most, the other threads are idle at the end.
constexpr std::int64_t largeSize = std::int64_t{8} * 1024 * 1024;

std::vector<FileTree::Index> largeFirst(const FileTree &files)
{
    std::vector<FileTree::Index> order(files.fileCount());
    std::iota(order.begin(), order.end(), FileTree::Index{0});
    const auto isLarge = [&](FileTree::Index file) { return files.size(file) >= largeSize; };
    const auto rest = std::stable_partition(order.begin(), order.end(), isLarge);
    std::ranges::stable_sort(order.begin(), rest, std::greater<>(),
                             [&](FileTree::Index file) { return files.size(file); });
    return order;
}

} // namespace

HashPass::HashPass(JobContext &context, const TreeRoot &root, const FileTree &files,
                   const DigestAlgorithm &algorithm, HashTally &tally)
    : m_context(context)
    , m_root(root)
    , m_files(files)
    , m_algorithm(algorithm)
    , m_tally(tally)
    , m_order(largeFirst(files))
{}

bool HashPass::run(int threads, const Hooks &hooks)
{
    m_context.setProgress(0, m_files.totalSize());
    m_tally.startClock();
    const auto most = static_cast<std::size_t>(threads);
    const auto useful = std::clamp<std::size_t>(m_order.size(), 1, most);
    runOnThreads(m_context, static_cast<int>(useful), QStringLiteral("hash-"),
                 [&](int) { hashFiles(hooks); });
    return m_context.passPoint();
}

void HashPass::hashFiles(const Hooks &hooks)
{
    FileHasher hasher(m_algorithm);
    while (m_context.passPoint()) {
        const std::size_t at = m_next.fetch_add(1);
        if (at >= m_order.size()) {
            return;
        }
        const FileTree::Index file = m_order[at];
        const QByteArray name = m_files.filePath(file);
        if (m_tally.isTimeForStatus()) {
            m_context.setStatus(HashText::tr("Hashing %1").arg(HashText::shownName(name)));
        }
        const std::optional<FileResult> result = hashFile(hasher, file, name, hooks);
        if (!result) {
            return;
        }
        if (const auto *made = std::get_if<FileDigest>(&*result)) {
            m_tally.hashed(made->bytes);
            hooks.digest(file, name, made->digest);
        } else {
            hooks.unreadable(name, std::get<FileUnreadable>(*result));
        }
    }
}

// Empty when the job must stop.
std::optional<FileResult> HashPass::hashFile(FileHasher &hasher, FileTree::Index file,
                                             const QByteArray &name, const Hooks &hooks)
{
    // A file may have grown or shrunk since its size was asked; progress still ends at the total.
    std::int64_t left = m_files.size(file);
    const auto advance = [&](std::int64_t bytes) {
        const std::int64_t counted = std::min(bytes, left);
        left -= counted;
        m_context.addProgress(counted);
        return m_context.passPoint();
    };
    std::optional<FileResult> result;
    if (const FileDescriptor opened = m_root.openFile(name); opened.isOpen()) {
        result = hasher.hash(opened, advance,
                             hooks.digestSize ? hooks.digestSize(file) : m_algorithm.size());
    } else {
        const int error = errno;
        result = FileUnreadable{HashText::reason(error), error == ENOENT || error == ENOTDIR};
    }
    if (result) { // a canceled run must not end at its total
        m_context.addProgress(left);
    }
    return result;
}

} // namespace thaw
