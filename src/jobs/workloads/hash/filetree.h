// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace thaw {

/// The files that a run is about, with their names relative to its root: each folder's name is kept
/// once, so that a file costs its own name and 32 bytes, however deep it lies.
class FileTree
{
public:
    using Index = std::uint32_t;
    /// The root, with an empty name: there from the start.
    static constexpr Index root = 0;

    FileTree();

    Index addFolder(Index parent, std::string_view name);
    /// `size` in bytes, as far as it is known. A name may itself be a path.
    Index addFile(Index folder, std::string_view name, std::int64_t size);
    void setSize(Index file, std::int64_t size);

    [[nodiscard]] Index fileCount() const { return static_cast<Index>(m_files.size()); }
    [[nodiscard]] Index folderCount() const { return static_cast<Index>(m_folders.size()); }
    [[nodiscard]] std::int64_t size(Index file) const { return m_files[file].size; }
    [[nodiscard]] std::int64_t totalSize() const { return m_totalSize; }
    [[nodiscard]] Index parent(Index folder) const { return m_folders[folder].folder; }

    /// The path relative to the root, without a slash at either end.
    [[nodiscard]] QByteArray filePath(Index file) const;
    [[nodiscard]] QByteArray folderPath(Index folder) const;

private:
    struct Name
    {
        std::uint64_t at = 0; // in m_names
        std::uint32_t length = 0;
    };
    struct Folder
    {
        Name name;
        Index folder = root; // the one that it lies in
    };
    struct File
    {
        Name name;
        std::int64_t size = 0;
        Index folder = root;
    };

    [[nodiscard]] Name keep(std::string_view name);
    [[nodiscard]] QByteArray path(Name last, Index folder) const;

    std::string m_names;
    std::vector<Folder> m_folders;
    std::vector<File> m_files;
    std::int64_t m_totalSize = 0;
};

} // namespace thaw
