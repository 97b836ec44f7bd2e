// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"
#include "jobs/workloads/hash.h"

#include <QTest>

#include <algorithm>

using namespace thaw;

class TestWorkloads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyDeclarationHolds_data()
    {
        QTest::addColumn<QString>("id");
        const JobCatalog catalog = builtInJobs();
        for (const JobDescriptor &job : catalog.all()) {
            QTest::newRow(qPrintable(job.id)) << job.id;
        }
    }
    void everyDeclarationHolds()
    {
        QFETCH(QString, id);
        const JobCatalog catalog = builtInJobs();
        const JobDescriptor *job = catalog.find(id);
        QVERIFY(job);
        QVERIFY(!job->title.isEmpty());
        QVERIFY(job->summary.endsWith(QLatin1Char('.')));
        QVERIFY(!job->unit.isEmpty());
        QVERIFY(job->icon.startsWith(QStringLiteral("job-")));
        QVERIFY(job->make);
        for (const Parameter &parameter : job->parameters.all()) {
            QVERIFY2(!parameter.label.isEmpty(), qPrintable(parameter.name));
            QVERIFY2(!parameter.help.isEmpty() && !parameter.help.endsWith(QLatin1Char('.')),
                     qPrintable(parameter.name));
            QCOMPARE(job->parameters.find(parameter.name)->name, parameter.name);
        }
    }

    void theDefaultsAreTakenWhereNothingIsRequired()
    {
        const JobCatalog catalog = builtInJobs();
        for (const JobDescriptor &job : catalog.all()) {
            const auto &parameters = job.parameters.all();
            const bool needsSomething =
                    std::ranges::any_of(parameters, [](const Parameter &parameter) {
                        return parameter.required && parameter.initial.toByteArray().isEmpty();
                    });
            const auto error = job.parameters.check(job.parameters.defaults());
            QCOMPARE(error.has_value(), needsSomething);
            if (!error) {
                QVERIFY(job.make(job.parameters.defaults()));
            }
        }
    }

    void hashRequiresAPath()
    {
        const JobDescriptor job = hashJob();
        ParameterValues values = job.parameters.defaults();
        QVERIFY(job.parameters.check(values));
        QVERIFY(!job.parameters.set(values, QStringLiteral("path"), "/tmp/\xff"));
        QVERIFY(!job.parameters.check(values));
        QCOMPARE(values.value(QStringLiteral("path")).toByteArray(), QByteArray("/tmp/\xff"));
    }

    void hashRefusesAnAlgorithmThatItDoesNotKnow()
    {
        const JobDescriptor job = hashJob();
        ParameterValues values = job.parameters.defaults();
        const auto error = job.parameters.set(values, QStringLiteral("algorithm"), "crc32");
        QVERIFY(error);
        QVERIFY2(error->contains(QStringLiteral("sha256, sha1, sha512, md5, blake2b512")),
                 qPrintable(*error));
    }
};

QTEST_GUILESS_MAIN(TestWorkloads)
#include "tst_workloads.moc"
