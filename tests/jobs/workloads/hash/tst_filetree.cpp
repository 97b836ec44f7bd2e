// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/filetree.h"

#include <QTest>

using namespace thaw;

class TestFileTree : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesAreRelativeToTheRoot()
    {
        FileTree tree;
        const auto outer = tree.addFolder(FileTree::root, "outer");
        const auto inner = tree.addFolder(outer, "in\xff ner");
        QCOMPARE(tree.filePath(tree.addFile(FileTree::root, "top", 1)), QByteArray("top"));
        QCOMPARE(tree.filePath(tree.addFile(inner, "x", 2)), QByteArray("outer/in\xff ner/x"));
        QCOMPARE(tree.folderPath(FileTree::root), QByteArray());
        QCOMPARE(tree.folderPath(outer), QByteArray("outer"));
        QCOMPARE(tree.folderPath(inner), QByteArray("outer/in\xff ner"));
    }

    void theTotalFollowsTheSizes()
    {
        FileTree tree;
        const auto first = tree.addFile(FileTree::root, "a", 10);
        tree.addFile(FileTree::root, "b", 5);
        QCOMPARE(tree.totalSize(), 15);
        tree.setSize(first, 1);
        QCOMPARE(tree.totalSize(), 6);
        QCOMPARE(tree.size(first), 1);
    }
};

QTEST_APPLESS_MAIN(TestFileTree)
#include "tst_filetree.moc"
