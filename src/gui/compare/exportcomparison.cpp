// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/exportcomparison.h"

#include "gui/chart/charts.h"
#include "gui/chart/comparisonbars.h"
#include "gui/session/savedialog.h"
#include "report/comparison/comparisonnotes.h"
#include "report/comparison/comparisonsentence.h"
#include "report/comparison/comparisontable.h"
#include "report/filesaver.h"
#include "report/savefile.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QJsonDocument>

#include <utility>

namespace thaw {

namespace {

using WriteDevice = std::function<bool(QIODevice &)>;

struct ExportComparison
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ExportComparison)
};

bool writeAll(QIODevice &device, const QByteArray &bytes)
{
    return device.write(bytes) == bytes.size();
}

QByteArray jsonOf(const Comparison &comparison)
{
    return QJsonDocument(
                   toJson(comparison, comparisonSentence(comparison), comparisonNotes(comparison)))
            .toJson();
}

// What writes it, on the saver's thread. Only the chart's painting is done here: it is the GUI
// thread's. Empty, and `problem` says why, if there are no charts.
WriteDevice writerFor(const Comparison &comparison, Measure measure, const QWidget &looks,
                      ComparisonFile type, QString &problem)
{
    const bool isChart = type == ComparisonFile::Png || type == ComparisonFile::Svg;
    const Charts *charts = isChart ? Charts::load(problem) : nullptr;
    if (isChart && !charts) {
        return {};
    }
    const auto bars = [&] { return ComparisonBars::of(comparison, measure); };
    switch (type) {
    case ComparisonFile::Csv:
        return [comparison](QIODevice &device) {
            return writeAll(device, comparisonCsv(comparison));
        };
    case ComparisonFile::Json:
        return [comparison](QIODevice &device) { return writeAll(device, jsonOf(comparison)); };
    case ComparisonFile::Png:
        return [picture = charts->rangesPicture(bars(), looks)](QIODevice &device) {
            return picture.save(&device, "PNG");
        };
    case ComparisonFile::Svg:
        return [drawing = charts->rangesDrawing(bars(), looks)](QIODevice &device) {
            return writeAll(device, drawing);
        };
    }
    Q_UNREACHABLE();
}

} // namespace

void saveComparison(const Comparison &comparison, Measure measure, const QWidget &looks,
                    const QString &path, ComparisonFile type, FileSaver &saver)
{
    QString problem;
    const WriteDevice write = writerFor(comparison, measure, looks, type, problem);
    saver.save(path, [=](const QString &to, const std::stop_token &stop) {
        if (!write) {
            return std::optional(problem);
        }
        const auto reason = saveFile(to, write, stop);
        return reason ? std::optional(
                       ExportComparison::tr("The comparison could not be exported to %1: %2.")
                               .arg(to, *reason))
                      : std::nullopt;
    });
}

void openComparisonDialog(const Comparison &comparison, QWidget *parent,
                          std::function<void(const QString &path, ComparisonFile type)> save)
{
    const QList<SaveType> types{
            {ExportComparison::tr("The table, CSV"), QStringLiteral("csv")},
            {ExportComparison::tr("All figures and runs, JSON"), QStringLiteral("json")},
            {ExportComparison::tr("The chart, PNG"), QStringLiteral("png")},
            {ExportComparison::tr("The chart, SVG"), QStringLiteral("svg")}};
    openSaveDialog(parent, ExportComparison::tr("Export the comparison"),
                   QStringLiteral("thaw-compare-%1").arg(comparison.job), types,
                   [save = std::move(save)](const QString &path, int type) {
                       save(path, ComparisonFile(type));
                   });
}

} // namespace thaw
