// SPDX-License-Identifier: GPL-3.0-or-later
// A manifest: its first byte says of which algorithm it is, and in what portions it comes.
#include "fuzz/fuzzing.h"
#include "jobs/workloads/manifest/manifestline.h"
#include "jobs/workloads/manifest/manifestparser.h"
#include "jobs/workloads/manifest/manifestreader.h"

#include <algorithm>
#include <vector>

using namespace thaw;

namespace {

ManifestReader readerOf(const DigestForm &form, QByteArrayView text, qsizetype portion)
{
    ManifestReader reader(form);
    bool goesOn = true;
    for (qsizetype at = 0; at < text.size() && goesOn; at += portion) {
        const QByteArrayView next = text.sliced(at, std::min(portion, text.size() - at));
        goesOn = reader.take(next.data(), next.size());
    }
    const bool isRead = goesOn && reader.end();
    require(isRead == reader.refusal().isEmpty(), "a refusal has a reason, and nothing else has");
    return reader;
}

void checkFile(const DigestForm &form, const QByteArray &name, const QByteArray &digest)
{
    const auto size = static_cast<qsizetype>(form.size);
    require(!digest.isEmpty() && digest.size() <= size, "no digest is longer than can be");
    require(form.anySize || digest.size() == size, "a digest has its size");
    require(!name.contains('\0'), "no name has the byte 0");
    if (name.isEmpty()) {
        return; // lines can say so, but no file is called that, and none is written
    }
    const QByteArray line = manifestLine(digest, name);
    const auto again = ManifestParser(form).parse(QByteArrayView(line).chopped(1));
    require(again && again->digest == digest, "a line that is written is read");
    require(again->name == name || (name == "-" && again->name == "./-"), "and so is its name");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    static const std::vector<DigestForm> forms = digestForms();
    const DigestForm &form = forms[data[0] % forms.size()];
    const QByteArrayView text(data + 1, static_cast<qsizetype>(size - 1));
    const ManifestReader reader = readerOf(form, text, 1 + data[0] / forms.size());
    const ManifestReader atOnce = readerOf(form, text, std::max<qsizetype>(text.size(), 1));

    const FileTree &files = reader.files();
    require(files.fileCount() == atOnce.files().fileCount(), "portions make no difference");
    require(reader.malformedCount() == atOnce.malformedCount(), "nor to what is malformed");
    for (FileTree::Index file = 0; file < files.fileCount(); ++file) {
        require(files.filePath(file) == atOnce.files().filePath(file), "nor to names");
        require(reader.digest(file) == atOnce.digest(file), "nor to digests");
        checkFile(form, files.filePath(file), reader.digest(file));
    }
    return 0;
}
