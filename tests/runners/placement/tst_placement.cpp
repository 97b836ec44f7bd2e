// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/builtinplacements.h"

#include <QTest>

using namespace thaw;

class TestPlacement : public QObject
{
    Q_OBJECT

    const PlacementCatalog m_catalog = builtInPlacements();

private Q_SLOTS:
    void theWorkerThreadComesFirst()
    {
        QCOMPARE(m_catalog.all().front().id, QStringLiteral("worker"));
    }

    void findsAPlacementByItsId()
    {
        QVERIFY(m_catalog.find(QStringLiteral("gui")));
        QVERIFY(!m_catalog.find(QStringLiteral("moon")));
    }

    void whatHoldsTheGuiThreadUpFreezesTheWindowAndSaysWhy()
    {
        QStringList freezing;
        for (const PlacementDescriptor &placement : m_catalog.all()) {
            QCOMPARE(placement.whyItFreezes.contains(QStringLiteral("%1")),
                     placement.freezesWindow);
            if (placement.freezesWindow) {
                freezing.append(placement.id);
            }
        }
        QCOMPARE(freezing, (QStringList{QStringLiteral("gui"), QStringLiteral("join")}));
    }

    void everyPlacementIsWhollyDescribed()
    {
        for (const PlacementDescriptor &placement : m_catalog.all()) {
            QVERIFY(!placement.title.isEmpty());
            QVERIFY(placement.summary.endsWith(QLatin1Char('.')));
            QVERIFY(placement.make({}) != nullptr);
        }
    }
};

QTEST_APPLESS_MAIN(TestPlacement)
#include "tst_placement.moc"
