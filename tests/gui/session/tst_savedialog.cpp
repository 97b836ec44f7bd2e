// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session/savedialog.h"

#include <QAbstractButton>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWidget>

using namespace thaw;

class TestSaveDialog : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QWidget m_window;
    QPointer<QFileDialog> m_dialog;
    QStringList m_saved; // and with which type

    // Opens it, with this name typed in.
    void open(const QString &name)
    {
        m_saved.clear();
        openSaveDialog(&m_window, QStringLiteral("Save"), QStringLiteral("proposed"),
                       {{QStringLiteral("JSON"), QStringLiteral("json")},
                        {QStringLiteral("A trace"), QStringLiteral("trace.json")}},
                       [this](const QString &path, int type) {
                           m_saved.append(QStringLiteral("%1 %2").arg(path).arg(type));
                       });
        m_dialog = m_window.findChild<QFileDialog *>();
        m_dialog->findChild<QLineEdit *>()->setText(m_folder.filePath(name));
    }
    void clickSave() { QMetaObject::invokeMethod(m_dialog, "accept"); }
    // Whether a file is to be replaced: the question that was asked last.
    void answer(QMessageBox::StandardButton button)
    {
        const auto questions = m_dialog->findChildren<QMessageBox *>();
        QVERIFY(!questions.isEmpty());
        questions.last()->button(button)->click();
    }
    [[nodiscard]] QString existing() const
    {
        QFile file(m_folder.filePath(QStringLiteral("there.json")));
        return file.open(QIODevice::WriteOnly) ? QStringLiteral("there.json") : QString();
    }
    [[nodiscard]] QString saved(const QString &name, int type = 0) const
    {
        return QStringLiteral("%1 %2").arg(m_folder.filePath(name)).arg(type);
    }

private Q_SLOTS:
    void init() { m_window.show(); }

    void savesAndGoes()
    {
        open(QStringLiteral("new"));
        clickSave();
        QCOMPARE(m_saved, QStringList(saved(QStringLiteral("new.json"))));
        QTRY_VERIFY(!m_dialog);
    }

    void aNameThatSaysMoreThanTheTypeIsTakenAtItsWord()
    {
        open(QStringLiteral("new.trace.json"));
        clickSave();
        QCOMPARE(m_saved, QStringList(saved(QStringLiteral("new.trace.json"), 1)));
        QTRY_VERIFY(!m_dialog);
    }

    void canceledItSavesNothingAndGoes()
    {
        open(QStringLiteral("new"));
        m_dialog->reject();
        QTRY_VERIFY(!m_dialog);
        QVERIFY(m_saved.isEmpty());
    }

    void asksBeforeItReplacesAFile_data()
    {
        QTest::addColumn<int>("button");
        QTest::newRow("yes") << static_cast<int>(QMessageBox::Yes);
        QTest::newRow("no") << static_cast<int>(QMessageBox::No);
    }
    void asksBeforeItReplacesAFile()
    {
        QFETCH(int, button);
        open(existing());
        QTimer::singleShot(0, this,
                           [&] { answer(static_cast<QMessageBox::StandardButton>(button)); });
        clickSave();
        const bool isYes = button == QMessageBox::Yes;
        QCOMPARE(m_saved, isYes ? QStringList(saved(existing())) : QStringList());
        QCOMPARE(m_dialog && m_dialog->isVisible(), !isYes);
        if (!isYes) {
            m_dialog->reject();
        }
        QTRY_VERIFY(!m_dialog);
    }

    // Clicks that waited for a frozen window come all at once: a yes, and Save again, before the
    // first question's event loop has ended.
    void savesOnceWhenItIsAskedForTwice()
    {
        open(existing());
        QTimer::singleShot(0, this, [this] {
            answer(QMessageBox::Yes);
            QTimer::singleShot(0, this, [this] { answer(QMessageBox::Yes); });
            clickSave();
            QCoreApplication::processEvents();
            QVERIFY(m_dialog); // its first question is on the stack
        });
        clickSave();
        QTRY_VERIFY(!m_dialog);
        QCOMPARE(m_saved, QStringList(saved(existing())));
    }
};

QTEST_MAIN(TestSaveDialog)
#include "tst_savedialog.moc"
