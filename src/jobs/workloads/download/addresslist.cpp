// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/addresslist.h"

#include "jobs/workloads/download/downloadtext.h"
#include "network/address.h"

#include <QStringList>

namespace thaw {

namespace {

constexpr qsizetype mostAddresses = 100;
constexpr qsizetype longestAddress = 8000; // as most servers have it

// What can be said of it: a password may stand before an @, also where it is no proper address.
QString quoted(const QUrl &address, qsizetype number)
{
    const QString shown = shownAddress(address);
    return shown.isEmpty() || address.toString().contains(QLatin1Char('@'))
                   ? DownloadText::tr("address %1").arg(number)
                   : DownloadText::tr("address %1 (%2)").arg(number).arg(shown);
}

QStringList wordsIn(const QString &text)
{
    return text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

std::vector<QUrl> addressesIn(const QString &text)
{
    std::vector<QUrl> addresses;
    for (const QString &word : wordsIn(text)) {
        addresses.emplace_back(word);
    }
    return addresses;
}

std::optional<QString> addressListProblem(const QString &text)
{
    const QStringList words = wordsIn(text);
    if (words.size() > mostAddresses) {
        return DownloadText::tr("there are %1 addresses, and %2 are the most")
                .arg(words.size())
                .arg(mostAddresses);
    }
    for (qsizetype i = 0; i < words.size(); ++i) {
        std::optional<QString> problem = addressProblem(words[i]);
        if (!problem && QUrl(words[i]).toEncoded().size() > longestAddress) {
            problem = DownloadText::tr("it is longer than %1 bytes").arg(longestAddress);
        }
        if (problem) {
            return DownloadText::tr("%1 can't be used: %2")
                    .arg(quoted(QUrl(words[i]), i + 1), *problem);
        }
    }
    return std::nullopt;
}

} // namespace thaw
