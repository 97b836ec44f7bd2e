// SPDX-License-Identifier: GPL-3.0-or-later
// The name for a new file: a header Content-Disposition up to the first line end, and the address
// behind it. It is also taken for a name as a server proposes it, and for one that begins like a
// device's.
#include "fuzz/fuzzing.h"
#include "jobs/workloads/download/disposition.h"
#include "jobs/workloads/download/filename.h"
#include "jobs/workloads/download/headertext.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace thaw;

namespace {

// In any form of Unicode that a file system or a person may bring it into.
bool namesDevice(const QString &name)
{
    static const QRegularExpression device(
            QStringLiteral("^(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[1-9])$"));
    static constexpr std::array forms{QString::NormalizationForm_D, QString::NormalizationForm_C,
                                      QString::NormalizationForm_KD, QString::NormalizationForm_KC};
    return std::ranges::any_of(forms, [&](QString::NormalizationForm form) {
        const QString stem = name.normalized(form).section(QLatin1Char('.'), 0, 0).trimmed();
        return device.match(stem.toLower()).hasMatch();
    });
}

void requireSafe(const QByteArray &name)
{
    const QString text = QString::fromUtf8(name);
    require(!name.isEmpty() && name.size() <= 255, "a name has its length");
    require(text.toUtf8() == name, "a name is UTF-8");
    require(std::ranges::none_of(name,
                                 [](char c) { return QByteArrayView("/\\<>:\"|?*").contains(c); }),
            "a name is no path");
    require(!name.startsWith('.') && !name.startsWith('-') && !name.startsWith(' '),
            "a name is not hidden and no option");
    require(!name.endsWith('.') && !name.endsWith(' '), "a name can be opened on any system");
    require(std::ranges::all_of(text.toUcs4(),
                                [](char32_t c) {
                                    return QChar::isPrint(c) && (!QChar::isSpace(c) || c == U' ');
                                }),
            "a name can be read");
    require(!namesDevice(text), "a name is no device's");
}

void propose(const QString &proposed)
{
    const QByteArray name = safeFileName(proposed);
    requireSafe(name);
    require(safeFileName(QString::fromUtf8(name)) == name, "a safe name stays as it is");
    const QByteArray another = numberedName(name, 2);
    requireSafe(another);
    require(another != name, "a number makes another name of it");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype end = bytes.indexOf('\n');
    const QByteArray header = bytes.left(end);
    const QByteArray address = end < 0 ? QByteArray() : bytes.mid(end + 1);

    requireSafe(fileNameFor(QUrl::fromEncoded(address), header));
    requireSafe(fileNameFor(QUrl(QString::fromUtf8(address)), {}));
    propose(QString::fromUtf8(bytes));
    static constexpr std::array devices{u"con", u"COM1", u"lpt\u00b2", u"nul ", u"aux."};
    propose(QString::fromUtf16(devices[size % devices.size()]) + QString::fromUtf8(bytes));
    propose(dispositionFileName(header));
    propose(dispositionFileName("attachment; filename=\"" + header + '"'));

    const QString text = textOfHeader(bytes);
    propose(text);
    const bool isPlain = std::ranges::all_of(bytes, [](char c) { return c > 0 && c != '%'; });
    if (isPlain && !bytes.contains("=?")) {
        require(text.toLatin1() == bytes, "a plain text is what it is");
    }
    return 0;
}
