// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/system/filedescriptor.h"
#include "jobs/workloads/digest/digest.h"
#include "jobs/workloads/digest/streamdigest.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace thaw {

/// What came of one file.
struct FileDigest
{
    QByteArray digest;
    std::int64_t bytes = 0;
};
struct FileUnreadable
{
    QString reason;
    bool missing = false; ///< nothing is there
};
using FileResult = std::variant<FileDigest, FileUnreadable>;

/// Reads files, one after the other, and makes their digests by OpenSSL's EVP. The buffer is the
/// same for all: memory doesn't depend on how large a file is. One thread's.
class FileHasher
{
public:
    /// `algorithm` outlives it.
    explicit FileHasher(const DigestAlgorithm &algorithm);

    /// So much more has been read. False ends the work there.
    using Advance = std::function<bool(std::int64_t bytes)>;

    /// What came of `file`, just opened; empty if `advance` said no. It is asked after each block,
    /// about every 0.2 ms from a warm cache. A file whose size or times are other than they were
    /// when it was begun is unreadable: its digest would be of something that never was. So is one
    /// that gives a gigabyte more than its size: it may be a file of /proc that never ends.
    /// `digestSize` in bytes, one that the algorithm can make.
    [[nodiscard]] std::optional<FileResult> hash(const FileDescriptor &file, const Advance &advance,
                                                 std::size_t digestSize);
    [[nodiscard]] std::optional<FileResult> hash(const FileDescriptor &file, const Advance &advance)
    {
        return hash(file, advance, m_algorithm.size());
    }

private:
    struct FreeBuffer
    {
        void operator()(std::byte *buffer) const { std::free(buffer); } // NOLINT: aligned_alloc's
    };

    const DigestAlgorithm &m_algorithm;
    StreamDigest m_digest; // of each in its turn
    const std::unique_ptr<std::byte, FreeBuffer> m_buffer;
};

} // namespace thaw
