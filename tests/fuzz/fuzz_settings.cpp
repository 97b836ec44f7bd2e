// SPDX-License-Identifier: GPL-3.0-or-later
// A file of settings: whatever is in it, what is read is within its ranges.
#include "gui/settings/settings.h"

#include "fuzz/fuzzing.h"
#include "jobs/catalog/builtinjobs.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace thaw;

namespace {

void check(const Settings &settings, const JobCatalog &jobs)
{
    require(settings.freezeLimit.count() >= 0 && settings.freezeLimit <= Settings::mostFreezeLimit,
            "the freeze limit is in its range");
    require(settings.placements.poolSize >= 1
                    && settings.placements.poolSize <= PlacementSettings::mostPoolSize,
            "the pool is, too");
    require(settings.placements.slice >= PlacementSettings::leastSlice
                    && settings.placements.slice <= PlacementSettings::mostSlice,
            "and a slice");
    require(settings.compare.repeats >= 1
                    && settings.compare.repeats <= ComparisonPlan::mostRepeats,
            "and repeats");
    for (const ColumnSettings &column : settings.columns) {
        require(column == column.clamped(), "and the columns");
    }
    for (const JobDescriptor &job : jobs.all()) {
        static_cast<void>(job.parameters.sanitized(settings.parameters.value(job.id)));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const JobCatalog jobs = builtInJobs({});
    static const QTemporaryDir folder(QStringLiteral("/dev/shm/thaw-fuzz-XXXXXX"));
    static int count = 0;
    // A name of its own: QSettings remembers what it has read.
    const QString path = folder.filePath(QStringLiteral("%1.ini").arg(++count));
    QFile file(path);
    require(file.open(QIODevice::WriteOnly), "there is room for a file");
    file.write(reinterpret_cast<const char *>(data), static_cast<qint64>(size));
    file.close();
    check(SettingsFile(path).load().settings, jobs);
    for (const QString &name : QDir(folder.path()).entryList(QDir::Files)) {
        QFile::remove(folder.filePath(name));
    }
    return 0;
}
