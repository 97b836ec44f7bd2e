// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"

#include <QSet>
#include <QTest>

using namespace thaw;

class TestJobCatalog : public QObject
{
    Q_OBJECT

    const JobCatalog m_catalog = builtInJobs();

private Q_SLOTS:
    void findsAJobByItsId()
    {
        QVERIFY(m_catalog.find(QStringLiteral("hash")));
        QCOMPARE(m_catalog.at(QStringLiteral("hash")).id, QStringLiteral("hash"));
        QVERIFY(!m_catalog.find(QStringLiteral("Hash")));
        QVERIFY(!m_catalog.find({}));
    }

    void everyJobIsWhollyDescribed_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t index = 0; index < m_catalog.all().size(); ++index) {
            QTest::newRow(qPrintable(m_catalog.all()[index].id)) << static_cast<int>(index);
        }
    }

    void everyJobIsWhollyDescribed()
    {
        QFETCH(int, index);
        const JobDescriptor &job = m_catalog.all()[static_cast<std::size_t>(index)];
        QVERIFY(!job.title.isEmpty());
        QVERIFY(job.summary.endsWith(QLatin1Char('.')));
        QVERIFY(!job.icon.isEmpty());
        QVERIFY(!job.unit.isEmpty());
        QSet<QString> names;
        for (const Parameter &parameter : job.parameters.all()) {
            QVERIFY2(!parameter.label.isEmpty() && !parameter.help.isEmpty(),
                     qPrintable(parameter.name));
            QVERIFY(!parameter.help.endsWith(QLatin1Char('.')));
            QVERIFY(!names.contains(parameter.name));
            names.insert(parameter.name);
        }
        // The defaults are good as they are, but for what only the user can know.
        ParameterValues values = job.parameters.defaults();
        for (const Parameter &parameter : job.parameters.all()) {
            if (parameter.required && values[parameter.name].toByteArray().isEmpty()) {
                values[parameter.name] = QByteArray("/tmp");
            }
        }
        QCOMPARE(job.parameters.check(values), std::nullopt);
        QVERIFY(job.make(values) != nullptr);
    }
};

QTEST_GUILESS_MAIN(TestJobCatalog)
#include "tst_jobcatalog.moc"
