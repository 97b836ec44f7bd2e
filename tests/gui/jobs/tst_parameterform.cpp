// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/parameterform.h"

#include "jobs/catalog/builtinjobs.h"

#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace thaw;

class TestParameterForm : public QObject
{
    Q_OBJECT

    const JobCatalog m_jobs = builtInJobs();

private Q_SLOTS:
    void holdsTheValuesThatItWasGiven_data()
    {
        QTest::addColumn<QString>("id");
        for (const JobDescriptor &job : m_jobs.all()) {
            QTest::newRow(qPrintable(job.id)) << job.id;
        }
    }
    void holdsTheValuesThatItWasGiven()
    {
        QFETCH(QString, id);
        const JobDescriptor &job = *m_jobs.find(id);
        ParameterForm form;
        form.showParameters(job.parameters, job.parameters.defaults());
        QCOMPARE(form.values(), job.parameters.defaults());
    }

    void everyEditorHasANameAndATip()
    {
        ParameterForm form;
        form.showParameters(m_jobs.at(QStringLiteral("hash")).parameters,
                            m_jobs.at(QStringLiteral("hash")).parameters.defaults());
        for (const Parameter &parameter : m_jobs.at(QStringLiteral("hash")).parameters.all()) {
            bool found = false;
            for (const QWidget *widget : form.findChildren<QWidget *>()) {
                found = found
                        || (widget->accessibleName() == parameter.label
                            && widget->toolTip().contains(parameter.help));
            }
            QVERIFY2(found, qPrintable(parameter.name));
        }
    }

    void keepsTheFocusWhenItShowsOtherParameters()
    {
        QWidget window;
        QLineEdit above(&window);
        ParameterForm form(&window);
        const ParameterSet &primes = m_jobs.at(QStringLiteral("primes")).parameters;
        const ParameterSet &hash = m_jobs.at(QStringLiteral("hash")).parameters;
        form.showParameters(primes, primes.defaults());
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        form.focusParameter(primes.all().back().name);
        QVERIFY(form.isAncestorOf(QApplication::focusWidget()));
        form.showParameters(hash, hash.defaults());
        QVERIFY(form.isAncestorOf(QApplication::focusWidget()));
        form.showParameters({}, {}); // with none it goes to the next that there is
        QCOMPARE(QApplication::focusWidget(), &above);
    }

    void takesWhatAPersonTypesWithinTheRange()
    {
        const ParameterSet &parameters = m_jobs.at(QStringLiteral("primes")).parameters;
        ParameterForm form;
        form.showParameters(parameters, parameters.defaults());
        QSignalSpy edited(&form, &ParameterForm::edited);
        auto *limit = form.findChildren<QDoubleSpinBox *>().first();
        limit->selectAll();
        QTest::keyClicks(limit, QStringLiteral("1000000"));
        QTest::keyClick(limit, Qt::Key_Tab);
        QCOMPARE(form.values()[QStringLiteral("limit")], QVariant(qlonglong{1'000'000}));
        QVERIFY(edited.count() > 0);
        limit->setValue(1e18);
        QCOMPARE(form.values()[QStringLiteral("limit")], QVariant(qlonglong{10'000'000'000'000}));
        QCOMPARE(parameters.check(form.values()), std::nullopt);
    }

    void showsNoMoreDecimalsThanThereAre_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("whole") << 5.0 << QStringLiteral("5");
        QTest::newRow("zero") << 0.0 << QStringLiteral("0");
        QTest::newRow("zeros of its own") << 1200.0 << QStringLiteral("1,200");
        QTest::newRow("one") << 0.5 << QStringLiteral("0.5");
        QTest::newRow("three") << 0.125 << QStringLiteral("0.125");
    }
    void showsNoMoreDecimalsThanThereAre()
    {
        QFETCH(double, value);
        const ParameterSet parameters({{.name = QStringLiteral("time"),
                                        .type = ParameterType::Real,
                                        .label = QStringLiteral("Time"),
                                        .help = QStringLiteral("A time"),
                                        .initial = value,
                                        .least = 0,
                                        .most = 10'000}});
        ParameterForm form;
        form.showParameters(parameters, parameters.defaults());
        auto *box = form.findChild<QDoubleSpinBox *>();
        box->setLocale(QLocale(QLocale::English));
        box->setValue(value + 1);
        box->setValue(value);
        QTEST(box->text(), "text");
    }

    void keepsTheBytesOfAPathUntilItIsEdited()
    {
        const ParameterSet parameters({{.name = QStringLiteral("path"),
                                        .type = ParameterType::Folder,
                                        .label = QStringLiteral("Folder"),
                                        .help = QStringLiteral("A folder"),
                                        .initial = QByteArray("/caf\xe9")}});
        ParameterForm form;
        form.showParameters(parameters, parameters.defaults());
        QCOMPARE(form.values()[QStringLiteral("path")], QVariant(QByteArray("/caf\xe9")));
        auto *line = form.findChild<QLineEdit *>();
        QCOMPARE(line->text(), QStringLiteral("/caf\\xE9"));
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("/tmp"));
        QCOMPARE(form.values()[QStringLiteral("path")], QVariant(QByteArray("/tmp")));
    }

    void canBeShownAnewForAnotherJob()
    {
        ParameterForm form;
        for (const JobDescriptor &job : m_jobs.all()) {
            form.showParameters(job.parameters, job.parameters.defaults());
            QCOMPARE(form.values().size(), static_cast<qsizetype>(job.parameters.all().size()));
        }
    }
};

QTEST_MAIN(TestParameterForm)
#include "tst_parameterform.moc"
