// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job/parameterfields.h"

#include <QTest>

using namespace thaw;

namespace {

enum class Guard { While, If };

struct Fields
{
    int threads = 4;
    double pace = 1.5;
    bool lock = true;
    QString name = QStringLiteral("Worker");
    Guard guard = Guard::If;

    void declare(ParameterFields &fields)
    {
        fields.add("threads", threads,
                   {.label = QStringLiteral("Threads"),
                    .help = QStringLiteral("How many"),
                    .least = 1,
                    .most = 8,
                    .unit = QStringLiteral("threads")});
        fields.add("pace", pace,
                   {.label = QStringLiteral("Pace"),
                    .help = QStringLiteral("Help"),
                    .least = 0.5,
                    .most = 2});
        fields.add("lock", lock, {.label = QStringLiteral("Lock"), .help = QStringLiteral("Help")});
        fields.add("name", name,
                   {.label = QStringLiteral("Name"),
                    .help = QStringLiteral("Help"),
                    .required = true});
        fields.addChoice<Guard>(
                "guard", guard,
                {{QStringLiteral("while"), Guard::While}, {QStringLiteral("if"), Guard::If}},
                {.label = QStringLiteral("Guard"), .help = QStringLiteral("Help")});
    }
};

ParameterSet declared()
{
    ParameterFields fields;
    Fields().declare(fields);
    return std::move(fields).declared();
}

Fields filledIn(const ParameterValues &values)
{
    ParameterFields fields(values);
    Fields filled;
    filled.declare(fields);
    return filled;
}

} // namespace

class TestParameterFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachFieldIsDeclaredOnceAndInOrder()
    {
        const ParameterSet set = declared();
        QStringList names;
        for (const Parameter &parameter : set.all()) {
            names.append(parameter.name);
        }
        QCOMPARE(names, (QStringList{QStringLiteral("threads"), QStringLiteral("pace"),
                                     QStringLiteral("lock"), QStringLiteral("name"),
                                     QStringLiteral("guard")}));
        const Parameter &threads = *set.find(QStringLiteral("threads"));
        QCOMPARE(threads.type, ParameterType::Integer);
        QCOMPARE(threads.label, QStringLiteral("Threads"));
        QCOMPARE(threads.help, QStringLiteral("How many"));
        QCOMPARE(threads.allowed(), QStringLiteral("1 to 8 threads"));
        QVERIFY(set.find(QStringLiteral("name"))->required);
        QCOMPARE(set.find(QStringLiteral("guard"))->choices,
                 (QStringList{QStringLiteral("while"), QStringLiteral("if")}));
    }

    void theFirstValuesAreTheDefaults()
    {
        const ParameterValues defaults = declared().defaults();
        QCOMPARE(defaults[QStringLiteral("threads")], QVariant(qlonglong{4}));
        QCOMPARE(defaults[QStringLiteral("pace")], QVariant(1.5));
        QCOMPARE(defaults[QStringLiteral("lock")], QVariant(true));
        QCOMPARE(defaults[QStringLiteral("name")], QVariant(QStringLiteral("Worker")));
        QCOMPARE(defaults[QStringLiteral("guard")], QVariant(QStringLiteral("if")));
    }

    void whatIsGivenIsReadTyped()
    {
        const ParameterSet set = declared();
        ParameterValues values = set.defaults();
        for (const auto &[name, text] :
             {std::pair("threads", "7"), std::pair("pace", "0.5"), std::pair("lock", "false"),
              std::pair("name", "Helper"), std::pair("guard", "while")}) {
            QVERIFY(!set.set(values, QString::fromLatin1(name), text));
        }
        const Fields filled = filledIn(values);
        QCOMPARE(filled.threads, 7);
        QCOMPARE(filled.pace, 0.5);
        QVERIFY(!filled.lock);
        QCOMPARE(filled.name, QStringLiteral("Helper"));
        QCOMPARE(filled.guard, Guard::While);
    }
};

QTEST_GUILESS_MAIN(TestParameterFields)
#include "tst_parameterfields.moc"
