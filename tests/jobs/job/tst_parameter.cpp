// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job/parameter.h"

#include <QTest>

using namespace thaw;

namespace {

ParameterSet sample()
{
    return {{
            {.name = QStringLiteral("threads"),
             .type = ParameterType::Integer,
             .initial = qlonglong{2},
             .least = 1,
             .most = 64},
            {.name = QStringLiteral("pace"),
             .type = ParameterType::Real,
             .initial = 1.0,
             .least = 0.05,
             .most = 10,
             .unit = QStringLiteral("s")},
            {.name = QStringLiteral("lock"), .type = ParameterType::Switch, .initial = true},
            {.name = QStringLiteral("algorithm"),
             .type = ParameterType::Choice,
             .initial = QStringLiteral("sha256"),
             .choices = {QStringLiteral("sha256"), QStringLiteral("md5")}},
            {.name = QStringLiteral("text"), .type = ParameterType::Text, .initial = QString()},
            {.name = QStringLiteral("path"),
             .type = ParameterType::Folder,
             .initial = QByteArray(),
             .required = true},
    }};
}

} // namespace

class TestParameter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesValuesOfItsType_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QVariant>("value");
        const auto row = [](const char *name, const QByteArray &text, const QVariant &value) {
            QTest::addRow("%s=%s", name, text.constData())
                    << QString::fromLatin1(name) << text << value;
        };
        row("threads", "1", qlonglong{1});
        row("threads", "64", qlonglong{64});
        row("pace", "0.05", 0.05);
        row("pace", "1e1", 10.0);
        row("lock", "false", false);
        row("lock", "ON", true);
        row("algorithm", "md5", QStringLiteral("md5"));
        row("text", "", QString());
        row("text", "a=b", QStringLiteral("a=b"));
        row("path", "caf\xe9", QByteArray("caf\xe9"));
    }

    void takesValuesOfItsType()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        const ParameterSet set = sample();
        ParameterValues values = set.defaults();
        QCOMPARE(set.set(values, name, text), std::nullopt);
        QTEST(values[name], "value");
    }

    void refusesWithOneSentenceThatSaysWhatIsAllowed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("allowed");
        const auto row = [](const char *name, const QByteArray &text, const char *allowed) {
            QTest::addRow("%s=%s", name, text.constData())
                    << QString::fromLatin1(name) << text << QString::fromLatin1(allowed);
        };
        row("threads", "0", "1 to 64");
        row("threads", "65", "1 to 64");
        row("threads", "two", "1 to 64");
        row("threads", "1.5", "1 to 64");
        row("threads", "", "1 to 64");
        row("threads", "99999999999999999999", "1 to 64");
        row("pace", "nan", "0.05 to 10 s");
        row("pace", "inf", "0.05 to 10 s");
        row("pace", "-1", "0.05 to 10 s");
        row("lock", "maybe", "true, false");
        row("algorithm", "SHA256", "sha256, md5");
        row("text", "\xff", "UTF-8");
        row("nothing", "1", "threads, pace, lock, algorithm, text, path");
    }

    void refusesWithOneSentenceThatSaysWhatIsAllowed()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        QFETCH(QString, allowed);
        const ParameterSet set = sample();
        ParameterValues values = set.defaults();
        const auto error = set.set(values, name, text);
        QVERIFY(error);
        QVERIFY2(error->contains(name) && error->contains(allowed), qPrintable(*error));
        QVERIFY(!error->contains(QLatin1Char('\n')));
        QCOMPARE(values, set.defaults()); // nothing was changed
    }

    void asksForTheNameAndTheChoiceThatWereMeant()
    {
        const ParameterSet set = sample();
        ParameterValues values = set.defaults();
        const auto name = set.set(values, QStringLiteral("thraeds"), "2");
        QVERIFY(name && name->contains(QStringLiteral("(did you mean 'threads'?)")));
        const auto choice = set.set(values, QStringLiteral("algorithm"), "sha265");
        QVERIFY(choice && choice->contains(QStringLiteral("(did you mean 'sha256'?)")));
        const auto neither = set.set(values, QStringLiteral("algorithm"), "crc");
        QVERIFY(neither && !neither->contains(QStringLiteral("did you mean")));
    }

    void namesTheRequiredValueThatIsMissing()
    {
        const ParameterSet set = sample();
        ParameterValues values = set.defaults();
        const auto error = set.check(values);
        QVERIFY(error && error->contains(QStringLiteral("path")));
        values[QStringLiteral("path")] = QByteArray("/tmp");
        QCOMPARE(set.check(values), std::nullopt);
        values[QStringLiteral("threads")] = QStringLiteral("2"); // of the wrong type
        QVERIFY(set.check(values));
    }

    void keepsOfStoredValuesWhatStillFits()
    {
        const QVariantMap stored{{QStringLiteral("threads"), QStringLiteral("8")},
                                 {QStringLiteral("pace"), QStringLiteral("rubbish")},
                                 {QStringLiteral("lock"), false},
                                 {QStringLiteral("algorithm"), QStringLiteral("gone")},
                                 {QStringLiteral("unknown"), 1},
                                 {QStringLiteral("path"), QByteArray("/a\xff")}};
        const ParameterValues values = sample().sanitized(stored);
        QCOMPARE(values.size(), 6);
        QCOMPARE(values[QStringLiteral("threads")], QVariant(qlonglong{8}));
        QCOMPARE(values[QStringLiteral("pace")], QVariant(1.0));
        QCOMPARE(values[QStringLiteral("lock")], QVariant(false));
        QCOMPARE(values[QStringLiteral("algorithm")], QVariant(QStringLiteral("sha256")));
        QCOMPARE(values[QStringLiteral("path")], QVariant(QByteArray("/a\xff")));
    }

    void showsPathsReadably_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QByteArray("/a b/c") << QStringLiteral("/a b/c");
        QTest::newRow("UTF-8") << QByteArray("/gr\xc3\xbc\xc3\x9f") << QStringLiteral("/grüß");
        QTest::newRow("beyond the BMP") << QByteArray("\xf0\x9f\xa7\x8a") << QStringLiteral("🧊");
        QTest::newRow("latin-1") << QByteArray("caf\xe9!") << QStringLiteral("caf\\xE9!");
        QTest::newRow("newline") << QByteArray("a\nb") << QStringLiteral("a\\x0Ab");
        QTest::newRow("cut sequence") << QByteArray("a\xc3") << QStringLiteral("a\\xC3");
        QTest::newRow("surrogate")
                << QByteArray("\xed\xa0\x80") << QStringLiteral("\\xED\\xA0\\x80");
        QTest::newRow("escape") << QByteArray("a\x1b[2J") << QStringLiteral("a\\x1B[2J");
        QTest::newRow("line separator")
                << QByteArray("a\xe2\x80\xa8z") << QStringLiteral("a\\xE2\\x80\\xA8z");
        QTest::newRow("right to left")
                << QByteArray("a\xe2\x80\xaetxt.exe") << QStringLiteral("a\\xE2\\x80\\xAEtxt.exe");
        QTest::newRow("empty") << QByteArray() << QString();
    }

    void showsPathsReadably()
    {
        QFETCH(QByteArray, path);
        QTEST(displayPath(path), "shown");
    }

    // In the rule's own words: the value may be a secret.
    void refusesByARuleOfTheParametersOwn()
    {
        const ParameterSet set({{.name = QStringLiteral("word"),
                                 .type = ParameterType::Text,
                                 .label = QStringLiteral("Word"),
                                 .initial = QString(),
                                 .refusal = [](const QVariant &value) -> std::optional<QString> {
                                     return value.toString() == QStringLiteral("hidden")
                                                    ? std::optional(QStringLiteral("it is one"))
                                                    : std::nullopt;
                                 }}});
        ParameterValues values = set.defaults();
        const QString refusal = QStringLiteral("word: it is one");
        QCOMPARE(set.set(values, QStringLiteral("word"), "hidden"), refusal);
        QCOMPARE(values, set.defaults());
        values[QStringLiteral("word")] = QStringLiteral("hidden");
        QCOMPARE(set.check(values), refusal);
        QCOMPARE(set.sanitized(values), set.defaults());
        QCOMPARE(set.set(values, QStringLiteral("word"), "other"), std::nullopt);
        QCOMPARE(set.check(values), std::nullopt);
    }

    void writesPathsAsTextIntoRecords()
    {
        const ParameterSet set = sample();
        ParameterValues values = set.defaults();
        values[QStringLiteral("path")] = QByteArray("caf\xe9");
        const QJsonObject json = set.toJson(values);
        QCOMPARE(json[QStringLiteral("path")], QJsonValue(QStringLiteral("caf\\xE9")));
        QCOMPARE(json[QStringLiteral("threads")], QJsonValue(2));
        QCOMPARE(json[QStringLiteral("lock")], QJsonValue(true));
    }
};

QTEST_APPLESS_MAIN(TestParameter)
#include "tst_parameter.moc"
