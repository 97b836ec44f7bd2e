// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/filetree.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace thaw {

FileTree::FileTree()
    : m_folders(1)
{}

FileTree::Name FileTree::keep(std::string_view name)
{
    const Name kept{m_names.size(), static_cast<std::uint32_t>(name.size())};
    m_names += name;
    return kept;
}

FileTree::Index FileTree::addFolder(Index parent, std::string_view name)
{
    m_folders.push_back({keep(name), parent});
    return folderCount() - 1;
}

FileTree::Index FileTree::addFile(Index folder, std::string_view name, std::int64_t size)
{
    if (m_files.size() == std::numeric_limits<Index>::max()) {
        throw std::length_error("more than 4,294,967,295 files");
    }
    m_files.push_back({keep(name), size, folder});
    m_totalSize += size;
    return fileCount() - 1;
}

void FileTree::setSize(Index file, std::int64_t size)
{
    m_totalSize += size - m_files[file].size;
    m_files[file].size = size;
}

QByteArray FileTree::filePath(Index file) const
{
    return path(m_files[file].name, m_files[file].folder);
}

QByteArray FileTree::folderPath(Index folder) const
{
    return path(m_folders[folder].name, m_folders[folder].folder);
}

QByteArray FileTree::path(Name last, Index folder) const
{
    qsizetype length = last.length;
    for (Index at = folder; at != root; at = m_folders[at].folder) {
        length += static_cast<qsizetype>(m_folders[at].name.length) + 1;
    }
    QByteArray whole(length, Qt::Uninitialized);
    char *end = whole.data() + length;
    const auto prepend = [&](Name name) {
        end -= name.length;
        std::copy_n(m_names.data() + name.at, name.length, end);
    };
    prepend(last);
    for (Index at = folder; at != root; at = m_folders[at].folder) {
        *--end = '/';
        prepend(m_folders[at].name);
    }
    return whole;
}

} // namespace thaw
